#include "widgets/models/basis_comparison.h"

#include "core/base/progress.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <utility>

namespace polcascope::models {

BasisComparison::BasisComparison(QObject* parent)
    : QObject(parent)
{
    connect(&m_work, &Background::runningChanged, this, &BasisComparison::changed);
    connect(&m_work, &Background::progressed, this, &BasisComparison::progressed);
    connect(&m_work, &Background::failed, this, [this](const QString& message) {
        m_problem = message;
        Q_EMIT changed();
    });
}

void BasisComparison::show(const RunSnapshotPointer& run)
{
    const auto before = std::exchange(m_run, run);
    if (before && run && before->path == run->path && before->basis.size() == run->basis.size())
        return;
    m_cosines.reset();
    m_problem.clear();
    m_work.cancel();
    Q_EMIT changed();
}

void BasisComparison::compare(const QString& otherPath)
{
    if (!m_run)
        return;
    m_other = QFileInfo(QDir::cleanPath(otherPath)).completeBaseName();
    m_cosines.reset();
    m_problem.clear();
    m_work.start([this, path = m_run->path, otherPath](const Background::Context& context) {
        const auto open = [](const QString& folder) {
            return store::RunFolder::open(QFile::encodeName(folder).toStdString(), store::RunFolder::Access::read);
        };
        auto cosines = std::make_shared<const analysis::BasisCosines>(
            analysis::basisCosines(open(path), open(otherPath), context.progress));
        context.deliver([this, cosines] {
            m_cosines = cosines;
            Q_EMIT changed();
        });
    });
    Q_EMIT changed(); // also where it was running already
}

void BasisComparison::cancel()
{
    m_work.cancel();
}

}
