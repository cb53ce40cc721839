// SPDX-License-Identifier: MIT
#include "core/base/vocabulary.h"

#include <QStringList>
#include <QTest>

using namespace coroscope;

namespace
{

/// The words of an enum in order, each read back; the values that do not come back are marked.
template <typename Enum>
QString words(std::optional<Enum> (*fromText)(std::string_view))
{
    QStringList list;
    for (int number = 0; number < 256; ++number) {
        const auto value = static_cast<Enum>(number);
        const std::string_view word = text(value);
        if (word.empty())
            break;
        const bool comesBack = fromText(word) == value;
        list << QString::fromUtf8(word.data(), qsizetype(word.size())) +
                    (comesBack ? QString{} : QStringLiteral(" LOST"));
    }
    return list.join(u' ');
}

} // namespace

class TestVocabulary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyWordOfTheFormatIsReadBack()
    {
        QCOMPARE(
            words(&waitKindFromText),
            QStringLiteral("sleep yield semaphore lock event condition barrier queue_get queue_put queue_join "
                           "future task gather wait as_completed task_group shield executor http file sql process"));
        QCOMPARE(words(&readyCauseFromText),
                 QStringLiteral("created timer released set put got finished failed cancelled "
                                "notified executor io"));
        QCOMPARE(words(&outcomeFromText), QStringLiteral("returned failed cancelled"));
        QCOMPARE(words(&runOutcomeFromText), QStringLiteral("returned failed deadlock stopped"));
        QCOMPARE(words(&cancelCauseFromText), QStringLiteral("cancel timeout task_group gather wait_for shutdown"));
        QCOMPARE(words(&objectKindFromText),
                 QStringLiteral("semaphore lock event condition barrier queue future task_group "
                                "gather pool resource"));
    }

    void theFirstAndTheLastValueHaveTheirWords()
    {
        QCOMPARE(text(WaitKind::Sleep), std::string_view("sleep"));
        QCOMPARE(text(WaitKind::Process), std::string_view("process"));
        QCOMPARE(static_cast<int>(WaitKind::Process), waitKindCount - 1);
        QCOMPARE(text(ReadyCause::Io), std::string_view("io"));
        QCOMPARE(text(Outcome::Cancelled), std::string_view("cancelled"));
        QCOMPARE(text(RunOutcome::Stopped), std::string_view("stopped"));
        QCOMPARE(text(CancelCause::Shutdown), std::string_view("shutdown"));
        QCOMPARE(text(ObjectKind::Resource), std::string_view("resource"));
    }

    void otherWordsAreNothing()
    {
        QVERIFY(!waitKindFromText(""));
        QVERIFY(!waitKindFromText("Sleep"));
        QVERIFY(!waitKindFromText("sleep "));
        QVERIFY(!readyCauseFromText("sleep"));
        QVERIFY(!outcomeFromText("deadlock"));
        QVERIFY(!objectKindFromText("mutex"));
        QVERIFY(text(static_cast<WaitKind>(200)).empty());
    }
};

QTEST_GUILESS_MAIN(TestVocabulary)
#include "tst_vocabulary.moc"
