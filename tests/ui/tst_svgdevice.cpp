// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/svgdevice.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QSvgRenderer>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace coroscope
{

class TestSvgDevice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neighboursOfOneColourBecomeOnePath()
    {
        const QString body = painted([](QPainter &painter) {
            painter.fillRect(QRectF(1, 2, 3, 4), Qt::red);
            painter.fillRect(QRectF(10.5, 2, 3, 4), Qt::red);
            painter.fillRect(QRectF(20, 2, 3, 4), Qt::blue);
        });
        QCOMPARE(body, uR"(<g fill="#ff0000">
<path d="M1 2H4V6H1V2M10.5 2H13.5V6H10.5V2"/>
</g>
<g fill="#0000ff">
<path d="M20 2H23V6H20V2"/>
</g>
)"_s);
    }

    void pensHaveWidthDashesAndOpacity()
    {
        const QString body = painted([](QPainter &painter) {
            QPen pen(QColor(0, 128, 0, 51), 2);
            pen.setDashPattern({3, 1});
            pen.setCapStyle(Qt::FlatCap);
            painter.setPen(pen);
            painter.drawLine(QLineF(0, 0, 8, -6));
        });
        QCOMPARE(body, uR"(<g fill="none" stroke="#008000" stroke-opacity=".2" stroke-width="2" stroke-dasharray="6 2">
<path d="M0 0L8-6"/>
</g>
)"_s);
    }

    void textStaysTextAndCannotBreakTheDocument()
    {
        SvgDevice device({100, 50}, u"<A & B>"_s, u"two\x01words\nin lines"_s);
        QPainter painter(&device);
        painter.setPen(Qt::black);
        painter.drawText(QPointF(5, 20), u"a < b && \"c\""_s);
        painter.end();
        QXmlStreamReader reader(device.document());
        QStringList texts;
        while (!reader.atEnd()) {
            if (reader.readNext() == QXmlStreamReader::Characters && !reader.isWhitespace())
                texts += reader.text().toString();
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(texts, QStringList({u"<A & B>"_s, u"two\xfffdwords\nin lines"_s, u"a < b && \"c\""_s}));
    }

    void groupsBearIdsThatAreUniqueAndEmptyOnesVanish()
    {
        const QString body = painted([](QPainter &painter) {
            {
                const SvgGroup group(painter, u"lane worker(1)"_s);
                painter.fillRect(QRectF(0, 0, 1, 1), Qt::red);
                const SvgGroup inner(painter, u"nothing"_s);
            }
            const SvgGroup group(painter, u"lane worker(1)"_s);
            painter.fillRect(QRectF(0, 0, 1, 1), Qt::red);
        });
        QCOMPARE(body.count(u"<g id="), 2);
        QVERIFY(body.contains(u"<g id=\"lane-worker-1-\">"));
        QVERIFY(body.contains(u"<g id=\"lane-worker-1--2\">"));
        QCOMPARE(body.count(u"<g"), body.count(u"</g>"));
    }

    void onOtherDevicesAGroupIsNothing()
    {
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        const SvgGroup group(painter, u"x"_s);
        painter.fillRect(0, 0, 2, 2, Qt::black);
        painter.end();
        QCOMPARE(image.pixelColor(0, 0), QColor(Qt::black));
    }

    void whatIsSeenIsWhatWasPainted()
    {
        const auto paint = [](QPainter &painter) {
            painter.fillRect(QRectF(0, 0, 60, 60), Qt::white);
            painter.save();
            painter.translate(10, 10);
            painter.setClipRect(QRectF(0, 0, 20, 20));
            painter.fillRect(QRectF(-5, -5, 40, 40), Qt::blue);
            painter.restore();
            painter.setPen(Qt::NoPen);
            painter.setBrush(Qt::red);
            painter.drawPolygon(QPolygonF({{40, 40}, {58, 40}, {58, 58}, {40, 58}}));
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(Qt::darkGreen, 4));
            painter.drawLine(QLineF(0, 45, 30, 45));
        };
        QImage direct(60, 60, QImage::Format_RGB32);
        QPainter painter(&direct);
        paint(painter);
        painter.end();
        SvgDevice device({60, 60}, {}, {});
        painter.begin(&device);
        paint(painter);
        painter.end();
        QImage drawn(60, 60, QImage::Format_RGB32);
        drawn.fill(Qt::black);
        painter.begin(&drawn);
        QSvgRenderer renderer(device.document());
        QVERIFY(renderer.isValid());
        renderer.render(&painter);
        painter.end();
        // Qt's reader of SVG knows no clip paths: what they hide is not looked at.
        for (const QPoint at : {QPoint(2, 2), QPoint(15, 15), QPoint(50, 50), QPoint(10, 45), QPoint(50, 10)})
            QCOMPARE(drawn.pixelColor(at), direct.pixelColor(at));
    }

private:
    template <typename Paint>
    static QString painted(const Paint &paint)
    {
        SvgDevice device({100, 50}, {}, {});
        QPainter painter(&device);
        paint(painter);
        painter.end();
        const QString text = QString::fromUtf8(device.document());
        const qsizetype begin = text.indexOf(u"role=\"img\">\n") + 12;
        return text.mid(begin, text.lastIndexOf(u"</svg>") - begin);
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestSvgDevice)
#include "tst_svgdevice.moc"
