// SPDX-License-Identifier: MIT
#include "core/base/result.h"

#include <QTest>

#include <memory>

using namespace coroscope;

class TestResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFaultSaysWhereItIsAsFarAsThatIsKnown()
    {
        const QString message = QStringLiteral("write a colon");
        QCOMPARE(Fault({QStringLiteral("a.yaml"), 3, 7, message}).text(),
                 QStringLiteral("a.yaml:3:7: error: write a colon"));
        QCOMPARE(Fault({QStringLiteral("a.yaml"), 3, 0, message}).text(),
                 QStringLiteral("a.yaml:3: error: write a colon"));
        QCOMPARE(Fault({QStringLiteral("a.yaml"), 0, 0, message}).text(),
                 QStringLiteral("a.yaml: error: write a colon"));
        QCOMPARE(Fault({QStringLiteral("a.yaml"), 0, 7, message}).text(),
                 QStringLiteral("a.yaml: error: write a colon"));
        QCOMPARE(Fault({{}, 0, 0, message}).text(), QStringLiteral("error: write a colon"));
    }

    void aResultHoldsAValueOrAFault()
    {
        const Result<int> good(7);
        QVERIFY(good.ok());
        QVERIFY(static_cast<bool>(good));
        QCOMPARE(good.value(), 7);
        const Result<int> bad(Fault{{}, 0, 0, QStringLiteral("no")});
        QVERIFY(!bad.ok());
        QCOMPARE(bad.fault().message, QStringLiteral("no"));
    }

    void aValueThatOnlyMovesCanBeTaken()
    {
        Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
        const std::unique_ptr<int> taken = result.take();
        QCOMPARE(*taken, 7);
        QVERIFY(result.value() == nullptr);
    }
};

QTEST_GUILESS_MAIN(TestResult)
#include "tst_result.moc"
