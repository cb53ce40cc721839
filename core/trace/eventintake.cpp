// SPDX-License-Identifier: MIT
#include "core/trace/eventintake.h"

#include <QStringList>

#include <limits>
#include <string>

namespace coroscope
{

using traceformat::Key;

void EventIntake::take(JsonLine &line, std::uint64_t lineNumber, EventType type, Nanoseconds t, EventStore &store)
{
    m_line = &line;
    m_lineNumber = lineNumber;
    m_store = &store;
    append(type, t);
}

std::span<const TaskId> EventIntake::tasks(Key key)
{
    m_tasks.clear();
    m_line->ids(key, m_tasks);
    return m_tasks;
}

template <typename Enum, typename Find>
Enum EventIntake::word(Key key, Find find, int count)
{
    const std::string_view written = m_line->string(key);
    if (const auto value = find(written))
        return *value;
    if (!m_line->problem()) {
        QStringList known;
        for (int index = 0; index < count; ++index) {
            const std::string_view one = text(static_cast<Enum>(index));
            known << QString::fromUtf8(one.data(), static_cast<qsizetype>(one.size()));
        }
        m_line->fail(QStringLiteral("%1 is %2, which is none of: %3")
                         .arg(quoted(traceformat::keyName(key)), quoted(written), known.join(u' ')));
    }
    return Enum{};
}

void EventIntake::append(EventType type, Nanoseconds t)
{
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    JsonLine &line = *m_line;
    const auto good = [&line] { return !line.problem(); };
    const auto at = [&] { return good() ? m_store->internSource(line.string(Key::At)) : SourceId{}; };
    // Refuses a second creation of the same thing.
    const auto create = [&](auto &lines, auto id, const char *what) {
        if (const auto before = lines.find(id)) {
            line.fail(QStringLiteral("the %1 %2 was created before, in line %3; ids must not be used twice")
                          .arg(QLatin1String(what))
                          .arg(id.value)
                          .arg(*before));
        } else if (good()) {
            lines.insert(id, static_cast<std::uint32_t>(m_lineNumber));
        }
    };

    switch (type) {
    case EventType::TaskCreated: {
        TaskCreated event{.task = task(Key::Task),
                          .parent = task(Key::Parent),
                          .name = line.string(Key::Name),
                          .group = object(Key::Group)};
        if (event.name == "task-" + std::to_string(event.task.value))
            event.name = {};
        if (good())
            create(m_taskLines, event.task, "task");
        event.at = at();
        if (good())
            m_store->taskCreated(t, event);
        break;
    }
    case EventType::TaskReady: {
        const TaskReady event{task(Key::Task), task(Key::By), word<ReadyCause>(Key::Because, readyCauseFromText, 12)};
        if (good())
            m_store->taskReady(t, event);
        break;
    }
    case EventType::TaskRunning: {
        const TaskId id = task(Key::Task);
        if (good())
            m_store->taskRunning(t, id);
        break;
    }
    case EventType::TaskWaiting: {
        TaskWaiting event{.task = task(Key::Task),
                          .on = word<WaitKind>(Key::On, waitKindFromText, waitKindCount),
                          .object = object(Key::Object),
                          .tasks = tasks(Key::Tasks),
                          .until = line.number(Key::Until, 0, most, noTime),
                          .position = line.number(Key::Position, 1, most, 0)};
        event.at = at();
        if (good())
            m_store->taskWaiting(t, event);
        break;
    }
    case EventType::TaskDone: {
        TaskDone event{.task = task(Key::Task),
                       .outcome = word<Outcome>(Key::Outcome, outcomeFromText, 3),
                       .error = line.string(Key::Error),
                       .message = line.string(Key::Message)};
        if (line.has(Key::Value))
            event.value = line.string(Key::Value);
        if (good())
            m_store->taskDone(t, event);
        break;
    }
    case EventType::CancelRequested: {
        const CancelRequested event{task(Key::Task), task(Key::By), word<CancelCause>(Key::Why, cancelCauseFromText, 6),
                                    line.string(Key::Message)};
        if (good())
            m_store->cancelRequested(t, event);
        break;
    }
    case EventType::CancelSwallowed: {
        const TaskId id = task(Key::Task);
        if (good())
            m_store->cancelSwallowed(t, id);
        break;
    }
    case EventType::ObjectCreated: {
        const ObjectCreated event{object(Key::Object), word<ObjectKind>(Key::Kind, objectKindFromText, 11),
                                  line.string(Key::Name), line.number(Key::Capacity, 0, most, -1), task(Key::By)};
        if (good())
            create(m_objectLines, event.object, "object");
        if (good()) {
            m_store->objectCreated(t, event);
            m_holders.take(m_store->event(m_store->size() - 1));
        }
        break;
    }
    case EventType::ObjectChanged:
        appendChange(t);
        break;
    case EventType::TimeoutStarted: {
        const TimeoutStarted event{ScopeId(line.id(Key::Scope)), task(Key::Task),
                                   line.number(Key::Deadline, 0, most, noTime)};
        if (good())
            m_store->timeoutStarted(t, event);
        break;
    }
    case EventType::TimeoutFired:
    case EventType::TimeoutEnded: {
        const ScopeId scope(line.id(Key::Scope));
        const TaskId id = task(Key::Task);
        if (!good())
            break;
        if (type == EventType::TimeoutFired)
            m_store->timeoutFired(t, scope, id);
        else
            m_store->timeoutEnded(t, scope, id);
        break;
    }
    case EventType::JobStarted:
    case EventType::JobEnded: {
        const auto thread = line.number(Key::Thread, 0, std::numeric_limits<int>::max(), -1);
        const JobStarted event{JobId(line.id(Key::Job)), object(Key::Pool), static_cast<int>(thread), task(Key::Task),
                               line.string(Key::Name)};
        if (!good())
            break;
        if (type == EventType::JobStarted)
            m_store->jobStarted(t, event);
        else
            m_store->jobEnded(t, event);
        break;
    }
    case EventType::Log: {
        const TaskId id = task(Key::Task);
        const std::string_view text = line.string(Key::Text);
        if (good())
            m_store->log(t, id, text);
        break;
    }
    case EventType::Warning: {
        const Warned event{line.string(Key::Code), line.string(Key::Text), task(Key::Task), object(Key::Object)};
        if (good())
            m_store->warning(t, event);
        break;
    }
    case EventType::Deadlock: {
        const auto stuck = tasks(Key::Tasks);
        const std::string_view text = line.string(Key::Text);
        if (good())
            m_store->deadlock(t, stuck, text);
        break;
    }
    case EventType::Dropped: {
        const std::int64_t count = line.number(Key::Count, 0, most, 0);
        if (good())
            m_store->dropped(t, count);
        break;
    }
    case EventType::RunEnded: {
        const RunEnded event{word<RunOutcome>(Key::Outcome, runOutcomeFromText, 4), line.string(Key::Error),
                             line.string(Key::Message)};
        if (good())
            m_store->runEnded(t, event);
        break;
    }
    }
}

void EventIntake::appendChange(Nanoseconds t)
{
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    ObjectChanged event{.object = object(Key::Object),
                        .value = m_line->number(Key::Value, -most, most, 0),
                        .waiting = m_line->number(Key::Waiting, 0, most, -1),
                        .by = task(Key::By)};
    const std::span<const TaskId> holders = tasks(Key::Holders);
    if (m_line->problem())
        return;
    const HolderReplay::Object *const known = m_holders.object(event.object);
    const bool canBeHeld = known != nullptr && known->kind && hasHolders(*known->kind);
    if (m_line->has(Key::Holders)) {
        // A list that follows from the one before takes no room.
        const auto change = canBeHeld ? m_holders.changeTo(event.object, event.by, holders) : std::nullopt;
        event.holder = change.value_or(HolderChange::None);
        if (change)
            m_store->objectChanged(t, event);
        else
            m_store->objectChanged(t, event, holders);
    } else if (canBeHeld) {
        m_store->objectChangedWithoutHolders(t, event);
    } else {
        m_store->objectChanged(t, event);
    }
    m_holders.take(m_store->event(m_store->size() - 1));
}

} // namespace coroscope
