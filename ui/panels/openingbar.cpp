// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/openingbar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int steps = 1000;
constexpr int barWidth = 180;
constexpr int barHeight = 6;

} // namespace

OpeningBar::OpeningBar(QWidget *parent)
    : QWidget(parent), m_bar(new QProgressBar(this)), m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(u"openingBar"_s);
    auto *caption = new QLabel(tr("Opening"), this);
    m_bar->setRange(0, steps);
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(barWidth, barHeight);
    m_bar->setAccessibleName(tr("How much of the file was read"));
    m_cancel->setToolTip(tr("Stop reading the file; what is open stays"));
    m_cancel->setAccessibleName(tr("Cancel opening"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 4, 0);
    layout->setSpacing(8);
    layout->addWidget(caption);
    layout->addWidget(m_bar);
    layout->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, &OpeningBar::cancelRequested);
    hide();
}

void OpeningBar::setShare(double share)
{
    m_bar->setValue(static_cast<int>(steps * share));
    setVisible(share < 1);
}

} // namespace coroscope
