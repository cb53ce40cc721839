// SPDX-License-Identifier: MIT
#include "core/scenario/pythonscope.h"

namespace coroscope
{

PythonScope::PythonScope(PythonContext &context, PythonBodyTypes &types, const QStringList &parameters,
                         const QSet<QString> &assigned, const QString &prefix)
    : m_context(context), m_types(&types), m_parameters(parameters)
{
    QStringList names(assigned.begin(), assigned.end());
    names.sort();
    for (const QString &name : parameters + names) {
        if (m_names.contains(name))
            continue;
        const QString free = context.freeName(name, m_taken);
        m_taken.insert(free);
        m_names.insert(name, prefix + free);
    }
}

std::optional<PythonScope::Variable> PythonScope::find(const QString &name) const
{
    for (auto fresh = m_fresh.rbegin(); fresh != m_fresh.rend(); ++fresh) {
        if (fresh->first == name)
            return fresh->second;
    }
    const auto own = m_names.constFind(name);
    if (own == m_names.constEnd())
        return std::nullopt;
    return Variable{*own, m_types->variables.value(name)};
}

QString PythonScope::assign(const QString &name, const PythonType &type)
{
    m_context.widen(m_types->variables[name], type);
    return m_names.value(name, name);
}

QStringList PythonScope::hiding() const
{
    QStringList hidden;
    for (auto name = m_names.keyBegin(); name != m_names.keyEnd(); ++name) {
        const bool isValue = m_context.parameters.contains(*name) || m_context.findObject(*name);
        if (isValue && !m_parameters.contains(*name))
            hidden.append(*name);
    }
    hidden.sort();
    return hidden;
}

QString PythonScope::push(const QString &name, const PythonType &type)
{
    // It may hide a variable of the function, as it does in the scenario; it must not hide what is global.
    const QString free = m_context.freeName(name, {});
    m_fresh.emplace_back(name, Variable{free, type});
    return free;
}

QString PythonScope::temporary(const QString &wanted)
{
    const QString free = m_context.freeName(wanted, m_taken);
    m_taken.insert(free);
    return free;
}

} // namespace coroscope
