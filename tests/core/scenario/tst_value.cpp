// SPDX-License-Identifier: MIT
#include "core/scenario/cycleregistry.h"
#include "core/scenario/errortypes.h"
#include "core/scenario/value.h"

#include <QTest>

#include <limits>

using namespace coroscope;
using namespace Qt::StringLiterals;

namespace
{

Value num(double number) { return Value::number(number); }
Value str(const char16_t *text) { return Value::string(text); }

class TestHandle final : public Handle
{
public:
    explicit TestHandle(QString name, int *alive = nullptr) : Handle(7), m_name(std::move(name)), m_alive(alive)
    {
        if (m_alive)
            ++*m_alive;
    }
    ~TestHandle() override
    {
        if (m_alive)
            --*m_alive;
    }
    QString name() const override { return m_name; }
    QString handleKind() const override { return u"task"_s; }

private:
    QString m_name;
    int *m_alive;
};

Value handle(const QString &name, int *alive = nullptr) { return Value::object(new TestHandle(name, alive)); }

Value nested(int levels)
{
    Value value = num(1);
    for (int i = 0; i < levels; ++i)
        value = Value::list({value});
    return value;
}

} // namespace

class ValueTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_before = valueMemory(); }
    void cleanup() { QCOMPARE(valueMemory(), m_before); }

    void valuesAreTextAsTheFormatSays();
    void listsWithinThemselvesHaveAText();
    void hugeTextsAreCut();
    void truthIsJavaScripts();
    void strictEqualityIsJavaScripts();
    void copiesOfAListAreTheSameList();
    void mapsKeepTheOrderOfTheirKeys();
    void largeMapsFindTheirKeys();
    void orderIsPythons();
    void whatHasNoOrderIsNamed();
    void comparingIsBounded();
    void deepListsDieWithoutRecursion();
    void everythingIsFreed();
    void cyclesAreCollected();
    void whatIsHeldFromOutsideIsNotCollected();
    void errorsInheritAsInPython_data();
    void errorsInheritAsInPython();
    void ownErrorsInherit();
    void errorNamesForMessagesLeaveOutInternalOnes();

private:
    std::int64_t m_before = 0;
};

void ValueTest::valuesAreTextAsTheFormatSays()
{
    const double infinity = std::numeric_limits<double>::infinity();
    QCOMPARE(Value().text(), u"null"_s);
    QCOMPARE(Value::unset().text(), u"null"_s);
    QCOMPARE(Value::boolean(true).text(), u"true"_s);
    QCOMPARE(Value::boolean(false).text(), u"false"_s);
    QCOMPARE(num(3).text(), u"3"_s);
    QCOMPARE(num(-3).text(), u"-3"_s);
    QCOMPARE(num(-0.0).text(), u"0"_s);
    QCOMPARE(num(0.1 + 0.2).text(), u"0.30000000000000004"_s);
    QCOMPARE(num(1e21).text(), u"1e+21"_s);
    QCOMPARE(num(1e20).text(), u"100000000000000000000"_s);
    QCOMPARE(num(1.5e-7).text(), u"1.5e-7"_s);
    QCOMPARE(num(0.000001).text(), u"0.000001"_s);
    QCOMPARE(num(9007199254740993.0).text(), u"9007199254740992"_s);
    QCOMPARE(num(123456789012345680000.0).text(), u"123456789012345680000"_s);
    QCOMPARE(num(5e-324).text(), u"5e-324"_s);
    QCOMPARE(num(std::numeric_limits<double>::max()).text(), u"1.7976931348623157e+308"_s);
    QCOMPARE(num(infinity).text(), u"Infinity"_s);
    QCOMPARE(num(-infinity).text(), u"-Infinity"_s);
    QCOMPARE(num(std::numeric_limits<double>::quiet_NaN()).text(), u"NaN"_s);
    QCOMPARE(str(u"a, b").text(), u"a, b"_s);
    QCOMPARE(Value::list().text(), u"[]"_s);
    QCOMPARE(Value::list({num(1), str(u"a"), Value(), Value::list({num(0.5)})}).text(), u"[1, a, null, [0.5]]"_s);
    const Value map = Value::map();
    QCOMPARE(map.text(), u"{}"_s);
    map.asMap().set(u"a", num(1));
    map.asMap().set(u"b", Value::list({num(2)}));
    QCOMPARE(map.text(), u"{a: 1, b: [2]}"_s);
    QCOMPARE(Value::error(errorType(BuiltinError::ValueError), u"bad"_s).text(), u"bad"_s);
    QCOMPARE(handle(u"worker(3)"_s).text(), u"worker(3)"_s);
    QString text = u"x = "_s;
    num(2).appendText(text);
    QCOMPARE(text, u"x = 2"_s);
}

void ValueTest::listsWithinThemselvesHaveAText()
{
    CycleRegistry cycles;
    const Value list = Value::list({num(1)});
    list.items().push_back(list);
    cycles.stored(list.asList(), list);
    QCOMPARE(list.text(), u"[1, [...]]"_s);
    const Value map = Value::map();
    map.asMap().set(u"l", list);
    list.items()[0] = map;
    cycles.stored(list.asList(), map);
    QCOMPARE(list.text(), u"[{l: [...]}, [...]]"_s);
    QCOMPARE(map.text(), u"{l: [{...}, [...]]}"_s);
    // The same list twice is no cycle.
    const Value twice = Value::list({num(1)});
    QCOMPARE(Value::list({twice, twice}).text(), u"[[1], [1]]"_s);
}

void ValueTest::hugeTextsAreCut()
{
    // 2 to the power of 60 ones.
    Value value = num(1);
    for (int i = 0; i < 60; ++i)
        value = Value::list({value, value});
    const QString text = value.text();
    QCOMPARE(text.size(), maximumTextLength + 1);
    QVERIFY(text.endsWith(u'…'));
    QVERIFY(nested(100'000).text().startsWith(u"[[[["));
    QVERIFY(nested(100'000).text().contains(u"[...]"));
    // A text by itself is whole.
    const QString longText(2 * maximumTextLength, u'x');
    QCOMPARE(Value::string(longText).text(), longText);
}

void ValueTest::truthIsJavaScripts()
{
    for (const Value &value :
         {Value(), Value::unset(), Value::boolean(false), num(0), num(-0.0), num(qQNaN()), str(u"")})
        QVERIFY2(!value.truthy(), qPrintable(value.text()));
    for (const Value &value : {Value::boolean(true), num(-1), num(0.1), str(u"0"), Value::list(), Value::map(),
                               Value::error(errorType(BuiltinError::TypeError), {}), handle(u"t"_s)})
        QVERIFY2(value.truthy(), qPrintable(value.text()));
}

void ValueTest::strictEqualityIsJavaScripts()
{
    QVERIFY(num(1).strictlyEquals(num(1)));
    QVERIFY(num(0).strictlyEquals(num(-0.0)));
    QVERIFY(!num(qQNaN()).strictlyEquals(num(qQNaN())));
    QVERIFY(!num(1).strictlyEquals(str(u"1")));
    QVERIFY(!num(1).strictlyEquals(Value::boolean(true)));
    QVERIFY(str(u"ab").strictlyEquals(str(u"ab")));
    QVERIFY(!str(u"ab").strictlyEquals(str(u"ac")));
    QVERIFY(Value().strictlyEquals(Value()));
    QVERIFY(!Value().strictlyEquals(num(0)));
    const Value list = Value::list();
    QVERIFY(list.strictlyEquals(Value(list)));
    QVERIFY(!list.strictlyEquals(Value::list()));
    const Value task = handle(u"t"_s);
    QVERIFY(task.strictlyEquals(Value(task)));
    QVERIFY(!task.strictlyEquals(handle(u"t"_s)));
    QCOMPARE(task.asHandle().tag(), 7);
}

void ValueTest::copiesOfAListAreTheSameList()
{
    Value list = Value::list({num(1)});
    const Value copy = list;
    copy.items().push_back(num(2));
    QCOMPARE(list.text(), u"[1, 2]"_s);
    const Value moved = std::move(list);
    QVERIFY(list.isNull()); // NOLINT: a moved-from value is null by contract
    QCOMPARE(moved.sharedObject()->references(), 2u);
    list = moved;
    const Value &alias = list;
    list = alias;
    QCOMPARE(list.text(), u"[1, 2]"_s);
    list.items()[0] = list.items()[1];
    QCOMPARE(list.text(), u"[2, 2]"_s);
}

void ValueTest::mapsKeepTheOrderOfTheirKeys()
{
    const Value map = Value::map();
    map.asMap().set(u"b", num(1));
    map.asMap().set(u"a", num(2));
    map.asMap().set(u"b", num(3));
    QCOMPARE(map.text(), u"{b: 3, a: 2}"_s);
    QVERIFY(map.asMap().find(u"c") == nullptr);
    map.asMap().clear();
    QCOMPARE(map.text(), u"{}"_s);
    QVERIFY(map.asMap().find(u"a") == nullptr);
}

void ValueTest::largeMapsFindTheirKeys()
{
    const Value map = Value::map();
    for (int i = 0; i < 1000; ++i)
        map.asMap().set(QString::number(i), num(i));
    map.asMap().set(u"500", num(-1));
    QCOMPARE(map.asMap().entries().size(), 1000u);
    for (int i = 0; i < 1000; ++i) {
        const Value *found = map.asMap().find(QString::number(i));
        QVERIFY(found);
        QCOMPARE(found->asNumber(), i == 500 ? -1 : i);
    }
    QVERIFY(map.asMap().find(u"1000") == nullptr);
    map.asMap().clear();
    map.asMap().set(u"x", num(1));
    QVERIFY(map.asMap().find(u"x"));
    QVERIFY(map.asMap().find(u"5") == nullptr);
}

void ValueTest::orderIsPythons()
{
    const auto less = [](const Value &left, const Value &right) { return lessThan(left, right) == true; };
    QVERIFY(less(num(1), num(2)));
    QVERIFY(!less(num(2), num(2)));
    QVERIFY(less(Value::boolean(true), num(1.5)));
    QVERIFY(lessThan(num(1), num(qQNaN())) == false);
    QVERIFY(less(str(u"Z"), str(u"a")));
    QVERIFY(less(str(u"a"), str(u"ab")));
    QVERIFY(less(str(u"\uFFFD"), str(u"\U0001F600"))); // by code point, not by unit
    QVERIFY(less(Value::list({num(1), str(u"b")}), Value::list({num(1), str(u"c")})));
    QVERIFY(less(Value::list({num(1)}), Value::list({num(1), num(0)})));
    QVERIFY(less(Value::list({Value(), num(1)}), Value::list({Value(), num(2)})));
    QVERIFY(compareValues(Value::list({num(1)}), Value::list({Value::boolean(true)})) == ValueOrder::Equal);
    const Value same = Value::list({handle(u"t"_s)});
    QVERIFY(compareValues(same, same) == ValueOrder::Equal);
}

void ValueTest::whatHasNoOrderIsNamed()
{
    QVERIFY(!lessThan(num(1), str(u"a")));
    QCOMPARE(notComparableMessage(num(1), str(u"a")), u"'<' not supported between instances of 'int' and 'str'"_s);
    QVERIFY(!lessThan(Value(), Value()));
    QVERIFY(!lessThan(Value::list({num(1), num(2)}), Value::list({num(1), str(u"x")})));
    QCOMPARE(notComparableMessage(Value::list({num(1), num(2.5)}), Value::list({num(1), str(u"x")})),
             u"'<' not supported between instances of 'float' and 'str'"_s);
    QCOMPARE(notComparableMessage(Value::map(), handle(u"t"_s)),
             u"'<' not supported between instances of 'dict' and 'task'"_s);
}

void ValueTest::comparingIsBounded()
{
    const Value deep = nested(100'000);
    QVERIFY(!lessThan(deep, nested(100'000)));
    Value left = num(1);
    Value right = num(1);
    for (int i = 0; i < 60; ++i) {
        left = Value::list({left, left});
        right = Value::list({right, right});
    }
    QVERIFY(lessThan(left, right) != true);
}

void ValueTest::deepListsDieWithoutRecursion()
{
    int alive = 0;
    Value value = handle(u"t"_s, &alive);
    for (int i = 0; i < 1'000'000; ++i) {
        if (i % 2) {
            value = Value::list({value});
        } else {
            Value map = Value::map();
            map.asMap().set(u"k", std::move(value));
            value = std::move(map);
        }
    }
    QCOMPARE(alive, 1);
    value = Value();
    QCOMPARE(alive, 0);
}

void ValueTest::everythingIsFreed()
{
    int alive = 0;
    {
        const Value task = handle(u"t"_s, &alive);
        const Value error = Value::error(errorType(BuiltinError::ExceptionGroup), u"g"_s);
        error.asError().members.push_back(Value::list({task}));
        error.asError().cause = SharedRef<ErrorObject>(&Value::error(errorType(BuiltinError::KeyError), {}).asError());
        QCOMPARE(alive, 1);
        QVERIFY(valueMemory() > m_before);
    }
    QCOMPARE(alive, 0);
}

void ValueTest::cyclesAreCollected()
{
    int alive = 0;
    {
        CycleRegistry cycles;
        const auto put = [&](const Value &list, const Value &value) {
            list.items().push_back(value);
            cycles.stored(list.asList(), value);
        };
        const Value a = Value::list();
        put(a, a);
        put(a, handle(u"a"_s, &alive));
        const Value b = Value::list();
        const Value c = Value::list({handle(u"b"_s, &alive)});
        const Value map = Value::map();
        map.asMap().set(u"back", b);
        put(b, c);
        put(c, map);
        const Value error = Value::error(errorType(BuiltinError::ValueError), {});
        error.asError().members.push_back(c);
        put(c, error);
        QCOMPARE(alive, 2);
    }
    QCOMPARE(alive, 0); // by the registry's end

    CycleRegistry cycles;
    {
        const Value a = Value::list({handle(u"c"_s, &alive)});
        a.items().push_back(a);
        cycles.stored(a.asList(), a);
    }
    QCOMPARE(alive, 1);
    cycles.collect();
    QCOMPARE(alive, 0);
}

void ValueTest::whatIsHeldFromOutsideIsNotCollected()
{
    CycleRegistry cycles;
    Value outside;
    {
        const Value list = Value::list();
        const Value inner = Value::list({num(5)});
        list.items() = {list, inner};
        cycles.stored(list.asList(), list);
        outside = inner;
        cycles.collect();
        QCOMPARE(list.text(), u"[[...], [5]]"_s);
    }
    cycles.collect();
    QCOMPARE(outside.text(), u"[5]"_s);
    QCOMPARE(outside.sharedObject()->references(), 1u);
}

void ValueTest::errorsInheritAsInPython_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("bases");
    const auto row = [](const char *type, const char *bases) {
        QTest::newRow(type) << QString::fromLatin1(type) << QString::fromLatin1(bases);
    };
    // As __mro__ in CPython 3.13, without object.
    row("BaseException", "BaseException");
    row("Exception", "Exception BaseException");
    row("CancelledError", "CancelledError BaseException");
    row("GeneratorExit", "GeneratorExit BaseException");
    row("ValueError", "ValueError Exception BaseException");
    row("TypeError", "TypeError Exception BaseException");
    row("KeyError", "KeyError LookupError Exception BaseException");
    row("IndexError", "IndexError LookupError Exception BaseException");
    row("RuntimeError", "RuntimeError Exception BaseException");
    row("ZeroDivisionError", "ZeroDivisionError ArithmeticError Exception BaseException");
    row("TimeoutError", "TimeoutError OSError Exception BaseException");
    row("ConnectionResetError", "ConnectionResetError ConnectionError OSError Exception BaseException");
    row("ConnectionRefusedError", "ConnectionRefusedError ConnectionError OSError Exception BaseException");
    row("PermissionError", "PermissionError OSError Exception BaseException");
    row("FileNotFoundError", "FileNotFoundError OSError Exception BaseException");
    row("StopAsyncIteration", "StopAsyncIteration Exception BaseException");
    row("BaseExceptionGroup", "BaseExceptionGroup BaseException");
    row("ExceptionGroup", "ExceptionGroup BaseExceptionGroup Exception BaseException");
    row("InvalidStateError", "InvalidStateError Exception BaseException");
    row("QueueEmpty", "QueueEmpty Exception BaseException");
    row("QueueFull", "QueueFull Exception BaseException");
    row("BrokenBarrierError", "BrokenBarrierError RuntimeError Exception BaseException");
    row("UnboundLocalError", "UnboundLocalError NameError Exception BaseException");
}

void ValueTest::errorsInheritAsInPython()
{
    QFETCH(QString, type);
    QFETCH(QString, bases);
    const ErrorTypes types;
    const QStringList expected = bases.split(u' ');
    for (int i = 0; i < builtinErrorCount; ++i) {
        const QString base = errorType(static_cast<BuiltinError>(i))->name;
        QVERIFY(!base.isEmpty());
        QVERIFY2(types.isSubtype(type, base) == expected.contains(base), qPrintable(type + u' ' + base));
    }
    QVERIFY(!types.isSubtype(type, u"NoSuchError"));
}

void ValueTest::ownErrorsInherit()
{
    ErrorTypes types;
    const ErrorType *own = types.add(u"DownError"_s, u"ConnectionError"_s);
    QVERIFY(own);
    QVERIFY(types.add(u"DeepError"_s, u"DownError"_s));
    QVERIFY(types.isSubtype(u"DeepError", u"OSError"));
    QVERIFY(types.isSubtype(u"DeepError", u"DownError"));
    QVERIFY(!types.isSubtype(u"DownError", u"DeepError"));
    QVERIFY(!types.isSubtype(u"DownError", u"ValueError"));
    QVERIFY(own->isA(errorType(BuiltinError::OSError)));
    QVERIFY(types.find(u"DownError") == own);
    QVERIFY(!types.add(u"ValueError"_s, u"Exception"_s));
    QVERIFY(!types.add(u"OtherError"_s, u"NoSuchError"_s));
    QVERIFY(!types.find(u"OtherError"));
}

void ValueTest::errorNamesForMessagesLeaveOutInternalOnes()
{
    ErrorTypes types;
    types.add(u"DownError"_s, u"Exception"_s);
    const QStringList names = types.names();
    QVERIFY(names.contains(u"CancelledError"));
    QVERIFY(names.contains(u"QueueEmpty"));
    QVERIFY(!names.contains(u"GeneratorExit"));
    QCOMPARE(names.last(), u"DownError"_s);
}

QTEST_GUILESS_MAIN(ValueTest)
#include "tst_value.moc"
