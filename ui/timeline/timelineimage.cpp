// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelineimage.h"

#include "ui/timeline/picture.h"
#include "ui/timeline/svgdevice.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QPageSize>
#include <QPagedPaintDevice>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

#include <cmath>
#include <memory>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::TimelineImage", text); }

constexpr int longestSide = 32'000;
constexpr double mostPixels = 200e6;
constexpr int dotsPerInch = 96;

QImage imageOf(const Picture &picture, double scale)
{
    const QSize pixels(static_cast<int>(std::lround(picture.size().width() * scale)),
                       static_cast<int>(std::lround(picture.size().height() * scale)));
    QImage image(pixels, QImage::Format_RGB32);
    if (image.isNull())
        return image;
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::TextAntialiasing);
    picture.paint(painter, PaintTarget::Pixels);
    return image;
}

QByteArray svgOf(const Picture &picture, const ImageOptions &options)
{
    SvgDevice svg(picture.size(), options.title.isEmpty() ? tr("A run in Coroscope") : options.title, options.caption);
    QPainter painter(&svg);
    picture.paint(painter, PaintTarget::Vector);
    painter.end();
    return svg.document();
}

bool writePdf(QIODevice &file, const Picture &picture, const QString &title)
{
    QPdfWriter pdf(&file);
    constexpr double pointsPerPixel = 72.0 / dotsPerInch;
    pdf.setResolution(dotsPerInch);
    pdf.setPageSize(
        QPageSize(QSizeF(picture.size()) * pointsPerPixel, QPageSize::Point, QString(), QPageSize::ExactMatch));
    pdf.setPageMargins(QMarginsF(0, 0, 0, 0));
    pdf.setTitle(title.isEmpty() ? tr("A run in Coroscope") : title);
    pdf.setCreator(u"Coroscope"_s);
    QPainter painter;
    if (!painter.begin(&pdf))
        return false;
    picture.paint(painter, PaintTarget::Vector);
    return painter.end();
}

/// The file's bytes; empty if there is not enough memory. Written at once and not by the generators, which do not
/// notice when the disk takes only a part.
QByteArray encoded(const QString &suffix, const Picture &picture, const ImageOptions &options)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    bool done = false;
    if (suffix == u"svg")
        done = buffer.write(svgOf(picture, options)) > 0;
    else if (suffix == u"pdf")
        done = writePdf(buffer, picture, options.title);
    else
        done = imageOf(picture, options.scale).save(&buffer, "PNG");
    return done ? buffer.data() : QByteArray();
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
    return imageOf(Picture(intervals, options), options.scale);
}

std::unique_ptr<QMimeData> timelineMimeData(const Intervals &intervals, const ImageOptions &options)
{
    const Picture picture(intervals, options);
    auto data = std::make_unique<QMimeData>();
    data->setImageData(imageOf(picture, options.scale));
    data->setData(u"image/svg+xml"_s, svgOf(picture, options));
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
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix != u"png" && suffix != u"svg" && suffix != u"pdf")
        return Fault{path, 0, 0, tr("pictures are saved as .png, .svg or .pdf; give the file one of these endings")};
    const Picture picture(intervals, options);
    if (options.from && *options.from >= intervals.end() && intervals.end() > 0)
        return Fault{path, 0, 0,
                     tr("the run ends at %1, before the range of time begins").arg(formatDuration(intervals.end()))};

    const QFileInfo info(path);
    if (info.isDir())
        return Fault{path, 0, 0, tr("this is a folder; give the picture a name in it")};
    // A save file would put a plain file in the place of a device or a pipe.
    const bool isPlain = !info.exists() || info.isFile();
    const auto file = isPlain ? std::unique_ptr<QFileDevice>(new QSaveFile(path)) : std::make_unique<QFile>(path);
    if (!file->open(QIODevice::WriteOnly | QIODevice::Unbuffered)) // so that a write names its own error
        return Fault{path, 0, 0, tr("cannot be written: %1").arg(file->errorString())};
    const QByteArray bytes = encoded(suffix, picture, options);
    const bool written = !bytes.isEmpty() && file->write(bytes) == bytes.size() && file->flush();
    auto *const saved = qobject_cast<QSaveFile *>(file.get());
    if (!written || (saved && !saved->commit())) {
        const QString why = file->error() != QFileDevice::NoError ? file->errorString()
                            : bytes.isEmpty()                     ? tr("there is not enough memory")
                                                                  : tr("there is not enough space");
        return Fault{path, 0, 0, tr("the picture could not be written: %1").arg(why)};
    }
    return ImageSummary{picture.size(), picture.hiddenLanes()};
}

} // namespace coroscope
