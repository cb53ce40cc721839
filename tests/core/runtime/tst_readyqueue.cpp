// SPDX-License-Identifier: MIT
#include "core/runtime/scheduler.h"

#include <QTest>

using namespace coroscope;
using namespace coroscope::async;

namespace
{

struct Numbered : Handle {
    explicit Numbered(int which) : Handle([](Handle &) {}), number(which) {}
    int number;
};

std::vector<int> drain(ReadyQueue &queue)
{
    std::vector<int> numbers;
    while (!queue.isEmpty()) {
        const ReadyQueue::Entry entry = queue.pop();
        numbers.push_back(entry.handle ? static_cast<Numbered *>(entry.handle)->number : -1);
    }
    return numbers;
}

} // namespace

class TestReadyQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handlesComeOutInOrder()
    {
        ReadyQueue queue;
        Numbered a(1), b(2), c(3);
        for (Numbered *handle : {&b, &a, &c})
            queue.push(*handle);
        QCOMPARE(queue.size(), 3U);
        QCOMPARE(drain(queue), (std::vector{2, 1, 3}));
        QCOMPARE(a.place(), Handle::Place::Nowhere);
    }

    void anErasedOneLeavesAnEmptyPlace()
    {
        ReadyQueue queue;
        Numbered a(1), b(2), c(3);
        for (Numbered *handle : {&a, &b, &c})
            queue.push(*handle);
        queue.erase(b);
        QCOMPARE(b.place(), Handle::Place::Nowhere);
        queue.push(b);
        QCOMPARE(drain(queue), (std::vector{1, -1, 3, 2}));
    }

    void orderAndErasingSurviveGrowthAndWrapping()
    {
        ReadyQueue queue;
        std::vector<std::unique_ptr<Numbered>> handles;
        for (int number = 0; number < 3000; ++number)
            handles.push_back(std::make_unique<Numbered>(number));
        std::vector<int> expected;
        std::vector<int> got;
        std::size_t pushed = 0;
        // Pushes three and takes one, so that the ring wraps and grows while it is in use.
        while (pushed + 3 <= handles.size()) {
            for (int index = 0; index < 3; ++index) {
                expected.push_back(handles[pushed]->number);
                queue.push(*handles[pushed++]);
            }
            got.push_back(static_cast<Numbered *>(queue.pop().handle)->number);
        }
        for (std::size_t index = got.size(); index < handles.size(); index += 7) {
            queue.erase(*handles[index]);
            expected[index] = -1;
        }
        for (const int number : drain(queue))
            got.push_back(number);
        QCOMPARE(got, expected);
    }

    void aHandleThatDiesWithdraws()
    {
        Scheduler scheduler;
        int ran = 0;
        struct Counter : Handle {
            explicit Counter(int &count)
                : Handle([](Handle &handle) { ++*static_cast<Counter &>(handle).m_count; }), m_count(&count)
            {
            }
            int *m_count;
        };
        Counter lives(ran);
        {
            Counter dies(ran);
            scheduler.callSoon(dies);
            scheduler.callSoon(lives);
            Counter diesAmongTheTimers(ran);
            scheduler.callAt(diesAmongTheTimers, 5);
        }
        scheduler.runTurn();
        QCOMPARE(ran, 1);
    }
};

QTEST_GUILESS_MAIN(TestReadyQueue)
#include "tst_readyqueue.moc"
