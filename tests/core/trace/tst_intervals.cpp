// SPDX-License-Identifier: MIT
#include "core/trace/eventstore.h"
#include "core/trace/intervals.h"

#include <QStringList>
#include <QTest>

#include <memory>
#include <vector>

using namespace coroscope;

namespace
{

QString timeText(Nanoseconds time) { return time == noTime ? QStringLiteral("…") : QString::number(time); }

QString word(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

/// `start-end state`, one a line.
QString intervalsText(const TaskTrack &track)
{
    QString lines;
    for (const Interval &interval : track.intervals) {
        lines += timeText(interval.start) + u'-' + timeText(interval.end) + u' ';
        switch (interval.state) {
        case TaskState::Ready:
            lines += u"ready";
            break;
        case TaskState::Running:
            lines += u"running";
            break;
        case TaskState::Waiting:
            lines += QStringLiteral("waits on ") + word(text(interval.on));
            if (interval.object)
                lines += QStringLiteral(" of ") + QString::number(interval.object.value);
            break;
        case TaskState::Done:
            lines += u"done";
            break;
        }
        lines += QStringLiteral(" #") + QString::number(interval.event) + u'\n';
    }
    return lines;
}

QString samplesText(const ObjectTrack &track)
{
    QStringList samples;
    for (const ObjectSample &sample : track.samples)
        samples << QStringLiteral("%1: %2, %3").arg(sample.time).arg(sample.value).arg(sample.waiting);
    return samples.join(u"; ");
}

} // namespace

class TestIntervals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<EventStore>();
        m_intervals = std::make_unique<Intervals>(*m_store);
    }

    void aTaskGoesFromReadyToDone()
    {
        m_store->taskCreated(0, {.task = TaskId(1), .name = "main"});
        m_store->taskReady(0, {TaskId(1), {}, ReadyCause::Created});
        m_store->taskRunning(0, TaskId(1));
        m_store->taskWaiting(10, {.task = TaskId(1), .on = WaitKind::Semaphore, .object = ObjectId(4)});
        m_store->taskReady(30, {TaskId(1), TaskId(2), ReadyCause::Released});
        m_store->taskRunning(35, TaskId(1));
        m_store->taskDone(36, {.task = TaskId(1), .value = "7"});
        update();
        QCOMPARE(intervalsText(*m_intervals->task(TaskId(1))), QStringLiteral("0-0 ready #0\n"
                                                                              "0-10 running #2\n"
                                                                              "10-30 waits on semaphore of 4 #3\n"
                                                                              "30-35 ready #4\n"
                                                                              "35-36 running #5\n"
                                                                              "36-36 done #6\n"));
        const TaskTrack &track = m_intervals->tasks().front();
        QCOMPARE(track.name, std::string("main"));
        QCOMPARE(track.created, Nanoseconds{0});
        QCOMPARE(track.ended, Nanoseconds{36});
        QCOMPARE(*track.outcome, Outcome::Returned);
        QCOMPARE(track.result, std::string("7"));
        QCOMPARE(m_intervals->end(), Nanoseconds{36});
    }

    void whatStillGoesOnHasNoEnd()
    {
        m_store->taskCreated(5, {.task = TaskId(1)});
        update();
        QCOMPARE(intervalsText(m_intervals->tasks().front()), QStringLiteral("5-… ready #0\n"));
        m_store->taskRunning(6, TaskId(1));
        update();
        QCOMPARE(intervalsText(m_intervals->tasks().front()), QStringLiteral("5-6 ready #0\n6-… running #1\n"));
        QCOMPARE(m_intervals->loop().back().end, noTime);
        QVERIFY(!m_intervals->outcome());
    }

    void updatingInPartsGivesTheSameAsAtOnce()
    {
        for (std::uint32_t number = 1; number <= 50; ++number) {
            m_store->taskCreated(number, {.task = TaskId(number), .parent = TaskId(number / 2)});
            m_store->taskRunning(number, TaskId(number));
            m_store->taskWaiting(number, {.task = TaskId(number), .on = WaitKind::Sleep});
            if (number % 7 == 0)
                QVERIFY(m_intervals->update());
        }
        update();
        QVERIFY(!m_intervals->update());
        Intervals whole(*m_store);
        QVERIFY(whole.update());
        QCOMPARE(whole.tasks().size(), m_intervals->tasks().size());
        for (std::size_t index = 0; index < whole.tasks().size(); ++index)
            QCOMPARE(intervalsText(m_intervals->tasks()[index]), intervalsText(whole.tasks()[index]));
        QCOMPARE(m_intervals->eventCount(), std::size_t{150});
    }

    void tasksKnowTheirAncestorsAndGroups()
    {
        m_store->taskCreated(0, {.task = TaskId(1), .name = "main"});
        m_store->taskCreated(0, {.task = TaskId(2), .parent = TaskId(1), .group = ObjectId(9)});
        m_store->taskCreated(0, {.task = TaskId(3), .parent = TaskId(2), .name = "leaf"});
        m_store->taskCreated(0, {.task = TaskId(4), .parent = TaskId(100)});
        update();
        QStringList lines;
        for (const TaskTrack &track : m_intervals->tasks())
            lines << QStringLiteral("%1 depth %2 group %3")
                         .arg(QString::fromStdString(track.name))
                         .arg(track.depth)
                         .arg(track.group.value);
        QCOMPARE(lines.join(u'\n'), QStringLiteral("main depth 0 group 0\n"
                                                   "task-2 depth 1 group 9\n"
                                                   "leaf depth 2 group 0\n"
                                                   "task-4 depth 0 group 0"));
    }

    void resultsOfFailedAndCancelledTasksAreText()
    {
        for (std::uint32_t number = 1; number <= 4; ++number)
            m_store->taskCreated(0, {.task = TaskId(number)});
        m_store->taskDone(1, {.task = TaskId(1), .outcome = Outcome::Failed, .error = "ValueError", .message = "bad"});
        m_store->taskDone(1, {.task = TaskId(2), .outcome = Outcome::Failed, .error = "ValueError"});
        m_store->taskDone(1, {.task = TaskId(3), .outcome = Outcome::Cancelled});
        m_store->taskDone(1, {.task = TaskId(4), .outcome = Outcome::Failed, .message = "bad"});
        update();
        QCOMPARE(m_intervals->tasks()[0].result, std::string("ValueError: bad"));
        QCOMPARE(m_intervals->tasks()[1].result, std::string("ValueError"));
        QCOMPARE(m_intervals->tasks()[2].result, std::string(""));
        QCOMPARE(m_intervals->tasks()[3].result, std::string("bad"));
        QCOMPARE(intervalsText(m_intervals->tasks()[2]), QStringLiteral("0-1 ready #2\n1-1 done #6\n"));
    }

    void aSecondWakeUpDoesNotSplitTheReadyTime()
    {
        m_store->taskCreated(0, {.task = TaskId(1)});
        m_store->taskReady(1, {TaskId(1), {}, ReadyCause::Created});
        m_store->taskReady(2, {TaskId(1), TaskId(1), ReadyCause::Cancelled});
        m_store->taskRunning(3, TaskId(1));
        update();
        QCOMPARE(intervalsText(m_intervals->tasks().front()), QStringLiteral("0-3 ready #0\n3-… running #3\n"));
    }

    void stepsMakeUpTheLoop()
    {
        m_store->taskRunning(0, TaskId(1));
        m_store->taskCreated(0, {.task = TaskId(2)});
        m_store->taskDone(1, {.task = TaskId(2), .outcome = Outcome::Cancelled});
        m_store->taskWaiting(2, {.task = TaskId(1)});
        m_store->taskRunning(5, TaskId(3));
        m_store->taskRunning(7, TaskId(1));
        m_store->runEnded(9, {RunOutcome::Stopped, {}, {}});
        update();
        QStringList slices;
        for (const LoopSlice &slice : m_intervals->loop())
            slices << QStringLiteral("%1-%2 %3").arg(timeText(slice.start), timeText(slice.end)).arg(slice.task.value);
        QCOMPARE(slices.join(u"; "), QStringLiteral("0-2 1; 5-7 3; 7-9 1"));
        QCOMPARE(*m_intervals->outcome(), RunOutcome::Stopped);
    }

    void objectsAreSampledFromTheirCreationOn()
    {
        m_store->objectCreated(1, {.object = ObjectId(1), .kind = ObjectKind::Semaphore, .name = "s", .capacity = 5});
        m_store->objectCreated(2, {.object = ObjectId(2), .kind = ObjectKind::Queue, .name = "q", .capacity = 10});
        m_store->objectChanged(3, {ObjectId(1), 4, 0, HolderChange::Acquired, TaskId(1)});
        m_store->objectChanged(3, {ObjectId(2), 1, 2, HolderChange::None, TaskId(1)});
        m_store->objectChanged(4, {ObjectId(2), 2, -1, HolderChange::None, TaskId(1)});
        m_store->objectChanged(5, {ObjectId(7), 3, 1, HolderChange::None, TaskId(1)});
        update();
        QCOMPARE(samplesText(*m_intervals->object(ObjectId(1))), QStringLiteral("1: 5, 0; 3: 4, 0"));
        QCOMPARE(samplesText(*m_intervals->object(ObjectId(2))), QStringLiteral("2: 0, 0; 3: 1, 2; 4: 2, 2"));
        QCOMPARE(samplesText(*m_intervals->object(ObjectId(7))), QStringLiteral("5: 0, 0; 5: 3, 1"));
        QCOMPARE(m_intervals->objects()[1].capacity, std::int64_t{10});
        QCOMPARE(m_intervals->objects()[1].name, std::string("q"));
        QVERIFY(m_intervals->object(ObjectId(3)) == nullptr);
    }

    void timeoutsHaveAStartAnEndAndADeadline()
    {
        m_store->timeoutStarted(1, {ScopeId(1), TaskId(2), 10});
        m_store->timeoutStarted(2, {ScopeId(2), TaskId(2), 20});
        m_store->timeoutFired(10, ScopeId(1), TaskId(2));
        m_store->timeoutEnded(11, ScopeId(1), TaskId(2));
        m_store->timeoutEnded(12, ScopeId(77), TaskId(2));
        update();
        QStringList spans;
        for (const TimeoutSpan &span : m_intervals->timeouts()) {
            spans << QStringLiteral("%1: %2-%3 until %4%5")
                         .arg(span.scope.value)
                         .arg(timeText(span.start), timeText(span.end), timeText(span.deadline),
                              span.fired ? QStringLiteral(" fired") : QString{});
        }
        QCOMPARE(spans.join(u"; "), QStringLiteral("1: 1-11 until 10 fired; 2: 2-… until 20"));
    }

    void aSwallowedCancelMarksTheLastOneOfItsTask()
    {
        m_store->cancelRequested(1, {.task = TaskId(2), .by = TaskId(1)});
        m_store->cancelRequested(2, {.task = TaskId(2), .why = CancelCause::Timeout});
        m_store->cancelRequested(3, {.task = TaskId(3), .by = TaskId(1)});
        m_store->cancelSwallowed(4, TaskId(2));
        m_store->cancelSwallowed(4, TaskId(9));
        update();
        QStringList marks;
        for (const CancelMark &mark : m_intervals->cancels()) {
            marks << QStringLiteral("#%1 at %2 of %3 by %4 %5%6")
                         .arg(mark.event)
                         .arg(mark.time)
                         .arg(mark.task.value)
                         .arg(mark.by.value)
                         .arg(word(text(mark.why)), mark.swallowed ? QStringLiteral(" swallowed") : QString{});
        }
        QCOMPARE(
            marks.join(u"; "),
            QStringLiteral("#0 at 1 of 2 by 1 cancel; #1 at 2 of 2 by 0 timeout swallowed; #2 at 3 of 3 by 1 cancel"));
    }

    void logLinesAreKept()
    {
        m_store->log(3, TaskId(1), "hello");
        m_store->log(4, {}, "");
        update();
        QCOMPARE(m_intervals->logs().size(), std::size_t{2});
        QCOMPARE(m_intervals->logs()[0].text, std::string("hello"));
        QCOMPARE(m_intervals->logs()[0].time, Nanoseconds{3});
        QCOMPARE(m_intervals->logs()[0].task, TaskId(1));
    }

    void jobsAreKeptByThread()
    {
        m_store->objectCreated(0, {.object = ObjectId(4), .kind = ObjectKind::Pool, .name = "pool", .capacity = 2});
        m_store->jobStarted(1, {JobId(1), ObjectId(4), 1, TaskId(7), "resize"});
        m_store->jobStarted(2, {JobId(2), ObjectId(4), 0, TaskId(8), "load"});
        m_store->jobEnded(5, {JobId(1), ObjectId(4), 1, TaskId(7), "resize"});
        m_store->jobEnded(5, {JobId(9), ObjectId(4), 1, TaskId(7), "lost"});
        m_store->jobStarted(6, {JobId(3), ObjectId(4), 1, TaskId(9), "save"});
        update();
        QStringList lines;
        for (const ThreadTrack &thread : m_intervals->threads()) {
            for (const JobSpan &job : thread.jobs)
                lines << QStringLiteral("%1/%2: %3-%4 %5 for %6 #%7")
                             .arg(thread.pool.value)
                             .arg(thread.thread)
                             .arg(timeText(job.start), timeText(job.end), word(job.name))
                             .arg(job.task.value)
                             .arg(job.event);
        }
        QCOMPARE(lines.join(u'\n'), QStringLiteral("4/1: 1-5 resize for 7 #1\n"
                                                   "4/1: 6-… save for 9 #5\n"
                                                   "4/0: 2-… load for 8 #2"));
    }

    void warningsDeadlocksAndLossesAreFoundByTheirEvents()
    {
        m_store->warning(1, {.code = "slow", .text = "a step took long", .task = TaskId(1)});
        m_store->dropped(2, 30);
        m_store->warning(3, {.code = "slow", .text = "again"});
        m_store->deadlock(4, {}, "all wait");
        m_store->dropped(5, 4);
        update();
        const auto list = [](const GrowingList<std::uint32_t> &events) {
            return std::vector<std::uint32_t>(events.begin(), events.end());
        };
        QCOMPARE(list(m_intervals->warnings()), (std::vector<std::uint32_t>{0, 2}));
        QCOMPARE(list(m_intervals->deadlocks()), std::vector<std::uint32_t>{3});
        QCOMPARE(list(m_intervals->drops()), (std::vector<std::uint32_t>{1, 4}));
        QCOMPARE(m_intervals->dropped(), std::uint64_t{34});
    }

    void anIntervalTakesFewBytes()
    {
        m_store->taskCreated(0, {.task = TaskId(1)});
        for (int i = 0; i < 100'000; ++i) {
            m_store->taskReady(i, {.task = TaskId(1)});
            m_store->taskRunning(i, TaskId(1));
            m_store->taskWaiting(i, {.task = TaskId(1), .on = WaitKind::Lock, .object = ObjectId(1)});
        }
        update();
        const std::size_t count = m_intervals->tasks().front().intervals.size();
        QCOMPARE(count, std::size_t{300'000}); // the first event to be ready tells nothing new
        QVERIFY((m_intervals->bytes() + m_store->bytes()) / count < 40);
    }

    void anyIdsAreFoundAndTakeNoMoreRoomThanTheirNumber()
    {
        for (const std::uint32_t id : {4'294'967'295U, 1U, 3'000'000'000U, 70U, 2U})
            m_store->taskCreated(0, {.task = TaskId(id), .name = std::to_string(id)});
        m_store->taskRunning(1, TaskId(4'000'000'000));
        update();
        QCOMPARE(m_intervals->tasks().size(), std::size_t{6});
        for (const std::uint32_t id : {4'294'967'295U, 1U, 3'000'000'000U, 70U, 2U}) {
            QVERIFY(m_intervals->task(TaskId(id)) != nullptr);
            QCOMPARE(m_intervals->task(TaskId(id))->name, std::to_string(id));
        }
        QCOMPARE(m_intervals->task(TaskId(4'000'000'000))->name, std::string("task-4000000000"));
        QVERIFY(m_intervals->task(TaskId(3)) == nullptr);
        QVERIFY(m_intervals->task({}) == nullptr);
    }

    void nothingHappensToATaskAfterItsEnd()
    {
        m_store->taskCreated(0, {.task = TaskId(1)});
        m_store->taskDone(1, {.task = TaskId(1)});
        m_store->taskRunning(2, TaskId(1));
        m_store->taskWaiting(3, {.task = TaskId(1)});
        m_store->taskDone(4, {.task = TaskId(1), .outcome = Outcome::Failed, .error = "E"});
        update();
        QCOMPARE(intervalsText(m_intervals->tasks().front()), QStringLiteral("0-1 ready #0\n1-1 done #1\n"));
        QCOMPARE(*m_intervals->tasks().front().outcome, Outcome::Returned);
    }

    void aFewEventsAtATimeMakeTheSameIntervals()
    {
        m_store->taskCreated(0, {.task = TaskId(1)});
        m_store->taskRunning(1, TaskId(1));
        m_store->taskWaiting(2, {.task = TaskId(1)});
        m_store->taskReady(5, {.task = TaskId(1)});
        m_store->taskRunning(5, TaskId(1));
        m_store->taskDone(7, {.task = TaskId(1)});
        Intervals whole(*m_store);
        QVERIFY(whole.isBehind());
        QVERIFY(whole.update());
        QVERIFY(!whole.isBehind());
        for (const std::size_t taken : {std::size_t{4}, std::size_t{6}}) {
            QVERIFY(m_intervals->isBehind());
            QVERIFY(m_intervals->update(4));
            QCOMPARE(m_intervals->eventCount(), taken);
        }
        QVERIFY(!m_intervals->isBehind());
        QVERIFY(!m_intervals->update(4));
        QCOMPARE(intervalsText(m_intervals->tasks().front()), intervalsText(whole.tasks().front()));
    }

    void theClockOfALiveRunMayBeAheadOfItsEvents()
    {
        m_store->taskCreated(3, {.task = TaskId(1)});
        update();
        QVERIFY(m_intervals->moveTo(10));
        QVERIFY(!m_intervals->moveTo(10));
        QVERIFY(!m_intervals->moveTo(4));
        QCOMPARE(m_intervals->end(), Nanoseconds{10});
        // What the clock said too much is taken back when the run has ended.
        m_store->runEnded(8, {RunOutcome::Stopped, {}, {}});
        update();
        QCOMPARE(m_intervals->end(), Nanoseconds{8});
        QVERIFY(!m_intervals->moveTo(20));
    }

private:
    void update() { QVERIFY(m_intervals->update()); }

    std::unique_ptr<EventStore> m_store;
    std::unique_ptr<Intervals> m_intervals;
};

QTEST_GUILESS_MAIN(TestIntervals)
#include "tst_intervals.moc"
