// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

namespace coroscope
{

/// The paths of the scenarios that the program carries with it, `:/scenarios/NAME.coro.yaml`, sorted.
QStringList builtinScenarios();

} // namespace coroscope
