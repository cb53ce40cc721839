// SPDX-License-Identifier: MIT
#include "expressionfixture.h"

#include <QTest>

using namespace coroscope;
using namespace Qt::StringLiterals;

namespace
{

/// Tells what it was called with, and keeps what it was given.
class FakeQueue final : public Handle
{
public:
    FakeQueue() : Handle(3) {}

    QString name() const override { return u"q"_s; }
    QString handleKind() const override { return u"queue"_s; }
    CallOutcome callMethod(QStringView method, std::span<const Value> arguments, Value &result) override
    {
        if (method == u"put_nowait") {
            m_items.insert(m_items.end(), arguments.begin(), arguments.end());
            result = Value();
        } else if (method == u"qsize") {
            result = Value::number(static_cast<double>(m_items.size()));
        } else if (method == u"get_nowait") {
            if (m_items.empty()) {
                result = Value::error(errorType(BuiltinError::QueueEmpty), {});
                return CallOutcome::Raised;
            }
            result = m_items.front();
            m_items.erase(m_items.begin());
        } else {
            return CallOutcome::Unknown;
        }
        return CallOutcome::Returned;
    }
    CallOutcome call(std::span<const Value> arguments, Value &result) override
    {
        result = Value::number(100 + static_cast<double>(arguments.size()));
        return CallOutcome::Returned;
    }

private:
    std::vector<Value> m_items;
};

} // namespace

class EvaluatorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void expressionsHaveTheirValue_data();
    void expressionsHaveTheirValue();
    void functionsArePythons_data();
    void functionsArePythons();
    void whatIsRaisedTellsItsColumn();
    void namesAreBoundOnce();
    void unsetVariablesAreToldAsInPython();
    void textsWithExpressionsBecomeOneText();
    void methodsOfHandlesAreCalled();
    void errorsCanBeLookedInto();
    void listsKeepTheirIdentity();
    void arrowsKeepWhatTheyTookAlong();
    void randomDrawsArePythons();
    void nowIsTheClock();
    void literalsAndNamesAreKnownWithoutEvaluating();
    void compilingTellsWhatIsUnknown();
};

void EvaluatorTest::expressionsHaveTheirValue_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *source, const char *expected) {
        QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(expected);
    };
    // Names: i = 5, x = 0.5, s = "abc", xs = [1, 2, 3], m = {a: 1, b: [7, 8]}, nothing = null
    row("1 + 2 * 3", "7");
    row("7 % -3", "1");
    row("-7 % 3", "-1");
    row("5.5 % 2", "1.5");
    row("2 ** 10", "1024");
    row("2 ** 0.5", "1.4142135623730951");
    row("1 / 0", "Infinity");
    row("-1 / 0", "-Infinity");
    row("0 / 0", "NaN");
    row("0.1 + 0.2", "0.30000000000000004");
    row("1 + '2'", "12");
    row("'3' * '4'", "12");
    row("'a' * 1", "NaN");
    row("true + 1", "2");
    row("null + 1", "1");
    row("'n' + null", "nnull");
    row("'' + xs", "1,2,3");
    row("'' + [[1, null], [], 2]", "1,,,2");
    row("'' + m", "[object Object]");
    row("xs + 1", "1,2,31");
    row("-'5'", "-5");
    row("+true", "1");
    row("+' 12 '", "12");
    row("+'0x1F'", "31");
    row("+'1_0'", "NaN");
    row("+''", "0");
    row("!''", "true");
    row("~5", "-6");
    row("5 & 3 | 8 ^ 1", "9");
    row("1 << 31", "-2147483648");
    row("-1 >>> 0", "4294967295");
    row("-8 >> 1", "-4");
    row("4294967296.5 | 0", "0");
    row("1 == '1'", "true");
    row("1 === '1'", "false");
    row("null == 0", "false");
    row("null == nothing", "true");
    row("[1] == 1", "true");
    row("xs == xs", "true");
    row("[1] == [1]", "false");
    row("'b' > 'a'", "true");
    row("'10' < '9'", "true");
    row("'10' < 9", "false");
    row("null >= 0", "true");
    row("'x' < 1", "false");
    row("i > 3 && x < 1", "true");
    row("0 || 'no'", "no");
    row("'' ?? 'no'", "");
    row("nothing ?? 'no'", "no");
    row("0 && f_does_not_run", "fault 6: the name 'f_does_not_run' is not known here");
    row("i ? 'yes' : 'no'", "yes");
    row("typeof i + typeof s + typeof xs + typeof nothing + typeof true + typeof (x => x)",
        "numberstringobjectobjectbooleanfunction");
    row("'a' in m", "true");
    row("'z' in m", "false");
    row("2 in xs", "true");
    row("3 in xs", "false");
    row("'length' in xs", "true");
    row("1 in 5", "TypeError: 'in' needs a list or a mapping on its right side");
    row("[1, 'a', null, [2]]", "[1, a, null, [2]]");
    row("[...xs, ...'hé', 9]", "[1, 2, 3, h, é, 9]");
    row("[...5]", "TypeError: 'int' cannot be spread, it is no list");
    row("{a: 1, s, 'x y': [i], ...m}", "{a: 1, s: abc, x y: [5], b: [7, 8]}");
    row("{...nothing, ...'ab'}", "{0: a, 1: b}");
    row("{a: 1}.a", "1");
    row("m.b[1]", "8");
    row("m['a']", "1");
    row("m.zzz", "null");
    row("xs[9]", "null");
    row("xs[-1]", "null");
    row("xs['1']", "2");
    row("xs['01']", "null");
    row("xs.length + s.length + xs['length']", "9");
    row("s[1]", "b");
    row("s[9]", "null");
    row("xs.size", "null");
    row("xs.map", "TypeError: 'map' of a list has to be called: map(…)");
    row("s.toUpperCase", "TypeError: 'toUpperCase' of a text has to be called: toUpperCase(…)");
    row("nothing.a", "TypeError: null has no 'a'");
    row("nothing[0]", "TypeError: null has no '0'");
    row("nothing.a()", "TypeError: null has no 'a'");
    row("xs.foo()", "TypeError: a list has no method 'foo'");
    row("i.foo()", "TypeError: a number has no method 'foo'");
    row("i()", "TypeError: a number is not a function");
    row("`<${i}|${xs}|${nothing}|${x}|${m}>`", "<5|1,2,3|null|0.5|[object Object]>");
    row("nothing?.a", "null");
    row("nothing?.a.b.c(1)[2]", "null");
    row("(nothing?.a).b", "TypeError: null has no 'b'");
    row("nothing?.[i]", "null");
    row("nothing?.()", "null");
    row("m?.b?.[0]", "7");
    row("m.zzz?.()", "null");
    row("m.zzz?.[0].q", "null");
    row("nothing?.foo(xs.push(9)) ?? xs.length", "3");
    row("s?.toUpperCase()", "ABC");
    row("s.zzz?.()", "null");
    row("[nothing?.a, m.a, nothing?.b]", "[null, 1, null]");
    row("(x => x * 2)(4)", "8");
    row("((a, b) => a + b)(1)", "1");
    row("(() => 7)(1, 2)", "7");
    row("(a => b => a + b)(1)(2)", "3");
    row("((...[1]))", "fault 3: '...' is only allowed among arguments, in [ ] and in { }");
    row("((f, n) => f(f, n))((f, n) => n < 2 ? n : f(f, n - 1) + f(f, n - 2), 15)", "610");
    row("{f: y => y + 1}.f(1)", "2");
    row("[y => y + 1][0](1)", "2");
    row("{f: y => y + 1}['f'](1)", "2");
    row("xs['map'](y => y * i)", "[5, 10, 15]");
    row("xs.map((y, k) => y * k)", "[0, 2, 6]");
    row("xs.map(str)", "[1, 2, 3]");
    row("[['b', 2], ['a', 1]].map(sorted)", "TypeError: '<' not supported between instances of 'int' and 'str'");
    row("[xs, 'ab', m].map(len)", "[3, 2, 2]");
    row("xs.reduce((a, b) => a + b)", "6");
    row("[].reduce((a, b) => a)", "TypeError: reduce of an empty list needs a value to begin with");
    row("xs.map(5)", "TypeError: a function is missing, such as x => x + 1");
    row("(x => x).toString()", "function");
    row("m.hasOwnProperty('a')", "true");
    row("true.toString() + [1,[2]].toString()", "true1,2");
}

void EvaluatorTest::expressionsHaveTheirValue()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    ExpressionFixture fixture;
    fixture.setLocal(u"i"_s, Value::number(5));
    fixture.setLocal(u"x"_s, Value::number(0.5));
    fixture.setLocal(u"s"_s, Value::string(u"abc"));
    fixture.setLocal(u"nothing"_s, Value());
    fixture.setGlobal(u"xs"_s, Value::list({Value::number(1), Value::number(2), Value::number(3)}));
    const Value map = Value::map();
    map.asMap().set(u"a", Value::number(1));
    map.asMap().set(u"b", Value::list({Value::number(7), Value::number(8)}));
    fixture.setGlobal(u"m"_s, map);
    QCOMPARE(fixture.text(source), expected);
    // The same again: nothing that an evaluation leaves behind changes the next.
    QCOMPARE(fixture.text(source), expected);
}

void EvaluatorTest::functionsArePythons_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *source, const char *expected) {
        QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(expected);
    };
    // As CPython 3.13 has them, as far as there is the same value.
    row("range(4)", "[0, 1, 2, 3]");
    row("range(2, 5)", "[2, 3, 4]");
    row("range(5, 0, -2)", "[5, 3, 1]");
    row("range(0)", "[]");
    row("range(3, 1)", "[]");
    row("range(1, 5, 0)", "ValueError: range() arg 3 must not be zero");
    row("range(2.5)", "TypeError: 'float' object cannot be interpreted as an integer");
    row("range('a')", "TypeError: 'str' object cannot be interpreted as an integer");
    row("len('a😀')", "2");
    row("len([1, 2])", "2");
    row("len({a: 1})", "1");
    row("len(3)", "TypeError: object of type 'int' has no len()");
    row("min(3, 1, 2) + max(3, 1, 2)", "4");
    row("min([3, 1]) + max([3, 1])", "4");
    row("max('b', 'a') + min('cab')", "ba");
    row("min([])", "ValueError: min() iterable argument is empty");
    row("max([])", "ValueError: max() iterable argument is empty");
    row("max(3)", "TypeError: 'int' object is not iterable");
    row("min(1, 'a')", "TypeError: '<' not supported between instances of 'str' and 'int'");
    row("abs(-2.5)", "2.5");
    row("abs('x')", "TypeError: bad operand type for abs(): 'str'");
    row("str([1, 'a', null]) + str(1.0)", "[1, a, null]1");
    row("int(2.9)", "2");
    row("int(-2.9)", "-2");
    row("int('12')", "12");
    row("int(' -12 ')", "-12");
    row("int('1.9')", "1");
    row("int(true)", "1");
    row("1 / int(-0.5)", "Infinity");
    row("int('x')", "ValueError: invalid literal for int() with base 10: 'x'");
    row("int('')", "ValueError: invalid literal for int() with base 10: ''");
    row("int('0x10')", "ValueError: invalid literal for int() with base 10: '0x10'");
    row("int(0 / 0)", "ValueError: cannot convert NaN to an integer");
    row("int(1 / 0)", "ValueError: cannot convert infinity to an integer");
    row("int(null)", "TypeError: int() argument must be a text or a number, not 'NoneType'");
    row("sum([1, 2, 3])", "6");
    row("sum([])", "0");
    row("sum([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1])", "1");
    row("sum([0.1, 0.2, 0.3, 1, 2])", "3.6");
    row("sum([1, 0.1, 0.2, 0.3])", "1.6");
    row("sum([1, true])", "2");
    row("sum([1e308, 1e308, -1e308])", "Infinity");
    row("sum([1, 'a'])", "TypeError: unsupported operand type(s) for +: 'int' and 'str'");
    row("sum([1.5, 'a'])", "TypeError: unsupported operand type(s) for +: 'float' and 'str'");
    row("sorted([3, 1, 2])", "[1, 2, 3]");
    row("sorted(['b', 'a'])", "[a, b]");
    row("sorted([[2, 'a'], [1, 'b'], [1, 'a']])", "[[1, a], [1, b], [2, a]]");
    row("sorted('bca')", "[a, b, c]");
    row("sorted({b: 1, a: 2})", "[a, b]");
    row("sorted([1, 'a'])", "TypeError: '<' not supported between instances of 'str' and 'int'");
    row("sorted(null)", "TypeError: 'NoneType' object is not iterable");
    row("is_error(1)", "false");
    row("randint(5, 1)", "ValueError: empty range in randrange(5, 2)");
    row("randint(1, 2.5)", "TypeError: 'float' object cannot be interpreted as an integer");
    row("choice([])", "IndexError: Cannot choose from an empty sequence");
    row("choice(5)", "TypeError: choice() needs a list, not 'int'");
    row("uniform('a', 1)", "TypeError: uniform() needs a number, not 'str'");
    row("expovariate(0)", "ZeroDivisionError: float division by zero");
    row("len()", "fault 1: len() does not take 0 arguments");
    row("1 + range(1, 2, 3, 4)", "fault 5: range() does not take 4 arguments");
    row("len(...[])", "TypeError: len() does not take 0 arguments");
}

void EvaluatorTest::functionsArePythons()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    ExpressionFixture fixture;
    QCOMPARE(fixture.text(source), expected);
}

void EvaluatorTest::whatIsRaisedTellsItsColumn()
{
    ExpressionFixture fixture;
    fixture.setLocal(u"nothing"_s, Value());
    Value error;
    QVERIFY(fixture.evaluate(u"'😀' + [1, 2 + nothing.x]"_s, error) == Evaluation::Raised);
    QCOMPARE(error.asError().expressionColumn, 15);
    QVERIFY(error.asError().type == errorType(BuiltinError::TypeError));
    QVERIFY(fixture.evaluate(u"1 + len(5)"_s, error) == Evaluation::Raised);
    QCOMPARE(error.asError().expressionColumn, 5);
}

void EvaluatorTest::namesAreBoundOnce()
{
    ExpressionFixture fixture;
    fixture.setLocal(u"i"_s, Value::number(1));
    fixture.setGlobal(u"len"_s, Value::number(10)); // hides the function
    auto compiled = fixture.compile(u"i + len"_s);
    QVERIFY(compiled.ok());
    Value result;
    for (int i = 0; i < 3; ++i) {
        fixture.locals[0] = Value::number(i);
        // The result may take the place of what it was made from.
        QVERIFY(fixture.evaluator.evaluate(compiled.value(), fixture.locals.data(), fixture.globals.data(),
                                           fixture.locals[0]) == Evaluation::Done);
        QCOMPARE(fixture.locals[0].asNumber(), i + 10);
    }
}

void EvaluatorTest::unsetVariablesAreToldAsInPython()
{
    ExpressionFixture fixture;
    fixture.setLocal(u"late"_s, Value::unset());
    const QString expected =
        u"UnboundLocalError: cannot access local variable 'late' where it is not associated with a value"_s;
    QCOMPARE(fixture.text(u"late"_s), expected);
    QCOMPARE(fixture.text(u"1 + late"_s), expected);
    QCOMPARE(fixture.text(u"[1].map(x => x + late)"_s), expected);
    QCOMPARE(fixture.text(u"false && late"_s), u"false"_s);
}

void EvaluatorTest::textsWithExpressionsBecomeOneText()
{
    ExpressionFixture fixture;
    fixture.setLocal(u"xs"_s, Value::list({Value::number(1), Value::string(u"a")}));
    const auto piece = [](const QString &source) { return TextPart{{}, Expression::parse(source).value()}; };
    const std::array<TextPart, 5> pieces{TextPart{u"<"_s, nullptr}, piece(u"xs"_s), TextPart{u"|"_s, nullptr},
                                         piece(u"null"_s), piece(u"1.50"_s)};
    auto compiled = fixture.evaluator.compileText(pieces, fixture.resolver());
    QVERIFY(compiled.ok());
    Value result;
    QVERIFY(fixture.evaluator.evaluate(compiled.value(), fixture.locals.data(), nullptr, result) == Evaluation::Done);
    QVERIFY(result.isString());
    QCOMPARE(result.text(), u"<[1, a]|null1.5"_s);
    compiled = fixture.evaluator.compileText({}, fixture.resolver());
    QVERIFY(fixture.evaluator.evaluate(compiled.value(), nullptr, nullptr, result) == Evaluation::Done);
    QCOMPARE(result.text(), QString());
    QVERIFY(result.isString());
}

void EvaluatorTest::methodsOfHandlesAreCalled()
{
    ExpressionFixture fixture;
    fixture.setGlobal(u"q"_s, Value::object(new FakeQueue));
    QCOMPARE(fixture.text(u"q"_s), u"q"_s);
    QCOMPARE(fixture.text(u"q.get_nowait()"_s), u"QueueEmpty: "_s);
    QCOMPARE(fixture.text(u"[q.put_nowait(7), q.put_nowait('a', 'b'), q.qsize()]"_s), u"[null, null, 3]"_s);
    QCOMPARE(fixture.text(u"[q][0].get_nowait() + q['get_nowait']()"_s), u"7a"_s);
    QCOMPARE(fixture.text(u"[1, 2].map(x => q.qsize() + x)"_s), u"[2, 3]"_s);
    QCOMPARE(fixture.text(u"q.nope()"_s), u"TypeError: the queue q has no method 'nope'"_s);
    QCOMPARE(fixture.text(u"q.qsize"_s),
             u"TypeError: the queue q has no 'qsize'; its methods are called, as in qsize()"_s);
    QCOMPARE(fixture.text(u"q(1, 2)"_s), u"102"_s);
    QCOMPARE(fixture.text(u"q === q && [q].includes(q) && typeof q === 'object'"_s), u"true"_s);
    QCOMPARE(fixture.text(u"'the ' + q"_s), u"the q"_s);
    QCOMPARE(fixture.text(u"q.put_nowait(...range(9)) ?? q.qsize()"_s), u"10"_s);
}

void EvaluatorTest::errorsCanBeLookedInto()
{
    ExpressionFixture fixture;
    const Value error = Value::error(errorType(BuiltinError::KeyError), u"no such key"_s);
    const Value group = Value::error(errorType(BuiltinError::ExceptionGroup), u"two"_s);
    group.asError().members = {error, error};
    group.asError().cause = SharedRef<ErrorObject>(&error.asError());
    fixture.setLocal(u"e"_s, error);
    fixture.setLocal(u"g"_s, group);
    QCOMPARE(fixture.text(u"e"_s), u"no such key"_s);
    QCOMPARE(fixture.text(u"e.name + ': ' + e.message"_s), u"KeyError: no such key"_s);
    QCOMPARE(fixture.text(u"is_error(e) && !is_error(e.message)"_s), u"true"_s);
    QCOMPARE(fixture.text(u"g.exceptions.length + ' ' + g.exceptions[0].name + ' ' + g.cause.name"_s),
             u"2 KeyError KeyError"_s);
    QCOMPARE(fixture.text(u"e.cause"_s), u"null"_s);
    QCOMPARE(fixture.text(u"`${e}`"_s), u"no such key"_s);
}

void EvaluatorTest::listsKeepTheirIdentity()
{
    ExpressionFixture fixture;
    const Value list = Value::list();
    fixture.setLocal(u"xs"_s, list);
    fixture.setGlobal(u"ys"_s, list);
    QCOMPARE(fixture.text(u"xs.push(1, 2)"_s), u"2"_s);
    QCOMPARE(fixture.text(u"ys"_s), u"[1, 2]"_s);
    QCOMPARE(list.text(), u"[1, 2]"_s);
    list.items().push_back(Value::number(3));
    QCOMPARE(fixture.text(u"ys.length"_s), u"3"_s);
    QCOMPARE(fixture.text(u"xs === ys && [xs][0] === ys && {a: xs}.a === ys && (x => x)(xs) === ys"_s), u"true"_s);
    QCOMPARE(fixture.text(u"xs.slice() === ys"_s), u"false"_s);
    QVERIFY(fixture.value(u"xs.reverse()"_s).sharedObject() == list.sharedObject());
    QCOMPARE(list.text(), u"[3, 2, 1]"_s);
    QCOMPARE(fixture.text(u"xs.forEach(x => x == 2 ? ys.push(x) : 0) ?? xs"_s), u"[3, 2, 1, 2]"_s);
    fixture.value(u"xs.splice(0)"_s);
    QVERIFY(list.items().empty());
    fixture.value(u"xs.push(xs)"_s);
    QCOMPARE(fixture.text(u"xs[0][0][0] === ys"_s), u"true"_s);
    QCOMPARE(fixture.text(u"xs"_s), u"[[...]]"_s);
    QCOMPARE(fixture.text(u"'' + xs"_s), QString());
}

void EvaluatorTest::arrowsKeepWhatTheyTookAlong()
{
    ExpressionFixture fixture;
    fixture.setLocal(u"i"_s, Value::number(1));
    fixture.setGlobal(u"g"_s, Value::number(10));
    fixture.setLocal(u"f"_s, fixture.value(u"x => y => x + y + i + g"_s));
    fixture.setLocal(u"h"_s, fixture.value(u"f"_s));
    fixture.locals[0] = Value::number(1000);
    QCOMPARE(fixture.text(u"f(100)(200)"_s), u"311"_s);
    // The expression it was made by may be gone.
    QVERIFY(fixture.value(u"h === f"_s).asBool());
    QCOMPARE(fixture.text(u"[1].map(f)[0](2)"_s), u"14"_s);
    QCOMPARE(fixture.text(u"{b: len}.b('abc')"_s), u"3"_s);
}

void EvaluatorTest::randomDrawsArePythons()
{
    ExpressionFixture fixture(42);
    // random.Random(42) of CPython 3.13.
    QCOMPARE(fixture.value(u"random()"_s).asNumber(), 0x1.4762f307200c5p-1);
    QCOMPARE(fixture.value(u"random()"_s).asNumber(), 0x1.99c6b5eeb2060p-6);
    QCOMPARE(fixture.value(u"random()"_s).asNumber(), 0x1.19a1491f589dcp-2);
    QCOMPARE(fixture.value(u"uniform(0.2, 1.0)"_s).asNumber(), 0x1.83a77c0e49e72p-2);
    QCOMPARE(fixture.value(u"uniform(0.2, 1.0)"_s).asNumber(), 0x1.940f01053f6ccp-1);
    QCOMPARE(fixture.text(u"range(5).map(i => randint(1, 6))"_s), u"[6, 6, 5, 1, 5]"_s);
    QCOMPARE(fixture.text(u"[randint(-3, 2**40), randint(-3, 2**40)]"_s), u"[70531617174, 201991441003]"_s);
    QCOMPARE(fixture.text(u"[randint(0, 2**62), randint(0, 2**62)]"_s),
             u"[2145917995920697600, 3869387381345962000]"_s);
    QCOMPARE(fixture.text(u"range(3).map(i => choice([...'abcdefg'])).join('') + choice('abcdefg')"_s), u"bdec"_s);
    QCOMPARE(fixture.value(u"expovariate(2.5)"_s).asNumber(), 0x1.53813810046aep-1);
    QCOMPARE(fixture.value(u"expovariate(2.5)"_s).asNumber(), 0x1.55d5895e8528ap-9);
    QCOMPARE(fixture.evaluator.random().randint(7, 7), 7);
}

void EvaluatorTest::nowIsTheClock()
{
    ExpressionFixture fixture;
    QCOMPARE(fixture.text(u"now()"_s), u"0"_s);
    double seconds = 1.25;
    fixture.evaluator.setClock([&] { return seconds; });
    QCOMPARE(fixture.text(u"now()"_s), u"1.25"_s);
    seconds = 2;
    QCOMPARE(fixture.text(u"now().toFixed(2)"_s), u"2.00"_s);
}

void EvaluatorTest::literalsAndNamesAreKnownWithoutEvaluating()
{
    ExpressionFixture fixture;
    fixture.setLocal(u"a"_s, Value());
    fixture.setLocal(u"b"_s, Value());
    fixture.setGlobal(u"g"_s, Value());
    QVERIFY(!CompiledExpression().isValid());
    const CompiledExpression literal = fixture.compile(u"-2.5"_s).value();
    QVERIFY(literal.isValid());
    QVERIFY(literal.constant());
    QCOMPARE(literal.constant()->text(), u"-2.5"_s);
    QVERIFY(!literal.slot());
    const CompiledExpression local = fixture.compile(u"b"_s).value();
    QVERIFY(!local.constant());
    QVERIFY(local.slot()->kind == NameSlot::Kind::Local);
    QCOMPARE(local.slot()->index, 1);
    QVERIFY(fixture.compile(u"g"_s).value().slot()->kind == NameSlot::Kind::Global);
    QVERIFY(!fixture.compile(u"b + 1"_s).value().slot());
}

void EvaluatorTest::compilingTellsWhatIsUnknown()
{
    ExpressionFixture fixture;
    for (const QString &name : {u"undefined"_s, u"globalThis"_s, u"Math"_s, u"console"_s, u"Qt"_s, u"eval"_s,
                                u"Object"_s, u"arguments"_s, u"Function"_s, u"window"_s, u"require"_s, u"print"_s}) {
        QCOMPARE(fixture.text(u"1 + "_s + name), u"fault 5: the name '%1' is not known here"_s.arg(name));
        QCOMPARE(fixture.text(u"(x => %1(x))(1)"_s.arg(name)), u"fault 7: the name '%1' is not known here"_s.arg(name));
    }
    QCOMPARE(fixture.text(u"(x => x) + x"_s), u"fault 12: the name 'x' is not known here"_s);
}

QTEST_GUILESS_MAIN(EvaluatorTest)
#include "tst_evaluator.moc"
