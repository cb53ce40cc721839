// SPDX-License-Identifier: MIT
#include "core/scenario/awaitablereader.h"

#include <algorithm>

namespace coroscope
{

void AwaitableReader::read(Step &step, const YamlNode &value, const Options &option)
{
    ValueReader &values = m_calls.values();
    const YamlNode *timeout = nullptr;
    switch (step.verb) {
    case Verb::Sleep:
        step.duration = values.readDuration(value, QStringLiteral("sleep"));
        break;
    case Verb::WaitFor:
        step.calls.push_back(m_calls.read(value, CallReader::Use::Await));
        timeout = option(u"timeout");
        if (timeout)
            step.duration = values.readTimeout(*timeout, QStringLiteral("timeout"));
        else
            m_context.fault(FaultKind::MissingKey, step.place,
                            QStringLiteral("'wait_for' needs 'timeout: DURATION' beside it"));
        break;
    case Verb::Shield:
        step.calls.push_back(m_calls.read(value, CallReader::Use::Await));
        break;
    case Verb::Gather:
        m_calls.beginFor(step, option(u"for"));
        m_calls.readCalls(step, value);
        m_calls.endFor(step);
        if (const YamlNode *flag = option(u"return_exceptions"))
            step.returnExceptions = values.readFlag(*flag, QStringLiteral("return_exceptions"));
        break;
    case Verb::ToThread:
        readToThread(step, value);
        if (const YamlNode *pool = option(u"in"))
            readPool(step, *pool);
        break;
    default:
        break;
    }
}

void AwaitableReader::readToThread(Step &step, const YamlNode &value)
{
    ValueSpec none;
    none.kind = ValueSpec::Kind::Number;
    none.place = step.place;
    step.duration = none;
    if (!value.isMapping()) {
        m_context.fault(
            FaultKind::ValueKind, value,
            QStringLiteral("'to_thread' needs a mapping such as {block: 0.5, return: 1}, not %1").arg(describe(value)));
        return;
    }
    for (std::size_t index = 0; index < value.keys.size(); ++index) {
        const YamlNode &key = *value.keys[index];
        const YamlNode &item = *value.items[index];
        if (key.text == u"block")
            step.duration = m_calls.values().readDuration(item, QStringLiteral("block"));
        else if (key.text == u"return")
            step.value = m_calls.values().read(item);
        else
            m_context.fault(
                FaultKind::UnknownKey, key,
                QStringLiteral("unknown key '%1' of 'to_thread', which takes 'block' and 'return'").arg(key.text));
    }
}

void AwaitableReader::readPool(Step &step, const YamlNode &node)
{
    step.pool = node.text;
    if (!node.isScalar()) {
        m_context.fault(FaultKind::ValueKind, node,
                        QStringLiteral("'in' needs the name of a thread pool, not %1").arg(describe(node)));
        return;
    }
    if (m_context.isVariable(node.text) || m_context.scope.collecting)
        return;
    const auto declared = m_context.find(node.text);
    if (!declared) {
        const QString near = didYouMean(node.text, m_context.namesOf(Declared::Kind::Object));
        const QString hint = QStringLiteral("; list it under 'objects' as '%1: ThreadPool(2)'").arg(node.text);
        m_context.fault(FaultKind::UnknownName, node,
                        QStringLiteral("unknown thread pool '%1'%2").arg(node.text, near.isEmpty() ? hint : near));
    } else if (declared->kind != Declared::Kind::Object || declared->constructor != Constructor::ThreadPool)
        m_context.fault(
            FaultKind::WrongUse, node,
            QStringLiteral("'%1' is no thread pool; 'in' needs an object made by 'ThreadPool(n)'").arg(node.text));
}

CallSpec AwaitableReader::readNested(const YamlNode &node)
{
    CallSpec call;
    call.kind = CallSpec::Kind::Nested;
    call.place = m_context.document.place(node);
    call.nested = std::make_unique<Step>();
    Step &step = *call.nested;

    const VerbWords *verb = nullptr;
    std::size_t at = 0;
    for (std::size_t index = 0; index < node.keys.size(); ++index) {
        const VerbWords *found = findVerb(node.keys[index]->text);
        if (found && found->nested && !verb) {
            verb = found;
            at = index;
        }
    }
    if (!verb) {
        m_context.fault(FaultKind::CallForm, node,
                        QStringLiteral("a mapping can be awaited if it has one of sleep, wait_for, shield, gather "
                                       "or to_thread"));
        return call;
    }
    const QString name = QString::fromUtf16(verb->name);
    step.verb = verb->verb;
    step.place = m_context.document.place(*node.keys[at]);
    call.place = step.place;
    QStringList options;
    for (const char16_t *option : verb->options)
        options.append(QString::fromUtf16(option));
    for (std::size_t index = 0; index < node.keys.size(); ++index) {
        const YamlNode &key = *node.keys[index];
        if (index == at)
            continue;
        if (key.text == u"as")
            m_context.fault(FaultKind::UnknownKey, key,
                            QStringLiteral("'as' belongs to the step, not to what it waits for; move it out"));
        else if (!options.contains(key.text))
            m_context.fault(
                FaultKind::UnknownKey, key,
                QStringLiteral("unknown key '%1' of '%2'%3").arg(key.text, name, didYouMean(key.text, options)));
    }
    read(step, *node.items[at], [&node](const char16_t *option) -> const YamlNode * {
        for (std::size_t index = 0; index < node.keys.size(); ++index) {
            if (node.keys[index]->text == QStringView(option))
                return node.items[index].get();
        }
        return nullptr;
    });
    return call;
}

} // namespace coroscope
