// SPDX-License-Identifier: MIT
#include "core/scenario/readcontext.h"

#include "core/scenario/scenariowords.h"

#include <algorithm>
#include <tuple>

namespace coroscope
{
namespace
{

constexpr std::size_t mostFaults = 1000;

} // namespace

void ReadContext::fault(FaultKind kind, Place place, const QString &message)
{
    if (scope.collecting)
        return;
    if (m_faults.size() >= mostFaults)
        ++m_moreFaults;
    else
        m_faults.push_back({document.fileName(), place.line, place.column, message, kind});
}

std::vector<Fault> ReadContext::takeFaults()
{
    const auto key = [](const Fault &fault) { return std::tie(fault.line, fault.column, fault.message); };
    std::vector<Fault> faults = document.faults();
    faults.insert(faults.end(), m_faults.begin(), m_faults.end());
    // Stable, so that faults of one place stay in the order in which they were found.
    std::stable_sort(faults.begin(), faults.end(), [](const Fault &left, const Fault &right) {
        return std::tie(left.line, left.column) < std::tie(right.line, right.column);
    });
    faults.erase(std::unique(faults.begin(), faults.end(),
                             [&key](const Fault &left, const Fault &right) { return key(left) == key(right); }),
                 faults.end());
    if (const int more = m_moreFaults + document.moreFaults(); more > 0)
        faults.push_back({document.fileName(), 0, 0,
                          QStringLiteral("%1 more faults are not shown; mend these first").arg(more),
                          FaultKind::MoreFaults});
    return faults;
}

Result<ExpressionPtr> ReadContext::parse(const QString &source)
{
    const auto found = m_parsed.constFind(source);
    if (found != m_parsed.constEnd())
        return *found;
    return *m_parsed.insert(source, Expression::parse(source));
}

bool ReadContext::isVariable(const QString &name) const
{
    return scope.variables.contains(name) || scope.fresh.contains(name) || doubtful.contains(name);
}

std::optional<Declared> ReadContext::find(const QString &name) const
{
    const auto found = declared.constFind(name);
    return found == declared.constEnd() ? std::nullopt : std::optional(*found);
}

bool ReadContext::mayGuess(qsizetype names)
{
    if (scope.collecting || m_faults.size() >= mostFaults || m_guesses < names)
        return false;
    m_guesses -= names;
    return true;
}

QStringList ReadContext::namesInScope()
{
    if (!mayGuess(scope.variables.size() + declared.size()))
        return {};
    QStringList names(scope.variables.begin(), scope.variables.end());
    names += scope.fresh;
    for (auto name = declared.keyBegin(); name != declared.keyEnd(); ++name)
        names.append(*name);
    for (const BuiltinFunction &function : builtinFunctions())
        names.append(QString::fromUtf16(function.name));
    names.sort(); // hashes have no order of their own, messages must
    return names;
}

QStringList ReadContext::namesOf(Declared::Kind kind)
{
    QStringList names;
    if (!mayGuess(declared.size()))
        return names;
    for (auto name = declared.begin(); name != declared.end(); ++name) {
        if (name->kind == kind)
            names.append(name.key());
    }
    names.sort();
    return names;
}

QStringList ReadContext::namesOfVariables()
{
    if (!mayGuess(scope.variables.size()))
        return {};
    return {scope.variables.begin(), scope.variables.end()};
}

QStringList ReadContext::namesOfErrors() { return mayGuess(errors.size()) ? errors.names() : QStringList{}; }

bool ReadContext::checkName(Place place, const QString &name, const QString &what)
{
    if (isReservedWord(name)) {
        fault(FaultKind::BadName, place,
              QStringLiteral("'%1' is a word of the expression language; choose another name for %2").arg(name, what));
        return false;
    }
    if (isIdentifier(name))
        return true;
    fault(FaultKind::BadName, place,
          QStringLiteral("'%1' is not a name; %2 is named with letters, digits and '_', not a digit first")
              .arg(name, what));
    return false;
}

QString ReadContext::readBoundName(const YamlNode &node, const QString &key)
{
    if (!node.isScalar()) {
        fault(FaultKind::BadName, node,
              QStringLiteral("'%1' needs a name to assign to, not %2").arg(key, describe(node)));
        return {};
    }
    if (!checkName(document.place(node), node.text, QStringLiteral("a variable")))
        return {};
    scope.variables.insert(node.text);
    return node.text;
}

QString describe(const YamlNode &node)
{
    constexpr qsizetype longest = 40;
    switch (node.kind) {
    case YamlNode::Kind::Null:
        return QStringLiteral("nothing");
    case YamlNode::Kind::Sequence:
        return QStringLiteral("a list");
    case YamlNode::Kind::Mapping:
        return QStringLiteral("a mapping");
    case YamlNode::Kind::Scalar:
        break;
    }
    const QString line = node.text.section(u'\n', 0, 0);
    return QStringLiteral("'%1'").arg(
        line.size() > longest || line.size() < node.text.size() ? line.left(longest) + u'…' : line);
}

} // namespace coroscope
