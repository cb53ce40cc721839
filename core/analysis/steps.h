// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/moment.h"
#include "core/base/ids.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace coroscope
{

/// The steps of tasks on the event loop, in order: for going through them either way and for counting them.
///
/// Keeps one number for some thousand events, so that no question walks the whole trace. Follows a store that grows:
/// update() takes in what is new.
class StepIndex
{
public:
    explicit StepIndex(const EventStore &store) : m_store(store) {}

    /// Takes in the first `events` events of the store.
    void update(std::size_t events);
    void update();

    /// Number of steps taken in.
    std::size_t count() const { return m_count; }
    /// How many steps began among the first `events` events: the number, from 1, of the step that goes on or was last.
    std::size_t stepsIn(std::size_t events) const;
    /// The event that began a step, counted from 0; below count().
    std::size_t eventOf(std::size_t step) const;

    /// The beginning of the step before: of the one that goes on, where the moment is later within it.
    std::optional<Moment> before(Moment moment) const;
    /// The beginning of the next step.
    std::optional<Moment> after(Moment moment) const;

private:
    static constexpr std::size_t stretch = 2048;

    const EventStore &m_store;
    std::vector<std::size_t> m_counts; ///< steps that began before the events 0, stretch, 2 * stretch…
    std::size_t m_read = 0;
    std::size_t m_count = 0;
};

/// Who runs on the event loop at a moment: invalid between two steps.
TaskId runningAt(const EventStore &store, const StepIndex &steps, Moment moment);

} // namespace coroscope
