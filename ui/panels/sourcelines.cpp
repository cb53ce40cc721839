// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sourcelines.h"

#include "core/trace/eventstore.h"

#include <QFileInfo>

#include <charconv>

namespace coroscope
{
namespace
{

// How many events are looked at for one step of a task; what takes more than that is not told.
constexpr std::size_t furthest = 20'000;

/// `FILE:LINE` without folders; line 0 if it is no such thing.
struct FileLine {
    std::string_view file;
    int line = 0;
};

FileLine fileLineOf(std::string_view source)
{
    const auto colon = source.rfind(':');
    if (colon == std::string_view::npos)
        return {};
    FileLine place;
    const std::string_view number = source.substr(colon + 1);
    if (std::from_chars(number.data(), number.data() + number.size(), place.line).ec != std::errc())
        return {};
    place.file = source.substr(0, colon);
    if (const auto slash = place.file.find_last_of("/\\"); slash != std::string_view::npos)
        place.file.remove_prefix(slash + 1);
    return place;
}

bool endsStep(EventType type) { return type == EventType::TaskWaiting || type == EventType::TaskDone; }

TaskId stepBefore(const EventStore &store, const Moment &moment, bool alsoOver)
{
    const std::size_t last = moment.events > furthest ? moment.events - furthest : 0;
    for (std::size_t index = moment.events; index > last; --index) {
        const EventType type = store.type(index - 1);
        if (type == EventType::TaskRunning)
            return store.task(index - 1);
        if (!alsoOver && (endsStep(type) || type == EventType::RunEnded))
            return {};
    }
    return {};
}

} // namespace

void SourceLines::setTrace(const EventStore *store, const QString &file)
{
    m_store = store;
    m_file = QFileInfo(file).fileName();
    m_anyFile.clear();
    m_read = 0;
    m_ids.clear();
    m_lines.clear();
    refresh();
}

void SourceLines::refresh()
{
    if (!m_store)
        return;
    const std::string file = m_file.toStdString();
    for (const std::size_t count = m_store->sourceCount(); m_read < count; ++m_read) {
        const SourceId id(static_cast<std::uint32_t>(m_read + 1));
        const FileLine place = fileLineOf(m_store->source(id));
        if (m_anyFile.isEmpty() && place.line > 0)
            m_anyFile = QString::fromUtf8(place.file.data(), static_cast<qsizetype>(place.file.size()));
        const bool isHere = place.line > 0 && place.file == file;
        m_lines.push_back(isHere ? place.line : 0);
        if (isHere)
            m_ids.emplace(place.line, id);
    }
}

int SourceLines::lineOf(SourceId id) const { return id && id.value <= m_lines.size() ? m_lines[id.value - 1] : 0; }

std::vector<SourceId> SourceLines::idsOf(int first, int last) const
{
    std::vector<SourceId> ids;
    for (auto at = m_ids.lower_bound(first); at != m_ids.end() && at->first <= last; ++at)
        ids.push_back(at->second);
    return ids;
}

TaskId runningTask(const EventStore &store, const Moment &moment) { return stepBefore(store, moment, false); }

TaskId lastTask(const EventStore &store, const Moment &moment) { return stepBefore(store, moment, true); }

SourceId sourceAt(const Intervals &intervals, TaskId task, const Moment &moment)
{
    const TaskTrack *track = intervals.task(task);
    if (!track || track->intervals.size() == 0)
        return {};
    const EventStore &store = intervals.store();
    // The interval that the last of the moment's events about this task began.
    std::size_t from = 0;
    std::size_t to = track->intervals.size();
    while (from < to) {
        const std::size_t middle = from + (to - from) / 2;
        if (track->intervals[middle].event < moment.events)
            from = middle + 1;
        else
            to = middle;
    }
    for (std::size_t index = from; index > 0; --index) {
        const Interval interval = track->intervals[index - 1];
        if (interval.state == TaskState::Waiting)
            return store.event(interval.event).at;
        if (interval.state == TaskState::Done)
            return {};
    }
    // It has not waited yet; where it was created is another task's line.
    for (std::size_t index = from; index < track->intervals.size() && index < from + 3; ++index) {
        const Interval interval = track->intervals[index];
        if (interval.state == TaskState::Waiting)
            return store.event(interval.event).at;
    }
    return {};
}

} // namespace coroscope
