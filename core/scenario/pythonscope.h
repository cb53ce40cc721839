// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/pythoncontext.h"

namespace coroscope
{

/// The names of one function of the program: what each is called in Python and what it holds.
class PythonScope
{
public:
    struct Variable {
        QString name;
        PythonType type;
    };

    /// The scope of module level: only params and objects.
    explicit PythonScope(PythonContext &context) : m_context(context) {}
    /// The scope of a function with these parameters and assigned names. Of a resource `prefix` is `self.`.
    PythonScope(PythonContext &context, PythonBodyTypes &types, const QStringList &parameters,
                const QSet<QString> &assigned, const QString &prefix = {});

    /// A variable of the function, or one that is fresh. Nothing for other names.
    std::optional<Variable> find(const QString &name) const;
    bool isOwn(const QString &name) const { return m_names.contains(name); }
    /// How a variable is written where it is assigned; notes what it may hold.
    QString assign(const QString &name, const PythonType &type);
    /// Own variables that have the name of a param or object, whose value they begin with.
    QStringList hiding() const;

    /// A name that is bound in one expression, until pop().
    QString push(const QString &name, const PythonType &type);
    void pop() { m_fresh.pop_back(); }

    /// A name for the writer's own use in this function.
    QString temporary(const QString &wanted);
    PythonBodyTypes *types() const { return m_types; }

private:
    PythonContext &m_context;
    PythonBodyTypes *m_types = nullptr;
    QHash<QString, QString> m_names;
    QSet<QString> m_taken;
    QStringList m_parameters;
    std::vector<std::pair<QString, Variable>> m_fresh;
};

} // namespace coroscope
