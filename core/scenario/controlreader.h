// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/stepreader.h"

namespace coroscope
{

/// Reads the steps that only steer: let, return, yield, raise, if, while, for, break, continue, try.
class ControlReader
{
public:
    ControlReader(ReadContext &context, StepReader &steps, ValueReader &values)
        : m_context(context), m_steps(steps), m_values(values)
    {
    }

    void read(Step &step, const StepParts &parts, const YamlNode &value);

private:
    void readLet(Step &step, const YamlNode &value);
    void readReturn(Step &step, const StepParts &parts, const YamlNode &value);
    void readYield(Step &step, const YamlNode &value);
    void readRaise(Step &step, const YamlNode &value);
    void readFor(Step &step, const StepParts &parts, const YamlNode &value);
    void readTry(Step &step, const StepParts &parts, const YamlNode &value);
    void readExcept(Step &step, const YamlNode &entry);
    void checkRaised(const YamlNode &node, const QString &error);
    /// Tells of a name that is no error; `what` begins the message.
    bool checkError(Place place, const QString &error);

    ReadContext &m_context;
    StepReader &m_steps;
    ValueReader &m_values;
};

} // namespace coroscope
