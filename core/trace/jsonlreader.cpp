// SPDX-License-Identifier: MIT
#include "core/trace/jsonlreader.h"

#include "core/trace/eventintake.h"
#include "core/trace/jsonline.h"

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
    void fail(const QString &message);
    template <typename Action>
    void guarded(Action action);

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
    EventIntake m_intake;
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
    report.isOverLimit = store->size() >= limits.events || store->bytes() >= limits.bytes;
    if (store->size() >= limits.events)
        return fail(QStringLiteral("the trace has more than %1 events, the most that is read").arg(limits.events));
    if (report.isOverLimit)
        return fail(QStringLiteral("the trace takes more than %1 bytes, the most that is read").arg(limits.bytes));
    m_intake.take(m_line, lineNumber, *type, t, *store);
    if (m_line.problem())
        return fail(*m_line.problem());
    m_lastTime = t;
    ++report.events;
    report.unknownKeys += m_line.unknownKeys(traceformat::allowedKeys(*type), report.firstUnknownKey);
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
