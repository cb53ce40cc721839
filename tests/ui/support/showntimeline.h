// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/sampletraces.h"
#include "ui/timeline/timelinewidget.h"

#include <QTest>

#include <memory>

namespace coroscope
{

/// What tests of a timeline on the screen have in common: a widget with the focus that shows a whole run of workers who
/// share a semaphore.
template <typename Timeline = TimelineWidget>
class ShownTimeline
{
protected:
    void showTimeline(int workers = 30, int permits = 5, QSize size = {1200, 500})
    {
        m_store = semaphoreTrace(workers, permits);
        m_intervals = std::make_unique<Intervals>(*m_store);
        m_intervals->update();
        m_timeline = std::make_unique<Timeline>();
        m_timeline->resize(size);
        m_timeline->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_timeline.get()));
        m_timeline->setIntervals(m_intervals.get());
        m_timeline->fit();
        m_timeline->setFocus();
    }
    Viewport &view() { return m_timeline->view(); }

    std::shared_ptr<EventStore> m_store;
    std::unique_ptr<Intervals> m_intervals;
    std::unique_ptr<Timeline> m_timeline;
};

} // namespace coroscope
