// SPDX-License-Identifier: MIT
#include "core/record/recorder.h"
#include "core/sync/sleep.h"
#include "core/trace/tracefile.h"

#include <QTextStream>

using namespace coroscope;
using namespace std::chrono_literals;

static QCoro::Task<> example()
{
    const auto child = async::spawn("child", []() -> QCoro::Task<> { co_await async::sleep(1s); });
    co_await child;
}

int main()
{
    EventStore store({.title = "An example"});
    Recorder recorder(store);
    async::Scheduler scheduler({.instrument = &recorder});
    scheduler.run(example);
    if (const auto fault = saveTrace(store, QStringLiteral("example.coro.jsonl"))) {
        QTextStream(stderr) << fault->text() << Qt::endl;
        return 1;
    }
    QTextStream(stdout) << store.size() << " events" << Qt::endl;
    return 0;
}
