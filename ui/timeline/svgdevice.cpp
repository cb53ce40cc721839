// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/svgdevice.h"

#include <QFont>
#include <QFontInfo>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPen>
#include <QSet>

#include <cmath>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int dotsPerInch = 96;

/// A number with two digits behind the point at most, as short as it can be.
QString shortNumber(double value)
{
    QString text = QString::number(std::round(value * 100) / 100, 'f', 2);
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    if (text == u"-0")
        return u"0"_s;
    if (text.startsWith(u"0."))
        text.remove(0, 1);
    else if (text.startsWith(u"-0."))
        text.remove(1, 1);
    return text;
}

/// The numbers of a path, one after the other: a minus parts two of them as well as a blank does.
void append(QString &path, std::initializer_list<double> numbers)
{
    for (const double number : numbers) {
        const QString text = shortNumber(number);
        const bool parted = path.isEmpty() || path.back().isLetter() || text.startsWith(u'-');
        if (!parted)
            path += u' ';
        path += text;
    }
}

QString attribute(QStringView name, const QString &value) { return u" %1=\"%2\""_s.arg(name, value); }

/// Of a text for XML 1.0, which has no room for most control characters.
QString xmlText(const QString &text)
{
    QString clean;
    clean.reserve(text.size());
    for (const QChar letter : text) {
        const bool isControl = letter < u' ' && letter != u'\t' && letter != u'\n';
        clean += isControl || letter == QChar(0xfffe) || letter == QChar(0xffff) ? QChar(0xfffd) : letter;
    }
    return clean.toHtmlEscaped();
}

QString paintOf(QStringView name, const QColor &color)
{
    QString text = attribute(name, color.name());
    if (color.alpha() != 255)
        text += attribute(name.toString() + u"-opacity"_s, shortNumber(color.alphaF()));
    return text;
}

} // namespace

class SvgDevice::Engine : public QPaintEngine
{
public:
    Engine() : QPaintEngine(AllFeatures) {}

    bool begin(QPaintDevice *) override { return true; }
    bool end() override
    {
        closeStyle();
        return true;
    }
    Type type() const override { return User; }

    void updateState(const QPaintEngineState &changed) override
    {
        const DirtyFlags dirty = changed.state();
        if (dirty & DirtyPen)
            m_pen = changed.pen();
        if (dirty & DirtyBrush)
            m_brush = changed.brush();
        if (dirty & DirtyOpacity)
            m_opacity = changed.opacity();
        if (dirty & DirtyTransform)
            m_transform = changed.transform();
        if (dirty & (DirtyClipRegion | DirtyClipPath | DirtyClipEnabled))
            updateClip();
    }

    using QPaintEngine::drawLines;
    using QPaintEngine::drawRects;
    void drawRects(const QRectF *rects, int count) override
    {
        for (int i = 0; i < count; ++i) {
            QPainterPath path;
            path.addRect(rects[i]);
            drawPath(path);
        }
    }
    void drawLines(const QLineF *lines, int count) override
    {
        for (int i = 0; i < count; ++i) {
            QPainterPath path(lines[i].p1());
            path.lineTo(lines[i].p2());
            const QBrush brush = std::exchange(m_brush, QBrush());
            drawPath(path);
            m_brush = brush;
        }
    }
    void drawPath(const QPainterPath &path) override
    {
        if (path.isEmpty() || (m_pen.style() == Qt::NoPen && m_brush.style() == Qt::NoBrush))
            return;
        setStyle(pathStyle());
        appendPath(m_transform.map(path));
    }
    void drawPolygon(const QPointF *points, int count, PolygonDrawMode mode) override
    {
        QPainterPath path;
        path.addPolygon(QPolygonF(QList<QPointF>(points, points + count)));
        if (mode != PolylineMode) {
            path.closeSubpath();
            drawPath(path);
            return;
        }
        const QBrush brush = std::exchange(m_brush, QBrush());
        drawPath(path);
        m_brush = brush;
    }
    void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override {}
    void drawTextItem(const QPointF &point, const QTextItem &item) override
    {
        const QString text = item.text();
        if (text.trimmed().isEmpty())
            return;
        setStyle(textStyle(item.font()));
        flushPath();
        const QPointF at = m_transform.map(point);
        m_body += u"<text x=\"%1\" y=\"%2\" textLength=\"%3\">%4</text>\n"_s.arg(
            shortNumber(at.x()), shortNumber(at.y()), shortNumber(item.width()), xmlText(text));
    }

    void beginGroup(const QString &wanted)
    {
        closeStyle();
        QString id;
        for (const QChar letter : wanted)
            id += letter.isLetterOrNumber() || QStringView(u"_-.").contains(letter) ? letter : u'-';
        if (id.isEmpty() || !id.front().isLetter())
            id.prepend(u'g');
        const QString stem = id;
        for (int number = 2; m_ids.contains(id); ++number)
            id = u"%1-%2"_s.arg(stem).arg(number);
        m_ids.insert(id);
        m_body += u"<g id=\"%1\">\n"_s.arg(id);
        m_groups.push_back(m_body.size());
    }
    void endGroup()
    {
        closeStyle();
        // One in which nothing was painted is not worth its line.
        if (m_groups.takeLast() == m_body.size())
            m_body.truncate(m_body.lastIndexOf(u"<g id="));
        else
            m_body += u"</g>\n"_s;
    }

    const QString &body() const { return m_body; }
    const QString &clips() const { return m_clips; }

private:
    QColor withOpacity(QColor color) const
    {
        color.setAlphaF(color.alphaF() * static_cast<float>(m_opacity));
        return color;
    }

    QString pathStyle() const
    {
        QString style = m_clip;
        style += m_brush.style() == Qt::NoBrush ? attribute(u"fill", u"none"_s)
                                                : paintOf(u"fill", withOpacity(m_brush.color()));
        if (m_pen.style() == Qt::NoPen)
            return style;
        style += paintOf(u"stroke", withOpacity(m_pen.color()));
        const double width = m_pen.widthF() > 0 ? m_pen.widthF() : 1;
        if (width != 1)
            style += attribute(u"stroke-width", shortNumber(width));
        if (m_pen.capStyle() == Qt::RoundCap)
            style += attribute(u"stroke-linecap", u"round"_s) + attribute(u"stroke-linejoin", u"round"_s);
        if (m_pen.style() != Qt::SolidLine) {
            QStringList dashes;
            for (const double dash : m_pen.dashPattern())
                dashes += shortNumber(dash * width);
            style += attribute(u"stroke-dasharray", dashes.join(u' '));
        }
        return style;
    }

    QString textStyle(const QFont &font) const
    {
        QString style = m_clip + paintOf(u"fill", withOpacity(m_pen.color()));
        QStringList families;
        for (const QString &family : font.families())
            families += family.contains(u' ') ? u"'%1'"_s.arg(family) : family;
        const QString generic = QFontInfo(font).fixedPitch() ? u"monospace"_s : u"sans-serif"_s;
        if (!families.contains(generic))
            families += generic;
        style += attribute(u"font-family", families.join(u','));
        const double size = font.pixelSize() > 0 ? font.pixelSize() : font.pointSizeF() * dotsPerInch / 72;
        style += attribute(u"font-size", shortNumber(size));
        if (font.weight() >= QFont::DemiBold)
            style += attribute(u"font-weight", u"bold"_s);
        if (font.italic())
            style += attribute(u"font-style", u"italic"_s);
        return style;
    }

    void setStyle(const QString &style)
    {
        if (style == m_style)
            return;
        closeStyle();
        m_style = style;
        m_body += u"<g"_s + style + u">\n"_s;
    }
    void closeStyle()
    {
        flushPath();
        if (m_style.isEmpty())
            return;
        m_body += u"</g>\n"_s;
        m_style.clear();
    }

    void appendPath(const QPainterPath &path)
    {
        for (int i = 0; i < path.elementCount(); ++i) {
            const QPainterPath::Element element = path.elementAt(i);
            switch (element.type) {
            case QPainterPath::MoveToElement:
                m_path += u'M';
                append(m_path, {element.x, element.y});
                break;
            case QPainterPath::LineToElement:
                appendLine(path.elementAt(i - 1), element);
                break;
            case QPainterPath::CurveToElement: {
                const QPainterPath::Element second = path.elementAt(i + 1);
                const QPainterPath::Element end = path.elementAt(i + 2);
                m_path += u'C';
                append(m_path, {element.x, element.y, second.x, second.y, end.x, end.y});
                i += 2;
                break;
            }
            case QPainterPath::CurveToDataElement:
                break;
            }
        }
        // A path that is only filled is closed by itself.
        if (m_pen.style() != Qt::NoPen && m_brush.style() != Qt::NoBrush)
            m_path += u'z';
    }
    void appendLine(const QPainterPath::Element &from, const QPainterPath::Element &to)
    {
        if (from.y == to.y) {
            m_path += u'H';
            append(m_path, {to.x});
        } else if (from.x == to.x) {
            m_path += u'V';
            append(m_path, {to.y});
        } else {
            m_path += u'L';
            append(m_path, {to.x, to.y});
        }
    }
    void flushPath()
    {
        if (m_path.isEmpty())
            return;
        m_body += u"<path d=\""_s + m_path + u"\"/>\n"_s;
        m_path.clear();
    }

    void updateClip()
    {
        QPainter *const own = painter();
        m_clip.clear();
        if (!own || !own->hasClipping())
            return;
        const QRectF rect = m_transform.mapRect(own->clipBoundingRect());
        const QString box = u"<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\"/>"_s.arg(
            shortNumber(rect.x()), shortNumber(rect.y()), shortNumber(rect.width()), shortNumber(rect.height()));
        auto known = m_clipIds.find(box);
        if (known == m_clipIds.end()) {
            known = m_clipIds.insert(box, u"clip%1"_s.arg(m_clipIds.size() + 1));
            m_clips += u"<clipPath id=\"%1\">%2</clipPath>\n"_s.arg(*known, box);
            m_ids.insert(*known);
        }
        m_clip = attribute(u"clip-path", u"url(#%1)"_s.arg(*known));
    }

    QPen m_pen{Qt::NoPen};
    QBrush m_brush;
    QTransform m_transform;
    double m_opacity = 1;
    QString m_body;
    QString m_style; // of the group that is open; empty: none
    QString m_path;  // what the group's next path has so far
    QString m_clip;
    QString m_clips;
    QHash<QString, QString> m_clipIds;
    QSet<QString> m_ids;
    QList<qsizetype> m_groups; // where the body of each open group begins
};

SvgDevice::SvgDevice(QSize size, const QString &title, const QString &description)
    : m_size(size), m_title(title), m_description(description), m_engine(std::make_unique<Engine>())
{
}

SvgDevice::~SvgDevice() = default;

QPaintEngine *SvgDevice::paintEngine() const { return m_engine.get(); }

QByteArray SvgDevice::document() const
{
    QString text = u"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1\" height=\"%2\" viewBox=\"0 0 %1 %2\" "
                   "role=\"img\">\n"_s.arg(m_size.width())
                       .arg(m_size.height());
    if (!m_title.isEmpty())
        text += u"<title>"_s + xmlText(m_title) + u"</title>\n"_s;
    if (!m_description.isEmpty())
        text += u"<desc>"_s + xmlText(m_description) + u"</desc>\n"_s;
    if (!m_engine->clips().isEmpty())
        text += u"<defs>\n"_s + m_engine->clips() + u"</defs>\n"_s;
    return (text + m_engine->body() + u"</svg>\n"_s).toUtf8();
}

int SvgDevice::metric(PaintDeviceMetric metric) const
{
    switch (metric) {
    case PdmWidth:
        return m_size.width();
    case PdmHeight:
        return m_size.height();
    case PdmWidthMM:
        return static_cast<int>(std::lround(m_size.width() * 25.4 / dotsPerInch));
    case PdmHeightMM:
        return static_cast<int>(std::lround(m_size.height() * 25.4 / dotsPerInch));
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY:
        return dotsPerInch;
    case PdmDepth:
        return 32;
    case PdmDevicePixelRatio:
        return 1;
    default:
        return QPaintDevice::metric(metric);
    }
}

SvgGroup::SvgGroup(QPainter &painter, const QString &id) : m_device(dynamic_cast<SvgDevice *>(painter.device()))
{
    if (m_device)
        m_device->m_engine->beginGroup(id);
}

SvgGroup::~SvgGroup()
{
    if (m_device)
        m_device->m_engine->endGroup();
}

} // namespace coroscope
