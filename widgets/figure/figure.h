#pragma once

#include "widgets/models/axis_scale.h"
#include "widgets/models/token_map_data.h"

#include <QFlags>
#include <QImage>
#include <QJsonObject>
#include <QSizeF>
#include <QString>
#include <QStringList>

class QWidget;

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
    models::CurveAxes axes; ///< of curves
    Members members = Members::none;
    QString panelLetter; ///< "a"; in bold at the top left
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

/// Writes path.pdf, path.png and path.svg as asked for, path.csv with the numbers and path.json with the
/// origin; returns the names of the files. The same input gives the same bytes (PDF: but for its date).
/// Throws notWritable, badValue (a size that leaves no room for the plot).
QStringList write(const models::CurvePlotData& data, const Style& style, const QString& path, Formats formats,
    const Origin& origin);
QStringList write(const models::LabelBarsData& data, const Style& style, const QString& path, Formats formats,
    const Origin& origin);
QStringList write(const models::TokenMapData& data, const Style& style, const QString& path, Formats formats,
    const Origin& origin);

/// The picture that PNG would be, at another resolution. Throws badValue.
[[nodiscard]] QImage preview(const models::CurvePlotData& data, const Style& style, int dpi);
[[nodiscard]] QImage preview(const models::LabelBarsData& data, const Style& style, int dpi);
[[nodiscard]] QImage preview(const models::TokenMapData& data, const Style& style, int dpi);

/// Asks for size, font, lines, dpi, formats and a place, then writes. Returns the files written, none when
/// cancelled; errors are shown in the dialog.
/// `axes`: of the plot on screen, which the figure of curves follows unless the person chooses otherwise.
QStringList askAndWrite(
    const models::CurvePlotData& data, const models::CurveAxes& axes, const Origin& origin, QWidget* parent);
QStringList askAndWrite(const models::LabelBarsData& data, const Origin& origin, QWidget* parent);
QStringList askAndWrite(const models::TokenMapData& data, const Origin& origin, QWidget* parent);

/// `polcascope figure RUN --all --out DIR [--size 85x55mm] [--format pdf,png,svg] [--dpi 300]`: the arguments
/// after the word "figure". Makes the application object itself when there is none, without a display. Returns
/// the exit status; throws polcascope::Error.
int figureCommand(const QStringList& arguments);

}
