// SPDX-License-Identifier: MIT
#include "core/analysis/filteredset.h"
#include "core/analysis/taskfigures.h"
#include "core/analysis/tracefilter.h"
#include "core/trace/eventstore.h"
#include "core/trace/statistics.h"

#include <QTest>

#include <random>

using namespace coroscope;
using namespace Qt::StringLiterals;

namespace
{

constexpr Nanoseconds ms = 1'000'000;

TaskId make(EventStore &store, Nanoseconds t, std::uint32_t id, const std::string &name, TaskId parent = {},
            ObjectId group = {})
{
    TaskCreated created;
    created.task = TaskId(id);
    created.parent = parent;
    created.group = group;
    created.name = name;
    store.taskCreated(t, created);
    store.taskReady(t, {TaskId(id), parent, ReadyCause::Created});
    return TaskId(id);
}

void wait(EventStore &store, Nanoseconds t, TaskId task, WaitKind on, ObjectId object = {},
          const std::vector<TaskId> &tasks = {})
{
    TaskWaiting waiting;
    waiting.task = task;
    waiting.on = on;
    waiting.object = object;
    waiting.tasks = tasks;
    store.taskWaiting(t, waiting);
}

void object(EventStore &store, std::uint32_t id, ObjectKind kind, const std::string &name)
{
    ObjectCreated created;
    created.object = ObjectId(id);
    created.kind = kind;
    created.name = name;
    created.capacity = 1;
    store.objectCreated(0, created);
}

/// main gathers worker(1) to worker(3) and fetch(a, b); worker(1) holds sem for 10 ms, worker(2) waits for it,
/// worker(3) sleeps into its timeout, and a task without a name fails. Ends at 30 ms.
std::unique_ptr<EventStore> workers()
{
    auto owned = std::make_unique<EventStore>();
    EventStore &store = *owned;
    const TaskId main = make(store, 0, 1, "main");
    object(store, 1, ObjectKind::Semaphore, "sem");
    object(store, 2, ObjectKind::Gather, "all");
    object(store, 3, ObjectKind::Queue, "");
    store.taskRunning(0, main);
    const TaskId one = make(store, 0, 2, "worker(1)", main, ObjectId(2));
    const TaskId two = make(store, 0, 3, "worker(2)", main, ObjectId(2));
    const TaskId three = make(store, 0, 4, "Worker(3)", main, ObjectId(2));
    const TaskId nameless = make(store, 0, 5, "", one);
    const TaskId odd = make(store, 0, 6, "fetch(a, b)", main, ObjectId(2));
    wait(store, 0, main, WaitKind::Gather, ObjectId(2), {one, two, three, odd});
    store.taskRunning(0, one);
    wait(store, 0, one, WaitKind::Sleep);
    store.taskRunning(0, two);
    wait(store, 0, two, WaitKind::Semaphore, ObjectId(1));
    store.taskRunning(0, three);
    TimeoutStarted timeout;
    timeout.scope = ScopeId(1);
    timeout.task = three;
    timeout.deadline = 20 * ms;
    store.timeoutStarted(0, timeout);
    wait(store, 0, three, WaitKind::Sleep);
    store.taskRunning(0, nameless);
    wait(store, 2 * ms, nameless, WaitKind::Task, {}, {odd});
    store.taskReady(10 * ms, {one, {}, ReadyCause::Timer});
    store.taskRunning(10 * ms, one);
    TaskDone done;
    done.task = one;
    done.outcome = Outcome::Returned;
    done.value = "1";
    store.taskDone(10 * ms, done);
    store.taskReady(10 * ms, {two, one, ReadyCause::Released});
    store.taskRunning(10 * ms, two);
    wait(store, 10 * ms, two, WaitKind::QueueGet, ObjectId(3));
    store.timeoutFired(20 * ms, ScopeId(1), three);
    store.taskReady(20 * ms, {three, {}, ReadyCause::Cancelled});
    store.taskRunning(20 * ms, three);
    store.timeoutEnded(20 * ms, ScopeId(1), three);
    TaskDone failed;
    failed.task = three;
    failed.outcome = Outcome::Failed;
    failed.error = "TimeoutError";
    store.taskDone(20 * ms, failed);
    store.taskRunning(25 * ms, nameless);
    failed.task = nameless;
    failed.error = "ValueError";
    failed.message = "no";
    store.taskDone(26 * ms, failed);
    TaskDone cancelled;
    cancelled.task = odd;
    cancelled.outcome = Outcome::Cancelled;
    store.taskDone(30 * ms, cancelled);
    return owned;
}

/// Numbers of the tasks and objects that a filter lets through: `2 3 / 1`.
QString matched(const Intervals &intervals, const QString &text, const Moment &moment)
{
    const auto filter = TraceFilter::parse(text);
    if (!filter)
        return filter.fault().message;
    FilteredSet set;
    set.setIntervals(&intervals);
    set.setMoment(moment);
    set.setFilter(filter.value());
    while (!set.advance(3))
        ;
    QStringList tasks;
    for (std::uint32_t i = 0; i < intervals.tasks().size(); ++i) {
        if (set.hasTask(i))
            tasks += QString::number(intervals.tasks()[i].id.value);
    }
    QStringList objects;
    for (std::uint32_t i = 0; i < intervals.objects().size(); ++i) {
        if (set.hasObject(i))
            objects += QString::number(intervals.objects()[i].id.value);
    }
    return tasks.join(u' ') + u" / "_s + objects.join(u' ');
}

} // namespace

class TestTraceFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsAreFoundInNames_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("fits");
        QTest::newRow("a part") << u"ork"_s << u"worker"_s << true;
        QTest::newRow("case") << u"WORK"_s << u"Homework"_s << true;
        QTest::newRow("not there") << u"worm"_s << u"worker"_s << false;
        QTest::newRow("longer than the name") << u"workers"_s << u"worker"_s << false;
        QTest::newRow("star at the end") << u"work*"_s << u"worker(1)"_s << true;
        QTest::newRow("wildcards stand for the whole") << u"ork*"_s << u"worker"_s << false;
        QTest::newRow("star in the middle") << u"w*(1)"_s << u"worker(1)(1)"_s << true;
        QTest::newRow("one letter") << u"worker(?)"_s << u"worker(7)"_s << true;
        QTest::newRow("one letter, not two") << u"worker(?)"_s << u"worker(17)"_s << false;
        QTest::newRow("one letter of two bytes") << u"?ber"_s << u"über"_s << true;
        QTest::newRow("case beyond ASCII") << u"ÜBER"_s << u"worker-über"_s << true;
        QTest::newRow("many stars") << u"*a*b*a*c"_s << u"xxaybzzbyyaxxd"_s << false;
        QTest::newRow("only a star") << u"*"_s << u""_s << true;
    }
    void textsAreFoundInNames()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, name);
        QFETCH(bool, fits);
        QCOMPARE(TextPattern(pattern.toStdString()).matches(name.toStdString()), fits);
    }

    void theBestNamesComeFirst()
    {
        const TextPattern pattern("work");
        QCOMPARE(pattern.rank("work"), 0);
        QCOMPARE(pattern.rank("worker(1)"), 1);
        QCOMPARE(pattern.rank("all-work"), 2);
        QCOMPARE(pattern.rank("homework"), 3);
        QCOMPARE(pattern.rank("rest"), -1);
    }

    void namesAreSortedByTheNumbersInThem()
    {
        std::vector<std::string> names{"worker(10)", "worker(2)",   "Worker(1)",  "worker",
                                       "main",       "worker(02)x", "worker(100)"};
        std::sort(names.begin(), names.end(),
                  [](const auto &a, const auto &b) { return naturalKey(a) < naturalKey(b); });
        QCOMPARE(names, (std::vector<std::string>{"main", "worker", "Worker(1)", "worker(2)", "worker(02)x",
                                                  "worker(10)", "worker(100)"}));
    }

    void aFilterLetsThrough_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("at");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *filter, int at, const char *expected) {
            QTest::addRow("%s at %d ms", filter, at) << QString::fromUtf8(filter) << at << QString::fromUtf8(expected);
        };
        row("", 5, "1 2 3 4 5 6 / 1 2 3");
        row("worker", 5, "2 3 4 / ");
        row("name:worker*", 5, "2 3 4 / ");
        row("name:orker*", 5, " / ");
        row("worker -name:*(2)", 5, "2 4 / ");
        row("not worker", 5, "1 5 6 / 1 2 3");
        row("NOT worker id:1,5", 5, "1 5 / 1");
        row("main,fetch", 5, "1 6 / ");
        row("\"fetch(a, b)\"", 5, "6 / ");
        row("name:\"(a, b\"", 5, "6 / ");
        row("name:\"worker*\"", 5, " / ");
        row("name:task-5,queue-3", 5, "5 / 3");
        row("state:waiting", 5, "1 2 3 4 5 / 1 2 3");
        row("state:waiting", 15, "1 3 4 5 / 1 2 3");
        row("state:waiting on:sem", 5, "3 / 1");
        row("state:waiting on:sem", 15, " / 1");
        row("on:queue", 15, "3 / 3");
        row("on:queue_get", 15, "3 / ");
        row("on:sleep", 5, "2 4 / ");
        row("on:\"fetch(a\"", 5, "5 / ");
        row("-on:sleep state:waiting", 5, "1 3 5 / 1 2 3");
        row("state:ready", 5, "6 / 1 2 3");
        row("state:done kind:semaphore", 15, "2 / 1");
        row("state:returned,cancelled", 30, "2 6 / 1 2 3");
        row("state:failed", 30, "4 5 / 1 2 3");
        row("state:timedout", 30, "4 / 1 2 3");
        row("state:timedout", 19, " / 1 2 3");
        row("parent:main", 5, "2 3 4 6 / 1 2 3");
        row("parent:2", 5, "5 / 1 2 3");
        row("group:all", 5, "2 3 4 6 / 1 2 3");
        row("-group:2", 5, "1 5 / 1 2 3");
        row("kind:gather,queue", 5, "1 2 3 4 5 6 / 2 3");
        row("id>3 id<=5", 5, "4 5 / ");
        row("took>20ms", 5, "1 3 5 6 / 1 2 3");
        row("took:<=10ms", 5, "2 / 1 2 3");
        row("waited>=20ms", 5, "1 3 4 5 / 1 2 3");
        row("ran>2.5ms", 5, "5 / 1 2 3");
        row("steps=2", 5, "2 3 4 5 / 1 2 3");
        row("steps<1", 5, "6 / 1 2 3");
    }
    void aFilterLetsThrough()
    {
        QFETCH(QString, filter);
        QFETCH(int, at);
        QFETCH(QString, expected);
        const auto store = workers();
        Intervals intervals(*store);
        intervals.update();
        QCOMPARE(matched(intervals, filter, momentAt(*store, at * ms)), expected);
    }

    void theMomentTellsEventsOfOneTimeApart()
    {
        const auto store = workers();
        Intervals intervals(*store);
        intervals.update();
        // worker(1) ends and worker(2) becomes ready at 10 ms, one event after the other.
        QStringList found;
        for (std::size_t i = 0; i < store->size(); ++i) {
            if (store->time(i) == 10 * ms)
                found += matched(intervals, u"state:ready,running worker"_s, momentAfter(*store, i));
        }
        QCOMPARE(found, (QStringList{u"2 / "_s, u"2 / "_s, u" / "_s, u"3 / "_s, u"3 / "_s, u" / "_s}));
        QCOMPARE(matched(intervals, u"state:ready"_s, Moment{}), u" / 1 2 3"_s);
    }

    void whatIsWrongIsToldWithItsPlace_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("message");
        QTest::newRow("unknown key")
            << u"worker nme:x"_s << 8
            << u"There is no key nme. The keys are name, state, on, group, parent, kind, id, took, waited, ran, steps. Quote a name with such a sign in it."_s;
        QTest::newRow("unknown state")
            << u"state:ready,sleeping"_s << 13
            << u"No state is called sleeping. The states are ready, running, waiting, done, returned, failed, cancelled, timedout."_s;
        QTest::newRow("no value") << u"on: sem"_s << 4 << u"After on: comes what to look for, such as on:sem."_s;
        QTest::newRow("no value at the end")
            << u"state:"_s << 7 << u"After state: comes what to look for, such as state:waiting."_s;
        QTest::newRow("nothing behind a comma")
            << u"name:a,,b"_s << 8 << u"Here name is missing. Write it, or leave out the comma."_s;
        QTest::newRow("open quote") << u"name:\"a b"_s << 6
                                    << u"This quote has no end. Write another \" behind the text."_s;
        QTest::newRow("empty quotes") << u"\"\""_s << 1
                                      << u"Here a name is missing. Write it, or leave out the comma."_s;
        QTest::newRow("bare minus")
            << u"a - b"_s << 3
            << u"After - comes a term, such as -state:waiting. Quote a name that begins so: \"-x\"."_s;
        QTest::newRow("two minus")
            << u"--b"_s << 1 << u"After - comes a term, such as -state:waiting. Quote a name that begins so: \"-x\"."_s;
        QTest::newRow("not at the end")
            << u"a not"_s << 3
            << u"After not comes a term, such as not state:waiting. Quote the word to look for it: \"not\"."_s;
        QTest::newRow("no duration")
            << u"took>fast"_s << 6 << u"Here comes a time: a number with ns, us, ms, s, m or h, such as took>200ms."_s;
        QTest::newRow("time without a comparison")
            << u"took:5ms"_s << 6 << u"took is compared with a time: took>200ms."_s;
        QTest::newRow("steps without a comparison")
            << u"steps:5"_s << 7 << u"steps is compared with a number: steps>10."_s;
        QTest::newRow("no whole number") << u"steps>1.5"_s << 7 << u"Here comes a whole number, such as steps>10."_s;
        QTest::newRow("not compared")
            << u"name>x"_s << 5
            << u"name cannot be compared; only took, waited, ran, steps and id can. Write name: and what to look for."_s;
        QTest::newRow("no id") << u"id:main"_s << 4
                               << u"An id is a whole number, such as id:7. For the name write name:."_s;
    }
    void whatIsWrongIsToldWithItsPlace()
    {
        QFETCH(QString, filter);
        const auto parsed = TraceFilter::parse(filter);
        QVERIFY(!parsed.ok());
        QTEST(parsed.fault().message, "message");
        QTEST(parsed.fault().column, "column");
    }

    void aTextWithKeysIsAFilter()
    {
        QVERIFY(TraceFilter::hasKeys(u"worker state:waiting"_s));
        QVERIFY(TraceFilter::hasKeys(u"-on:"_s));
        QVERIFY(TraceFilter::hasKeys(u"took>1s"_s));
        QVERIFY(!TraceFilter::hasKeys(u"worker(5) fetch"_s));
        QVERIFY(!TraceFilter::hasKeys(u"\"a key: in quotes\""_s));
        QVERIFY(!TraceFilter::hasKeys(u"12:30 ->x"_s));
        const QString name = u"strange \"name\", with: all*"_s;
        const auto exact = TraceFilter::parse(TraceFilter::quoted(name));
        QVERIFY(exact.ok());
        QVERIFY(!TraceFilter::hasKeys(TraceFilter::quoted(name)));
    }

    void anyTextIsAFilterOrAFaultInIt()
    {
        std::mt19937 random(5);
        const QStringList pieces{u"name"_s, u"state"_s, u"on"_s,    u":"_s,      u">"_s,  u"<="_s, u"\""_s,
                                 u","_s,    u" "_s,     u"-"_s,     u"not "_s,   u"*"_s,  u"?"_s,  u"took"_s,
                                 u"1s"_s,   u"7"_s,     u"ready"_s, u"\u00fc"_s, u"id"_s, u"="_s};
        const auto store = workers();
        Intervals intervals(*store);
        intervals.update();
        TaskFiguresTable figures;
        figures.setIntervals(&intervals);
        for (int round = 0; round < 20'000; ++round) {
            QString text;
            const auto length = random() % 9;
            for (unsigned i = 0; i < length; ++i)
                text += pieces[static_cast<qsizetype>(random() % static_cast<unsigned>(pieces.size()))];
            const auto parsed = TraceFilter::parse(text);
            if (!parsed) {
                QVERIFY2(parsed.fault().column >= 1 && parsed.fault().column <= text.size() + 1, qPrintable(text));
                QVERIFY2(!parsed.fault().message.isEmpty(), qPrintable(text));
                continue;
            }
            // The text it keeps means the same.
            const auto again = TraceFilter::parse(parsed->text());
            QVERIFY2(again.ok(), qPrintable(text));
            const Moment moment = momentAt(*store, 12 * ms);
            for (std::uint32_t i = 0; i < intervals.tasks().size(); ++i) {
                QCOMPARE(again->matchesTask(intervals, i, moment, figures),
                         parsed->matchesTask(intervals, i, moment, figures));
            }
        }
    }

    void figuresGrowToWhatTheStatisticsCount()
    {
        const auto whole = workers();
        // The same events bit by bit, as a run tells them.
        Intervals intervals(*whole);
        TaskFiguresTable figures;
        figures.setIntervals(&intervals);
        while (intervals.update(3)) {
            const Statistics statistics = computeStatistics(intervals);
            for (std::uint32_t i = 0; i < intervals.tasks().size(); ++i) {
                const TaskFigures of = figures.of(i);
                QCOMPARE(of.running, statistics.tasks[i].running);
                QCOMPARE(of.waiting, statistics.tasks[i].waiting);
                QCOMPARE(of.ready, statistics.tasks[i].ready);
                QCOMPARE(of.steps, statistics.tasks[i].steps);
            }
        }
        QCOMPARE(figures.firstTimeout(3), std::optional<Nanoseconds>(20 * ms));
        QCOMPARE(figures.firstTimeout(2), std::nullopt);
    }

    void theSetKeepsUpWithARun()
    {
        const auto store = workers();
        Intervals intervals(*store);
        FilteredSet names;
        names.setIntervals(&intervals);
        names.setFilter(TraceFilter::parse(u"worker"_s).take());
        FilteredSet states;
        states.setIntervals(&intervals);
        states.setFilter(TraceFilter::parse(u"state:done"_s).take());
        while (intervals.update(2)) {
            for (FilteredSet *set : {&names, &states}) {
                set->refresh();
                set->setMoment({intervals.end(), store->size()});
                QVERIFY(set->advance());
            }
        }
        QCOMPARE(names.taskCount(), 3U);
        QVERIFY(names.hasTask(TaskId(2)) && !names.hasTask(TaskId(1)) && !names.hasTask(TaskId(77)));
        QCOMPARE(states.taskCount(), 4U);
        // Nothing new: the same set.
        const auto version = states.version();
        states.refresh();
        QVERIFY(states.advance());
        QCOMPARE(states.version(), version);
        states.setFilter({});
        QVERIFY(states.version() > version);
        QVERIFY(states.hasTask(0) && states.isEverything());
    }

    void aFilterHoldsOnceItsSetIsWholeAlsoWhenItComesBack()
    {
        const auto store = workers();
        Intervals intervals(*store);
        intervals.update();
        FilteredSet set;
        set.setIntervals(&intervals);
        for (int round = 0; round < 2; ++round) {
            set.setFilter(TraceFilter::parse(u"worker"_s).take());
            const auto version = set.version();
            // Until then all are let through, as before.
            QVERIFY(!set.advance(1));
            QVERIFY(set.hasTask(0) && set.hasObject(0));
            QVERIFY(set.advance());
            QVERIFY(!set.hasTask(0) && set.version() > version);
            set.setFilter({});
        }
    }
};

QTEST_APPLESS_MAIN(TestTraceFilter)
#include "tst_tracefilter.moc"
