// SPDX-License-Identifier: MIT
#include "core/scenario/callreader.h"

#include "core/scenario/awaitablereader.h"
#include "core/scenario/expressiontext.h"

#include <QRegularExpression>

#include <algorithm>

namespace coroscope
{
namespace
{

using Use = CallReader::Use;

/// What a CALL may look like, for messages.
QString wanted(Use use)
{
    switch (use) {
    case Use::Plain:
        return QStringLiteral("'object.method(…)' or 'coroutine(…)'");
    case Use::Cancel:
        return QStringLiteral("the name of a variable that holds a task");
    case Use::Context:
        return QStringLiteral("the name of an object or 'resource(…)'");
    case Use::Iterate:
        return QStringLiteral("'generator(…)'");
    default:
        return QStringLiteral("'coroutine(…)', 'object.method(…)' or the name of a variable");
    }
}

bool takesNested(Use use) { return use == Use::Await || use == Use::Task || use == Use::Gather; }

} // namespace

CallSpec CallReader::read(const YamlNode &node, Use use)
{
    if (node.isMapping() && takesNested(use))
        return AwaitableReader(m_context, *this).readNested(node);
    if (node.isScalar())
        return readText(node, 0, node.text, use);
    m_context.fault(FaultKind::CallForm, node,
                    QStringLiteral("this needs %1, not %2").arg(wanted(use), describe(node)));
    return {};
}

CallSpec CallReader::readText(const YamlNode &scalar, qsizetype begin, const QString &text, Use use)
{
    static const QRegularExpression form(QStringLiteral("^([^\\s().,\\[\\]{}'\"`$+*/<>=!?:;&|%@#-]+)"
                                                        "(?:\\s*\\.\\s*([^\\s().,\\[\\]{}'\"`$+*/<>=!?:;&|%@#-]+))?"
                                                        "\\s*(\\()?"));
    CallSpec call;
    const QString trimmed = text.trimmed();
    const qsizetype at = begin + text.indexOf(trimmed);
    call.place = m_context.document.place(scalar, at);
    const auto refuse = [&](const QString &hint) {
        m_context.fault(FaultKind::CallForm, call.place,
                        QStringLiteral("this needs %1, not '%2'%3").arg(wanted(use), trimmed.left(60), hint));
        return std::move(call);
    };
    if (trimmed.startsWith(u"${")) {
        const qsizetype end = findExpressionEnd(trimmed, 2);
        if (end != trimmed.size() - 1)
            return refuse(QStringLiteral("; write one ${…} and nothing else, or none"));
        call.kind = CallSpec::Kind::Expression;
        call.expression = m_values.expressions().read(scalar, at + 2, trimmed.mid(2, end - 2));
        return call;
    }
    const auto match = form.match(trimmed);
    if (!match.hasMatch())
        return refuse({});
    call.name = match.captured(1);
    call.method = match.captured(2);
    if (!isIdentifier(call.name))
        return refuse({});
    const bool hasArguments = match.capturedLength(3) > 0;
    if (hasArguments) {
        const qsizetype open = match.capturedEnd(3);
        const qsizetype close = findOutsideBrackets(trimmed, open, u")");
        if (close < 0) {
            m_context.fault(FaultKind::CallForm, call.place,
                            QStringLiteral("'%1' has a '(' or a quote that is not closed; within [ ] a "
                                           "comma ends an item: write each item on a line of its own")
                                .arg(trimmed.left(60)));
            return call;
        }
        if (close + 1 != trimmed.size())
            return refuse(trimmed[close + 1] == u','
                              ? QStringLiteral("; write several as a list, each on a line with '- '")
                              : QStringLiteral("; to wait for what an expression gives, write ${…}"));
        if (call.method.isEmpty())
            call.kind = CallSpec::Kind::Coroutine;
        readArguments(call, scalar, at + open, QStringView(trimmed).mid(open, close - open));
    } else if (match.capturedEnd() != trimmed.size()) {
        return refuse(QStringLiteral("; to wait for what an expression gives, write ${…}"));
    } else if (!call.method.isEmpty()) {
        m_context.fault(FaultKind::Method, call.place, QStringLiteral("write '%1()' to call the method").arg(trimmed));
        return call;
    }
    if (!call.method.isEmpty())
        readMethod(call, scalar, at, trimmed, use);
    else if (hasArguments)
        readCoroutine(call, use);
    else
        readName(call, use);
    return call;
}

void CallReader::readArguments(CallSpec &call, const YamlNode &scalar, qsizetype begin, QStringView text)
{
    if (text.trimmed().isEmpty())
        return;
    for (qsizetype at = 0; at <= text.size();) {
        const qsizetype comma = findOutsideBrackets(text, at, u",");
        const qsizetype end = comma < 0 ? text.size() : comma;
        if (call.method == u"notify")
            at += keywordLength(text.mid(at, end - at), {QStringLiteral("n")});
        // A comma after the last argument is as good as none.
        if (end == text.size() && at > 0 && text.mid(at).trimmed().isEmpty())
            break;
        // Names are looked at by the caller: an argument may be the name of an error.
        const QString source = text.mid(at, end - at).toString();
        if (source.trimmed().startsWith(u"${")) {
            m_context.fault(FaultKind::Braces, m_context.document.place(scalar, begin + at + source.indexOf(u'$')),
                            QStringLiteral("write the argument without ${}; arguments are expressions"));
            call.arguments.emplace_back();
            at = end + 1;
            continue;
        }
        call.arguments.push_back(m_values.expressions().parse(scalar, begin + at, source));
        if (const ExpressionPtr &argument = call.arguments.back();
            argument &&
            !(call.method == u"set_exception" && call.arguments.size() == 1 &&
              argument->root().kind == ExpressionKind::Name && m_context.errors.find(argument->root().text)))
            m_values.expressions().check(*argument, scalar, begin + at);
        at = end + 1;
    }
}

void CallReader::unknown(Place place, const QString &name, Use use)
{
    const VerbWords *verb = findVerb(name);
    QStringList known = m_context.namesOf(Declared::Kind::Coroutine);
    if (use == Use::Context)
        known = m_context.namesOf(Declared::Kind::Resource) + m_context.namesOf(Declared::Kind::Object);
    else
        known += m_context.namesOfVariables();
    known.sort();
    const QString hint =
        verb && verb->nested
            ? QStringLiteral("; '%1' is written as a step, or within another as a mapping: {%1: …}").arg(name)
            : didYouMean(name, known);
    const QString what = use == Use::Context   ? QStringLiteral("object or resource")
                         : use == Use::Iterate ? QStringLiteral("generator or variable")
                         : use == Use::Cancel  ? QStringLiteral("variable")
                                               : QStringLiteral("coroutine or variable");
    m_context.fault(FaultKind::UnknownName, place, QStringLiteral("unknown %1 '%2'%3").arg(what, name, hint));
}

void CallReader::readName(CallSpec &call, Use use)
{
    call.kind = CallSpec::Kind::Variable;
    if (m_context.isVariable(call.name) || m_context.scope.collecting)
        return;
    const auto declared = m_context.find(call.name);
    if (!declared) {
        unknown(call.place, call.name, use);
        return;
    }
    switch (declared->kind) {
    case Declared::Kind::Coroutine:
    case Declared::Kind::Resource:
        readCoroutine(call, use);
        return;
    case Declared::Kind::Parameter:
        m_context.fault(
            FaultKind::WrongUse, call.place,
            QStringLiteral("'%1' is a parameter, which holds a value; this needs %2").arg(call.name, wanted(use)));
        return;
    case Declared::Kind::Object:
        break;
    }
    const ConstructorWords &words = wordsOf(declared->constructor);
    const QString what = QString::fromUtf16(words.be);
    if (use == Use::Context) {
        if (!words.isContext)
            m_context.fault(FaultKind::WrongUse, call.place,
                            QStringLiteral("'%1' is %2, which 'with' cannot enter").arg(call.name, what));
    } else if (declared->constructor == Constructor::Future) {
        if (use == Use::Task)
            m_context.fault(FaultKind::WrongUse, call.place,
                            QStringLiteral("'%1' is a future, which cannot become a task; wait for it with "
                                           "'await: %1'")
                                .arg(call.name));
        else if (use == Use::Iterate || use == Use::Plain)
            m_context.fault(FaultKind::WrongUse, call.place,
                            QStringLiteral("'%1' is a future; this needs %2").arg(call.name, wanted(use)));
    } else {
        QString hint;
        if (use != Use::Cancel && use != Use::Plain && words.isContext)
            hint = QStringLiteral("; enter it with 'with: %1'").arg(call.name);
        else if (use != Use::Cancel)
            hint = QStringLiteral("; name one of its methods: ") + methodNames(declared->constructor).join(u", ");
        const QString lacks = use == Use::Cancel  ? QStringLiteral("cannot be cancelled")
                              : use == Use::Plain ? QStringLiteral("cannot be called")
                                                  : QStringLiteral("cannot be waited for");
        m_context.fault(FaultKind::WrongUse, call.place,
                        QStringLiteral("'%1' is %2, which %3%4").arg(call.name, what, lacks, hint));
    }
}

void CallReader::readCoroutine(CallSpec &call, Use use)
{
    call.kind = CallSpec::Kind::Coroutine;
    const auto declared = m_context.find(call.name);
    const auto index = declared ? static_cast<std::size_t>(declared->index) : 0;
    if (declared && declared->kind == Declared::Kind::Coroutine) {
        const int most = static_cast<int>(m_context.scenario.coroutines[index].parameters.size());
        call.coroutine = declared->index;
        m_values.expressions().checkCount(call.place, call.name, static_cast<int>(call.arguments.size()), most, most);
        checkUse(call, call.place, use);
    } else if (declared && declared->kind == Declared::Kind::Resource) {
        const int most = static_cast<int>(m_context.scenario.resources[index].parameters.size());
        m_values.expressions().checkCount(call.place, call.name, static_cast<int>(call.arguments.size()), most, most);
        if (use != Use::Context)
            m_context.fault(FaultKind::WrongUse, call.place,
                            QStringLiteral("'%1' is a resource; enter it with a step 'with: %1(…)'").arg(call.name));
    } else if (declared || m_context.isVariable(call.name)) {
        m_context.fault(
            FaultKind::WrongUse, call.place,
            QStringLiteral("'%1' is no coroutine, so it cannot be called; this needs %2").arg(call.name, wanted(use)));
    } else {
        const auto &functions = builtinFunctions();
        const bool isFunction = std::any_of(functions.begin(), functions.end(),
                                            [&call](const BuiltinFunction &known) { return call.name == known.name; });
        if (isFunction)
            m_context.fault(FaultKind::WrongUse, call.place,
                            QStringLiteral("'%1' is a function of expressions; use it within ${…}").arg(call.name));
        else
            unknown(call.place, call.name, use);
    }
}

void CallReader::checkUse(const CallSpec &call, Place place, Use use)
{
    const bool generator = m_context.scenario.coroutines[static_cast<std::size_t>(call.coroutine)].isGenerator;
    if (use == Use::Context)
        m_context.fault(FaultKind::WrongUse, place,
                        QStringLiteral("'%1' is a coroutine, not a resource; list it under 'resources' with "
                                       "'enter' and 'exit'")
                            .arg(call.name));
    else if (use == Use::Iterate && !generator)
        m_context.fault(
            FaultKind::WrongUse, place,
            QStringLiteral("'%1' has no 'yield' step, so there is nothing to walk; use 'await'").arg(call.name));
    else if (use == Use::Cancel)
        m_context.fault(FaultKind::WrongUse, place,
                        QStringLiteral("'cancel' needs a running task; make one with 'create_task: %1(…)' and "
                                       "'as:', and cancel that")
                            .arg(call.name));
    else if (generator && use != Use::Iterate && use != Use::Plain)
        m_context.fault(FaultKind::WrongUse, place,
                        QStringLiteral("'%1' has a 'yield' step, so it is an async generator; walk it with "
                                       "'async_for: NAME in %1(…)'")
                            .arg(call.name));
}

void CallReader::readMethod(CallSpec &call, const YamlNode &scalar, qsizetype at, const QString &whole, Use use)
{
    call.kind = CallSpec::Kind::Method;
    if (m_context.scope.collecting)
        return;
    const QString full = call.name + u'.' + call.method;
    const auto declared = m_context.isVariable(call.name) ? std::nullopt : m_context.find(call.name);
    std::optional<MethodWords> method;
    if (declared && declared->kind == Declared::Kind::Object) {
        if (const MethodWords *found = findMethod(declared->constructor, call.method))
            method = *found;
        else
            m_context.fault(FaultKind::Method, call.place,
                            QStringLiteral("%1 has no method '%2'%3")
                                .arg(QString::fromUtf16(wordsOf(declared->constructor).be), call.method,
                                     didYouMean(call.method, methodNames(declared->constructor))));
    } else if (declared) {
        m_context.fault(FaultKind::Method, call.place,
                        QStringLiteral("'%1' has no methods that could be called here").arg(call.name));
    } else if (!m_context.isVariable(call.name)) {
        unknown(call.place, call.name, use);
    } else {
        method = findMethod(call.method);
        if (!method && use == Use::Plain && isValueMethod(call.method)) {
            call.kind = CallSpec::Kind::Expression;
            call.expression = m_values.expressions().parse(scalar, at, whole);
            return;
        }
        if (!method)
            m_context.fault(
                FaultKind::Method, call.place,
                QStringLiteral("unknown method '%1'%2").arg(call.method, didYouMean(call.method, methodNames())));
    }
    if (!method)
        return;
    m_values.expressions().checkCount(call.place, full, static_cast<int>(call.arguments.size()), method->fewest,
                                      method->most);
    if (use == Use::Context || use == Use::Iterate || use == Use::Cancel)
        m_context.fault(FaultKind::WrongUse, call.place,
                        QStringLiteral("this needs %1, not a method").arg(wanted(use)));
    else if (!method->awaitable && use != Use::Plain)
        m_context.fault(FaultKind::Method, call.place,
                        QStringLiteral("'%1' is a plain method, which is not awaited; use 'call: %1(…)'").arg(full));
}

void CallReader::readCalls(Step &step, const YamlNode &node)
{
    step.isList = node.isSequence();
    if (!step.isList) {
        step.calls.push_back(read(node, Use::Gather));
        return;
    }
    step.calls.reserve(node.items.size());
    for (const YamlNodePtr &item : node.items)
        step.calls.push_back(read(*item, Use::Gather));
}

void CallReader::beginFor(Step &step, const YamlNode *node)
{
    if (!node)
        return;
    step.forClause = m_values.readFor(*node);
    if (step.forClause)
        m_context.scope.fresh.append(step.forClause->name);
}

void CallReader::endFor(const Step &step)
{
    if (step.forClause)
        m_context.scope.fresh.removeLast();
}

} // namespace coroscope
