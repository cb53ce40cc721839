// SPDX-License-Identifier: MIT
#include "core/analysis/facts.h"
#include "tests/core/analysis/scenariotraces.h"

#include <QTest>

using namespace coroscope;
using namespace Qt::StringLiterals;

namespace
{

/// Two permits and three workers, one of which fails; a ticker that main leaves over; a timeout that fires.
constexpr auto mixed = R"(coroscope: 1
title: Facts
objects: {sem: Semaphore(2), q: Queue(), go: Event(), lock: Lock()}
coroutines:
  worker(i):
    - with: sem
      do:
        - sleep: ${i}
        - log: "worker ${i}"
    - if: i == 2
      then:
        - raise: {ValueError: two}
    - return: ${i * 10}
  setter:
    - sleep: 0.5
    - block: 0.25
    - call: go.set()
  victim:
    - await: go.wait()
    - sleep: 60
  ticker:
    - sleep: 100
  lost:
    - sleep: 0.125
    - raise: {KeyError: nobody}
main:
  - create_task: ticker()
  - create_task: lost()
  - create_task: setter()
  - create_task: victim()
    as: v
  - await: go.wait()
  - cancel: v
  - gather: worker(i)
    for: i in [3, 2, 1]
    return_exceptions: true
    as: results
  - try:
      - timeout: 1
        do:
          - await: q.get()
    except:
      - TimeoutError:
          - log: too slow
  - timeout: 1
    do:
      - sleep: 0.5
  - call: q.put_nowait(7)
  - return: ${len(results)}
)";

class Run
{
public:
    explicit Run(std::shared_ptr<EventStore> store)
        : m_store(std::move(store)), m_intervals(*m_store), m_index(m_intervals)
    {
        m_intervals.update();
        m_index.update();
    }
    Result<FactAnswer> fact(const QString &text) const { return evaluateFact(text, m_index); }
    QString text(const QString &fact) const
    {
        const auto answer = this->fact(fact);
        return answer ? factText(answer->value) : u"! "_s + answer.fault().message;
    }
    const Intervals &intervals() const { return m_intervals; }

private:
    std::shared_ptr<EventStore> m_store;
    Intervals m_intervals;
    RunIndex m_index;
};

} // namespace

class TestFacts : public QObject
{
    Q_OBJECT

    static QStringList lines(const Run &run, const QStringList &facts)
    {
        QStringList lines;
        for (const QString &fact : facts)
            lines += fact + u" = "_s + run.text(fact);
        return lines;
    }
    /// Compares `FACT = VALUE` for each.
    static void compare(const Run &run, const QStringList &expected)
    {
        QStringList facts;
        for (const QString &line : expected)
            facts += line.section(u" = "_s, 0, 0);
        QCOMPARE(lines(run, facts), expected);
    }

private Q_SLOTS:
    void theRunAsAWhole()
    {
        compare(Run(test::traceOfText(mixed)),
                {u"makespan = 5.25"_s, u"outcome = returned"_s, u"tasks = 8"_s, u"steps = 20"_s, u"result = 3"_s,
                 u"error = ! 'main' did not fail"_s, u"longest_step = 0.25"_s, u"timeouts_fired = 1"_s,
                 u"timeouts_met = 1"_s, u"warnings = never_retrieved"_s, u"deadlock = none"_s});
    }

    void tasksByTheirEnds()
    {
        compare(Run(test::traceOfText(mixed)),
                {u"returned = setter(), worker(3), worker(1), main"_s, u"failed = lost(), worker(2)"_s,
                 u"cancelled = victim(), ticker()"_s, u"unfinished = none"_s, u"left_over = ticker()"_s,
                 u"unread_errors = lost()"_s, u"count(returned) = 4"_s, u"count(order(worker*)) = 3"_s,
                 u"order = lost(), setter(), victim(), worker(2), worker(3), worker(1), ticker()"_s,
                 u"order(worker) = worker(2), worker(3), worker(1)"_s,
                 u"started(worker*) = worker(3), worker(2), worker(1)"_s});
    }

    void oneTask()
    {
        compare(Run(test::traceOfText(mixed)),
                {u"start(worker(1)) = 0.75"_s, u"end(worker(1)) = 3.75"_s, u"duration(worker(1)) = 3"_s,
                 u"waited(worker(1)) = 3"_s, u"waited(worker(1), sem) = 2"_s, u"waited(worker(1), sleep) = 1"_s,
                 u"waited(worker(3), sem) = 0"_s, u"result(worker(1)) = 10"_s, u"error(worker(2)) = ValueError: two"_s,
                 u"woken_by(worker(1)) = worker(2)"_s, u"woken_by(victim()) = setter()"_s,
                 u"cancelled_by(victim) = main"_s, u"cancelled_by(main) = timeout"_s,
                 u"cancelled_by(ticker()) = shutdown"_s});
    }

    void objectsAndHowManyAtOnce()
    {
        compare(Run(test::traceOfText(mixed)),
                {u"peak(sem) = 2"_s, u"peak(q) = 1"_s, u"peak(go) = 1"_s, u"peak(lock) = 0"_s,
                 u"most_waiting(sem) = 1"_s, u"most_waiting(go) = 2"_s, u"most_waiting(sleep) = 3"_s,
                 u"peak_tasks = 5"_s, u"peak_tasks(worker*) = 3"_s, u"peak_sleeping(worker*) = 2"_s,
                 u"peak_sleeping = 3"_s, u"blocked_on(go) = none"_s});
    }

    void logs()
    {
        compare(Run(test::traceOfText(mixed)),
                {u"logs = worker 2, worker 3, worker 1, too slow"_s, u"log(2) = worker 3"_s,
                 u"time_of(\"worker\") = 2.75"_s, u"last_time_of(worker) = 3.75"_s, u"count_of(\"worker\") = 3"_s,
                 u"count_of(\"Worker\") = 0"_s, u"time_of(\"slow\") = 4.75"_s});
    }

    void aDeadlock()
    {
        compare(Run(test::traceOfBuiltin(u"deadlock-two-locks"_s)),
                {u"outcome = deadlock"_s, u"deadlock = eat(Plato, left, right), eat(Socrates, right, left)"_s,
                 u"unfinished = main, eat(Plato, left, right), eat(Socrates, right, left)"_s,
                 u"blocked_on(left) = eat(Socrates, right, left)"_s, u"peak(left) = 1"_s,
                 u"waited(eat(Plato, left, right), right) = 0"_s,
                 u"end(main) = ! 'main' had not ended when the run did"_s, u"result = ! 'main' did not return"_s});
    }

    void aMainThatFails()
    {
        compare(Run(test::traceOfText("coroscope: 1\nmain:\n  - sleep: 1\n  - raise: {ValueError: bad}\n")),
                {u"outcome = failed"_s, u"error = ValueError: bad"_s, u"failed = main"_s, u"makespan = 1"_s});
    }

    void aMainThatIsCancelled()
    {
        compare(Run(test::traceOfText("coroscope: 1\nmain:\n  - sleep: 1\n  - raise: CancelledError\n")),
                {u"outcome = cancelled"_s, u"cancelled = main"_s});
    }

    void whatARunDoesNotHaveIsToldOf()
    {
        compare(Run(test::traceOfText(mixed)),
                {u"peak(semaphor) = ! no object is called 'semaphor': sem, q, go, lock, gather"_s,
                 u"end(fetch) = ! no task is called 'fetch': main, ticker(), lost(), setter(), victim(), worker(3), "
                 "worker(2), worker(1)"_s,
                 u"end(work) = ! more than one task is called like 'work': worker(3), worker(2), worker(1)"_s,
                 u"end(\"worker*\") = ! no task is called 'worker*': main, ticker(), lost(), setter(), victim(), "
                 "worker(3), worker(2), worker(1)"_s,
                 u"log(5) = ! there is no log 5; the run has 4"_s,
                 u"time_of(\"nothing\") = ! nothing was logged that holds 'nothing'"_s,
                 u"error(worker(1)) = ! 'worker(1)' did not fail"_s,
                 u"cancelled_by(worker(1)) = ! nothing cancelled 'worker(1)'"_s,
                 u"woken_by(ticker()) = ! no task woke 'ticker()'"_s});
    }

    void aRunThatIsNotOverHasNoFacts()
    {
        auto store = std::make_shared<EventStore>();
        store->taskCreated(0, {.task = TaskId(1), .name = "main"});
        compare(Run(store), {u"makespan = ! the run is not over"_s});
        compare(Run(std::make_shared<EventStore>()), {u"tasks = ! the run is not over"_s});
    }

    void aFactKnowsWhereTheRunShowsIt()
    {
        const Run run(test::traceOfText(mixed));
        const auto placeOf = [&](const QString &text) {
            const auto answer = run.fact(text);
            if (!answer || !answer->place)
                return QString();
            const FactPlace place = *answer->place;
            QStringList parts{QString::number(static_cast<double>(run.intervals().store().time(place.event)) / 1e9)};
            if (const TaskTrack *const task = run.intervals().task(place.task))
                parts += QString::fromStdString(task->name);
            if (const ObjectTrack *const object = run.intervals().object(place.object))
                parts += QString::fromStdString(object->name);
            return parts.join(u' ');
        };
        QCOMPARE(placeOf(u"makespan"_s), u"5.25"_s);
        QCOMPARE(placeOf(u"longest_step"_s), u"0.5 setter()"_s);
        QCOMPARE(placeOf(u"peak(sem)"_s), u"0.75 sem"_s);
        QCOMPARE(placeOf(u"most_waiting(sem)"_s), u"0.75 worker(1) sem"_s);
        QCOMPARE(placeOf(u"waited(worker(1))"_s), u"0.75 worker(1) sem"_s);
        QCOMPARE(placeOf(u"time_of(slow)"_s), u"4.75 main"_s);
        QCOMPARE(placeOf(u"cancelled"_s), u"0.75 victim()"_s);
        QCOMPARE(placeOf(u"end(worker(3))"_s), u"3.75 worker(3)"_s);
        QCOMPARE(placeOf(u"cancelled_by(main)"_s), u"4.75 main"_s);
        QCOMPARE(placeOf(u"tasks"_s), QString());
    }

    void everyFactIsEvaluated()
    {
        const Run run(test::traceOfText(mixed));
        for (const FactWords &words : factWords()) {
            QString text = QString::fromUtf16(words.name);
            if (words.fewest > 0) {
                const FactParameter parameter = words.parameters.front();
                text += parameter == FactParameter::Task     ? u"(worker(2))"_s
                        : parameter == FactParameter::Object ? u"(sem)"_s
                        : parameter == FactParameter::Number ? u"(1)"_s
                        : parameter == FactParameter::Fact   ? u"(failed)"_s
                                                             : u"(worker)"_s;
            }
            const auto answer = run.fact(text);
            if (!answer) {
                QVERIFY2(answer.fault().message != u"the run is not over"_s, qPrintable(text));
                continue;
            }
            const bool isNumber = words.sort == FactSort::Number || words.sort == FactSort::Seconds;
            QCOMPARE(std::holds_alternative<double>(answer->value), isNumber);
            QCOMPARE(std::holds_alternative<QStringList>(answer->value), words.sort == FactSort::Texts);
        }
    }

    void valuesAreComparedAndWritten()
    {
        QVERIFY(isSameFact(1.0, 1.0000001));
        QVERIFY(!isSameFact(1.0, 1.001));
        QVERIFY(isSameFact(1.0, 1.04, 0.05));
        QVERIFY(!isSameFact(1.0, u"1"_s));
        QVERIFY(isSameFact(QStringList{u"a"_s}, QStringList{u"a"_s}));
        QCOMPARE(factText(0.3), u"0.3"_s);
        QCOMPARE(factText(1200.0), u"1200"_s);
        QCOMPARE(factText(1e-9), u"0.000000001"_s);
        QCOMPARE(factText(QStringList{u"a"_s, u"b"_s}), u"a, b"_s);
        QCOMPARE(factText(QStringList()), u"none"_s);
        QVERIFY(saysFact(u"2"_s, 2.0));
        QVERIFY(saysFact(u"2 s"_s, 2.0));
        QVERIFY(saysFact(u"250ms"_s, 0.25));
        QVERIFY(!saysFact(u"two"_s, 2.0));
        QVERIFY(saysFact(u"deadlock"_s, u"deadlock"_s));
        QVERIFY(saysFact(u"a, b"_s, QStringList{u"a"_s, u"b"_s}));
        QVERIFY(saysFact(u"none"_s, QStringList()));
    }
};

QTEST_GUILESS_MAIN(TestFacts)
#include "tst_facts.moc"
