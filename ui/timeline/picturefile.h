// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/timeline/painter.h"

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

#include <functional>
#include <optional>

namespace coroscope
{

/// Anything that is saved as a picture.
struct PictureContent {
    QSize size;       ///< in pixels, before scaling
    QString title;    ///< what the file says of itself; not painted
    QString caption;  ///< the same in more words; may be empty
    double scale = 1; ///< device pixels a pixel, for pixel images
    /// Paints all of `size`, background included.
    std::function<void(QPainter &painter, PaintTarget target)> paint;
};

/// Null if there is not enough memory.
QImage pictureImage(const PictureContent &content);
QByteArray pictureSvg(const PictureContent &content);

/// Whether the suffix of the name is one of a picture: `.png`, `.svg`, `.pdf`. If not, why it cannot be one.
std::optional<Fault> pictureSuffixFault(const QString &path);

/// Saves the picture in the kind that the suffix says, whole or not at all.
std::optional<Fault> savePicture(const PictureContent &content, const QString &path);

} // namespace coroscope
