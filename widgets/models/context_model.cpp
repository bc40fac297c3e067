#include "widgets/models/context_model.h"

#include <QFont>
#include <QFontDatabase>

#include <algorithm>

namespace polcascope::models {

QString visibleText(const std::string& text)
{
    QString visible = QString::fromStdString(text);
    visible.replace(QLatin1Char(' '), QChar(0x00b7));
    visible.replace(QLatin1Char('\t'), QChar(0x2192));
    visible.replace(QLatin1Char('\n'), QChar(0x21b5));
    return visible;
}

void ContextModel::setTokens(const ClusterTokens& tokens, const std::shared_ptr<const TokenTable>& table)
{
    beginResetModel();
    m_tokens = tokens.tokens;
    m_table = table;
    endResetModel();
}

void ContextModel::clear()
{
    beginResetModel();
    m_tokens.clear();
    m_table.reset();
    endResetModel();
}

int ContextModel::rowOf(int token) const
{
    const auto found = std::find(m_tokens.begin(), m_tokens.end(), token);
    return found == m_tokens.end() ? -1 : static_cast<int>(found - m_tokens.begin());
}

int ContextModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_tokens.size());
}

int ContextModel::columnCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    return firstLabelColumn + (m_table ? static_cast<int>(m_table->labels.size()) : 0);
}

QString ContextModel::text(std::size_t token, int column) const
{
    switch (column) {
    case beforeColumn:
        return visibleText(m_table->before(token, tokensBefore));
    case tokenColumn:
        return visibleText(m_table->text(token));
    case afterColumn:
        return visibleText(m_table->after(token, tokensBefore));
    }
    const LabelColumn& label = m_table->labels[static_cast<std::size_t>(column - firstLabelColumn)];
    return labelName(label.categories[static_cast<std::size_t>(label.values[token])]);
}

QVariant ContextModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto token = static_cast<std::size_t>(m_tokens[static_cast<std::size_t>(index.row())]);
    switch (role) {
    case Qt::DisplayRole:
        return text(token, index.column());
    case Qt::ToolTipRole:
        return tr("Token %1: %2 > %3 < %4")
            .arg(QString::number(token), text(token, beforeColumn), text(token, tokenColumn),
                text(token, afterColumn));
    case Qt::TextAlignmentRole:
        return QVariant(index.column() == beforeColumn ? Qt::AlignRight | Qt::AlignVCenter
                : index.column() == tokenColumn        ? Qt::AlignHCenter | Qt::AlignVCenter
                                                       : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::FontRole:
        if (index.column() <= afterColumn) {
            QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
            font.setBold(index.column() == tokenColumn);
            return font;
        }
        return {};
    case tokenRole:
        return static_cast<int>(token);
    }
    return {};
}

QVariant ContextModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(section == beforeColumn ? Qt::AlignRight | Qt::AlignVCenter
                : section == tokenColumn        ? Qt::AlignHCenter | Qt::AlignVCenter
                                                : Qt::AlignLeft | Qt::AlignVCenter);
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
    return labelName(m_table->labels[static_cast<std::size_t>(section - firstLabelColumn)].name);
}

}
