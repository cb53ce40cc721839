// SPDX-License-Identifier: MIT
#include "core/scenario/pythoncontext.h"

#include "core/scenario/scenariowalk.h"

namespace coroscope
{
namespace
{

/// Keywords of Python, and those of its names that a written program uses.
const QSet<QString> &pythonWords()
{
    static const QSet<QString> words = [] {
        const QString list = QStringLiteral(
            "False None True and as assert async await break class continue def del elif else except finally for from "
            "global if import in is lambda nonlocal not or pass raise return try while with yield self "
            "abs all any bool dict enumerate float format int isinstance len list map max min next print range sorted "
            "str sum type reversed set tuple getattr complex "
            "asyncio concurrent contextlib decimal functools math random re time "
            "BaseException Exception ValueError TypeError KeyError IndexError LookupError RuntimeError "
            "ZeroDivisionError ArithmeticError TimeoutError ConnectionError ConnectionResetError "
            "ConnectionRefusedError OSError PermissionError FileNotFoundError StopAsyncIteration BaseExceptionGroup "
            "ExceptionGroup OverflowError");
        const QStringList split = list.split(u' ', Qt::SkipEmptyParts);
        return QSet<QString>(split.begin(), split.end());
    }();
    return words;
}

QSet<QString> namesOfBody(const QStringList &parameters, const Steps &steps)
{
    return assignedNames(steps) + QSet<QString>(parameters.begin(), parameters.end());
}

PythonType settled(const PythonType &type)
{
    if (type.is(PythonType::Kind::Unknown))
        return PythonType::Kind::Any;
    if (!type.element)
        return type;
    PythonType result = type;
    result.element = std::make_shared<const PythonType>(settled(*type.element));
    return result;
}

void forget(QHash<QString, PythonType> &types)
{
    for (PythonType &type : types)
        type = settled(type);
}

void forget(PythonBodyTypes &body)
{
    forget(body.variables);
    body.returned = settled(body.returned);
    body.yielded = settled(body.yielded);
}

} // namespace

PythonContext::PythonContext(const Scenario &from) : scenario(from)
{
    QSet<QString> locals = namesOfBody({}, from.main);
    for (const Coroutine &coroutine : from.coroutines)
        locals += namesOfBody(coroutine.parameters, coroutine.steps);
    for (const Resource &resource : from.resources)
        locals += namesOfBody(resource.parameters, resource.enter) + assignedNames(resource.exit);
    const auto addGlobal = [this](const QString &name) {
        const QString free = freeName(name, {});
        m_pythonNames.insert(free);
        return free;
    };
    for (const Parameter &parameter : from.parameters)
        globals.insert(parameter.name, addGlobal(parameter.name));
    for (const ObjectSpec &object : from.objects)
        globals.insert(object.name, addGlobal(object.name));
    for (const Resource &resource : from.resources)
        globals.insert(resource.name, addGlobal(resource.name));
    for (const Coroutine &coroutine : from.coroutines)
        globals.insert(coroutine.name, addGlobal(coroutine.name));
    for (const auto &[name, base] : from.errors)
        m_errors.insert(name, addGlobal(name));
    m_mainName = addGlobal(QStringLiteral("main"));
    m_randomName = freeName(QStringLiteral("rng"), locals);
    m_pythonNames.insert(m_randomName);
    helpers.avoid(pythonWords() + m_pythonNames + locals);
    coroutines.resize(from.coroutines.size());
    resources.resize(from.resources.size());
}

void PythonContext::widen(PythonType &known, const PythonType &more)
{
    const PythonType joined = join(known, more);
    if (joined == known)
        return;
    known = joined;
    changed = true;
}

void PythonContext::forgetUnknown()
{
    forget(main);
    forget(parameters);
    forget(elements);
    for (PythonBodyTypes &body : coroutines)
        forget(body);
    for (PythonBodyTypes &body : resources)
        forget(body);
}

QString PythonContext::errorName(const QString &error) const
{
    static const QSet<QString> ofAsyncio{QStringLiteral("CancelledError"), QStringLiteral("InvalidStateError"),
                                         QStringLiteral("QueueEmpty"), QStringLiteral("QueueFull"),
                                         QStringLiteral("BrokenBarrierError")};
    const auto own = m_errors.constFind(error);
    if (own != m_errors.constEnd())
        return *own;
    return ofAsyncio.contains(error) ? QStringLiteral("asyncio.") + error : error;
}

const ObjectSpec *PythonContext::findObject(const QString &name) const
{
    for (const ObjectSpec &object : scenario.objects) {
        if (object.name == name)
            return &object;
    }
    return nullptr;
}

QString PythonContext::freeName(const QString &wanted, const QSet<QString> &taken) const
{
    QString name = wanted;
    while (pythonWords().contains(name) || m_pythonNames.contains(name) || taken.contains(name))
        name += u'_';
    return name;
}

QString pythonText(const QString &text, QChar quote)
{
    QString literal = quote;
    for (const QChar c : text) {
        if (c == quote || c == u'\\')
            literal += u'\\';
        if (c == u'\n')
            literal += QStringLiteral("\\n");
        else if (c == u'\t')
            literal += QStringLiteral("\\t");
        else if (c == u'\r')
            literal += QStringLiteral("\\r");
        else if (c.unicode() < 0x20 || c.unicode() == 0x7F)
            literal += QStringLiteral("\\x%1").arg(QString::number(c.unicode(), 16).rightJustified(2, u'0'));
        else
            literal += c;
    }
    return literal + quote;
}

} // namespace coroscope
