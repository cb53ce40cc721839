// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/thumbnail.h"

#include "ui/timeline/lanelayout.h"
#include "ui/timeline/overviewimage.h"
#include "ui/timeline/trackindex.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace coroscope
{

QImage runThumbnail(const Intervals &intervals, QSize pixels, double ratio, ThemeKind kind)
{
    constexpr double margin = 4;
    constexpr double highestRow = 9;
    const Theme &colors = theme(kind);
    QImage image(pixels, QImage::Format_RGB32);
    image.fill(colors.canvas);
    TrackIndex index;
    index.update(intervals);
    LaneLayout layout;
    layout.update(intervals, index);
    const int around = static_cast<int>(std::lround(margin * ratio));
    const QSize inner = pixels - QSize(2 * around, 2 * around);
    const auto rowHeight = static_cast<int>(std::lround(highestRow * ratio));
    OverviewImage lanes;
    lanes.setHighestRow(rowHeight);
    // What is stuck goes on after the last thing that happened.
    const Nanoseconds end = intervals.end();
    const bool isStuck = intervals.outcome() == RunOutcome::Deadlock;
    lanes.update(intervals, layout, {0, std::max<Nanoseconds>(1, isStuck ? end + end / 3 : end)}, inner, colors);
    if (!lanes.image().isNull()) {
        const auto tasks = static_cast<qint64>(intervals.tasks().size());
        const auto used = static_cast<int>(std::min<qint64>(inner.height(), tasks * rowHeight));
        QPainter painter(&image);
        painter.drawImage(QPoint(around, around + (inner.height() - used) / 2), lanes.image(),
                          QRect(0, 0, inner.width(), used));
    }
    image.setDevicePixelRatio(ratio);
    return image;
}

} // namespace coroscope
