// SPDX-License-Identifier: MIT
#include "core/sync/queue.h"
#include "core/sync/sleep.h"
#include "core/sync/taskgroup.h"

#include <QTextStream>

using namespace coroscope::async;
using namespace std::chrono_literals;

static QCoro::Task<> produce(Queue<int> &queue)
{
    for (int item = 0; item < 3; ++item) {
        co_await sleep(1s);
        co_await queue.put(item);
    }
    co_await queue.put(-1); // the end
}

static QCoro::Task<> consume(Queue<int> &queue)
{
    for (;;) {
        const int item = co_await queue.get();
        if (item < 0)
            co_return;
        QTextStream(stdout) << item << " at " << now() / 1s << " s" << Qt::endl;
    }
}

static QCoro::Task<> example()
{
    Queue<int> queue(1);
    const auto body = [&](TaskGroup &group) -> QCoro::Task<> {
        group.spawn([&] { return produce(queue); });
        group.spawn([&] { return consume(queue); });
        co_return;
    };
    co_await taskGroup(body);
}

int main()
{
    Scheduler scheduler;
    return scheduler.run(example).outcome == coroscope::RunOutcome::Returned ? 0 : 1;
}
