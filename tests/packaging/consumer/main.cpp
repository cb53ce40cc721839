// SPDX-License-Identifier: MIT
// A program on the installed library: runs some coroutines in virtual time, prints what happened, and tells how the
// trace of it went through a file.
#include "core/analysis/problems.h"
#include "core/record/recorder.h"
#include "core/sync/gather.h"
#include "core/sync/semaphore.h"
#include "core/sync/sleep.h"
#include "core/sync/timeout.h"
#include "core/trace/jsonlwriter.h"
#include "core/trace/tracefile.h"

#include <QBuffer>
#include <QTemporaryDir>
#include <QTextStream>

using namespace coroscope;
using namespace coroscope::async;
using namespace std::chrono_literals;

namespace
{

QCoro::Task<QString> order(Semaphore &baristas, QString drink, std::chrono::milliseconds time)
{
    const auto barista = co_await baristas.hold();
    co_await sleep(time);
    Scheduler::current()->log(drink.toStdString());
    co_return drink;
}

QCoro::Task<> cafe()
{
    Semaphore baristas(1, "baristas");
    co_await gather([&] { return order(baristas, QStringLiteral("espresso"), 500ms); },
                    [&] { return order(baristas, QStringLiteral("mocha"), 1s); });
    try {
        co_await timeout(250ms, [&] { return order(baristas, QStringLiteral("ristretto"), 1h); });
    } catch (const TimeoutError &) {
        Scheduler::current()->log("closed");
    }
}

} // namespace

int main()
{
    QTextStream out(stdout);
    EventStore store({.title = "A café", .source = "qt"});
    Recorder recorder(store);
    Scheduler scheduler({.instrument = &recorder});
    const RunReport report = scheduler.run(cafe);

    QBuffer lines;
    lines.open(QIODevice::WriteOnly);
    TraceWriter writer(store);
    if (const auto fault = writer.writeNew(lines)) {
        out << fault->text() << Qt::endl;
        return 1;
    }
    out << QString::fromUtf8(lines.data());

    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("cafe.coro.jsonl.gz"));
    if (const auto fault = saveTrace(store, path)) {
        out << fault->text() << Qt::endl;
        return 1;
    }
    const TraceRead read = readTrace(path);
    if (!read.store)
        return 1;
    Intervals intervals(*read.store);
    intervals.update();
    RunIndex index(intervals);
    index.update();
    ProblemFinder problems(index);
    problems.update();
    out << store.size() << " events written, " << read.store->size() << " read, " << problems.count() << " problems"
        << Qt::endl;
    return report.outcome == RunOutcome::Returned ? 0 : 1;
}
