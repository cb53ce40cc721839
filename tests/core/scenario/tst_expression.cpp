// SPDX-License-Identifier: MIT
#include "core/scenario/expression.h"

#include <QTest>

#include <random>

using namespace coroscope;
using namespace Qt::StringLiterals;

namespace
{

/// The tree as text: (operator child child), with what stands in a node behind its kind.
QString tree(const ExpressionNode &node)
{
    QStringList children;
    for (const ExpressionNodePtr &child : node.children)
        children.append(tree(*child));
    const QString rest = children.isEmpty() ? QString() : u' ' + children.join(u' ');
    const QString optional = node.optional ? u"?."_s : QString();
    switch (node.kind) {
    case ExpressionKind::Null:
        return u"null"_s;
    case ExpressionKind::Bool:
        return node.number != 0 ? u"true"_s : u"false"_s;
    case ExpressionKind::Number:
        return QString::number(node.number, 'g', 17);
    case ExpressionKind::String:
        return u'"' + node.text + u'"';
    case ExpressionKind::Name:
        return node.text;
    case ExpressionKind::Array:
        return u"[%1]"_s.arg(children.join(u' '));
    case ExpressionKind::Object: {
        QStringList entries;
        for (qsizetype i = 0; i < children.size(); ++i)
            entries.append(node.names[static_cast<std::size_t>(i)] + u':' + children[i]);
        return u"{%1}"_s.arg(entries.join(u' '));
    }
    case ExpressionKind::Template:
        return u"(template%1)"_s.arg(rest);
    case ExpressionKind::Member:
        return u"(%1.%2%3)"_s.arg(optional, node.text, rest);
    case ExpressionKind::Index:
        return u"(%1index%2)"_s.arg(optional, rest);
    case ExpressionKind::Call:
        return u"(%1call%2)"_s.arg(optional, rest);
    case ExpressionKind::Unary:
    case ExpressionKind::Binary:
    case ExpressionKind::Logical:
        return u"(%1%2)"_s.arg(node.text, rest);
    case ExpressionKind::Conditional:
        return u"(?:%1)"_s.arg(rest);
    case ExpressionKind::Arrow: {
        QStringList names;
        for (const QString &name : node.names)
            names.append(name);
        return u"(=> (%1)%2)"_s.arg(names.join(u' '), rest);
    }
    case ExpressionKind::Spread:
        return u"(...%1)"_s.arg(rest);
    }
    return {};
}

} // namespace

class ExpressionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sourcesBecomeTrees_data();
    void sourcesBecomeTrees();
    void faultsTellWhereAndWhy_data();
    void faultsTellWhereAndWhy();
    void namesFromOutsideAreFound();
    void nodesKnowWhereTheyBegin();
    void nestingAndLengthAreBounded();
    void longChainsAreBounded();
    void theEndOfAnExpressionInATextIsFound_data();
    void theEndOfAnExpressionInATextIsFound();
    void randomTextNeverBreaksTheParser();
    void everyBuiltinFunctionOfTheFormatIsListed();
};

void ExpressionTest::sourcesBecomeTrees_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *source, const char *expected) {
        QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(expected);
    };
    row("1", "1");
    row("  null ", "null");
    row("true", "true");
    row("1 + 2 * 3", "(+ 1 (* 2 3))");
    row("(1 + 2) * 3", "(* (+ 1 2) 3)");
    row("1 - 2 - 3", "(- (- 1 2) 3)");
    row("2 ** 3 ** 2", "(** 2 (** 3 2))");
    row("2 ** -1", "(** 2 (- 1))");
    row("(-2) ** 2", "(** (- 2) 2)");
    row("a || b && c", "(|| a (&& b c))");
    row("a ?? b ?? c", "(?? (?? a b) c)");
    row("(a || b) ?? c", "(?? (|| a b) c)");
    row("a | b ^ c & d", "(| a (^ b (& c d)))");
    row("a == b < c << d + e", "(== a (< b (<< c (+ d e))))");
    row("a === b !== c", "(!== (=== a b) c)");
    row("a >>> 1 >> 2", "(>> (>>> a 1) 2)");
    row("'k' in m", "(in \"k\" m)");
    row("!a + -b - ~c", "(- (+ (! a) (- b)) (~ c))");
    row("typeof x === 'string'", "(=== (typeof x) \"string\")");
    row("a ? b : c ? d : e", "(?: a b (?: c d e))");
    row("a ? b ? 1 : 2 : 3", "(?: a (?: b 1 2) 3)");
    row("a?.5:1", "(?: a 0.5 1)");
    row("a.b.c", "(.c (.b a))");
    row("a?.b", "(?..b a)");
    row("a?.[0]?.(1)", "(?.call (?.index a 0) 1)");
    row("x.new.if", "(.if (.new x))");
    row("f(1, ...xs, 2)", "(call f 1 (... xs) 2)");
    row("f()(g)[0].h()", "(call (.h (index (call (call f) g) 0)))");
    row("[1, 2, ]", "[1 2]");
    row("[]", "[]");
    row("[...a, ...b]", "[(... a) (... b)]");
    row("{}", "{}");
    row("{a: 1, 'b c': 2, 3: x, d, ...e}", "{a:1 b c:2 3:x d:d :(... e)}");
    row("{1e3: 1, 0x10: 2, if: 3}", "{1000:1 16:2 if:3}");
    row("x => x + 1", "(=> (x) (+ x 1))");
    row("(a, b) => a", "(=> (a b) a)");
    row("() => 1", "(=> () 1)");
    row("x => y => x", "(=> (x) (=> (y) x))");
    row("xs.map(x => ({a: x}))", "(call (.map xs) (=> (x) {a:x}))");
    row("a ? x => x : y", "(?: a (=> (x) x) y)");
    row("`a${1 + 2}b`", "(template \"a\" (+ 1 2) \"b\")");
    row("``", "(template)");
    row("`${a}${`in ${b}`}`", "(template a (template \"in \" b))");
    row("`${{a: 1}.a}`", "(template (.a {a:1}))");
    row("`\\`\\${ $ { }`", "(template \"`${ $ { }\")");
    row("0x1F + 0b101 + 0o17", "(+ (+ 31 5) 15)");
    row("1_000.5e-1", "100.05");
    row(".5 + 5. + 5.5E+2", "(+ (+ 0.5 5) 550)");
    row("1e999", "inf");
    row("1e-999", "0");
    row("0.1", "0.10000000000000001");
    row("'it\\'s' + \"a\\\"b\"", "(+ \"it's\" \"a\"b\")");
    row("'\\x41\\u0042\\u{43}\\u{1F600}'", "\"ABC😀\"");
    row("'\\n\\t\\v'.length", "(.length \"\n\t\v\")");
    row("a /* why */ + // how\n b", "(+ a b)");
    row("größe + $x_1", "(+ größe $x_1)");
    row("a\n+\nb", "(+ a b)");
}

void ExpressionTest::sourcesBecomeTrees()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    const auto expression = Expression::parse(source);
    QVERIFY2(expression.ok(), qPrintable(expression.ok() ? QString() : expression.fault().text()));
    QCOMPARE(tree(expression.value()->root()), expected);
    QCOMPARE(expression.value()->source(), source);
}

void ExpressionTest::faultsTellWhereAndWhy_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *source, int column, const char *message) {
        QTest::newRow(source) << QString::fromUtf8(source) << column << QString::fromUtf8(message);
    };
    row("", 1, "an expression is missing here");
    row("  ", 3, "an expression is missing here");
    row("1 +", 4, "the expression is not finished");
    row("1 + * 2", 5, "'*' is not expected here");
    row("(1", 3, "the parenthesis is not closed; add ')'");
    row("()", 2, "an expression is missing between ( and )");
    row("[1, 2", 6, "the list is not closed; add ']'");
    row("[1,,2]", 4, "an item is missing before ','; write null for an empty one");
    row("f(1", 4, "the call is not closed; add ')'");
    row("xs[0", 5, "the index is not closed; add ']'");
    row("{a: 1", 6, "the object is not closed; add '}'");
    row("{a 1}", 4, "'1' is not expected here");
    row("{[a]: 1}", 2, "a computed key is not allowed; write the key as a name or a text");
    row("{f() { }}", 3, "methods are not allowed in an object; write f: (…) => …");
    row("{get a() { }}", 2, "methods are not allowed in an object");
    row("a ? b", 6, "the conditional is not closed; add ':'");
    row("a b", 3, "'b' is not expected here");
    row("1; 2", 2, "';' is not allowed; only one expression can stand here");
    row("1, 2", 2, "the comma operator is not allowed; only one expression can stand here");
    row("(1, 2)", 3, "the comma operator is not allowed; only one expression can stand in ( )");
    row("a[1, 2]", 4, "the comma operator is not allowed; an index is one expression");
    row("x = 1", 3, "assignment ('=') is not allowed; compare with ===, assign with the step let:");
    row("x += 1", 3, "assignment ('+=') is not allowed; compare with ===, assign with the step let:");
    row("x ?\?= 1", 3, "assignment ('?\?=') is not allowed; compare with ===, assign with the step let:");
    row("f(x = 1)", 5, "assignment ('=') is not allowed; compare with ===, assign with the step let:");
    row("x++", 2, "'++' is not allowed; an expression does not change names, use the step let:");
    row("--x", 1, "'--' is not allowed; an expression does not change names, use the step let:");
    row("this.x", 1, "'this' is not allowed; use the names in scope");
    row("1 + new Date()", 5, "'new' is not allowed; only the listed functions can be called");
    row("function () { }", 1, "'function' is not allowed; write an arrow function: x => x + 1");
    row("x => { return 1 }", 6, "the body of an arrow function has to be an expression; put an object in ( )");
    row("([a]) => 1", 7, "'=>' has to follow plain parameter names: x => …, (a, b) => …");
    row("(...a) => 1", 2, "'...' is only allowed among arguments, in [ ] and in { }");
    row("(a, a) => 1", 1, "the parameter 'a' stands twice");
    row("(a, this) => 1", 1, "'this' cannot be the name of a parameter");
    row("/a+/.test(x)", 1, "regular expressions are not allowed; use includes, startsWith, split or indexOf");
    row("import('x')", 1, "'import' is not allowed; nothing outside of the scenario can be reached");
    row("await x", 1, "'await' is not allowed in an expression; use the step await:");
    row("x instanceof y", 3, "'instanceof' is not allowed; use is_error(x) or typeof x");
    row("if (x) 1", 1, "'if' is a statement and not allowed; only an expression can stand here");
    row("delete x", 1, "'delete' is not allowed; an expression does not change names");
    row("-2 ** 2", 4, "put parentheses round the left side of ** or round the power");
    row("a ?? b || c", 3, "put parentheses where ?? stands beside && or ||");
    row("a && b ?? c", 8, "put parentheses where ?? stands beside && or ||");
    row("f`x`", 2, "a template cannot follow a value; put an operator between them");
    row("'abc", 1, "the text is not closed; add '");
    row("'a\nb'", 1, "the text is not closed; add '");
    row("`abc", 2, "the template is not closed; add `");
    row("`${a", 5, "${ is not closed; add '}'");
    row("`${}`", 4, "an expression is missing between ${ and }");
    row("'\\xZZ'", 4, "the escape needs 2 hexadecimal digits");
    row("'\\u{110000}'", 3, "the escape has to be \\u{…} with a number up to 10FFFF");
    row("'\\1'", 3, "octal escapes are not allowed; write \\x41");
    row("010", 1, "a number must not begin with 0; write octal ones as 0o17");
    row("0x", 1, "the number has no digits");
    row("1e", 1, "the number has no digits after its e");
    row("10n", 3, "numbers with n at their end are not allowed; leave it out");
    row("1__0", 2, "the number is not finished: '_' cannot follow it");
    row("3px", 2, "the number is not finished: 'p' cannot follow it");
    row("a # b", 3, "'#' is not expected here");
    row("a § b", 3, "the character '§' cannot stand here");
    row("/* a", 1, "the comment is not closed; add */");
    row("'😀' + )", 7, "')' is not expected here");
    row("a.1", 2, "'.1' is not expected here");
    row("a.", 3, "the expression is not finished");
    row("...a", 1, "'...' is only allowed among arguments, in [ ] and in { }");
}

void ExpressionTest::faultsTellWhereAndWhy()
{
    QFETCH(QString, source);
    QFETCH(int, column);
    QFETCH(QString, message);
    const auto expression = Expression::parse(source);
    QVERIFY2(!expression.ok(), "it was accepted");
    QCOMPARE(expression.fault().message, message);
    QCOMPARE(expression.fault().column, column);
}

void ExpressionTest::namesFromOutsideAreFound()
{
    const auto expression = Expression::parse(u"f(a, ...b) + xs.map(x => x + y * (z => z + x)(c)) + {a, k: d}.a + x"_s);
    QVERIFY(expression.ok());
    QStringList found;
    for (const Expression::FreeName &name : expression.value()->freeNames()) {
        found.append(name.called ? u"%1/%2@%3"_s.arg(name.name).arg(name.argumentCount).arg(name.offset)
                                 : u"%1@%2"_s.arg(name.name).arg(name.offset));
    }
    QCOMPARE(found.join(u' '), u"f/-1@0 a@2 b@8 xs@13 y@29 c@46 a@53 d@59 x@66"_s);
}

void ExpressionTest::nodesKnowWhereTheyBegin()
{
    const auto expression = Expression::parse(u"1 + (foo.bar[2])"_s);
    QVERIFY(expression.ok());
    const ExpressionNode &root = expression.value()->root();
    QCOMPARE(root.offset, 0);
    QCOMPARE(root.children[1]->offset, 5);
    QVERIFY(root.children[1]->grouped);
    QVERIFY(!root.children[0]->grouped);
    QCOMPARE(root.children[1]->children[1]->offset, 13);
}

void ExpressionTest::nestingAndLengthAreBounded()
{
    for (const QString &open : {u"("_s, u"["_s, u"f("_s, u"a["_s, u"!"_s, u"-"_s, u"`${"_s, u"{a:"_s, u"x=>"_s, u"a?"_s,
                                u"a?b:"_s, u"1**"_s, u"[...["_s, u"typeof "_s}) {
        const auto expression = Expression::parse(open.repeated(20'000 / open.size()));
        QVERIFY(!expression.ok());
        const QString message = expression.fault().message;
        QVERIFY2(message == u"the expression is nested more than 200 levels deep; split it up" ||
                     message.startsWith(u"'--' is not allowed"),
                 qPrintable(open + u": "_s + message));
    }
    QVERIFY(Expression::parse(u"("_s.repeated(199) + u'1' + u")"_s.repeated(199)).ok());
    QVERIFY(!Expression::parse(u"("_s.repeated(200) + u'1' + u")"_s.repeated(200)).ok());

    const auto tooLong = Expression::parse(u"'"_s + u"x"_s.repeated(100'000) + u"'"_s);
    QVERIFY(!tooLong.ok());
    QCOMPARE(tooLong.fault().message, u"the expression is longer than 100000 characters; split it up"_s);
    QVERIFY(Expression::parse(u"'"_s + u"x"_s.repeated(99'998) + u"'"_s).ok());
}

void ExpressionTest::longChainsAreBounded()
{
    QVERIFY(Expression::parse(u"1"_s + u"+1"_s.repeated(499)).ok());
    for (const QString &link : {u"+1"_s, u".a"_s, u"[0]"_s, u"()"_s, u"&&a"_s, u"?.a"_s}) {
        const auto expression = Expression::parse(u"a"_s + link.repeated(20'000));
        QVERIFY(!expression.ok());
        QCOMPARE(expression.fault().message,
                 u"the expression has more than 500 operations within each other; split it up"_s);
    }
    // Width is no depth.
    QVERIFY(Expression::parse(u"["_s + u"1,"_s.repeated(40'000) + u"]"_s).ok());
}

void ExpressionTest::theEndOfAnExpressionInATextIsFound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("end");
    QTest::newRow("plain") << u"${a} b"_s << 3;
    QTest::newRow("object") << u"${{a: {}}.a} b"_s << 11;
    QTest::newRow("brace in a text") << u"${'}'} b"_s << 5;
    QTest::newRow("template") << u"${`}${`${a}`}`} b"_s << 14;
    QTest::newRow("comment") << u"${a /* } */} b"_s << 11;
    QTest::newRow("not closed") << u"${a"_s << -1;
    QTest::newRow("text not closed") << u"${'a} b"_s << -1;
    QTest::newRow("empty") << u"${}"_s << 2;
}

void ExpressionTest::theEndOfAnExpressionInATextIsFound()
{
    QFETCH(QString, text);
    QFETCH(int, end);
    QCOMPARE(findExpressionEnd(text, 2), end);
}

void ExpressionTest::randomTextNeverBreaksTheParser()
{
    static const QStringList words = {u"("_s,  u")"_s,   u"["_s,  u"]"_s,       u"{"_s,    u"}"_s,    u","_s,  u":"_s,
                                      u"?"_s,  u"?."_s,  u"."_s,  u"..."_s,     u"=>"_s,   u"a"_s,    u"b"_s,  u"1"_s,
                                      u".5"_s, u"'x'"_s, u"\""_s, u"`"_s,       u"${"_s,   u"+"_s,    u"-"_s,  u"**"_s,
                                      u"&&"_s, u"??"_s,  u"!"_s,  u"typeof "_s, u" in "_s, u"null"_s, u"\\"_s, u"//"_s,
                                      u"/*"_s, u"*/"_s,  u"0x"_s, u"1e"_s,      u"\n"_s};
    std::mt19937 random(20240607);
    int accepted = 0;
    for (int round = 0; round < 30'000; ++round) {
        QString source;
        const auto length = random() % 14;
        for (unsigned i = 0; i < length; ++i) {
            if (round % 3 == 0)
                source += QChar(static_cast<char16_t>(random() % (round % 2 ? 128 : 65536)));
            else
                source += words[static_cast<qsizetype>(random() % static_cast<unsigned>(words.size()))];
        }
        const auto expression = Expression::parse(source);
        if (expression.ok()) {
            ++accepted;
            QVERIFY(!tree(expression.value()->root()).isEmpty());
        } else {
            QVERIFY(!expression.fault().message.isEmpty());
            QVERIFY(expression.fault().column >= 1 && expression.fault().column <= source.size() + 1);
        }
        findExpressionEnd(source, 0);
    }
    QVERIFY2(accepted > 100, qPrintable(QString::number(accepted)));
}

void ExpressionTest::everyBuiltinFunctionOfTheFormatIsListed()
{
    QStringList names;
    for (const BuiltinFunction &function : builtinFunctions())
        names.append(u"%1/%2/%3"_s.arg(QString::fromUtf16(function.name)).arg(function.fewest).arg(function.most));
    QCOMPARE(names.join(u' '),
             u"range/1/3 len/1/1 min/1/-1 max/1/-1 abs/1/1 str/1/1 int/1/1 sum/1/1 sorted/1/1 now/0/0 "
             "is_error/1/1 random/0/0 uniform/2/2 randint/2/2 choice/1/1 expovariate/1/1"_s);
}

QTEST_GUILESS_MAIN(ExpressionTest)
#include "tst_expression.moc"
