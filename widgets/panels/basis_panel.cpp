#include "widgets/panels/basis_panel.h"

#include "widgets/panels/linking.h"

#include <QHeaderView>
#include <QVBoxLayout>

namespace polcascope::panels {

using models::BasisModel;
using models::RunView;

BasisPanel::BasisPanel(RunView* view, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_known(new KnownLine(QStringLiteral("basisKnown")))
    , m_table(new QTreeView)
{
    m_table->setObjectName("basisTable");
    m_table->setAccessibleName(tr("Basis vectors"));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAlternatingRowColors(true);
    m_table->setModel(&m_model);
    m_table->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->header()->setStretchLastSection(true);
    m_table->header()->setMinimumSectionSize(20);
    enableCopying(m_table);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_known);
    layout->addWidget(m_table);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& current) {
            if (!current.isValid() || current.row() == m_view->choice().vector)
                return;
            auto choice = m_view->choice();
            choice.setVector(current.row());
            m_view->setChoice(choice);
        });
    connect(view, &RunView::choiceChanged, this, &BasisPanel::showChoice);
    connect(view, &RunView::explainedChanged, this, [this] { m_model.setExplained(m_view->explained()); });
}

void BasisPanel::showRun(const models::RunSnapshotPointer& run)
{
    m_known->showRun(run);
    m_model.setBasis(run ? run->basis : std::vector<store::BasisVectorInfo> {});
    m_model.setExplained(m_view->explained());
    // What is the same of all takes no room: the help of each says it.
    const auto kind = [this](int row) { return m_model.index(row, BasisModel::kindColumn).data(); };
    bool kinds = false;
    for (int row = 1; row < m_model.rowCount(); ++row)
        kinds = kinds || kind(row) != kind(0);
    m_table->setColumnHidden(BasisModel::kindColumn, !kinds);
    showChoice();
}

void BasisPanel::showChoice()
{
    const QModelIndex index = m_model.index(m_view->choice().vector, 0);
    if (index.isValid() && m_table->currentIndex().row() != index.row())
        m_table->setCurrentIndex(index);
}

}
