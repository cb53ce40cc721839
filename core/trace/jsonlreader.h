// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/eventstore.h"
#include "core/trace/tracereport.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <string_view>

namespace coroscope
{

/// Bounds for what is read. A trace that is larger is kept as far as they go, and the rest is a fault.
struct TraceLimits {
    std::size_t lineBytes = std::size_t{16} << 20;
    std::size_t events = 1'000'000'000;
    std::size_t bytes = std::size_t{2} << 30; ///< of the store
};

/// Reads the JSON Lines of the trace format into a store, in pieces of any length as they come from a file
/// or a socket.
///
/// Unknown keys and events are counted and left out. The first line that is not right ends the reading: the
/// report then has a fault with its number, and the store has all that came before it. Memory stays in
/// proportion to the bytes that were read.
class TraceReader
{
public:
    /// `name` stands in faults for the file.
    explicit TraceReader(const QString &name = {}, const TraceLimits &limits = {});
    ~TraceReader();
    TraceReader(const TraceReader &) = delete;
    TraceReader &operator=(const TraceReader &) = delete;

    /// Takes the next bytes. Returns whether more are wanted: not after a fault.
    bool feed(std::string_view bytes);

    /// The source has ended: takes the last line if it lacks its line feed. A line that was cut off is a fault.
    void finish();

    /// Ends the reading with a fault in the line to come, unless there is one already.
    void fail(const QString &message);

    const TraceReadReport &report() const;

    /// The store, from the header on; nothing before.
    EventStore *store() const;
    /// Hands over the store; it must live as long as more is fed.
    std::unique_ptr<EventStore> takeStore();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace coroscope
