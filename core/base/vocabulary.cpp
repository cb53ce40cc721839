// SPDX-License-Identifier: MIT
#include "core/base/vocabulary.h"

#include <array>
#include <cstddef>

namespace coroscope
{
namespace
{

constexpr std::array<std::string_view, waitKindCount> waitKinds{
    "sleep",     "yield",      "semaphore", "lock", "event",  "condition", "barrier",      "queue_get",
    "queue_put", "queue_join", "future",    "task", "gather", "wait",      "as_completed", "task_group",
    "shield",    "executor",   "http",      "file", "sql",    "process"};
constexpr std::array<std::string_view, 12> readyCauses{"created",  "timer",  "released",  "set",      "put",      "got",
                                                       "finished", "failed", "cancelled", "notified", "executor", "io"};
constexpr std::array<std::string_view, 3> outcomes{"returned", "failed", "cancelled"};
constexpr std::array<std::string_view, 4> runOutcomes{"returned", "failed", "deadlock", "stopped"};
constexpr std::array<std::string_view, 6> cancelCauses{"cancel", "timeout",  "task_group",
                                                       "gather", "wait_for", "shutdown"};
constexpr std::array<std::string_view, 11> objectKinds{"semaphore", "lock",  "event",   "condition",
                                                       "barrier",   "queue", "future",  "task_group",
                                                       "gather",    "pool",  "resource"};

template <typename Enum, std::size_t N>
std::string_view word(const std::array<std::string_view, N> &table, Enum value)
{
    const auto index = static_cast<std::size_t>(value);
    return index < N ? table[index] : std::string_view{};
}

template <typename Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N> &table, std::string_view wanted)
{
    for (std::size_t index = 0; index < N; ++index) {
        if (table[index] == wanted)
            return static_cast<Enum>(index);
    }
    return std::nullopt;
}

} // namespace

std::string_view text(WaitKind kind) { return word(waitKinds, kind); }
std::string_view text(ReadyCause cause) { return word(readyCauses, cause); }
std::string_view text(Outcome outcome) { return word(outcomes, outcome); }
std::string_view text(RunOutcome outcome) { return word(runOutcomes, outcome); }
std::string_view text(CancelCause cause) { return word(cancelCauses, cause); }
std::string_view text(ObjectKind kind) { return word(objectKinds, kind); }

std::optional<WaitKind> waitKindFromText(std::string_view wanted) { return find<WaitKind>(waitKinds, wanted); }
std::optional<ReadyCause> readyCauseFromText(std::string_view wanted) { return find<ReadyCause>(readyCauses, wanted); }
std::optional<Outcome> outcomeFromText(std::string_view wanted) { return find<Outcome>(outcomes, wanted); }
std::optional<RunOutcome> runOutcomeFromText(std::string_view wanted) { return find<RunOutcome>(runOutcomes, wanted); }
std::optional<CancelCause> cancelCauseFromText(std::string_view wanted)
{
    return find<CancelCause>(cancelCauses, wanted);
}
std::optional<ObjectKind> objectKindFromText(std::string_view wanted) { return find<ObjectKind>(objectKinds, wanted); }

} // namespace coroscope
