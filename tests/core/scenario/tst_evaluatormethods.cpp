// SPDX-License-Identifier: MIT
#include "expressionfixture.h"

#include <QTest>

using namespace coroscope;
using namespace Qt::StringLiterals;

class EvaluatorMethodsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void methodsAreJavaScripts_data();
    void methodsAreJavaScripts();
    void wrongUseIsAnError_data();
    void wrongUseIsAnError();
    void listsMayChangeWhileTheyAreWalked_data();
    void listsMayChangeWhileTheyAreWalked();
};

void EvaluatorMethodsTest::methodsAreJavaScripts_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *source, const char *expected) {
        QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(expected);
    };
    // What V8 gives; undefined is null, and iterators are spread.
    row("[1,2,3].at(-1)", "3");
    row("[1,2,3].at(3)", "null");
    row("[1,[2]].concat([3,[4]], 5)", "[1, [2], 3, [4], 5]");
    row("[...['a','b'].entries()]", "[[0, a], [1, b]]");
    row("[...['a','b'].keys()]", "[0, 1]");
    row("[...['a','b'].values()]", "[a, b]");
    row("[2,4].every(e => e % 2 == 0)", "true");
    row("[].every(e => false)", "true");
    row("[1,2,3].fill(0, 1)", "[1, 0, 0]");
    row("[1,2,3].fill(0, -1)", "[1, 2, 0]");
    row("[1,2,3].fill(9, 0, 2)", "[9, 9, 3]");
    row("[1,2,3,4].filter((e, k) => k % 2)", "[2, 4]");
    row("[1,2,3].find(e => e > 1)", "2");
    row("[1,2,3].find(e => e > 9)", "null");
    row("[1,2,3].findIndex(e => e > 1)", "1");
    row("[1,2,3].findIndex(e => e > 9)", "-1");
    row("[1,2,3].findLast(e => e < 3)", "2");
    row("[1,2,3].findLastIndex(e => e < 3)", "1");
    row("[1,[2,[3,[4]]]].flat()", "[1, 2, [3, [4]]]");
    row("[1,[2,[3,[4]]]].flat(2)", "[1, 2, 3, [4]]");
    row("[1,[2,[3,[4]]]].flat(0)", "[1, [2, [3, [4]]]]");
    row("[1,2].flatMap(e => [e, [e]])", "[1, [1], 2, [2]]");
    row("[1,2].forEach(e => e)", "null");
    row("[1,null,0/0].includes(0/0)", "true");
    row("[1,2,3].includes(1, 1)", "false");
    row("[1,null,0/0].indexOf(0/0)", "-1");
    row("[1,2,1].indexOf(1, 1)", "2");
    row("[1,2,1].indexOf(1, -1)", "2");
    row("[1,2,1].lastIndexOf(1)", "2");
    row("[1,2,1].lastIndexOf(1, -2)", "0");
    row("[1,null,[2,[3]],'x'].join('-')", "1--2,3-x");
    row("[1,2].join(null)", "1null2");
    row("[1,2,3].map((e, k, all) => e * k + all.length)", "[3, 5, 9]");
    row("[1,2,3].pop()", "3");
    row("[].pop()", "null");
    row("[1].push(2, 3)", "3");
    row("[1,2,3].reduce((a, e, k) => a + e * k)", "9");
    row("[1,2,3].reduce((a, e) => a + e, '')", "123");
    row("['a','b','c'].reduceRight((a, e) => a + e)", "cba");
    row("[1,2,3].reverse()", "[3, 2, 1]");
    row("[1,2,3].shift()", "1");
    row("[1,2,3,4].slice(1, -1)", "[2, 3]");
    row("[1,2,3,4].slice(-2)", "[3, 4]");
    row("[1,2,3].some(e => e > 2)", "true");
    row("[10,9,1,null,'b','a'].sort()", "[1, 10, 9, a, b, null]");
    row("[10,9,1].sort((a, b) => a - b)", "[1, 9, 10]");
    row("[[2,'a'],[1,'b'],[2,'c'],[1,'d']].sort((a, b) => a[0] - b[0])", "[[1, b], [1, d], [2, a], [2, c]]");
    row("[1,2,3,4].splice(1, 2)", "[2, 3]");
    row("[1,2,3,4].splice(-2)", "[3, 4]");
    row("[1,2,3].splice()", "[]");
    row("[3,1,2].toSorted()", "[1, 2, 3]");
    row("[1,2,3].toReversed()", "[3, 2, 1]");
    row("[1,2,3].toSpliced(1, 1, 'x', 'y')", "[1, x, y, 3]");
    row("[1,2].unshift(8, 9)", "4");
    row("[1,2,3].with(-1, 9)", "[1, 2, 9]");
    row("[1,[2,null]].toString()", "1,2,");
    row("'abc'.at(-1)", "c");
    row("'abc'.charAt(1)", "b");
    row("'abc'.charAt(9)", "");
    row("'abc'.charCodeAt(1)", "98");
    row("'abc'.charCodeAt(9)", "NaN");
    row("'a😀'.codePointAt(1)", "128512");
    row("'a'.concat(1, null, [2,3])", "a1null2,3");
    row("'abc'.endsWith('b', 2)", "true");
    row("'abcb'.includes('b', 2)", "true");
    row("'abcb'.indexOf('b', 2)", "3");
    row("'abc'.indexOf('')", "0");
    row("'abc'.indexOf('', 9)", "3");
    row("'abcb'.lastIndexOf('b', 2)", "1");
    row("'abc'.lastIndexOf('')", "3");
    row("'abc'.padEnd(6, '12')", "abc121");
    row("'abc'.padStart(8, '12')", "12121abc");
    row("'abc'.padStart(2)", "abc");
    row("'abc'.padStart(5, '')", "abc");
    row("'ab'.repeat(3)", "ababab");
    row("'ab'.repeat(0)", "");
    row("'a-b-a'.replace('a', 'x')", "x-b-a");
    row("'a-b-a'.replaceAll('a', '[$&$$]')", "[a$]-b-[a$]");
    row("'abc'.replace('b', \"<$`|$'>\")", "a<a|c>c");
    row("'abc'.replaceAll('', '.')", ".a.b.c.");
    row("'abc'.replace('b', (m, k) => m + k)", "ab1c");
    row("'abc'.slice(-2)", "bc");
    row("'abc'.slice(2, 1)", "");
    row("'a,b,c'.split(',')", "[a, b, c]");
    row("'a,b,c'.split(',', 2)", "[a, b]");
    row("'abc'.split('')", "[a, b, c]");
    row("'abc'.split()", "[abc]");
    row("''.split(',')", "[]");
    row("'aXXb'.split('X')", "[a, , b]");
    row("'abc'.startsWith('b', 1)", "true");
    row("'abcdef'.substr(-3, 2)", "de");
    row("'abc'.substring(2, 0)", "ab");
    row("'Straße Σ'.toUpperCase()", "STRASSE Σ");
    row("'ÀB'.toLowerCase()", "àb");
    row("' \\t a \\n '.trim() + '|'", "a|");
    row("' a '.trimStart() + '|'", "a |");
    row("' a '.trimEnd() + '|'", " a|");
    row("'\\u0041\\u030a'.normalize() === '\\u00c5'", "true");
    row("'\\u00c5'.normalize('NFD').length", "2");
    row("(2.5).toFixed()", "3");
    row("(1.005).toFixed(2)", "1.00");
    row("(-1.5).toFixed(0)", "-2");
    row("(1e21).toFixed(2)", "1e+21");
    row("(0.000001).toFixed(7)", "0.0000010");
    row("(3857976198196.411).toFixed(9)", "3857976198196.411132813");
    row("(0.1).toFixed(30)", "0.100000000000000005551115123126");
    row("(0/0).toFixed(2)", "NaN");
    row("(123.456).toPrecision(4)", "123.5");
    row("(0.000001234).toPrecision(3)", "0.00000123");
    row("(0.0000001234).toPrecision(3)", "1.23e-7");
    row("(1e21).toPrecision(3)", "1.00e+21");
    row("(9.99).toPrecision(2)", "10");
    row("(123456).toPrecision(2)", "1.2e+5");
    row("(123.456).toPrecision()", "123.456");
    row("(123.456).toExponential()", "1.23456e+2");
    row("(123.456).toExponential(1)", "1.2e+2");
    row("(0).toExponential(2)", "0.00e+0");
    row("(9.96).toExponential(1)", "1.0e+1");
    row("(255).toString(16)", "ff");
    row("(-7.5).toString(2)", "-111.1");
    row("(0.1).toString(3)", "0.0022002200220022002200220022002201");
    row("(0.5).toString(3)", "0.1111111111111111111111111111111112");
    row("(35.999999999999999).toString(36)", "10");
    row("(5).toString()", "5");
}

void EvaluatorMethodsTest::methodsAreJavaScripts()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    ExpressionFixture fixture;
    QCOMPARE(fixture.text(source), expected);
}

void EvaluatorMethodsTest::wrongUseIsAnError_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *source, const char *expected) {
        QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(expected);
    };
    row("'a'.repeat(-1)", "ValueError: repeat() needs a number from 0 on, not -1");
    row("'a'.repeat(1 / 0)", "ValueError: repeat() needs a number from 0 on, not Infinity");
    row("''.repeat(2 ** 60)", "");
    row("(1).toFixed(101)", "ValueError: toFixed() takes 0 to 100 digits, not 101");
    row("(1).toPrecision(0)", "ValueError: toPrecision() takes 1 to 100 digits, not 0");
    row("(1).toExponential(-1)", "ValueError: toExponential() takes 0 to 100 digits, not -1");
    row("(1).toString(1)", "ValueError: toString() takes a radix of 2 to 36, not 1");
    row("'a'.normalize('X')", "ValueError: normalize() takes NFC, NFD, NFKC or NFKD, not 'X'");
    row("'a'.match('a')", "TypeError: regular expressions are not allowed; use includes, indexOf or split");
    row("[1].with(5, 1)", "ValueError: the list has no index 5");
    row("[1].map()", "TypeError: a function is missing, such as x => x + 1");
    row("[1, 2].sort(1)", "TypeError: a function is missing, such as x => x + 1");
    row("[1, 2].sort((a, b) => a.x.y)", "TypeError: null has no 'y'");
    row("'b'.localeCompare('a') + 'a'.localeCompare('B')", "2");
}

void EvaluatorMethodsTest::wrongUseIsAnError()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    ExpressionFixture fixture;
    QCOMPARE(fixture.text(source), expected);
}

void EvaluatorMethodsTest::listsMayChangeWhileTheyAreWalked_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *source, const char *expected) {
        QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(expected);
    };
    // xs = [1, 2, 3, 4]; what is read behind the end is null.
    row("xs.map(x => xs.pop())", "[4, 3, 2, 1]");
    row("xs.map(x => xs.push(x)) && xs", "[1, 2, 3, 4, 1, 2, 3, 4]");
    row("xs.filter(x => xs.splice(0) || true)", "[1]");
    row("xs.reduce((a, x) => xs.splice(0) && a + x)", "3");
    row("xs.sort((a, b) => xs.splice(0).length * 0 + a - b) && xs", "[1, 2, 3, 4]");
    row("xs.every(x => xs.shift())", "true");
    row("xs.forEach(x => xs.splice(0, 9, xs)) ?? xs", "[[...]]");
    row("xs.flatMap(x => xs.splice(1))", "[2, 3, 4]");
    row("[...xs, xs.push(9), ...xs]", "[1, 2, 3, 4, 5, 1, 2, 3, 4, 9]");
    row("xs.push(...xs) && xs.concat(xs).length", "16");
    row("xs.find((x, k) => xs.splice(0) && k == 2)", "null");
    row("'abc'.replaceAll('b', m => xs.push(m)) + xs", "a5c1,2,3,4,b");
}

void EvaluatorMethodsTest::listsMayChangeWhileTheyAreWalked()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    ExpressionFixture fixture;
    fixture.setLocal(u"xs"_s, Value::list({Value::number(1), Value::number(2), Value::number(3), Value::number(4)}));
    QCOMPARE(fixture.text(source), expected);
}

QTEST_GUILESS_MAIN(EvaluatorMethodsTest)
#include "tst_evaluatormethods.moc"
