// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/errortypes.h"
#include "core/scenario/model.h"
#include "core/scenario/yamldocument.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <vector>

namespace coroscope
{

/// What a name that the whole file sees stands for.
struct Declared {
    enum class Kind { Parameter, Object, Resource, Coroutine };

    Kind kind = Kind::Parameter;
    int index = 0;                               ///< in the scenario's list of that kind
    Constructor constructor = Constructor::Lock; ///< of an object
};

/// The names of one body of steps, and what may stand in it.
struct Scope {
    enum class Body { Outside, Main, Coroutine, Generator, Enter, Exit };

    Body body = Body::Outside;
    QString owner;           ///< the coroutine or resource
    QSet<QString> variables; ///< parameters and everything that is assigned anywhere in the body
    QSet<QString> groups;    ///< those that `task_group` binds
    QStringList fresh;       ///< the `for` names of gather, create_task and the like that are being read
    int loops = 0;
    /// The first of two readings: names are gathered, faults are left to the second.
    bool collecting = false;
};

/// What the readers of a scenario's parts share: the file, its names, and the faults found so far.
class ReadContext
{
public:
    ReadContext(const YamlDocument &yaml, Scenario &into) : document(yaml), scenario(into) {}

    const YamlDocument &document;
    Scenario &scenario;
    ErrorTypes errors;
    QHash<QString, Declared> declared;
    /// Names whose declaration has a fault: nothing more is said of how they are used.
    QSet<QString> doubtful;
    Scope scope; ///< of the body that is being read

    void fault(FaultKind kind, Place place, const QString &message);
    void fault(FaultKind kind, const YamlNode &node, const QString &message)
    {
        fault(kind, document.place(node), message);
    }
    /// All faults, in the order of the file, each once.
    std::vector<Fault> takeFaults();

    /// Parses an expression, each text once.
    Result<ExpressionPtr> parse(const QString &source);

    /// Whether the name is one of the body's own, or doubtful.
    bool isVariable(const QString &name) const;
    /// What the name stands for where it is not a variable of the body.
    std::optional<Declared> find(const QString &name) const;
    /// Every name that an expression of the body may use, to guess what was meant by another. None once so many were
    /// looked at that guessing would take long: a file can hold many names, and many that are near to them.
    QStringList namesInScope();
    /// The same of one kind.
    QStringList namesOf(Declared::Kind kind);
    QStringList namesOfVariables();
    QStringList namesOfErrors();

    /// Reads a name that a step binds. Gives nothing, and tells why, if it can be none.
    QString readBoundName(const YamlNode &node, const QString &key);
    /// Tells of a name that cannot be one; `what` is for the message.
    bool checkName(Place place, const QString &name, const QString &what);

private:
    bool mayGuess(qsizetype names);

    qsizetype m_guesses = 300'000; ///< how many more names may be looked at
    std::vector<Fault> m_faults;
    int m_moreFaults = 0;
    QHash<QString, Result<ExpressionPtr>> m_parsed;
};

/// What a node is, for messages: `a list`, `a mapping`, `nothing`, `the text 'x'`.
QString describe(const YamlNode &node);

} // namespace coroscope
