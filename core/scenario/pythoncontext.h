// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/model.h"
#include "core/scenario/pythonhelpers.h"
#include "core/scenario/pythontype.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <vector>

namespace coroscope
{

/// Thrown where something cannot be said in Python.
struct PythonRefused {
    QString message;
    Place place; ///< line 0: not known here
};

/// What is known of the values of one coroutine, resource or of main.
struct PythonBodyTypes {
    QHash<QString, PythonType> variables;
    PythonType returned;
    PythonType yielded;
};

/// What the parts of a program share while it is written: names, helpers and types.
///
/// The program is written again and again until no type changes: each pass learns from assignments and calls what
/// variables, parameters and results hold, and the last pass writes with all of that known.
class PythonContext
{
public:
    explicit PythonContext(const Scenario &from);

    const Scenario &scenario;
    PythonHelpers helpers;
    QHash<QString, QString> globals; ///< of params, objects, resources, coroutines: the name in Python
    QHash<QString, PythonType> parameters;
    QHash<QString, PythonType> elements; ///< of objects: what their queue or future holds
    std::vector<PythonBodyTypes> coroutines;
    std::vector<PythonBodyTypes> resources;
    PythonBodyTypes main;
    bool changed = false;

    /// Notes that something may hold `more` as well.
    void widen(PythonType &known, const PythonType &more);
    /// What is still unknown after all passes may be anything.
    void forgetUnknown();

    /// The class of an error as Python names it.
    QString errorName(const QString &error) const;
    QString mainName() const { return m_mainName; }
    QString randomName() const { return m_randomName; }
    const ObjectSpec *findObject(const QString &name) const;

    /// A name that nothing in the program has.
    QString freeName(const QString &wanted, const QSet<QString> &taken) const;

private:
    QSet<QString> m_pythonNames; ///< of everything global
    QHash<QString, QString> m_errors;
    QString m_mainName;
    QString m_randomName;
};

/// Text as a Python literal, in quotes of that kind.
QString pythonText(const QString &text, QChar quote = u'"');

} // namespace coroscope
