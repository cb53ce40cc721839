// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

namespace coroscope
{

/// The functions that a written program needs beside Python's own, because the format's expressions are JavaScript's:
/// each only where it is used.
class PythonHelpers
{
public:
    /// Names that the helpers must keep clear of.
    void avoid(const QSet<QString> &names) { m_avoided = names; }

    /// The name under which a helper is called; from now on it is part of the program.
    QString use(const QString &helper);
    /// From now on `text` knows the names of objects.
    void nameObjects() { m_namesObjects = true; }
    /// The same for what gather and shield give.
    void nameFutures() { m_namesFutures = true; }
    /// The same for coroutines that were made and not yet run.
    void nameCoroutines() { m_namesCoroutines = true; }
    bool uses(const QString &helper) const { return m_used.contains(helper); }
    void import(const QString &module) { m_imports.insert(module); }
    void clear();

    /// The `import` lines, sorted.
    QStringList imports() const;
    /// The definitions, in the order of the table; two empty lines after each.
    QString definitions() const;

private:
    QString nameOf(const QString &helper) const;
    QString kinds() const;

    QSet<QString> m_avoided;
    QSet<QString> m_used;
    QSet<QString> m_imports;
    bool m_namesObjects = false;
    bool m_namesFutures = false;
    bool m_namesCoroutines = false;
};

} // namespace coroscope
