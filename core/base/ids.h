// SPDX-License-Identifier: MIT
#pragma once

#ifndef Q_MOC_RUN // moc of Qt 6.4 does not get through it where it comes before Qt's own headers
#include <compare>
#endif
#include <cstdint>
#include <functional>

namespace coroscope
{

/// A whole number that names one thing of one sort. Ids of different sorts do not mix.
/// Numbers start at 1; 0 means "none".
template <typename Tag>
struct Id {
    std::uint32_t value = 0;

    constexpr Id() = default;
    constexpr explicit Id(std::uint32_t number) : value(number) {}

    constexpr bool isValid() const { return value != 0; }
    constexpr explicit operator bool() const { return value != 0; }
    friend constexpr auto operator<=>(Id, Id) = default;
};

/// A task, counted up from 1 (`main`) in order of creation.
using TaskId = Id<struct TaskTag>;
/// A semaphore, queue, gather, pool … counted apart from tasks.
using ObjectId = Id<struct ObjectTag>;
/// One entry of a timeout scope.
using ScopeId = Id<struct ScopeTag>;
/// One job on a thread pool.
using JobId = Id<struct JobTag>;
/// A place `FILE:LINE`, interned by the trace.
using SourceId = Id<struct SourceTag>;

} // namespace coroscope

template <typename Tag>
struct std::hash<coroscope::Id<Tag>> {
    std::size_t operator()(coroscope::Id<Tag> id) const noexcept { return id.value; }
};
