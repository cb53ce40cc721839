// SPDX-License-Identifier: MIT
#include "core/analysis/stablist.h"

#include <QTest>

#include <random>
#include <vector>

using namespace coroscope;

class TestStabList : public QObject
{
    Q_OBJECT

    static std::vector<std::uint32_t> tasksAt(const StabList &list, std::size_t events)
    {
        std::vector<std::uint32_t> tasks;
        list.at(events, [&tasks](const StabList::Stretch &stretch, std::size_t) {
            tasks.push_back(stretch.task);
            return true;
        });
        return tasks;
    }

private Q_SLOTS:
    void tellsThoseThatHoldInTheOrderOfTheirBeginnings()
    {
        StabList list;
        QCOMPARE(tasksAt(list, 10), std::vector<std::uint32_t>());
        list.begin(0, 1);
        list.begin(2, 2);
        list.finish(0, 4);
        QCOMPARE(tasksAt(list, 0), std::vector<std::uint32_t>());
        QCOMPARE(tasksAt(list, 1), (std::vector<std::uint32_t>{1}));
        QCOMPARE(tasksAt(list, 3), (std::vector<std::uint32_t>{1, 2}));
        QCOMPARE(tasksAt(list, 4), (std::vector<std::uint32_t>{1, 2}));
        QCOMPARE(tasksAt(list, 5), (std::vector<std::uint32_t>{2}));
    }

    void stopsWhenItIsAskedTo()
    {
        StabList list;
        for (std::uint32_t i = 0; i < 10; ++i)
            list.begin(i, i);
        int seen = 0;
        list.at(10, [&seen](const StabList::Stretch &, std::size_t) { return ++seen < 3; });
        QCOMPARE(seen, 3);
    }

    void longListsAnswerAsALookAtEachOne()
    {
        std::mt19937 random(3);
        StabList list;
        std::vector<std::size_t> open;
        std::uint32_t event = 0;
        // More than 64 times 64 of them, so that the tree has three levels, while some stay open for long.
        for (int i = 0; i < 40'000; ++i, ++event) {
            if (open.empty() || random() % 100 < 52) {
                open.push_back(list.begin(event, event));
            } else {
                const auto place = random() % 10 == 0 ? random() % open.size() : 0;
                list.finish(open[place], event);
                open.erase(open.begin() + static_cast<std::ptrdiff_t>(place));
            }
        }
        for (int i = 0; i < 200; ++i) {
            const std::size_t events = random() % (event + 1);
            std::vector<std::uint32_t> expected;
            for (std::size_t s = 0; s < list.size(); ++s) {
                if (list[s].begin < events && list[s].end >= events)
                    expected.push_back(list[s].task);
            }
            QCOMPARE(tasksAt(list, events), expected);
        }
    }
};

QTEST_APPLESS_MAIN(TestStabList)
#include "tst_stablist.moc"
