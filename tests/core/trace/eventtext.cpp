// SPDX-License-Identifier: MIT
#include "tests/core/trace/eventtext.h"

#include <QStringList>

#include <array>

namespace coroscope
{
namespace
{

constexpr std::array<const char *, eventTypeCount> typeNames{
    "taskCreated",     "taskReady",       "taskRunning",   "taskWaiting",   "taskDone",
    "cancelRequested", "cancelSwallowed", "objectCreated", "objectChanged", "timeoutStarted",
    "timeoutFired",    "timeoutEnded",    "jobStarted",    "jobEnded",      "log",
    "warning",         "deadlock",        "dropped",       "runEnded"};

QString toQString(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

class Fields
{
public:
    void add(const char *name, const QString &value) { m_list << QLatin1String(name) + u'=' + value; }
    void text(const char *name, std::string_view value)
    {
        if (!value.empty())
            add(name, u'\'' + toQString(value) + u'\'');
    }
    void word(const char *name, std::string_view value) { add(name, toQString(value)); }
    void number(const char *name, std::int64_t value) { add(name, QString::number(value)); }
    template <typename Tag>
    void id(const char *name, Id<Tag> value)
    {
        if (value)
            number(name, value.value);
    }
    void ids(const char *name, std::span<const TaskId> values)
    {
        QStringList numbers;
        for (const TaskId value : values)
            numbers << QString::number(value.value);
        add(name, u'[' + numbers.join(u',') + u']');
    }
    QString line() const { return m_list.join(u' '); }

private:
    QStringList m_list;
};

} // namespace

QString eventText(const EventStore &store, const Event &event)
{
    Fields fields;
    fields.id("task", event.task);
    fields.id("parent", event.parent);
    fields.id("by", event.by);
    fields.id("group", event.group);
    fields.id("scope", event.scope);
    fields.id("job", event.job);
    fields.id("pool", event.pool);
    fields.id("object", event.object);
    switch (event.type) {
    case EventType::TaskReady:
        fields.word("because", text(event.because));
        break;
    case EventType::TaskWaiting:
        fields.word("on", text(event.on));
        break;
    case EventType::TaskDone:
        fields.word("outcome", text(event.outcome));
        break;
    case EventType::CancelRequested:
        fields.word("why", text(event.why));
        break;
    case EventType::ObjectCreated:
        fields.word("kind", text(event.kind));
        fields.number("capacity", event.capacity);
        break;
    case EventType::ObjectChanged:
        fields.number("value", event.value);
        fields.number("waiting", event.waiting);
        if (event.holder == HolderChange::Acquired)
            fields.word("holder", "acquired");
        if (event.holder == HolderChange::Released)
            fields.word("holder", "released");
        if (!event.holdersKnown)
            fields.word("holders", "unknown");
        break;
    case EventType::JobStarted:
    case EventType::JobEnded:
        fields.number("thread", event.thread);
        break;
    case EventType::Dropped:
        fields.number("count", event.count);
        break;
    case EventType::RunEnded:
        fields.word("outcome", text(event.runOutcome));
        break;
    default:
        break;
    }
    if (event.holders)
        fields.ids("holders", *event.holders);
    if (!event.tasks.empty())
        fields.ids("tasks", event.tasks);
    if (event.until != noTime)
        fields.number("until", event.until);
    if (event.deadline != noTime)
        fields.number("deadline", event.deadline);
    if (event.position != 0)
        fields.number("position", event.position);
    fields.text("name", event.name);
    fields.text("code", event.code);
    fields.text("text", event.text);
    if (event.result)
        fields.add("result", u'\'' + toQString(*event.result) + u'\'');
    fields.text("error", event.error);
    fields.text("message", event.message);
    fields.text("at", store.source(event.at));
    const QString head =
        QString::number(event.time) + u' ' + QLatin1String(typeNames[static_cast<std::size_t>(event.type)]);
    const QString rest = fields.line();
    return rest.isEmpty() ? head : head + u' ' + rest;
}

QString eventTexts(const EventStore &store)
{
    QString lines;
    for (std::size_t index = 0; index < store.size(); ++index)
        lines += eventText(store, store.event(index)) + u'\n';
    return lines;
}

} // namespace coroscope
