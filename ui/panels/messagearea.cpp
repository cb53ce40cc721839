// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/messagearea.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace coroscope
{
namespace
{

constexpr int highest = 150;
/// The share of the window that a message may take.
constexpr int windowShare = 4;

} // namespace

MessageArea::MessageArea(QWidget *parent)
    : QFrame(parent), m_summary(new QLabel(this)), m_details(new QLabel), m_scroll(new QScrollArea(this)),
      m_help(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageArea"));
    setAccessibleName(tr("Message"));
    setFontRole(m_summary, FontRole::Strong);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    setFontRole(m_details, FontRole::Mono);
    m_details->setTextFormat(Qt::PlainText);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_details->setWordWrap(true);
    m_details->setAlignment(Qt::AlignTop | Qt::AlignLeft);

    m_scroll->setAccessibleName(tr("What happened"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(m_details);

    auto *copy = new QToolButton(this);
    copy->setText(tr("Copy"));
    auto *close = new QToolButton(this);
    close->setText(tr("Close"));
    connect(copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(details().isEmpty() ? summary() : details()); });
    connect(close, &QToolButton::clicked, this, &MessageArea::clear);

    m_help->setObjectName(QStringLiteral("messageHelp"));
    m_help->setText(tr("Help"));
    m_help->setToolTip(tr("What it means, and how to mend it"));
    m_help->hide();
    connect(m_help, &QToolButton::clicked, this, [this] { Q_EMIT helpRequested(m_helpPlace); });

    auto *top = new QHBoxLayout;
    top->addWidget(m_summary, 1);
    top->addWidget(m_help);
    top->addWidget(copy);
    top->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 10, 8);
    layout->setSpacing(4);
    layout->addLayout(top);
    layout->addWidget(m_scroll);
    hide();
}

void MessageArea::showMessage(const QString &summary, const QString &details)
{
    m_summary->setText(summary);
    m_details->setText(details);
    m_help->hide();
    m_scroll->setVisible(!details.isEmpty());
    fitDetails();
    show();
}

void MessageArea::offerHelp(const HelpPlace &place)
{
    m_helpPlace = place;
    m_help->show();
}

/// As high as the text at this width, so that no line is cut in half while there is room for it.
void MessageArea::fitDetails()
{
    const QMargins margins = layout()->contentsMargins();
    const int line = m_details->fontMetrics().lineSpacing();
    const int width =
        contentsRect().width() - margins.left() - margins.right() - m_scroll->verticalScrollBar()->sizeHint().width();
    const int most = std::max(2 * line, std::min(highest, window()->height() / windowShare));
    const int wanted = m_details->heightForWidth(std::max(1, width)) + 4;
    // Of a text that scrolls whole lines are seen.
    m_scroll->setFixedHeight(wanted <= most ? wanted : most / line * line);
}

void MessageArea::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fitDetails();
}

void MessageArea::showEvent(QShowEvent *)
{
    fitDetails();
    Q_EMIT visibilityChanged(true);
}

void MessageArea::hideEvent(QHideEvent *) { Q_EMIT visibilityChanged(false); }

void MessageArea::clear()
{
    m_summary->clear();
    m_details->clear();
    hide();
}

QString MessageArea::summary() const { return m_summary->text(); }
QString MessageArea::details() const { return m_details->text(); }

} // namespace coroscope
