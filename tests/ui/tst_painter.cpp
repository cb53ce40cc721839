// SPDX-License-Identifier: GPL-3.0-or-later
// The short way into the pixels of an image paints what the long way through the painter does.
#include "ui/timeline/painter.h"
#include "ui/timeline/pixelfiller.h"

#include <QPainter>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr QSize size(240, 90);

class Random
{
public:
    explicit Random(unsigned seed) : m_engine(seed) {}
    int below(int limit) { return static_cast<int>(m_engine() % static_cast<unsigned>(limit)); }

private:
    std::mt19937 m_engine;
};

DrawBar bar(double left, double right, double top, double height, Random &random)
{
    const auto state = std::array{TaskState::Ready, TaskState::Running, TaskState::Waiting}[random.below(3)];
    const auto on = static_cast<WaitKind>(random.below(waitKindCount));
    return {QRectF(QPointF(left, top), QPointF(right, top + height)), state, on};
}

/// Lanes of bars as they are drawn: many that touch, some that lie over others, gaps, wide ones that are hatched, and
/// straight lines.
DrawList randomList(unsigned seed)
{
    Random random(seed);
    DrawList list;
    list.size = size;
    DrawArea &area = list.area(AreaRole::Lanes);
    area.clip = QRectF(7, 5, 220, 70);
    for (int row = 0; row < 6; ++row) {
        const double top = 2 + row * 13;
        double x = random.below(20) - 5;
        while (x < 235) {
            const double width = random.below(8) == 0 ? 3 + random.below(30) : 0.25 * (1 + random.below(10));
            area.bars.push_back(bar(x, x + std::max(1.0, width), top, 3 + random.below(3) * 3, random));
            if (random.below(4) == 0)
                area.runs.push_back(bar(x, x + 2, top - 1, 12, random));
            x += width + (random.below(9) == 0 ? random.below(6) : 0) - (random.below(11) == 0 ? 1 : 0);
        }
        area.grid.push_back({{10.3 + 17 * row, 0, 10.3 + 17 * row, 80}, Ink::Grid});
        area.lines.push_back({{0, top + 11.5, 240, top + 11.5}, Ink::Border});
    }
    return list;
}

QImage painted(const DrawList &list, QImage::Format format, double scale)
{
    QImage image(size * scale, format);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    painter.scale(scale, scale);
    paint(painter, list, theme(ThemeKind::Dark), PaintTarget::Pixels);
    painter.end();
    return image.convertToFormat(QImage::Format_RGB32);
}

class TestPainter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theShortWayPaintsWhatTheLongWayDoes_data()
    {
        QTest::addColumn<double>("scale");
        for (const double scale : {1.0, 2.0})
            QTest::addRow("scale %.0f", scale) << scale;
    }
    void theShortWayPaintsWhatTheLongWayDoes()
    {
        QFETCH(double, scale);
        // A format that is not written to straight.
        constexpr QImage::Format other = QImage::Format_RGBX8888;
        {
            QImage image(size, other);
            QPainter painter(&image);
            QVERIFY(!PixelFiller::on(painter, QRectF(QPointF(), size)));
        }
        for (unsigned seed = 0; seed < 60; ++seed) {
            const DrawList list = randomList(seed);
            const QImage fast = painted(list, QImage::Format_RGB32, scale);
            const QImage plain = painted(list, other, scale);
            if (fast != plain)
                QFAIL(qPrintable(u"seed %1 differs"_s.arg(seed)));
        }
    }

    /// Texts are laid out once and kept; what was laid out in another font would stand elsewhere the first time.
    void aTextStandsWhereItBelongsFromTheFirstTimeOn()
    {
        setTextScale(1.5);
        const auto painted = [] {
            QImage image(200, 30, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            paintText(painter, QRectF(0, 0, 200, 30), u"never painted before"_s, FontRole::Body, Qt::black,
                      TextAlign::Right, PaintTarget::Pixels);
            return image;
        };
        const QImage first = painted();
        const QImage second = painted();
        setTextScale(1);
        QCOMPARE(first, second);
    }

    void aRowIsFilledToItsLastLineWhenTheNextBeginsAndAtTheEnd()
    {
        QImage image(8, 6, QImage::Format_RGB32);
        image.fill(Qt::black);
        QPainter painter(&image);
        const auto filler = PixelFiller::on(painter, QRectF(0, 0, 8, 6));
        QVERIFY(filler);
        {
            RowFiller row(*filler);
            row.fill({0, 0, 2, 2}, qRgb(1, 0, 0));
            row.fill({2, 0, 1, 2}, qRgb(2, 0, 0));
            row.fill({2, 0, 2, 2}, qRgb(3, 0, 0)); // over the one before
            row.fill({6, 0, 1, 2}, qRgb(4, 0, 0)); // beyond a gap
            row.fill({6, 3, 9, 3}, qRgb(5, 0, 0)); // another row, cut
        }
        painter.end();
        QStringList lines;
        for (int y = 0; y < image.height(); ++y) {
            QString line;
            for (int x = 0; x < image.width(); ++x)
                line += QString::number(qRed(image.pixel(x, y)));
            lines.push_back(line);
        }
        QCOMPARE(lines, QStringList({u"11330040"_s, u"11330040"_s, u"00000000"_s, u"00000055"_s, u"00000055"_s,
                                     u"00000055"_s}));
    }
};

} // namespace
} // namespace coroscope

QTEST_MAIN(coroscope::TestPainter)
#include "tst_painter.moc"
