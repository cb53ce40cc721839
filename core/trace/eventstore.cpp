// SPDX-License-Identifier: MIT
#include "core/trace/eventstore.h"

#include <bit>
#include <utility>

namespace coroscope
{

// What the 64 bits (low half, high half) and the aux of a row hold, by type and form:
//
//   TaskCreated      Plain: parent, group; aux at          Second: parent, name; aux at
//   TaskReady        Plain: by; kind cause
//   TaskWaiting      Plain: object, at; aux position       Second: deadline; aux at     Third: the one task, object;
//   aux at TaskDone         Plain: error, message                 Second: a short value; aux its length    Third: value
//   CancelRequested  Plain: by, message; kind cause
//   ObjectCreated    Plain: object, name; aux capacity + 1; task by
//   ObjectChanged    Plain: object, value; aux waiting + 1; kind change of holders; task by
//   TimeoutStarted   Plain: deadline; kind and aux the scope
//   Timeout…         Plain: scope
//   Job…             Plain: job, name; aux thread and pool
//   Log              Plain: text
//   Warning          always an Extra
//   Deadlock         Plain: tasks, text
//   Dropped          Plain: count
//   RunEnded         Plain: error, message; kind outcome

namespace
{

constexpr std::uint32_t poolBits = 10;
constexpr std::uint32_t poolLimit = 1U << poolBits;
constexpr std::uint32_t threadLimit = 1U << 10;
constexpr std::uint32_t scopeAuxBits = 20;
constexpr std::uint32_t scopeLimit = 1U << 25;

constexpr std::uint32_t low(std::uint64_t arg) { return static_cast<std::uint32_t>(arg); }
constexpr std::uint32_t high(std::uint64_t arg) { return static_cast<std::uint32_t>(arg >> 32); }

// Flags of an Extra: what is there although it may be empty.
constexpr std::uint32_t hasValue = 1;
constexpr std::uint32_t hasHolders = 2;

} // namespace

EventStore::EventStore(TraceMeta meta) : m_meta(std::move(meta)) {}

void EventStore::appendExtra(Nanoseconds t, EventType type, std::uint32_t kind, TaskId task, const Extra &extra)
{
    const std::size_t index = m_extras.size();
    m_extras.append(extra);
    append(t, type, kind, InExtra, 0, task, index);
}

void EventStore::namedTaskCreated(Nanoseconds t, const TaskCreated &event)
{
    const TextArena::Ref name = m_texts.addText(event.name);
    if (!event.group && event.at.value < auxLimit) {
        append(t, EventType::TaskCreated, 0, Second, event.at.value, event.task, pair(event.parent.value, name));
        return;
    }
    appendExtra(t, EventType::TaskCreated, 0, event.task,
                {.id = event.parent.value, .id2 = event.group.value, .text = name, .at = event.at.value});
}

void EventStore::unusualTaskWaiting(Nanoseconds t, const TaskWaiting &event)
{
    if (event.tasks.size() == 1 && event.until == noTime && event.position == 0 && event.at.value < auxLimit) {
        append(t, EventType::TaskWaiting, number(event.on), Third, event.at.value, event.task,
               pair(event.tasks.front().value, event.object.value));
        return;
    }
    appendExtra(t, EventType::TaskWaiting, number(event.on), event.task,
                {.number = event.until,
                 .number2 = event.position,
                 .id = event.object.value,
                 .list = m_texts.addList(event.tasks),
                 .at = event.at.value});
}

TextArena::Ref EventStore::errorName(std::string_view error)
{
    if (error.empty())
        return 0;
    if (m_texts.text(m_lastError) != error)
        m_lastError = m_texts.addText(error);
    return m_lastError;
}

void EventStore::unusualTaskDone(Nanoseconds t, const TaskDone &event)
{
    const std::uint32_t outcome = number(event.outcome);
    if (!event.value) {
        append(t, EventType::TaskDone, outcome, Plain, 0, event.task,
               pair(errorName(event.error), m_texts.addText(event.message)));
    } else if (event.error.empty() && event.message.empty()) {
        append(t, EventType::TaskDone, outcome, Third, 0, event.task, m_texts.addText(*event.value));
    } else {
        appendExtra(t, EventType::TaskDone, outcome, event.task,
                    {.text = errorName(event.error),
                     .text2 = m_texts.addText(event.message),
                     .text3 = m_texts.addText(*event.value),
                     .flags = hasValue});
    }
}

void EventStore::cancelRequested(Nanoseconds t, const CancelRequested &event)
{
    append(t, EventType::CancelRequested, number(event.why), Plain, 0, event.task,
           pair(event.by.value, m_texts.addText(event.message)));
}

void EventStore::cancelSwallowed(Nanoseconds t, TaskId task)
{
    append(t, EventType::CancelSwallowed, 0, Plain, 0, task, 0);
}

void EventStore::objectCreated(Nanoseconds t, const ObjectCreated &event)
{
    const TextArena::Ref name = m_texts.addText(event.name);
    const auto capacity = static_cast<std::uint64_t>(event.capacity) + 1; // -1: none
    if (capacity < auxLimit) {
        append(t, EventType::ObjectCreated, number(event.kind), Plain, static_cast<std::uint32_t>(capacity), event.by,
               pair(event.object.value, name));
        return;
    }
    appendExtra(t, EventType::ObjectCreated, number(event.kind), event.by,
                {.number = event.capacity, .id = event.object.value, .text = name});
}

void EventStore::objectChanged(Nanoseconds t, const ObjectChanged &event, std::span<const TaskId> holders)
{
    appendExtra(t, EventType::ObjectChanged, number(HolderChange::None), event.by,
                {.number = event.value,
                 .number2 = event.waiting,
                 .id = event.object.value,
                 .list = m_texts.addList(holders),
                 .flags = hasHolders});
}

void EventStore::objectChangedWithoutHolders(Nanoseconds t, const ObjectChanged &event)
{
    appendChange(t, event, holdersUnknown);
}

void EventStore::largeObjectChanged(Nanoseconds t, const ObjectChanged &event, std::uint32_t kind)
{
    appendExtra(t, EventType::ObjectChanged, kind, event.by,
                {.number = event.value, .number2 = event.waiting, .id = event.object.value});
}

void EventStore::timeoutStarted(Nanoseconds t, const TimeoutStarted &event)
{
    if (event.scope.value < scopeLimit) {
        append(t, EventType::TimeoutStarted, event.scope.value >> scopeAuxBits, Plain, event.scope.value % auxLimit,
               event.task, static_cast<std::uint64_t>(event.deadline));
        return;
    }
    appendExtra(t, EventType::TimeoutStarted, 0, event.task, {.number = event.deadline, .id = event.scope.value});
}

void EventStore::timeoutFired(Nanoseconds t, ScopeId scope, TaskId task)
{
    append(t, EventType::TimeoutFired, 0, Plain, 0, task, scope.value);
}

void EventStore::timeoutEnded(Nanoseconds t, ScopeId scope, TaskId task)
{
    append(t, EventType::TimeoutEnded, 0, Plain, 0, task, scope.value);
}

void EventStore::appendJob(Nanoseconds t, EventType type, const JobStarted &event)
{
    const TextArena::Ref name = m_texts.addText(event.name);
    const auto thread = static_cast<std::uint32_t>(event.thread);
    if (thread < threadLimit && event.pool.value < poolLimit) {
        append(t, type, 0, Plain, thread << poolBits | event.pool.value, event.task, pair(event.job.value, name));
        return;
    }
    appendExtra(t, type, 0, event.task,
                {.number = event.thread, .id = event.job.value, .id2 = event.pool.value, .text = name});
}

void EventStore::jobStarted(Nanoseconds t, const JobStarted &event) { appendJob(t, EventType::JobStarted, event); }

void EventStore::jobEnded(Nanoseconds t, const JobStarted &event) { appendJob(t, EventType::JobEnded, event); }

void EventStore::log(Nanoseconds t, TaskId task, std::string_view text)
{
    append(t, EventType::Log, 0, Plain, 0, task, m_texts.addText(text));
}

void EventStore::warning(Nanoseconds t, const Warned &event)
{
    appendExtra(t, EventType::Warning, 0, event.task,
                {.id = event.object.value, .text = m_texts.addText(event.text), .text2 = m_texts.addText(event.code)});
}

void EventStore::deadlock(Nanoseconds t, std::span<const TaskId> tasks, std::string_view text)
{
    const TextArena::Ref list = m_texts.addList(tasks);
    append(t, EventType::Deadlock, 0, Plain, 0, TaskId{}, pair(list, m_texts.addText(text)));
}

void EventStore::dropped(Nanoseconds t, std::int64_t count)
{
    append(t, EventType::Dropped, 0, Plain, 0, TaskId{}, static_cast<std::uint64_t>(count));
}

void EventStore::runEnded(Nanoseconds t, const RunEnded &event)
{
    append(t, EventType::RunEnded, number(event.outcome), Plain, 0, TaskId{},
           pair(errorName(event.error), m_texts.addText(event.message)));
}

SourceId EventStore::internSource(std::string_view fileAndLine)
{
    if (fileAndLine.empty())
        return {};
    const auto [place, isNew] = m_sourceIds.try_emplace(std::string(fileAndLine));
    if (isNew) {
        m_sources.append(m_texts.addText(fileAndLine));
        place->second = SourceId(static_cast<std::uint32_t>(m_sources.size()));
    }
    return place->second;
}

Event EventStore::event(std::size_t index) const
{
    const Row &row = m_rows[index];
    const auto arg = std::bit_cast<std::uint64_t>(row.arg);
    const std::uint32_t kind = row.head >> kindShift & kindMask;
    const auto form = static_cast<Form>(row.head >> formShift & 3);
    const std::uint32_t aux = row.head >> auxShift;
    static const Extra none;
    const Extra &extra = form == InExtra ? m_extras[arg] : none;
    const auto lowText = [&] { return m_texts.text(low(arg)); };
    const auto highText = [&] { return m_texts.text(high(arg)); };

    Event event;
    event.type = static_cast<EventType>(row.head & typeMask);
    event.time = row.time;
    event.task = TaskId(row.task);

    switch (event.type) {
    case EventType::TaskCreated:
        if (form == InExtra) {
            event.parent = TaskId(extra.id);
            event.group = ObjectId(extra.id2);
            event.name = m_texts.text(extra.text);
            event.at = SourceId(extra.at);
            break;
        }
        event.parent = TaskId(low(arg));
        event.at = SourceId(aux);
        if (form == Second)
            event.name = highText();
        else
            event.group = ObjectId(high(arg));
        break;
    case EventType::TaskReady:
        event.because = static_cast<ReadyCause>(kind);
        event.by = TaskId(low(arg));
        break;
    case EventType::TaskRunning:
    case EventType::CancelSwallowed:
        break;
    case EventType::TaskWaiting:
        event.on = static_cast<WaitKind>(kind);
        switch (form) {
        case Plain:
            event.object = ObjectId(low(arg));
            event.at = SourceId(high(arg));
            event.position = aux;
            break;
        case Second:
            event.until = static_cast<Nanoseconds>(arg);
            event.at = SourceId(aux);
            break;
        case Third:
            // The one task is read where it lies.
            event.tasks = {reinterpret_cast<const TaskId *>(row.arg.data()), 1};
            event.object = ObjectId(high(arg));
            event.at = SourceId(aux);
            break;
        case InExtra:
            event.object = ObjectId(extra.id);
            event.tasks = m_texts.list(extra.list);
            event.until = extra.number;
            event.position = extra.number2;
            event.at = SourceId(extra.at);
            break;
        }
        break;
    case EventType::TaskDone:
        event.outcome = static_cast<Outcome>(kind);
        switch (form) {
        case Plain:
            event.error = lowText();
            event.message = highText();
            break;
        case Second:
            event.result = std::string_view(reinterpret_cast<const char *>(row.arg.data()), aux);
            break;
        case Third:
            event.result = lowText();
            break;
        case InExtra:
            event.error = m_texts.text(extra.text);
            event.message = m_texts.text(extra.text2);
            event.result = m_texts.text(extra.text3);
            break;
        }
        break;
    case EventType::CancelRequested:
        event.why = static_cast<CancelCause>(kind);
        event.by = TaskId(low(arg));
        event.message = highText();
        break;
    case EventType::ObjectCreated:
        event.kind = static_cast<ObjectKind>(kind);
        event.by = std::exchange(event.task, {});
        event.object = ObjectId(form == InExtra ? extra.id : low(arg));
        event.name = form == InExtra ? m_texts.text(extra.text) : highText();
        event.capacity = form == InExtra ? extra.number : std::int64_t{aux} - 1;
        break;
    case EventType::ObjectChanged:
        event.by = std::exchange(event.task, {});
        event.holdersKnown = kind != holdersUnknown;
        event.holder = event.holdersKnown ? static_cast<HolderChange>(kind) : HolderChange::None;
        event.object = ObjectId(form == InExtra ? extra.id : low(arg));
        event.value = form == InExtra ? extra.number : high(arg);
        event.waiting = form == InExtra ? extra.number2 : std::int64_t{aux} - 1;
        if ((extra.flags & hasHolders) != 0)
            event.holders = m_texts.list(extra.list);
        break;
    case EventType::TimeoutStarted:
        event.scope = ScopeId(form == InExtra ? extra.id : kind << scopeAuxBits | aux);
        event.deadline = form == InExtra ? extra.number : static_cast<Nanoseconds>(arg);
        break;
    case EventType::TimeoutFired:
    case EventType::TimeoutEnded:
        event.scope = ScopeId(low(arg));
        break;
    case EventType::JobStarted:
    case EventType::JobEnded:
        event.job = JobId(form == InExtra ? extra.id : low(arg));
        event.name = form == InExtra ? m_texts.text(extra.text) : highText();
        event.pool = ObjectId(form == InExtra ? extra.id2 : aux % poolLimit);
        event.thread = form == InExtra ? static_cast<int>(extra.number) : static_cast<int>(aux >> poolBits);
        break;
    case EventType::Log:
        event.text = lowText();
        break;
    case EventType::Warning:
        event.object = ObjectId(extra.id);
        event.text = m_texts.text(extra.text);
        event.code = m_texts.text(extra.text2);
        break;
    case EventType::Deadlock:
        event.tasks = m_texts.list(low(arg));
        event.text = highText();
        break;
    case EventType::Dropped:
        event.count = static_cast<std::int64_t>(arg);
        break;
    case EventType::RunEnded:
        event.runOutcome = static_cast<RunOutcome>(kind);
        event.error = lowText();
        event.message = highText();
        break;
    }
    return event;
}

} // namespace coroscope
