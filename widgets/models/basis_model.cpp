#include "widgets/models/basis_model.h"

#include <QLocale>

namespace polcascope::models {

void BasisModel::setBasis(std::vector<store::BasisVectorInfo> basis)
{
    beginResetModel();
    m_basis = std::move(basis);
    endResetModel();
}

void BasisModel::setExplained(const analysis::Explained* explained)
{
    m_explained = explained ? std::optional(*explained) : std::nullopt;
    if (!m_basis.empty())
        Q_EMIT dataChanged(index(0, shareColumn), index(rowCount() - 1, shareColumn));
}

int BasisModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_basis.size());
}

int BasisModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString BasisModel::text(std::size_t vector, int column) const
{
    const QLocale locale;
    const auto& info = m_basis[vector];
    switch (column) {
    case vectorColumn:
        return QString::number(info.index);
    case stepColumn:
        return locale.toString(static_cast<qlonglong>(info.step));
    case eigenvalueColumn:
        return locale.toString(info.eigenvalue, 'g', 3);
    case residualColumn:
        return (info.converged ? QString() : QStringLiteral("⚠ ")) + QString::number(info.residual, 'e', 0);
    case shareColumn:
        if (m_explained && m_explained->trueChange != 0 && vector < m_explained->perVector.size())
            return tr("%1 %", "a share of 100")
                .arg(locale.toString(100 * m_explained->perVector[vector] / m_explained->trueChange, 'f', 2));
    }
    return {};
}

QVariant BasisModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto vector = static_cast<std::size_t>(index.row());
    const auto& info = m_basis[vector];
    switch (role) {
    case Qt::DisplayRole:
        return text(vector, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole: {
        QString text =
            tr("Vector %1: the top direction of the Hessian at step %2, after those before it are taken out. "
               "It took %Ln Hessian-vector product(s).",
                nullptr, static_cast<int>(info.products))
                .arg(info.index)
                .arg(QLocale().toString(static_cast<qlonglong>(info.step)));
        if (!info.converged)
            text += QLatin1Char(' ') +
                tr("It has not converged: its residual is above the recipe's tolerance, so part of it may be "
                   "noise.");
        return text;
    }
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
        switch (section) {
        case vectorColumn:
            return tr("Vector");
        case stepColumn:
            return tr("Step");
        case eigenvalueColumn:
            return tr("Eigenvalue");
        case residualColumn:
            return tr("Residual");
        case shareColumn:
            return tr("Share");
        }
    }
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case vectorColumn:
            return tr("The basis vector's number; a click shows its trajectories");
        case stepColumn:
            return tr("The training step at which it was found");
        case eigenvalueColumn:
            return tr("The curvature of the loss along the vector at that step");
        case residualColumn:
            return tr(
                "How far the vector is from a true eigenvector, |PHPb − λb| / |λ|, checked by one explicit "
                "product; ⚠ marks those above the recipe's tolerance");
        case shareColumn:
            return tr("The part of the loss change that lies along this vector; it can be negative");
        }
    }
    return {};
}

}
