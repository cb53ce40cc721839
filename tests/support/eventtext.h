// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/instrument.h"

#include <QHash>
#include <QStringList>

namespace coroscope::test
{

/// Keeps what a scheduler tells as lines that tests compare, one for each step of a task:
///
///     TIME TASK: what it did, what it waits for or how it ended
///
/// `Steps` holds what asyncio tells too (see asynciosteps.py), so that the lines can be compared with its own;
/// `Everything` adds who woke whom, cancels, objects, timeouts, jobs.
class EventText final : public Instrument
{
public:
    enum class Detail { Steps, Everything };

    explicit EventText(Detail detail = Detail::Steps) : m_detail(detail) {}

    const QStringList &lines() const { return m_lines; }
    QString text() const { return m_lines.join(u'\n'); }

    void taskCreated(Nanoseconds t, const TaskCreated &event) override;
    void taskReady(Nanoseconds t, const TaskReady &event) override;
    void taskRunning(Nanoseconds t, TaskId task) override;
    void taskWaiting(Nanoseconds t, const TaskWaiting &event) override;
    void taskDone(Nanoseconds t, const TaskDone &event) override;
    void cancelRequested(Nanoseconds t, const CancelRequested &event) override;
    void cancelSwallowed(Nanoseconds t, TaskId task) override;
    void objectCreated(Nanoseconds t, const ObjectCreated &event) override;
    void objectChanged(Nanoseconds t, const ObjectChanged &event) override;
    void timeoutStarted(Nanoseconds t, const TimeoutStarted &event) override;
    void timeoutFired(Nanoseconds t, ScopeId scope, TaskId task) override;
    void timeoutEnded(Nanoseconds t, ScopeId scope, TaskId task) override;
    void jobStarted(Nanoseconds t, const JobStarted &event) override;
    void jobEnded(Nanoseconds t, const JobStarted &event) override;
    void log(Nanoseconds t, TaskId task, std::string_view text) override;
    void warned(Nanoseconds t, const Warned &event) override;
    void deadlocked(Nanoseconds t, std::span<const TaskId> tasks, std::string_view text) override;
    void runEnded(Nanoseconds t, const RunEnded &event) override;

private:
    bool tellsAll() const { return m_detail == Detail::Everything; }
    QString name(TaskId task) const { return m_names.value(task.value, QStringLiteral("-")); }
    QString name(ObjectId object) const { return m_objects.value(object.value); }
    void item(Nanoseconds t, const QString &what);
    void endStep(Nanoseconds t, const QString &how);

    Detail m_detail;
    QStringList m_lines;
    QStringList m_items;
    QHash<std::uint32_t, QString> m_names;
    QHash<std::uint32_t, QString> m_objects;
    TaskId m_running;
    Nanoseconds m_began = 0;
};

/// `250ms`, in the largest unit in which it is a whole number.
QString durationText(Nanoseconds duration);

} // namespace coroscope::test
