// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/value.h"

namespace coroscope
{

/// The lists that may be part of a cycle, because something shared was put into them after they were made
/// (`xs.push(xs)`). Counting alone never frees those.
class CycleRegistry
{
public:
    CycleRegistry() = default;
    ~CycleRegistry();
    CycleRegistry(const CycleRegistry &) = delete;
    CycleRegistry &operator=(const CycleRegistry &) = delete;

    /// To be told when `stored` was put into `list`.
    void stored(ListObject &list, const Value &stored)
    {
        if (stored.kind() >= ValueKind::List && !list.m_link)
            link(list);
    }
    /// Frees what only cycles keep alive. What a Handle holds is not looked into and counts as held from outside.
    void collect();
    /// Empties all registered lists, when the program is over: also those that a Handle is part of the cycle of.
    void clear();

private:
    void link(ListObject &list);

    ListObject *m_first = nullptr;
};

} // namespace coroscope
