// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/runindex.h"
#include "core/trace/growinglist.h"

#include <cstddef>
#include <cstdint>

namespace coroscope
{

enum class Severity : std::uint8_t { Error, Warning, Hint };

/// Something that is wrong with a run, in a line.
struct Problem {
    Severity severity = Severity::Warning;
    bool isDetail = false; ///< it belongs to the problem above it
    TextLine text{};
    TaskId task{};     ///< whom it is about, if anybody
    ObjectId object{}; ///< what it is about, if anything
    Nanoseconds time = 0;
    std::uint32_t event = 0; ///< index in the store of the event that shows it
};

/// Finds what is wrong with a run: warnings that the trace holds, deadlocks with their circle spelled out, events that
/// were lost, a `main` that failed, errors that nobody asked for, and tasks that were not done at the end.
///
/// Problems come in the order in which the trace shows them; those of the end last. Of errors that nobody asked for and
/// of tasks that were not done it names mostOfAKind, and then says how many more there are.
class ProblemFinder
{
public:
    static constexpr std::size_t mostOfAKind = 200;

    explicit ProblemFinder(const RunIndex &index) : m_index(index) {}

    /// Takes in what the index gained; of an ended run it looks at `most` tasks. Returns whether there are new ones.
    bool update(std::size_t most = 100'000);
    /// Whether update() has more to do.
    bool isBehind() const;

    const GrowingList<Problem> &problems() const { return m_problems; }
    /// Those that are no details.
    std::size_t count() const { return m_count; }

private:
    void add(Problem problem);
    void takeWarning(std::uint32_t event);
    void takeUnread(const Event &warning, std::uint32_t event);
    void takeDeadlock(std::uint32_t event);
    void takeDrop(std::uint32_t event);
    void takeEnd();
    void takeTask(const TaskTrack &track);
    void tellMore();

    const RunIndex &m_index;
    GrowingList<Problem> m_problems;
    std::size_t m_count = 0;
    std::size_t m_warnings = 0;
    std::size_t m_deadlocks = 0;
    std::size_t m_drops = 0;
    std::size_t m_tasks = 0;
    bool m_hasEnd = false;
    bool m_isWhole = false;
    std::size_t m_unread = 0;
    std::size_t m_unfinished = 0;
};

} // namespace coroscope
