// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/model.h"
#include "core/scenario/yamldocument.h"

#include <vector>

namespace coroscope
{

/// Fills a scenario from its document. Gives every fault, in the order of the file; the scenario is whole only if there
/// is none.
std::vector<Fault> readScenario(const YamlDocument &document, Scenario &scenario);

} // namespace coroscope
