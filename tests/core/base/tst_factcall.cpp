// SPDX-License-Identifier: MIT
#include "core/base/factcall.h"

#include <QTest>

using namespace coroscope;
using namespace Qt::StringLiterals;

class TestFactCall : public QObject
{
    Q_OBJECT

    /// The arguments of a fact, those in quotes in quotes.
    static QString argumentsOf(const QString &text)
    {
        const auto call = FactCall::parse(text);
        if (!call)
            return u"column %1: %2"_s.arg(call.fault().column).arg(call.fault().message);
        QStringList arguments;
        for (const FactArgument &argument : call->arguments)
            arguments += argument.isQuoted ? u'"' + argument.text + u'"' : argument.text;
        return arguments.join(u" | "_s);
    }

private Q_SLOTS:
    void aTextOfHostileLengthIsToldAtOnce()
    {
        const QString nested = u"count("_s.repeated(200'000) + u"failed"_s + u")"_s.repeated(200'000);
        QCOMPARE(argumentsOf(nested), u"column 1: a fact has at most 1000 characters, and this has 1400006"_s);
        const QString deepest = u"count("_s.repeated(140) + u"failed"_s + u")"_s.repeated(140);
        QCOMPARE(argumentsOf(deepest), u"column 835: count() counts a list, and 'count(failed)' is none"_s);
    }

    void argumentsEndAtACommaThatIsNotOfTheirOwn_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("arguments");
        const auto row = [](const char *text, const char *arguments) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(arguments);
        };
        row("makespan", "");
        row(" makespan ", "");
        row("order()", "");
        row("order( worker* )", "worker*");
        row("waited(eat(Plato, left, right), left)", "eat(Plato, left, right) | left");
        row("end(show([1, 2], \"a, b)\"))", "show([1, 2], \"a, b)\")");
        row("time_of(\"a \\\"quoted\\\", text)\")", "\"a \"quoted\", text)\"");
        row("duration(\"odd) name\")", "\"odd) name\"");
        row("count(order(worker*))", "order(worker*)");
        row("log(12)", "12");
    }

    void argumentsEndAtACommaThatIsNotOfTheirOwn()
    {
        QFETCH(QString, text);
        QFETCH(QString, arguments);
        QCOMPARE(argumentsOf(text), arguments);
    }

    void whatIsNoFactIsToldOfWithItsPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char *text, const char *fault) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(fault);
        };
        row("", "column 1: write a fact, such as 'makespan' or 'peak(sem)'");
        row("  makespam", "column 3: no fact is called 'makespam'; did you mean 'makespan'?");
        row("peak", "column 1: write peak(OBJECT)");
        row("waited", "column 1: write waited(TASK) or waited(TASK, OBJECT)");
        row("order(a, b)", "column 1: write order or order(PATTERN)");
        row("makespan(3)", "column 1: write makespan");
        row("log(0)", "column 5: write a whole number from 1 on instead of '0'");
        row("log(first)", "column 5: write a whole number from 1 on instead of 'first'");
        row("peak(sem", "column 5: ')' is missing at the end");
        row("peak(sem))", "column 10: a fact ends with its ')'; nothing may come after it");
        row("time_of(\"all done)", "column 9: '\"' is missing at the end of the text");
        row("time_of(\"all\" done)", "column 15: write ',' or ')' after the text in quotes");
        row("time_of(\"\")", "column 9: the text in quotes is empty");
        row("waited(a,)", "column 10: an argument is missing");
        row("count(cancled)", "column 7: no fact is called 'cancled'; did you mean 'cancelled'?");
        row("count(makespan)", "column 7: count() counts a list, and 'makespan' is none");
    }

    void whatIsNoFactIsToldOfWithItsPlace()
    {
        QFETCH(QString, text);
        QFETCH(QString, fault);
        QCOMPARE(argumentsOf(text), fault);
    }

    void aWordThatIsNearToNoneGetsTheListOfAll()
    {
        const QString told = argumentsOf(u"temperature"_s);
        QVERIFY2(told.startsWith(u"column 1: no fact is called 'temperature'; facts are makespan, outcome, tasks, "_s),
                 qPrintable(told));
        QVERIFY2(told.endsWith(u", deadlock, blocked_on"_s), qPrintable(told));
    }

    void eachFactIsInTheTableOnce()
    {
        QStringList names;
        for (const FactWords &words : factWords()) {
            QCOMPARE(static_cast<qsizetype>(words.kind), names.size());
            names += QString::fromUtf16(words.name);
            QVERIFY(words.fewest <= words.parameters.size());
        }
        QCOMPARE(names.size(), qsizetype(FactKind::BlockedOn) + 1);
        QCOMPARE(names.removeDuplicates(), 0);
    }
};

QTEST_GUILESS_MAIN(TestFactCall)
#include "tst_factcall.moc"
