// SPDX-License-Identifier: MIT
#include "core/runtime/scheduler.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace coroscope;
using namespace coroscope::async;

namespace
{

struct Timer : Handle {
    explicit Timer(int which) : Handle([](Handle &) {}), number(which) {}
    int number;
};

std::vector<int> drain(TimerHeap &heap)
{
    std::vector<int> numbers;
    while (!heap.isEmpty())
        numbers.push_back(static_cast<Timer &>(heap.pop()).number);
    return numbers;
}

} // namespace

class TestTimerHeap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theEarliestComesFirstAndTiesGoByCreation()
    {
        TimerHeap heap;
        Timer a(1), b(2), c(3), d(4);
        heap.push(a, 20);
        heap.push(b, 10);
        heap.push(c, 20);
        heap.push(d, 10);
        QCOMPARE(heap.nextDeadline(), Nanoseconds(10));
        QCOMPARE(drain(heap), (std::vector{2, 4, 1, 3}));
    }

    void anyTimerCanBeTakenOut()
    {
        TimerHeap heap;
        Timer a(1), b(2), c(3);
        heap.push(a, 1);
        heap.push(b, 2);
        heap.push(c, 3);
        heap.erase(b);
        QCOMPARE(b.place(), Handle::Place::Nowhere);
        heap.erase(a);
        QCOMPARE(drain(heap), (std::vector{3}));
    }

    void itAgreesWithSortingForThousandsOfTimersOfWhichManyAreTakenOut()
    {
        std::mt19937 random(7);
        TimerHeap heap;
        struct Expected {
            Nanoseconds deadline;
            int number;
        };
        std::vector<Expected> expected;
        std::vector<std::unique_ptr<Timer>> timers;
        for (int number = 0; number < 5000; ++number) {
            const auto deadline = static_cast<Nanoseconds>(random() % 500); // with many ties
            timers.push_back(std::make_unique<Timer>(number));
            heap.push(*timers.back(), deadline);
            expected.push_back({deadline, number});
            if (number % 3 == 2) {
                const std::size_t victim = random() % expected.size();
                heap.erase(*timers[static_cast<std::size_t>(expected[victim].number)]);
                expected.erase(expected.begin() + static_cast<std::ptrdiff_t>(victim));
            }
        }
        std::stable_sort(expected.begin(), expected.end(),
                         [](const Expected &a, const Expected &b) { return a.deadline < b.deadline; });
        std::vector<int> numbers;
        for (const Expected &each : expected)
            numbers.push_back(each.number);
        QCOMPARE(heap.size(), numbers.size());
        QCOMPARE(drain(heap), numbers);
    }
};

QTEST_GUILESS_MAIN(TestTimerHeap)
#include "tst_timerheap.moc"
