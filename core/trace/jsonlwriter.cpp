// SPDX-License-Identifier: MIT
#include "core/trace/jsonlwriter.h"

#include "core/trace/traceformat.h"

#include <QFileDevice>
#include <QIODevice>

#include <array>
#include <charconv>
#include <cstring>

namespace coroscope
{
namespace
{

using traceformat::Key;

/// The length of the UTF-8 sequence at the start of a text; 0 if it is not one.
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [&](std::size_t index) -> unsigned {
        return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
    };
    const auto follows = [&](std::size_t index) { return (byte(index) & 0xc0) == 0x80; };
    const unsigned first = byte(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return follows(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        const unsigned code = (first & 0x0f) << 12 | (byte(1) & 0x3f) << 6;
        const bool isSurrogate = code >= 0xd800 && code <= 0xdfff;
        return follows(1) && follows(2) && code >= 0x800 && !isSurrogate ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        const unsigned code = (first & 0x07) << 18 | (byte(1) & 0x3f) << 12;
        return follows(1) && follows(2) && follows(3) && code >= 0x10000 && code <= 0x10ffff ? 4 : 0;
    }
    return 0;
}

void appendNumber(std::string &out, std::int64_t number)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

/// A JSON string: the fewest escapes, and U+FFFD for what is not UTF-8.
void appendString(std::string &out, std::string_view text)
{
    out += '"';
    std::size_t plain = 0; // where the stretch begins that needs no change
    for (std::size_t index = 0; index < text.size();) {
        const auto letter = static_cast<unsigned char>(text[index]);
        if (letter >= 0x20 && letter < 0x80 && letter != '"' && letter != '\\') {
            ++index;
            continue;
        }
        const std::size_t length = sequenceLength(text.substr(index));
        if (length > 1) {
            index += length;
            continue;
        }
        out.append(text, plain, index - plain);
        plain = ++index;
        switch (letter) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (letter >= 0x80) {
                out += "\xef\xbf\xbd";
            } else {
                constexpr std::string_view hex = "0123456789abcdef";
                out += "\\u00";
                out += hex[letter >> 4];
                out += hex[letter & 15];
            }
        }
    }
    out.append(text, plain);
    out += '"';
}

/// One line; the fields in the order in which they are added.
class Line
{
public:
    Line(std::string &out, const Event &event) : m_out(out)
    {
        m_out += "{\"t\":";
        appendNumber(m_out, event.time);
        word(Key::Ev, traceformat::eventName(event.type));
    }
    ~Line() { m_out += "}\n"; }
    Line(const Line &) = delete;
    Line &operator=(const Line &) = delete;

    /// A word of the format, which needs no escapes.
    void word(Key key, std::string_view word)
    {
        field(key);
        m_out += '"';
        m_out += word;
        m_out += '"';
    }
    void string(Key key, std::string_view text)
    {
        field(key);
        appendString(m_out, text);
    }
    void knownString(Key key, std::string_view text)
    {
        if (!text.empty())
            string(key, text);
    }
    void number(Key key, std::int64_t number)
    {
        field(key);
        appendNumber(m_out, number);
    }
    template <typename Tag>
    void id(Key key, Id<Tag> id)
    {
        number(key, id.value);
    }
    template <typename Tag>
    void knownId(Key key, Id<Tag> id)
    {
        if (id)
            number(key, id.value);
    }
    template <typename Tag>
    void idOrNull(Key key, Id<Tag> id)
    {
        field(key);
        if (id)
            appendNumber(m_out, id.value);
        else
            m_out += "null";
    }
    void ids(Key key, std::span<const TaskId> ids)
    {
        field(key);
        m_out += '[';
        for (std::size_t index = 0; index < ids.size(); ++index) {
            if (index > 0)
                m_out += ',';
            appendNumber(m_out, ids[index].value);
        }
        m_out += ']';
    }

private:
    void field(Key key)
    {
        m_out += ",\"";
        m_out += traceformat::keyName(key);
        m_out += "\":";
    }

    std::string &m_out;
};

void appendHeader(std::string &out, const TraceMeta &meta)
{
    out += "{\"ev\":\"trace\",\"version\":";
    appendNumber(out, meta.version);
    out += ",\"title\":";
    appendString(out, meta.title);
    out += ",\"clock\":";
    appendString(out, meta.clock);
    out += ",\"source\":";
    appendString(out, meta.source);
    out += "}\n";
}

// An error has a message, be it empty; without an error there is seldom one.
void addError(Line &line, const Event &event)
{
    line.knownString(Key::Error, event.error);
    if (!event.error.empty())
        line.string(Key::Message, event.message);
    else
        line.knownString(Key::Message, event.message);
}

void addTaskName(Line &line, const Event &event)
{
    if (event.name.empty())
        line.word(Key::Name, "task-" + std::to_string(event.task.value));
    else
        line.string(Key::Name, event.name);
}

} // namespace

void TraceWriter::appendLine(std::string &out, const Event &event)
{
    const HolderReplay::Object *const object = m_holders.take(event);
    Line line(out, event);
    switch (event.type) {
    case EventType::TaskCreated:
        line.id(Key::Task, event.task);
        addTaskName(line, event);
        line.idOrNull(Key::Parent, event.parent);
        line.knownId(Key::Group, event.group);
        line.knownString(Key::At, m_store.source(event.at));
        break;
    case EventType::TaskReady:
        line.id(Key::Task, event.task);
        line.idOrNull(Key::By, event.by);
        line.word(Key::Because, text(event.because));
        break;
    case EventType::TaskRunning:
    case EventType::CancelSwallowed:
        line.id(Key::Task, event.task);
        break;
    case EventType::TaskWaiting:
        line.id(Key::Task, event.task);
        line.word(Key::On, text(event.on));
        line.knownId(Key::Object, event.object);
        if (!event.tasks.empty())
            line.ids(Key::Tasks, event.tasks);
        if (event.until != noTime)
            line.number(Key::Until, event.until);
        if (event.position > 0)
            line.number(Key::Position, event.position);
        line.knownString(Key::At, m_store.source(event.at));
        break;
    case EventType::TaskDone:
        line.id(Key::Task, event.task);
        line.word(Key::Outcome, text(event.outcome));
        if (event.result)
            line.string(Key::Value, *event.result);
        addError(line, event);
        break;
    case EventType::CancelRequested:
        line.id(Key::Task, event.task);
        line.idOrNull(Key::By, event.by);
        line.word(Key::Why, text(event.why));
        line.knownString(Key::Message, event.message);
        break;
    case EventType::ObjectCreated:
        line.id(Key::Object, event.object);
        line.word(Key::Kind, text(event.kind));
        line.knownString(Key::Name, event.name);
        if (event.capacity >= 0)
            line.number(Key::Capacity, event.capacity);
        line.idOrNull(Key::By, event.by);
        break;
    case EventType::ObjectChanged: {
        line.id(Key::Object, event.object);
        line.number(Key::Value, event.value);
        if (event.waiting >= 0)
            line.number(Key::Waiting, event.waiting);
        const bool canBeHeld = object->kind && hasHolders(*object->kind);
        if (event.holders || (event.holdersKnown && (canBeHeld || !object->holders.empty())))
            line.ids(Key::Holders, object->holders);
        line.idOrNull(Key::By, event.by);
        break;
    }
    case EventType::TimeoutStarted:
    case EventType::TimeoutFired:
    case EventType::TimeoutEnded:
        line.id(Key::Scope, event.scope);
        line.knownId(Key::Task, event.task);
        if (event.deadline != noTime)
            line.number(Key::Deadline, event.deadline);
        break;
    case EventType::JobStarted:
    case EventType::JobEnded:
        line.id(Key::Job, event.job);
        line.knownId(Key::Pool, event.pool);
        if (event.thread >= 0)
            line.number(Key::Thread, event.thread);
        line.knownId(Key::Task, event.task);
        line.knownString(Key::Name, event.name);
        break;
    case EventType::Log:
        line.knownId(Key::Task, event.task);
        line.string(Key::Text, event.text);
        break;
    case EventType::Warning:
        line.string(Key::Code, event.code);
        line.string(Key::Text, event.text);
        line.knownId(Key::Task, event.task);
        line.knownId(Key::Object, event.object);
        break;
    case EventType::Deadlock:
        line.ids(Key::Tasks, event.tasks);
        line.knownString(Key::Text, event.text);
        break;
    case EventType::Dropped:
        line.number(Key::Count, event.count);
        break;
    case EventType::RunEnded:
        line.word(Key::Outcome, text(event.runOutcome));
        addError(line, event);
        break;
    }
}

void TraceWriter::appendNew(std::string &out, std::size_t enough)
{
    if (!m_hasHeader) {
        appendHeader(out, m_store.meta());
        m_hasHeader = true;
    }
    const std::size_t size = m_store.size();
    while (m_written < size && out.size() < enough)
        appendLine(out, m_store.event(m_written++));
}

std::optional<Fault> TraceWriter::writeNew(QIODevice &device)
{
    const std::size_t size = m_store.size();
    std::string lines;
    while (!m_hasHeader || m_written < size) {
        lines.clear();
        appendNew(lines);
        if (auto fault = writeAll(device, lines))
            return fault;
    }
    // A buffered file tells only here that the disk is full.
    auto *const file = qobject_cast<QFileDevice *>(&device);
    if (file != nullptr && !file->flush())
        return cannotWrite(file->errorString());
    return std::nullopt;
}

Fault cannotWrite(const QString &reason)
{
    return {{}, 0, 0, QStringLiteral("cannot write the trace: %1; free some space or write it elsewhere").arg(reason)};
}

std::optional<Fault> writeAll(QIODevice &device, std::string_view bytes)
{
    while (!bytes.empty()) {
        const qint64 taken = device.write(bytes.data(), static_cast<qint64>(bytes.size()));
        // A device that takes nothing at the moment may still have to pass on what it was given before.
        if (taken < 0 || (taken == 0 && !device.waitForBytesWritten(30'000)))
            return cannotWrite(device.errorString());
        bytes.remove_prefix(static_cast<std::size_t>(taken));
    }
    return std::nullopt;
}

} // namespace coroscope
