// SPDX-License-Identifier: MIT
#include "core/analysis/moment.h"

#include "core/trace/eventstore.h"

namespace coroscope
{

Moment momentAt(const EventStore &store, Nanoseconds time)
{
    std::size_t from = 0;
    std::size_t to = store.size();
    while (from < to) {
        const std::size_t middle = from + (to - from) / 2;
        if (store.time(middle) <= time)
            from = middle + 1;
        else
            to = middle;
    }
    return {time, from};
}

Moment momentAfter(const EventStore &store, std::size_t event) { return {store.time(event), event + 1}; }

} // namespace coroscope
