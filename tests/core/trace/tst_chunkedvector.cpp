// SPDX-License-Identifier: MIT
#include "core/trace/chunkedvector.h"
#include "core/trace/textarena.h"

#include <QTest>

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

using namespace coroscope;

namespace
{

struct Wide {
    std::uint64_t number;
    std::uint64_t inverse;
    std::uint64_t padding;
};

} // namespace

class TestChunkedVector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChunkFillsWholeHugePages()
    {
        QCOMPARE(ChunkedVector<Wide>::chunkBytes, std::size_t{6} << 20);
        QCOMPARE(ChunkedVector<std::uint32_t>::chunkBytes, std::size_t{2} << 20);
        QCOMPARE(ChunkedVector<Wide>::chunkSize, std::size_t{1} << 18);
    }

    void elementsKeepTheirValuesAndAddressesAcrossChunks()
    {
        ChunkedVector<std::uint64_t> numbers;
        QCOMPARE(numbers.size(), std::size_t{0});
        numbers.append(0);
        const std::uint64_t *const first = &numbers[0];
        const std::size_t count = 2 * decltype(numbers)::chunkSize + 5;
        for (std::uint64_t number = 1; number < count; ++number)
            numbers.append(number);
        QCOMPARE(numbers.size(), count);
        QCOMPARE(&numbers[0], first);
        QCOMPARE(numbers.bytes(), count * sizeof(std::uint64_t));
        std::size_t wrong = 0;
        for (std::size_t index = 0; index < count; ++index)
            wrong += numbers[index] != index;
        QCOMPARE(wrong, std::size_t{0});
    }

    void blocksThatWereGivenBackAreUsedAgainWithoutOldElements()
    {
        for (std::uint64_t round = 1; round <= 3; ++round) {
            ChunkedVector<std::uint64_t> numbers;
            for (std::uint64_t number = 0; number < 1000; ++number)
                numbers.append(number * round);
            QCOMPARE(numbers.size(), std::size_t{1000});
            QCOMPARE(numbers[999], 999 * round);
        }
    }

    void aReaderThatFollowsAWriterSeesAWholePrefix()
    {
        ChunkedVector<Wide> elements;
        constexpr std::size_t count = 600'000;
        std::atomic<bool> isWhole{true};
        std::thread reader([&] {
            std::size_t seen = 0;
            while (seen < count) {
                const std::size_t size = elements.size();
                if (size < seen)
                    isWhole = false;
                for (; seen < size; ++seen) {
                    const Wide &element = elements[seen];
                    if (element.number != seen || element.inverse != ~element.number)
                        isWhole = false;
                }
                std::this_thread::yield();
            }
        });
        for (std::uint64_t number = 0; number < count; ++number)
            elements.append({number, ~number, 0});
        reader.join();
        QVERIFY(isWhole);
    }

    void anArenaKeepsTextsAndLists()
    {
        TextArena arena;
        QCOMPARE(arena.addText(""), 0U);
        QVERIFY(arena.text(0).empty());
        QVERIFY(arena.list(0).empty());
        const auto one = arena.addText("one");
        const auto umlaut = arena.addText("zwölf");
        const std::vector<TaskId> tasks{TaskId(3), TaskId(1), TaskId(4)};
        const auto list = arena.addList(tasks);
        QCOMPARE(arena.text(one), std::string_view("one"));
        QCOMPARE(arena.text(umlaut), std::string_view("zwölf"));
        QCOMPARE(std::vector<TaskId>(arena.list(list).begin(), arena.list(list).end()), tasks);
        QCOMPARE(arena.bytes(), std::size_t{4 + 4 + 4 + 8 + 4 + 12});
    }

    void anArenaTakesTextsLongerThanItsBlocks()
    {
        TextArena arena;
        const std::string longText(5'000'000, 'x');
        const auto before = arena.addText("before");
        const auto huge = arena.addText(longText);
        const auto after = arena.addText("after");
        QCOMPARE(arena.text(before), std::string_view("before"));
        QVERIFY(arena.text(huge) == longText);
        QCOMPARE(arena.text(after), std::string_view("after"));
    }

    void manyTextsCrossTheBlocksOfAnArena()
    {
        TextArena arena;
        std::vector<TextArena::Ref> refs;
        for (int number = 0; number < 300'000; ++number)
            refs.push_back(arena.addText("text " + std::to_string(number)));
        int wrong = 0;
        for (int number = 0; number < 300'000; ++number)
            wrong += arena.text(refs[static_cast<std::size_t>(number)]) != "text " + std::to_string(number);
        QCOMPARE(wrong, 0);
    }
};

QTEST_GUILESS_MAIN(TestChunkedVector)
#include "tst_chunkedvector.moc"
