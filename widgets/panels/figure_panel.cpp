#include "widgets/panels/figure_panel.h"

#include "widgets/jobs/messages.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QScreen>
#include <QScrollArea>
#include <QSettings>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace polcascope::panels {

namespace {

constexpr int redrawDelay = 60; // milliseconds
constexpr int keyRole = Qt::UserRole;

QString withoutSuffix(const QString& path)
{
    static const QRegularExpression suffix(QStringLiteral("\\.(pdf|png|svg)$"), QRegularExpression::CaseInsensitiveOption);
    return QString(path).remove(suffix);
}

QHBoxLayout* row(std::initializer_list<QWidget*> widgets)
{
    auto* layout = new QHBoxLayout;
    layout->setSpacing(4);
    for (QWidget* widget : widgets)
        layout->addWidget(widget);
    layout->addStretch();
    return layout;
}

}

FigurePanel::FigurePanel(QWidget* parent)
    : QWidget(parent)
    , m_views(new QListWidget)
    , m_scroll(new QScrollArea)
    , m_picture(new QLabel)
    , m_message(new QLabel)
    , m_scale(new QComboBox)
    , m_width(new QDoubleSpinBox)
    , m_height(new QDoubleSpinBox)
    , m_font(new QDoubleSpinBox)
    , m_line(new QDoubleSpinBox)
    , m_columns(new QSpinBox)
    , m_dpi(new QSpinBox)
    , m_title(new QCheckBox(tr("Titles")))
    , m_legend(new QCheckBox(tr("Legends")))
    , m_members(new QCheckBox(tr("Single tokens' curves")))
    , m_selection(new QCheckBox(tr("Selected clusters stand out")))
    , m_pdf(new QCheckBox(QStringLiteral("PDF")))
    , m_png(new QCheckBox(QStringLiteral("PNG")))
    , m_svg(new QCheckBox(QStringLiteral("SVG")))
    , m_letter(new QLineEdit)
    , m_path(new QLineEdit)
    , m_export(new QPushButton(tr("Export")))
{
    m_picture->setObjectName("figurePreview");
    m_picture->setAccessibleName(tr("Preview of the figure"));
    m_scroll->setWidget(m_picture);
    m_scroll->setAlignment(Qt::AlignCenter);
    m_scroll->setBackgroundRole(QPalette::Mid);
    m_scroll->setMinimumSize(8 * fontMetrics().height(), 8 * fontMetrics().height());

    m_scale->setObjectName("previewScale");
    m_scale->setAccessibleName(tr("Size of the preview"));
    m_scale->addItem(tr("at its size on paper"), int(Scale::actual));
    m_scale->addItem(tr("twice as large"), int(Scale::twice));
    m_scale->addItem(tr("as large as fits"), int(Scale::fit));
    connect(m_scale, &QComboBox::activated, this, &FigurePanel::redrawLater);

    auto* options = new QScrollArea;
    options->setFrameShape(QFrame::NoFrame);
    options->setWidgetResizable(true);
    options->setWidget(makeOptions());
    m_export->setObjectName("exportFigure");
    m_export->setToolTip(tr("Writes the figure, its numbers, and where they came from"));
    connect(m_export, &QPushButton::clicked, this, &FigurePanel::exportFigure);
    m_message->setObjectName("figureMessage");
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto* left = new QVBoxLayout;
    left->addWidget(m_scroll, 1);
    left->addLayout(row({ new QLabel(tr("Preview:")), m_scale }));
    auto* right = new QVBoxLayout;
    right->addWidget(options, 1);
    right->addWidget(m_message);
    right->addWidget(m_export);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addLayout(left, 1);
    layout->addLayout(right);
    // Wide enough for what stands in it, in every language, without a bar to scroll across.
    options->setMinimumWidth(options->widget()->minimumSizeHint().width() + 2 * fontMetrics().height());

    readSettings();
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(redrawDelay);
    connect(&m_redraw, &QTimer::timeout, this, &FigurePanel::redraw);
}

QWidget* FigurePanel::makeOptions()
{
    const auto number = [this](QDoubleSpinBox* box, const char* objectName, const QString& name, double minimum, double maximum, double step,
                            const QString& suffix) {
        box->setObjectName(objectName);
        box->setAccessibleName(name);
        box->setRange(minimum, maximum);
        box->setDecimals(1);
        box->setSingleStep(step);
        box->setSuffix(suffix);
        connect(box, &QDoubleSpinBox::valueChanged, this, &FigurePanel::redrawLater);
    };
    number(m_width, "figureWidth", tr("Width of the figure"), 20, 1000, 1, tr(" mm"));
    number(m_height, "figureHeight", tr("Height of the figure"), 15, 1000, 1, tr(" mm"));
    number(m_font, "figureFont", tr("Size of the text"), 3, 30, 0.5, tr(" pt"));
    number(m_line, "figureLine", tr("Width of the lines"), 0.1, 5, 0.1, tr(" pt"));
    m_dpi->setObjectName("figureDpi");
    m_dpi->setAccessibleName(tr("Resolution of PNG"));
    m_dpi->setRange(30, 2400);
    m_dpi->setSuffix(tr(" dpi"));
    m_columns->setObjectName("figureColumns");
    m_columns->setAccessibleName(tr("Plots side by side"));
    m_columns->setRange(1, 6);
    connect(m_dpi, &QSpinBox::valueChanged, this, &FigurePanel::writeSettings);
    auto* presets = new QComboBox;
    presets->setObjectName("figurePresets");
    presets->setAccessibleName(tr("Widths that journals ask for"));
    presets->addItem(tr("Width…"));
    for (const double width : figure::presetWidths())
        presets->addItem(tr("%1 mm").arg(locale().toString(width)), width);
    connect(presets, &QComboBox::activated, this, [this, presets](int index) {
        if (index > 0)
            m_width->setValue(presets->itemData(index).toDouble());
        presets->setCurrentIndex(0);
    });

    m_views->setObjectName("figureViews");
    m_views->setAccessibleName(tr("Views in the figure"));
    m_views->setSizeAdjustPolicy(QAbstractScrollArea::AdjustIgnored);
    m_views->setMinimumHeight(8 * fontMetrics().height());
    connect(m_views, &QListWidget::itemChanged, this, &FigurePanel::choose);
    m_letter->setObjectName("figureLetter");
    m_letter->setAccessibleName(tr("Letter of the first plot"));
    m_letter->setMaxLength(4);
    m_letter->setPlaceholderText(tr("such as a"));
    m_letter->setToolTip(tr("Stands at the top left of the first plot; the next ones have the letters that follow"));
    m_letter->setMaximumWidth(fontMetrics().averageCharWidth() * 14);
    connect(m_letter, &QLineEdit::textEdited, this, &FigurePanel::choose);
    connect(m_columns, &QSpinBox::valueChanged, this, &FigurePanel::choose);
    for (QCheckBox* box : { m_title, m_legend, m_members, m_selection })
        connect(box, &QCheckBox::toggled, this, &FigurePanel::redrawLater);
    for (QCheckBox* box : { m_pdf, m_png, m_svg })
        connect(box, &QCheckBox::toggled, this, &FigurePanel::writeSettings);
    m_selection->setObjectName("figureSelection");
    m_legend->setObjectName("figureLegend");

    m_path->setObjectName("figurePath");
    m_path->setAccessibleName(tr("File of the figure, without its ending"));
    connect(m_path, &QLineEdit::textEdited, this, [this] { m_named = true; });
    auto* browse = new QPushButton(tr("Browse…"));
    connect(browse, &QPushButton::clicked, this, &FigurePanel::browse);

    auto* show = new QVBoxLayout;
    show->setSpacing(2);
    show->addLayout(row({ m_title, m_legend }));
    for (QCheckBox* box : { m_selection, m_members })
        show->addWidget(box);
    auto* content = new QWidget;
    auto* form = new QFormLayout(content);
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(m_views);
    form->addRow(tr("Size:"), row({ m_width, new QLabel(QStringLiteral("×")), m_height }));
    form->addRow(QString(), row({ presets }));
    form->addRow(tr("Side by side:"), row({ m_columns }));
    form->addRow(tr("Panel letter:"), m_letter);
    form->addRow(tr("Text:"), row({ m_font }));
    form->addRow(tr("Lines:"), row({ m_line }));
    form->addRow(tr("Show:"), show);
    form->addRow(tr("Format:"), row({ m_pdf, m_png, m_svg }));
    form->addRow(tr("PNG resolution:"), row({ m_dpi }));
    auto* file = new QVBoxLayout;
    file->setSpacing(2);
    file->addWidget(m_path);
    file->addLayout(row({ browse }));
    form->addRow(tr("File:"), file);
    return content;
}

void FigurePanel::readSettings()
{
    QSettings settings;
    settings.beginGroup(QStringLiteral("figure"));
    const auto value = [&](const char* name, const QVariant& standard) { return settings.value(QLatin1String(name), standard); };
    const QSignalBlocker width(m_width), height(m_height), font(m_font), line(m_line), dpi(m_dpi);
    m_width->setValue(value("width", 85).toDouble());
    m_height->setValue(value("height", 55).toDouble());
    m_font->setValue(value("font", 7).toDouble());
    m_line->setValue(value("line", 0.9).toDouble());
    m_dpi->setValue(value("dpi", 300).toInt());
    const auto check = [&](QCheckBox* box, const char* name, bool standard) {
        const QSignalBlocker blocked(box);
        box->setChecked(value(name, standard).toBool());
    };
    check(m_title, "title", true);
    check(m_legend, "legend", true);
    check(m_members, "members", false);
    check(m_selection, "selection", true);
    check(m_pdf, "pdf", true);
    check(m_png, "png", true);
    check(m_svg, "svg", false);
    m_scale->setCurrentIndex(std::max(m_scale->findData(value("preview", 0).toInt()), 0));
    m_folder = value("folder", QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)).toString();
}

void FigurePanel::writeSettings() const
{
    QSettings settings;
    settings.beginGroup(QStringLiteral("figure"));
    for (const auto& [name, value] : std::initializer_list<std::pair<const char*, QVariant>> {
             { "width", m_width->value() }, { "height", m_height->value() }, { "font", m_font->value() },
             { "line", m_line->value() }, { "dpi", m_dpi->value() }, { "title", m_title->isChecked() },
             { "legend", m_legend->isChecked() },
             { "members", m_members->isChecked() }, { "selection", m_selection->isChecked() },
             { "pdf", m_pdf->isChecked() }, { "png", m_png->isChecked() }, { "svg", m_svg->isChecked() },
             { "preview", m_scale->currentData() }, { "folder", m_folder } })
        settings.setValue(QLatin1String(name), value);
}

void FigurePanel::setOffers(const QList<figure::Offer*>& offers)
{
    m_offers = offers;
    const QSignalBlocker blocked(m_views);
    m_views->clear();
    for (figure::Offer* offer : offers) {
        auto* item = new QListWidgetItem(offer->name(), m_views);
        item->setData(keyRole, offer->key());
        item->setFlags(Qt::ItemIsUserCheckable | Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        item->setCheckState(m_views->count() == 1 ? Qt::Checked : Qt::Unchecked);
        connect(offer, &figure::Offer::changed, this, [this, offer] {
            if (offer->isWanted())
                redrawLater();
        });
        connect(offer, &figure::Offer::requested, this, [this, offer] {
            setChosen({ offer->key() });
            Q_EMIT choiceChanged();
            Q_EMIT requested();
        });
    }
}

QStringList FigurePanel::chosen() const
{
    QStringList keys;
    for (int i = 0; i < m_views->count(); ++i)
        if (m_views->item(i)->checkState() == Qt::Checked)
            keys.append(m_views->item(i)->data(keyRole).toString());
    return keys;
}

void FigurePanel::setChosen(const QStringList& keys)
{
    {
        const QSignalBlocker blocked(m_views);
        for (int i = 0; i < m_views->count(); ++i)
            m_views->item(i)->setCheckState(keys.contains(m_views->item(i)->data(keyRole)) ? Qt::Checked : Qt::Unchecked);
    }
    m_named = false;
    want();
    redrawLater();
}

QJsonObject FigurePanel::choice() const
{
    return { { "views", QJsonArray::fromStringList(chosen()) }, { "columns", m_columns->value() }, { "letter", m_letter->text() } };
}

void FigurePanel::setChoice(const QJsonObject& choice)
{
    QStringList keys;
    for (const auto& key : choice["views"].toArray())
        keys.append(key.toString());
    const QSignalBlocker blocked(m_columns);
    m_columns->setValue(choice["columns"].toInt(1));
    m_letter->setText(choice["letter"].toString().left(m_letter->maxLength()));
    setChosen(keys);
}

void FigurePanel::choose()
{
    want();
    redrawLater();
    Q_EMIT choiceChanged();
}

/// While the figure is seen, its views are kept up to date.
void FigurePanel::want()
{
    const QStringList keys = isVisible() ? chosen() : QStringList();
    for (figure::Offer* offer : std::as_const(m_offers))
        offer->setWanted(keys.contains(offer->key()));
}

figure::Style FigurePanel::style() const
{
    figure::Style style;
    style.millimetres = { m_width->value(), m_height->value() };
    style.fontPoints = m_font->value();
    style.linePoints = m_line->value();
    style.dpi = m_dpi->value();
    style.title = m_title->isChecked() ? figure::Title::above : figure::Title::none;
    style.legend = m_legend->isChecked() ? figure::Legend::above : figure::Legend::none;
    style.members = m_members->isChecked() ? figure::Members::shown : figure::Members::none;
    style.panelLetter = m_letter->text();
    style.columns = m_columns->value();
    return style;
}

figure::Plots FigurePanel::plots(QStringList& missing) const
{
    figure::Plots plots;
    for (const figure::Offer* offer : m_offers) {
        if (!offer->isWanted())
            continue;
        auto plot = offer->plot();
        if (!plot) {
            missing.append(offer->name());
            continue;
        }
        if (!m_selection->isChecked())
            plot->selected.clear();
        plots.append(*plot);
    }
    return plots;
}

double FigurePanel::dotsPerInch() const
{
    // What a screen says of its size is not always to be believed.
    const double physical = screen()->physicalDotsPerInch();
    const double actual = physical >= 50 && physical <= 400 ? physical : screen()->logicalDotsPerInch();
    switch (Scale(m_scale->currentData().toInt())) {
    case Scale::twice:
        return 2 * actual;
    case Scale::fit: {
        const QSize room = m_scroll->maximumViewportSize();
        return std::clamp(25.4 * std::min(room.width() / m_width->value(), room.height() / m_height->value()), 20.0, 400.0);
    }
    case Scale::actual:
        break;
    }
    return actual;
}

void FigurePanel::redrawLater()
{
    if (isVisible() && !m_redraw.isActive())
        m_redraw.start();
}

void FigurePanel::redraw()
{
    m_redraw.stop();
    writeSettings();
    m_export->setEnabled(false);
    QStringList missing;
    const figure::Plots plots = this->plots(missing);
    // What is on its way leaves the picture as it was, but grey.
    m_picture->setEnabled(missing.isEmpty());
    if (!missing.isEmpty())
        return say(tr("Nothing to show yet: %1.").arg(locale().createSeparatedList(missing)));
    if (plots.isEmpty()) {
        m_picture->clear();
        m_picture->adjustSize();
        return say(tr("Choose the views that the figure is to show."));
    }
    proposeName(plots);
    try {
        const double ratio = devicePixelRatioF();
        QImage image = figure::preview(plots, style(), std::max(20, static_cast<int>(std::lround(dotsPerInch() * ratio))));
        image.setDevicePixelRatio(ratio);
        m_picture->setPixmap(QPixmap::fromImage(image));
        m_picture->adjustSize();
        QStringList titles;
        for (const auto& plot : plots)
            titles.append(figure::titleOf(plot.data));
        m_picture->setAccessibleDescription(tr("%1; %2 by %3 mm", "titles of plots, width, height")
                                                .arg(locale().createSeparatedList(titles), locale().toString(m_width->value()),
                                                    locale().toString(m_height->value())));
        say({});
        m_export->setEnabled(true);
    } catch (const Error& error) {
        say(jobs::errorMessage(error));
    }
}

void FigurePanel::proposeName(const figure::Plots& plots)
{
    if (m_named)
        return;
    QString name = figure::titleOf(plots.first().data).toLower();
    name.replace(QRegularExpression(QStringLiteral("[^\\w]+")), QStringLiteral("-"));
    m_path->setText(QDir(m_folder).filePath(name.isEmpty() ? QStringLiteral("figure") : name));
}

void FigurePanel::browse()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export figure"), m_path->text(), tr("Figures (*.pdf *.png *.svg)"));
    if (path.isEmpty())
        return;
    m_path->setText(withoutSuffix(path));
    m_named = true;
}

void FigurePanel::exportFigure()
{
    redraw(); // what is written is what is seen
    if (!m_export->isEnabled())
        return;
    figure::Formats formats;
    formats.setFlag(figure::Format::pdf, m_pdf->isChecked());
    formats.setFlag(figure::Format::png, m_png->isChecked());
    formats.setFlag(figure::Format::svg, m_svg->isChecked());
    const QString path = withoutSuffix(m_path->text());
    try {
        QStringList missing;
        const QStringList files = figure::write(plots(missing), style(), path, formats);
        m_folder = QFileInfo(path).absolutePath();
        writeSettings();
        QStringList names;
        for (const QString& file : files)
            names.append(QFileInfo(file).fileName());
        say(tr("Written: %1.").arg(names.join(QStringLiteral(", "))));
        Q_EMIT written(files);
    } catch (const Error& error) {
        say(jobs::errorMessage(error));
    }
}

void FigurePanel::say(const QString& text)
{
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
}

void FigurePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    want();
    redrawLater();
}

void FigurePanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_redraw.stop();
    want();
}

void FigurePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (Scale(m_scale->currentData().toInt()) == Scale::fit)
        redrawLater();
}

void FigurePanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        redrawLater();
}

}
