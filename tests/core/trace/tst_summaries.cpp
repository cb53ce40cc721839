// SPDX-License-Identifier: MIT
#include "core/trace/summaries.h"

#include <QTest>

#include <cmath>

using namespace coroscope;

class TestSummaries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aShortLengthIsExactBelowTwoMicroseconds()
    {
        for (Nanoseconds length = 0; length < 2048; ++length)
            QCOMPARE(ShortLength(length).nanoseconds(), static_cast<float>(length));
        QVERIFY(!ShortLength(0).isNone());
        QVERIFY(ShortLength::none().isNone());
    }

    void aLongOneIsRoundedToATwoThousandth()
    {
        constexpr Nanoseconds longest = std::numeric_limits<Nanoseconds>::max();
        for (Nanoseconds length = 2048; length < longest - length / 7; length += length / 7) {
            for (const Nanoseconds near : {length - 1, length, length + 1}) {
                const ShortLength kept(near);
                QVERIFY(!kept.isNone());
                const auto whole = static_cast<float>(near);
                QVERIFY2(std::abs(kept.nanoseconds() - whole) <= whole / 2000, qPrintable(QString::number(near)));
            }
        }
        for (int power = 11; power < 62; ++power) {
            const Nanoseconds length = Nanoseconds{1} << power;
            QCOMPARE(ShortLength(length).nanoseconds(), static_cast<float>(length));
            // Rounded up over the power of two.
            QCOMPARE(ShortLength(length * 2 - 1).nanoseconds(), static_cast<float>(length) * 2);
        }
        QCOMPARE(ShortLength(longest).nanoseconds(), static_cast<float>(longest));
    }

    void aLeafKeepsItsKindsOfWaitingLongestFirst()
    {
        WaitTimes all;
        all.add(WaitKind::Sleep, 10);
        all.add(WaitKind::Lock, 30);
        all.add(WaitKind::Event, 5);
        all.add(WaitKind::Sleep, 15);
        all.add(WaitKind::QueueGet, 7);
        all.add(WaitKind::QueuePut, 1);
        StateLeaf leaf;
        QVERIFY(!leaf.hasWaits());
        QCOMPARE(leaf.ready(), -1.0F);
        leaf.setWaits(all);
        std::vector<std::pair<WaitKind, float>> kept;
        leaf.eachWait([&](WaitKind kind, float time) { kept.emplace_back(kind, time); });
        const std::vector<std::pair<WaitKind, float>> expected = {
            {WaitKind::Lock, 30}, {WaitKind::Sleep, 25}, {WaitKind::QueueGet, 7}, {WaitKind::Event, 5}};
        QVERIFY(kept == expected);
        QCOMPARE(leaf.waiting(), 67.0F);
    }
};

QTEST_GUILESS_MAIN(TestSummaries)
#include "tst_summaries.moc"
