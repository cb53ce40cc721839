// SPDX-License-Identifier: MIT
#include "core/scenario/stepreader.h"

#include "core/scenario/awaitablereader.h"
#include "core/scenario/controlreader.h"

#include <QRegularExpression>

#include <algorithm>

namespace coroscope
{
namespace
{

/// Verbs that are options of other verbs as well: they are the verb only where no other is.
bool isAlsoOption(const VerbWords &words) { return words.verb == Verb::For || words.verb == Verb::Timeout; }

QStringList verbNames()
{
    QStringList names;
    for (const VerbWords &words : verbWords())
        names.append(QString::fromUtf16(words.name));
    return names + laterVerbs();
}

QStringList optionNames(const VerbWords &words)
{
    QStringList names;
    for (const char16_t *option : words.options)
        names.append(QString::fromUtf16(option));
    return names;
}

bool isAnyOption(const QString &name)
{
    return std::any_of(verbWords().begin(), verbWords().end(),
                       [&name](const VerbWords &words) { return optionNames(words).contains(name); });
}

} // namespace

const YamlNode *StepParts::option(const char16_t *name) const
{
    for (std::size_t index = 0; index < node->keys.size(); ++index) {
        if (node->keys[index]->text == QStringView(name))
            return node->items[index].get();
    }
    return nullptr;
}

QString StepParts::verb() const { return QString::fromUtf16(words->name); }

Steps StepReader::read(const YamlNode &node, const QString &key)
{
    Steps steps;
    if (!node.isSequence()) {
        const bool single = node.isMapping() || (node.isScalar() && findVerb(node.text));
        m_context.fault(FaultKind::StepForm, node,
                        single ? QStringLiteral("'%1' needs a list of steps; begin each with '- '").arg(key)
                               : QStringLiteral("'%1' needs a list of steps, not %2").arg(key, describe(node)));
        return steps;
    }
    steps.reserve(node.items.size());
    for (const YamlNodePtr &item : node.items) {
        Step step;
        if (readStep(*item, step))
            steps.push_back(std::move(step));
    }
    return steps;
}

bool StepReader::readStep(const YamlNode &node, Step &step)
{
    StepParts parts;
    parts.node = &node;
    step.place = m_context.document.place(node);
    if (node.isMapping()) {
        const YamlNode *verbKey = findVerbKey(node, parts);
        if (!verbKey)
            return false;
        step.place = m_context.document.place(*verbKey);
        checkOptions(node, verbKey, parts);
    } else if (!readBareWord(node, parts)) {
        return false;
    }
    step.verb = parts.words->verb;
    readMembers(step, parts);
    return true;
}

bool StepReader::readBareWord(const YamlNode &node, StepParts &parts)
{
    static const QRegularExpression callForm(QStringLiteral("^[^\\s(]+\\(.*\\)$"));
    static const QRegularExpression colonForm(QStringLiteral("^(\\w+):\\S"));
    if (!node.isScalar()) {
        m_context.fault(FaultKind::StepForm, node,
                        node.isSequence() ? QStringLiteral("a step cannot be a list; take one '- ' away")
                                          : QStringLiteral("this step is empty; write 'pass', or take the '-' away"));
        return false;
    }
    parts.words = findVerb(node.text);
    if (parts.words && parts.words->alone)
        return true;
    const auto colon = colonForm.match(node.text);
    if (parts.words)
        m_context.fault(FaultKind::StepForm, node, QStringLiteral("'%1' needs a value; write '%1: …'").arg(node.text));
    else if (colon.hasMatch() && findVerb(colon.captured(1)))
        m_context.fault(FaultKind::StepForm, node,
                        QStringLiteral("write a space after the colon: '%1: …'").arg(colon.captured(1)));
    else if (callForm.match(node.text).hasMatch())
        m_context.fault(FaultKind::UnknownStep, node,
                        QStringLiteral("%1 is not a step; to wait for it write 'await: …', to call a plain method "
                                       "'call: …'")
                            .arg(describe(node)));
    else
        m_context.fault(FaultKind::UnknownStep, node,
                        QStringLiteral("unknown step %1%2").arg(describe(node), didYouMean(node.text, verbNames())));
    return false;
}

const YamlNode *StepReader::findVerbKey(const YamlNode &node, StepParts &parts)
{
    const YamlNode *verbKey = nullptr;
    for (const bool lookAtOptions : {false, true}) {
        for (std::size_t index = 0; index < node.keys.size(); ++index) {
            const VerbWords *words = findVerb(node.keys[index]->text);
            if (!words || isAlsoOption(*words) != lookAtOptions)
                continue;
            if (verbKey) {
                m_context.fault(FaultKind::StepForm, *node.keys[index],
                                QStringLiteral("a step has one verb, this one has '%1' and '%2'; begin a new step with "
                                               "'- '")
                                    .arg(verbKey->text, node.keys[index]->text));
                return nullptr;
            }
            verbKey = node.keys[index].get();
            parts.words = words;
            parts.value = node.items[index].get();
        }
        if (verbKey)
            return verbKey;
    }
    const YamlNode *unknown = nullptr;
    for (const YamlNodePtr &key : node.keys) {
        if (laterVerbs().contains(key->text)) {
            m_context.fault(FaultKind::LaterStep, *key,
                            QStringLiteral("'%1' is not in this version; take the step out, or stand in for it "
                                           "with 'sleep' or 'to_thread'")
                                .arg(key->text));
            return nullptr;
        }
        if (!unknown && !isAnyOption(key->text))
            unknown = key.get();
    }
    if (unknown)
        m_context.fault(
            FaultKind::UnknownStep, *unknown,
            QStringLiteral("unknown step '%1'%2").arg(unknown->text, didYouMean(unknown->text, verbNames())));
    else if (!node.keys.empty())
        m_context.fault(FaultKind::StepForm, node,
                        QStringLiteral("this step has no verb; '%1' belongs to the step above it, or a verb such "
                                       "as 'await' is missing")
                            .arg(node.keys.front()->text));
    else
        m_context.fault(FaultKind::StepForm, node, QStringLiteral("this step is empty; write 'pass', or take it out"));
    return nullptr;
}

void StepReader::checkOptions(const YamlNode &node, const YamlNode *verbKey, const StepParts &parts)
{
    const QStringList options = optionNames(*parts.words);
    for (const YamlNodePtr &key : node.keys) {
        if (key.get() == verbKey || options.contains(key->text))
            continue;
        const QString hint = options.isEmpty() ? QStringLiteral("; nothing stands beside it")
                                               : QStringLiteral("; beside it may stand %1").arg(options.join(u", "));
        const QString near = didYouMean(key->text, options);
        m_context.fault(
            FaultKind::UnknownKey, *key,
            QStringLiteral("unknown key '%1' of '%2'%3").arg(key->text, verbKey->text, near.isEmpty() ? hint : near));
    }
}

void StepReader::readMembers(Step &step, const StepParts &parts)
{
    static const YamlNode nothing;
    const YamlNode &value = parts.value ? *parts.value : nothing;
    ValueReader &values = m_calls.values();
    switch (step.verb) {
    case Verb::Sleep:
    case Verb::Gather:
    case Verb::WaitFor:
    case Verb::Shield:
    case Verb::ToThread:
        AwaitableReader(m_context, m_calls).read(step, value, [&parts](const char16_t *name) {
            return parts.option(name);
        });
        readAs(step, parts);
        break;
    case Verb::Block:
        step.duration = values.readDuration(value, parts.verb());
        break;
    case Verb::Log:
        step.value = values.readText(value, parts.verb());
        break;
    case Verb::Await:
        step.calls.push_back(m_calls.read(value, CallReader::Use::Await));
        readAs(step, parts);
        break;
    case Verb::Call:
        step.calls.push_back(m_calls.read(value, CallReader::Use::Plain));
        readAs(step, parts);
        break;
    case Verb::CreateTask:
        readCreateTask(step, parts);
        break;
    case Verb::Cancel:
        step.calls.push_back(m_calls.read(value, CallReader::Use::Cancel));
        if (const YamlNode *message = parts.option(u"message"))
            step.value = values.readText(*message, QStringLiteral("message"));
        break;
    case Verb::Wait:
        readWait(step, parts);
        break;
    case Verb::AsCompleted:
    case Verb::TaskGroup:
    case Verb::Timeout:
    case Verb::With:
    case Verb::AsyncFor:
        readBlock(step, parts);
        break;
    default:
        ControlReader(m_context, *this, values).read(step, parts, value);
        break;
    }
}

void StepReader::readAs(Step &step, const StepParts &parts)
{
    const YamlNode *as = parts.option(u"as");
    if (!as)
        return;
    const QString name = m_context.readBoundName(*as, QStringLiteral("as"));
    if (!name.isEmpty())
        step.as = QStringList{name};
}

void StepReader::readCreateTask(Step &step, const StepParts &parts)
{
    m_calls.beginFor(step, parts.option(u"for"));
    if (parts.value->isSequence())
        m_context.fault(FaultKind::StepForm, *parts.value,
                        QStringLiteral("'create_task' makes one task; write a step for each, or one with "
                                       "'for: NAME in LIST'"));
    else
        step.calls.push_back(m_calls.read(*parts.value, CallReader::Use::Task));
    if (const YamlNode *name = parts.option(u"name"))
        step.name = m_calls.values().readText(*name, QStringLiteral("name"));
    m_calls.endFor(step);
    if (const YamlNode *group = parts.option(u"in")) {
        step.group = group->text;
        const Scope &scope = m_context.scope;
        if (!group->isScalar())
            m_context.fault(FaultKind::ValueKind, *group,
                            QStringLiteral("'in' needs the name of a task group, not %1").arg(describe(*group)));
        else if (!scope.collecting && !scope.variables.contains(group->text))
            unknownGroup(*group);
    }
    readAs(step, parts);
}

void StepReader::unknownGroup(const YamlNode &group)
{
    const QSet<QString> &groups = m_context.scope.groups;
    const QString near = didYouMean(group.text, QStringList(groups.begin(), groups.end()));
    const QString hint = QStringLiteral("; open one around this step with 'task_group: %1'").arg(group.text);
    m_context.fault(FaultKind::UnknownName, group,
                    QStringLiteral("unknown task group '%1'%2").arg(group.text, near.isEmpty() ? hint : near));
}

void StepReader::readWait(Step &step, const StepParts &parts)
{
    m_calls.beginFor(step, parts.option(u"for"));
    m_calls.readCalls(step, *parts.value);
    m_calls.endFor(step);
    if (const YamlNode *when = parts.option(u"return_when")) {
        const qsizetype index = when->isScalar() ? returnConditions().indexOf(when->text) : -1;
        if (index < 0)
            m_context.fault(FaultKind::ValueKind, *when,
                            QStringLiteral("'return_when' needs ALL_COMPLETED, FIRST_COMPLETED or "
                                           "FIRST_EXCEPTION, not %1")
                                .arg(describe(*when)));
        else
            step.returnWhen = static_cast<ReturnWhen>(index);
    }
    if (const YamlNode *timeout = parts.option(u"timeout"))
        step.timeout = m_calls.values().readTimeout(*timeout, QStringLiteral("timeout"));
    if (const YamlNode *as = parts.option(u"as")) {
        if (!as->isSequence() || as->items.size() != 2) {
            m_context.fault(FaultKind::StepForm, *as,
                            QStringLiteral("'wait' gives two lists; write 'as: [done, pending]'"));
            return;
        }
        for (const YamlNodePtr &name : as->items)
            step.as.append(m_context.readBoundName(*name, QStringLiteral("as")));
    }
}

void StepReader::readBlock(Step &step, const StepParts &parts)
{
    const YamlNode &value = *parts.value;
    switch (step.verb) {
    case Verb::Timeout:
        step.duration = m_calls.values().readTimeout(value, parts.verb());
        step.body = readBody(step, parts);
        break;
    case Verb::TaskGroup:
        step.group = m_context.readBoundName(value, parts.verb());
        m_context.scope.groups.insert(step.group);
        step.body = readBody(step, parts);
        break;
    case Verb::With: {
        step.calls.push_back(m_calls.read(value, CallReader::Use::Context));
        const auto declared = m_context.find(step.calls[0].name);
        if (step.calls[0].kind == CallSpec::Kind::Coroutine && declared && declared->kind == Declared::Kind::Resource)
            step.resource = declared->index;
        readAs(step, parts);
        step.body = readBody(step, parts);
        break;
    }
    case Verb::AsCompleted:
        m_calls.beginFor(step, parts.option(u"for"));
        m_calls.readCalls(step, value);
        m_calls.endFor(step);
        if (const YamlNode *timeout = parts.option(u"timeout"))
            step.timeout = m_calls.values().readTimeout(*timeout, QStringLiteral("timeout"));
        readAs(step, parts);
        step.body = readLoopBody(step, parts);
        break;
    case Verb::AsyncFor:
        readAsyncFor(step, parts);
        break;
    default:
        break;
    }
}

void StepReader::readAsyncFor(Step &step, const StepParts &parts)
{
    static const QRegularExpression form(QStringLiteral("^\\s*(\\S+)\\s+in\\s+(?=\\S)"));
    const YamlNode &value = *parts.value;
    const auto match = value.isScalar() ? form.match(value.text) : QRegularExpressionMatch{};
    if (!match.hasMatch()) {
        m_context.fault(FaultKind::ForClause, value,
                        QStringLiteral("'async_for' needs 'NAME in GENERATOR(…)', not %1").arg(describe(value)));
    } else {
        const Place at = m_context.document.place(value, match.capturedStart(1));
        if (m_context.checkName(at, match.captured(1), QStringLiteral("a variable"))) {
            step.forName = match.captured(1);
            m_context.scope.variables.insert(step.forName);
        }
        step.calls.push_back(m_calls.readText(value, match.capturedEnd(), value.text.mid(match.capturedEnd()),
                                              CallReader::Use::Iterate));
    }
    step.body = readLoopBody(step, parts);
}

Steps StepReader::readBody(const Step &step, const StepParts &parts, const char16_t *key)
{
    const QString name = QString::fromUtf16(key);
    if (const YamlNode *body = parts.option(key))
        return read(*body, name);
    m_context.fault(FaultKind::MissingKey, step.place,
                    QStringLiteral("'%1' needs '%2:' with its steps").arg(parts.verb(), name));
    return {};
}

Steps StepReader::readLoopBody(const Step &step, const StepParts &parts)
{
    ++m_context.scope.loops;
    Steps body = readBody(step, parts);
    --m_context.scope.loops;
    return body;
}

} // namespace coroscope
