// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/moment.h"
#include "core/base/ids.h"
#include "core/trace/intervals.h"

#include <QString>

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace coroscope
{

/// Which lines of one file the events of a trace name, both ways. Lines count from 1.
///
/// A trace may name its places with or without folders: a file is the same if its name is.
class SourceLines
{
public:
    /// Reads another trace, or none; `file` is the path or name whose lines are meant.
    void setTrace(const EventStore *store, const QString &file);
    /// Takes in places that came new. Cheap: a trace has few of them, each read once.
    void refresh();

    /// Whether the trace names the file at all.
    bool namesFile() const { return !m_ids.empty(); }
    /// A file that the trace names, without folders; empty if it names none.
    const QString &anyFile() const { return m_anyFile; }

    /// The line that an id stands for; 0 if it is of another file.
    int lineOf(SourceId id) const;
    /// The ids of the lines from `first` to `last`.
    std::vector<SourceId> idsOf(int first, int last) const;

private:
    const EventStore *m_store = nullptr;
    QString m_file;
    QString m_anyFile;
    std::size_t m_read = 0;
    std::multimap<int, SourceId> m_ids;
    std::vector<int> m_lines; // by id - 1
};

/// The task whose step goes on at a moment; invalid if none runs then.
TaskId runningTask(const EventStore &store, const Moment &moment);

/// The task of the last step that had begun at a moment, be it over or not; invalid if there was none.
TaskId lastTask(const EventStore &store, const Moment &moment);

/// Where a task stands in its source at a moment: the await where it waits, or from where it runs on. In its first
/// step that is the one to which it comes. Invalid if the trace does not tell.
SourceId sourceAt(const Intervals &intervals, TaskId task, const Moment &moment);

} // namespace coroscope
