// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/callreader.h"

namespace coroscope
{

/// A step as it stands in the file: its verb, the verb's value and what stands beside it.
struct StepParts {
    const YamlNode *node = nullptr;
    const VerbWords *words = nullptr;
    const YamlNode *value = nullptr; ///< null of a bare word

    /// The value of an option; null if it is not there.
    const YamlNode *option(const char16_t *name) const;
    QString verb() const;
};

/// Reads lists of steps. The context's scope says where they stand and collects the names that they assign.
class StepReader
{
public:
    explicit StepReader(ReadContext &context) : m_context(context), m_calls(context) {}

    /// The steps of `node`; `key` is what they stand under, for messages.
    Steps read(const YamlNode &node, const QString &key);
    /// The steps under an option of a step, which must be there.
    Steps readBody(const Step &step, const StepParts &parts, const char16_t *key = u"do");
    /// The same under `do`, where break and continue are at home.
    Steps readLoopBody(const Step &step, const StepParts &parts);

private:
    bool readStep(const YamlNode &node, Step &step);
    bool readBareWord(const YamlNode &node, StepParts &parts);
    const YamlNode *findVerbKey(const YamlNode &node, StepParts &parts);
    void checkOptions(const YamlNode &node, const YamlNode *verbKey, const StepParts &parts);
    void readMembers(Step &step, const StepParts &parts);
    void readAs(Step &step, const StepParts &parts);
    void readCreateTask(Step &step, const StepParts &parts);
    void unknownGroup(const YamlNode &group);
    void readWait(Step &step, const StepParts &parts);
    void readBlock(Step &step, const StepParts &parts);
    void readAsyncFor(Step &step, const StepParts &parts);

    ReadContext &m_context;
    CallReader m_calls;
};

} // namespace coroscope
