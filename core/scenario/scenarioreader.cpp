// SPDX-License-Identifier: MIT
#include "core/scenario/scenarioreader.h"

#include "core/scenario/annexreader.h"
#include "core/scenario/declarationreader.h"
#include "core/scenario/resourcecycles.h"
#include "core/scenario/scenariowords.h"
#include "core/scenario/stepreader.h"

#include <QFileInfo>

namespace coroscope
{
namespace
{

/// Reads a document's sections in the order in which they need each other.
class ScenarioReader
{
public:
    ScenarioReader(const YamlDocument &document, Scenario &scenario)
        : m_context(document, scenario), m_scenario(scenario), m_root(document.root())
    {
    }

    std::vector<Fault> read();

private:
    const YamlNode *section(const QString &key) const;
    bool readVersion();
    void readDeclarations();
    void readBodies();
    void readBody(Scope::Body body, const QString &owner, const QStringList &parameters, const YamlNode &node,
                  Steps &into);
    void readResource(const YamlNode &node, Resource &resource);

    ReadContext m_context;
    Scenario &m_scenario;
    const YamlNode &m_root;
};

const YamlNode *ScenarioReader::section(const QString &key) const
{
    for (std::size_t index = 0; index < m_root.keys.size(); ++index) {
        if (m_root.keys[index]->text == key)
            return m_root.items[index].get();
    }
    return nullptr;
}

std::vector<Fault> ScenarioReader::read()
{
    m_scenario.file = m_context.document.fileName();
    m_scenario.title = QFileInfo(m_scenario.file).fileName().section(u'.', 0, 0);
    if (!m_root.isMapping()) {
        m_context.fault(
            FaultKind::Version, m_root,
            QStringLiteral("a scenario is a mapping that begins with 'coroscope: 1', not %1").arg(describe(m_root)));
        return m_context.takeFaults();
    }
    if (!readVersion())
        return m_context.takeFaults();
    for (const YamlNodePtr &key : m_root.keys) {
        if (!topLevelKeys().contains(key->text))
            m_context.fault(FaultKind::UnknownKey, *key,
                            QStringLiteral("unknown key '%1'%2").arg(key->text, didYouMean(key->text, topLevelKeys())));
    }
    readDeclarations();
    AnnexReader annex(m_context);
    for (std::size_t index = 0; index < m_root.keys.size(); ++index)
        annex.read(m_root.keys[index]->text, *m_root.items[index]);
    readBodies();
    for (const ResourceCycle &cycle : findResourceCycles(m_scenario))
        m_context.fault(FaultKind::ResourceLoop, cycle.place,
                        QStringLiteral("the resource '%1' enters itself (%2), without end; take one of the "
                                       "'with' steps out")
                            .arg(cycle.names.front(), cycle.names.join(u" → ")));
    return m_context.takeFaults();
}

bool ScenarioReader::readVersion()
{
    const YamlNode *version = section(QStringLiteral("coroscope"));
    if (!version) {
        m_context.fault(FaultKind::MissingKey, m_root,
                        QStringLiteral("the key 'coroscope' is missing; a scenario begins with 'coroscope: 1'"));
        // Without the entry task either it is some other file, of which nothing more need be said.
        return section(QStringLiteral("main")) != nullptr;
    }
    const ValueSpec value =
        version->isScalar() && version->plain ? ValueReader::resolvePlain(version->text) : ValueSpec{};
    if (value.kind == ValueSpec::Kind::Number && value.number == 1)
        return true;
    if (value.kind == ValueSpec::Kind::Number)
        m_context.fault(FaultKind::Version, *version,
                        QStringLiteral("version %1 of the format is not known; this program reads "
                                       "'coroscope: 1'")
                            .arg(version->text));
    else
        m_context.fault(FaultKind::Version, *version,
                        QStringLiteral("'coroscope' needs the number 1, not %1").arg(describe(*version)));
    return value.kind != ValueSpec::Kind::Number;
}

void ScenarioReader::readDeclarations()
{
    DeclarationReader reader(m_context);
    if (const YamlNode *node = section(QStringLiteral("errors")))
        reader.readErrors(*node);
    if (const YamlNode *node = section(QStringLiteral("params")))
        reader.readParameters(*node);
    if (const YamlNode *node = section(QStringLiteral("objects")))
        reader.readObjects(*node);
    if (const YamlNode *node = section(QStringLiteral("resources")))
        reader.readResourceHeads(*node);
    if (const YamlNode *node = section(QStringLiteral("coroutines")))
        reader.readCoroutineHeads(*node);
}

void ScenarioReader::readBodies()
{
    if (const YamlNode *node = section(QStringLiteral("resources")); node && node->isMapping()) {
        for (std::size_t index = 0; index < node->items.size(); ++index)
            readResource(*node->items[index], m_scenario.resources[index]);
    }
    if (const YamlNode *node = section(QStringLiteral("coroutines")); node && node->isMapping()) {
        for (std::size_t index = 0; index < node->items.size(); ++index) {
            Coroutine &coroutine = m_scenario.coroutines[index];
            readBody(coroutine.isGenerator ? Scope::Body::Generator : Scope::Body::Coroutine, coroutine.name,
                     coroutine.parameters, *node->items[index], coroutine.steps);
        }
    }
    if (const YamlNode *node = section(QStringLiteral("main")))
        readBody(Scope::Body::Main, QStringLiteral("main"), {}, *node, m_scenario.main);
    else
        m_context.fault(FaultKind::MissingKey, m_root,
                        QStringLiteral("the key 'main' is missing; it holds the steps that the program begins "
                                       "with"));
}

/// Reads the steps twice: a name is known in the whole body if it is assigned anywhere in it.
void ScenarioReader::readBody(Scope::Body body, const QString &owner, const QStringList &parameters,
                              const YamlNode &node, Steps &into)
{
    m_context.scope = Scope{};
    m_context.scope.body = body;
    m_context.scope.owner = owner;
    m_context.scope.variables = QSet<QString>(parameters.begin(), parameters.end());
    m_context.scope.collecting = true;
    StepReader(m_context).read(node, owner);
    m_context.scope.collecting = false;
    into = StepReader(m_context).read(node, owner);
    m_context.scope = Scope{};
}

void ScenarioReader::readResource(const YamlNode &node, Resource &resource)
{
    static const QStringList known{QStringLiteral("enter"), QStringLiteral("exit")};
    if (!node.isMapping()) {
        m_context.fault(
            FaultKind::ValueKind, node,
            QStringLiteral("a resource needs 'enter' and 'exit' with their steps, not %1").arg(describe(node)));
        return;
    }
    for (const YamlNodePtr &key : node.keys) {
        if (!known.contains(key->text))
            m_context.fault(FaultKind::UnknownKey, *key,
                            QStringLiteral("unknown key '%1' of resource '%2'%3")
                                .arg(key->text, resource.name, didYouMean(key->text, known)));
    }
    // Both halves share their variables, as the methods of one object would.
    m_context.scope = Scope{};
    m_context.scope.owner = resource.name;
    m_context.scope.variables = QSet<QString>(resource.parameters.begin(), resource.parameters.end());
    for (const bool collecting : {true, false}) {
        m_context.scope.collecting = collecting;
        for (std::size_t index = 0; index < node.keys.size(); ++index) {
            const QString &key = node.keys[index]->text;
            if (!known.contains(key))
                continue;
            m_context.scope.body = key == u"enter" ? Scope::Body::Enter : Scope::Body::Exit;
            Steps steps = StepReader(m_context).read(*node.items[index], key);
            (key == u"enter" ? resource.enter : resource.exit) = std::move(steps);
        }
    }
    m_context.scope = Scope{};
}

} // namespace

std::vector<Fault> readScenario(const YamlDocument &document, Scenario &scenario)
{
    return ScenarioReader(document, scenario).read();
}

} // namespace coroscope
