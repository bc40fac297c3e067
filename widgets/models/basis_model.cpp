#include "widgets/models/basis_model.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

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

}

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
    case kindColumn:
        return kindName(info.kind);
    case measureColumn:
        if (info.isEigenvector())
            return locale.toString(info.eigenvalue, 'g', 3);
        if (std::isfinite(info.singularValue))
            return locale.toString(info.singularValue, 'g', 3);
        return std::isfinite(info.parameterSize) ? locale.toString(info.parameterSize, 'g', 3) : QString();
    case residualColumn:
        if (!info.isEigenvector())
            return {};
        return (info.converged ? QString() : QStringLiteral("⚠ ")) + QString::number(info.residual, 'e', 0);
    case shareColumn:
        // Of squares (Fisher) there is no share.
        if (m_explained && m_explained->trueChange != 0 && vector < m_explained->perVector.size() &&
            std::isfinite(m_explained->perVector[vector]))
            return tr("%1 %", "a share of 100")
                .arg(locale.toString(100 * m_explained->perVector[vector] / m_explained->trueChange, 'f', 2));
    }
    return {};
}

QString BasisModel::toolTip(const store::BasisVectorInfo& info) const
{
    const QLocale locale;
    const QString step = locale.toString(static_cast<qlonglong>(info.step));
    QString text;
    if (info.isEigenvector())
        text = tr("Vector %1: the top direction of the Hessian at step %2, after those before it are taken out. "
                  "It took %Ln Hessian-vector product(s).",
            nullptr, static_cast<int>(info.products))
                   .arg(info.index)
                   .arg(step);
    else if (std::isfinite(info.singularValue))
        text = tr("Vector %1: a singular vector of the gradients stacked up to step %2.").arg(info.index).arg(step);
    else if (info.parameter >= 0)
        text = tr("Vector %1: parameter %2 alone.").arg(info.index).arg(info.parameter);
    else
        text = tr("Vector %1: a random direction, orthogonal to those before it.").arg(info.index);
    if (!info.converged)
        text += QLatin1Char(' ') +
            tr("It has not converged: its residual is above the recipe's tolerance, so part of it may be "
               "noise.");
    if (info.shares.empty())
        return text;
    // The few tensors where most of it lies.
    auto shares = info.shares;
    std::stable_sort(shares.begin(), shares.end(),
        [](const store::TensorShare& a, const store::TensorShare& b) { return a.share > b.share; });
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
    const auto& info = m_basis[vector];
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
        switch (section) {
        case vectorColumn:
            return tr("Vector");
        case kindColumn:
            return tr("Kind");
        case stepColumn:
            return tr("Step");
        case measureColumn:
            if (!m_basis.empty() && std::isfinite(m_basis.front().singularValue))
                return tr("Singular value");
            if (!m_basis.empty() && m_basis.front().parameter >= 0)
                return tr("Size");
            return tr("Eigenvalue");
        case residualColumn:
            return tr("Residual");
        case shareColumn:
            return tr("Share");
        }
    }
    if (role == Qt::ToolTipRole) {
        // The heading itself is cut short in a narrow column.
        const QString heading = headerData(section, orientation, Qt::DisplayRole).toString() + QLatin1Char('\n');
        switch (section) {
        case vectorColumn:
            return heading + tr("The basis vector's number; a click shows its trajectories");
        case kindColumn:
            return heading + tr("How the vector was made: basis.kind of the recipe");
        case stepColumn:
            return heading + tr("The training step at which it was found");
        case measureColumn:
            return heading + tr("Of Hessian eigenvectors the curvature of the loss along the vector at that step; of stacked "
                      "gradients the singular value; of a parameter its absolute value or movement");
        case residualColumn:
            return heading + tr(
                "How far the vector is from a true eigenvector, |PHPb − λb| / |λ|, checked by one explicit "
                "product; ⚠ marks those above the recipe's tolerance");
        case shareColumn:
            return heading + tr("The part of the loss change that lies along this vector; it can be negative");
        }
    }
    return {};
}

}
