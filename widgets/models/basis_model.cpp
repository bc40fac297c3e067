#include "widgets/models/basis_model.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace polcascope::models {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(polcascope::models::BasisModel)
};

QString kindName(const std::string& kind)
{
    if (kind == "hessian")
        return Text::tr("Hessian");
    if (kind == "shuffled-hessian")
        return Text::tr("Hessian, shuffled");
    if (kind == "random")
        return Text::tr("random");
    if (kind == "gradient-svd")
        return Text::tr("gradients");
    if (kind == "normalised-gradient-svd")
        return Text::tr("gradients, normalised");
    if (kind == "averaged-gradient-svd")
        return Text::tr("gradients, averaged");
    if (kind == "parameters")
        return Text::tr("parameter");
    return QString::fromStdString(kind);
}

/// Of the columns behind the kind.
BasisQuantity quantityOf(int column)
{
    constexpr std::array quantities { BasisQuantity::step, BasisQuantity::eigenvalue, BasisQuantity::residual, BasisQuantity::explained };
    return quantities[static_cast<std::size_t>(column - BasisModel::stepColumn)];
}

}

void BasisModel::setBasis(std::vector<store::BasisVectorInfo> basis)
{
    beginResetModel();
    m_data.vectors = std::move(basis);
    endResetModel();
}

void BasisModel::setExplained(const analysis::Explained* explained)
{
    m_data.explained = explained ? std::optional(*explained) : std::nullopt;
    if (!m_data.vectors.empty())
        Q_EMIT dataChanged(index(0, shareColumn), index(rowCount() - 1, shareColumn));
}

int BasisModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_data.vectors.size());
}

int BasisModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString BasisModel::text(std::size_t vector, int column) const
{
    if (column == vectorColumn)
        return QString::number(m_data.vectors[vector].index);
    return column == kindColumn ? kindName(m_data.vectors[vector].kind) : basisText(m_data, vector, quantityOf(column));
}

QString BasisModel::toolTip(const store::BasisVectorInfo& info) const
{
    QString text = basisVectorText(info);
    if (info.shares.empty())
        return text;
    // The few tensors where most of it lies.
    auto shares = info.shares;
    std::stable_sort(shares.begin(), shares.end(),
        [](const store::TensorShare& a, const store::TensorShare& b) { return a.share > b.share; });
    const QLocale locale;
    text += QLatin1String("\n\n") + tr("Where in the weights (share of its squared length):");
    constexpr std::size_t shown = 8;
    for (std::size_t i = 0; i < std::min(shown, shares.size()) && shares[i].share > 0; ++i)
        text += QStringLiteral("\n%1 %  %2")
                    .arg(locale.toString(100 * shares[i].share, 'f', 1), QString::fromStdString(shares[i].tensor));
    return text;
}

QVariant BasisModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto vector = static_cast<std::size_t>(index.row());
    const auto& info = m_data.vectors[vector];
    switch (role) {
    case Qt::DisplayRole:
        return text(vector, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return toolTip(info);
    case convergedRole:
        return info.converged;
    }
    return {};
}

QVariant BasisModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::DisplayRole) {
        if (section == vectorColumn)
            return tr("Vector");
        return section == kindColumn ? tr("Kind") : basisQuantityName(m_data, quantityOf(section));
    }
    if (role == Qt::ToolTipRole) {
        // The heading itself is cut short in a narrow column.
        const QString heading = headerData(section, orientation, Qt::DisplayRole).toString() + QLatin1Char('\n');
        if (section == vectorColumn)
            return heading + tr("The basis vector's number; a click shows its trajectories");
        return heading +
            (section == kindColumn ? tr("How the vector was made: basis.kind of the recipe") : basisQuantityHelp(quantityOf(section)));
    }
    return {};
}

}
