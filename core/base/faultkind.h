// SPDX-License-Identifier: MIT
#pragma once

#include <QLatin1String>

#include <cstdint>
#include <span>

namespace coroscope
{

/// What sort of fault it is that a scenario file has. The help has a section for each, named by faultSection().
enum class FaultKind : std::uint8_t {
    None, ///< not a fault of a scenario file, or one that needs no more words
    File, ///< it cannot be read
    Encoding,
    Yaml,         ///< not well-formed
    YamlLeftOut,  ///< a part of YAML that scenarios do without
    Limit,        ///< of sizes and depths
    Version,      ///< of the format
    MissingKey,   ///< one that has to be there
    UnknownKey,   ///< also beside a step
    RepeatedKey,  ///< twice in one mapping
    ValueKind,    ///< such as a list where a text belongs
    ValueRange,   ///< the right kind, but none that can be
    Duration,     ///< not one
    BadName,      ///< it cannot be a name
    NameTaken,    ///< it stands for something else already
    UnknownName,  ///< of a variable, coroutine, object, group or pool
    UnknownStep,  ///< no such verb
    StepForm,     ///< a step, or a list of them, written in another way
    LaterStep,    ///< part of the format, not of this version of the program
    Misplaced,    ///< a step where it cannot stand
    CallForm,     ///< no call, object or name to wait for
    WrongUse,     ///< a known name, used as something else
    Method,       ///< unknown, or awaited where it is not, or the other way round
    Arguments,    ///< too many or too few
    Expression,   ///< it cannot be parsed
    Braces,       ///< `${}` where they do not belong, or that are not closed
    Constructor,  ///< of an object
    ErrorName,    ///< in raise, except or errors
    ResourceLoop, ///< a resource that enters itself
    ForClause,    ///< not `NAME in LIST`
    MoreFaults,   ///< a line that counts those not shown
};
inline constexpr int faultKindCount = static_cast<int>(FaultKind::MoreFaults) + 1;

/// The name of the section of the help that explains faults of a kind, such as `unknown-key`; empty for None.
QLatin1String faultSection(FaultKind kind);

/// All kinds but None.
std::span<const FaultKind> faultKinds();

} // namespace coroscope
