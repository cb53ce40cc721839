// SPDX-License-Identifier: MIT
#include "core/scenario/pythonexpression.h"

#include "core/scenario/scenariowords.h"

#include <functional>

namespace coroscope
{
namespace
{

using Code = PythonCode;
using Kind = PythonType::Kind;

/// One call of a method, as it is being written.
class MethodWriter
{
public:
    MethodWriter(PythonExpressions &writer, const ExpressionNode &call)
        : m_writer(writer), m_call(call), m_callee(*call.children[0]), m_method(m_callee.text)
    {
    }

    Code write();

private:
    Code ofObject(const ObjectSpec *object);
    Code ofHandle();
    Code ofList();
    Code ofText();
    Code ofEither();
    Code arrowMethod();
    Code made(const QString &text, const PythonType &type, Code::Precedence precedence = Code::Primary) const
    {
        return pythonCode(text, precedence, type);
    }
    Code helper(const char *name, const PythonType &type)
    {
        const QString more = m_writer.arguments(m_call);
        return made(QStringLiteral("%1(%2%3)")
                        .arg(m_writer.helper(QString::fromLatin1(name)), m_object.text,
                             more.isEmpty() ? more : QStringLiteral(", ") + more),
                    type);
    }
    std::size_t count() const { return m_call.children.size() - 1; }
    Code argument(std::size_t at) { return m_writer.write(*m_call.children[at + 1]); }
    QString on() const { return m_object.at(Code::Primary); }
    PythonType element() const { return m_object.type.elementOrAny(); }
    [[noreturn]] void refuse() const
    {
        throw PythonRefused{QStringLiteral("the method '%1' cannot be written in Python").arg(m_method), {}};
    }

    PythonExpressions &m_writer;
    const ExpressionNode &m_call;
    const ExpressionNode &m_callee;
    const QString &m_method;
    Code m_object;
};

Code MethodWriter::write()
{
    const ExpressionNode &object = *m_callee.children[0];
    if (m_callee.optional)
        throw PythonRefused{QStringLiteral("'?.' cannot be written in Python; use a condition"), {}};
    if (object.kind == ExpressionKind::Name && !m_writer.scope().find(object.text)) {
        if (const ObjectSpec *known = m_writer.context().findObject(object.text))
            return ofObject(known);
    }
    m_object = m_writer.write(object);
    if (m_object.type.is(Kind::Unknown))
        return made(on() + u'.' + m_method + u'(' + m_writer.arguments(m_call) + u')', Kind::Unknown);
    const bool isHandle = m_object.type.is(Kind::Task) || m_object.type.is(Kind::Object) ||
                          (m_object.type.is(Kind::Any) && findMethod(m_method) && m_method != u"join");
    if (isHandle)
        return ofHandle();
    if (m_method == u"toString" && count() == 0)
        return made(m_writer.text(m_object), Kind::Text);
    if (m_method == u"toFixed")
        return helper("fixed", Kind::Text);
    if (m_object.type.is(Kind::Text))
        return ofText();
    return m_object.type.is(Kind::List) ? ofList() : ofEither();
}

Code MethodWriter::ofObject(const ObjectSpec *object)
{
    PythonContext &context = m_writer.context();
    const QString name = context.globals.value(object->name);
    PythonType &element = context.elements[object->name];
    const bool puts = m_method == u"put_nowait" || m_method == u"set_result";
    if (puts && count() == 1)
        context.widen(element, argument(0).type);
    const QString call = QStringLiteral("%1.%2(%3)").arg(name, m_method, m_writer.arguments(m_call));
    // asyncio has these as coroutines, though they never wait.
    if (m_method == u"reset" || m_method == u"abort")
        return made(QStringLiteral("await ") + call, Kind::Null, Code::Await);
    return made(call, typeOfMethod(m_method, element));
}

Code MethodWriter::ofHandle()
{
    return made(QStringLiteral("%1.%2(%3)").arg(on(), m_method, m_writer.arguments(m_call)),
                typeOfMethod(m_method, m_object.type.is(Kind::Task) ? element() : PythonType(Kind::Any)));
}

/// Those that take a function: comprehensions, where the function is written out.
Code MethodWriter::arrowMethod()
{
    const ExpressionNode &function = *m_call.children[1];
    const bool asks = m_method != u"map";
    const auto inlined = m_writer.inlined(function, {element(), Kind::Count}, asks);
    QString head;
    QString body;
    PythonType type = Kind::Any;
    if (inlined) {
        const bool counted = inlined->parameters.size() == 2;
        const QString item = inlined->parameters[0];
        head = counted ? QStringLiteral("for %1, %2 in enumerate(%3)").arg(inlined->parameters[1], item, m_object.text)
                       : QStringLiteral("for %1 in %2").arg(item, m_object.at(Code::Or));
        type = inlined->body.type;
        if (m_method == u"map")
            return made(QStringLiteral("[%1 %2]").arg(inlined->body.at(Code::Conditional), head),
                        PythonType::list(type));
        body = inlined->body.at(Code::Or);
        if (m_method == u"filter")
            return made(QStringLiteral("[%1 %2 if %3]").arg(item, head, body), m_object.type);
        if (m_method == u"find")
            return made(QStringLiteral("next((%1 %2 if %3), None)").arg(item, head, body), Kind::Any);
    } else {
        const QString called = m_writer.write(function).at(Code::Primary);
        head = QStringLiteral("for item in %1").arg(m_object.at(Code::Or));
        if (m_method == u"map")
            return made(QStringLiteral("[%1(item) %2]").arg(called, head), PythonType::list(Kind::Any));
        body = QStringLiteral("%1(%2(item))").arg(m_writer.helper(QStringLiteral("truthy")), called);
        if (m_method == u"filter")
            return made(QStringLiteral("[item %1 if %2]").arg(head, body), m_object.type);
        if (m_method == u"find")
            return made(QStringLiteral("next((item %1 if %2), None)").arg(head, body), Kind::Any);
    }
    const QString test = m_method == u"some" ? QStringLiteral("any(%1 %2)") : QStringLiteral("all(%1 %2)");
    if (m_method == u"some" || m_method == u"every")
        return made(test.arg(body, head), Kind::Bool);
    refuse();
}

Code MethodWriter::ofList()
{
    static const QStringList withFunction{QStringLiteral("map"), QStringLiteral("filter"), QStringLiteral("find"),
                                          QStringLiteral("some"), QStringLiteral("every")};
    if (withFunction.contains(m_method) && count() == 1)
        return arrowMethod();
    if (m_method == u"reduce" && count() >= 1) {
        m_writer.context().helpers.import(QStringLiteral("functools"));
        const QString start = count() > 1 ? QStringLiteral(", ") + argument(1).text : QString{};
        return made(QStringLiteral("functools.reduce(%1, %2%3)").arg(argument(0).text, m_object.text, start),
                    Kind::Any);
    }
    if (m_method == u"join") {
        if (element().is(Kind::Text) && count() == 1)
            return made(QStringLiteral("%1.join(%2)").arg(argument(0).at(Code::Primary), m_object.text), Kind::Text);
        return helper("joined", Kind::Text);
    }
    if (m_method == u"push" || m_method == u"unshift") {
        // What goes into a list is known no more when it is done behind the list's back.
        if (m_callee.children[0]->kind == ExpressionKind::Name)
            for (std::size_t at = 0; at < count(); ++at)
                if (m_writer.scope().isOwn(m_callee.children[0]->text))
                    m_writer.scope().assign(m_callee.children[0]->text, PythonType::list(argument(at).type));
        return m_method == u"push" ? helper("push", Kind::Count) : helper("unshift", Kind::Count);
    }
    if (m_method == u"pop" || m_method == u"shift") {
        if (m_callee.children[0]->kind != ExpressionKind::Name)
            refuse();
        const QString index = m_method == u"shift" ? QStringLiteral("0") : QString{};
        return made(QStringLiteral("%1.pop(%2) if %1 else None").arg(on(), index), Kind::Any, Code::Conditional);
    }
    if (m_method == u"concat" && count() >= 1) {
        QString all = m_object.at(Code::Sum);
        PythonType type = m_object.type;
        for (std::size_t at = 0; at < count(); ++at) {
            const Code more = argument(at);
            const bool isList = more.type.is(Kind::List);
            if (!isList && !more.type.isPlain())
                refuse();
            all += QStringLiteral(" + ") + (isList ? more.at(Code::Product) : u'[' + more.text + u']');
            type = join(type, isList ? more.type : PythonType::list(more.type));
        }
        return made(all, type, Code::Sum);
    }
    if (m_method == u"sort" || m_method == u"reverse" || m_method == u"splice") {
        const char *name = m_method == u"sort" ? "sort" : m_method == u"reverse" ? "reverse" : "splice";
        return helper(name, m_object.type);
    }
    return ofEither();
}

/// Methods that lists and texts share, and those of a value of which no more is known.
Code MethodWriter::ofEither()
{
    const PythonType same = m_object.type.is(Kind::Text) || m_object.type.is(Kind::List) ? m_object.type : Kind::Any;
    if (m_method == u"slice") {
        const QString from = count() > 0 ? argument(0).text : QString{};
        const QString to = count() > 1 ? argument(1).text : QString{};
        return made(QStringLiteral("%1[%2:%3]").arg(on(), from, to), same);
    }
    if (m_method == u"indexOf" && count() == 1)
        return helper("index_of", Kind::Integer);
    if (m_method == u"includes" && count() == 1) {
        const Code wanted = argument(0);
        // True is 1 to Python, and a list is what it holds.
        const PythonType held = m_object.type.is(Kind::Text) ? m_object.type : element();
        const bool plain =
            (wanted.type.isNumber() && held.isNumber()) || (wanted.type.is(Kind::Text) && held.is(Kind::Text));
        if (!plain)
            return helper("includes", Kind::Bool);
        constexpr auto tighter = static_cast<Code::Precedence>(Code::Comparison + 1);
        return made(wanted.at(tighter) + QStringLiteral(" in ") + m_object.at(tighter), Kind::Bool, Code::Comparison);
    }
    if (m_method == u"at" && count() == 1 && m_object.type.is(Kind::List) && argument(0).isLiteral)
        return made(QStringLiteral("%1[%2]").arg(on(), argument(0).text), element());
    if (m_object.type.is(Kind::Any)) {
        // A method that only one of the two has tells which it is.
        static const QStringList ofTexts{
            QStringLiteral("toUpperCase"), QStringLiteral("toLowerCase"), QStringLiteral("trim"),
            QStringLiteral("split"),       QStringLiteral("startsWith"),  QStringLiteral("endsWith"),
            QStringLiteral("repeat"),      QStringLiteral("padStart"),    QStringLiteral("padEnd"),
            QStringLiteral("replace"),     QStringLiteral("replaceAll")};
        m_object.type = ofTexts.contains(m_method) ? PythonType(Kind::Text) : PythonType::list(Kind::Any);
        return ofTexts.contains(m_method) ? ofText() : ofList();
    }
    refuse();
}

Code MethodWriter::ofText()
{
    struct Alike {
        const char16_t *method;
        const char *form; ///< %1 the text, %2 the arguments
        Kind gives;
        std::size_t arguments;
    };
    static const std::vector<Alike> table{
        {u"toUpperCase", "%1.upper(%2)", Kind::Text, 0},  {u"toLowerCase", "%1.lower(%2)", Kind::Text, 0},
        {u"trim", "%1.strip(%2)", Kind::Text, 0},         {u"startsWith", "%1.startswith(%2)", Kind::Bool, 1},
        {u"endsWith", "%1.endswith(%2)", Kind::Bool, 1},  {u"replace", "%1.replace(%2, 1)", Kind::Text, 2},
        {u"replaceAll", "%1.replace(%2)", Kind::Text, 2}, {u"padStart", "%1.rjust(%2)", Kind::Text, 1},
        {u"padStart", "%1.rjust(%2)", Kind::Text, 2},     {u"padEnd", "%1.ljust(%2)", Kind::Text, 1},
        {u"padEnd", "%1.ljust(%2)", Kind::Text, 2},
    };
    for (const Alike &alike : table) {
        if (m_method == alike.method && count() == alike.arguments)
            return made(QString::fromLatin1(alike.form).arg(on(), m_writer.arguments(m_call)), alike.gives);
    }
    if (m_method == u"repeat" && count() == 1)
        return made(m_object.at(Code::Product) + QStringLiteral(" * ") + argument(0).at(Code::Sign), Kind::Text,
                    Code::Product);
    if (m_method == u"split" && count() == 1) {
        const Code separator = argument(0);
        const bool isEmpty = separator.isLiteral && separator.text.size() == 2;
        return made(isEmpty ? QStringLiteral("list(%1)").arg(m_object.text)
                            : QStringLiteral("%1.split(%2)").arg(on(), separator.text),
                    PythonType::list(Kind::Text));
    }
    if (m_method == u"concat")
        refuse();
    return ofEither();
}

} // namespace

PythonType typeOfMethod(const QString &method, const PythonType &element)
{
    static const QStringList yesOrNo{QStringLiteral("locked"), QStringLiteral("is_set"), QStringLiteral("empty"),
                                     QStringLiteral("full"),   QStringLiteral("done"),   QStringLiteral("cancelled"),
                                     QStringLiteral("cancel"), QStringLiteral("acquire")};
    if (yesOrNo.contains(method))
        return Kind::Bool;
    if (method == u"qsize")
        return Kind::Count;
    if (method == u"get" || method == u"get_nowait" || method == u"result")
        return element;
    if (method == u"exception" || method == u"wait")
        return Kind::Any;
    return Kind::Null;
}

PythonCode writePythonMethod(PythonExpressions &writer, const ExpressionNode &call)
{
    return MethodWriter(writer, call).write();
}

} // namespace coroscope
