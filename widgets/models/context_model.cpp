#include "widgets/models/context_model.h"

#include <QFont>
#include <QFontDatabase>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace polcascope::models {

QString visibleText(const std::string& text)
{
    QString visible = QString::fromStdString(text);
    visible.replace(QLatin1Char(' '), QChar(0x00b7));
    visible.replace(QLatin1Char('\t'), QChar(0x2192));
    visible.replace(QLatin1Char('\n'), QChar(0x21b5));
    return visible;
}

QString valueHeading(const TokenTint& tint)
{
    QString heading = valueName(tint);
    if (const auto space = heading.lastIndexOf(u' '); space >= 0)
        heading[space] = u'\n';
    return heading;
}

QString valueName(const TokenTint& tint)
{
    const QString step = QLocale().toString(tint.step, 'f', 0);
    switch (tint.kind) {
    case Tint::none:
        break;
    case Tint::loss:
        return ContextModel::tr("Loss at %1", "a training step").arg(step);
    case Tint::polca:
        return ContextModel::tr("POLCA at %1", "a training step").arg(step);
    case Tint::projectedLoss:
        return ContextModel::tr("Projected at %1", "a training step").arg(step);
    }
    return {};
}

void ContextModel::setList(const ContextList& list)
{
    if (list.data && m_list.data && list.data->run->tokens == m_list.data->run->tokens && list.tokens == m_list.tokens) {
        m_list = list; // the same to read: whoever reads stays where they are
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_list = list;
    endResetModel();
}

void ContextModel::setTint(const TokenTint& tint)
{
    m_tint = tint;
    Q_EMIT headerDataChanged(Qt::Horizontal, valueColumn(), valueColumn());
    if (rowCount() == 0)
        return;
    Q_EMIT dataChanged(index(0, beforeColumn), index(rowCount() - 1, afterColumn));
    Q_EMIT dataChanged(index(0, valueColumn()), index(rowCount() - 1, valueColumn()));
}

int ContextModel::rowOf(int token) const
{
    const auto found = std::find(m_list.tokens.begin(), m_list.tokens.end(), token);
    return found == m_list.tokens.end() ? -1 : static_cast<int>(found - m_list.tokens.begin());
}

int ContextModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_list.tokens.size());
}

int ContextModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : clusterColumn() + 1;
}

const LabelColumn& ContextModel::label(int column) const
{
    return table()->labels[static_cast<std::size_t>(column - firstLabelColumn)];
}

QList<ContextPiece> ContextModel::pieces(std::size_t token, int column) const
{
    const TokenTable& tokens = *table();
    const auto tinted = [&](std::int32_t scored) { return m_tint.share(m_tint.value(scored)); };
    if (column == tokenColumn)
        return { { visibleText(tokens.text(token)), tinted(static_cast<std::int32_t>(token)) } };
    const auto example = static_cast<std::size_t>(tokens.sequence[token]);
    const auto ids = tokens.sequences.row(example);
    const auto place = static_cast<std::size_t>(tokens.position[token]);
    constexpr auto around = static_cast<std::size_t>(tokensBefore);
    const std::size_t begin = column == afterColumn ? place + 1 : place - std::min(place, around);
    const std::size_t end = column == afterColumn ? std::min(ids.size(), begin + around) : place;
    QList<ContextPiece> found;
    for (std::size_t i = begin; i < end; ++i) {
        const QString text = visibleText(tokens.inputVocabulary[static_cast<std::size_t>(ids[i])]);
        const double tint = tinted((*m_list.scored)(example, i));
        if (std::isnan(tint) && !found.isEmpty() && std::isnan(found.last().tint))
            found.last().text += text;
        else
            found.append({ text, tint });
    }
    return found;
}

QString ContextModel::text(std::size_t token, int column) const
{
    const QLocale locale;
    switch (column) {
    case beforeColumn:
        return visibleText(table()->before(token, tokensBefore));
    case tokenColumn:
        return visibleText(table()->text(token));
    case afterColumn:
        return visibleText(table()->after(token, tokensBefore));
    }
    if (column == valueColumn()) {
        const double value = m_tint.value(static_cast<std::int32_t>(token));
        return std::isnan(value) ? QString() : locale.toString(value, 'g', 3);
    }
    if (column == clusterColumn()) {
        const ClusterInfo* cluster = m_list.data->cluster(m_list.data->clustering->labels[token]);
        return !cluster                    ? QString()
            : cluster->id == store::noise ? cluster->name
                                          : locale.toString(cluster->number + 1);
    }
    const LabelColumn& own = label(column);
    const std::int32_t category = own.values[token];
    return category == own.without ? QStringLiteral("–") : labelName(own.categories[static_cast<std::size_t>(category)]);
}

/// What a column is sorted by; labels in the order of their categories.
QVariant ContextModel::number(std::size_t token, int column) const
{
    if (column == valueColumn())
        return m_tint.value(static_cast<std::int32_t>(token));
    if (column == clusterColumn())
        return m_list.data->clustering->labels[token];
    return column < firstLabelColumn ? QVariant(text(token, column)) : QVariant(label(column).values[token]);
}

QString ContextModel::explanation(int row) const
{
    const QLocale locale;
    const auto number = [&](double value) { return locale.toString(value, 'g', 4); };
    const auto token = static_cast<std::size_t>(m_list.tokens[static_cast<std::size_t>(row)]);
    QStringList lines { tr("Token %1: %2 > %3 < %4")
                            .arg(QString::number(token), text(token, beforeColumn), text(token, tokenColumn),
                                text(token, afterColumn)) };
    if (const double value = m_tint.value(static_cast<std::int32_t>(token)); !std::isnan(value))
        lines << tr("%1: %2 nats", "value at a training step").arg(valueName(m_tint), number(value));
    if (const ClusterInfo* cluster = m_list.data->cluster(m_list.data->clustering->labels[token]); !cluster)
        lines << tr("In no cluster: it was not to be clustered.");
    else if (cluster->id == store::noise)
        lines << tr("An outlier: in no cluster.");
    else
        lines << tr("In %1, with a membership probability of %2")
                     .arg(cluster->fullName(),
                         number(static_cast<double>(m_list.data->clustering->probabilities[token])));
    if (m_list.keys.empty())
        return lines.join(QLatin1Char('\n'));
    const QString key = number(m_list.keys[static_cast<std::size_t>(row)]);
    switch (m_list.choice.order) {
    case analysis::ContextOrder::medoid:
        lines << tr("Distance to the medoid: %1").arg(key);
        break;
    case analysis::ContextOrder::centroid:
    case analysis::ContextOrder::quantiles:
    case analysis::ContextOrder::outliers:
        lines << tr("Distance to the centroid: %1").arg(key);
        break;
    case analysis::ContextOrder::polca:
        lines << (std::isnan(m_list.step)
                ? tr("Largest |POLCA| of training: %1 nats").arg(key)
                : tr("|POLCA| at step %1: %2 nats").arg(locale.toString(m_list.step, 'f', 0), key));
        break;
    case analysis::ContextOrder::boundary:
    case analysis::ContextOrder::random:
    case analysis::ContextOrder::selection:
        break;
    }
    return lines.join(QLatin1Char('\n'));
}

QVariant ContextModel::alignment(int column) const
{
    const auto across = column == beforeColumn || column == valueColumn() ? Qt::AlignRight
        : column == tokenColumn                                           ? Qt::AlignHCenter
                                                                          : Qt::AlignLeft;
    return QVariant(across | Qt::AlignVCenter);
}

QVariant ContextModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto token = static_cast<std::size_t>(m_list.tokens[static_cast<std::size_t>(index.row())]);
    switch (role) {
    case Qt::DisplayRole:
        return text(token, index.column());
    case Qt::ToolTipRole:
        return explanation(index.row());
    case Qt::TextAlignmentRole:
        return alignment(index.column());
    case Qt::FontRole:
        if (index.column() <= afterColumn) {
            QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
            font.setBold(index.column() == tokenColumn);
            return font;
        }
        return {};
    case tokenRole:
        return static_cast<int>(token);
    case sortRole:
        return number(token, index.column());
    case piecesRole:
        return index.column() <= afterColumn ? QVariant::fromValue(pieces(token, index.column())) : QVariant();
    case matchRole:
        return m_list.isMatch(static_cast<std::int32_t>(token));
    case colourRole:
        if (const ClusterInfo* cluster = m_list.data->cluster(m_list.data->clustering->labels[token]))
            return cluster->colour;
        return {};
    }
    return {};
}

QVariant ContextModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(section);
    if (role == Qt::ToolTipRole)
        return section == valueColumn() ? QStringLiteral("%1. %2").arg(valueName(m_tint),
                                              tr("Of the token itself, in nats: at the step of the cursor, or at the end of "
                                                 "training where there is none"))
                                        : headerData(section, orientation, Qt::DisplayRole);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case beforeColumn:
        return tr("Before");
    case tokenColumn:
        return tr("Token");
    case afterColumn:
        return tr("After");
    }
    return section == valueColumn() ? valueHeading(m_tint)
        : section == clusterColumn() ? tr("Cluster")
                                     : labelName(label(section).name);
}

}
