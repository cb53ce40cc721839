// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/eventdata.h"

namespace coroscope
{

/// What the scheduler and the primitives tell of a run: one hook an event of the trace format.
///
/// All hooks are called in the scheduler's thread, in the order in which things happen, with the time of
/// the scheduler's clock; times never decrease. The defaults do nothing. Without an instrument nothing is
/// told and nothing is spent. A hook must not call back into the scheduler.
class Instrument
{
public:
    Instrument() = default;
    Instrument(const Instrument &) = delete;
    Instrument &operator=(const Instrument &) = delete;
    virtual ~Instrument() = default;

    /// The id of a place `FILE:LINE`; invalid where places are not kept. To be asked once a place.
    virtual SourceId source(std::string_view) { return {}; }

    virtual void taskCreated(Nanoseconds, const TaskCreated &) {}
    virtual void taskReady(Nanoseconds, const TaskReady &) {}
    virtual void taskRunning(Nanoseconds, TaskId) {}
    virtual void taskWaiting(Nanoseconds, const TaskWaiting &) {}
    virtual void taskDone(Nanoseconds, const TaskDone &) {}
    virtual void cancelRequested(Nanoseconds, const CancelRequested &) {}
    virtual void cancelSwallowed(Nanoseconds, TaskId) {}
    virtual void objectCreated(Nanoseconds, const ObjectCreated &) {}
    virtual void objectChanged(Nanoseconds, const ObjectChanged &) {}
    virtual void timeoutStarted(Nanoseconds, const TimeoutStarted &) {}
    virtual void timeoutFired(Nanoseconds, ScopeId, TaskId) {}
    virtual void timeoutEnded(Nanoseconds, ScopeId, TaskId) {}
    virtual void jobStarted(Nanoseconds, const JobStarted &) {}
    virtual void jobEnded(Nanoseconds, const JobStarted &) {}
    virtual void log(Nanoseconds, TaskId, std::string_view) {}
    virtual void warned(Nanoseconds, const Warned &) {}
    virtual void deadlocked(Nanoseconds, std::span<const TaskId>, std::string_view) {}
    virtual void runEnded(Nanoseconds, const RunEnded &) {}
};

} // namespace coroscope
