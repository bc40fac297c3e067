#include "widgets/models/basis_details.h"

#include "core/analysis/checks.h"
#include "core/base/progress.h"

#include <QDir>
#include <QFile>

namespace polcascope::models {

namespace {

const store::Artifact* causalArtifact(const RunSnapshot& run)
{
    return run.manifest.stage(store::Stage::clusterings).find(store::causalPath);
}

bool readTheSame(const RunSnapshotPointer& a, const RunSnapshotPointer& b)
{
    if (!a || !b || a->path != b->path || a->trajectories != b->trajectories)
        return false;
    const auto* first = causalArtifact(*a);
    const auto* second = causalArtifact(*b);
    return first && second ? *first == *second : first == second;
}

std::shared_ptr<const BasisSeries> readSeries(const RunSnapshot& run, const Progress& progress)
{
    auto series = std::make_shared<BasisSeries>();
    const std::size_t vectors = run.trajectories ? run.trajectories->vectors() : 0;
    for (std::size_t k = 0; k < vectors; ++k) {
        progress.report(static_cast<double>(k) / static_cast<double>(vectors));
        series->curvature.push_back(run.trajectories->curvature(k));
        series->curvatureError.push_back(run.trajectories->curvatureError(k));
    }
    if (const auto* artifact = causalArtifact(run)) {
        const auto folder = store::RunFolder::open(QFile::encodeName(run.path).toStdString(), store::RunFolder::Access::read);
        store::CausalCheck check = store::readCausalCheck(folder.verified(*artifact));
        series->causal = { check.firstStep, check.lastStep, std::move(check.removed), analysis::causalMeans(check) };
    }
    return series;
}

}

BasisDetails::BasisDetails(RunView* view, QObject* parent)
    : QObject(parent)
    , m_view(view)
{
    connect(view, &RunView::explainedChanged, this, &BasisDetails::make);
    connect(view, &RunView::choiceChanged, this, [this] {
        if (m_data && m_data->decomposition != m_view->choice().decomposition)
            make();
    });
    connect(&m_work, &Background::failed, this, &BasisDetails::failed);
}

void BasisDetails::show(const RunSnapshotPointer& run)
{
    m_run = run;
    if (!readTheSame(m_readOf, run)) {
        m_series.reset();
        m_readOf = run;
        m_work.cancel();
        if (run)
            m_work.start([this, run](const Background::Context& context) {
                context.deliver([this, series = readSeries(*run, context.progress)] {
                    m_series = series;
                    make();
                });
            });
    }
    make();
}

void BasisDetails::make()
{
    m_data.reset();
    if (m_run) {
        auto data = std::make_shared<BasisData>();
        data->vectors = m_run->basis;
        data->tolerance = m_run->recipe.basis.tolerance;
        data->curvatureExamples = m_run->recipe.trajectories.curvatureExamples;
        data->layout = parameterLayout(modelShape(m_run->recipe));
        if (!m_run->manifest.sample)
            data->command = QStringLiteral("polcascope-engine causal ") + QDir::toNativeSeparators(m_run->path);
        data->decomposition = m_view->choice().decomposition;
        data->decompositionName = decompositionName(data->decomposition);
        if (m_run->trajectories) {
            const auto& steps = m_run->trajectories->steps();
            data->steps = { steps.begin(), steps.end() };
        }
        // What the view knows is of the run that it shows.
        const bool same = m_view->run() && m_view->run()->trajectories == m_run->trajectories;
        if (const auto* explained = m_view->explained(); same && explained) {
            data->explained = *explained;
            data->course = analysis::explainedCourse(*m_view->means(), data->decomposition);
        }
        data->filter = filterVerdicts(data->vectors.size(), data->decomposition,
            data->explained ? &*data->explained : nullptr, m_run->clusterings);
        data->series = m_series;
        m_data = data;
    }
    Q_EMIT changed();
}

}
