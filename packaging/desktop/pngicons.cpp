// SPDX-License-Identifier: MIT
// pngicons IN.svg OUT.png SIZE: draws an icon as a PNG of SIZE × SIZE pixels. Runs while Coroscope is built.
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <cstdio>

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4) {
        std::fputs("Usage: pngicons IN.svg OUT.png SIZE\n", stderr);
        return 2;
    }
    QSvgRenderer drawing(arguments[1]);
    const int size = arguments[3].toInt();
    if (!drawing.isValid() || size <= 0) {
        std::fprintf(stderr, "pngicons: cannot draw %s at %s\n", argv[1], argv[3]);
        return 2;
    }
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        drawing.render(&painter, QRectF(0, 0, size, size));
    }
    if (!image.save(arguments[2], "PNG")) {
        std::fprintf(stderr, "pngicons: cannot write %s\n", argv[2]);
        return 2;
    }
    return 0;
}
