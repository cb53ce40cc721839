// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/detailsbrowser.h"

#include "ui/theme/hatchtile.h"

#include <QPainter>
#include <QPainterPath>
#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{

DetailsBrowser::DetailsBrowser(QWidget *parent) : QTextBrowser(parent)
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextInteractionFlags(Qt::TextBrowserInteraction);
    document()->setDocumentMargin(0);
    document()->setDefaultFont(themeFont(FontRole::Body));
    viewport()->setAutoFillBackground(false);
}

int DetailsBrowser::barWidth() const { return std::max(40, viewport()->width() - 2); }

void DetailsBrowser::showHtml(const QString &html)
{
    if (html == m_html)
        return;
    m_html = html;
    const int at = verticalScrollBar()->value();
    setHtml(html);
    verticalScrollBar()->setValue(at);
}

// A view that is lower than a line scrolls to its text cursor; nobody wished for that.
void DetailsBrowser::resizeEvent(QResizeEvent *event)
{
    const bool hadRoom = event->oldSize().height() >= fontMetrics().height();
    const int at = hadRoom ? verticalScrollBar()->value() : 0;
    QTextBrowser::resizeEvent(event);
    verticalScrollBar()->setValue(at);
}

QVariant DetailsBrowser::loadResource(int type, const QUrl &name)
{
    if (type != QTextDocument::ImageResource)
        return {};
    if (name.scheme() == u"bar"_s)
        return painted({barWidth(), barHeight}, m_parts);
    if (name.scheme() == u"swatch"_s) {
        bool isPart = false;
        const std::size_t index = name.path().section(u'-', 0, 0).toUInt(&isPart);
        constexpr int size = 9;
        if (isPart && index < m_parts.size())
            return painted({size, size}, {{1.0, m_parts[index].style}});
    }
    return {};
}

QImage DetailsBrowser::painted(const QSize &size, const std::vector<Part> &parts) const
{
    const double ratio = devicePixelRatioF();
    QImage image((QSizeF(size) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath round;
    constexpr double radius = 2;
    round.addRoundedRect(QRectF(QPointF(), size), radius, radius);
    painter.setClipPath(round);
    double x = 0;
    for (const Part &part : parts) {
        // The least of all is seen still.
        constexpr double thinnest = 2;
        const double width = std::max(thinnest, part.share * size.width());
        const QRectF piece(x, 0, width, size.height());
        if (part.style.hatch == Hatch::None)
            painter.fillRect(piece, part.style.fill);
        else
            painter.fillRect(piece, hatchBrush(part.style, ratio));
        x += width;
        if (x >= size.width())
            break;
    }
    return image;
}

} // namespace coroscope
