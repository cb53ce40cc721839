// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/palettes.h"

#include <algorithm>
#include <cmath>

namespace coroscope
{

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

QFont makeFont(FontRole role)
{
    const bool mono = role == FontRole::Mono || role == FontRole::MonoSmall || role == FontRole::MonoStrong;
    QFont font;
    if (mono) {
        font.setFamilies({QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Noto Sans Mono"),
                          QStringLiteral("Liberation Mono"), QStringLiteral("monospace")});
        font.setStyleHint(QFont::Monospace);
    } else {
        font.setFamilies({QStringLiteral("DejaVu Sans"), QStringLiteral("Noto Sans"), QStringLiteral("Liberation Sans"),
                          QStringLiteral("sans-serif")});
        font.setStyleHint(QFont::SansSerif);
    }
    switch (role) {
    case FontRole::Body:
        font.setPixelSize(13);
        break;
    case FontRole::Strong:
        font.setPixelSize(13);
        font.setBold(true);
        break;
    case FontRole::Small:
    case FontRole::MonoSmall:
        font.setPixelSize(11);
        break;
    case FontRole::Mono:
        font.setPixelSize(12);
        break;
    case FontRole::MonoStrong:
        font.setPixelSize(12);
        font.setBold(true);
        break;
    case FontRole::Heading:
        font.setPixelSize(16);
        font.setBold(true);
        break;
    }
    return font;
}

} // namespace

double contrastRatio(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

const QFont &themeFont(FontRole role)
{
    static const auto fonts = [] {
        std::array<QFont, fontRoleCount> all;
        for (int i = 0; i < fontRoleCount; ++i)
            all[static_cast<std::size_t>(i)] = makeFont(static_cast<FontRole>(i));
        return all;
    }();
    return fonts[static_cast<std::size_t>(role)];
}

} // namespace coroscope
