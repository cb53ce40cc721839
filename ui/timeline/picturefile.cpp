// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/picturefile.h"

#include "core/base/savefile.h"
#include "ui/timeline/svgdevice.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

#include <cmath>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::PictureFile", text); }

constexpr int dotsPerInch = 96;

bool writePdf(QIODevice &file, const PictureContent &content)
{
    QPdfWriter pdf(&file);
    constexpr double pointsPerPixel = 72.0 / dotsPerInch;
    pdf.setResolution(dotsPerInch);
    pdf.setPageSize(
        QPageSize(QSizeF(content.size) * pointsPerPixel, QPageSize::Point, QString(), QPageSize::ExactMatch));
    pdf.setPageMargins(QMarginsF(0, 0, 0, 0));
    pdf.setTitle(content.title);
    pdf.setCreator(u"Coroscope"_s);
    QPainter painter;
    if (!painter.begin(&pdf))
        return false;
    content.paint(painter, PaintTarget::Vector);
    return painter.end();
}

// The file's bytes; empty if there is not enough memory. Made at once and not by the generators while they write, which
// do not notice when the disk takes only a part.
QByteArray encoded(const QString &suffix, const PictureContent &content)
{
    if (suffix == u"svg")
        return pictureSvg(content);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const bool done = suffix == u"pdf" ? writePdf(buffer, content) : pictureImage(content).save(&buffer, "PNG");
    return done ? buffer.data() : QByteArray();
}

QString suffixOf(const QString &path) { return QFileInfo(path).suffix().toLower(); }

} // namespace

QImage pictureImage(const PictureContent &content)
{
    const QSize pixels(static_cast<int>(std::lround(content.size.width() * content.scale)),
                       static_cast<int>(std::lround(content.size.height() * content.scale)));
    QImage image(pixels, QImage::Format_RGB32);
    if (image.isNull())
        return image;
    image.setDevicePixelRatio(content.scale);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::TextAntialiasing);
    content.paint(painter, PaintTarget::Pixels);
    return image;
}

QByteArray pictureSvg(const PictureContent &content)
{
    SvgDevice svg(content.size, content.title, content.caption);
    QPainter painter(&svg);
    content.paint(painter, PaintTarget::Vector);
    painter.end();
    return svg.document();
}

std::optional<Fault> pictureSuffixFault(const QString &path)
{
    const QString suffix = suffixOf(path);
    if (suffix == u"png" || suffix == u"svg" || suffix == u"pdf")
        return std::nullopt;
    return Fault{path, 0, 0, tr("pictures are saved as .png, .svg or .pdf; give the file one of these endings")};
}

std::optional<Fault> savePicture(const PictureContent &content, const QString &path)
{
    if (auto fault = pictureSuffixFault(path))
        return fault;
    const QByteArray bytes = encoded(suffixOf(path), content);
    if (bytes.isEmpty())
        return Fault{path, 0, 0, tr("the picture could not be written: there is not enough memory")};
    return saveFile(path, bytes, tr("picture"));
}

} // namespace coroscope
