#include "widgets/figure/figure.h"

#include "core/base/error.h"
#include "widgets/jobs/save_file.h"
#include "widgets/theme/theme.h"
#include "widgets/views/curve_canvas.h"
#include "widgets/views/label_bar_painter.h"
#include "widgets/views/token_map_canvas.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>
#include <QFontDatabase>
#include <QFontInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPageSize>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSvgGenerator>
#include <QUuid>

#include <algorithm>
#include <cmath>
#include <functional>

namespace polcascope::figure {

namespace {

// Everything is laid out in 1/720 inch, with fonts sized in that unit: fonts sized in points would be resolved
// against each device's own resolution, and come out differently in each format.
constexpr double unitsPerPoint = 10;
constexpr double unitsPerMillimetre = 720 / 25.4;

QSize units(const Style& style)
{
    return (style.millimetres * unitsPerMillimetre).toSize();
}

QFont font(const Style& style, double points, bool bold)
{
    QFont font(style.fontFamily.isEmpty() ? defaultFontFamily() : style.fontFamily);
    font.setPixelSize(static_cast<int>(std::lround(points * unitsPerPoint)));
    font.setBold(bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

/// Paints a figure of so many units; `imageScale`: dots per unit where something has to be an image.
using Paint = std::function<void(QCPPainter&, const QSize&, double imageScale)>;

void requireRoom(const Style& style, double room)
{
    if (room < 4 * style.fontPoints * unitsPerPoint) {
        throw Error(ErrorKind::badValue,
            { { "key", "size" }, { "value", QStringLiteral("%1x%2mm").arg(style.millimetres.width()).arg(style.millimetres.height()).toStdString() },
                { "rule", "range" }, { "limit", QCoreApplication::translate("Figure", "large enough for %1 pt text, such as 85x55mm for each plot").arg(style.fontPoints).toStdString() } });
    }
}

void paint(const models::CurvePlotData& original, const Plot& plot, const Style& style, QCPPainter& painter, const QSize& size,
    double imageScale)
{
    models::CurvePlotData data = original;
    if (style.title == Title::none)
        data.title.clear();
    if (style.members == Members::none) {
        data.members.reset();
        data.sampleNote.clear();
    }
    views::CurveLook look;
    look.theme = theme::lightTheme();
    look.textFont = font(style, style.fontPoints, false);
    look.titleFont = font(style, style.fontPoints + 1, true);
    look.lineWidth = style.linePoints * unitsPerPoint;
    look.thinWidth = look.lineWidth / 2;
    look.imageScale = imageScale;
    look.legend = style.legend == Legend::above;
    look.legendShare = 0.5;
    look.noteLines = 3;
    look.readout = false;
    look.panelLetter = style.panelLetter;
    views::CurveCanvas canvas;
    canvas.setData(data);
    canvas.setLook(look);
    canvas.setLogX(plot.axes.steps == models::AxisScale::logarithmic);
    canvas.setValueScale(plot.axes.values);
    if (!data.isEmpty()) {
        canvas.xAxis->setRange(canvas.allSteps());
        canvas.yAxis->setRange(canvas.allValues());
    }
    canvas.setEmphasised(plot.selected, models::noGroup);
    canvas.arrange(size);
    requireRoom(style, size.height() - canvas.axisRect()->margins().top() - 4 * style.fontPoints * unitsPerPoint);
    canvas.toPainter(&painter, size.width(), size.height());
}

void paint(const models::LabelBarsData& original, const Plot& plot, const Style& style, QCPPainter& painter, const QSize& size, double)
{
    models::LabelBarsData data = original;
    if (style.title == Title::none)
        data.title.clear();
    requireRoom(style, size.height() - 8 * style.fontPoints * unitsPerPoint);
    views::LabelBarLook look;
    look.theme = theme::lightTheme();
    look.textFont = font(style, style.fontPoints, false);
    look.titleFont = font(style, style.fontPoints + 1, true);
    look.thinWidth = style.linePoints * unitsPerPoint / 2;
    look.measure = plot.measure;
    look.emphasised = plot.selected;
    look.panelLetter = style.panelLetter;
    look.noteLines = 3;
    painter.fillRect(QRect(QPoint(0, 0), size), look.theme.background);
    views::paintLabelBars(painter, QRect(QPoint(0, 0), size), data, look);
}

void paint(const models::TokenMapData& original, const Plot& plot, const Style& style, QCPPainter& painter, const QSize& size,
    double imageScale)
{
    auto data = std::make_shared<models::TokenMapData>(original);
    if (style.title == Title::none)
        data->title.clear();
    views::TokenMapLook look;
    look.theme = theme::lightTheme();
    look.textFont = font(style, style.fontPoints, false);
    look.titleFont = font(style, style.fontPoints + 1, true);
    look.thinWidth = style.linePoints * unitsPerPoint / 2;
    look.imageScale = imageScale;
    look.names = style.legend == Legend::above;
    look.onScreen = false;
    look.noteLines = 3;
    look.panelLetter = style.panelLetter;
    views::TokenMapCanvas canvas;
    canvas.setSameScale(true);
    canvas.setEmphasised(plot.selected, models::noGroup);
    canvas.setData(data);
    canvas.setLook(look);
    canvas.arrange(size);
    requireRoom(style, size.height() - canvas.axisRect()->margins().top() - 4 * style.fontPoints * unitsPerPoint);
    canvas.fit();
    canvas.toPainter(&painter, size.width(), size.height());
}

/// "a", "b", ... from the first one on, which may be "(a)".
QString letterOf(QString first, int plot)
{
    for (qsizetype i = first.size() - 1; i >= 0; --i)
        if (first[i].isLetterOrNumber()) {
            first[i] = QChar(static_cast<char16_t>(first[i].unicode() + plot));
            break;
        }
    return first;
}

Paint painter(const Plots& plots, const Style& style)
{
    return [&plots, &style](QCPPainter& painter, const QSize& size, double imageScale) {
        const int count = static_cast<int>(plots.size());
        const int columns = std::clamp(style.columns, 1, std::max(count, 1));
        const int rows = (count + columns - 1) / columns;
        for (int i = 0; i < count; ++i) {
            const int left = size.width() * (i % columns) / columns;
            const int top = size.height() * (i / columns) / rows;
            const QSize room(size.width() * (i % columns + 1) / columns - left, size.height() * (i / columns + 1) / rows - top);
            Style own = style;
            own.panelLetter = letterOf(style.panelLetter, i);
            painter.save();
            const auto back = qScopeGuard([&painter] { painter.restore(); });
            painter.translate(left, top);
            std::visit([&](const auto& data) { paint(data, plots[i], own, painter, room, imageScale); }, plots[i].data);
        }
    };
}

QImage image(const Paint& paint, const Style& style, int dpi)
{
    const double scale = dpi / 720.0;
    const QSizeF dots = style.millimetres / 25.4 * dpi;
    QImage image(static_cast<int>(std::lround(dots.width())), static_cast<int>(std::lround(dots.height())), QImage::Format_RGB32);
    image.setDotsPerMeterX(static_cast<int>(std::lround(dpi / 0.0254)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    image.fill(Qt::white);
    QCPPainter painter(&image);
    painter.setMode(QCPPainter::pmVectorized);
    painter.scale(scale, scale);
    paint(painter, units(style), scale);
    return image;
}

QByteArray png(const Paint& paint, const Style& style)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image(paint, style, style.dpi).save(&buffer, "PNG");
    return bytes;
}

QByteArray pdf(const Paint& paint, const Style& style, const QString& title)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setCreator(QStringLiteral("Polcascope"));
    writer.setTitle(title);
    writer.setPageSize(QPageSize(style.millimetres, QPageSize::Millimeter, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    writer.setResolution(720);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    writer.setDocumentId(QUuid::createUuidV5(QUuid(), title)); // random otherwise
#endif
    QCPPainter painter(&writer);
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNonCosmetic);
    paint(painter, units(style), style.dpi / 720.0);
    painter.end();
    return bytes;
}

QByteArray svg(const Paint& paint, const Style& style, const QString& title)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(title);
    generator.setDescription(QStringLiteral("Made with Polcascope"));
    generator.setResolution(720);
    generator.setSize(units(style));
    generator.setViewBox(QRect(QPoint(0, 0), units(style)));
    QCPPainter painter(&generator);
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNonCosmetic);
    paint(painter, units(style), style.dpi / 720.0);
    painter.end();
    return bytes;
}

void save(const QString& path, const QByteArray& bytes)
{
    if (const QString what = jobs::saveFile(path, bytes); !what.isEmpty())
        throw Error(ErrorKind::notWritable, { { "path", path.toStdString() }, { "what", what.toStdString() } });
}

Error usage(const QString& what)
{
    return Error(ErrorKind::usage, { { "what", what.toStdString() } });
}

}

QString defaultFontFamily()
{
    for (const char* family : { "Helvetica", "Arial", "Liberation Sans", "Nimbus Sans", "DejaVu Sans" }) {
        if (QFontDatabase::hasFamily(QString::fromLatin1(family)))
            return QString::fromLatin1(family);
    }
    return QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
}

QList<double> presetWidths()
{
    return { 85, 114, 174, 180 };
}

QSizeF sizeFromText(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral(R"(^\s*([0-9.]+)\s*(?:mm)?\s*[x×]\s*([0-9.]+)\s*(?:mm)?\s*$)"));
    const auto match = pattern.match(text);
    const QSizeF size(match.captured(1).toDouble(), match.captured(2).toDouble());
    if (!match.hasMatch() || size.width() < 20 || size.height() < 15 || size.width() > 1000 || size.height() > 1000) {
        throw usage(QCoreApplication::translate("Figure",
            "\"%1\" is no size; a size is width x height in millimetres, from 20x15mm to 1000x1000mm, such as 85x55mm").arg(text));
    }
    return size;
}

Formats formatsFromText(const QString& text)
{
    Formats formats;
    for (const QString& part : text.split(u',')) {
        const QString name = part.trimmed().toLower();
        if (name == QLatin1String("pdf"))
            formats |= Format::pdf;
        else if (name == QLatin1String("png"))
            formats |= Format::png;
        else if (name == QLatin1String("svg"))
            formats |= Format::svg;
        else
            throw usage(QCoreApplication::translate("Figure", "\"%1\" is no format; the formats are pdf, png and svg").arg(part));
    }
    return formats;
}

QString titleOf(const Data& data)
{
    return std::visit([](const auto& plot) { return plot.title; }, data);
}

bool isEmpty(const Data& data)
{
    return std::visit([](const auto& plot) { return plot.isEmpty(); }, data);
}

QStringList write(const Plots& plots, const Style& style, const QString& path, Formats formats)
{
    const Paint paint = painter(plots, style);
    QStringList titles;
    for (const Plot& plot : plots)
        titles.append(titleOf(plot.data));
    const QString title = titles.join(QStringLiteral(", "));
    QStringList files;
    const auto add = [&](const QString& suffix, const QByteArray& bytes) {
        const QString file = path + suffix;
        save(file, bytes);
        files.append(file);
        return QFileInfo(file).fileName();
    };
    if (formats.testFlag(Format::pdf))
        add(QStringLiteral(".pdf"), pdf(paint, style, title));
    if (formats.testFlag(Format::png))
        add(QStringLiteral(".png"), png(paint, style));
    if (formats.testFlag(Format::svg))
        add(QStringLiteral(".svg"), svg(paint, style, title));

    QJsonArray described;
    for (int i = 0; i < plots.size(); ++i) {
        const Plot& plot = plots[i];
        const QByteArray numbers = std::visit([](const auto& data) { return models::table(data).text(u',').toUtf8(); }, plot.data);
        QJsonObject description;
        description.insert(QStringLiteral("title"), titles[i]);
        description.insert(QStringLiteral("note"), std::visit([](const auto& data) { return data.note; }, plot.data));
        description.insert(QStringLiteral("numbers"),
            add(plots.size() == 1 ? QStringLiteral(".csv") : QStringLiteral("-%1.csv").arg(letterOf(QStringLiteral("a"), i)), numbers));
        Origin origin = plot.origin;
        if (const auto* curves = std::get_if<models::CurvePlotData>(&plot.data)) {
            const models::ValueScale scale = models::valueScale(plot.axes.values, *curves);
            origin.insert(QStringLiteral("step_axis"), models::axisScaleKey(plot.axes.steps));
            origin.insert(QStringLiteral("value_axis"), models::axisScaleKey(scale.kind));
            if (scale.kind == models::AxisScale::symmetric)
                origin.insert(QStringLiteral("value_axis_linear_within"), scale.threshold);
        }
        description.insert(QStringLiteral("origin"), origin);
        if (!plot.selected.isEmpty()) {
            QList<int> selected(plot.selected.begin(), plot.selected.end());
            std::sort(selected.begin(), selected.end());
            QJsonArray groups;
            for (const int group : selected)
                groups.append(group);
            description.insert(QStringLiteral("selected"), groups);
        }
        described.append(description);
    }
    QJsonObject description = plots.size() == 1 ? described.first().toObject()
                                                : QJsonObject { { QStringLiteral("title"), title }, { QStringLiteral("plots"), described } };
    description.insert(QStringLiteral("program"), QStringLiteral("polcascope %1").arg(QCoreApplication::applicationVersion()));
    description.insert(QStringLiteral("size_mm"), QJsonArray { style.millimetres.width(), style.millimetres.height() });
    description.insert(QStringLiteral("font_pt"), style.fontPoints);
    description.insert(QStringLiteral("font"), QFontInfo(font(style, style.fontPoints, false)).family());
    description.insert(QStringLiteral("line_pt"), style.linePoints);
    description.insert(QStringLiteral("png_dpi"), style.dpi);
    add(QStringLiteral(".json"), QJsonDocument(description).toJson());
    return files;
}

QStringList write(const Data& data, const Style& style, const QString& path, Formats formats, const Origin& origin)
{
    return write(Plots { { data, origin, {}, style.axes } }, style, path, formats);
}

QImage preview(const Plots& plots, const Style& style, int dpi)
{
    return image(painter(plots, style), style, dpi);
}

QImage preview(const Data& data, const Style& style, int dpi)
{
    return preview(Plots { { data, {}, {}, style.axes } }, style, dpi);
}

}
