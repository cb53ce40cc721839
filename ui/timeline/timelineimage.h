// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/trace/intervals.h"
#include "ui/theme/theme.h"
#include "ui/timeline/lanelayout.h"
#include "ui/timeline/viewport.h"

#include <QImage>
#include <QSize>
#include <QString>

#include <memory>
#include <optional>

class QMimeData;
class QPagedPaintDevice;

namespace coroscope
{

/// Which arrows of wakes and cancels a picture shows.
enum class ImageArrows : std::uint8_t { None, Selected, All };

/// How a picture of a run is to look.
struct ImageOptions {
    QSize size; ///< in pixels; empty: 1600 wide and as high as the lanes need, within limits
    ThemeKind theme = ThemeKind::Dark;
    std::optional<Nanoseconds> from; ///< nothing: the start of the run
    std::optional<Nanoseconds> to;   ///< nothing: the end of the run, with room for its texts
    QString title;                   ///< empty: none
    QString caption;                 ///< a text below the lanes, in lines as wide as the picture; empty: none
    bool legend = true;
    Target selection; ///< its row is marked, its arrows are drawn
    ImageArrows arrows = ImageArrows::None;
    /// Only the tasks for which it says true, and those above them; none: all.
    LaneLayout::TaskFilter lanes;
    /// Folded, sorted and pinned as there; null: as at first. Read only while the picture is laid out.
    const LaneLayout *like = nullptr;
    double scale = 1; ///< device pixels a pixel, for PNG
};

/// What a picture came out as.
struct ImageSummary {
    QSize size;                ///< in pixels, before scaling
    qsizetype hiddenLanes = 0; ///< rows that did not fit; the picture says so too
};

/// Saves a run as a picture; the suffix of `path` decides the kind: `.png`, `.svg`, `.pdf`. Needs a
/// QGuiApplication, which may have no display. A file that is there already stays whole if it fails.
Result<ImageSummary> saveTimelineImage(const Intervals &intervals, const QString &path, const ImageOptions &options);

/// The same picture in memory.
QImage timelineImage(const Intervals &intervals, const ImageOptions &options);

/// For the clipboard: the picture as pixels and as SVG.
std::unique_ptr<QMimeData> timelineMimeData(const Intervals &intervals, const ImageOptions &options);

/// Paints it on one page of a printer, as large as it fits, turned by nobody: the caller sets page and orientation.
/// Returns whether the device could be painted on.
bool printTimeline(const Intervals &intervals, QPagedPaintDevice &device, const ImageOptions &options);

} // namespace coroscope
