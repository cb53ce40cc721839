// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanefilter.h"

#include "core/trace/eventstore.h"
#include "ui/timeline/timelinewidget.h"

namespace coroscope
{
namespace
{

constexpr std::size_t tasksPerSlice = 20'000;
constexpr int growthPause = 200;
constexpr int cursorPause = 30;

} // namespace

LaneFilter::LaneFilter(TimelineWidget &timeline) : QObject(&timeline), m_timeline(timeline)
{
    m_slices.setSingleShot(true);
    connect(&m_slices, &QTimer::timeout, this, &LaneFilter::advance);
    connect(&timeline.view(), &Viewport::cursorChanged, this, [this] {
        takeMoment();
        if (!m_set.isUpToDate())
            later(cursorPause);
    });
}

void LaneFilter::setIntervals(const Intervals *intervals)
{
    m_intervals = intervals;
    m_set.setIntervals(intervals);
    takeMoment();
    if (!m_set.isEverything())
        later(0);
}

void LaneFilter::refresh()
{
    m_set.refresh();
    if (m_set.isEverything())
        return;
    takeMoment();
    if (!m_set.isUpToDate())
        later(growthPause);
}

void LaneFilter::setFilter(const TraceFilter &filter)
{
    m_set.setFilter(filter);
    takeMoment();
    advance();
}

void LaneFilter::takeMoment()
{
    if (m_intervals)
        m_set.setMoment(m_timeline.view().moment(m_intervals->store()));
}

void LaneFilter::later(int milliseconds)
{
    if (!m_slices.isActive() || m_slices.remainingTime() > milliseconds)
        m_slices.start(milliseconds);
}

void LaneFilter::advance()
{
    m_slices.stop();
    const bool isDone = m_set.advance(tasksPerSlice);
    if (isDone && m_shown != m_set.version()) {
        m_shown = m_set.version();
        if (m_set.isEverything())
            m_timeline.setTaskFilter({});
        else
            m_timeline.setTaskFilter([this](TaskId task) { return m_set.hasTask(task); });
    }
    if (!isDone)
        later(0);
}

} // namespace coroscope
