// SPDX-License-Identifier: MIT
#include "core/sync/gather.h"
#include "core/sync/semaphore.h"
#include "core/sync/sleep.h"
#include "core/sync/timeout.h"

#include <QTextStream>

using namespace coroscope::async;
using namespace std::chrono_literals;

static void print(const QString &text) { QTextStream(stdout) << now() / 1ms << " ms: " << text << Qt::endl; }

static QCoro::Task<QString> fetch(Semaphore &connections, QString page, std::chrono::milliseconds time)
{
    const auto connection = co_await connections.hold(); // given back at the end of the scope
    co_await sleep(time);
    co_return page + QStringLiteral(" is here");
}

static QCoro::Task<> example()
{
    Semaphore connections(2);
    const auto clock = spawn("clock", []() -> QCoro::Task<> {
        for (;;) {
            co_await sleep(100ms);
            print(QStringLiteral("tick"));
        }
    });
    const auto [index, news] = co_await gather([&] { return fetch(connections, QStringLiteral("index"), 120ms); },
                                               [&] { return fetch(connections, QStringLiteral("news"), 150ms); });
    print(index + QStringLiteral(", ") + news);
    try {
        co_await timeout(100ms, [&] { return fetch(connections, QStringLiteral("archive"), 1h); });
    } catch (const TimeoutError &) {
        print(QStringLiteral("no archive today"));
    }
    clock.cancel();
}

int main()
{
    Scheduler scheduler; // in virtual time; {.clock = ClockMode::Real} runs on Qt's event loop
    const RunReport report = scheduler.run(example);
    return report.outcome == coroscope::RunOutcome::Returned ? 0 : 1;
}
