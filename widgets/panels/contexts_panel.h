#pragma once

#include "widgets/models/context_model.h"

#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QWidget>

#include <functional>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace polcascope::views {
class TintLegend;
}

namespace polcascope::panels {

/// What do the tokens of a cluster have in common: some of them, in an order that is chosen and named, read in their
/// contexts, and coloured by what happens to them. A search finds those of the cluster or of the whole run.
class ContextsPanel : public QWidget {
    Q_OBJECT
public:
    explicit ContextsPanel(models::Contexts* contexts, QWidget* parent = nullptr);
    [[nodiscard]] const models::Contexts& contexts() const { return *m_contexts; }
    [[nodiscard]] QTreeView* table() const { return m_table; }
    [[nodiscard]] int cluster() const { return m_contexts->list().cluster; } ///< whose tokens are listed, or models::noGroup

    void focusSearch();
    void findNext(); ///< the next row listed that matches becomes the primary token, the first after the last
    void findPrevious();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fillChoices();
    [[nodiscard]] QHBoxLayout* makeSearch();
    void change(const std::function<void(models::ContextChoice&)>& edit);
    void step(int by);
    void showChoice();
    void showList();
    void showTint();
    void layOutColumns();
    void fitColumns();
    void showFound();
    void showWhatIsPossible();
    void showPrimary(int token);
    [[nodiscard]] bool isMatch(int row) const; ///< as shown
    [[nodiscard]] QString headline() const;
    [[nodiscard]] QString emptyReason() const;
    [[nodiscard]] QString orderInWords() const;

    models::Contexts* m_contexts;
    models::ContextModel m_model;
    QSortFilterProxyModel m_sorted;
    QLabel* m_headline;
    QComboBox* m_order;
    QSpinBox* m_seed;
    QComboBox* m_tint;
    views::TintLegend* m_legend;
    QTreeView* m_table;
    QLineEdit* m_search;
    QComboBox* m_scope;
    QLabel* m_found;
    QToolButton* m_select;
    /// How wide a column would be.
    struct Column {
        int section = 0;
        int cells = 0;
        int heading = 0;
    };
    QList<Column> m_columns; ///< that are shown
    models::Tint m_tintShown = models::Tint::none;
};

}
