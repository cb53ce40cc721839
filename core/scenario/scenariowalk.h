// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/model.h"

#include <QSet>

#include <functional>

namespace coroscope
{

/// Calls `visit` for each step, those inside it after it, in the order of the file.
void forEachStep(const Steps &steps, const std::function<void(const Step &)> &visit);

/// The names that a step itself binds, not those of the steps inside it.
QStringList boundNames(const Step &step);

/// Every name that a list of steps assigns.
QSet<QString> assignedNames(const Steps &steps);

/// Whether a name is used, and not only bound, in the steps. Handlers that bind it by `as` are left out.
bool usesOutsideHandlers(const Steps &steps, const QString &name);

/// Whether the steps can come to their end, and do not always return or raise.
bool canFallThrough(const Steps &steps);

} // namespace coroscope
