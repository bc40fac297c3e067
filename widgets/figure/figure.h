#pragma once

#include "widgets/models/axis_scale.h"
#include "widgets/models/token_map_data.h"
#include "widgets/views/label_bar_plot.h"

#include <QFlags>
#include <QImage>
#include <QJsonObject>
#include <QSet>
#include <QSizeF>
#include <QString>
#include <QStringList>

#include <variant>

/// Figures fit for a paper: sizes in millimetres and points, always on a light background, with their numbers
/// and their origin beside them.
namespace polcascope::figure {

enum class Format {
    pdf = 1, ///< text as text, fonts embedded
    png = 2,
    svg = 4,
};
Q_DECLARE_FLAGS(Formats, Format)
Q_DECLARE_OPERATORS_FOR_FLAGS(Formats)

enum class Legend { none, above };
enum class Title { none, above };
enum class Members { none, shown }; ///< the curves of single tokens below those of the groups

struct Style {
    QSizeF millimetres { 85, 55 };
    double fontPoints = 7; ///< of tick labels and the legend; titles are one point larger
    double linePoints = 0.9; ///< of the curves; axes are half as wide
    int dpi = 300; ///< of PNG
    Title title = Title::above;
    Legend legend = Legend::above;
    models::CurveAxes axes; ///< of curves that bring none of their own
    Members members = Members::none;
    QString panelLetter; ///< "a"; in bold at the top left; further plots have the next ones
    int columns = 1; ///< several plots: so many side by side
    QString fontFamily; ///< empty: defaultFontFamily()
};

/// Helvetica, or the first of those like it that is installed.
[[nodiscard]] QString defaultFontFamily();

/// Widths that journals ask for, in millimetres: 85, 114, 174, 180.
[[nodiscard]] QList<double> presetWidths();
/// "85x55mm", "85x55" or "174 x 120 mm". Throws usage.
[[nodiscard]] QSizeF sizeFromText(const QString& text);
/// "pdf,png". Throws usage.
[[nodiscard]] Formats formatsFromText(const QString& text);

/// Where a figure's numbers came from: whatever must be known to make it again. Written as JSON, with the size
/// and caption added.
using Origin = QJsonObject;

using Data = std::variant<models::CurvePlotData, models::LabelBarsData, models::TokenMapData>;

/// One plot of a figure.
struct Plot {
    Data data;
    Origin origin = {};
    QSet<int> selected = {}; ///< groups that stand out, as on screen
    models::CurveAxes axes = {}; ///< of curves
    views::LabelBarPlot::Measure measure = views::LabelBarPlot::Measure::share; ///< of label bars
};
using Plots = QList<Plot>; ///< row by row

[[nodiscard]] QString titleOf(const Data& data);
[[nodiscard]] bool isEmpty(const Data& data);

/// Writes path.pdf, path.png and path.svg as asked for, path.csv with the numbers and path.json with the
/// origin; returns the names of the files. Several plots have their numbers in path-a.csv, path-b.csv, ... The same
/// input gives the same bytes (PDF: but for its date). Throws notWritable, badValue (a size that leaves no room for a
/// plot).
QStringList write(const Plots& plots, const Style& style, const QString& path, Formats formats);
QStringList write(const Data& data, const Style& style, const QString& path, Formats formats, const Origin& origin);

/// The picture that PNG would be, at another resolution. Throws badValue.
[[nodiscard]] QImage preview(const Plots& plots, const Style& style, int dpi);
[[nodiscard]] QImage preview(const Data& data, const Style& style, int dpi);

/// `polcascope figure RUN --all --out DIR [--size 85x55mm] [--format pdf,png,svg] [--dpi 300]`: the arguments
/// after the word "figure". Makes the application object itself when there is none, without a display. Returns
/// the exit status; throws polcascope::Error.
int figureCommand(const QStringList& arguments);

}
