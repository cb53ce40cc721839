// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/sweeptable.h"
#include "ui/panels/plot.h"

#include <QString>

#include <optional>

namespace coroscope
{

/// The measure's name in the user's language.
QString measureTitle(const SweepMeasure &measure);

/// Makes the plot of a measure. Points stand in the order of their numbers, or of the values where these are words.
Plot sweepPlot(const SweepTable &table, const SweepMeasure &measure);

/// All that is known about a value, for people: `permits 4: 3.17 s`, with several seeds from where to where, and how
/// runs ended that did not return.
QString sweepPointText(const SweepTable &table, std::size_t value, const SweepMeasure &measure);

/// Where a value stands on the plot's x axis; nothing if it does not.
std::optional<double> plotPosition(const Plot &plot, const QString &value);

struct SweepPictureOptions {
    QSize size{900, 420}; ///< of a plot, title not counted; more than two are half as high
    ThemeKind theme = ThemeKind::Dark;
    double scale = 1; ///< device pixels a pixel, for PNG
    QString present;  ///< the parameter's value that is marked; empty: none
};

/// Saves the plots of the measures, one below the other: `.png`, `.svg`, `.pdf`. A file that is there already stays
/// whole if it fails.
std::optional<Fault> saveSweepPicture(const SweepTable &table, const SweepMeasures &measures, const QString &path,
                                      const SweepPictureOptions &options);

} // namespace coroscope
