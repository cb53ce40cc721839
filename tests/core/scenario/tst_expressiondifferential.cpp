// SPDX-License-Identifier: MIT
#include "expressionfixture.h"

#include <QJSEngine>
#include <QTest>

#include <random>

using namespace coroscope;
using namespace Qt::StringLiterals;

namespace
{

/// Makes random expressions out of what Qt's JavaScript engine knows as well, none of which gives undefined.
class ExpressionMaker
{
public:
    explicit ExpressionMaker(std::uint32_t seed) : m_random(seed) {}

    QString any(int depth)
    {
        if (depth <= 0)
            return pick({number(0), text(0), u"true"_s, u"false"_s, u"null"_s, u"nothing"_s, u"xs"_s, u"ys"_s});
        const int d = depth - 1;
        switch (below(14)) {
        case 0:
        case 1:
            return number(depth);
        case 2:
        case 3:
            return text(depth);
        case 4:
        case 5:
            return condition(depth);
        case 6:
        case 7:
            return list(depth);
        case 8:
            return u"(%1 ?? %2)"_s.arg(any(d), any(d));
        case 9:
            return u"(%1 %2 %3)"_s.arg(any(d), pick({u"||"_s, u"&&"_s}), any(d));
        case 10:
            return u"(%1[%2] ?? null)"_s.arg(list(d), number(0));
        case 11:
            return u"({a: %1, b: 1})"_s.arg(any(d));
        case 12:
            return u"({a: %1}).a"_s.arg(any(d));
        default:
            return u"(nothing?.a.b ?? %1)"_s.arg(any(d));
        }
    }

private:
    int below(int bound) { return static_cast<int>(m_random() % static_cast<unsigned>(bound)); }
    QString pick(const QStringList &choices) { return choices[below(static_cast<int>(choices.size()))]; }

    QString number(int depth)
    {
        if (depth <= 0) {
            return pick({u"0"_s, u"1"_s, u"2"_s, u"-1"_s, u"3"_s, u"0.1"_s, u"1.5"_s, u"-2.5"_s, u"1e21"_s, u"1e-7"_s,
                         u"123456789"_s, u"4294967295"_s, u"2147483648"_s, u"i"_s, u"x"_s, u"xs.length"_s, u"-0"_s});
        }
        const int d = depth - 1;
        switch (below(8)) {
        case 0:
        case 1:
            return u"(%1 %2 %3)"_s.arg(
                number(d),
                pick({u"+"_s, u"-"_s, u"*"_s, u"/"_s, u"%"_s, u"&"_s, u"|"_s, u"^"_s, u"<<"_s, u">>"_s, u">>>"_s}),
                number(d));
        case 2:
            return u"(%1%2)"_s.arg(pick({u"- "_s, u"~"_s, u"+"_s}), any(d));
        case 3:
            return list(d) + u".length"_s;
        case 4:
            return text(d) + u".length"_s;
        case 5:
            return u"%1.indexOf(%2)"_s.arg(text(d), pick({u"'a'"_s, u"'b'"_s, u"'12'"_s, u"s"_s}));
        case 6:
            return u"%1.indexOf(%2)"_s.arg(list(d), any(0));
        default:
            return u"(%1).reduce((a, b) => a * 2 + b, 0)"_s.arg(list(d));
        }
    }

    QString text(int depth)
    {
        if (depth <= 0)
            return pick(
                {u"'a'"_s, u"''"_s, u"'12'"_s, u"' 7 '"_s, u"'b,a'"_s, u"s"_s, u"'0x1f'"_s, u"'1e3'"_s, u"'é'"_s});
        const int d = depth - 1;
        switch (below(10)) {
        case 0:
            return u"(%1 + %2)"_s.arg(text(d), any(d));
        case 1:
            return u"`a${%1}b${%2}`"_s.arg(any(d), number(d));
        case 2:
            return u"%1.join(%2)"_s.arg(list(d), text(0));
        case 3:
            return u"%1.slice(%2, %3)"_s.arg(text(d), number(0), number(0));
        case 4:
            return u"%1.substring(%2)"_s.arg(text(d), number(0));
        case 5:
            return u"%1.toUpperCase()"_s.arg(text(d));
        case 6:
            return u"%1.trim()"_s.arg(text(d));
        case 7:
            return u"%1.padStart(7, %2)"_s.arg(text(d), text(0));
        case 8:
            return u"(typeof %1)"_s.arg(any(d));
        default:
            return u"(%1 ? %2 : %3)"_s.arg(condition(d), text(d), text(d));
        }
    }

    QString condition(int depth)
    {
        if (depth <= 0)
            return pick({u"true"_s, u"false"_s, u"i > 3"_s, u"x == 0.5"_s});
        const int d = depth - 1;
        switch (below(7)) {
        case 0:
        case 1:
        case 2:
            return u"(%1 %2 %3)"_s.arg(
                any(d), pick({u"=="_s, u"!="_s, u"==="_s, u"!=="_s, u"<"_s, u">"_s, u"<="_s, u">="_s}), any(d));
        case 3:
            return u"(%1 %2 %3)"_s.arg(condition(d), pick({u"||"_s, u"&&"_s}), condition(d));
        case 4:
            return u"(!%1)"_s.arg(any(d));
        case 5:
            return u"%1.includes(%2)"_s.arg(list(d), any(0));
        default:
            return u"(%1 in %2)"_s.arg(pick({u"0"_s, u"1"_s, u"'0'"_s, u"'length'"_s}), list(d));
        }
    }

    QString list(int depth)
    {
        if (depth <= 0)
            return pick({u"[]"_s, u"xs.slice()"_s, u"ys.slice()"_s, u"[1, 2, 3]"_s, u"['x']"_s, u"[[1], [2, 3]]"_s});
        const int d = depth - 1;
        switch (below(8)) {
        case 0:
            return u"[%1, %2]"_s.arg(any(d), any(d));
        case 1:
            return u"[...%1, %2]"_s.arg(list(d), any(d));
        case 2:
            return u"%1.map(e => %2)"_s.arg(list(d), any(d));
        case 3:
            return u"%1.map((e, k) => [k, e])"_s.arg(list(d));
        case 4:
            return u"%1.filter(e => %2)"_s.arg(list(d), condition(d));
        case 5:
            return u"%1.concat(%2)"_s.arg(list(d), any(d));
        case 6:
            return u"%1.reverse()"_s.arg(list(d));
        default:
            return u"%1.split(%2)"_s.arg(text(d), text(0));
        }
    }

    std::mt19937 m_random;
};

// The same text as Value::text(), and `!` with the name of what was thrown.
const QString describe = uR"((function (run) {
    function text(value) {
        if (value === null || value === undefined)
            return "null";
        if (Array.isArray(value))
            return "[" + value.map(text).join(", ") + "]";
        if (typeof value === "object")
            return "{" + Object.keys(value).map(key => key + ": " + text(value[key])).join(", ") + "}";
        return String(value);
    }
    try {
        return text(run(5, 0.5, "abc", [3, 1, 2], ["b", "", null, [1, [2]]], null));
    } catch (error) {
        return "!" + error.name;
    }
}))"_s;

} // namespace

class ExpressionDifferentialTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void expressionsGiveWhatJavaScriptGives();
    void numbersAreWrittenAsJavaScriptDoes();
    void textsBecomeNumbersAsInJavaScript();
};

void ExpressionDifferentialTest::expressionsGiveWhatJavaScriptGives()
{
    QJSEngine engine;
    const QJSValue describeIn = engine.evaluate(describe);
    QVERIFY(describeIn.isCallable());
    ExpressionMaker maker(12);
    constexpr int rounds = 5000;
    for (int round = 0; round < rounds; ++round) {
        const QString source = maker.any(1 + round % 4);
        const QJSValue run = engine.evaluate(u"(function (i, x, s, xs, ys, nothing) { return %1; })"_s.arg(source));
        QVERIFY2(run.isCallable(), qPrintable(source));
        const QString expected = describeIn.call({run}).toString();

        ExpressionFixture fixture;
        fixture.setLocal(u"i"_s, Value::number(5));
        fixture.setLocal(u"x"_s, Value::number(0.5));
        fixture.setLocal(u"s"_s, Value::string(u"abc"));
        fixture.setGlobal(u"xs"_s, Value::list({Value::number(3), Value::number(1), Value::number(2)}));
        fixture.setGlobal(u"ys"_s, Value::list({Value::string(u"b"), Value::string(u""), Value(),
                                                Value::list({Value::number(1), Value::list({Value::number(2)})})}));
        fixture.setLocal(u"nothing"_s, Value());
        Value result;
        QString actual;
        if (fixture.evaluate(source, result) == Evaluation::Done)
            actual = result.text();
        else
            actual = u'!' + result.asError().type->name;
        QVERIFY2(actual == expected, qPrintable(u"%1\n  here: %2\n  JavaScript: %3"_s.arg(source, actual, expected)));
    }
}

void ExpressionDifferentialTest::numbersAreWrittenAsJavaScriptDoes()
{
    QJSEngine engine;
    const QJSValue write = engine.evaluate(u"(x => String(x))"_s);
    std::mt19937_64 random(3);
    for (int i = 0; i < 20'000; ++i) {
        double number = 0;
        const std::uint64_t bits = random();
        if (i % 3 == 0)
            std::memcpy(&number, &bits, sizeof number);
        else if (i % 3 == 1)
            number = static_cast<double>(bits >> 40) / static_cast<double>(1 << (bits % 20));
        else
            number = static_cast<double>(static_cast<std::int64_t>(bits)) *
                     std::pow(10.0, static_cast<double>(bits % 30) - 25);
        QCOMPARE(numberText(number), write.call({number}).toString());
    }
}

void ExpressionDifferentialTest::textsBecomeNumbersAsInJavaScript()
{
    QJSEngine engine;
    const QJSValue read = engine.evaluate(u"(x => String(+x))"_s);
    // Not those that begin with 0x: Qt's engine takes more of them than the standard.
    const QStringList parts = {u"0"_s, u"1"_s, u"9"_s, u"."_s, u"e"_s,        u"E"_s, u"+"_s, u"-"_s,
                               u"f"_s, u"_"_s, u"b"_s, u"o"_s, u"Infinity"_s, u","_s, u"n"_s, u"5"_s};
    std::mt19937 random(4);
    for (int i = 0; i < 20'000; ++i) {
        QString source;
        for (auto count = random() % 6; count > 0; --count)
            source += parts[static_cast<qsizetype>(random() % static_cast<unsigned>(parts.size()))];
        const QString expected = read.call({source}).toString();
        QVERIFY2(numberText(textToNumber(source)) == expected,
                 qPrintable(u"'%1': %2, JavaScript: %3"_s.arg(source, numberText(textToNumber(source)), expected)));
    }
}

QTEST_GUILESS_MAIN(ExpressionDifferentialTest)
#include "tst_expressiondifferential.moc"
