// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/sweepmeasure.h"
#include "ui/panels/plotaxis.h"
#include "ui/timeline/painter.h"
#include "ui/timeline/textmeasure.h"

#include <QPointF>
#include <QRectF>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

class QPainter;

namespace coroscope
{

/// One value of the parameter on a plot.
struct PlotPoint {
    double x = 0;  ///< a number, seconds or, of words, the place among them
    QString label; ///< the value as text
    /// Lowest, median and highest, in nanoseconds where the unit is time; nothing while nothing was measured there.
    struct Reading {
        double low = 0;
        double median = 0;
        double high = 0;
    };
    std::optional<Reading> reading;
    bool isPending = false; ///< nothing ran there yet
    bool isFlawed = false;  ///< a run did not return; shown by a cross and not by a dot
    std::size_t value = 0;  ///< index in the sweep's values
    std::size_t seed = 0;   ///< index of the seed that has the median, or of the first
};

/// A measure over the values of a parameter: what is drawn, apart from where and how.
struct Plot {
    QString title;
    QString xName;
    XKind xKind = XKind::Number;
    MeasureUnit unit = MeasureUnit::Time;
    std::vector<PlotPoint> points; ///< in the order of x
    /// Where the parameter stands now, on the scale of x: marked by a line, and by a point if there is one.
    std::optional<double> present;
};

/// Where everything of a plot lies in a rectangle, for painting, pointing and tests.
class PlotLayout
{
public:
    PlotLayout(const Plot &plot, const QRectF &rect, const TextMeasure &measure);

    /// The part within the axes.
    const QRectF &area() const { return m_area; }
    const std::vector<AxisTick> &xTicks() const { return m_xTicks; }
    const std::vector<AxisTick> &yTicks() const { return m_yTicks; }
    double x(double value) const;
    double y(double value) const;
    /// The median of a point; on the axis where it has none.
    QPointF at(const PlotPoint &point) const;
    /// The index of the point whose x is next to `x` in pixels; -1 if there are none.
    qsizetype nearest(const Plot &plot, double x) const;

private:
    QRectF m_area;
    std::vector<AxisTick> m_xTicks;
    std::vector<AxisTick> m_yTicks;
    double m_xFrom = 0;
    double m_xTo = 1;
    double m_yTo = 1; ///< it begins at 0
};

/// The point that the user is at.
struct PlotMark {
    qsizetype point = -1;
    bool isFocused = false; ///< by keyboard: with a ring
};

void paintPlot(QPainter &painter, const Plot &plot, const PlotLayout &layout, const Theme &theme, PlotMark mark = {});

} // namespace coroscope
