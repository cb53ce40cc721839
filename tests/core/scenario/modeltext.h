// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/model.h"

#include <QString>

namespace coroscope
{

/// A scenario as lines of text, everything that is in it, so that a test can compare it as a whole.
QString modelText(const Scenario &scenario);

} // namespace coroscope
