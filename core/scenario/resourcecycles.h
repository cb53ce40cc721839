// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/model.h"

#include <vector>

namespace coroscope
{

/// A resource whose `enter` or `exit` enters the resource itself, straight or through others.
struct ResourceCycle {
    QStringList names; ///< the way round: the first one is the last as well
    Place place;       ///< of the resource
};
std::vector<ResourceCycle> findResourceCycles(const Scenario &scenario);

} // namespace coroscope
