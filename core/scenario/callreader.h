// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/scenariowords.h"
#include "core/scenario/valuereader.h"

namespace coroscope
{

/// Reads CALLs: what is awaited, made a task, entered or called.
class CallReader
{
public:
    /// What is to be done with what the CALL gives.
    enum class Use {
        Await,   ///< waited for in this task
        Task,    ///< made a task
        Gather,  ///< one of those that gather, wait and as_completed take; may be a list
        Plain,   ///< `call:`
        Cancel,  ///< a task, future or list of them
        Context, ///< entered by `with:`
        Iterate, ///< walked by `async_for:`
    };

    explicit CallReader(ReadContext &context) : m_context(context), m_values(context) {}

    ValueReader &values() { return m_values; }

    /// Reads a scalar or a nested mapping; null kinds and lists are told as faults.
    CallSpec read(const YamlNode &node, Use use);
    /// Reads `text`, which stands in `scalar` from `begin`.
    CallSpec readText(const YamlNode &scalar, qsizetype begin, const QString &text, Use use);
    /// Fills the calls of gather, wait and as_completed: one, or a list. The step's `for:` names are in scope.
    void readCalls(Step &step, const YamlNode &node);
    /// The `for:` of a step, its name fresh in scope until endFor().
    void beginFor(Step &step, const YamlNode *node);
    void endFor(const Step &step);

private:
    void readName(CallSpec &call, Use use);
    void readCoroutine(CallSpec &call, Use use);
    void readMethod(CallSpec &call, const YamlNode &scalar, qsizetype at, const QString &whole, Use use);
    void readArguments(CallSpec &call, const YamlNode &scalar, qsizetype begin, QStringView text);
    void checkUse(const CallSpec &call, Place place, Use use);
    void unknown(Place place, const QString &name, Use use);

    ReadContext &m_context;
    ValueReader m_values;
};

} // namespace coroscope
