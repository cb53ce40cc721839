// SPDX-License-Identifier: MIT
#include "core/scenario/controlreader.h"

namespace coroscope
{

void ControlReader::read(Step &step, const StepParts &parts, const YamlNode &value)
{
    switch (step.verb) {
    case Verb::Let:
        readLet(step, value);
        break;
    case Verb::Return:
        readReturn(step, parts, value);
        break;
    case Verb::Yield:
        readYield(step, value);
        break;
    case Verb::Raise:
        readRaise(step, value);
        break;
    case Verb::If:
        step.condition = m_values.readCondition(value, parts.verb());
        step.body = m_steps.readBody(step, parts, u"then");
        if (const YamlNode *other = parts.option(u"else")) {
            step.hasElse = true;
            step.elseBody = m_steps.read(*other, QStringLiteral("else"));
        }
        break;
    case Verb::While:
        step.condition = m_values.readCondition(value, parts.verb());
        step.body = m_steps.readLoopBody(step, parts);
        break;
    case Verb::For:
        readFor(step, parts, value);
        break;
    case Verb::Try:
        readTry(step, parts, value);
        break;
    case Verb::Break:
    case Verb::Continue:
        if (m_context.scope.loops == 0)
            m_context.fault(FaultKind::Misplaced, step.place,
                            QStringLiteral("'%1' stands outside of a loop; it belongs into the 'do' of "
                                           "while, for, async_for or as_completed")
                                .arg(parts.verb()));
        [[fallthrough]];
    case Verb::Pass:
        if (!value.isNull())
            m_context.fault(FaultKind::StepForm, value,
                            QStringLiteral("'%1' takes no value; write '- %1'").arg(parts.verb()));
        break;
    default:
        break;
    }
}

void ControlReader::readLet(Step &step, const YamlNode &value)
{
    if (!value.isMapping() || value.keys.empty()) {
        m_context.fault(FaultKind::ValueKind, value,
                        QStringLiteral("'let' needs a mapping such as {n: 1}, not %1")
                            .arg(value.isMapping() ? QStringLiteral("an empty one") : describe(value)));
        return;
    }
    for (std::size_t index = 0; index < value.keys.size(); ++index) {
        ValueSpec assigned = m_values.read(*value.items[index]);
        step.assignments.emplace_back(m_context.readBoundName(*value.keys[index], QStringLiteral("let")),
                                      std::move(assigned));
    }
}

void ControlReader::readReturn(Step &step, const StepParts &parts, const YamlNode &value)
{
    step.value = m_values.read(value);
    if (!parts.value || value.isNull())
        return;
    if (m_context.scope.body == Scope::Body::Generator)
        m_context.fault(FaultKind::Misplaced, value,
                        QStringLiteral("'%1' has a 'yield' step, so it is an async generator, which cannot "
                                       "return a value; write '- return'")
                            .arg(m_context.scope.owner));
    else if (m_context.scope.body == Scope::Body::Exit)
        m_context.fault(FaultKind::Misplaced, value,
                        QStringLiteral("'exit' has nobody to give a value to; write '- return'"));
}

void ControlReader::readYield(Step &step, const YamlNode &value)
{
    step.value = m_values.read(value);
    const Scope::Body body = m_context.scope.body;
    if (body == Scope::Body::Main)
        m_context.fault(FaultKind::Misplaced, step.place,
                        QStringLiteral("'main' cannot yield; put the steps into a coroutine and walk it "
                                       "with 'async_for'"));
    else if (body == Scope::Body::Enter || body == Scope::Body::Exit)
        m_context.fault(FaultKind::Misplaced, step.place,
                        QStringLiteral("a resource cannot yield; 'return' in 'enter' gives what 'as' "
                                       "binds"));
}

bool ControlReader::checkError(Place place, const QString &error)
{
    const ErrorType *type = m_context.errors.find(error);
    if (type && type->listed)
        return true;
    if (error.isEmpty()) {
        m_context.fault(FaultKind::ErrorName, place, QStringLiteral("the name of an error is missing here"));
        return false;
    }
    const QString plain = error.section(u'.', -1);
    const ErrorType *known = m_context.errors.find(plain);
    const QString near = known && known->listed ? QStringLiteral("; did you mean '%1'?").arg(plain)
                                                : didYouMean(error, m_context.namesOfErrors());
    m_context.fault(FaultKind::ErrorName, place,
                    QStringLiteral("unknown error '%1'%2")
                        .arg(error, near.isEmpty() ? QStringLiteral("; list an own one under 'errors' as '%1: "
                                                                    "Exception'")
                                                         .arg(error)
                                                   : near));
    return false;
}

void ControlReader::checkRaised(const YamlNode &node, const QString &error)
{
    if (checkError(m_context.document.place(node), error) && error == u"ExceptionGroup")
        m_context.fault(FaultKind::ErrorName, node,
                        QStringLiteral("an ExceptionGroup is raised by a task group only; raise another error"));
}

void ControlReader::readRaise(Step &step, const YamlNode &value)
{
    if (value.isNull())
        return;
    if (value.isMapping() && value.keys.size() == 1) {
        step.error = value.keys[0]->text;
        checkRaised(*value.keys[0], step.error);
        step.value = m_values.readText(*value.items[0], QStringLiteral("raise"));
        return;
    }
    if (!value.isScalar()) {
        m_context.fault(FaultKind::ErrorName, value,
                        QStringLiteral("'raise' needs an error such as 'ValueError' or '{ValueError: text}', or "
                                       "the name of a caught one, not %1")
                            .arg(value.isMapping() ? QStringLiteral("a mapping with %1 keys").arg(value.keys.size())
                                                   : describe(value)));
        return;
    }
    QString name = value.text.trimmed();
    if (name.startsWith(u"${") && name.endsWith(u'}') && m_context.isVariable(name.mid(2, name.size() - 3).trimmed()))
        name = name.mid(2, name.size() - 3).trimmed();
    if (m_context.isVariable(name)) {
        step.variable = name;
        return;
    }
    step.error = name;
    if (name.contains(u"${"))
        m_context.fault(FaultKind::ErrorName, value,
                        QStringLiteral("'raise' takes the name of an error or of a variable; assign the "
                                       "expression with 'let' first"));
    else
        checkRaised(value, name);
}

void ControlReader::readFor(Step &step, const StepParts &parts, const YamlNode &value)
{
    step.forClause = m_values.readFor(value);
    if (step.forClause && !step.forClause->name.isEmpty())
        m_context.scope.variables.insert(step.forClause->name);
    step.body = m_steps.readLoopBody(step, parts);
}

void ControlReader::readTry(Step &step, const StepParts &parts, const YamlNode &value)
{
    step.body = m_steps.read(value, QStringLiteral("try"));
    const YamlNode *excepts = parts.option(u"except");
    if (excepts && !excepts->isSequence()) {
        m_context.fault(FaultKind::ErrorName, *excepts,
                        QStringLiteral("'except' needs a list of entries such as '- ValueError: [steps]', "
                                       "not %1")
                            .arg(describe(*excepts)));
    } else if (excepts) {
        for (const YamlNodePtr &entry : excepts->items)
            readExcept(step, *entry);
    }
    if (const YamlNode *other = parts.option(u"else")) {
        step.hasElse = true;
        step.elseBody = m_steps.read(*other, QStringLiteral("else"));
        if (!excepts)
            m_context.fault(FaultKind::Misplaced, *other,
                            QStringLiteral("'else' of 'try' needs an 'except' before it"));
    }
    if (const YamlNode *last = parts.option(u"finally")) {
        step.hasFinally = true;
        step.finallyBody = m_steps.read(*last, QStringLiteral("finally"));
    }
    if (!step.hasFinally && (!excepts || (excepts->isSequence() && excepts->items.empty())))
        m_context.fault(FaultKind::MissingKey, step.place,
                        QStringLiteral("'try' needs 'except' or 'finally' beside it"));
}

void ControlReader::readExcept(Step &step, const YamlNode &entry)
{
    ExceptClause clause;
    clause.place = m_context.document.place(entry);
    const YamlNode *errors = nullptr;
    const YamlNode *steps = nullptr;
    if (!entry.isMapping()) {
        m_context.fault(FaultKind::ErrorName, entry,
                        QStringLiteral("an 'except' entry needs an error and its steps, such as '- ValueError: "
                                       "[steps]', not %1")
                            .arg(describe(entry)));
        return;
    }
    for (std::size_t index = 0; index < entry.keys.size(); ++index) {
        if (entry.keys[index]->text == u"as") {
            clause.as = m_context.readBoundName(*entry.items[index], QStringLiteral("as"));
        } else if (errors) {
            m_context.fault(FaultKind::ErrorName, *entry.keys[index],
                            QStringLiteral("an 'except' entry has one key, 'A|B' for several errors; "
                                           "begin the next entry with '- '"));
        } else {
            errors = entry.keys[index].get();
            steps = entry.items[index].get();
        }
    }
    if (!errors) {
        m_context.fault(FaultKind::ErrorName, entry,
                        QStringLiteral("this 'except' entry names no error; write '- ValueError: [steps]'"));
        return;
    }
    clause.place = m_context.document.place(*errors);
    qsizetype at = 0;
    for (const QString &part : errors->text.split(u'|')) {
        const QString name = part.trimmed();
        if (checkError(m_context.document.place(*errors, at + part.indexOf(name)), name))
            clause.errors.append(name);
        at += part.size() + 1;
    }
    clause.steps = m_steps.read(*steps, errors->text);
    step.excepts.push_back(std::move(clause));
}

} // namespace coroscope
