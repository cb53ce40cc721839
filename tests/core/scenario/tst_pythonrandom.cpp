// SPDX-License-Identifier: MIT
#include "core/scenario/pythonrandom.h"

#include <QTest>

#include <array>

using namespace coroscope;

namespace
{

/// What CPython 3.13.0 gave, drawn in this order from one random.Random(seed).
struct Draws {
    std::uint64_t seed;
    std::array<double, 3> randoms;
    std::array<double, 2> uniforms;       ///< uniform(0.2, 1.0)
    std::array<std::int64_t, 5> dice;     ///< randint(1, 6)
    std::array<std::int64_t, 2> wide;     ///< randint(-3, 2**40)
    std::array<std::int64_t, 2> wider;    ///< randint(0, 2**62)
    std::array<std::uint64_t, 4> choices; ///< index of choice("abcdefg")
    std::array<double, 2> exponentials;   ///< expovariate(2.5)
    double last;                          ///< random(), after randint(7, 7) twice
};

constexpr std::array drawn = std::to_array<Draws>({
    {0ULL,
     {0x1.b0580f98a7dbep-1, 0x1.84129978f9c1ap-1, 0x1.aeaa51052e978p-2},
     {0x1.a0e793fc76aecp-2, 0x1.37d170b27ac06p-1},
     {4, 3, 4, 3, 5},
     {619073466647, 553189221790},
     {2860606463542248233, 4354747929303961118},
     {4, 0, 2, 3},
     {0x1.375d98b90b286p-3, 0x1.a2f34b89b0b0ep-2},
     0x1.c551686ec279cp-2},
    {1ULL,
     {0x1.132d8f91b7584p-3, 0x1.b1e2d5b3584f8p-1, 0x1.870d778409f13p-1},
     {0x1.9dc0a6d8dff7dp-2, 0x1.315488c08fafep-1},
     {4, 4, 6, 4, 2},
     {1069849980553, 858288075695},
     {2456465800505386285, 942879118058144418},
     {2, 0, 0, 0},
     {0x1.ad79f11a165e2p-2, 0x1.e4d6ba1c109c0p-9},
     0x1.f026189b03f53p-1},
    {42ULL,
     {0x1.4762f307200c5p-1, 0x1.99c6b5eeb2060p-6, 0x1.19a1491f589dcp-2},
     {0x1.83a77c0e49e72p-2, 0x1.940f01053f6ccp-1},
     {6, 6, 5, 1, 5},
     {70531617174, 201991441003},
     {2145917995920697483, 3869387381345962230},
     {1, 3, 4, 2},
     {0x1.53813810046aep-1, 0x1.55d5895e8528ap-9},
     0x1.5c6aa1a39149cp-2},
    {4294967296ULL,
     {0x1.ced31cb3df170p-4, 0x1.abdb5477a4f26p-2, 0x1.1139c02ebd380p-6},
     {0x1.60f60b600e53ep-1, 0x1.b0649cf3d4da4p-1},
     {3, 5, 4, 1, 2},
     {752968576451, 840684227635},
     {1486353939633087187, 1089037446757170830},
     {5, 2, 5, 1},
     {0x1.504500fa89a90p-2, 0x1.6555ddccda07ep-3},
     0x1.f453ba495c3d1p-1},
    {9223372036854788153ULL,
     {0x1.3816dd31bbbe8p-2, 0x1.b30fa327aade4p-3, 0x1.53fb85d2743d6p-1},
     {0x1.913b0dfe2c1fcp-2, 0x1.4da34a005811dp-1},
     {3, 6, 6, 5, 4},
     {219437314286, 462715956201},
     {1928494729626338435, 1354170828904907893},
     {6, 3, 2, 5},
     {0x1.5ed0dc469b0fap-4, 0x1.702a5823b40a1p-1},
     0x1.c3cfb1b212ccfp-1},
    {18446744073709551615ULL,
     {0x1.659799fd7f980p-6, 0x1.5a35a94f333d8p-2, 0x1.b21c0274c09a4p-3},
     {0x1.625b0938109d1p-1, 0x1.df0e67faebec0p-1},
     {3, 6, 6, 6, 1},
     {424072724301, 1062273470232},
     {2563657896979781374, 338330944558886035},
     {2, 2, 2, 6},
     {0x1.5c55dbcd974cfp-2, 0x1.86b5357040a57p-2},
     0x1.6a3bcbc43eb64p-2},
});

} // namespace

class PythonRandomTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyDrawIsPythons();
    void theStateIsRefilledAsPythonDoes();
    void aSeedStartsAnew();
    void theWholeRangeCanBeDrawnFrom();
};

void PythonRandomTest::everyDrawIsPythons()
{
    for (const Draws &expected : drawn) {
        PythonRandom random(expected.seed);
        for (const double value : expected.randoms)
            QVERIFY(random.random() == value);
        for (const double value : expected.uniforms)
            QVERIFY(random.uniform(0.2, 1.0) == value);
        for (const std::int64_t value : expected.dice)
            QCOMPARE(random.randint(1, 6), value);
        for (const std::int64_t value : expected.wide)
            QCOMPARE(random.randint(-3, std::int64_t(1) << 40), value);
        for (const std::int64_t value : expected.wider)
            QCOMPARE(random.randint(0, std::int64_t(1) << 62), value);
        for (const std::uint64_t value : expected.choices)
            QCOMPARE(random.below(7), value);
        for (const double value : expected.exponentials)
            QVERIFY(random.expovariate(2.5) == value);
        QCOMPARE(random.randint(7, 7), 7);
        QCOMPARE(random.randint(7, 7), 7);
        QVERIFY(random.random() == expected.last);
    }
}

void PythonRandomTest::theStateIsRefilledAsPythonDoes()
{
    PythonRandom random(42);
    double value = 0;
    for (int i = 0; i < 10'000; ++i)
        value = random.random();
    QVERIFY(value == 0x1.2aa5ab9c7fbd0p-4);
}

void PythonRandomTest::aSeedStartsAnew()
{
    PythonRandom random(7);
    const double first = random.random();
    random.random();
    random.setSeed(7);
    QVERIFY(random.random() == first);
}

void PythonRandomTest::theWholeRangeCanBeDrawnFrom()
{
    PythonRandom random(3);
    const auto least = std::numeric_limits<std::int64_t>::min();
    const auto most = std::numeric_limits<std::int64_t>::max();
    bool negative = false;
    bool positive = false;
    for (int i = 0; i < 100; ++i) {
        const std::int64_t value = random.randint(least, most);
        negative = negative || value < 0;
        positive = positive || value > 0;
    }
    QVERIFY(negative && positive);
    QCOMPARE(random.randomBits(0), 0u);
    for (int i = 0; i < 100; ++i)
        QVERIFY(random.randomBits(33) < (std::uint64_t(1) << 33));
}

QTEST_GUILESS_MAIN(PythonRandomTest)
#include "tst_pythonrandom.moc"
