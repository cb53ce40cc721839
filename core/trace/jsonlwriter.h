// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/trace/eventstore.h"
#include "core/trace/holders.h"

#include <cstddef>
#include <optional>
#include <string>

class QIODevice;

namespace coroscope
{

/// Writes a store as the JSON Lines of the trace format: the header, then one line an event.
///
/// It may be called again and again while the run goes on, and writes what is new. The same events give
/// the same bytes. The bytes that wait to be written stay few, whatever the length of the trace.
class TraceWriter
{
public:
    explicit TraceWriter(const EventStore &store) : m_store(store) {}

    /// Whether the store holds events (or a header) that were not written.
    bool hasNew() const { return !m_hasHeader || m_written < m_store.size(); }

    /// Appends lines that were not written yet, until all are there or `out` has about `enough` bytes.
    void appendNew(std::string &out, std::size_t enough = std::size_t{1} << 18);

    /// Writes all lines that were not written yet, as of the time of the call. A fault if the device takes
    /// no more; lines may then be lost.
    std::optional<Fault> writeNew(QIODevice &device);

    /// Events written up to now.
    std::size_t written() const { return m_written; }

private:
    void appendLine(std::string &out, const Event &event);

    const EventStore &m_store;
    HolderReplay m_holders;
    std::size_t m_written = 0;
    bool m_hasHeader = false;
};

/// The fault of a device that takes no more.
Fault cannotWrite(const QString &reason);

/// Writes all of `bytes` to a device; a fault that says why if it does not take them.
std::optional<Fault> writeAll(QIODevice &device, std::string_view bytes);

} // namespace coroscope
