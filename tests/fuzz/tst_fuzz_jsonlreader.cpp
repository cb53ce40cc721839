// SPDX-License-Identifier: MIT
#include "core/trace/eventstore.h"
#include "core/trace/gzip.h"
#include "core/trace/intervals.h"
#include "core/trace/jsonlwriter.h"
#include "core/trace/statistics.h"
#include "core/trace/tracefile.h"

#include <QBuffer>
#include <QTest>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

using namespace coroscope;

namespace
{

std::string written(const EventStore &store)
{
    std::string lines;
    TraceWriter(store).appendNew(lines, std::numeric_limits<std::size_t>::max());
    return lines;
}

/// A trace with an event of every sort.
std::string validTrace()
{
    EventStore store({.title = "fuzz"});
    const std::vector<TaskId> tasks{TaskId(1), TaskId(2), TaskId(3)};
    const SourceId at = store.internSource("a.yaml:7");
    store.taskCreated(0, {.task = TaskId(1), .name = "main", .at = at});
    store.taskCreated(0, {.task = TaskId(2), .parent = TaskId(1), .group = ObjectId(2)});
    store.objectCreated(0, {.object = ObjectId(1), .kind = ObjectKind::Semaphore, .name = "s", .capacity = 2});
    store.objectCreated(1, {.object = ObjectId(2), .kind = ObjectKind::Queue, .name = "q"});
    store.taskReady(1, {TaskId(2), TaskId(1), ReadyCause::Released});
    store.taskRunning(2, TaskId(2));
    store.objectChanged(2, {ObjectId(1), 1, 0, HolderChange::Acquired, TaskId(2)});
    store.objectChanged(2, {ObjectId(1), 0, 3, HolderChange::Acquired, TaskId(1)});
    store.objectChanged(2, {ObjectId(1), 1, 2, HolderChange::Released, TaskId(2)});
    store.objectChanged(2, {.object = ObjectId(1), .by = TaskId(1)}, tasks);
    store.objectChanged(2, {ObjectId(2), 7, 2, HolderChange::None, TaskId(2)});
    store.timeoutStarted(3, {ScopeId(1), TaskId(2), 100});
    store.taskWaiting(3, {.task = TaskId(2),
                          .on = WaitKind::Wait,
                          .object = ObjectId(2),
                          .tasks = tasks,
                          .until = 9,
                          .position = 3,
                          .at = at});
    store.timeoutFired(100, ScopeId(1), TaskId(2));
    store.cancelRequested(100, {.task = TaskId(2), .by = TaskId(1), .why = CancelCause::Timeout, .message = "täglich"});
    store.cancelSwallowed(101, TaskId(2));
    store.timeoutEnded(101, ScopeId(1), TaskId(2));
    store.jobStarted(102, {JobId(1), ObjectId(3), 1, TaskId(2), "hash"});
    store.jobEnded(103, {JobId(1), ObjectId(3), 1, TaskId(2), "hash"});
    store.log(104, TaskId(1), "a \"quoted\" line\n");
    store.warning(104, {.code = "leak", .text = "never released", .object = ObjectId(1)});
    store.deadlock(105, tasks, "stuck");
    store.dropped(105, 12);
    store.taskDone(106, {.task = TaskId(2), .value = "[1, 2, 3, 4, 5]"});
    store.taskDone(106, {.task = TaskId(1), .outcome = Outcome::Failed, .error = "ValueError", .message = "no"});
    store.runEnded(107, {RunOutcome::Failed, "ValueError", "no"});
    return written(store);
}

class Mutator
{
public:
    explicit Mutator(std::uint32_t seed) : m_random(seed) {}

    void mutate(std::string &bytes)
    {
        static constexpr std::array<std::string_view, 36> pieces{
            "0",
            "-1",
            "1",
            "4294967295",
            "4294967296",
            "9223372036854775807",
            "18446744073709551615",
            "1e400",
            "-0.0",
            "null",
            "true",
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\n",
            "\r",
            "\0",
            "\xff",
            "\xed\xa0\x80",
            "\\u0000",
            "\\ud83d",
            "\"task\":",
            "\"holders\":[",
            "[[[[[[[[[[[[[[[[",
            "\"object\":3000000000,",
            "\"t\":0,",
            "\"ev\":\"trace\"",
            "\"released\"",
            "semaphore",
            "{\"t\":107,\"ev\":\"log\",\"text\":\"\"}\n",
            "{\"t\":107,\"ev\":\"task_running\",\"task\":4000000000}\n"};
        for (std::size_t count = 1 + below(4); count > 0; --count) {
            const std::size_t place = below(bytes.size() + 1);
            const std::size_t length = std::min(bytes.size() - place, below(40));
            switch (below(7)) {
            case 0: // one bit
                if (place < bytes.size())
                    bytes[place] = static_cast<char>(bytes[place] ^ (1 << below(8)));
                break;
            case 1:
                bytes.insert(place, pieces[below(pieces.size())]);
                break;
            case 2:
                bytes.replace(place, length, pieces[below(pieces.size())]);
                break;
            case 3:
                bytes.erase(place, length);
                break;
            case 4: // a stretch twice
                bytes.insert(place, bytes.substr(below(bytes.size() + 1), length));
                break;
            case 5: // a digit
                if (const std::size_t digit = bytes.find_first_of("0123456789", place); digit != std::string::npos)
                    bytes[digit] = static_cast<char>('0' + below(10));
                break;
            case 6:
                if (below(10) == 0)
                    bytes.resize(place);
                else if (const std::size_t line = bytes.find('\n', place); line != std::string::npos)
                    bytes.erase(line, bytes.find('\n', line + 1) - line); // a whole line
                break;
            }
        }
    }

    std::size_t below(std::size_t bound) { return m_random() % bound; }

private:
    std::mt19937 m_random; // the same numbers everywhere, unlike the distributions of the standard library
};

} // namespace

class FuzzJsonlReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changedTracesAreReadOrRefusedAndWhatIsReadCanBeWrittenAndReadAgain()
    {
        const std::string valid = validTrace();
        int refused = 0;
        int whole = 0;
        constexpr int rounds = 6000;
        for (std::uint32_t seed = 1; seed <= rounds; ++seed) {
            Mutator mutator(seed);
            std::string bytes = valid;
            mutator.mutate(bytes);
            const QString at = QStringLiteral("seed %1").arg(seed);

            TraceReader reader(QStringLiteral("fuzz"));
            const std::size_t piece = 1 + mutator.below(2000);
            for (std::size_t place = 0;
                 place < bytes.size() && reader.feed(std::string_view(bytes).substr(place, piece));)
                place += piece;
            reader.finish();
            const TraceReadReport &report = reader.report();
            refused += report.fault.has_value();
            whole += !report.fault;
            const auto lines = std::count(bytes.begin(), bytes.end(), '\n') + 1;
            QVERIFY2(!report.fault || (report.fault->line <= lines && !report.fault->message.isEmpty()),
                     qPrintable(at));
            if (reader.store() == nullptr) {
                QVERIFY2(report.fault, qPrintable(at));
                continue;
            }
            const std::unique_ptr<EventStore> store = reader.takeStore();
            QVERIFY2(store->size() == report.events, qPrintable(at));
            QVERIFY2(store->bytes() < 20 * bytes.size() + 1000, qPrintable(at));

            const std::string again = written(*store);
            TraceReader second(QStringLiteral("again"));
            second.feed(again);
            second.finish();
            QVERIFY2(!second.report().fault,
                     qPrintable(at + u' ' + (second.report().fault ? second.report().fault->text() : QString{})));
            QVERIFY2(written(*second.store()) == again, qPrintable(at));

            Intervals intervals(*store);
            intervals.update();
            QVERIFY2(!statisticsText(computeStatistics(intervals)).empty(), qPrintable(at));
        }
        // Both ways must have been gone often, or the changes are too gentle or too rough.
        QVERIFY2(refused > rounds / 4, qPrintable(QString::number(refused)));
        QVERIFY2(whole > rounds / 20, qPrintable(QString::number(whole)));
    }

    void changedCompressedTracesAreReadOrRefused()
    {
        GzipWriter gzip;
        std::string valid;
        gzip.add(validTrace(), valid);
        gzip.finish(valid);
        int refused = 0;
        for (std::uint32_t seed = 1; seed <= 1000; ++seed) {
            Mutator mutator(seed);
            std::string bytes = valid;
            mutator.mutate(bytes);
            QByteArray array = QByteArray::fromStdString(bytes);
            QBuffer device(&array);
            QVERIFY(device.open(QIODevice::ReadOnly));
            const TraceRead read = readTrace(device, QStringLiteral("fuzz.gz"));
            refused += read.report.fault.has_value();
            QVERIFY2(read.store || read.report.fault, qPrintable(QString::number(seed)));
        }
        QVERIFY2(refused > 800, qPrintable(QString::number(refused)));
    }
};

QTEST_GUILESS_MAIN(FuzzJsonlReader)
#include "tst_fuzz_jsonlreader.moc"
