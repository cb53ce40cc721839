// SPDX-License-Identifier: GPL-3.0-or-later
// The fonts of the window, and how large they are.
#include "ui/theme/theme.h"

#include <QVariant>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace coroscope
{
namespace
{

constexpr auto roleProperty = "fontRole";

using Fonts = std::array<QFont, fontRoleCount>;

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

Fonts makeFonts(double scale)
{
    Fonts all;
    for (int i = 0; i < fontRoleCount; ++i) {
        QFont font = makeFont(static_cast<FontRole>(i));
        font.setPixelSize(static_cast<int>(std::lround(font.pixelSize() * scale)));
        all[static_cast<std::size_t>(i)] = font;
    }
    return all;
}

struct TextSize {
    double scale = 1;
    Fonts fonts = makeFonts(1);
};

TextSize &textSize()
{
    static TextSize size;
    return size;
}

} // namespace

double textScale() { return textSize().scale; }

void setTextScale(double scale)
{
    TextSize &size = textSize();
    size.scale = std::clamp(scale, smallestTextScale, largestTextScale);
    size.fonts = makeFonts(size.scale);
}

int withText(int pixels) { return static_cast<int>(std::lround(pixels * textSize().scale)); }

const QFont &themeFont(FontRole role) { return textSize().fonts[static_cast<std::size_t>(role)]; }

const QFont &drawFont(FontRole role)
{
    static const Fonts fonts = makeFonts(1);
    return fonts[static_cast<std::size_t>(role)];
}

void setFontRole(QWidget *widget, FontRole role)
{
    widget->setProperty(roleProperty, static_cast<int>(role));
    widget->setFont(themeFont(role));
}

void refreshFonts(QWidget *root)
{
    for (QWidget *widget : root->findChildren<QWidget *>()) {
        const QVariant role = widget->property(roleProperty);
        if (role.isValid())
            widget->setFont(themeFont(static_cast<FontRole>(role.toInt())));
    }
}

} // namespace coroscope
