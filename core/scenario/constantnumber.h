// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/expressionast.h"

#include <QHash>

#include <optional>

namespace coroscope
{

/// The number that an expression is known to give before the run: literals, arithmetic, and names of which the numbers
/// are given. Nothing for everything else.
std::optional<double> constantNumber(const ExpressionNode &node, const QHash<QString, double> &names);

} // namespace coroscope
