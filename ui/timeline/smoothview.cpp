// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/smoothview.h"

#include "ui/timeline/viewport.h"

#include <QApplication>
#include <QStyle>

#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int milliseconds = 130;

bool isSeen()
{
    const QString platform = QGuiApplication::platformName();
    return platform != u"offscreen"_s && platform != u"minimal"_s;
}

/// Between two ranges: the length changes by factors, so that a zoom looks even.
TimeRange between(TimeRange from, TimeRange to, double share)
{
    const auto span = static_cast<double>(from.span());
    const auto lastSpan = static_cast<double>(to.span());
    const double now = span * std::pow(lastSpan / span, share);
    // What stays in place during the whole zoom stays in place during each part of it.
    const double done = std::abs(lastSpan - span) < 1 ? share : (now - span) / (lastSpan - span);
    const Nanoseconds start = from.from + std::llround(static_cast<double>(to.from - from.from) * done);
    return {start, start + std::llround(now)};
}

} // namespace

SmoothView::SmoothView(Viewport &view, QObject *parent) : QObject(parent), m_view(view), m_enabled(isSeen())
{
    m_animation.setDuration(milliseconds);
    m_animation.setStartValue(0.0);
    m_animation.setEndValue(1.0);
    m_animation.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_animation, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        m_moving = true;
        m_view.glide(between(m_from, m_to, value.toDouble()));
        m_moving = false;
        m_last = m_view.range();
    });
    connect(&m_animation, &QVariantAnimation::finished, this, &SmoothView::arrive);
    connect(&m_view, &Viewport::rangeChanged, this, [this] {
        if (!m_moving)
            giveWay();
    });
}

/// Somebody else moved the viewport. A live run that is followed only shifts it, and the move goes on from there.
void SmoothView::giveWay()
{
    if (m_animation.state() != QAbstractAnimation::Running)
        return;
    const TimeRange now = m_view.range();
    if (m_fits) {
        finish();
        return;
    }
    if (now.span() != m_last.span()) {
        m_animation.stop();
        return;
    }
    const Nanoseconds by = now.from - m_last.from;
    m_from = {m_from.from + by, m_from.to + by};
    m_to = {m_to.from + by, m_to.to + by};
    m_last = now;
}

TimeRange SmoothView::target() const
{
    return m_animation.state() == QAbstractAnimation::Running ? m_to : m_view.range();
}

void SmoothView::moveTo(TimeRange range)
{
    m_fits = false;
    start(m_view.limited(range));
}

void SmoothView::fit()
{
    m_fits = true;
    start(m_view.fitted());
}

void SmoothView::start(TimeRange range)
{
    m_animation.stop();
    m_from = m_view.range();
    m_to = range;
    m_last = m_from;
    const bool animates = m_enabled && QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
    if (!animates || m_from == m_to)
        arrive();
    else
        m_animation.start();
}

void SmoothView::finish()
{
    if (m_animation.state() != QAbstractAnimation::Running)
        return;
    m_animation.stop();
    arrive();
}

void SmoothView::arrive()
{
    m_moving = true;
    if (m_fits)
        m_view.fit();
    else
        m_view.setRange(m_to);
    m_moving = false;
}

} // namespace coroscope
