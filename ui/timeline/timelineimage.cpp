// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelineimage.h"

#include "ui/timeline/picture.h"
#include "ui/timeline/picturefile.h"

#include <QCoreApplication>
#include <QMimeData>
#include <QPagedPaintDevice>
#include <QPainter>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::TimelineImage", text); }

constexpr int longestSide = 32'000;
constexpr double mostPixels = 200e6;
PictureContent contentOf(const Picture &picture, const ImageOptions &options)
{
    return {picture.size(), options.title.isEmpty() ? tr("A run in Coroscope") : options.title, options.caption,
            options.scale, [&picture](QPainter &painter, PaintTarget target) { picture.paint(painter, target); }};
}

std::optional<Fault> faultOf(const QString &path, const ImageOptions &options)
{
    const QSize size = options.size;
    const double scale = options.scale;
    const auto fault = [&](const QString &message) { return Fault{path, 0, 0, message}; };
    if (!(scale >= 0.1 && scale <= 10))
        return fault(tr("the scale of the picture must be from 0.1 to 10"));
    if (!size.isEmpty() || size.width() > 0 || size.height() > 0) {
        if (size.width() < 200 || size.height() < 100)
            return fault(
                tr("a picture of %1x%2 is too small; make it at least 200x100").arg(size.width()).arg(size.height()));
        const double pixels = size.width() * scale * size.height() * scale;
        if (size.width() * scale > longestSide || size.height() * scale > longestSide || pixels > mostPixels)
            return fault(tr("a picture of %1x%2 is too large; keep it below %3 pixels a side and 200 million in all")
                             .arg(size.width())
                             .arg(size.height())
                             .arg(longestSide));
    }
    const Nanoseconds from = options.from.value_or(0);
    if (from < 0 || (options.to && *options.to <= from))
        return fault(tr("the range of time is empty: it must end after it begins"));
    return std::nullopt;
}

} // namespace

QImage timelineImage(const Intervals &intervals, const ImageOptions &options)
{
    const Picture picture(intervals, options);
    return pictureImage(contentOf(picture, options));
}

std::unique_ptr<QMimeData> timelineMimeData(const Intervals &intervals, const ImageOptions &options)
{
    const Picture picture(intervals, options);
    const PictureContent content = contentOf(picture, options);
    auto data = std::make_unique<QMimeData>();
    data->setImageData(pictureImage(content));
    data->setData(u"image/svg+xml"_s, pictureSvg(content));
    return data;
}

bool printTimeline(const Intervals &intervals, QPagedPaintDevice &device, const ImageOptions &options)
{
    QPainter painter;
    if (!painter.begin(&device))
        return false;
    const Picture picture(intervals, options);
    const QRectF page = painter.viewport();
    const QSizeF size = picture.size();
    const double factor = std::min(page.width() / size.width(), page.height() / size.height());
    painter.scale(factor, factor);
    picture.paint(painter, PaintTarget::Vector);
    return painter.end();
}

Result<ImageSummary> saveTimelineImage(const Intervals &intervals, const QString &path, const ImageOptions &options)
{
    if (auto fault = faultOf(path, options))
        return *fault;
    if (auto fault = pictureSuffixFault(path))
        return *fault;
    const Picture picture(intervals, options);
    if (options.from && *options.from >= intervals.end() && intervals.end() > 0)
        return Fault{path, 0, 0,
                     tr("the run ends at %1, before the range of time begins").arg(formatDuration(intervals.end()))};
    if (auto fault = savePicture(contentOf(picture, options), path))
        return *fault;
    return ImageSummary{picture.size(), picture.hiddenLanes()};
}

} // namespace coroscope
