// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/palettes.h"

#include <algorithm>
#include <cmath>

namespace coroscope
{

QColor Theme::dimmed(Ink role) const
{
    const QColor &one = ink(role);
    const QColor &other = ink(Ink::Muted);
    return {(one.red() + other.red()) / 2, (one.green() + other.green()) / 2, (one.blue() + other.blue()) / 2};
}

const BarStyle &Theme::bar(TaskState state, WaitKind on) const
{
    switch (state) {
    case TaskState::Running:
        return running;
    case TaskState::Ready:
        return ready;
    case TaskState::Waiting:
    case TaskState::Done:
        break;
    }
    return waits[static_cast<std::size_t>(on)];
}

const Theme &theme(ThemeKind kind)
{
    static const Theme dark = makeDarkTheme();
    static const Theme light = makeLightTheme();
    return kind == ThemeKind::Dark ? dark : light;
}

Ink inkOf(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Queue:
        return Ink::Items;
    case ObjectKind::Pool:
        return Ink::Jobs;
    default:
        return Ink::InUse;
    }
}

namespace
{

double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

double contrastRatio(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace coroscope
