// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/expression.h"
#include "core/scenario/scenariowords.h"
#include "ui/panels/scenariocompletion.h"
#include "ui/panels/scenarionames.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{

namespace
{

constexpr const char *sample = R"(coroscope: 1
params:
  permits: {value: 3, min: 1}
  pages: 9
objects:
  sem: Semaphore(permits)
  box: Queue(2)
resources:
  session(url):
    enter:
      - pass
coroutines:
  fetch(index):
    - let: {part: 1, total: 2}
  work:
    - await: fetch(1)
      as: page
errors:
  Faulty: ValueError
main:
)";

} // namespace

/// What the editor offers to type, by the place of the caret, which is `|`.
class TestScenarioCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreFoundInAnyText()
    {
        const ScenarioNames names = ScenarioNames::of(QString::fromUtf8(sample).split(u'\n'));
        QCOMPARE(names.params, QStringList({u"pages"_s, u"permits"_s}));
        QCOMPARE(names.objects, QStringList({u"box"_s, u"sem"_s}));
        QCOMPARE(names.resources, QStringList({u"session"_s}));
        QCOMPARE(names.coroutines, QStringList({u"fetch"_s, u"work"_s}));
        QCOMPARE(names.variables, QStringList({u"index"_s, u"page"_s, u"part"_s, u"total"_s, u"url"_s}));
        QCOMPARE(names.errors, QStringList({u"Faulty"_s}));
        QCOMPARE(names.constructors.value(u"box"_s), Constructor::Queue);
    }

    void wordsFitTheirPlace_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char *name, const char *typed, const QStringList &words) {
            QTest::newRow(name) << QString::fromUtf8(typed) << words;
        };
        row("a verb", "  - wa|", {u"wait: "_s, u"wait_for: "_s});
        row("a verb that stands alone", "  - bre|", {u"break"_s});
        row("a verb before its colon", "  - slee|: 1", {u"sleep"_s});
        row("an option", "  - gather: work\n    re|", {u"return_exceptions: "_s});
        row("options of a step", "  - wait_for: work\n    |", {u"as: "_s, u"timeout: "_s});
        row("a section", "co|", {u"coroscope: "_s, u"coroutines: "_s});
        row("a coroutine", "  - await: f|", {u"fetch("_s});
        row("an object", "  - with: s|", {u"sem"_s, u"session"_s});
        row("methods of a queue", "  - await: box.p|", {u"put("_s, u"put_nowait("_s});
        row("methods of a semaphore", "  - call: sem.|", {u"acquire("_s, u"locked("_s, u"release("_s});
        row("an expression", "  - log: \"${p|\"", {u"page"_s, u"pages"_s, u"part"_s, u"permits"_s});
        row("a function", "  - sleep: ${uni|", {u"uniform("_s});
        row("arguments", "  - await: fetch(pe|", {u"permits"_s});
        row("a condition", "  - if: to|", {u"total"_s});
        row("an error", "  - raise: Fau|", {u"Faulty"_s});
        row("except", "  - try:\n      - pass\n    except:\n      - Timeo|", {u"TimeoutError: "_s});
        row("steps of a body", "  - with: sem\n    do:\n      - sl|", {u"sleep: "_s});
        row("when to return", "  - wait: work\n    return_when: FIRST_E|", {u"FIRST_EXCEPTION"_s});
        row("nested", "  - wait_for: {sl|", {u"sleep: "_s});
        row("text", "  - log: wa|", {});
        row("a comment", "  - pass # wa|", {});
        row("behind an expression", "  - log: ${1} wa|", {});
    }
    void wordsFitTheirPlace()
    {
        QFETCH(const QString, typed);
        QFETCH(const QStringList, words);
        QCOMPARE(wordsAt(QString::fromUtf8(sample) + typed), words);
    }

    void listsAreThoseOfTheChecker()
    {
        QStringList verbs;
        for (const VerbWords &verb : verbWords())
            verbs += QString::fromUtf16(verb.name) + (verb.alone ? QString() : u": "_s);
        verbs.sort();
        QCOMPARE(wordsAt(QString::fromUtf8(sample) + u"  - |"_s), verbs);
        QStringList constructors;
        for (const ConstructorWords &constructor : constructorWords())
            constructors += QString::fromUtf16(constructor.name) + u'(';
        constructors.sort();
        QCOMPARE(wordsAt(u"coroscope: 1\nobjects:\n  a: |"_s), constructors);
        const QStringList functions = wordsAt(u"coroscope: 1\nmain:\n  - log: ${|"_s);
        for (const BuiltinFunction &function : builtinFunctions())
            QVERIFY(functions.contains(QString::fromUtf16(function.name) + u'('));
        QStringList keys;
        for (const QString &key : topLevelKeys())
            keys += key + u": "_s;
        keys.sort();
        QCOMPARE(wordsAt(u"|"_s), keys);
        QStringList parameterWords;
        for (const QString &key : parameterKeys())
            parameterWords += key + u": "_s;
        parameterWords.sort();
        QCOMPARE(wordsAt(u"params:\n  p: {|"_s), parameterWords);
    }

    void anyPlaceInAnyTextIsBearable()
    {
        const QString whole = QString::fromUtf8(sample) + u"  - gather: work\n    for: i in range(\n"_s;
        const QStringList lines = whole.split(u'\n');
        for (int line = 0; line < lines.size(); ++line) {
            for (int column = 0; column <= lines[line].size(); ++column)
                completionAt(lines, line, column);
        }
        QVERIFY(completionAt(lines, -1, 0).isEmpty());
        QVERIFY(completionAt({}, 0, 0).isEmpty());
    }

private:
    static QStringList wordsAt(QString whole)
    {
        const auto caret = whole.lastIndexOf(u'|');
        const QString before = whole.left(caret);
        const auto line = static_cast<int>(before.count(u'\n'));
        const auto column = static_cast<int>(before.size() - before.lastIndexOf(u'\n') - 1);
        return completionAt(whole.remove(caret, 1).split(u'\n'), line, column).words;
    }
};

} // namespace coroscope

QTEST_GUILESS_MAIN(coroscope::TestScenarioCompletion)
#include "tst_scenariocompletion.moc"
