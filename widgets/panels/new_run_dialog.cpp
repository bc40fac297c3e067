#include "widgets/panels/new_run_dialog.h"

#include "core/recipe/model_shape.h"
#include "widgets/jobs/machine_use.h"
#include "widgets/jobs/messages.h"
#include "widgets/jobs/places.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QVBoxLayout>

#include <optional>

namespace polcascope::panels {

namespace {

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// "training.learning_rate" is called "Learning rate" in the tab "Training".
QString title(QString words)
{
    words.replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    return jobs::recipeText(words.toStdString());
}

QLabel* smallLabel(const QString& text = {})
{
    auto* label = new QLabel(text);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * 0.88);
    label->setFont(font);
    label->setWordWrap(true);
    return label;
}

void markAsProblem(QLabel* label)
{
    // Red on light and on dark backgrounds alike; the sign says it without colour.
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, QColor(0xd5, 0x3e, 0x1f));
    label->setPalette(palette);
    label->setObjectName("problem");
    label->hide();
}

void showProblem(QLabel* label, const QString& problem)
{
    label->setText(problem.isEmpty() ? QString() : QStringLiteral("⚠ ") + problem);
    label->setVisible(!problem.isEmpty());
}

/// The folder that exists and holds, or would hold, the path.
QString existingParent(const QString& path)
{
    QFileInfo info(path.isEmpty() ? QDir::rootPath() : path);
    while (!info.exists() && !info.isRoot())
        info.setFile(info.absolutePath());
    return info.absoluteFilePath();
}

/// Whether a run can be made in a folder. Permissions allow root everything, in /proc as well, so where no room is
/// known of, a folder is made and removed.
bool canHoldRun(const QFileInfo& folder)
{
    if (!folder.isDir() || !folder.isWritable())
        return false;
    return jobs::freeBytes(folder.absoluteFilePath())
        || QTemporaryDir(folder.absoluteFilePath() + QStringLiteral("/polcascope-XXXXXX")).isValid();
}

}

NewRunDialog::NewRunDialog(QWidget* parent)
    : QDialog(parent)
    , m_recipes(new QComboBox)
    , m_description(smallLabel())
    , m_tabs(new QTabWidget)
    , m_place(new QLineEdit)
    , m_placeProblem(smallLabel())
    , m_size(new QLabel)
{
    setWindowTitle(tr("New Run"));
    m_recipes->setObjectName("recipes");
    m_place->setObjectName("place");
    m_size->setObjectName("size");
    m_size->setWordWrap(true);
    markAsProblem(m_placeProblem);

    addFields();

    auto* recipeRow = new QHBoxLayout;
    auto* recipeLabel = new QLabel(tr("&Recipe:"));
    recipeLabel->setBuddy(m_recipes);
    auto* file = new QPushButton(tr("From a &file…"));
    recipeRow->addWidget(recipeLabel);
    recipeRow->addWidget(m_recipes, 1);
    recipeRow->addWidget(file);

    auto* placeRow = new QHBoxLayout;
    auto* placeLabel = new QLabel(tr("&Place of the run:"));
    placeLabel->setBuddy(m_place);
    auto* browse = new QPushButton(tr("&Browse…"));
    placeRow->addWidget(placeLabel);
    placeRow->addWidget(m_place, 1);
    placeRow->addWidget(browse);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_create = buttons->button(QDialogButtonBox::Ok);
    m_create->setText(tr("Create and run"));
    m_create->setObjectName("create");
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* layout = new QVBoxLayout(this);
    layout->addLayout(recipeRow);
    layout->addWidget(m_description);
    layout->addWidget(m_tabs, 1);
    layout->addLayout(placeRow);
    layout->addWidget(m_placeProblem);
    layout->addWidget(m_size);
    layout->addWidget(buttons);
    resize(720, 680);

    const auto names = shippedRecipes();
    for (const std::string& name : names) {
        QString text = QString::fromStdString(name);
        try {
            if (const Recipe recipe = loadRecipe(name); !recipe.title.empty())
                text += QStringLiteral(" – ") + jobs::recipeText(recipe.title);
        } catch (const Error&) {
            continue; // a recipe that cannot be read cannot be chosen
        }
        m_recipes->addItem(text, QString::fromStdString(name));
    }
    connect(m_recipes, &QComboBox::activated, this,
        [this](int index) { setRecipe(m_recipes->itemData(index).toString()); });
    connect(file, &QPushButton::clicked, this, &NewRunDialog::chooseFile);
    connect(browse, &QPushButton::clicked, this, &NewRunDialog::choosePlace);
    connect(m_place, &QLineEdit::textEdited, this, [this] { m_placeTyped = true; });
    connect(m_place, &QLineEdit::textChanged, this, &NewRunDialog::check);

    const int demo = m_recipes->findData(QStringLiteral("demo-arithmetic"));
    if (m_recipes->count() > 0)
        setRecipe(m_recipes->itemData(std::max(demo, 0)).toString());
    else
        check();
}

NewRunDialog::~NewRunDialog() = default;

void NewRunDialog::addFields()
{
    std::map<std::string_view, std::pair<int, QFormLayout*>> tabs;
    for (const RecipeField& field : recipeFields()) {
        if (field.key == "title" || field.key == "description")
            continue;
        const std::string_view section = field.section();
        if (!tabs.contains(section)) {
            auto* page = new QWidget;
            auto* form = new QFormLayout(page);
            form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
            auto* scroll = new QScrollArea;
            scroll->setWidgetResizable(true);
            scroll->setFrameShape(QFrame::NoFrame);
            scroll->setWidget(page);
            m_tabTitles.append(section.empty() ? tr("General") : title(textOf(section)));
            tabs[section] = { m_tabs->addTab(scroll, m_tabTitles.last()), form };
        }
        const auto& [tab, form] = tabs[section];

        Field entry;
        entry.field = &field;
        entry.tab = tab;
        const std::string_view key = section.empty() ? field.key : field.key.substr(section.size() + 1);
        entry.name = new QLabel(title(textOf(key)) + QLatin1Char(':'));
        const QString help = jobs::recipeText(field.help);
        if (field.choices.empty()) {
            auto* edit = new QLineEdit;
            connect(edit, &QLineEdit::textChanged, this, &NewRunDialog::check);
            entry.editor = edit;
        } else {
            auto* combo = new QComboBox;
            for (const std::string_view choice : field.choices)
                combo->addItem(textOf(choice));
            connect(combo, &QComboBox::currentIndexChanged, this, &NewRunDialog::check);
            entry.editor = combo;
        }
        entry.editor->setObjectName(textOf(field.key));
        entry.editor->setToolTip(help + QLatin1Char('\n') + textOf(field.key));
        entry.editor->setAccessibleDescription(help);
        entry.name->setBuddy(entry.editor);
        entry.problem = smallLabel();
        markAsProblem(entry.problem);

        auto* cell = new QVBoxLayout;
        cell->setSpacing(1);
        auto* row = new QHBoxLayout;
        row->addWidget(entry.editor, 1);
        row->addWidget(new QLabel(jobs::recipeText(field.unit)));
        cell->addLayout(row);
        QLabel* description = smallLabel(help);
        description->setForegroundRole(QPalette::PlaceholderText);
        cell->addWidget(description);
        cell->addWidget(entry.problem);
        form->addRow(entry.name, cell);
        m_fields.emplace(std::string(field.key), entry);
    }
}

void NewRunDialog::setRecipe(const QString& nameOrPath)
{
    try {
        m_base = loadRecipe(nameOrPath.toStdString());
    } catch (...) {
        m_description->setText(jobs::currentErrorMessage());
        return;
    }
    m_edited = m_base;
    m_source = nameOrPath;
    if (const int index = m_recipes->findData(nameOrPath); index >= 0) {
        m_recipes->setCurrentIndex(index);
    } else {
        m_recipes->addItem(QFileInfo(nameOrPath).fileName(), nameOrPath);
        m_recipes->setCurrentIndex(m_recipes->count() - 1);
    }
    m_description->setText(jobs::recipeText(m_base.description));
    fillIn();
}

void NewRunDialog::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Recipe"), {}, tr("Recipes (*.json)"));
    if (!path.isEmpty())
        setRecipe(path);
}

void NewRunDialog::choosePlace()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Place of the Run"), runPath(),
        tr("Runs (*.polca)"), nullptr, QFileDialog::DontConfirmOverwrite);
    if (path.isEmpty())
        return;
    m_placeTyped = true;
    m_place->setText(QDir::toNativeSeparators(path));
}

void NewRunDialog::fillIn()
{
    {
        const QScopedValueRollback filling(m_filling, true);
        for (const auto& [key, field] : m_fields) {
            const QString value = QString::fromStdString(field.field->valueOf(m_base));
            if (auto* edit = qobject_cast<QLineEdit*>(field.editor))
                edit->setText(value);
            else if (auto* combo = qobject_cast<QComboBox*>(field.editor))
                combo->setCurrentText(value);
        }
        if (!m_placeTyped)
            m_place->setText(
                QDir::toNativeSeparators(jobs::freeRunPath(QString::fromStdString(m_base.name))));
    }
    check();
}

QString NewRunDialog::text(const Field& field)
{
    if (const auto* edit = qobject_cast<const QLineEdit*>(field.editor))
        return edit->text().trimmed();
    return qobject_cast<const QComboBox*>(field.editor)->currentText();
}

void NewRunDialog::check()
{
    if (m_filling)
        return;
    std::map<std::string, QString> problems;
    Recipe recipe = m_base;
    for (const auto& [key, field] : m_fields) {
        try {
            setRecipeValue(recipe, key, text(field).toStdString());
        } catch (const Error& error) {
            problems[key] = jobs::problemMessage({ key, error.value("value"), error.value("rule"),
                error.value("limit"), error.value("other") });
        }
    }
    // What depends on several values is judged once each of them is a value at all.
    if (problems.empty())
        for (const RecipeProblem& problem : checkRecipe(recipe))
            problems.emplace(problem.key, jobs::problemMessage(problem));
    m_edited = recipe;

    std::map<int, int> problemsOfTab;
    QString elsewhere;
    for (const auto& [key, field] : m_fields) {
        const auto found = problems.find(key);
        showProblem(field.problem, found == problems.end() ? QString() : found->second);
        problemsOfTab[field.tab] += found != problems.end();
        QFont font = field.name->font();
        font.setBold(field.field->valueOf(recipe) != field.field->valueOf(m_base) || found != problems.end());
        field.name->setFont(font);
        field.name->setToolTip(font.bold()
                ? tr("In the recipe: %1").arg(QString::fromStdString(field.field->valueOf(m_base)))
                : QString());
    }
    for (const auto& [tab, count] : problemsOfTab)
        m_tabs->setTabText(tab, (count ? QStringLiteral("⚠ ") : QString()) + m_tabTitles[tab]);
    checkPlace(problems.empty() && !m_source.isEmpty());
}

void NewRunDialog::checkPlace(bool recipeWorks)
{
    const QString path = runPath();
    const QFileInfo parent(existingParent(path));
    QString problem;
    if (path.isEmpty())
        problem = tr("Say where the run shall go.");
    else if (QFileInfo::exists(path))
        problem = tr("There is already something at this place. Choose another name.");
    else if (!canHoldRun(parent))
        problem = tr("%1 cannot be written. Choose another place.")
                      .arg(QDir::toNativeSeparators(parent.absoluteFilePath()));

    if (recipeWorks) {
        const RunSize size = runSize(m_edited);
        const std::optional<qint64> available = jobs::freeBytes(parent.absoluteFilePath());
        const QLocale locale;
        m_size->setText(
            tr("<b>%1</b> parameters, <b>%2</b> tokens followed over <b>%3</b> points of <b>%4</b> stored "
               "checkpoints. "
               "Needs <b>%5</b> of disk (checkpoints %6, basis %7, trajectories %8); %9.")
                .arg(locale.toString(qlonglong(size.parameters)), locale.toString(qlonglong(size.tokens)),
                    locale.toString(qlonglong(size.trajectoryCheckpoints)),
                    locale.toString(qlonglong(size.checkpoints)), jobs::sizeText(size.totalBytes()),
                    jobs::sizeText(size.checkpointBytes), jobs::sizeText(size.basisBytes), jobs::sizeText(size.trajectoryBytes),
                    available ? tr("%1 are free").arg(jobs::sizeText(*available)) : tr("how much is free is unknown")));
        if (problem.isEmpty() && available && size.totalBytes() > *available)
            problem = tr("The disk has too little room: %1 are needed, %2 are free.")
                          .arg(jobs::sizeText(size.totalBytes()), jobs::sizeText(*available));
    } else {
        m_size->setText(tr("Some values cannot work; they are marked with ⚠."));
    }
    showProblem(m_placeProblem, problem);
    m_create->setEnabled(recipeWorks && problem.isEmpty());
}

QStringList NewRunDialog::settings() const
{
    QStringList settings;
    for (const RecipeField& field : recipeFields())
        if (const std::string value = field.valueOf(m_edited); value != field.valueOf(m_base))
            settings.append(textOf(field.key) + QLatin1Char('=') + QString::fromStdString(value));
    return settings;
}

QString NewRunDialog::runPath() const
{
    const QString path = QDir::fromNativeSeparators(m_place->text().trimmed());
    return path.isEmpty() ? path : QFileInfo(path).absoluteFilePath();
}

QWidget* NewRunDialog::editor(const std::string& key) const
{
    const auto found = m_fields.find(key);
    return found == m_fields.end() ? nullptr : found->second.editor;
}

QString NewRunDialog::problem(const std::string& key) const
{
    const auto found = m_fields.find(key);
    return found == m_fields.end() ? QString() : found->second.problem->text();
}

bool NewRunDialog::canCreate() const
{
    return m_create->isEnabled();
}

}
