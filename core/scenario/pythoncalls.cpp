// SPDX-License-Identifier: MIT
#include "core/scenario/pythoncalls.h"

#include "core/scenario/scenariowords.h"
#include "core/scenario/value.h"

#include <algorithm>

namespace coroscope
{
namespace
{

using Kind = PythonType::Kind;

constexpr qsizetype longestLine = 96;

bool isPure(const ExpressionNode &node)
{
    static const QStringList functions{QStringLiteral("len"), QStringLiteral("min"),  QStringLiteral("max"),
                                       QStringLiteral("abs"), QStringLiteral("str"),  QStringLiteral("int"),
                                       QStringLiteral("sum"), QStringLiteral("range")};
    if (node.kind == ExpressionKind::Arrow)
        return false;
    if (node.kind == ExpressionKind::Call &&
        !(node.children[0]->kind == ExpressionKind::Name && functions.contains(node.children[0]->text)))
        return false;
    return std::all_of(node.children.begin(), node.children.end(),
                       [](const ExpressionNodePtr &child) { return isPure(*child); });
}

/// Whether evaluating the call makes tasks already: it is, or has in it, a gather or shield.
bool makesTasks(const CallSpec &call)
{
    if (!call.nested)
        return false;
    const std::vector<CallSpec> &inner = call.nested->calls;
    return call.nested->verb == Verb::Gather || call.nested->verb == Verb::Shield ||
           std::any_of(inner.begin(), inner.end(), makesTasks);
}

} // namespace

QString PythonCalls::list(const QString &open, const QStringList &items, const QString &close)
{
    const QString line = open + items.join(u", ") + close;
    if (line.size() <= longestLine)
        return line;
    QString lines = open + u'\n';
    for (QString item : items)
        lines += QStringLiteral("    ") + item.replace(u'\n', QStringLiteral("\n    ")) + QStringLiteral(",\n");
    return lines + close;
}

QString PythonCalls::seconds(const std::optional<ValueSpec> &duration)
{
    if (!duration || duration->kind == ValueSpec::Kind::Null)
        return QStringLiteral("None");
    if (duration->kind == ValueSpec::Kind::Text) {
        const double ns = static_cast<double>(parseDuration(duration->text).value_or(0));
        return numberText(ns / static_cast<double>(nsPerSecond));
    }
    const PythonCode code = m_expressions.value(*duration);
    if (code.type.isNumber() || code.type.is(Kind::Unknown))
        return code.text;
    return QStringLiteral("%1(%2)").arg(m_expressions.helper(QStringLiteral("seconds")), code.text);
}

QString PythonCalls::arguments(const CallSpec &call, const QStringList &parameters, PythonBodyTypes *types)
{
    QStringList list;
    for (std::size_t at = 0; at < call.arguments.size(); ++at) {
        const PythonCode code = m_expressions.write(*call.arguments[at]);
        if (types)
            m_context.widen(types->variables[parameters[static_cast<qsizetype>(at)]], code.type);
        list.append(code.text);
    }
    return list.join(u", ");
}

PythonCalls::Awaitable PythonCalls::awaitable(const CallSpec &call)
{
    switch (call.kind) {
    case CallSpec::Kind::Coroutine: {
        const auto at = static_cast<std::size_t>(call.coroutine);
        const QStringList &parameters = m_context.scenario.coroutines[at].parameters;
        return {m_context.globals.value(call.name) + u'(' + arguments(call, parameters, &m_context.coroutines[at]) +
                    u')',
                m_context.coroutines[at].returned};
    }
    case CallSpec::Kind::Method:
        return method(call);
    case CallSpec::Kind::Variable:
        return variable(call);
    case CallSpec::Kind::Expression: {
        const PythonCode code = m_expressions.write(*call.expression);
        return {code.at(PythonCode::Primary), code.type.elementOrAny(), code.type.is(Kind::Task)};
    }
    case CallSpec::Kind::Nested:
        return awaitable(*call.nested);
    }
    return {};
}

PythonCalls::Awaitable PythonCalls::variable(const CallSpec &call)
{
    if (m_context.findObject(call.name) && !m_expressions.scope().find(call.name))
        return {m_context.globals.value(call.name), m_context.elements.value(call.name), true};
    const PythonCode code = m_expressions.name(call.name);
    return {code.text, code.type.elementOrAny(), code.type.is(Kind::Task)};
}

PythonCalls::Awaitable PythonCalls::method(const CallSpec &call)
{
    const ObjectSpec *object = m_expressions.scope().find(call.name) ? nullptr : m_context.findObject(call.name);
    const QString on = object ? m_context.globals.value(call.name) : m_expressions.name(call.name).text;
    const PythonType any = Kind::Any;
    PythonType element = any;
    QStringList list;
    for (const ExpressionPtr &argument : call.arguments) {
        // The first argument of set_exception may be the name of an error, which is no value of an expression.
        const bool isError = call.method == u"set_exception" && list.isEmpty() &&
                             argument->root().kind == ExpressionKind::Name &&
                             !m_expressions.scope().find(argument->root().text);
        const PythonCode code = isError
                                    ? pythonCode(m_context.errorName(argument->root().text), PythonCode::Primary, any)
                                    : m_expressions.write(*argument);
        if (object && (call.method == u"put" || call.method == u"put_nowait" || call.method == u"set_result"))
            m_context.widen(m_context.elements[call.name], code.type);
        if (call.method == u"set_exception" && !list.isEmpty())
            list = QStringList{QStringLiteral("%1(%2)").arg(list[0], m_expressions.text(code))};
        else
            list.append(code.text);
    }
    if (object)
        element = m_context.elements.value(call.name);
    Awaitable result{QStringLiteral("%1.%2(%3)").arg(on, call.method, list.join(u", ")),
                     typeOfMethod(call.method, element)};
    if (call.method == u"wait" && object)
        result.result = object->constructor == Constructor::Barrier ? Kind::Count : Kind::Bool;
    // asyncio has these as coroutines, though they never wait.
    if (call.method == u"reset" || call.method == u"abort") {
        result.text.prepend(QStringLiteral("await "));
        result.isAwait = true;
    }
    return result;
}

PythonCalls::Awaitable PythonCalls::awaitable(const Step &step)
{
    switch (step.verb) {
    case Verb::Sleep:
        return {QStringLiteral("asyncio.sleep(%1)").arg(seconds(step.duration)), Kind::Null};
    case Verb::WaitFor: {
        const Awaitable inner = awaitable(step.calls[0]);
        return {QStringLiteral("asyncio.wait_for(%1, %2)").arg(inner.text, seconds(step.duration)), inner.result};
    }
    case Verb::Shield: {
        const Awaitable inner = awaitable(step.calls[0]);
        return {QStringLiteral("asyncio.shield(%1)").arg(inner.text), inner.result, true};
    }
    case Verb::Gather:
        return gathered(step);
    case Verb::ToThread: {
        PythonType result;
        const QString text = toThread(step, result);
        return {text, result};
    }
    default:
        return {};
    }
}

QString PythonCalls::toThread(const Step &step, PythonType &result)
{
    const PythonCode value = m_expressions.value(step.value);
    result = value.type;
    const QString more = step.value.kind == ValueSpec::Kind::Null ? QString{} : QStringLiteral(", ") + value.text;
    const QString job = m_expressions.helper(QStringLiteral("job"));
    if (step.pool.isEmpty())
        return QStringLiteral("asyncio.to_thread(%1, %2%3)").arg(job, seconds(step.duration), more);
    const bool isGlobal = !m_expressions.scope().find(step.pool);
    const QString pool = isGlobal ? m_context.globals.value(step.pool) : m_expressions.name(step.pool).text;
    return QStringLiteral("%1(%2, %3%4)")
        .arg(m_expressions.helper(QStringLiteral("in_pool")), pool, seconds(step.duration), more);
}

PythonCalls::Awaitable PythonCalls::gathered(const Step &step)
{
    QStringList items;
    PythonType element;
    const auto add = [&](const CallSpec &call) {
        const Awaitable item = awaitable(call);
        element = join(element, item.result);
        items.append(item.text);
    };
    if (step.forClause) {
        QString head;
        within(*step.forClause, head, [&] {
            for (const CallSpec &call : step.calls)
                add(call);
            return 0;
        });
        items = step.isList ? QStringList{QStringLiteral("*(each %1 for each in [%2])").arg(head, items.join(u", "))}
                            : QStringList{QStringLiteral("*(%1 %2)").arg(items[0], head)};
    } else if (!step.isList &&
               (step.calls[0].kind == CallSpec::Kind::Variable || step.calls[0].kind == CallSpec::Kind::Expression)) {
        const CallSpec &call = step.calls[0];
        const bool isObject = call.kind == CallSpec::Kind::Variable && m_context.findObject(call.name) &&
                              !m_expressions.scope().find(call.name);
        const PythonCode code = isObject          ? pythonCode(variable(call).text, PythonCode::Primary, Kind::Task)
                                : call.expression ? m_expressions.write(*call.expression)
                                                  : m_expressions.name(call.name);
        element = code.type.is(Kind::List) ? code.type.elementOrAny().elementOrAny() : code.type.elementOrAny();
        if (code.type.is(Kind::Task) || code.type.is(Kind::Unknown))
            items.append(code.text);
        else if (code.type.is(Kind::List))
            items.append(u'*' + code.at(PythonCode::BitOr));
        else
            items.append(QStringLiteral("*%1(%2)").arg(m_expressions.helper(QStringLiteral("each")), code.text));
    } else {
        for (const CallSpec &call : step.calls)
            add(call);
    }
    if (step.returnExceptions.kind != ValueSpec::Kind::Null) {
        items.append(QStringLiteral("return_exceptions=") + m_expressions.value(step.returnExceptions).text);
        const bool never = step.returnExceptions.kind == ValueSpec::Kind::Bool && !step.returnExceptions.boolean;
        element = never ? element : PythonType(Kind::Any);
    }
    return {list(QStringLiteral("asyncio.gather("), items, QStringLiteral(")")), PythonType::list(element), true};
}

bool PythonCalls::isPure(const CallSpec &call) const
{
    return std::all_of(call.arguments.begin(), call.arguments.end(),
                       [](const ExpressionPtr &argument) { return coroscope::isPure(argument->root()); });
}

QString PythonCalls::taskName(const CallSpec &call)
{
    if (call.kind == CallSpec::Kind::Nested)
        return pythonText(QString::fromUtf16(wordsOf(call.nested->verb).name));
    if ((call.kind != CallSpec::Kind::Coroutine && call.kind != CallSpec::Kind::Method) || !isPure(call))
        return {};
    std::vector<PythonExpressions::Piece> pieces;
    pieces.push_back((call.method.isEmpty() ? call.name : call.name + u'.' + call.method) + u'(');
    for (std::size_t at = 0; at < call.arguments.size(); ++at) {
        if (at > 0)
            pieces.push_back(QStringLiteral(", "));
        const ExpressionNode &root = call.arguments[at]->root();
        if (root.kind == ExpressionKind::String)
            pieces.push_back(root.text);
        else if (root.kind == ExpressionKind::Number)
            pieces.push_back(numberText(root.number));
        else if (root.kind == ExpressionKind::Name && m_context.findObject(root.text) &&
                 !m_expressions.scope().find(root.text))
            pieces.push_back(root.text);
        else
            pieces.push_back(m_expressions.inField([&] { return m_expressions.piece(m_expressions.write(root)); }));
    }
    pieces.push_back(QStringLiteral(")"));
    return m_expressions.formatted(pieces);
}

PythonCalls::Awaitable PythonCalls::task(const CallSpec &call, const std::optional<ValueSpec> &name,
                                         const QString &group)
{
    const QString make = (group.isEmpty() ? QStringLiteral("asyncio") : group) + QStringLiteral(".create_task(");
    Awaitable inner = awaitable(call);
    PythonType result = PythonType::task(inner.result);
    if (call.kind == CallSpec::Kind::Nested && inner.isFuture)
        inner.text = QStringLiteral("%1(%2)").arg(m_expressions.helper(QStringLiteral("awaited")), inner.text);
    QString label;
    if (name) {
        label = m_expressions.text(*name).text;
    } else if (call.kind == CallSpec::Kind::Variable) {
        label = inner.text + QStringLiteral(".__name__");
    } else if (isPure(call)) {
        label = taskName(call);
    } else {
        // The arguments draw or change something: they must be evaluated once, for the call and its name.
        const qsizetype open = inner.text.indexOf(u'(');
        const QString shown = call.method.isEmpty() ? call.name : call.name + u'.' + call.method;
        const QString more = group.isEmpty() ? QString{} : QStringLiteral(", group=") + group;
        return {QStringLiteral("%1(%2, %3, %4%5)")
                    .arg(m_expressions.helper(QStringLiteral("spawn")), inner.text.left(open), pythonText(shown),
                         inner.text.mid(open + 1, inner.text.size() - open - 2), more),
                result, true};
    }
    const QString named = label.isEmpty() ? QString{} : QStringLiteral(", name=") + label;
    return {make + inner.text + named + u')', result, true};
}

PythonCalls::Awaitable PythonCalls::asTask(const CallSpec &call)
{
    const Awaitable item = awaitable(call);
    if (item.isFuture)
        return {item.text, PythonType::task(item.result), true};
    if (call.kind == CallSpec::Kind::Variable || call.kind == CallSpec::Kind::Expression)
        return {QStringLiteral("asyncio.ensure_future(%1)").arg(item.text), PythonType::task(Kind::Any), true};
    return task(call, std::nullopt, {});
}

PythonCalls::Awaitable PythonCalls::tasks(const Step &step)
{
    // A gather or shield in the list makes its tasks at once; those of the list itself come after them.
    const bool later = step.calls.size() + (step.forClause ? 1 : 0) > 1 &&
                       std::any_of(step.calls.begin(), step.calls.end(), makesTasks);
    if (std::any_of(step.calls.begin(), step.calls.end(), makesTasks))
        m_context.helpers.nameFutures();
    QStringList items;
    PythonType element;
    const auto add = [&](const CallSpec &call) {
        // A future may come back among the results, and be logged by its name.
        if (call.kind == CallSpec::Kind::Variable && m_context.findObject(call.name))
            m_context.helpers.nameObjects();
        Awaitable item = later ? awaitable(call) : asTask(call);
        element = join(element, later ? PythonType::task(item.result) : item.result);
        const QString name = later && !item.isFuture ? taskName(call) : QString{};
        items.append(name.isEmpty() ? item.text : QStringLiteral("(%1, %2)").arg(item.text, name));
    };
    const auto made = [&](const QString &text) {
        const QString whole =
            later ? QStringLiteral("%1(%2)").arg(m_expressions.helper(QStringLiteral("futures")), text) : text;
        return Awaitable{whole, PythonType::list(element)};
    };
    if (step.forClause) {
        QString head;
        within(*step.forClause, head, [&] {
            for (const CallSpec &call : step.calls)
                add(call);
            return 0;
        });
        const QString form = step.isList ? QStringLiteral("[each %2 for each in [%1]]") : QStringLiteral("[%1 %2]");
        return made(form.arg(items.join(u", "), head));
    }
    static const CallSpec none;
    const CallSpec &first = step.calls.empty() ? none : step.calls[0];
    const bool isVariable = first.kind == CallSpec::Kind::Variable || first.kind == CallSpec::Kind::Expression;
    if (!step.isList && isVariable && !variable(first).isFuture) {
        const PythonCode code =
            first.expression ? m_expressions.write(*first.expression) : m_expressions.name(first.name);
        if (code.type.is(Kind::Unknown))
            return {code.text, PythonType()};
        if (code.type.is(Kind::List) && code.type.elementOrAny().is(Kind::Task))
            return {code.text, code.type};
        return {QStringLiteral("%1(%2)").arg(m_expressions.helper(QStringLiteral("futures")), code.text),
                PythonType::list(PythonType::task(Kind::Any))};
    }
    for (const CallSpec &call : step.calls)
        add(call);
    return made(list(QStringLiteral("["), items, QStringLiteral("]")));
}

} // namespace coroscope
