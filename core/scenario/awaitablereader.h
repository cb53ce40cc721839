// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/callreader.h"

#include <functional>

namespace coroscope
{

/// Reads the verbs that give an awaitable: sleep, wait_for, shield, gather, to_thread. They stand as steps, and as
/// mappings within others.
class AwaitableReader
{
public:
    AwaitableReader(ReadContext &context, CallReader &calls) : m_context(context), m_calls(calls) {}

    /// Gives the value of an option, null if it is not there.
    using Options = std::function<const YamlNode *(const char16_t *name)>;

    /// Fills the members of a step with one of these verbs, all but `as`.
    void read(Step &step, const YamlNode &value, const Options &option);
    /// A mapping with one of these verbs and its options.
    CallSpec readNested(const YamlNode &node);

private:
    void readToThread(Step &step, const YamlNode &value);
    void readPool(Step &step, const YamlNode &node);

    ReadContext &m_context;
    CallReader &m_calls;
};

} // namespace coroscope
