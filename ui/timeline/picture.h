// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/drawlistbuilder.h"
#include "ui/timeline/legend.h"
#include "ui/timeline/timelineimage.h"

namespace coroscope
{

/// A picture of a run, laid out: title, timeline, legend. Made once, painted on anything.
class Picture
{
public:
    Picture(const Intervals &intervals, const ImageOptions &options);

    QSize size() const { return m_size; }
    qsizetype hiddenLanes() const { return m_hiddenLanes; }
    void paint(QPainter &painter, PaintTarget target) const;

private:
    void layOut(const ImageOptions &options);
    double gutterWidth() const;
    std::uint64_t shownTasks() const;
    QString facts() const;
    void paintTitle(QPainter &painter, PaintTarget target) const;
    void paintLanes(QPainter &painter, PaintTarget target) const;

    const Intervals &m_intervals;
    const Theme &m_theme;
    QString m_title;
    QStringList m_caption; // its lines
    FontMeasure m_measure;
    TrackIndex m_index;
    LaneLayout m_layout;
    std::vector<LegendEntry> m_legend;
    QSize m_size;
    QRectF m_titleRect;
    QRectF m_lanesRect;
    QRectF m_captionRect;
    QRectF m_legendRect;
    DrawList m_list;
    double m_gutterWidth = 0;
    qsizetype m_hiddenLanes = 0;
};

} // namespace coroscope
