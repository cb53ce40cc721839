// SPDX-License-Identifier: MIT
// What a run warns of is what CPython 3.13 prints of the same program, in the same places.
#include "tests/core/analysis/scenariotraces.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

/// `TIME TASK TEXT` of each warning.
QStringList warningsOf(const QByteArray &steps)
{
    const auto store = test::traceOfText("coroscope: 1\n"
                                         "coroutines:\n"
                                         "  fine:\n"
                                         "    - sleep: 1\n"
                                         "  fails:\n"
                                         "    - raise: {ValueError: no}\n"
                                         "  fails_later:\n"
                                         "    - sleep: 1\n"
                                         "    - raise: {ValueError: no}\n"
                                         "  fails_cleaning_up:\n"
                                         "    - try:\n"
                                         "        - sleep: 9\n"
                                         "      finally:\n"
                                         "        - raise: {ValueError: no}\n"
                                         "  forgets:\n"
                                         "    - call: fine()\n"
                                         "      as: kept\n"
                                         "    - sleep: 2\n"
                                         "main:\n" +
                                         steps);
    QStringList lines;
    for (std::size_t i = 0; i < store->size(); ++i) {
        const Event event = store->event(i);
        if (event.type == EventType::Warning)
            lines += u"%1 %2 %3"_s.arg(event.time / 1'000'000'000)
                         .arg(event.task.value)
                         .arg(QString::fromUtf8(event.text.data(), static_cast<qsizetype>(event.text.size())));
    }
    return lines;
}

class TestWarnings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRunWarnsAsCPythonDoes_data()
    {
        QTest::addColumn<QByteArray>("steps");
        QTest::addColumn<QStringList>("expected");
        const QString neverAwaited = u"coroutine 'fine' was never awaited"_s;
        const QString neverRetrieved = u"Task exception was never retrieved"_s;

        QTest::newRow("a coroutine that nobody keeps, at once")
            << QByteArray("  - sleep: 1\n  - call: fine()\n  - sleep: 1\n") << QStringList{u"1 1 "_s + neverAwaited};
        QTest::newRow("one in a variable, when its coroutine ends")
            << QByteArray("  - create_task: forgets()\n  - sleep: 5\n") << QStringList{u"2 2 "_s + neverAwaited};
        QTest::newRow("awaited or made a task")
            << QByteArray("  - await: fine()\n  - call: fine()\n    as: c\n  - create_task: c\n    as: t\n"
                          "  - cancel: t\n  - gather:\n      - fine()\n      - fine()\n")
            << QStringList{};
        QTest::newRow("an error that nobody reads, when the task goes")
            << QByteArray("  - create_task: fails_later()\n  - sleep: 3\n") << QStringList{u"1 2 "_s + neverRetrieved};
        QTest::newRow("the same of a task that main keeps, when main ends")
            << QByteArray("  - create_task: fails_later()\n    as: t\n  - sleep: 3\n")
            << QStringList{u"3 2 "_s + neverRetrieved};
        QTest::newRow("wait() does not read errors")
            << QByteArray("  - create_task: fails()\n    as: t\n  - wait: [t]\n    as: [d, p]\n  - sleep: 1\n")
            << QStringList{u"1 2 "_s + neverRetrieved};
        QTest::newRow("await reads it")
            << QByteArray("  - create_task: fails()\n    as: t\n  - sleep: 1\n  - try:\n      - await: t\n"
                          "    except:\n      - ValueError: [pass]\n")
            << QStringList{};
        QTest::newRow("exception() reads it")
            << QByteArray("  - create_task: fails()\n    as: t\n  - sleep: 1\n  - log: ${t.exception()}\n")
            << QStringList{};
        QTest::newRow("gather reads all of them")
            << QByteArray("  - try:\n      - gather:\n          - fails()\n          - fails_later()\n"
                          "    except:\n      - ValueError: [pass]\n  - sleep: 2\n")
            << QStringList{};
        QTest::newRow("a task group reads all of them")
            << QByteArray("  - try:\n      - task_group: g\n        do:\n          - create_task: fails()\n"
                          "            in: g\n    except:\n      - ExceptionGroup: [pass]\n")
            << QStringList{};
        QTest::newRow("main's own error is not warned about")
            << QByteArray("  - raise: {ValueError: no}\n") << QStringList{};
        QTest::newRow("an error while asyncio.run cancels what is left")
            << QByteArray("  - create_task: fails_cleaning_up()\n  - sleep: 1\n")
            << QStringList{u"1 2 unhandled exception during asyncio.run() shutdown"_s};
    }
    void aRunWarnsAsCPythonDoes()
    {
        QFETCH(const QByteArray, steps);
        QFETCH(const QStringList, expected);
        QCOMPARE(warningsOf(steps), expected);
    }
};

} // namespace
} // namespace coroscope

QTEST_GUILESS_MAIN(coroscope::TestWarnings)
#include "tst_warnings.moc"
