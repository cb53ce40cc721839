// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/messagearea.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace coroscope
{
namespace
{

constexpr int highest = 150;

} // namespace

MessageArea::MessageArea(QWidget *parent) : QFrame(parent), m_summary(new QLabel(this)), m_details(new QLabel)
{
    setObjectName(QStringLiteral("messageArea"));
    setAccessibleName(tr("Message"));
    m_summary->setFont(themeFont(FontRole::Strong));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_details->setFont(themeFont(FontRole::Mono));
    m_details->setTextFormat(Qt::PlainText);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_details->setWordWrap(true);
    m_details->setAlignment(Qt::AlignTop | Qt::AlignLeft);

    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_details);
    scroll->setMaximumHeight(highest);

    auto *copy = new QToolButton(this);
    copy->setText(tr("Copy"));
    auto *close = new QToolButton(this);
    close->setText(tr("Close"));
    connect(copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(details().isEmpty() ? summary() : details()); });
    connect(close, &QToolButton::clicked, this, &MessageArea::clear);

    auto *top = new QHBoxLayout;
    top->addWidget(m_summary, 1);
    top->addWidget(copy);
    top->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 10, 8);
    layout->setSpacing(4);
    layout->addLayout(top);
    layout->addWidget(scroll);
    hide();
}

void MessageArea::showMessage(const QString &summary, const QString &details)
{
    m_summary->setText(summary);
    m_details->setText(details);
    auto *scroll = static_cast<QWidget *>(m_details->parentWidget()->parentWidget());
    scroll->setVisible(!details.isEmpty());
    const int lines = static_cast<int>(details.count(u'\n')) + 1;
    const int wanted = lines * m_details->fontMetrics().lineSpacing() + 6;
    scroll->setFixedHeight(std::min(highest, wanted));
    show();
}

void MessageArea::clear()
{
    m_summary->clear();
    m_details->clear();
    hide();
}

QString MessageArea::summary() const { return m_summary->text(); }
QString MessageArea::details() const { return m_details->text(); }

} // namespace coroscope
