// SPDX-License-Identifier: MIT
#include "core/scenario/scenariowalk.h"

#include <algorithm>

namespace coroscope
{
namespace
{

bool names(const ExpressionPtr &expression, const QString &name)
{
    if (!expression)
        return false;
    const auto &free = expression->freeNames();
    return std::any_of(free.begin(), free.end(), [&name](const auto &found) { return found.name == name; });
}

bool names(const ValueSpec &value, const QString &name)
{
    return names(value.expression, name) ||
           std::any_of(value.items.begin(), value.items.end(), [&name](const auto &item) { return names(item, name); });
}

bool names(const std::optional<ValueSpec> &value, const QString &name) { return value && names(*value, name); }

bool stepNames(const Step &step, const QString &name);

bool names(const CallSpec &call, const QString &name)
{
    if (call.kind != CallSpec::Kind::Coroutine && call.name == name)
        return true;
    if (names(call.expression, name) || (call.nested && stepNames(*call.nested, name)))
        return true;
    return std::any_of(call.arguments.begin(), call.arguments.end(),
                       [&name](const ExpressionPtr &argument) { return names(argument, name); });
}

/// What a step itself uses, without the steps inside it.
bool stepNames(const Step &step, const QString &name)
{
    const auto callNames = [&name](const CallSpec &call) { return names(call, name); };
    const auto assigned = [&name](const auto &assignment) { return names(assignment.second, name); };
    return std::any_of(step.calls.begin(), step.calls.end(), callNames) || names(step.value, name) ||
           names(step.duration, name) || names(step.timeout, name) || names(step.name, name) ||
           names(step.condition, name) || names(step.returnExceptions, name) || step.variable == name ||
           (step.verb != Verb::TaskGroup && step.group == name) || step.pool == name ||
           (step.forClause && names(step.forClause->list, name)) ||
           std::any_of(step.assignments.begin(), step.assignments.end(), assigned);
}

} // namespace

void forEachStep(const Steps &steps, const std::function<void(const Step &)> &visit)
{
    for (const Step &step : steps) {
        visit(step);
        forEachStep(step.body, visit);
        for (const ExceptClause &clause : step.excepts)
            forEachStep(clause.steps, visit);
        forEachStep(step.elseBody, visit);
        forEachStep(step.finallyBody, visit);
    }
}

QStringList boundNames(const Step &step)
{
    QStringList bound = step.as;
    for (const auto &assignment : step.assignments)
        bound.append(assignment.first);
    for (const ExceptClause &clause : step.excepts) {
        if (!clause.as.isEmpty())
            bound.append(clause.as);
    }
    if (step.verb == Verb::For && step.forClause)
        bound.append(step.forClause->name);
    if (step.verb == Verb::AsyncFor)
        bound.append(step.forName);
    if (step.verb == Verb::TaskGroup)
        bound.append(step.group);
    return bound;
}

QSet<QString> assignedNames(const Steps &steps)
{
    QSet<QString> assigned;
    forEachStep(steps, [&assigned](const Step &step) {
        for (const QString &name : boundNames(step))
            assigned.insert(name);
    });
    return assigned;
}

bool usesOutsideHandlers(const Steps &steps, const QString &name)
{
    for (const Step &step : steps) {
        if (stepNames(step, name))
            return true;
        for (const Steps *inner : {&step.body, &step.elseBody, &step.finallyBody}) {
            if (usesOutsideHandlers(*inner, name))
                return true;
        }
        for (const ExceptClause &clause : step.excepts) {
            if (clause.as != name && usesOutsideHandlers(clause.steps, name))
                return true;
        }
    }
    return false;
}

bool canFallThrough(const Steps &steps)
{
    if (steps.empty())
        return true;
    const Step &last = steps.back();
    switch (last.verb) {
    case Verb::Return:
    case Verb::Raise:
        return false;
    case Verb::If:
        return !last.hasElse || canFallThrough(last.body) || canFallThrough(last.elseBody);
    default:
        return true;
    }
}

} // namespace coroscope
