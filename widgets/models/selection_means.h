#pragma once

#include "widgets/models/background.h"
#include "widgets/models/cluster_selection.h"

#include <map>

namespace polcascope::models {

/// The mean curve of the tokens selected, for plots of different values, computed in the background.
class SelectionMeans : public QObject {
    Q_OBJECT
public:
    explicit SelectionMeans(ClusterSelection* selection, QObject* parent = nullptr);

    using Rows = std::shared_ptr<const Matrix<float>>; ///< [rows, N], or null
    void setRows(int plot, const Rows& rows); ///< what the plot of that number shows
    void setRows(std::initializer_list<Rows> all); ///< of the plots from 0
    void clear(); ///< no plot shows anything
    void setWanted(bool wanted); ///< nothing is computed while they are not

Q_SIGNALS:
    void ready(int plot, const QVector<double>& mean, const QString& name); ///< as long as the rows; empty: none

private:
    void ask();

    ClusterSelection* m_selection;
    std::map<int, Rows> m_rows;
    bool m_wanted = true;
    Background m_work;
};

}
