// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys of the timeline do; timelineKeys() says which key does what.
#include "ui/timeline/inlineentry.h"
#include "ui/timeline/keysdialog.h"
#include "ui/timeline/scene.h"
#include "ui/timeline/timelinewidget.h"

#include <QKeyEvent>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr double panStep = 0.12; ///< share of the view that a key moves it
constexpr double pageStep = 0.8;
constexpr double farStep = 10; ///< pixels

/// A range with a little of what is round it.
TimeRange withRoom(Nanoseconds from, Nanoseconds to)
{
    const Nanoseconds room = std::max<Nanoseconds>((to - from) / 20, Viewport::minSpan);
    return {from - room, to + room};
}

} // namespace

void TimelineWidget::keyPressEvent(QKeyEvent *event)
{
    if (const auto action = timelineActionOf(*event))
        perform(*action);
    else
        QWidget::keyPressEvent(event);
}

void TimelineWidget::perform(TimelineAction action)
{
    switch (action) {
    case TimelineAction::ZoomIn:
        return zoomIn();
    case TimelineAction::ZoomOut:
        return zoomOut();
    case TimelineAction::PanLeft:
        return panBy(-panStep);
    case TimelineAction::PanRight:
        return panBy(panStep);
    case TimelineAction::Fit:
        return fitSelection();
    case TimelineAction::FitRun:
        return fit();
    case TimelineAction::LaneUp:
        return moveSelection(-1);
    case TimelineAction::LaneDown:
        return moveSelection(1);
    case TimelineAction::PageUp:
        return m_view.setScroll(m_view.scroll() - inside(height()) * pageStep);
    case TimelineAction::PageDown:
        return m_view.setScroll(m_view.scroll() + inside(height()) * pageStep);
    case TimelineAction::FirstLane:
        selectLane(1);
        return showSelection();
    case TimelineAction::LastLane:
        if (!m_layout.lanes().empty())
            selectLane(m_layout.lanes().size() - 1);
        return showSelection();
    case TimelineAction::CursorLeft:
        return moveCursor(-1);
    case TimelineAction::CursorRight:
        return moveCursor(1);
    case TimelineAction::CursorFarLeft:
        return moveCursor(-farStep);
    case TimelineAction::CursorFarRight:
        return moveCursor(farStep);
    case TimelineAction::RunStart:
    case TimelineAction::RunEnd:
        m_view.setFollowsLive(false);
        m_view.setCursor(action == TimelineAction::RunStart ? 0 : m_view.extent());
        return showTime(*m_view.cursor());
    case TimelineAction::StepBack:
        stepBack();
        return;
    case TimelineAction::StepForward:
        stepForward();
        return;
    case TimelineAction::NextInterval:
        return selectNextInterval();
    case TimelineAction::PreviousInterval:
        return selectPreviousInterval();
    case TimelineAction::ToWaker:
        goToWaker();
        return;
    case TimelineAction::ToWoken:
        goToWoken();
        return;
    case TimelineAction::Fold:
        return toggleFold();
    case TimelineAction::FoldAll:
        return m_layout.foldsAll() ? unfoldAll() : foldAll();
    case TimelineAction::Objects:
        return toggleObjects();
    case TimelineAction::HideFinished:
        return setHidesFinished(!m_layout.hidesFinished());
    case TimelineAction::NextOrder:
        return takeNextOrder();
    case TimelineAction::Pin:
        return setPinned(m_view.selection(), !isPinned(m_view.selection()));
    case TimelineAction::AllArrows:
        return setShowsAllArrows(!m_showsAllArrows);
    case TimelineAction::RangeLeft:
        return moveRangeEnd(-farStep);
    case TimelineAction::RangeRight:
        return moveRangeEnd(farStep);
    case TimelineAction::Mark:
        return editMark();
    case TimelineAction::GoTo:
        return askForTime();
    case TimelineAction::Search:
        Q_EMIT searchRequested();
        return;
    case TimelineAction::Back:
        m_smooth.finish();
        return m_view.goBack();
    case TimelineAction::Forward:
        m_smooth.finish();
        return m_view.goForward();
    case TimelineAction::Choose:
        if (m_view.selection().isValid())
            Q_EMIT activated(m_view.selection());
        return;
    case TimelineAction::Clear:
        return clearNext();
    case TimelineAction::Help:
        return showKeys();
    }
}

/// One thing at a time, the last that was set first.
void TimelineWidget::clearNext()
{
    if (m_drag == Drag::Range) {
        m_drag = Drag::None;
        m_view.selectRange(m_rangeBefore);
    } else if (m_view.selectedRange()) {
        m_view.selectRange(std::nullopt);
    } else if (m_view.selectedInterval()) {
        m_view.select(m_view.selection());
    } else if (m_view.cursor()) {
        m_view.setCursor(std::nullopt);
    } else if (m_view.selection().isValid()) {
        m_view.select({});
    } else if (m_showsAllArrows) {
        setShowsAllArrows(false);
    }
}

/// To the lane of the next task or object; the first where nothing is selected.
void TimelineWidget::moveSelection(int lanes)
{
    if (!m_intervals || m_layout.lanes().size() < 2)
        return;
    const auto lane = nearestLane();
    const auto last = static_cast<std::ptrdiff_t>(m_layout.lanes().size()) - 1;
    std::ptrdiff_t next = lane ? static_cast<std::ptrdiff_t>(*lane) + lanes : lanes > 0 ? 1 : last;
    // What is folded away lies below the lane that holds it.
    if (lane && lanes < 0 && !selectedLane())
        ++next;
    // Some lanes are of nothing that could be selected, and the threads of a pool are of one thing.
    const auto targetAt = [&](std::ptrdiff_t i) {
        return targetOf(*m_intervals, m_layout, m_layout.lanes()[static_cast<std::size_t>(i)]);
    };
    next = std::clamp<std::ptrdiff_t>(next, 1, last);
    while (next > 1 && next < last && (!targetAt(next).isValid() || targetAt(next) == m_view.selection()))
        next += lanes < 0 ? -1 : 1;
    if (targetAt(next).isValid())
        selectLane(static_cast<std::size_t>(next));
    showSelection();
}

void TimelineWidget::selectLane(std::size_t lane)
{
    if (!m_intervals || lane >= m_layout.lanes().size())
        return;
    m_view.select(targetOf(*m_intervals, m_layout, m_layout.lanes()[lane]));
}

void TimelineWidget::moveCursor(double pixels)
{
    const Nanoseconds step = std::max<Nanoseconds>(1, pixelTime(std::abs(pixels)));
    const TimeRange range = m_view.range();
    const Nanoseconds from = m_view.cursor().value_or(range.from + range.span() / 2);
    m_view.setFollowsLive(false);
    m_view.setCursor(pixels < 0 ? from - step : from + step);
    showTime(*m_view.cursor());
}

/// The range begins at the cursor; its end moves.
void TimelineWidget::moveRangeEnd(double pixels)
{
    if (!m_intervals)
        return;
    const Nanoseconds step = std::max<Nanoseconds>(1, pixelTime(std::abs(pixels)));
    const TimeRange seen = m_view.range();
    const Nanoseconds start = m_view.cursor().value_or(seen.from + seen.span() / 2);
    TimeRange range = m_view.selectedRange().value_or(TimeRange{start, start});
    // What lies at the cursor stays; without one the left end does.
    const bool movesStart = m_view.cursor() && range.to == *m_view.cursor() && (pixels < 0 || range.from < range.to);
    Nanoseconds &end = movesStart ? range.from : range.to;
    end = std::clamp<Nanoseconds>(end + (pixels < 0 ? -step : step), 0, m_view.extent());
    if (range.from > range.to)
        std::swap(range.from, range.to);
    m_view.selectRange(range);
    showTime(end);
}

/// What F fits: the selected range, interval, task or object; the run if there is none.
TimeRange TimelineWidget::rangeOfSelection() const
{
    const auto range = m_view.selectedRange();
    return range ? withRoom(range->from, range->to) : rangeOfTarget();
}

/// The selected interval, task or object; the run if there is none.
TimeRange TimelineWidget::rangeOfTarget() const
{
    if (const TaskTrack *task = m_intervals->task(m_view.selection().task)) {
        const auto interval = m_view.selectedInterval() ? currentInterval(*task) : std::nullopt;
        if (interval) {
            const Interval chosen = task->intervals[*interval];
            const Nanoseconds end = endOf(chosen, m_intervals->end());
            // A step of no length would fill the view with nothing; what is round it tells more.
            const Nanoseconds around = end > chosen.start ? 0 : std::max<Nanoseconds>(m_intervals->end() / 200, 1);
            return withRoom(chosen.start - around, end + around);
        }
        return withRoom(task->created, task->ended == noTime ? m_intervals->end() : task->ended);
    }
    if (const ObjectTrack *object = m_intervals->object(m_view.selection().object)) {
        if (!object->samples.empty())
            return withRoom(object->samples[0].time, object->samples[object->samples.size() - 1].time);
    }
    return m_view.fitted();
}

void TimelineWidget::fitSelection()
{
    if (!m_intervals || (!m_view.selectedRange() && !m_view.selection().isValid()))
        return fit();
    const TimeRange wanted = m_view.limited(rangeOfSelection());
    if (m_smooth.target() == wanted)
        return fit();
    m_view.setFollowsLive(false);
    m_smooth.moveTo(wanted);
    showSelection();
}

void TimelineWidget::askForTime()
{
    if (!m_intervals)
        return;
    const auto take = [this](const QString &text) -> QString {
        const Nanoseconds end = m_view.extent();
        const auto time = parseMoment(text, end, m_view.cursor().value_or(end));
        if (!time)
            return tr("Type a time, as in 1.5 s, 200 ms, +50 ms, 50% or end.");
        m_view.setFollowsLive(false);
        m_view.setCursor(*time);
        showTime(*time);
        return {};
    };
    const int middle = static_cast<int>((plotLeft() + plotRight()) / 2);
    m_entry->open({middle - 140, static_cast<int>(rulerHeight * m_scale) + 8}, tr("Go to"), {}, take);
}

void TimelineWidget::editMark()
{
    if (!m_intervals)
        return;
    constexpr double reach = 3;
    const TimeRange range = m_view.range();
    const Nanoseconds time = m_view.cursor().value_or(range.from + range.span() / 2);
    const TimeMark *mark = m_view.markNear(time, pixelTime(reach));
    const int id = mark ? mark->id : 0;
    const auto take = [this, id, time](const QString &text) -> QString {
        if (id != 0)
            m_view.setMarkNote(id, text.trimmed());
        else
            m_view.addMark(time, text.trimmed());
        return {};
    };
    const QPoint at(static_cast<int>(scale().clampedX(time) * m_scale) + 8,
                    static_cast<int>(rulerHeight * m_scale) + 4);
    if (mark)
        m_entry->open(at, tr("Note"), mark->note, take, [this, id] { m_view.removeMark(id); });
    else
        m_entry->open(at, tr("Note"), {}, take);
}

void TimelineWidget::showKeys()
{
    auto *dialog = new KeysDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

} // namespace coroscope
