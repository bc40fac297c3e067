#pragma once

#include <QButtonGroup>
#include <QToolButton>
#include <QTreeView>
#include <QWidget>

#include <initializer_list>

class QHBoxLayout;
class QProgressBar;
class QSortFilterProxyModel;
class QStackedWidget;

namespace polcascope::panels {

/// A button with text only, as in all bars of the window.
[[nodiscard]] QToolButton* textButton(const QString& text, const QString& help, bool checkable);

/// One button of several of which one is down.
template <typename Value> struct Choice {
    Value value;
    QString text;
    QString help;
};

/// A plot and the same in a table, one above the other: F8, or the button, turns from one to the other. On its
/// left there is room for other controls; those added on the left stay there, the others stand beside the button.
class TableTwin : public QWidget {
    Q_OBJECT
public:
    /// `sortRole`: the model's role for numbers.
    TableTwin(QWidget* plot, QAbstractItemModel* model, int sortRole, const QString& tableName,
        QWidget* parent = nullptr);

    [[nodiscard]] QTreeView* table() const { return m_table; }
    [[nodiscard]] bool isTableShown() const;
    void showTable(bool shown);
    /// A row of the model, wherever it is in the table.
    [[nodiscard]] QModelIndex sourceIndex(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex tableIndex(int sourceRow) const;

    void addLeft(QWidget* widget);
    void addLeftSpace();
    void addRight(QWidget* widget);
    /// Buttons on the left, of which that of `now` is down; choose(value) when another is clicked.
    template <typename Value, typename Choose>
    void addChoice(std::initializer_list<Choice<Value>> choices, Value now, const Choose& choose)
    {
        auto* group = new QButtonGroup(this);
        for (const auto& [value, text, help] : choices) {
            auto* button = textButton(text, help, true);
            button->setChecked(value == now);
            group->addButton(button);
            addLeft(button);
            connect(button, &QToolButton::clicked, this, [choose, value = value] { choose(value); });
        }
    }
    /// On the right, in per cent.
    [[nodiscard]] QProgressBar* addProgress(const QString& accessibleName);

private:
    QStackedWidget* m_stack;
    QTreeView* m_table;
    QSortFilterProxyModel* m_sorted;
    QHBoxLayout* m_buttons;
    QToolButton* m_button;
    int m_left = 0; ///< how many there are on the left
};

}
