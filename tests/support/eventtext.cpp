// SPDX-License-Identifier: MIT
#include "tests/support/eventtext.h"

namespace coroscope::test
{
namespace
{

QString word(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

} // namespace

QString durationText(Nanoseconds duration)
{
    if (duration == 0)
        return QStringLiteral("0");
    struct Unit {
        Nanoseconds size;
        const char *name;
    };
    for (const auto &[size, name] : {Unit{1'000'000'000, "s"}, Unit{1'000'000, "ms"}, Unit{1'000, "us"}}) {
        if (duration % size == 0)
            return QString::number(duration / size) + QLatin1String(name);
    }
    return QString::number(duration) + QLatin1String("ns");
}

void EventText::item(Nanoseconds t, const QString &what)
{
    if (m_running)
        m_items << what;
    else
        m_lines << durationText(t) + u' ' + what;
}

void EventText::endStep(Nanoseconds t, const QString &how)
{
    m_items << how;
    QString line =
        durationText(m_began) + u' ' + name(m_running) + QLatin1String(": ") + m_items.join(QLatin1String(", "));
    if (t != m_began)
        line += QLatin1String(" at ") + durationText(t);
    m_lines << line;
    m_items.clear();
    m_running = {};
}

void EventText::taskCreated(Nanoseconds t, const TaskCreated &event)
{
    QString name = event.name.empty() ? QStringLiteral("task-%1").arg(event.task.value) : word(event.name);
    m_names.insert(event.task.value, name);
    if (tellsAll() && event.group)
        name += QLatin1String(" of ") + this->name(event.group);
    item(t, u'+' + name);
}

void EventText::taskReady(Nanoseconds t, const TaskReady &event)
{
    if (!tellsAll() || event.because == ReadyCause::Created)
        return;
    QString text = QLatin1String("wakes ") + name(event.task) + u'/' + word(coroscope::text(event.because));
    if (event.by != m_running)
        text += QLatin1String(" by ") + name(event.by);
    item(t, text);
}

void EventText::taskRunning(Nanoseconds t, TaskId task)
{
    m_running = task;
    m_began = t;
}

void EventText::taskWaiting(Nanoseconds t, const TaskWaiting &event)
{
    QString text = word(coroscope::text(event.on));
    if (tellsAll()) {
        if (event.object)
            text += u' ' + name(event.object);
        if (event.position > 0)
            text += u'#' + QString::number(event.position);
        for (const TaskId task : event.tasks)
            text += u' ' + name(task);
        if (event.until != noTime)
            text += QLatin1String(" until ") + durationText(event.until);
    }
    endStep(t, text);
}

void EventText::taskDone(Nanoseconds t, const TaskDone &event)
{
    QString text = word(coroscope::text(event.outcome));
    if (tellsAll() && !event.error.empty())
        text += u' ' + word(event.error) + (event.message.empty() ? QString() : u'(' + word(event.message) + u')');
    endStep(t, text);
}

void EventText::cancelRequested(Nanoseconds t, const CancelRequested &event)
{
    if (!tellsAll())
        return;
    QString text = QLatin1String("cancels ") + name(event.task) + u'/' + word(coroscope::text(event.why));
    if (!event.message.empty())
        text += QLatin1String(" '") + word(event.message) + u'\'';
    item(t, text);
}

void EventText::cancelSwallowed(Nanoseconds t, TaskId)
{
    if (tellsAll())
        item(t, QStringLiteral("swallowed"));
}

void EventText::objectCreated(Nanoseconds t, const ObjectCreated &event)
{
    m_objects.insert(event.object.value, word(event.name));
    if (!tellsAll())
        return;
    QString text = u'+' + word(event.name);
    if (event.capacity >= 0)
        text += u'[' + QString::number(event.capacity) + u']';
    item(t, text);
}

void EventText::objectChanged(Nanoseconds t, const ObjectChanged &event)
{
    if (!tellsAll())
        return;
    QString text = name(event.object) + u'=' + QString::number(event.value);
    if (event.waiting > 0)
        text += u'<' + QString::number(event.waiting);
    if (event.holder == HolderChange::Acquired)
        text += u'+';
    if (event.holder == HolderChange::Released)
        text += u'-';
    item(t, text);
}

void EventText::timeoutStarted(Nanoseconds t, const TimeoutStarted &event)
{
    if (tellsAll())
        item(t, QStringLiteral("timeout %1 until %2").arg(event.scope.value).arg(durationText(event.deadline)));
}

void EventText::timeoutFired(Nanoseconds t, ScopeId scope, TaskId task)
{
    if (tellsAll())
        item(t, QStringLiteral("timeout %1 fires on %2").arg(scope.value).arg(name(task)));
}

void EventText::timeoutEnded(Nanoseconds t, ScopeId scope, TaskId)
{
    if (tellsAll())
        item(t, QStringLiteral("timeout %1 ends").arg(scope.value));
}

void EventText::jobStarted(Nanoseconds t, const JobStarted &event)
{
    if (tellsAll())
        item(t, QStringLiteral("%1 starts on %2:%3").arg(word(event.name), name(event.pool)).arg(event.thread));
}

void EventText::jobEnded(Nanoseconds t, const JobStarted &event)
{
    if (tellsAll())
        item(t, QStringLiteral("%1 ends on %2:%3").arg(word(event.name), name(event.pool)).arg(event.thread));
}

void EventText::log(Nanoseconds t, TaskId, std::string_view text) { item(t, u'\'' + word(text) + u'\''); }

void EventText::warned(Nanoseconds t, const Warned &event)
{
    if (tellsAll())
        item(t, QLatin1String("warning ") + word(event.code) + QLatin1String(": ") + word(event.text));
}

void EventText::deadlocked(Nanoseconds t, std::span<const TaskId> tasks, std::string_view text)
{
    QStringList names;
    for (const TaskId task : tasks)
        names << name(task);
    m_lines << durationText(t) + QLatin1String(" deadlock: ") + names.join(u' ');
    if (tellsAll())
        m_lines << word(text);
}

void EventText::runEnded(Nanoseconds t, const RunEnded &event)
{
    if (event.outcome == RunOutcome::Deadlock)
        return;
    QString line = durationText(t) + QLatin1String(" end ") + word(coroscope::text(event.outcome));
    if (!event.error.empty())
        line += u' ' + word(event.error);
    m_lines << line;
}

} // namespace coroscope::test
