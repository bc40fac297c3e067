#pragma once

#include "widgets/models/contexts.h"

#include <QAbstractTableModel>

namespace polcascope::models {

/// A part of a context with one tint.
struct ContextPiece {
    QString text;
    double tint = std::numeric_limits<double>::quiet_NaN(); ///< for theme::diverging; NaN: none
    bool operator==(const ContextPiece&) const = default;
};

/// Tokens in their contexts: 20 tokens before, the token, what follows, its labels, the value that it is coloured by, and
/// its cluster. Scored tokens among those around it have values of their own.
class ContextModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { beforeColumn, tokenColumn, afterColumn, firstLabelColumn };
    enum Role {
        tokenRole = Qt::UserRole, ///< the token's number
        sortRole, ///< a number, or text
        piecesRole, ///< QList<ContextPiece> of the first three columns
        matchRole, ///< the search finds this token
        colourRole, ///< of the token's own cluster, for theme::groupStyle; none where it is in no group
    };

    static constexpr int tokensBefore = 20;

    using QAbstractTableModel::QAbstractTableModel;

    void setList(const ContextList& list);
    void setTint(const TokenTint& tint);
    [[nodiscard]] int rowOf(int token) const; ///< -1 when it is not there
    [[nodiscard]] int valueColumn() const { return firstLabelColumn + labels(); } ///< behind the labels
    [[nodiscard]] int clusterColumn() const { return valueColumn() + 1; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QList<ContextPiece> pieces(std::size_t token, int column) const;
    [[nodiscard]] QString text(std::size_t token, int column) const;
    [[nodiscard]] QVariant number(std::size_t token, int column) const;
    [[nodiscard]] QString explanation(int row) const;
    [[nodiscard]] QVariant alignment(int column) const;
    [[nodiscard]] int labels() const { return table() ? static_cast<int>(table()->labels.size()) : 0; }
    [[nodiscard]] const LabelColumn& label(int column) const;
    [[nodiscard]] const TokenTable* table() const { return m_list.data ? m_list.data->run->tokens.get() : nullptr; }

    ContextList m_list;
    TokenTint m_tint;
};

/// White space made visible: a middle dot for a space, an arrow for a tab, a bent arrow for a new line.
[[nodiscard]] QString visibleText(const std::string& text);

/// What the tint stands for and when: "Loss at 1,840".
[[nodiscard]] QString valueName(const TokenTint& tint);
[[nodiscard]] QString valueHeading(const TokenTint& tint); ///< the same in two lines

}
