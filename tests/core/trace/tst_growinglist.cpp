// SPDX-License-Identifier: MIT
#include "core/trace/growinglist.h"

#include <QTest>

#include <algorithm>
#include <string>

using namespace coroscope;

class TestGrowingList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void elementsAreFoundAcrossChunks()
    {
        GrowingList<std::size_t> list;
        QVERIFY(list.empty());
        QCOMPARE(list.size(), std::size_t{0});
        QVERIFY(list.begin() == list.end());
        constexpr std::size_t count = 3 * GrowingList<std::size_t>::chunkSize + 5;
        for (std::size_t i = 0; i < count; ++i) {
            list.push_back(i * 2);
            QCOMPARE(list.size(), i + 1);
            QCOMPARE(list.back(), i * 2);
        }
        QCOMPARE(list.front(), std::size_t{0});
        std::size_t next = 0;
        for (const std::size_t element : list)
            QCOMPARE(element, 2 * next++);
        QCOMPARE(next, count);
    }

    void searchesHalveTheList()
    {
        GrowingList<int> list;
        for (int i = 0; i < 10'000; ++i)
            list.push_back(i);
        for (const int wanted : {0, 1, 2047, 2048, 2049, 9'999, 10'000}) {
            const auto found = std::partition_point(list.begin(), list.end(), [&](int i) { return i < wanted; });
            QCOMPARE(found - list.begin(), std::ptrdiff_t{wanted});
        }
        QCOMPARE(*(list.end() - 1), 9'999);
        QCOMPARE(list.begin()[4'000], 4'000);
        QVERIFY(list.begin() < list.end());
    }

    void elementsBeyondTheFirstChunkStayWhereTheyAre()
    {
        GrowingList<std::string> list;
        for (std::size_t i = 0; i <= GrowingList<std::string>::chunkSize; ++i)
            list.emplace_back(std::to_string(i));
        const std::string *const place = &list.back();
        for (int i = 0; i < 10'000; ++i)
            list.emplace_back("more");
        QCOMPARE(place, &list[GrowingList<std::string>::chunkSize]);
        QCOMPARE(*place, std::string("2048"));
    }
};

QTEST_GUILESS_MAIN(TestGrowingList)
#include "tst_growinglist.moc"
