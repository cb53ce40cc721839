// SPDX-License-Identifier: MIT
#include "expressionfixture.h"

#include <QTest>

#include <thread>

using namespace coroscope;
using namespace Qt::StringLiterals;

namespace
{

/// Calls back, to stop an evaluation from within at a known point.
class Trigger final : public Handle
{
public:
    explicit Trigger(std::function<void()> act) : m_act(std::move(act)) {}
    QString name() const override { return u"trigger"_s; }
    QString handleKind() const override { return u"trigger"_s; }
    CallOutcome call(std::span<const Value>, Value &result) override
    {
        m_act();
        result = Value();
        return CallOutcome::Returned;
    }

private:
    std::function<void()> m_act;
};

// An endless recursion that neither goes deep nor grows: 2 to the power of 60 calls.
const QString endless = u"((f, n) => f(f, n))((f, n) => n == 0 ? 0 : f(f, n - 1) + f(f, n - 1), 60)"_s;

} // namespace

class EvaluatorLimitsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_before = valueMemory(); }
    void cleanup() { QCOMPARE(valueMemory(), m_before); }

    void nothingOfTheHostCanBeReached_data();
    void nothingOfTheHostCanBeReached();
    void endlessWorkIsStopped_data();
    void endlessWorkIsStopped();
    void theTimeLimitIsEachEvaluationsOwn();
    void longListsAndTextsAreRefused_data();
    void longListsAndTextsAreRefused();
    void growthIsBounded_data();
    void growthIsBounded();
    void smallStepsFillNoMemoryEither();
    void deepRecursionIsAnError_data();
    void deepRecursionIsAnError();
    void deepExpressionsDoNotOverflowTheStack();
    void aStopEndsARunningEvaluation();
    void aStopFromAnotherThreadEndsAnEndlessOne();
    void cyclesDieWithTheEvaluator();
    void randomProgramsNeverBreakTheEvaluator();

private:
    std::int64_t m_before = 0;
};

void EvaluatorLimitsTest::nothingOfTheHostCanBeReached_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *source, const char *expected) {
        QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(expected);
    };
    row("[].constructor", "null");
    row("[].constructor.constructor(\"return this\")()", "TypeError: null has no 'constructor'");
    row("[]['con' + 'structor']", "null");
    row("(x => x).constructor('return 1')()", "TypeError: a function has no method 'constructor'");
    row("(x => x).call(1, 2)", "TypeError: a function has no method 'call'");
    row("(x => x)['__proto__']", "null");
    row("''.__proto__", "null");
    row("({}).__proto__", "null");
    row("{__proto__: 1}.toString2", "null");
    row("({}).__defineGetter__('x', y => y)", "TypeError: a mapping has no method '__defineGetter__'");
    row("len.constructor", "null");
    row("(1).constructor", "null");
    row("true['constructor']", "null");
    row("[].map.constructor", "TypeError: 'map' of a list has to be called: map(…)");
    row("[].map['constructor']", "TypeError: 'map' of a list has to be called: map(…)");
    row("'x'.replace('x', {toString: () => 'owned'})", "[object Object]");
    row("'' + {toString: () => 'owned'}", "[object Object]");
    row("[1, 2].sort({valueOf: () => 1})", "TypeError: a function is missing, such as x => x + 1");
}

void EvaluatorLimitsTest::nothingOfTheHostCanBeReached()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    ExpressionFixture fixture;
    QCOMPARE(fixture.text(source), expected);
}

void EvaluatorLimitsTest::endlessWorkIsStopped_data()
{
    QTest::addColumn<QString>("source");
    QTest::newRow("calls") << endless;
    QTest::newRow("a list that is walked while it grows")
        << u"[1].reduce((xs, x) => range(100000).map(y => range(100000).map(z => z)).length, [])"_s;
    QTest::newRow("sorted") << u"range(10000).map(x => sorted(range(10000).map(y => -y))[0])"_s;
    QTest::newRow("sort") << u"range(10000).map(x => range(10000).sort())[0]"_s;
    QTest::newRow("sum") << u"range(100000).map(x => sum(range(10000)))"_s;
    QTest::newRow("min") << u"range(100000).map(x => min(range(10000)))"_s;
    QTest::newRow("includes") << u"((xs) => xs.map(x => xs.includes(-1)))(range(1000000))"_s;
    QTest::newRow("indexOf") << u"((xs) => xs.map(x => xs.lastIndexOf(-1)))(range(1000000))"_s;
    QTest::newRow("shift") << u"((xs) => xs.map(x => xs.unshift(x)))(range(1000000))"_s;
    QTest::newRow("reverse") << u"((xs) => xs.map(x => xs.reverse()[0]))(range(1000000))"_s;
    QTest::newRow("fill") << u"((xs) => range(1000000).map(x => xs.fill(x)[0]))(range(1000000))"_s;
    QTest::newRow("text search") << u"((s) => range(1000000).map(x => s.indexOf('b')))('a'.repeat(1000000))"_s;
    QTest::newRow("text search from the end")
        << u"((s) => range(1000000).map(x => s.lastIndexOf('b')))('a'.repeat(1000000))"_s;
    QTest::newRow("comparing texts")
        << u"((s, t) => range(1000000).map(x => s < t))('a'.repeat(1000000), 'a'.repeat(1000000) + 'b')"_s;
    QTest::newRow("comparing texts for equality")
        << u"((s, t) => range(1000000).map(x => s === t))('a'.repeat(1000000), 'a'.repeat(999999) + 'b')"_s;
    QTest::newRow("upper case") << u"((s) => range(1000000).map(x => s.toUpperCase().length))('a'.repeat(1000000))"_s;
    QTest::newRow("joining") << u"((xs) => range(1000000).map(x => xs.join().length))(range(1000))"_s;
    QTest::newRow("numbers of lists") << u"((xs) => range(1000000).map(x => +xs))(range(1000))"_s;
    QTest::newRow("spreading maps") << u"((m) => range(1000000).map(x => ({...m}).a))({...range(1000)})"_s;
    QTest::newRow("split") << u"((s) => range(1000000).map(x => s.split('').length))('a'.repeat(1000))"_s;
    QTest::newRow("len") << u"((s) => range(1000000).map(x => len(s)))('a'.repeat(1000000))"_s;
    QTest::newRow("trim") << u"((s) => range(1000000).map(x => s.trim().length))(' '.repeat(1000000))"_s;
    QTest::newRow("number of a text") << u"((s) => range(1000000).map(x => +s))('1'.repeat(1000000))"_s;
    QTest::newRow("a long text that ends otherwise")
        << u"('a'.repeat(10000000)).split('a'.repeat(5000000) + 'b').length"_s;
    QTest::newRow("a long text from the end") << u"('a'.repeat(10000000)).lastIndexOf('a'.repeat(5000000) + 'b')"_s;
    QTest::newRow("a long key") << u"((s, xs) => range(1000000).map(x => xs[s] || s in xs))('1'.repeat(1000000), [])"_s;
    QTest::newRow("sorting long texts") << u"((s) => sorted(range(100000).map(x => s + '')))('1'.repeat(50))"_s.replace(
        u"50"_s, u"1000"_s);
    QTest::newRow("starting with") << u"((s) => range(1000000).map(x => s.startsWith(s)))('1'.repeat(1000000))"_s;
}

void EvaluatorLimitsTest::endlessWorkIsStopped()
{
    QFETCH(QString, source);
    EvaluatorLimits limits;
    limits.time = std::chrono::milliseconds(50);
    ExpressionFixture fixture(0, limits);
    QCOMPARE(fixture.text(source), u"RuntimeError: the expression ran for more than 50 ms and was stopped"_s);
}

void EvaluatorLimitsTest::theTimeLimitIsEachEvaluationsOwn()
{
    EvaluatorLimits limits;
    limits.time = std::chrono::milliseconds(0);
    ExpressionFixture fixture(0, limits);
    QVERIFY(fixture.text(u"range(5000).map(x => x).length"_s).startsWith(u"RuntimeError: the expression ran"));
    for (int i = 0; i < 2000; ++i)
        QCOMPARE(fixture.text(u"range(5).map(x => x).length"_s), u"5"_s);
}

void EvaluatorLimitsTest::longListsAndTextsAreRefused_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const QString list =
        u"RuntimeError: a list of %1 items is too long; an expression can make one of 10000000 at most"_s;
    const QString text =
        u"RuntimeError: a text of %1 characters is too long; an expression can make one of 16777216 at most"_s;
    const auto row = [](const char *source, const QString &expected) {
        QTest::newRow(source) << QString::fromUtf8(source) << expected;
    };
    row("range(1e9)", list.arg(u"1000000000"));
    row("range(1e300)", list.arg(u"1e+300"));
    row("range(-1e15, 1e15)", list.arg(u"2000000000000000"));
    row("'x'.repeat(2 ** 29)", text.arg(u"536870912"));
    row("'xy'.repeat(1e300)", text.arg(u"2e+300"));
    row("'x'.padStart(1e9)", text.arg(u"1000000000"));
    row("'x'.padEnd(1e300, 'ab')", text.arg(u"1e+300"));
    row("range(40).reduce((a, x) => a + a, 'x')", text.arg(u"33554432"));
    row("range(40).reduce((a, x) => `${a}${a}`, 'x')", text.arg(u"33554432"));
    row("range(40).reduce((a, x) => a.concat(a), 'x')", text.arg(u"33554432"));
    row("range(40).reduce((a, x) => [a, a].join(''), 'x')", text.arg(u"33554432"));
    row("range(40).reduce((a, x) => a.replace('x', '$&$&') + a, 'x').length * 0", text.arg(u"28661568"));
    row("'x'.repeat(16777216).replaceAll('x', 'yy')", text.arg(u"16777218"));
    row("'x'.repeat(16777216) + 'x'", text.arg(u"16777217"));
    row("('ß'.repeat(16777216)).toUpperCase()", text.arg(u"16777728"));
    row("'ß'.repeat(10001).normalize()", u"RuntimeError: normalize() takes a text of 10000 characters at most"_s);
}

void EvaluatorLimitsTest::longListsAndTextsAreRefused()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    EvaluatorLimits limits;
    limits.time = std::chrono::hours(1);
    ExpressionFixture fixture(0, limits);
    const QString result = fixture.text(source);
    // Where a replacement stops depends on how the text grows; that it does is what counts.
    if (source.contains(u"replace"))
        QVERIFY2(result.startsWith(u"RuntimeError: a text of ") && result.endsWith(u"16777216 at most"),
                 qPrintable(result));
    else
        QCOMPARE(result, expected);
}

void EvaluatorLimitsTest::growthIsBounded_data()
{
    QTest::addColumn<QString>("source");
    QTest::newRow("spreads") << u"range(60).reduce((a, x) => [...a, ...a], [1])"_s;
    QTest::newRow("concat") << u"range(60).reduce((a, x) => a.concat(a), [1])"_s;
    QTest::newRow("push") << u"range(60).reduce((a, x) => a.push(...a) && a, [1])"_s;
    QTest::newRow("lists of lists") << u"range(5000).map(x => range(50000))"_s;
    QTest::newRow("small lists") << u"range(9000000).map(x => [x])"_s;
    QTest::newRow("small maps") << u"range(9000000).map(x => ({a: x}))"_s;
    QTest::newRow("small functions") << u"range(9000000).map(x => y => x)"_s;
    QTest::newRow("texts") << u"range(100000).map(x => 'x'.repeat(100000))"_s;
    QTest::newRow("flat") << u"range(60).reduce((a, x) => [a, a], [1]).flat(1 / 0)"_s;
    QTest::newRow("flat of itself") << u"(a => a.push(a) && a.flat(1 / 0))([1])"_s;
    QTest::newRow("splice") << u"range(60).reduce((a, x) => a.splice(0, 0, ...a) && a, [1])"_s;
    QTest::newRow("split") << u"range(1000).map(x => 'x'.repeat(100000).split(''))"_s;
    QTest::newRow("endless push")
        << u"((f) => f(f, []))((f, xs) => xs.push(...range(1000)) && range(100000).map(x => xs.push(...xs)))"_s;
}

void EvaluatorLimitsTest::growthIsBounded()
{
    QFETCH(QString, source);
    EvaluatorLimits limits;
    limits.memory = 64 << 20;
    limits.listLength = 1'000'000;
    limits.time = std::chrono::seconds(600);
    // A third of the cases make lists that are within these, but many of them.
    if (source.contains(u"9000000"))
        limits.listLength = 10'000'000;
    ExpressionFixture fixture(0, limits);
    const QString result = fixture.text(source);
    QVERIFY2(result.startsWith(u"RuntimeError: a list of ") ||
                 result == u"RuntimeError: the program's values take more than 64 MiB; --max-memory sets the limit" ||
                 result == u"RuntimeError: the lists are within each other more than 200 levels deep",
             qPrintable(result));
    QCOMPARE(fixture.text(u"1 + 1"_s), u"2"_s);
}

void EvaluatorLimitsTest::smallStepsFillNoMemoryEither()
{
    EvaluatorLimits limits;
    limits.memory = 1 << 20;
    ExpressionFixture fixture(0, limits);
    fixture.setLocal(u"xs"_s, Value::list());
    const CompiledExpression push = fixture.compile(u"xs.push('text')"_s).value();
    Value result;
    int count = 0;
    while (fixture.evaluator.evaluate(push, fixture.locals.data(), nullptr, result) == Evaluation::Done &&
           count < 1'000'000)
        ++count;
    QCOMPARE(result.text(), u"the program's values take more than 1 MiB; --max-memory sets the limit"_s);
    QVERIFY2(count > 1000 && count < 100'000, qPrintable(QString::number(count)));
    fixture.locals[0].items().clear();
    fixture.locals[0].items().shrink_to_fit();
    QCOMPARE(fixture.text(u"xs.push(1)"_s), u"1"_s);
}

void EvaluatorLimitsTest::deepRecursionIsAnError_data()
{
    QTest::addColumn<QString>("source");
    QTest::newRow("itself") << u"(f => f(f))(f => f(f))"_s;
    QTest::newRow("through map") << u"(f => f(f))(f => [f].map(g => g(g)))"_s;
    QTest::newRow("through sort") << u"(f => f(f))(f => [f, f].sort((a, b) => a(a)))"_s;
    QTest::newRow("through replace") << u"(f => f(f))(f => 'x'.replace('x', m => f(f)))"_s;
    QTest::newRow("in a deep expression")
        << u"(f => f(f))(f => %1f(f)%2)"_s.arg(u"1+("_s.repeated(150), u")"_s.repeated(150));
    QTest::newRow("through a long chain") << u"(f => f(f))(f => f(f)%1)"_s.arg(u"+1"_s.repeated(450));
    QTest::newRow("reduce") << u"(f => f(f))(f => [1, 2].reduce((a, b) => f(f)))"_s;
    QTest::newRow("optional") << u"(f => f?.(f))(f => f?.(f)?.a)"_s;
    QTest::newRow("texts") << u"(f => f(f))(f => `${`${f(f)}`}`)"_s;
}

void EvaluatorLimitsTest::deepRecursionIsAnError()
{
    QFETCH(QString, source);
    ExpressionFixture fixture;
    QCOMPARE(fixture.text(source), u"RuntimeError: functions call functions more than 4000 levels deep"_s);
}

void EvaluatorLimitsTest::deepExpressionsDoNotOverflowTheStack()
{
    ExpressionFixture fixture;
    fixture.setLocal(u"xs"_s, Value::list({Value::list()}));
    QCOMPARE(fixture.text(u"1"_s + u"+1"_s.repeated(499)), u"500"_s);
    QCOMPARE(fixture.text(u"xs"_s + u"?.[0]"_s.repeated(499)), u"null"_s);
    QCOMPARE(fixture.text(u"["_s.repeated(199) + u"]"_s.repeated(199)).size(), 398);
    QCOMPARE(fixture.text(u"!"_s.repeated(198) + u"1"_s), u"true"_s);
    QCOMPARE(fixture.text(u"x=>"_s.repeated(190) + u"x"_s), u"function"_s);
    // As deep as lists can be made.
    QCOMPARE(fixture.text(u"range(100000).reduce((a, x) => [a], 1).length"_s), u"1"_s);
    QCOMPARE(fixture.text(u"('' + range(100000).reduce((a, x) => [a], 1)).length"_s), u"0"_s);
    QVERIFY(fixture.text(u"range(100000).reduce((a, x) => [a], 1)"_s).contains(u"[...]"));
    QCOMPARE(fixture.text(u"range(100000).reduce((a, x) => [a], 1) == 1"_s), u"false"_s);
    QVERIFY(
        fixture.text(u"range(100000).reduce((a, x) => [a], 1).flat(1 / 0)"_s).startsWith(u"RuntimeError: the lists"));
}

void EvaluatorLimitsTest::aStopEndsARunningEvaluation()
{
    ExpressionFixture fixture;
    fixture.setGlobal(u"stop"_s, Value::object(new Trigger([&] { fixture.evaluator.interrupt(); })));
    QCOMPARE(fixture.text(u"stop() || range(100000).map(x => x)"_s), u"stopped"_s);
    QCOMPARE(fixture.text(u"1"_s), u"stopped"_s);
    fixture.evaluator.clearInterrupt();
    QCOMPARE(fixture.text(u"1"_s), u"1"_s);
}

void EvaluatorLimitsTest::aStopFromAnotherThreadEndsAnEndlessOne()
{
    EvaluatorLimits limits;
    limits.time = std::chrono::hours(1);
    ExpressionFixture fixture(0, limits);
    std::thread stopper;
    fixture.setGlobal(
        u"begin"_s, Value::object(new Trigger([&] { stopper = std::thread([&] { fixture.evaluator.interrupt(); }); })));
    QCOMPARE(fixture.text(u"begin() || "_s + endless), u"stopped"_s);
    stopper.join();
}

void EvaluatorLimitsTest::cyclesDieWithTheEvaluator()
{
    {
        ExpressionFixture fixture;
        fixture.setLocal(u"xs"_s, Value::list());
        QCOMPARE(fixture.text(u"range(1000).map(x => (a => a.push(a, xs) && a)([x])).length"_s), u"1000"_s);
        fixture.value(u"xs.push({me: xs}) && xs.push(y => xs)"_s);
        QCOMPARE(fixture.text(u"xs[1](1) === xs && xs[0].me === xs"_s), u"true"_s);
        fixture.locals.clear();
    }
    QCOMPARE(valueMemory(), m_before);
}

void EvaluatorLimitsTest::randomProgramsNeverBreakTheEvaluator()
{
    static const QStringList words = {
        u"("_s,     u")"_s,     u"["_s,       u"]"_s,           u","_s,     u"xs"_s,     u"s"_s,   u"m"_s,
        u"f"_s,     u"1"_s,     u"-1"_s,      u"0.5"_s,         u"'a'"_s,   u"null"_s,   u"+"_s,   u"*"_s,
        u"=="_s,    u"<"_s,     u"?."_s,      u"["_s,           u"]"_s,     u"(x)=>"_s,  u"x"_s,   u".map"_s,
        u".push"_s, u".sort"_s, u".flat()"_s, u".slice"_s,      u".join"_s, u".a"_s,     u"??"_s,  u"&&"_s,
        u"..."_s,   u"{a:"_s,   u"}"_s,       u".reduce"_s,     u"range"_s, u"sorted"_s, u"len"_s, u"sum"_s,
        u"str"_s,   u".fill"_s, u".splice"_s, u".replaceAll"_s, u"in"_s,    u"typeof"_s, u"!"_s,   u".length"_s,
        u"max"_s,   u"choice"_s};
    std::uint32_t state = 7;
    const auto random = [&](std::size_t bound) {
        state = state * 1664525u + 1013904223u;
        return static_cast<qsizetype>((state >> 8) % bound);
    };
    EvaluatorLimits limits;
    limits.time = std::chrono::milliseconds(200);
    limits.listLength = 10'000;
    limits.stringLength = 10'000;
    int evaluated = 0;
    for (int round = 0; round < 200; ++round) {
        ExpressionFixture fixture(1, limits);
        fixture.setLocal(u"xs"_s, Value::list({Value::number(1), Value::string(u"b"), Value::list()}));
        fixture.setLocal(u"s"_s, Value::string(u"a text"));
        fixture.setGlobal(u"m"_s, Value::map());
        fixture.setGlobal(u"f"_s, fixture.value(u"x => [x, xs]"_s));
        for (int attempt = 0; attempt < 500; ++attempt) {
            QString source;
            for (qsizetype i = random(8) + 1; i > 0; --i)
                source += words[random(static_cast<std::size_t>(words.size()))] + u' ';
            auto compiled = fixture.compile(source);
            if (!compiled)
                continue;
            ++evaluated;
            Value result;
            const Evaluation how =
                fixture.evaluator.evaluate(compiled.value(), fixture.locals.data(), fixture.globals.data(), result);
            QVERIFY(how == Evaluation::Done || (how == Evaluation::Raised && result.isError()));
            QVERIFY(result.text().size() <= maximumTextLength + 1);
            if (how == Evaluation::Done && random(4) == 0)
                fixture.locals[static_cast<std::size_t>(random(2))] = result;
        }
        fixture.locals.clear();
        fixture.globals.clear();
    }
    QVERIFY2(evaluated > 5000, qPrintable(QString::number(evaluated)));
}

QTEST_GUILESS_MAIN(EvaluatorLimitsTest)
#include "tst_evaluatorlimits.moc"
