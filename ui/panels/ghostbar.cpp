// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ghostbar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace coroscope
{

GhostBar::GhostBar(QWidget *parent) : QWidget(parent), m_text(new QLabel(this))
{
    setObjectName(u"ghostBar"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto *shut = new QToolButton(this);
    shut->setText(u"×"_s);
    shut->setAutoRaise(true);
    shut->setToolTip(tr("No ghost of the run before (Esc)"));
    shut->setAccessibleName(tr("Dismiss the ghost"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // In a narrow window the text gives way.
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 2, 6, 2);
    layout->addWidget(m_text, 1);
    layout->addWidget(shut);
    connect(shut, &QToolButton::clicked, this, &GhostBar::dismissed);
    hide();
}

void GhostBar::setText(const QString &text)
{
    m_text->setText(text);
    m_text->setToolTip(text);
    m_text->setAccessibleName(text);
    setVisible(!text.isEmpty());
}

QString GhostBar::text() const { return m_text->text(); }

void GhostBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT dismissed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace coroscope
