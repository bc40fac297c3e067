#include "core/analysis/clusterings.h"
#include "core/base/error.h"
#include "tests/support/synthetic_run.h"
#include "tests/widgets/views/view_data.h"
#include "widgets/figure/figure.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace polcascope;
using figure::Format;

namespace {

QByteArray bytes(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString output(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput());
}

std::optional<Error> errorOf(const std::function<void()>& act)
{
    try {
        act();
    } catch (const Error& error) {
        return error;
    }
    return {};
}

}

class TestFigure : public QObject {
    Q_OBJECT
private:
    viewdata::Example m_run = viewdata::example(400, 40);
    models::CurvePlotData m_curves;
    models::LabelBarsData m_bars;
    models::TokenMapData m_map;
    QTemporaryDir m_folder;

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("polcascope-test"));
        m_curves = models::curveData(m_run.steps, m_run.loss, m_run.clustering,
            { .title = QStringLiteral("Loss of the clusters"), .valueLabel = QStringLiteral("loss (nats)") });
        m_bars = models::labelBars(m_run.tokens, m_run.clustering, { .title = QStringLiteral("Labels") });
        m_map = models::tokenMap(
            std::make_shared<const models::TokenProjection>(models::projectTokens(*m_run.loss, analysis::clusteredTokens(m_run.clustering))),
            std::make_shared<const TokenTable>(m_run.tokens), m_run.clustering, {});
    }

    void aMapHasItsPointsAsShapesAndItsNumbersBeside()
    {
        const figure::Formats all = Format::pdf | Format::png | Format::svg;
        figure::write(m_map, {}, path(QStringLiteral("map")), all, {});
        const QByteArray svg = bytes(path(QStringLiteral("map.svg")));
        QVERIFY(svg.contains("cluster 1") && svg.contains("principal component 1"));
        QVERIFY(!svg.contains("<image")); // 400 points are shapes
        QVERIFY(QSvgRenderer(svg).isValid());
        const QStringList lines = QString::fromUtf8(bytes(path(QStringLiteral("map.csv")))).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), qsizetype(401));
        QVERIFY(lines[0].startsWith(QStringLiteral("token,component 1,component 2,cluster,text")));
        QCOMPARE(lines[1].split(u',')[1].toFloat(), m_map.projection->x[0]);
        figure::write(m_map, {}, path(QStringLiteral("map-again")), Format::png, {});
        QCOMPARE(bytes(path(QStringLiteral("map-again.png"))), bytes(path(QStringLiteral("map.png"))));
        // A step across is as long as a step up: the corners of a square in the plane make a square on paper.
        models::TokenProjection square { { 0, 1, 2, 3 }, { -1, 1, 1, -1 }, { -1, -1, 1, 1 }, 0.5, 0.5 };
        models::TokenMapData corners = m_map;
        corners.projection = std::make_shared<const models::TokenProjection>(square);
        corners.groupOf = { 0, 0, 0, 0 };
        models::TokenMapGroup group;
        group.name = QStringLiteral("x");
        group.points = { 0, 1, 2, 3 };
        corners.groups = { group };
        figure::Style bare;
        bare.legend = figure::Legend::none;
        const QImage image = figure::preview(corners, bare, 300);
        QRect found;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (const QColor c = image.pixelColor(x, y); c.blue() > c.red() + 60)
                    found |= QRect(x, y, 1, 1);
        QVERIFY2(std::abs(found.width() - found.height()) < 0.03 * found.width(), qPrintable(QStringLiteral("%1 x %2").arg(found.width()).arg(found.height())));
    }

    void manyPointsAreOneImage()
    {
        const viewdata::Example large = viewdata::example(4000, 10);
        const auto map = models::tokenMap(
            std::make_shared<const models::TokenProjection>(models::projectTokens(*large.loss, analysis::clusteredTokens(large.clustering))),
            std::make_shared<const TokenTable>(large.tokens), large.clustering, {});
        figure::write(map, {}, path(QStringLiteral("large")), Format::svg, {});
        const QByteArray svg = bytes(path(QStringLiteral("large.svg")));
        QCOMPARE(svg.count("<image"), 1);
        QVERIFY(svg.contains("cluster ")); // text stays text; names that would lie over larger clusters' are left out
    }

    void theSameFigureHasTheSameBytes()
    {
        const figure::Formats all = Format::pdf | Format::png | Format::svg;
        figure::write(m_curves, {}, path(QStringLiteral("a")), all, {});
        figure::write(m_curves, {}, path(QStringLiteral("b")), all, {});
        for (const char* suffix : { ".png", ".svg", ".csv" })
            QCOMPARE(bytes(path(QStringLiteral("a") + QLatin1String(suffix))), bytes(path(QStringLiteral("b") + QLatin1String(suffix))));
        // PDF: but for its date.
        static const QRegularExpression date(QStringLiteral("/CreationDate [^\\n]*"));
        QCOMPARE(QString::fromLatin1(bytes(path(QStringLiteral("a.pdf")))).remove(date),
            QString::fromLatin1(bytes(path(QStringLiteral("b.pdf")))).remove(date));
    }

    void aPngHasTheSizeInMillimetresAtItsResolution()
    {
        figure::Style style;
        style.millimetres = { 114, 60 };
        style.dpi = 254;
        figure::write(m_bars, style, path(QStringLiteral("png")), Format::png, {});
        const QImage image(path(QStringLiteral("png.png")));
        QCOMPARE(image.size(), QSize(1140, 600));
        QCOMPARE(image.dotsPerMeterX(), 10000);
        QCOMPARE(image.pixelColor(0, 0), QColor(Qt::white));
    }

    void aPdfHasItsPageSizeTextAndFontsInside()
    {
        figure::write(m_curves, {}, path(QStringLiteral("text")), Format::pdf, {});
        const QString file = path(QStringLiteral("text.pdf"));
        if (QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty())
            QSKIP("poppler-utils is not installed");
        const QString text = output(QStringLiteral("pdftotext"), { file, QStringLiteral("-") });
        for (const char* expected : { "Loss of the clusters", "training step", "loss (nats)", "cluster 1", "outliers" })
            QVERIFY2(text.contains(QLatin1String(expected)), qPrintable(text));
        static const QRegularExpression pageSize(QStringLiteral("Page size: +([0-9.]+) x ([0-9.]+) pts"));
        const auto size = pageSize.match(output(QStringLiteral("pdfinfo"), { file }));
        QVERIFY(std::abs(size.captured(1).toDouble() - 85 / 25.4 * 72) < 0.6);
        QVERIFY(std::abs(size.captured(2).toDouble() - 55 / 25.4 * 72) < 0.6);
        const QStringList fonts = output(QStringLiteral("pdffonts"), { file }).split(u'\n', Qt::SkipEmptyParts).mid(2);
        QVERIFY(!fonts.isEmpty());
        for (const QString& font : fonts)
            QVERIFY2(font.contains(QStringLiteral(" yes ")), qPrintable(font)); // embedded
    }

    void anSvgHasTextAndTheSizeInMillimetres()
    {
        figure::write(m_bars, {}, path(QStringLiteral("svg")), Format::svg, {});
        const QByteArray svg = bytes(path(QStringLiteral("svg.svg")));
        QVERIFY(svg.contains("cluster 2"));
        QSvgRenderer renderer(svg);
        QVERIFY(renderer.isValid());
        const auto width = QRegularExpression(QStringLiteral("<svg width=\"([0-9.]+)mm\"")).match(QString::fromUtf8(svg));
        QVERIFY(std::abs(width.captured(1).toDouble() - 85) < 0.1);
    }

    void figuresAreLightInADarkWindow()
    {
        const QImage light = figure::preview(m_curves, {}, 100);
        const QPalette before = QApplication::palette();
        QApplication::setPalette(QPalette(QColor(30, 30, 30), QColor(20, 20, 20)));
        const QImage dark = figure::preview(m_curves, {}, 100);
        QApplication::setPalette(before);
        QCOMPARE(dark, light);
    }

    void theNumbersReadBack()
    {
        figure::write(m_curves, {}, path(QStringLiteral("numbers")), {}, {});
        const QStringList lines = QString::fromUtf8(bytes(path(QStringLiteral("numbers.csv")))).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), m_curves.steps.size() + 1);
        QCOMPARE(lines.first().split(u',').size(), 1 + 3 * m_curves.groups.size());
        for (qsizetype t = 0; t < m_curves.steps.size(); ++t) {
            const QStringList cells = lines[t + 1].split(u',');
            QCOMPARE(cells[0].toDouble(), m_curves.steps[t]);
            QCOMPARE(cells[1].toDouble(), m_curves.groups[0].centre[t]);
            QCOMPARE(cells[3].toDouble(), m_curves.groups[0].high[t]);
        }
    }

    void theOriginIsWrittenBeside()
    {
        figure::write(m_curves, {}, path(QStringLiteral("origin")), {}, { { QStringLiteral("run"), QStringLiteral("demo") } });
        const QJsonObject json = QJsonDocument::fromJson(bytes(path(QStringLiteral("origin.json")))).object();
        QCOMPARE(json[QStringLiteral("origin")][QStringLiteral("run")].toString(), QStringLiteral("demo"));
        QCOMPARE(json[QStringLiteral("numbers")].toString(), QStringLiteral("origin.csv"));
    }

    void sizesAndFormatsAreUnderstood()
    {
        QCOMPARE(figure::sizeFromText(QStringLiteral("85x55mm")), QSizeF(85, 55));
        QCOMPARE(figure::sizeFromText(QStringLiteral("174 x 80.5 mm")), QSizeF(174, 80.5));
        for (const char* wrong : { "", "85", "85mm", "0x0mm", "85x55in", "5000x10mm" }) {
            const auto error = errorOf([&] { (void)figure::sizeFromText(QString::fromLatin1(wrong)); });
            QVERIFY2(error && error->kind() == ErrorKind::usage, wrong);
        }
        QCOMPARE(figure::formatsFromText(QStringLiteral("PDF, svg")), Format::pdf | Format::svg);
        QVERIFY(errorOf([] { (void)figure::formatsFromText(QStringLiteral("pdf,gif")); }));
    }

    void aPlaceThatCannotBeWrittenIsNamed()
    {
        const auto error = errorOf([&] { figure::write(m_curves, {}, QStringLiteral("/nowhere/figure"), Format::png, {}); });
        QVERIFY(error);
        QCOMPARE(error->kind(), ErrorKind::notWritable);
        QCOMPARE(error->value("path"), std::string("/nowhere/figure.png"));
    }

    void aSizeWithoutRoomIsRefused()
    {
        figure::Style style;
        style.millimetres = { 30, 15 };
        style.fontPoints = 12;
        for (const auto& act : { std::function<void()>([&] { (void)figure::preview(m_curves, style, 100); }),
                 std::function<void()>([&] { (void)figure::preview(m_bars, style, 100); }),
                 std::function<void()>([&] { (void)figure::preview(m_map, style, 100); }) }) {
            const auto error = errorOf(act);
            QVERIFY(error);
            QCOMPARE(error->kind(), ErrorKind::badValue);
        }
    }

    void theCommandDrawsTheFiguresOfARun()
    {
        const QString run = path(QStringLiteral("made-up.polca"));
        support::writeSyntheticRun(run.toStdString(), { .examples = 250, .checkpoints = 40 });
        const QString out = path(QStringLiteral("out"));
        QCOMPARE(figure::figureCommand({ run, QStringLiteral("--all"), QStringLiteral("--out"), out, QStringLiteral("--format"),
                     QStringLiteral("pdf,png,svg"), QStringLiteral("--size"), QStringLiteral("114x70mm") }),
            0);
        const QDir folder(out);
        QVERIFY(folder.exists(QStringLiteral("loss-by-place-and-carry.pdf")));
        const QStringList descriptions = folder.entryList({ QStringLiteral("*.json") });
        QVERIFY(descriptions.size() > 3);
        bool carry = false;
        for (const QString& name : descriptions) {
            const QString base = folder.filePath(name.chopped(5));
            for (const char* suffix : { ".pdf", ".png", ".svg", ".csv" })
                QVERIFY2(QFileInfo(base + QLatin1String(suffix)).size() > 100, qPrintable(name));
            const QJsonObject origin = QJsonDocument::fromJson(bytes(base + QStringLiteral(".json"))).object()[QStringLiteral("origin")].toObject();
            QCOMPARE(origin[QStringLiteral("run")].toString(), QStringLiteral("made-up"));
            QVERIFY(!origin[QStringLiteral("stage_hashes")][QStringLiteral("clusterings")].toString().isEmpty());
            for (const QJsonValue cluster : origin[QStringLiteral("clusters")].toArray())
                carry |= cluster[QStringLiteral("is_carry_cluster")].toBool();
        }
        QVERIFY(carry); // one is planted
        QVERIFY(!folder.entryList({ QStringLiteral("*-map.json") }).isEmpty());
    }

    void theCommandDrawsOneFigureByName()
    {
        const QString run = path(QStringLiteral("one.polca"));
        support::writeSyntheticRun(run.toStdString(), { .finished = false });
        const QString out = path(QStringLiteral("one"));
        QCOMPARE(figure::figureCommand({ run, QStringLiteral("loss-by-place-and-carry"), QStringLiteral("--out"), out }), 0);
        QCOMPARE(QDir(out).entryList({ QStringLiteral("*.json") }), QStringList { QStringLiteral("loss-by-place-and-carry.json") });
        const auto unknown = errorOf([&] { figure::figureCommand({ run, QStringLiteral("other"), QStringLiteral("--out"), out }); });
        QVERIFY(unknown && unknown->kind() == ErrorKind::usage);
    }

    void wrongArgumentsAreUsageErrors()
    {
        for (const char* arguments : { "", "run.polca", "run.polca --all", "run.polca --out x", "run.polca --all --out x --dpi many",
                 "run.polca --all --out x --format gif", "run.polca --all --out x --size 1", "run.polca --frobnicate" }) {
            const auto error = errorOf([&] { figure::figureCommand(QString::fromLatin1(arguments).split(u' ', Qt::SkipEmptyParts)); });
            QVERIFY2(error && error->kind() == ErrorKind::usage, arguments);
        }
        const auto error = errorOf([&] {
            figure::figureCommand({ path(QStringLiteral("no-run")), QStringLiteral("--all"), QStringLiteral("--out"), path(QStringLiteral("x")) });
        });
        QVERIFY(error && error->kind() == ErrorKind::notARun);
    }

    void theValueAxisIsThatOfTheStyleAndIsTold()
    {
        // Values that no linear axis shows at once.
        models::CurvePlotData wide = m_curves;
        for (models::CurveGroup& group : wide.groups) {
            for (qsizetype t = 0; t < group.centre.size(); ++t)
                group.centre[t] = (group.id == 0 ? -1 : 1) * std::pow(10.0, -4.0 * static_cast<double>(t) / static_cast<double>(group.centre.size()));
            group.low = group.high = {};
        }
        figure::Style style;
        style.axes.values = models::AxisScale::symmetric;
        figure::write(wide, style, path(QStringLiteral("symmetric")), Format::svg, {});
        const QByteArray svg = bytes(path(QStringLiteral("symmetric.svg")));
        QVERIFY(svg.contains("symmetric log, linear within"));
        QJsonObject json = QJsonDocument::fromJson(bytes(path(QStringLiteral("symmetric.json")))).object()[QStringLiteral("origin")].toObject();
        QCOMPARE(json[QStringLiteral("value_axis")].toString(), QStringLiteral("symmetric"));
        QCOMPARE(json[QStringLiteral("value_axis_linear_within")].toDouble(), models::valueScale(models::AxisScale::symmetric, wide).threshold);
        style.axes = { models::AxisScale::logarithmic, models::AxisScale::linear };
        figure::write(wide, style, path(QStringLiteral("linear")), Format::svg, {});
        QVERIFY(!bytes(path(QStringLiteral("linear.svg"))).contains("symmetric"));
        json = QJsonDocument::fromJson(bytes(path(QStringLiteral("linear.json")))).object()[QStringLiteral("origin")].toObject();
        QCOMPARE(json[QStringLiteral("step_axis")].toString(), QStringLiteral("logarithmic"));
        QCOMPARE(bytes(path(QStringLiteral("linear.csv"))), bytes(path(QStringLiteral("symmetric.csv")))); // the numbers are the same
    }

    void severalPlotsStandInOneFigureWithTheirLettersAndNumbers()
    {
        figure::Style style;
        style.millimetres = { 174, 60 };
        style.columns = 2;
        style.panelLetter = QStringLiteral("(a)");
        const figure::Plots plots { { m_curves, { { "which", 1 } } }, { m_bars, { { "which", 2 } } } };
        const QStringList files = figure::write(plots, style, path(QStringLiteral("two")), Format::svg);
        QCOMPARE(files.size(), 4);
        const QByteArray svg = bytes(path(QStringLiteral("two.svg")));
        QVERIFY(QSvgRenderer(svg).isValid());
        QVERIFY(svg.contains(">(a)<") && svg.contains(">(b)<") && !svg.contains(">(c)<"));
        QVERIFY(svg.contains(">Loss of the clusters<") && svg.contains(">Labels<"));
        figure::write(m_curves, {}, path(QStringLiteral("one")), {}, {});
        QCOMPARE(bytes(path(QStringLiteral("two-a.csv"))), bytes(path(QStringLiteral("one.csv"))));
        const QJsonObject description = QJsonDocument::fromJson(bytes(path(QStringLiteral("two.json")))).object();
        const QJsonArray described = description["plots"].toArray();
        QCOMPARE(described.size(), 2);
        QCOMPARE(described[1].toObject()["numbers"].toString(), "two-b.csv");
        QCOMPARE(described[1].toObject()["origin"].toObject()["which"].toInt(), 2);
        // Each stands in its half: what is on the left is what it is alone, at half the width.
        figure::Style half = style;
        half.millimetres = { 87, 60 };
        const QImage both = figure::preview(plots, style, 100);
        const QImage alone = figure::preview(m_curves, half, 100);
        int different = 0;
        for (int y = 0; y < alone.height(); ++y)
            for (int x = 0; x < alone.width() - 2; ++x)
                different += std::abs(qGray(both.pixel(x, y)) - qGray(alone.pixel(x, y))) > 64;
        QVERIFY2(different < alone.width() * alone.height() / 500, qPrintable(QString::number(different)));
        // Too many for the room.
        const auto error = errorOf([&] { (void)figure::preview(figure::Plots(12, plots[0]), style, 100); });
        QVERIFY(error && error->kind() == ErrorKind::badValue);
    }

    void whatIsSelectedStandsOut()
    {
        const int group = m_curves.groups[0].id;
        const QImage all = figure::preview(m_curves, {}, 150);
        const QImage one = figure::preview(figure::Plots { { m_curves, {}, { group } } }, {}, 150);
        const auto ink = [](const QImage& image) {
            qint64 sum = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    sum += 255 - qGray(image.pixel(x, y));
            return sum;
        };
        QVERIFY(ink(one) < ink(all)); // the others are paler
        figure::write(figure::Plots { { m_curves, {}, { group } } }, {}, path(QStringLiteral("selected")), {});
        QCOMPARE(QJsonDocument::fromJson(bytes(path(QStringLiteral("selected.json")))).object()["selected"].toArray(), QJsonArray { group });
    }
};

QTEST_MAIN(TestFigure)
#include "tst_figure.moc"
