// SPDX-License-Identifier: MIT
#include "core/sync/heap.h"
#include "tests/support/runtext.h"

#include <deque>

using namespace coroscope::async;
using namespace coroscope::test;

namespace
{

// Compares by the number only, so that ties show in which order a heap keeps equals.
struct Item {
    int number;
    char name;
};
struct Less {
    bool operator()(const Item &a, const Item &b) const { return a.number < b.number; }
};

std::string sorted(const std::vector<Item> &items)
{
    std::deque<Item> heap;
    for (const Item &item : items) {
        heap.push_back(item);
        heapSiftDown(heap, 0, heap.size() - 1, Less{});
    }
    std::string text;
    while (!heap.empty())
        text += heapPop(heap, Less{}).name;
    return text;
}

} // namespace

class TestHeap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsComeOutInTheOrderOfHeapq()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            say(sorted({{1, 'a'}, {1, 'b'}, {1, 'c'}, {1, 'd'}, {1, 'e'}}));
            say(sorted({{2, 'a'}, {1, 'b'}, {2, 'c'}, {1, 'd'}, {2, 'e'}, {1, 'f'}, {2, 'g'}}));
            std::vector<Item> items;
            unsigned value = 1;
            for (int index = 0; index < 60; ++index) {
                value = value * 1103515245U + 12345U;
                items.push_back({static_cast<int>(value >> 16) % 7, static_cast<char>('0' + index)});
            }
            say(sorted(items));
            co_return;
        });
    }
};

QTEST_GUILESS_MAIN(TestHeap)
#include "tst_heap.moc"
