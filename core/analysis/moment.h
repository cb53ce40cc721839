// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"

#include <cstddef>

namespace coroscope
{

class EventStore;

/// A place in a run: after its first `events` events, at `time`.
///
/// A virtual clock stands still while tasks run, so a time alone does not tell two steps apart; the number of events
/// does. `time` is never before the last of those events and never after the first that is not among them.
struct Moment {
    Nanoseconds time = 0;
    std::size_t events = 0;

    friend bool operator==(const Moment &, const Moment &) = default;
};

/// The moment after everything that happened up to and at `time`.
Moment momentAt(const EventStore &store, Nanoseconds time);

/// The moment after the event at an index of the store.
Moment momentAfter(const EventStore &store, std::size_t event);

} // namespace coroscope
