#pragma once

#include "widgets/models/run_view.h"

#include <QAbstractTableModel>

namespace polcascope::models {

/// The tokens of a cluster in their contexts: 20 tokens before, the token, what follows, and its labels.
class ContextModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { beforeColumn, tokenColumn, afterColumn, firstLabelColumn };
    enum Role { tokenRole = Qt::UserRole }; ///< the token's number

    static constexpr int tokensBefore = 20;

    using QAbstractTableModel::QAbstractTableModel;

    void setTokens(const ClusterTokens& tokens, const std::shared_ptr<const TokenTable>& table);
    void clear();
    [[nodiscard]] int rowOf(int token) const; ///< -1 when it is not there

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(std::size_t token, int column) const;

    std::vector<std::int32_t> m_tokens;
    std::shared_ptr<const TokenTable> m_table;
};

/// White space made visible: a middle dot for a space, an arrow for a tab, a bent arrow for a new line.
[[nodiscard]] QString visibleText(const std::string& text);

}
