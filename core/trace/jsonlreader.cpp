// SPDX-License-Identifier: MIT
#include "core/trace/jsonlreader.h"

#include "core/trace/holders.h"
#include "core/trace/idmap.h"
#include "core/trace/jsonline.h"

#include <QStringList>

#include <algorithm>
#include <cstring>
#include <limits>
#include <new>
#include <stdexcept>
#include <utility>
#include <vector>

namespace coroscope
{

using traceformat::Key;

namespace
{

QString quoted(std::string_view word)
{
    constexpr std::size_t most = 60;
    const QString text = QString::fromUtf8(word.data(), static_cast<qsizetype>(std::min(word.size(), most)));
    return u'`' + text + (word.size() > most ? QStringLiteral("…`") : QStringLiteral("`"));
}

constexpr char headerExample[] = R"({"ev":"trace","version":1,"title":"…","clock":"virtual","source":"scenario"})";

QString headerAdvice()
{
    return QStringLiteral("a trace begins with a line such as %1").arg(QString::fromUtf8(headerExample));
}

bool isBlank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

} // namespace

class TraceReader::Private
{
public:
    Private(const QString &fileName, const TraceLimits &bounds) : name(fileName), limits(bounds) {}

    void take(std::string_view bytes);
    void takeLines();
    void takeRest();
    void takeLine(std::size_t start, std::size_t length, bool isCutOff);
    void takeHeader();
    void takeEvent();
    void append(EventType type, Nanoseconds t);
    void appendChange(Nanoseconds t);
    void fail(const QString &message);
    template <typename Action>
    void guarded(Action action);

    // Fields of the line at hand.
    TaskId task(Key key) { return TaskId(m_line.id(key)); }
    ObjectId object(Key key) { return ObjectId(m_line.id(key)); }
    std::span<const TaskId> tasks(Key key);
    template <typename Enum, typename Find>
    Enum word(Key key, Find find, int count);

    QString name;
    TraceLimits limits;
    TraceReadReport report;
    std::unique_ptr<EventStore> owned;
    EventStore *store = nullptr;
    std::uint64_t lineNumber = 0; // of the line at hand, or the last one
    bool isAtStart = true;

private:
    JsonLine m_line;
    std::vector<char> m_buffer = std::vector<char>(JsonLine::padding); // bytes, then padding
    std::size_t m_filled = 0;
    std::size_t m_scanned = 0; // no line feed before it
    Nanoseconds m_lastTime = 0;
    std::vector<TaskId> m_tasks;
    IdMap<TaskTag> m_taskLines; // the line that created it
    IdMap<ObjectTag> m_objectLines;
    HolderReplay m_holders;
};

void TraceReader::Private::fail(const QString &message)
{
    if (report.fault)
        return;
    const auto line = static_cast<int>(std::min<std::uint64_t>(lineNumber, std::numeric_limits<int>::max()));
    report.fault = Fault{name, line, 0, message};
}

template <typename Action>
void TraceReader::Private::guarded(Action action)
{
    try {
        action();
    } catch (const std::bad_alloc &) {
        fail(QStringLiteral("memory ran out; read it where there is more"));
    } catch (const std::length_error &) {
        fail(QStringLiteral("the trace is longer than this program can hold"));
    }
}

void TraceReader::Private::take(std::string_view bytes)
{
    if (m_buffer.size() < m_filled + bytes.size() + JsonLine::padding)
        m_buffer.resize(std::max(2 * m_buffer.size(), m_filled + bytes.size() + JsonLine::padding));
    std::memcpy(m_buffer.data() + m_filled, bytes.data(), bytes.size());
    m_filled += bytes.size();
    takeLines();
}

void TraceReader::Private::takeLines()
{
    constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
    std::size_t start = 0;
    if (isAtStart && m_filled >= byteOrderMark.size()) {
        if (std::string_view(m_buffer.data(), m_filled).starts_with(byteOrderMark))
            start = m_scanned = byteOrderMark.size();
        isAtStart = false;
    }
    while (!report.fault) {
        const void *const feed = std::memchr(m_buffer.data() + m_scanned, '\n', m_filled - m_scanned);
        if (feed == nullptr) {
            m_scanned = m_filled;
            break;
        }
        const auto end = static_cast<std::size_t>(static_cast<const char *>(feed) - m_buffer.data());
        takeLine(start, end - start, false);
        start = m_scanned = end + 1;
    }
    std::memmove(m_buffer.data(), m_buffer.data() + start, m_filled - start);
    m_filled -= start;
    m_scanned -= start;
    if (m_filled > limits.lineBytes && !report.fault) {
        ++lineNumber;
        fail(QStringLiteral("the line is longer than %1 bytes; this is no trace, or it lacks its line feeds")
                 .arg(limits.lineBytes));
    }
}

void TraceReader::Private::takeRest()
{
    const std::size_t length = std::exchange(m_filled, 0);
    m_scanned = 0;
    if (length > 0)
        takeLine(0, length, true);
}

void TraceReader::Private::takeLine(std::size_t start, std::size_t length, bool isCutOff)
{
    ++lineNumber;
    const std::string_view line(m_buffer.data() + start, length);
    if (isBlank(line))
        return;
    if (length > limits.lineBytes)
        return fail(QStringLiteral("the line is longer than %1 bytes").arg(limits.lineBytes));
    m_line.parse(line);
    if (store == nullptr) {
        takeHeader();
    } else if (m_line.problem() && isCutOff) {
        fail(QStringLiteral("the file ends in the middle of this line; what comes before it was kept"));
    } else if (m_line.problem()) {
        fail(*m_line.problem());
    } else {
        takeEvent();
    }
}

void TraceReader::Private::takeHeader()
{
    if (m_line.problem())
        return fail(QStringLiteral("this is not a trace: %1; %2").arg(*m_line.problem(), headerAdvice()));
    if (m_line.string(Key::Ev) != "trace")
        return fail(QStringLiteral("the header is missing: %1").arg(headerAdvice()));
    const std::int64_t version = m_line.number(Key::Version, 0, std::numeric_limits<std::int64_t>::max(), 0);
    if (!m_line.problem() && version != traceformat::version)
        return fail(m_line.has(Key::Version)
                        ? QStringLiteral("the trace has version %1, but this program reads version %2; "
                                         "open it with a newer Coroscope")
                              .arg(version)
                              .arg(traceformat::version)
                        : QStringLiteral("the header has no `version`: %1").arg(headerAdvice()));
    TraceMeta meta;
    meta.title = m_line.string(Key::Title);
    if (m_line.has(Key::Clock))
        meta.clock = m_line.string(Key::Clock);
    if (m_line.has(Key::Source))
        meta.source = m_line.string(Key::Source);
    if (m_line.problem())
        return fail(*m_line.problem());
    report.unknownKeys += m_line.unknownKeys(traceformat::headerKeys, report.firstUnknownKey);
    owned = std::make_unique<EventStore>(std::move(meta));
    store = owned.get();
}

void TraceReader::Private::takeEvent()
{
    const std::string_view word = m_line.string(Key::Ev);
    if (!m_line.has(Key::Ev) || m_line.problem())
        return fail(m_line.problem().value_or(QStringLiteral("the event has no `ev`; say what happened")));
    if (word == "trace")
        return fail(QStringLiteral("a second header: a file holds one trace"));
    const std::optional<EventType> type = traceformat::eventFromName(word);
    const bool isKnown = type.has_value();
    const traceformat::Keys required = isKnown ? traceformat::requiredKeys(*type) : traceformat::keys(Key::T);
    if (const auto missing = m_line.missing(required)) {
        return fail(QStringLiteral("the event %1 has no %2").arg(quoted(word), quoted(traceformat::keyName(*missing))));
    }
    const Nanoseconds t = m_line.number(Key::T, 0, std::numeric_limits<Nanoseconds>::max(), 0);
    if (m_line.problem())
        return fail(*m_line.problem());
    if (t < m_lastTime) {
        return fail(
            QStringLiteral("`t` is %1, but the event before has %2; times must not go down").arg(t).arg(m_lastTime));
    }
    if (!isKnown) {
        if (report.skippedEvents++ == 0)
            report.firstSkippedEvent = word.substr(0, 100);
        m_lastTime = t;
        return;
    }
    if (store->size() >= limits.events)
        return fail(QStringLiteral("the trace has more than %1 events, the most that is read").arg(limits.events));
    if (store->bytes() >= limits.bytes)
        return fail(QStringLiteral("the trace takes more than %1 bytes, the most that is read").arg(limits.bytes));
    append(*type, t);
    if (m_line.problem())
        return fail(*m_line.problem());
    if (report.fault)
        return;
    m_lastTime = t;
    ++report.events;
    report.unknownKeys += m_line.unknownKeys(traceformat::allowedKeys(*type), report.firstUnknownKey);
}

std::span<const TaskId> TraceReader::Private::tasks(Key key)
{
    m_tasks.clear();
    m_line.ids(key, m_tasks);
    return m_tasks;
}

template <typename Enum, typename Find>
Enum TraceReader::Private::word(Key key, Find find, int count)
{
    const std::string_view written = m_line.string(key);
    if (const auto value = find(written))
        return *value;
    if (!m_line.problem()) {
        QStringList known;
        for (int index = 0; index < count; ++index) {
            const std::string_view one = text(static_cast<Enum>(index));
            known << QString::fromUtf8(one.data(), static_cast<qsizetype>(one.size()));
        }
        m_line.fail(QStringLiteral("%1 is %2, which is none of: %3")
                        .arg(quoted(traceformat::keyName(key)), quoted(written), known.join(u' ')));
    }
    return Enum{};
}

void TraceReader::Private::append(EventType type, Nanoseconds t)
{
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    JsonLine &line = m_line;
    const auto good = [&line] { return !line.problem(); };
    const auto at = [&] { return good() ? store->internSource(line.string(Key::At)) : SourceId{}; };
    // Refuses a second creation of the same thing.
    const auto create = [&](auto &lines, auto id, const char *what) {
        if (const auto before = lines.find(id)) {
            line.fail(QStringLiteral("the %1 %2 was created before, in line %3; ids must not be used twice")
                          .arg(QLatin1String(what))
                          .arg(id.value)
                          .arg(*before));
        } else if (good()) {
            lines.insert(id, static_cast<std::uint32_t>(lineNumber));
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
            store->taskCreated(t, event);
        break;
    }
    case EventType::TaskReady: {
        const TaskReady event{task(Key::Task), task(Key::By), word<ReadyCause>(Key::Because, readyCauseFromText, 12)};
        if (good())
            store->taskReady(t, event);
        break;
    }
    case EventType::TaskRunning: {
        const TaskId id = task(Key::Task);
        if (good())
            store->taskRunning(t, id);
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
            store->taskWaiting(t, event);
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
            store->taskDone(t, event);
        break;
    }
    case EventType::CancelRequested: {
        const CancelRequested event{task(Key::Task), task(Key::By), word<CancelCause>(Key::Why, cancelCauseFromText, 6),
                                    line.string(Key::Message)};
        if (good())
            store->cancelRequested(t, event);
        break;
    }
    case EventType::CancelSwallowed: {
        const TaskId id = task(Key::Task);
        if (good())
            store->cancelSwallowed(t, id);
        break;
    }
    case EventType::ObjectCreated: {
        const ObjectCreated event{object(Key::Object), word<ObjectKind>(Key::Kind, objectKindFromText, 11),
                                  line.string(Key::Name), line.number(Key::Capacity, 0, most, -1), task(Key::By)};
        if (good())
            create(m_objectLines, event.object, "object");
        if (good()) {
            store->objectCreated(t, event);
            m_holders.take(store->event(store->size() - 1));
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
            store->timeoutStarted(t, event);
        break;
    }
    case EventType::TimeoutFired:
    case EventType::TimeoutEnded: {
        const ScopeId scope(line.id(Key::Scope));
        const TaskId id = task(Key::Task);
        if (!good())
            break;
        if (type == EventType::TimeoutFired)
            store->timeoutFired(t, scope, id);
        else
            store->timeoutEnded(t, scope, id);
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
            store->jobStarted(t, event);
        else
            store->jobEnded(t, event);
        break;
    }
    case EventType::Log: {
        const TaskId id = task(Key::Task);
        const std::string_view text = line.string(Key::Text);
        if (good())
            store->log(t, id, text);
        break;
    }
    case EventType::Warning: {
        const Warned event{line.string(Key::Code), line.string(Key::Text), task(Key::Task), object(Key::Object)};
        if (good())
            store->warning(t, event);
        break;
    }
    case EventType::Deadlock: {
        const auto stuck = tasks(Key::Tasks);
        const std::string_view text = line.string(Key::Text);
        if (good())
            store->deadlock(t, stuck, text);
        break;
    }
    case EventType::Dropped: {
        const std::int64_t count = line.number(Key::Count, 0, most, 0);
        if (good())
            store->dropped(t, count);
        break;
    }
    case EventType::RunEnded: {
        const RunEnded event{word<RunOutcome>(Key::Outcome, runOutcomeFromText, 4), line.string(Key::Error),
                             line.string(Key::Message)};
        if (good())
            store->runEnded(t, event);
        break;
    }
    }
}

void TraceReader::Private::appendChange(Nanoseconds t)
{
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    ObjectChanged event{.object = object(Key::Object),
                        .value = m_line.number(Key::Value, -most, most, 0),
                        .waiting = m_line.number(Key::Waiting, 0, most, -1),
                        .by = task(Key::By)};
    const std::span<const TaskId> holders = tasks(Key::Holders);
    if (m_line.problem())
        return;
    const HolderReplay::Object *const known = m_holders.object(event.object);
    const bool canBeHeld = known != nullptr && known->kind && hasHolders(*known->kind);
    if (m_line.has(Key::Holders)) {
        // A list that follows from the one before takes no room.
        const auto change = canBeHeld ? m_holders.changeTo(event.object, event.by, holders) : std::nullopt;
        event.holder = change.value_or(HolderChange::None);
        if (change)
            store->objectChanged(t, event);
        else
            store->objectChanged(t, event, holders);
    } else if (canBeHeld) {
        store->objectChangedWithoutHolders(t, event);
    } else {
        store->objectChanged(t, event);
    }
    m_holders.take(store->event(store->size() - 1));
}

TraceReader::TraceReader(const QString &name, const TraceLimits &limits) : d(std::make_unique<Private>(name, limits)) {}
TraceReader::~TraceReader() = default;

bool TraceReader::feed(std::string_view bytes)
{
    if (!d->report.fault)
        d->guarded([&] { d->take(bytes); });
    return !d->report.fault;
}

void TraceReader::finish()
{
    if (d->report.fault)
        return;
    d->guarded([&] { d->takeRest(); });
    if (!d->report.fault && d->store == nullptr) {
        d->lineNumber = 0;
        d->fail(QStringLiteral("there is nothing in it: %1").arg(headerAdvice()));
    }
}

void TraceReader::fail(const QString &message)
{
    ++d->lineNumber;
    d->fail(message);
}

const TraceReadReport &TraceReader::report() const { return d->report; }
EventStore *TraceReader::store() const { return d->store; }
std::unique_ptr<EventStore> TraceReader::takeStore() { return std::move(d->owned); }

} // namespace coroscope
