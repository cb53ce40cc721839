// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/trace/eventstore.h"
#include "core/trace/jsonlreader.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>

class QIODevice;

namespace coroscope
{

/// What came of reading a trace. Check both: a trace with a fault in it has a store up to the fault.
struct TraceRead {
    std::unique_ptr<EventStore> store; ///< nothing if there was no header
    TraceReadReport report;
};

/// Bytes read and bytes in all (-1 if that is not known). Returns whether to go on.
using ReadProgress = std::function<bool(qint64 read, qint64 total)>;

/// Reads a trace file, also a compressed one: what begins as gzip files do is taken apart first.
TraceRead readTrace(const QString &path, const TraceLimits &limits = {}, const ReadProgress &progress = {});

/// Reads a trace from an open device up to its end; `name` stands for it in faults.
TraceRead readTrace(QIODevice &device, const QString &name, const TraceLimits &limits = {},
                    const ReadProgress &progress = {});

/// Saves all events that the store holds at the time of the call, compressed if the name ends in `.gz`.
/// Where it fails, a file that was there stays as it was.
std::optional<Fault> saveTrace(const EventStore &store, const QString &path);

} // namespace coroscope
