// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/scenariowords.h"
#include "core/scenario/valuereader.h"

#include <QHash>

namespace coroscope
{

/// Reads the sections that name things: errors, params, objects, and the heads of resources and coroutines.
class DeclarationReader
{
public:
    explicit DeclarationReader(ReadContext &context) : m_context(context), m_values(context) {}

    void readErrors(const YamlNode &section);
    void readParameters(const YamlNode &section);
    void readObjects(const YamlNode &section);
    /// Declares the coroutines and resources, their steps still empty, in the order of the file.
    void readCoroutineHeads(const YamlNode &section);
    void readResourceHeads(const YamlNode &section);

private:
    struct Head {
        QString name;
        QStringList parameters;
        Place place;
    };

    bool checkSection(const YamlNode &section, const QString &key, const QString &example);
    bool declare(Place place, const QString &name, const QString &what, const Declared &declared);
    std::optional<Head> readHead(const YamlNode &key, const QString &what);

    void readParameter(const QString &name, const YamlNode &node, Parameter &parameter);
    ValueSpec readParameterValue(const YamlNode &node, const std::vector<ValueSpec> &choices);
    bool readError(const YamlNode &key, const YamlNode &base);
    void readChoices(const YamlNode &node, Parameter &parameter);
    std::optional<double> readLimit(const YamlNode &node, const QString &key);
    void checkParameter(const YamlNode &node, const Parameter &parameter);
    bool readObject(const YamlNode &node, ObjectSpec &object);
    void checkArgument(const YamlNode &node, qsizetype at, const ConstructorWords &words,
                       const ExpressionPtr &argument);

    ReadContext &m_context;
    ValueReader m_values;
    QHash<QString, double> m_numbers; ///< of the parameters that are numbers
};

/// Whether a list of steps has a `yield` among them.
bool hasYield(const YamlNode &steps);

} // namespace coroscope
