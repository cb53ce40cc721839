// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QHash>
#include <QString>

#include <array>
#include <vector>

namespace coroscope
{

/// How wide a text is. Draw lists ask it, so that tests can measure without fonts.
class TextMeasure
{
public:
    virtual ~TextMeasure() = default;
    /// In pixels.
    virtual double width(FontRole font, const QString &text) const = 0;
    /// The text, or its beginning and `…` where it is wider than `width`; empty if not even three letters fit.
    QString elided(FontRole font, const QString &text, double width) const;
};

/// Measures with the theme's fonts and remembers: the same names are asked for in every frame.
class FontMeasure : public TextMeasure
{
public:
    FontMeasure();
    double width(FontRole font, const QString &text) const override;

private:
    std::vector<QFontMetricsF> m_metrics;
    mutable std::array<QHash<QString, double>, fontRoleCount> m_known;
};

} // namespace coroscope
