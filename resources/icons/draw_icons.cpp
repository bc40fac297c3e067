#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <cstdio>

/// draw_icons ICON.svg DIR: the icon as PNG in every size that desktops ask for, DIR/ICON-16.png to ICON-256.png.
int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fputs("draw_icons ICON.svg DIR\n", stderr);
        return 2;
    }
    const QString source = QString::fromLocal8Bit(argv[1]);
    QSvgRenderer renderer(source);
    if (!renderer.isValid()) {
        std::fprintf(stderr, "%s is no SVG file.\n", argv[1]);
        return 1;
    }
    for (const int size : { 16, 22, 24, 32, 48, 64, 128, 256 }) {
        QImage image(size, size, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        const QString path = QStringLiteral("%1/%2-%3.png").arg(QString::fromLocal8Bit(argv[2]), QFileInfo(source).baseName()).arg(size);
        if (!image.save(path)) {
            std::fprintf(stderr, "%s cannot be written.\n", qPrintable(path));
            return 1;
        }
    }
    return 0;
}
