// SPDX-License-Identifier: MIT
#include "core/scenario/expressionreader.h"

#include "core/scenario/scenariowords.h"

#include <algorithm>

namespace coroscope
{
namespace
{

const BuiltinFunction *findBuiltin(const QString &name)
{
    const auto &functions = builtinFunctions();
    const auto found = std::find_if(functions.begin(), functions.end(),
                                    [&name](const BuiltinFunction &function) { return name == function.name; });
    return found == functions.end() ? nullptr : &*found;
}

int argumentCount(const ExpressionNode &call)
{
    const auto isSpread = [](const ExpressionNodePtr &child) { return child->kind == ExpressionKind::Spread; };
    if (std::any_of(call.children.begin() + 1, call.children.end(), isSpread))
        return -1;
    return static_cast<int>(call.children.size()) - 1;
}

QString arguments(int count) { return QStringLiteral("%1 argument%2").arg(count).arg(count == 1 ? u"" : u"s"); }

} // namespace

ExpressionPtr ExpressionReader::read(const YamlNode &scalar, qsizetype begin, const QString &source)
{
    const ExpressionPtr expression = parse(scalar, begin, source);
    if (expression)
        check(*expression, scalar, begin);
    return expression;
}

ExpressionPtr ExpressionReader::parse(const YamlNode &scalar, qsizetype begin, const QString &source)
{
    if (source.trimmed().isEmpty()) {
        m_context.fault(FaultKind::Braces, m_context.document.place(scalar, begin),
                        QStringLiteral("an expression is missing here"));
        return {};
    }
    const Result<ExpressionPtr> parsed = m_context.parse(source);
    if (parsed.ok())
        return parsed.value();
    const Fault &fault = parsed.fault();
    m_context.fault(FaultKind::Expression, m_context.document.place(scalar, begin + std::max(fault.column - 1, 0)),
                    fault.message);
    return {};
}

void ExpressionReader::check(const Expression &expression, const YamlNode &scalar, qsizetype begin)
{
    if (m_context.scope.collecting)
        return;
    Walk walk{&scalar, begin, {}};
    visit(expression.root(), walk);
}

void ExpressionReader::checkCount(Place place, const QString &called, int given, int fewest, int most)
{
    if (given >= fewest && (most < 0 || given <= most))
        return;
    const QString wanted = most < 0         ? QStringLiteral("at least ") + arguments(fewest)
                           : fewest == most ? arguments(fewest)
                                            : QStringLiteral("%1 to %2 arguments").arg(fewest).arg(most);
    m_context.fault(FaultKind::Arguments, place,
                    QStringLiteral("'%1' takes %2, not %3").arg(called, wanted).arg(given));
}

Place ExpressionReader::place(const Walk &walk, const ExpressionNode &node) const
{
    return m_context.document.place(*walk.scalar, walk.begin + node.offset);
}

void ExpressionReader::visit(const ExpressionNode &node, Walk &walk)
{
    Constructor constructor{};
    switch (node.kind) {
    case ExpressionKind::Name:
        visitName(node, walk);
        return;
    case ExpressionKind::Call:
        visitCall(node, walk);
        return;
    case ExpressionKind::Arrow: {
        const qsizetype outer = walk.bound.size();
        for (const QString &name : node.names)
            walk.bound.append(name);
        for (const ExpressionNodePtr &child : node.children)
            visit(*child, walk);
        walk.bound.resize(outer);
        return;
    }
    case ExpressionKind::Member:
        if (isDeclaredObject(*node.children[0], walk, constructor)) {
            const bool isMethod = findMethod(constructor, node.text) != nullptr;
            m_context.fault(
                FaultKind::Method, place(walk, node),
                isMethod ? QStringLiteral("'%1' is a method; write '%2.%1()'").arg(node.text, node.children[0]->text)
                         : QStringLiteral("'%1' is %2 and has only methods; '%3' is none of them%4")
                               .arg(node.children[0]->text, QString::fromUtf16(wordsOf(constructor).be), node.text,
                                    didYouMean(node.text, methodNames(constructor))));
            return;
        }
        [[fallthrough]];
    default:
        for (const ExpressionNodePtr &child : node.children)
            visit(*child, walk);
    }
}

bool ExpressionReader::isDeclaredObject(const ExpressionNode &node, const Walk &walk, Constructor &constructor) const
{
    if (node.kind != ExpressionKind::Name || walk.bound.contains(node.text) || m_context.isVariable(node.text))
        return false;
    const auto declared = m_context.find(node.text);
    if (!declared || declared->kind != Declared::Kind::Object)
        return false;
    constructor = declared->constructor;
    return true;
}

void ExpressionReader::visitName(const ExpressionNode &node, const Walk &walk)
{
    if (walk.bound.contains(node.text) || m_context.isVariable(node.text))
        return;
    const auto declared = m_context.find(node.text);
    if (declared && declared->kind == Declared::Kind::Coroutine) {
        m_context.fault(
            FaultKind::WrongUse, place(walk, node),
            QStringLiteral("'%1' is a coroutine, which an expression cannot call; use a step 'await: %1(…)' "
                           "or 'call: %1(…)' with 'as:'")
                .arg(node.text));
    } else if (declared && declared->kind == Declared::Kind::Resource) {
        m_context.fault(FaultKind::WrongUse, place(walk, node),
                        QStringLiteral("'%1' is a resource; enter it with a step 'with: %1'").arg(node.text));
    } else if (declared && declared->kind == Declared::Kind::Object && m_context.scope.body == Scope::Body::Outside) {
        m_context.fault(
            FaultKind::WrongUse, place(walk, node),
            QStringLiteral("'%1' is an object, which cannot be used here; only 'params' can").arg(node.text));
    } else if (!declared && !findBuiltin(node.text)) {
        unknownName(node, walk);
    }
}

void ExpressionReader::unknownName(const ExpressionNode &node, const Walk &walk)
{
    static const QStringList ofJavaScript{
        QStringLiteral("Array"),    QStringLiteral("Boolean"), QStringLiteral("Date"),
        QStringLiteral("Infinity"), QStringLiteral("JSON"),    QStringLiteral("Map"),
        QStringLiteral("Math"),     QStringLiteral("NaN"),     QStringLiteral("Number"),
        QStringLiteral("Object"),   QStringLiteral("Promise"), QStringLiteral("Set"),
        QStringLiteral("String"),   QStringLiteral("console"), QStringLiteral("globalThis"),
        QStringLiteral("isNaN"),    QStringLiteral("process"), QStringLiteral("parseFloat"),
        QStringLiteral("parseInt"), QStringLiteral("require"),
    };
    const QString hint = ofJavaScript.contains(node.text)
                             ? QStringLiteral("; of JavaScript there are operators and methods, but no objects")
                             : didYouMean(node.text, m_context.namesInScope());
    m_context.fault(FaultKind::UnknownName, place(walk, node),
                    QStringLiteral("unknown name '%1'%2").arg(node.text, hint));
}

void ExpressionReader::visitCall(const ExpressionNode &node, Walk &walk)
{
    const ExpressionNode &callee = *node.children[0];
    const int given = argumentCount(node);
    if (callee.kind == ExpressionKind::Name && !walk.bound.contains(callee.text) &&
        !m_context.isVariable(callee.text)) {
        const auto declared = m_context.find(callee.text);
        const BuiltinFunction *function = findBuiltin(callee.text);
        if (declared && declared->kind != Declared::Kind::Resource && declared->kind != Declared::Kind::Coroutine) {
            m_context.fault(FaultKind::WrongUse, place(walk, callee),
                            QStringLiteral("'%1' is not a function").arg(callee.text));
        } else if (!declared && function) {
            if (given >= 0)
                checkCount(place(walk, node), callee.text, given, function->fewest, function->most);
        } else {
            visitName(callee, walk);
        }
    } else if (callee.kind == ExpressionKind::Member) {
        Constructor constructor{};
        if (isDeclaredObject(*callee.children[0], walk, constructor) && m_context.scope.body != Scope::Body::Outside)
            visitMethod(node, walk);
        else
            visit(*callee.children[0], walk);
    } else {
        visit(callee, walk);
    }
    for (std::size_t index = 1; index < node.children.size(); ++index)
        visit(*node.children[index], walk);
}

void ExpressionReader::visitMethod(const ExpressionNode &call, const Walk &walk)
{
    const ExpressionNode &callee = *call.children[0];
    const QString object = callee.children[0]->text;
    Constructor constructor{};
    isDeclaredObject(*callee.children[0], walk, constructor);
    const QString name = object + u'.' + callee.text;
    const MethodWords *method = findMethod(constructor, callee.text);
    if (!method) {
        m_context.fault(FaultKind::Method, place(walk, call),
                        QStringLiteral("%1 has no method '%2'%3")
                            .arg(QString::fromUtf16(wordsOf(constructor).be), callee.text,
                                 didYouMean(callee.text, methodNames(constructor))));
    } else if (method->awaitable) {
        m_context.fault(FaultKind::Method, place(walk, call),
                        QStringLiteral("'%1()' has to be awaited; use a step 'await: %1(…)' with 'as:'").arg(name));
    } else if (const int given = argumentCount(call); given >= 0) {
        checkCount(place(walk, call), name, given, method->fewest, method->most);
    }
}

} // namespace coroscope
