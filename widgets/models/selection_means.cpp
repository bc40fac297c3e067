#include "widgets/models/selection_means.h"

#include <QThread>

#include <utility>

namespace polcascope::models {

SelectionMeans::SelectionMeans(ClusterSelection* selection, QObject* parent)
    : QObject(parent)
    , m_selection(selection)
{
    connect(selection, &ClusterSelection::shownTokensChanged, this, &SelectionMeans::ask);
}

void SelectionMeans::setRows(int plot, const Rows& rows)
{
    m_rows[plot] = rows;
    ask();
}

void SelectionMeans::setRows(std::initializer_list<Rows> all)
{
    for (const Rows& rows : all)
        m_rows[static_cast<int>(&rows - all.begin())] = rows;
    ask();
}

void SelectionMeans::clear()
{
    m_work.cancel();
    m_rows.clear();
}

void SelectionMeans::setWanted(bool wanted)
{
    if (std::exchange(m_wanted, wanted) != wanted)
        ask();
}

void SelectionMeans::ask()
{
    if (!m_wanted)
        return m_work.cancel();
    const TokenSet& set = m_selection->shownTokens();
    if (set.isEmpty()) {
        m_work.cancel();
        for (const auto& [plot, rows] : m_rows)
            Q_EMIT ready(plot, {}, {});
        return;
    }
    m_work.start([this, tokens = set.tokens, all = m_rows](const Background::Context& context) {
        for (const auto& [plot, rows] : all) {
            QVector<double> mean;
            if (rows && static_cast<std::size_t>(tokens.last()) < rows->columns())
                mean = meanCurve(*rows, tokens, QThread::idealThreadCount(), context.progress);
            const QString name = tr("mean of %Ln token(s) selected", nullptr, static_cast<int>(tokens.size()));
            context.deliver([this, plot = plot, mean, name] { Q_EMIT ready(plot, mean, name); });
        }
    });
}

}
