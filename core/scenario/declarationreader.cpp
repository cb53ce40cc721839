// SPDX-License-Identifier: MIT
#include "core/scenario/declarationreader.h"

#include "core/scenario/constantnumber.h"
#include "core/scenario/scenariowords.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace coroscope
{
namespace
{

const BuiltinFunction *findFunction(const QString &name)
{
    const auto &functions = builtinFunctions();
    const auto found = std::find_if(functions.begin(), functions.end(),
                                    [&name](const BuiltinFunction &function) { return name == function.name; });
    return found == functions.end() ? nullptr : &*found;
}

} // namespace

bool hasYield(const YamlNode &steps)
{
    for (const YamlNodePtr &step : steps.items) {
        if (step->isScalar() && step->text == u"yield")
            return true;
        for (std::size_t index = 0; index < step->keys.size(); ++index) {
            const QString &key = step->keys[index]->text;
            const YamlNode &value = *step->items[index];
            if (key == u"yield")
                return true;
            const bool holdsSteps =
                key == u"do" || key == u"then" || key == u"else" || key == u"try" || key == u"finally";
            if (holdsSteps && value.isSequence() && hasYield(value))
                return true;
            if (key == u"except" && value.isSequence()) {
                for (const YamlNodePtr &entry : value.items) {
                    for (const YamlNodePtr &handler : entry->items) {
                        if (handler->isSequence() && hasYield(*handler))
                            return true;
                    }
                }
            }
        }
    }
    return false;
}

bool DeclarationReader::checkSection(const YamlNode &section, const QString &key, const QString &example)
{
    if (section.isMapping())
        return true;
    m_context.fault(FaultKind::ValueKind, section,
                    QStringLiteral("'%1' needs a mapping such as %2, not %3").arg(key, example, describe(section)));
    return false;
}

bool DeclarationReader::declare(Place place, const QString &name, const QString &what, const Declared &declared)
{
    if (!m_context.checkName(place, name, what))
        return false;
    static const QStringList kinds{QStringLiteral("a parameter"), QStringLiteral("an object"),
                                   QStringLiteral("a resource"), QStringLiteral("a coroutine")};
    if (const auto other = m_context.find(name)) {
        m_context.fault(
            FaultKind::NameTaken, place,
            QStringLiteral("'%1' is %2 already; choose another name").arg(name, kinds[static_cast<int>(other->kind)]));
        return false;
    }
    if (findFunction(name)) {
        m_context.fault(FaultKind::NameTaken, place,
                        QStringLiteral("'%1' is a function of expressions; choose another name").arg(name));
        return false;
    }
    if (m_context.errors.find(name)) {
        m_context.fault(FaultKind::NameTaken, place,
                        QStringLiteral("'%1' is an error already; choose another name").arg(name));
        return false;
    }
    m_context.declared.insert(name, declared);
    return true;
}

void DeclarationReader::readErrors(const YamlNode &section)
{
    if (!checkSection(section, QStringLiteral("errors"), QStringLiteral("{OutOfStock: Exception}")))
        return;
    // A base may stand below what is based on it, so an error waits until its base is known.
    std::vector<std::size_t> ready;
    QHash<QString, std::vector<std::size_t>> waiting;
    std::vector<bool> isRead(section.keys.size());
    for (std::size_t index = section.keys.size(); index-- > 0;) {
        const YamlNode &base = *section.items[index];
        const ErrorType *type = base.isScalar() ? m_context.errors.find(base.text) : nullptr;
        if (type && type->listed)
            ready.push_back(index);
        else if (base.isScalar())
            waiting[base.text].push_back(index);
    }
    while (!ready.empty()) {
        const std::size_t index = ready.back();
        ready.pop_back();
        isRead[index] = true;
        const QString name = section.keys[index]->text;
        if (!readError(*section.keys[index], *section.items[index]))
            continue;
        const std::vector<std::size_t> next = waiting.take(name);
        ready.insert(ready.end(), next.begin(), next.end());
    }
    for (std::size_t index = 0; index < section.keys.size(); ++index) {
        if (!isRead[index])
            m_context.fault(FaultKind::ErrorName, *section.items[index],
                            QStringLiteral("'%1' needs a known error as its base, not %2%3")
                                .arg(section.keys[index]->text, describe(*section.items[index]),
                                     didYouMean(section.items[index]->text, m_context.namesOfErrors())));
    }
}

/// Reads an error whose base is known. Gives whether it became known as well.
bool DeclarationReader::readError(const YamlNode &key, const YamlNode &base)
{
    const QString &name = key.text;
    const Place place = m_context.document.place(key);
    if (!m_context.checkName(place, name, QStringLiteral("an error")))
        return false;
    // An own error was looked at before: it is an Exception.
    static const ErrorTypes builtIn;
    const ErrorType *type = builtIn.find(base.text);
    if (type && (!type->isA(builtIn.find(u"Exception")) || type->isA(builtIn.find(u"ExceptionGroup")))) {
        m_context.fault(
            FaultKind::ErrorName, base,
            QStringLiteral("'%1' cannot be based on %2; take Exception or one of its kinds").arg(name, base.text));
        return false;
    }
    if (findFunction(name)) {
        m_context.fault(FaultKind::NameTaken, place,
                        QStringLiteral("'%1' is a function of expressions; choose another name").arg(name));
        return false;
    }
    if (!m_context.errors.add(name, base.text)) {
        m_context.fault(FaultKind::NameTaken, place,
                        QStringLiteral("'%1' is an error already; choose another name").arg(name));
        return false;
    }
    m_context.scenario.errors.emplace_back(name, base.text);
    return true;
}

void DeclarationReader::readParameters(const YamlNode &section)
{
    if (!checkSection(section, QStringLiteral("params"), QStringLiteral("{permits: 5}")))
        return;
    for (std::size_t index = 0; index < section.keys.size(); ++index) {
        Parameter parameter;
        parameter.name = section.keys[index]->text;
        parameter.place = m_context.document.place(*section.keys[index]);
        readParameter(parameter.name, *section.items[index], parameter);
        const int at = static_cast<int>(m_context.scenario.parameters.size());
        if (declare(parameter.place, parameter.name, QStringLiteral("a parameter"),
                    {Declared::Kind::Parameter, at, {}}))
            m_context.scenario.parameters.push_back(std::move(parameter));
    }
}

void DeclarationReader::readParameter(const QString &name, const YamlNode &node, Parameter &parameter)
{
    if (!node.isMapping()) {
        parameter.value = readParameterValue(node, {});
        checkParameter(node, parameter);
        return;
    }
    const YamlNode *value = nullptr;
    for (std::size_t index = 0; index < node.keys.size(); ++index) {
        const QString &key = node.keys[index]->text;
        const YamlNode &item = *node.items[index];
        if (key == u"value") {
            value = &item;
        } else if (key == u"min") {
            parameter.min = readLimit(item, key);
        } else if (key == u"max") {
            parameter.max = readLimit(item, key);
        } else if (key == u"step") {
            parameter.step = readLimit(item, key);
            if (parameter.step && !(*parameter.step > 0))
                m_context.fault(FaultKind::ValueRange, item, QStringLiteral("'step' has to be more than 0"));
        } else if (key == u"choices") {
            if (!item.isSequence() || item.items.empty())
                m_context.fault(FaultKind::ValueKind, item,
                                QStringLiteral("'choices' needs a list of values, not %1")
                                    .arg(item.isSequence() ? QStringLiteral("an empty one") : describe(item)));
            else
                readChoices(item, parameter);
        } else if (key == u"help") {
            if (item.isScalar())
                parameter.help = item.text;
            else
                m_context.fault(FaultKind::ValueKind, item,
                                QStringLiteral("'help' needs a text, not %1").arg(describe(item)));
        } else {
            m_context.fault(FaultKind::UnknownKey, *node.keys[index],
                            QStringLiteral("unknown key '%1' of parameter '%2'%3")
                                .arg(key, name, didYouMean(key, parameterKeys())));
        }
    }
    if (!value) {
        m_context.fault(FaultKind::MissingKey, node,
                        QStringLiteral("parameter '%1' has no 'value'; write '%1: {value: …}'").arg(name));
        return;
    }
    parameter.value = readParameterValue(*value, parameter.choices);
    checkParameter(*value, parameter);
    if (parameter.min && parameter.max && *parameter.min > *parameter.max)
        m_context.fault(FaultKind::ValueRange, node,
                        QStringLiteral("'min' of parameter '%1' is more than 'max'").arg(name));
}

void DeclarationReader::readChoices(const YamlNode &node, Parameter &parameter)
{
    for (const YamlNodePtr &item : node.items) {
        if (item->isScalar() && !item->text.contains(u"${"))
            parameter.choices.push_back(m_values.read(*item));
        else
            m_context.fault(
                FaultKind::ValueKind, *item,
                QStringLiteral("a choice is a number, a text or true or false, not %1").arg(describe(*item)));
    }
}

std::optional<double> DeclarationReader::readLimit(const YamlNode &node, const QString &key)
{
    const ValueSpec value = m_values.read(node);
    if (value.kind == ValueSpec::Kind::Number && std::isfinite(value.number))
        return value.number;
    m_context.fault(FaultKind::ValueKind, node, QStringLiteral("'%1' needs a number, not %2").arg(key, describe(node)));
    return std::nullopt;
}

/// A text is an expression if it can be one; a word that means nothing, or a text that is no expression, is a text.
ValueSpec DeclarationReader::readParameterValue(const YamlNode &node, const std::vector<ValueSpec> &choices)
{
    ValueSpec value = m_values.read(node);
    if (value.kind != ValueSpec::Kind::Text)
        return value;
    const auto isChoice = [&value](const ValueSpec &choice) {
        return choice.kind == ValueSpec::Kind::Text && choice.text == value.text;
    };
    const Result<ExpressionPtr> parsed = m_context.parse(value.text);
    if (!parsed || std::any_of(choices.begin(), choices.end(), isChoice))
        return value;
    bool anyKnown = false;
    bool allKnown = true;
    for (const Expression::FreeName &name : parsed.value()->freeNames()) {
        const bool known = name.called ? findFunction(name.name) != nullptr : m_context.find(name.name).has_value();
        anyKnown = anyKnown || known;
        allKnown = allKnown && known;
    }
    if (!allKnown && (!anyKnown || !node.plain))
        return value;
    value.kind = ValueSpec::Kind::Expression;
    value.text.clear();
    value.expression = m_values.expressions().read(node, 0, node.text);
    return value;
}

void DeclarationReader::checkParameter(const YamlNode &node, const Parameter &parameter)
{
    std::optional<double> number;
    if (parameter.value.kind == ValueSpec::Kind::Number)
        number = parameter.value.number;
    if (parameter.value.expression) {
        number = constantNumber(parameter.value.expression->root(), m_numbers);
        for (const Expression::FreeName &name : parameter.value.expression->freeNames()) {
            static const QStringList changing{QStringLiteral("random"),      QStringLiteral("uniform"),
                                              QStringLiteral("randint"),     QStringLiteral("choice"),
                                              QStringLiteral("expovariate"), QStringLiteral("now")};
            if (name.called && changing.contains(name.name))
                m_context.fault(FaultKind::ValueRange, node,
                                QStringLiteral("a parameter is set before the run, so '%1' cannot be used here; "
                                               "draw in a step")
                                    .arg(name.name));
        }
    }
    if (number)
        m_numbers.insert(parameter.name, *number);
    const QString text = number ? QString::number(*number, 'g', 12) : describe(node);
    if ((parameter.min || parameter.max) && !number && !parameter.value.expression)
        m_context.fault(FaultKind::ValueRange, node,
                        QStringLiteral("'min' and 'max' go with a number; '%1' is %2").arg(parameter.name, text));
    if (number && parameter.min && *number < *parameter.min)
        m_context.fault(FaultKind::ValueRange, node,
                        QStringLiteral("the value %1 of '%2' is less than its 'min'").arg(text, parameter.name));
    if (number && parameter.max && *number > *parameter.max)
        m_context.fault(FaultKind::ValueRange, node,
                        QStringLiteral("the value %1 of '%2' is more than its 'max'").arg(text, parameter.name));
    const auto isValue = [&parameter, number](const ValueSpec &choice) {
        const ValueSpec &value = parameter.value;
        if (choice.kind == ValueSpec::Kind::Number)
            return number && choice.number == *number;
        return choice.kind == value.kind && choice.text == value.text && choice.boolean == value.boolean;
    };
    if (!parameter.choices.empty() && (number || !parameter.value.expression) &&
        std::none_of(parameter.choices.begin(), parameter.choices.end(), isValue))
        m_context.fault(FaultKind::ValueRange, node,
                        QStringLiteral("the value %1 of '%2' is not one of its 'choices'").arg(text, parameter.name));
}

void DeclarationReader::readObjects(const YamlNode &section)
{
    if (!checkSection(section, QStringLiteral("objects"), QStringLiteral("{sem: Semaphore(5)}")))
        return;
    // The names come into scope only after the last argument: arguments are over params.
    std::vector<ObjectSpec> objects(section.keys.size());
    std::vector<bool> whole;
    for (std::size_t index = 0; index < objects.size(); ++index) {
        objects[index].name = section.keys[index]->text;
        objects[index].place = m_context.document.place(*section.keys[index]);
        whole.push_back(readObject(*section.items[index], objects[index]));
    }
    for (std::size_t index = 0; index < objects.size(); ++index) {
        ObjectSpec &object = objects[index];
        const int at = static_cast<int>(m_context.scenario.objects.size());
        if (!whole[index])
            m_context.doubtful.insert(object.name);
        else if (declare(object.place, object.name, QStringLiteral("an object"),
                         {Declared::Kind::Object, at, object.constructor}))
            m_context.scenario.objects.push_back(std::move(object));
    }
}

std::optional<DeclarationReader::Head> DeclarationReader::readHead(const YamlNode &key, const QString &what)
{
    static const QRegularExpression form(QStringLiteral("^\\s*([^\\s()]+)\\s*(?:\\((.*)\\))?\\s*$"));
    Head head;
    head.place = m_context.document.place(key);
    const auto match = form.match(key.text);
    if (!match.hasMatch()) {
        m_context.fault(FaultKind::BadName, key,
                        QStringLiteral("'%1' is no head of %2; write 'NAME(a, b):'").arg(key.text, what));
        return std::nullopt;
    }
    head.name = match.captured(1);
    const QString inside = match.captured(2);
    if (inside.trimmed().isEmpty())
        return head;
    qsizetype at = match.capturedStart(2);
    for (const QString &part : inside.split(u',')) {
        const QString name = part.trimmed();
        const Place place = m_context.document.place(key, at + std::max<qsizetype>(part.indexOf(name), 0));
        at += part.size() + 1;
        if (name.contains(u'='))
            m_context.fault(
                FaultKind::BadName, place,
                QStringLiteral("a parameter has no default value; write '%1'").arg(name.section(u'=', 0, 0).trimmed()));
        else if (name.isEmpty())
            m_context.fault(FaultKind::BadName, place, QStringLiteral("a parameter's name is missing here"));
        else if (head.parameters.contains(name))
            m_context.fault(FaultKind::NameTaken, place,
                            QStringLiteral("the parameter '%1' stands here a second time").arg(name));
        else
            m_context.checkName(place, name, QStringLiteral("a parameter"));
        head.parameters.append(name);
    }
    return head;
}

void DeclarationReader::readCoroutineHeads(const YamlNode &section)
{
    if (!checkSection(section, QStringLiteral("coroutines"), QStringLiteral("{worker(i): [steps]}")))
        return;
    for (std::size_t index = 0; index < section.keys.size(); ++index) {
        Coroutine coroutine;
        if (auto head = readHead(*section.keys[index], QStringLiteral("a coroutine"))) {
            const int at = static_cast<int>(m_context.scenario.coroutines.size());
            declare(head->place, head->name, QStringLiteral("a coroutine"), {Declared::Kind::Coroutine, at, {}});
            coroutine.name = head->name;
            coroutine.parameters = head->parameters;
            coroutine.place = head->place;
        }
        const YamlNode &steps = *section.items[index];
        coroutine.isGenerator = steps.isSequence() && hasYield(steps);
        m_context.scenario.coroutines.push_back(std::move(coroutine));
    }
}

void DeclarationReader::readResourceHeads(const YamlNode &section)
{
    if (!checkSection(section, QStringLiteral("resources"),
                      QStringLiteral("{session: {enter: [steps], exit: [steps]}}")))
        return;
    for (const YamlNodePtr &key : section.keys) {
        Resource resource;
        if (auto head = readHead(*key, QStringLiteral("a resource"))) {
            const int at = static_cast<int>(m_context.scenario.resources.size());
            declare(head->place, head->name, QStringLiteral("a resource"), {Declared::Kind::Resource, at, {}});
            resource.name = head->name;
            resource.parameters = head->parameters;
            resource.place = head->place;
        }
        m_context.scenario.resources.push_back(std::move(resource));
    }
}

} // namespace coroscope
