// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QPaintDevice>
#include <QSize>
#include <QString>

#include <memory>

class QPainter;

namespace coroscope
{

/// A device that turns what is painted into an SVG document: text stays text, neighbours of the same colour become one
/// path, and groups bear ids (see SvgGroup), so that people can work on with the file.
///
/// QSvgGenerator writes a group with twenty attributes for each thing that is painted, and knows no ids.
/// Understood: plain colours with their opacity, pens with dashes, paths, text, clipping by rectangles, movement. Other
/// brushes are painted in their colour, pixmaps are left out.
class SvgDevice : public QPaintDevice
{
public:
    SvgDevice(QSize size, const QString &title, const QString &description);
    ~SvgDevice() override;

    /// The document; after the painter has ended. UTF-8.
    QByteArray document() const;

    QPaintEngine *paintEngine() const override;

protected:
    int metric(PaintDeviceMetric metric) const override;

private:
    friend class SvgGroup;
    class Engine;

    QSize m_size;
    QString m_title;
    QString m_description;
    std::unique_ptr<Engine> m_engine;
};

/// While it lives, what a painter paints on an SvgDevice lies in a group of that id, which is made unique there and
/// fit for XML. On other devices it does nothing.
class SvgGroup
{
public:
    SvgGroup(QPainter &painter, const QString &id);
    ~SvgGroup();
    SvgGroup(const SvgGroup &) = delete;
    SvgGroup &operator=(const SvgGroup &) = delete;

private:
    SvgDevice *m_device;
};

} // namespace coroscope
