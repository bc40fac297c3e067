#include "widgets/views/axis_limits_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>
#include <limits>
#include <tuple>

namespace polcascope::views {

AxisLimitsDialog::AxisLimitsDialog(const Axis& steps, const Axis& values, QWidget* parent)
    : QDialog(parent)
    , m_problem(new QLabel)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setWindowTitle(tr("Axis limits"));
    auto* form = new QFormLayout;
    const auto add = [&](const Axis& axis, const QString& text, const char* name, const QString& from, const QString& to) {
        Row row { new QLineEdit, new QLineEdit, axis, axis.limits };
        auto* layout = new QHBoxLayout;
        const auto fill = [&](QLineEdit* edit, double end, const QString& accessibleName, const char* suffix) {
            edit->setObjectName(QLatin1String(name) + QLatin1String(suffix));
            edit->setAccessibleName(accessibleName);
            edit->setPlaceholderText(tr("all"));
            edit->setMinimumWidth(edit->fontMetrics().averageCharWidth() * 14);
            if (std::isfinite(end))
                edit->setText(locale().toString(end, 'g', 6));
            connect(edit, &QLineEdit::textChanged, this, &AxisLimitsDialog::check);
        };
        fill(row.from, axis.limits.first, from, "From");
        fill(row.to, axis.limits.second, to, "To");
        layout->addWidget(row.from);
        layout->addWidget(new QLabel(tr("to", "between the ends of an axis")));
        layout->addWidget(row.to);
        auto* label = new QLabel(text);
        label->setBuddy(row.from);
        form->addRow(label, layout);
        return row;
    };
    m_steps = add(steps, tr("&Steps:"), "steps", tr("First step"), tr("Last step"));
    m_values = add(values, tr("&Values:"), "values", tr("Lowest value"), tr("Highest value"));
    auto* help = new QLabel(tr("An end left empty shows all there is."));
    m_problem->setObjectName("limitsProblem");
    for (QLabel* line : { help, m_problem })
        line->setWordWrap(true);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(help);
    layout->addWidget(m_problem);
    layout->addStretch();
    layout->addWidget(m_buttons);
    // What may be wrong comes and goes without the dialog changing its size.
    m_problem->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_problem->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    check();
}

QString AxisLimitsDialog::read(Row& row) const
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    row.typed = { -infinity, infinity };
    Limits shown = row.axis.all;
    for (auto [edit, end, shownEnd] : { std::tuple(row.from, &row.typed.first, &shown.first),
             std::tuple(row.to, &row.typed.second, &shown.second) }) {
        const QString text = edit->text().trimmed();
        if (text.isEmpty())
            continue;
        bool number = false;
        *end = *shownEnd = locale().toDouble(text, &number);
        if (!number || !std::isfinite(*end))
            return tr("“%1” is not a number.").arg(text);
        if (row.axis.positive && *end <= 0)
            return tr("A logarithmic axis has no place for 0 or less.");
    }
    return shown.first < shown.second ? QString() : tr("An axis must end above where it begins.");
}

void AxisLimitsDialog::check()
{
    const QString steps = read(m_steps);
    const QString values = read(m_values);
    const QString problem = steps.isEmpty() ? values : steps;
    m_problem->setText(problem);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(problem.isEmpty());
}

}
