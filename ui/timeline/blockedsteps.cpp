// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/stretchwalk.h"

namespace coroscope
{

void addBlockedSteps(const LaneContext &context)
{
    const auto &steps = context.scene.index.facts().blockedSteps();
    if (steps.empty())
        return;
    constexpr double height = 3;
    const double top = context.plot.bottom() - height - 3;
    const auto add = [&](double left, double right) {
        auto &brackets = context.plotArea.brackets;
        const double y = top + height / 2;
        right = std::max(right, left + 2);
        if (!brackets.empty() && brackets.back().ink == Ink::Blocked && brackets.back().line.x2() >= left - 1) {
            brackets.back().line.setP2({right, y});
            return;
        }
        brackets.push_back({{left, y, right, y}, Ink::Blocked, LineStyle::Solid, height});
    };
    walkStretches(
        steps, context.scale, context.scene.intervals.end(),
        [&](std::size_t, double left, double right) { add(left, right - 1); },
        [&](std::size_t, std::size_t, double left, double right) { add(left, right); });
}

} // namespace coroscope
