// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>

namespace coroscope
{

/// What was met while a trace was read.
struct TraceReadReport {
    std::uint64_t events = 0;        ///< taken into the store
    std::uint64_t skippedEvents = 0; ///< of kinds that are not known
    std::uint64_t unknownKeys = 0;   ///< in events that were taken
    std::string firstSkippedEvent{}; ///< the word of the first of them
    std::string firstUnknownKey{};
    bool isOverLimit = false;     ///< the fault is that the trace goes beyond the limits of the reader
    std::optional<Fault> fault{}; ///< why reading ended early; what came before it is in the store

    /// A sentence on what was left out, for people; empty if nothing was.
    QString leftOut() const;
};

} // namespace coroscope
