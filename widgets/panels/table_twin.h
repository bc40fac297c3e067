#pragma once

#include <QTreeView>
#include <QWidget>

class QHBoxLayout;
class QSortFilterProxyModel;
class QStackedWidget;
class QToolButton;

namespace polcascope::panels {

/// A plot and the same in a table, one above the other: F8, or the button, turns from one to the other. Beside
/// that button there is room for others.
class TableTwin : public QWidget {
    Q_OBJECT
public:
    /// `sortRole`: the model's role for numbers.
    TableTwin(QWidget* plot, QAbstractItemModel* model, int sortRole, const QString& tableName,
        QWidget* parent = nullptr);

    [[nodiscard]] QTreeView* table() const { return m_table; }
    [[nodiscard]] QHBoxLayout* buttons() const { return m_buttons; } ///< those on the left come first
    [[nodiscard]] bool isTableShown() const;
    void showTable(bool shown);
    /// A row of the model, wherever it is in the table.
    [[nodiscard]] QModelIndex sourceIndex(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex tableIndex(int sourceRow) const;

private:
    QStackedWidget* m_stack;
    QTreeView* m_table;
    QSortFilterProxyModel* m_sorted;
    QHBoxLayout* m_buttons;
    QToolButton* m_button;
};

/// A button with text only, as in all bars of the window.
[[nodiscard]] QToolButton* textButton(const QString& text, const QString& help, bool checkable);

}
