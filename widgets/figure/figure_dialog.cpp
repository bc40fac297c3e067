#include "widgets/figure/figure.h"
#include "widgets/jobs/messages.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTimer>

#include <functional>
#include <type_traits>

namespace polcascope::figure {

namespace {

class FigureDialog : public QDialog {
    Q_DECLARE_TR_FUNCTIONS(FigureDialog)
public:
    using Preview = std::function<QImage(const Style&, int dpi)>;
    using Write = std::function<QStringList(const Style&, const QString& path, Formats)>;

    /// What a figure can leave out.
    struct Choices {
        bool legend = false;
        const models::CurvePlotData* curves = nullptr; ///< what only curves have
        models::CurveAxes axes = {};
    };

    FigureDialog(const QString& name, Choices choices, Preview preview, Write write, QWidget* parent)
        : QDialog(parent)
        , m_preview(std::move(preview))
        , m_write(std::move(write))
    {
        setWindowTitle(tr("Save figure"));
        const auto number = [this](double value, double minimum, double maximum, double step, const QString& suffix) {
            auto* box = new QDoubleSpinBox(this);
            box->setRange(minimum, maximum);
            box->setDecimals(1);
            box->setSingleStep(step);
            box->setSuffix(suffix);
            box->setValue(value);
            connect(box, &QDoubleSpinBox::valueChanged, this, [this] { m_redraw.start(); });
            return box;
        };
        const auto check = [this](const QString& text, bool on) {
            auto* box = new QCheckBox(text, this);
            box->setChecked(on);
            connect(box, &QCheckBox::toggled, this, [this] { m_redraw.start(); });
            return box;
        };
        QSettings settings;
        settings.beginGroup(QStringLiteral("figure"));
        m_width = number(settings.value(QStringLiteral("width"), 85).toDouble(), 20, 1000, 1, tr(" mm"));
        m_height = number(settings.value(QStringLiteral("height"), 55).toDouble(), 15, 1000, 1, tr(" mm"));
        m_font = number(settings.value(QStringLiteral("font"), 7).toDouble(), 3, 30, 0.5, tr(" pt"));
        m_line = number(settings.value(QStringLiteral("line"), 0.9).toDouble(), 0.1, 5, 0.1, tr(" pt"));
        m_dpi = new QSpinBox(this);
        m_dpi->setRange(30, 2400);
        m_dpi->setSuffix(tr(" dpi"));
        m_dpi->setValue(settings.value(QStringLiteral("dpi"), 300).toInt());
        auto* presets = new QComboBox(this);
        presets->addItem(tr("Width…"));
        for (const double width : presetWidths())
            presets->addItem(tr("%1 mm").arg(locale().toString(width)), width);
        connect(presets, &QComboBox::activated, this, [this, presets](int index) {
            if (index > 0)
                m_width->setValue(presets->itemData(index).toDouble());
            presets->setCurrentIndex(0);
        });
        m_title = check(tr("Title"), true);
        m_legend = check(tr("Legend"), true);
        m_log = check(tr("Logarithmic steps"), choices.axes.steps == models::AxisScale::logarithmic);
        m_values = new QComboBox(this);
        m_values->setObjectName(QStringLiteral("valueScale"));
        for (const auto scale : { models::AxisScale::linear, models::AxisScale::logarithmic, models::AxisScale::symmetric })
            if (scale != models::AxisScale::logarithmic || (choices.curves && models::allowsLogarithm(*choices.curves)))
                m_values->addItem(models::axisScaleName(scale), static_cast<int>(scale));
        const auto shown = choices.curves ? models::valueScale(choices.axes.values, *choices.curves).kind : models::AxisScale::linear;
        m_values->setCurrentIndex(m_values->findData(static_cast<int>(shown)));
        connect(m_values, &QComboBox::currentIndexChanged, this, [this] { m_redraw.start(); });
        m_members = check(tr("Single tokens' curves"), false);
        m_letter = new QLineEdit(this);
        m_letter->setMaxLength(4);
        m_letter->setPlaceholderText(tr("such as a"));
        connect(m_letter, &QLineEdit::textChanged, this, [this] { m_redraw.start(); });
        m_legend->setVisible(choices.legend);
        for (QCheckBox* only : { m_log, m_members })
            only->setVisible(choices.curves != nullptr);
        m_pdf = new QCheckBox(QStringLiteral("PDF"), this);
        m_png = new QCheckBox(QStringLiteral("PNG"), this);
        m_svg = new QCheckBox(QStringLiteral("SVG"), this);
        m_pdf->setChecked(true);
        m_png->setChecked(true);

        const QString folder = settings.value(QStringLiteral("folder"),
            QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)).toString();
        m_path = new QLineEdit(QDir(folder).filePath(name), this);
        m_path->setMinimumWidth(fontMetrics().averageCharWidth() * 40);
        auto* browse = new QPushButton(tr("Browse…"), this);
        connect(browse, &QPushButton::clicked, this, [this] {
            const QString path = QFileDialog::getSaveFileName(this, tr("Save figure"), m_path->text(), tr("Figures (*.pdf *.png *.svg)"));
            if (!path.isEmpty())
                m_path->setText(withoutSuffix(path));
        });

        m_picture = new QLabel(this);
        m_picture->setAlignment(Qt::AlignCenter);
        m_picture->setMinimumSize(420, 300);
        m_picture->setFrameShape(QFrame::StyledPanel);
        m_picture->setAccessibleName(tr("Preview"));
        m_problem = new QLabel(this);
        m_problem->setWordWrap(true);
        m_problem->hide();

        const auto row = [](std::initializer_list<QWidget*> widgets) {
            auto* layout = new QHBoxLayout;
            for (QWidget* widget : widgets)
                layout->addWidget(widget);
            layout->addStretch();
            return layout;
        };
        auto* form = new QFormLayout;
        // A row of several widgets: the first is what the label's key leads to.
        const auto addRow = [&](const QString& text, std::initializer_list<QWidget*> widgets) {
            auto* label = new QLabel(text, this);
            label->setBuddy(*widgets.begin());
            form->addRow(label, row(widgets));
        };
        addRow(tr("&Size:"), { m_width, new QLabel(QStringLiteral("×"), this), m_height, presets });
        form->addRow(tr("&Text:"), m_font);
        form->addRow(tr("&Lines:"), m_line);
        addRow(tr("S&how:"), { m_title, m_legend, m_log, m_members });
        if (choices.curves)
            form->addRow(tr("&Value axis:"), m_values);
        else
            m_values->hide();
        form->addRow(tr("&Panel letter:"), m_letter);
        addRow(tr("F&ormat:"), { m_pdf, m_png, m_svg });
        form->addRow(tr("PNG &resolution:"), m_dpi);
        addRow(tr("&File, without its ending:"), { m_path, browse });
        m_buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
        connect(m_buttons, &QDialogButtonBox::accepted, this, &FigureDialog::save);
        connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
        auto* layout = new QVBoxLayout(this);
        layout->addWidget(m_picture, 1);
        layout->addLayout(form);
        layout->addWidget(m_problem);
        layout->addWidget(m_buttons);

        m_redraw.setSingleShot(true);
        m_redraw.setInterval(60);
        connect(&m_redraw, &QTimer::timeout, this, &FigureDialog::redraw);
        redraw();
    }

    [[nodiscard]] const QStringList& written() const { return m_written; }

private:
    static QString withoutSuffix(const QString& path)
    {
        static const QRegularExpression suffix(QStringLiteral("\\.(pdf|png|svg)$"), QRegularExpression::CaseInsensitiveOption);
        return QString(path).remove(suffix);
    }

    [[nodiscard]] Style style() const
    {
        Style style;
        style.millimetres = { m_width->value(), m_height->value() };
        style.fontPoints = m_font->value();
        style.linePoints = m_line->value();
        style.dpi = m_dpi->value();
        style.title = m_title->isChecked() ? Title::above : Title::none;
        style.legend = m_legend->isChecked() ? Legend::above : Legend::none;
        style.axes = { m_log->isChecked() ? models::AxisScale::logarithmic : models::AxisScale::linear,
            static_cast<models::AxisScale>(m_values->currentData().toInt()) };
        style.members = m_members->isChecked() ? Members::shown : Members::none;
        style.panelLetter = m_letter->text();
        return style;
    }

    // What fails while drawing or writing is said in the dialog, which stays open.
    template<typename Function>
    bool attempt(Function function)
    {
        QString problem;
        try {
            function();
        } catch (const Error& error) {
            problem = jobs::errorMessage(error);
        }
        m_problem->setText(problem);
        m_problem->setVisible(!problem.isEmpty());
        return problem.isEmpty();
    }

    void redraw()
    {
        const bool drawn = attempt([this] {
            const Style wanted = style();
            const QSizeF inches = wanted.millimetres / 25.4;
            const double ratio = devicePixelRatioF();
            const double dots = std::min({ m_picture->width() * ratio / inches.width(), m_picture->height() * ratio / inches.height(), 220.0 });
            QImage image = m_preview(wanted, std::max(20, static_cast<int>(dots)));
            image.setDevicePixelRatio(ratio);
            m_picture->setPixmap(QPixmap::fromImage(image));
        });
        m_buttons->button(QDialogButtonBox::Save)->setEnabled(drawn);
    }

    void save()
    {
        Formats formats;
        formats.setFlag(Format::pdf, m_pdf->isChecked());
        formats.setFlag(Format::png, m_png->isChecked());
        formats.setFlag(Format::svg, m_svg->isChecked());
        const QString path = withoutSuffix(m_path->text());
        if (!attempt([&] { m_written = m_write(style(), path, formats); }))
            return;
        QSettings settings;
        settings.beginGroup(QStringLiteral("figure"));
        settings.setValue(QStringLiteral("width"), m_width->value());
        settings.setValue(QStringLiteral("height"), m_height->value());
        settings.setValue(QStringLiteral("font"), m_font->value());
        settings.setValue(QStringLiteral("line"), m_line->value());
        settings.setValue(QStringLiteral("dpi"), m_dpi->value());
        settings.setValue(QStringLiteral("folder"), QFileInfo(path).absolutePath());
        accept();
    }

    Preview m_preview;
    Write m_write;
    QDoubleSpinBox* m_width;
    QDoubleSpinBox* m_height;
    QDoubleSpinBox* m_font;
    QDoubleSpinBox* m_line;
    QSpinBox* m_dpi;
    QCheckBox* m_title;
    QCheckBox* m_legend;
    QCheckBox* m_log;
    QComboBox* m_values;
    QCheckBox* m_members;
    QCheckBox* m_pdf;
    QCheckBox* m_png;
    QCheckBox* m_svg;
    QLineEdit* m_letter;
    QLineEdit* m_path;
    QLabel* m_picture;
    QLabel* m_problem;
    QDialogButtonBox* m_buttons;
    QTimer m_redraw;
    QStringList m_written;
};

template<typename Data>
QStringList ask(const Data& data, const Origin& origin, QWidget* parent, const models::CurveAxes& axes = {})
{
    QString name = data.title.toLower();
    name.replace(QRegularExpression(QStringLiteral("[^\\w]+")), QStringLiteral("-"));
    const models::CurvePlotData* curves = nullptr;
    if constexpr (std::is_same_v<Data, models::CurvePlotData>)
        curves = &data;
    FigureDialog dialog(name.isEmpty() ? QStringLiteral("figure") : name,
        { .legend = curves || std::is_same_v<Data, models::TokenMapData>, .curves = curves, .axes = axes },
        [&](const Style& style, int dpi) { return preview(data, style, dpi); },
        [&](const Style& style, const QString& path, Formats formats) { return write(data, style, path, formats, origin); }, parent);
    dialog.exec();
    return dialog.written();
}

}

QStringList askAndWrite(
    const models::CurvePlotData& data, const models::CurveAxes& axes, const Origin& origin, QWidget* parent)
{
    return ask(data, origin, parent, axes);
}

QStringList askAndWrite(const models::LabelBarsData& data, const Origin& origin, QWidget* parent)
{
    return ask(data, origin, parent);
}

QStringList askAndWrite(const models::TokenMapData& data, const Origin& origin, QWidget* parent)
{
    return ask(data, origin, parent);
}

}
