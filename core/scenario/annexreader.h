// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/valuereader.h"

namespace coroscope
{

/// Reads the sections that stand beside the program: texts, clock, seed, costs, lesson, permissions.
class AnnexReader
{
public:
    explicit AnnexReader(ReadContext &context) : m_context(context), m_values(context) {}

    /// Reads one section of the file; leaves alone those that are not its own.
    void read(const QString &key, const YamlNode &node);

private:
    QString readText(const QString &key, const YamlNode &node);
    QStringList readTexts(const QString &key, const YamlNode &node);
    void readClock(const YamlNode &node);
    void readSeed(const YamlNode &node);
    void readStepCost(const YamlNode &node);
    void readExecutor(const YamlNode &node);
    void readPermissions(const YamlNode &node);

    ReadContext &m_context;
    ValueReader m_values;
};

} // namespace coroscope
