// SPDX-License-Identifier: MIT
#include "core/sync/gather.h"
#include "core/sync/semaphore.h"
#include "core/sync/sleep.h"

#include <QTextStream>

#include <ranges>

using namespace coroscope::async;
using namespace std::chrono_literals;

static QCoro::Task<int> fetch(Semaphore &permits, int page)
{
    const auto permit = co_await permits.hold(); // given back at the end of the scope
    co_await sleep(1s);
    co_return 10 * page;
}

static QCoro::Task<> example()
{
    Semaphore permits(2);
    const auto pages = co_await gatherEach(std::views::iota(1, 5), [&](int page) { return fetch(permits, page); });
    for (const int page : pages)
        QTextStream(stdout) << page << ' ';
    QTextStream(stdout) << "after " << now() / 1s << " s" << Qt::endl;
}

int main()
{
    Scheduler scheduler; // in virtual time
    return scheduler.run(example).outcome == coroscope::RunOutcome::Returned ? 0 : 1;
}
