// SPDX-License-Identifier: MIT
#include "core/scenario/annexreader.h"

#include "core/scenario/lessonreader.h"
#include "core/scenario/scenariowords.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace coroscope
{
namespace
{

constexpr int mostThreads = 10'000; // as the runner has it

} // namespace

void AnnexReader::read(const QString &key, const YamlNode &node)
{
    Scenario &scenario = m_context.scenario;
    if (key == u"title")
        scenario.title = readText(key, node);
    else if (key == u"description")
        scenario.description = readText(key, node);
    else if (key == u"source")
        scenario.source = readText(key, node);
    else if (key == u"tags")
        scenario.tags = readTexts(key, node);
    else if (key == u"clock")
        readClock(node);
    else if (key == u"seed")
        readSeed(node);
    else if (key == u"step_cost")
        readStepCost(node);
    else if (key == u"executor")
        readExecutor(node);
    else if (key == u"lesson")
        LessonReader(m_context).read(node);
    else if (key == u"permissions")
        readPermissions(node);
}

QString AnnexReader::readText(const QString &key, const YamlNode &node)
{
    if (node.isScalar())
        return node.text;
    m_context.fault(FaultKind::ValueKind, node,
                    QStringLiteral("'%1' needs a text, not %2; put a text that has ': ' or brackets in it in "
                                   "quotes")
                        .arg(key, describe(node)));
    return {};
}

QStringList AnnexReader::readTexts(const QString &key, const YamlNode &node)
{
    QStringList texts;
    if (!node.isSequence()) {
        m_context.fault(FaultKind::ValueKind, node,
                        QStringLiteral("'%1' needs a list of texts, not %2").arg(key, describe(node)));
        return texts;
    }
    for (const YamlNodePtr &item : node.items)
        texts.append(readText(key, *item));
    return texts;
}

void AnnexReader::readClock(const YamlNode &node)
{
    if (node.isScalar() && node.text == u"real")
        m_context.scenario.clock = ScenarioClock::Real;
    else if (!node.isScalar() || node.text != u"virtual")
        m_context.fault(FaultKind::ValueKind, node,
                        QStringLiteral("'clock' needs virtual or real, not %1").arg(describe(node)));
}

void AnnexReader::readSeed(const YamlNode &node)
{
    static const QRegularExpression form(QStringLiteral("^[-+]?(0x[0-9a-fA-F]+|0o[0-7]+|[0-9]+)$"));
    const QString &text = node.text;
    bool ok = node.isScalar() && node.plain && form.match(text).hasMatch();
    if (ok) {
        // Python's random takes the size of a number and leaves its sign, so this does as well.
        const QString size = text.startsWith(u'-') || text.startsWith(u'+') ? text.mid(1) : text;
        const int base = size.startsWith(u"0x") ? 16 : size.startsWith(u"0o") ? 8 : 10;
        m_context.scenario.seed = size.mid(base == 10 ? 0 : 2).toULongLong(&ok, base);
    }
    if (!ok)
        m_context.fault(
            FaultKind::ValueRange, node,
            QStringLiteral("'seed' needs a whole number up to 18446744073709551615, not %1").arg(describe(node)));
}

void AnnexReader::readStepCost(const YamlNode &node)
{
    ValueSpec cost = m_values.readDuration(node, QStringLiteral("step_cost"));
    const bool negative = (cost.kind == ValueSpec::Kind::Number && cost.number < 0) ||
                          (cost.kind == ValueSpec::Kind::Text && parseDuration(cost.text).value_or(0) < 0);
    if (negative)
        m_context.fault(FaultKind::ValueRange, node, QStringLiteral("'step_cost' cannot be less than 0"));
    else if (cost.kind == ValueSpec::Kind::Number && !std::isfinite(cost.number))
        m_context.fault(
            FaultKind::Duration, node,
            QStringLiteral("'step_cost' needs a duration such as 0.5, 250ms or 2m, not %1").arg(describe(node)));
    m_context.scenario.stepCost = std::move(cost);
}

void AnnexReader::readExecutor(const YamlNode &node)
{
    if (!node.isMapping() || node.keys.size() != 1 || node.keys[0]->text != u"threads") {
        m_context.fault(FaultKind::ValueKind, node, QStringLiteral("'executor' needs '{threads: N}' and nothing else"));
        return;
    }
    const YamlNode &threads = *node.items[0];
    ValueSpec value = m_values.read(threads);
    const bool isCount = value.kind == ValueSpec::Kind::Number && value.number >= 1 && value.number <= mostThreads &&
                         value.number == std::floor(value.number);
    if (!isCount && value.kind != ValueSpec::Kind::Expression)
        m_context.fault(FaultKind::ValueRange, threads,
                        QStringLiteral("'threads' needs a whole number from 1 to %1, or ${…}, not %2")
                            .arg(mostThreads)
                            .arg(describe(threads)));
    m_context.scenario.executorThreads = std::move(value);
}

void AnnexReader::readPermissions(const YamlNode &node)
{
    static const QStringList known{QStringLiteral("net"), QStringLiteral("read"), QStringLiteral("write"),
                                   QStringLiteral("run")};
    static const QRegularExpression address(QStringLiteral("^\\S+:[0-9]{1,5}$"));
    if (!node.isMapping()) {
        m_context.fault(
            FaultKind::ValueKind, node,
            QStringLiteral("'permissions' needs a mapping such as {net: [HOST:PORT]}, not %1").arg(describe(node)));
        return;
    }
    for (std::size_t index = 0; index < node.keys.size(); ++index) {
        const QString &key = node.keys[index]->text;
        const YamlNode &item = *node.items[index];
        if (!known.contains(key)) {
            m_context.fault(FaultKind::UnknownKey, *node.keys[index],
                            QStringLiteral("unknown permission '%1'%2; there are net, read, write and "
                                           "run")
                                .arg(key, didYouMean(key, known)));
            continue;
        }
        const QStringList texts = readTexts(key, item);
        for (qsizetype at = 0; key == u"net" && at < texts.size(); ++at) {
            const YamlNode &entry = *item.items[static_cast<std::size_t>(at)];
            if (entry.isScalar() && !address.match(texts[at]).hasMatch())
                m_context.fault(FaultKind::ValueKind, entry,
                                QStringLiteral("'net' needs HOST:PORT, not %1").arg(describe(entry)));
        }
    }
}

} // namespace coroscope
