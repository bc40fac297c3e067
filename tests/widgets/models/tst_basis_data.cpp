#include "core/store/check_files.h"
#include "tests/support/synthetic_run.h"
#include "widgets/models/basis_data.h"
#include "widgets/models/curve_model.h"

#include "core/analysis/checks.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace polcascope;
using models::BasisData;
using models::BasisQuantity;
using models::Course;
using models::VectorGrid;
using models::VectorGridCell;
using models::WeightGroups;
using State = models::FilterVerdict::State;
using store::Decomposition;

// Everything is held against what the run's files hold, or what the made-up run was made of.
class tst_basis_data : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::vector<store::BasisVector> m_stored;
    store::TrajectorySet m_trajectories;
    std::map<store::ClusteringKey, std::shared_ptr<const store::Clustering>> m_clusterings;
    BasisData m_data;

    static constexpr auto fatal = QAbstractItemModelTester::FailureReportingMode::QtTest;
    static constexpr std::size_t vectors = 4;

    [[nodiscard]] static int columnOf(const VectorGrid& grid, const QString& key)
    {
        for (std::size_t column = 0; column < grid.columns.size(); ++column)
            if (grid.columns[column].key == key)
                return static_cast<int>(column);
        return -1;
    }
    [[nodiscard]] static bool near(double a, double b, double tolerance = 1e-9) { return std::abs(a - b) <= tolerance; }

    void decompose(BasisData& data, Decomposition decomposition) const
    {
        const auto means = analysis::meanTrajectories(m_trajectories);
        data.decomposition = decomposition;
        data.explained = analysis::explained(means, decomposition);
        data.course = analysis::explainedCourse(means, decomposition);
        data.filter = models::filterVerdicts(vectors, decomposition, &*data.explained, m_clusterings);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        const auto path = m_folder.filePath("a.polca").toStdString();
        support::writeSyntheticRun(path);
        const auto folder = store::RunFolder::open(path, store::RunFolder::Access::read);
        for (const store::Artifact& artifact : store::artifacts(folder.manifest(), store::Stage::basis))
            m_stored.push_back(store::readBasisVector(folder.verified(artifact)));
        QCOMPARE(m_stored.size(), vectors);
        m_trajectories = store::TrajectorySet(folder);
        for (auto& clustering : store::readClusterings(folder)) {
            const auto key = clustering.key;
            m_clusterings[key] = std::make_shared<store::Clustering>(std::move(clustering));
        }
        m_data.vectors = store::readBasisInfo(folder);
        m_data.tolerance = folder.recipe().basis.tolerance;
        m_data.curvatureExamples = 25;
        m_data.layout = parameterLayout(modelShape(folder.recipe()));
        m_data.command = "polcascope-engine causal a.polca";
        m_data.decompositionName = "trapezoid";
        m_data.steps = { m_trajectories.steps().begin(), m_trajectories.steps().end() };
        decompose(m_data, Decomposition::trapezoid);
        auto series = std::make_shared<models::BasisSeries>();
        for (std::size_t k = 0; k < vectors; ++k) {
            series->curvature.push_back(m_trajectories.curvature(k));
            series->curvatureError.push_back(m_trajectories.curvatureError(k));
        }
        series->causal = { 0, 95, { 1, 2, 3, -4 }, { 0.5, 0.25, -0.125, 0 } };
        m_data.series = series;
    }

    void theValuesOfEachVectorAreThoseStored()
    {
        const VectorGrid grid = models::quantityGrid(m_data);
        QCOMPARE(grid.rows, QStringList({ "0", "1", "2", "3" }));
        QCOMPARE(grid.vectors, qsizetype(4));
        const auto value = [&](std::size_t k, const char* key) { return grid.cell(int(k), columnOf(grid, key)).value; };
        const auto text = [&](std::size_t k, const char* key) { return grid.cell(int(k), columnOf(grid, key)).text; };
        for (std::size_t k = 0; k < vectors; ++k) {
            QCOMPARE(value(k, "step"), double(m_stored[k].step));
            QCOMPARE(value(k, "eigenvalue"), 50.0 / double(k + 1));
            QCOMPARE(value(k, "residual"), 1e-4);
            // Everything along one vector again, from the tokens.
            const Matrix<float> projected = analysis::quantity(m_trajectories,
                { .quantity = store::Quantity::projectedLoss, .decomposition = Decomposition::trapezoid, .vector = int(k) });
            QVERIFY(near(value(k, "mean projected loss"), analysis::meanOver(projected).back(), 1e-6));
            const Matrix<float> loss = m_trajectories.loss();
            const double change = analysis::meanOver(loss).back() - analysis::meanOver(loss).front();
            QVERIFY(near(value(k, "share of the loss change"), value(k, "mean projected loss") / change));
            QCOMPARE(value(k, "mean loss change without its movement"), m_data.series->causal->change[k]);
        }
        double along = 0;
        for (std::size_t k = 0; k < vectors; ++k)
            along += value(k, "share of the squared movement");
        QVERIFY(near(along, 0.05, 1e-12)); // as the run is made
        QCOMPARE(text(0, "eigenvalue"), "50");
        QCOMPARE(text(0, "residual"), "1e-04");
        QVERIFY(grid.describe(0, columnOf(grid, "eigenvalue")).contains("top direction of the Hessian at step"));
        QVERIFY(grid.describe(0, columnOf(grid, "mean loss change without its movement")).contains("0.5 nats higher"));
        QVERIFY(grid.describe(2, columnOf(grid, "mean loss change without its movement")).contains("0.125 nats lower"));
        QVERIFY(grid.summary.contains("4 basis vector(s). All have converged."));
        QVERIFY2(grid.summary.contains("at most 50, vector 0"), qPrintable(grid.summary));
    }

    void barsBeginAtZeroAndAreAsLongAsTheValues()
    {
        const VectorGrid grid = models::quantityGrid(m_data);
        const int eigenvalue = columnOf(grid, "eigenvalue");
        QCOMPARE(grid.columns[std::size_t(eigenvalue)].zero, 0.0);
        QCOMPARE(grid.cell(0, eigenvalue).to, 1.0);
        QVERIFY(near(grid.cell(1, eigenvalue).to, 0.5));
        const int causal = columnOf(grid, "mean loss change without its movement");
        QVERIFY(near(grid.columns[std::size_t(causal)].zero, 0.2)); // from -0.125 to 0.5
        QVERIFY(near(grid.cell(0, causal).from, 0.2) && near(grid.cell(0, causal).to, 1));
        QVERIFY(near(grid.cell(2, causal).from, 0) && near(grid.cell(2, causal).to, 0.2));
    }

    void aVectorThatHasNotConvergedIsMarkedAndSaid()
    {
        BasisData data = m_data;
        data.vectors[1].converged = false;
        data.vectors[1].residual = 0.02;
        const VectorGrid grid = models::quantityGrid(data);
        const VectorGridCell& residual = grid.cell(1, columnOf(grid, "residual"));
        QCOMPARE(residual.text, QStringLiteral("⚠ 2e-02"));
        QCOMPARE(residual.to, 1.0); // beyond the tolerance
        QVERIFY(residual.colour != grid.cell(0, columnOf(grid, "residual")).colour);
        QVERIFY(grid.cell(1, columnOf(grid, "eigenvalue")).colour < 0);
        QVERIFY(grid.describe(1, columnOf(grid, "residual")).contains("has not converged"));
        QVERIFY(grid.describe(1, columnOf(grid, "residual")).contains("tolerance is 0.001"));
        QVERIFY2(grid.summary.contains("Not converged: 1."), qPrintable(grid.summary));
    }

    void theFiltersVerdictIsThatOfTheClusterings()
    {
        const VectorGrid grid = models::quantityGrid(m_data);
        const int filter = columnOf(grid, "kept by the 2026 rules");
        for (std::size_t k = 0; k < vectors; ++k) {
            const auto& clustering = *m_clusterings.at({ store::Rules::y2026, store::Quantity::projectedLoss,
                Decomposition::trapezoid, int(k), -1, {} });
            QCOMPARE(m_data.filter[k].state, clustering.skipped ? State::skipped : State::kept);
            QCOMPARE(grid.cell(int(k), filter).value, clustering.skipped ? 0.0 : 1.0);
            QCOMPARE(grid.cell(int(k), filter).text, clustering.skipped ? "left out" : "kept");
            const QString why = grid.describe(int(k), filter);
            QVERIFY2(why.contains(clustering.skipped ? "does not fall, but ends at" : "falls, to"), qPrintable(why));
            if (!clustering.skipped) {
                qint64 left = 0;
                for (const auto label : clustering.labels)
                    left += label == store::filteredOut;
                QCOMPARE(m_data.filter[k].tokens, left);
            }
        }
        QCOMPARE(m_data.filter.back().state, State::skipped); // along the last all tokens rise
        // Without clusterings the mean says the same.
        const auto byMean = models::filterVerdicts(vectors, Decomposition::trapezoid, &*m_data.explained, {});
        for (std::size_t k = 0; k < vectors; ++k) {
            QCOMPARE(byMean[k].state, m_data.filter[k].state);
            QCOMPARE(byMean[k].tokens, qint64(-1));
        }
        QCOMPARE(models::filterVerdicts(1, Decomposition::trapezoid, nullptr, {})[0].state, State::unknown);
    }

    void whatIsNotKnownIsLeftOpenAndSaysWhatToDo()
    {
        BasisData data = m_data;
        data.explained.reset();
        data.course.reset();
        data.filter = models::filterVerdicts(vectors, data.decomposition, nullptr, {});
        data.series = std::make_shared<models::BasisSeries>();
        const VectorGrid grid = models::quantityGrid(data);
        for (const char* key : { "mean projected loss", "share of the squared movement", "mean loss change without its movement" })
            QVERIFY(grid.cell(0, columnOf(grid, key)).fill == VectorGridCell::Fill::missing);
        QVERIFY(grid.describe(0, columnOf(grid, "mean projected loss")).contains("once the trajectories are complete"));
        QVERIFY(grid.describe(0, columnOf(grid, "kept by the 2026 rules")).contains("once the trajectories are complete"));
        QVERIFY(grid.describe(0, columnOf(grid, "mean loss change without its movement")).contains("polcascope-engine causal"));
        data.command.clear();
        QVERIFY(models::quantityGrid(data).describe(0, columnOf(grid, "mean loss change without its movement")).contains("sample"));
        QVERIFY(models::movementCurves(data, 0, Course::soFar).isEmpty());
        QVERIFY(models::explainedCurves(data, 0, Course::soFar).isEmpty());
        QVERIFY(models::curvatureCurves(data, 0).isEmpty());
        QVERIFY(models::explainedNumbers(data, 0, Course::soFar).isEmpty());
        QVERIFY(models::quantityGrid({}).isEmpty() && models::weightGrid({}, WeightGroups::layers).isEmpty());
    }

    void sharesOfTheTensorsAreThoseOfTheVectors()
    {
        const VectorGrid tensors = models::weightGrid(m_data, WeightGroups::tensors);
        const VectorGrid layers = models::weightGrid(m_data, WeightGroups::layers);
        QCOMPARE(tensors.columns.size(), m_data.layout.size());
        for (std::size_t k = 0; k < vectors; ++k) {
            std::map<QString, double> byLayer;
            for (std::size_t i = 0; i < m_data.layout.size(); ++i) {
                const ParameterTensor& tensor = m_data.layout[i];
                double share = 0;
                for (std::int64_t j = tensor.offset; j < tensor.offset + tensor.size; ++j)
                    share += std::pow(double(m_stored[k].vector[std::size_t(j)]), 2);
                QVERIFY(near(tensors.cell(int(k), int(i)).value, share, 1e-6));
                byLayer[tensor.name.find("_embedding") != std::string::npos ? "embeddings"
                        : tensor.name.starts_with("blocks.0.")              ? "blocks.0"
                                                                            : "output"] += share;
            }
            QCOMPARE(layers.columns.size(), std::size_t(3));
            for (const auto& [key, share] : byLayer)
                QVERIFY(near(layers.cell(int(k), columnOf(layers, key)).value, share, 1e-6));
        }
        const int query = columnOf(tensors, "blocks.0.attention.query.weight");
        QCOMPARE(tensors.columns[std::size_t(query)].label, "0.query");
        QCOMPARE(tensors.columns[std::size_t(query) + 1].label, "0.query bias");
        // Layers are divided by lines, at their first tensors.
        int lines = 0;
        for (const auto& column : tensors.columns)
            lines += column.begins;
        QCOMPARE(lines, 2);
        QVERIFY(tensors.columns[std::size_t(columnOf(tensors, "blocks.0.norm1.weight"))].begins);
        const QString words = tensors.describe(2, query);
        QVERIFY2(words.contains("Vector 2, step") && words.contains("blocks.0.attention.query.weight") && words.contains("of the parameters"),
            qPrintable(words));
        // Of a random direction as much as there are parameters: that is what it is held against.
        const auto size = double(m_data.layout[std::size_t(query)].size) /
            double(m_data.layout.back().offset + m_data.layout.back().size);
        QVERIFY(words.contains(QLocale().toString(100 * size, 'f', 1) + " % of the parameters"));
    }

    void withoutSharesThereIsNothingToSee()
    {
        BasisData data = m_data;
        for (auto& info : data.vectors)
            info.shares.clear();
        QVERIFY(models::weightGrid(data, WeightGroups::layers).isEmpty());
        data.vectors[0].shares = m_data.vectors[0].shares;
        const VectorGrid grid = models::weightGrid(data, WeightGroups::layers);
        QVERIFY(grid.cell(0, 0).fill == VectorGridCell::Fill::tint);
        QVERIFY(grid.cell(1, 0).fill == VectorGridCell::Fill::missing);
        QVERIFY(grid.describe(1, 0).contains("does not say"));
    }

    void theCurvatureIsDrawnWithItsError()
    {
        const auto curves = models::curvatureCurves(m_data, 2);
        QCOMPARE(curves.groups.size(), 4);
        QCOMPARE(curves.steps.size(), qsizetype(m_trajectories.checkpoints()));
        for (std::size_t k = 0; k < vectors; ++k)
            for (qsizetype t = 0; t < curves.steps.size(); ++t) {
                const double lambda = 50.0 / double(k + 1) * std::exp(-double(t) / double(curves.steps.size() - 1));
                const auto& group = curves.groups[qsizetype(k)];
                QVERIFY(near(group.centre[t], lambda, 1e-9));
                QVERIFY(near(group.low[t], 0.9 * lambda, 1e-9) && near(group.high[t], 1.1 * lambda, 1e-9));
            }
        QCOMPARE(curves.markedSteps, QVector<double> { double(m_stored[2].step) });
        QVERIFY(models::summary(curves).contains("vector 3: from 12.5"));
        QVERIFY(!models::summary(curves).contains("token"));
    }

    void sharesOverTrainingAreThoseOfEachIntervalOrOfAllSoFar()
    {
        for (const Course course : { Course::eachStep, Course::soFar }) {
            const auto movement = models::movementCurves(m_data, 1, course);
            QCOMPARE(movement.groups.size(), 2);
            QCOMPARE(movement.steps.size(), qsizetype(m_trajectories.checkpoints()) - 1);
            QCOMPARE(movement.steps.first(), m_data.steps[1]);
            for (const double share : movement.groups[0].centre)
                QVERIFY(near(share, 5, 1e-9)); // per cent: a twentieth throughout
        }
        const auto p = m_trajectories.weightProjection(1);
        QVERIFY(near(models::movementCurves(m_data, 1, Course::eachStep).groups[1].centre[3],
            100 * p[3] * p[3] / m_trajectories.movementSquared()[3]));
        const auto soFar = models::explainedCurves(m_data, 1, Course::soFar);
        QVERIFY(near(soFar.groups[0].centre.last(), 100 * m_data.explained->share(), 1e-9));
        QVERIFY(near(soFar.groups[1].centre.last(), 100 * m_data.explained->perVector[1] / m_data.explained->trueChange, 1e-9));
        const Matrix<float> loss = m_trajectories.loss();
        const auto mean = analysis::meanOver(loss);
        const auto part = analysis::meanOver(analysis::polca(analysis::vectorTrajectories(m_trajectories, 1), Decomposition::trapezoid));
        const auto each = models::explainedCurves(m_data, 1, Course::eachStep);
        for (qsizetype t = 0; t < each.steps.size(); ++t) {
            const auto i = std::size_t(t);
            const double share = 100 * part[i] / (mean[i + 1] - mean[i]);
            if (std::abs(share) < models::largestShare)
                QVERIFY(near(each.groups[1].centre[t], share, 1e-3));
        }
    }

    void whereTheLossHardlyChangedNothingIsDrawnAndItIsSaid()
    {
        BasisData data = m_data;
        data.course->trueChange[4] = -1e-9;
        const auto before = models::explainedCurves(m_data, 0, Course::eachStep);
        const auto curves = models::explainedCurves(data, 0, Course::eachStep);
        QVERIFY(std::isnan(curves.groups[0].centre[4]));
        QVERIFY2(curves.note.contains("not drawn"), qPrintable(curves.note));
        QVERIFY(curves.groups[0].centre[3] == before.groups[0].centre[3]);
        const auto numbers = models::explainedNumbers(data, 0, Course::eachStep);
        QVERIFY(std::isfinite(numbers.groups[2].centre[4])); // the table has it
        QCOMPARE(numbers.groups[0].centre[4], -1e-9);
    }

    void fisherHasNoSharesAndNoFilter()
    {
        BasisData data = m_data;
        decompose(data, Decomposition::fisher);
        QVERIFY(models::explainedCurves(data, 0, Course::soFar).emptyReason.contains("Fisher"));
        QVERIFY(!models::movementCurves(data, 0, Course::soFar).isEmpty());
        const VectorGrid grid = models::quantityGrid(data);
        QCOMPARE(grid.cell(0, columnOf(grid, "kept by the 2026 rules")).text, "no filter");
        QVERIFY(grid.cell(0, columnOf(grid, "mean projected loss")).fill == VectorGridCell::Fill::missing);
        QVERIFY(grid.describe(0, columnOf(grid, "mean projected loss")).contains("Fisher"));
        QCOMPARE(models::explainedNumbers(data, 0, Course::soFar).groups.size(), 3);
    }

    void cosinesAndSpansOfAnotherBasis()
    {
        analysis::BasisCosines cosines;
        cosines.rows.assign(m_data.vectors.begin(), m_data.vectors.begin() + 2);
        cosines.columns.assign(m_data.vectors.begin(), m_data.vectors.begin() + 3);
        cosines.cosine = Matrix<double>(2, 3);
        cosines.cosine(1, 2) = -0.8;
        cosines.cosine(0, 0) = 0.6;
        cosines.rowInSpan = { 0.36, 0.64 };
        cosines.columnInSpan = { 0.36, 0, 0.64 };
        const VectorGrid grid = models::cosineGrid(cosines, "other");
        QCOMPARE(grid.rows, QStringList({ "0", "1", "in span" }));
        QCOMPARE(grid.vectors, qsizetype(2));
        QCOMPARE(grid.cell(1, 2).value, -0.8);
        QCOMPARE(grid.cell(1, 2).text, "0.80"); // the sign means nothing
        QCOMPARE(grid.cell(1, 2).to, 0.8);
        QCOMPARE(grid.cell(1, 3).value, 0.64);
        QCOMPARE(grid.cell(2, 0).value, 0.36);
        QVERIFY(grid.columns[3].begins);
        QVERIFY(grid.describe(1, 2).contains("cosine -0.800"));
        QVERIFY(grid.describe(1, 3).contains("64.0 %") && grid.describe(2, 2).contains("64.0 %"));
        QVERIFY2(grid.summary.contains("vector 1 here and 2 there: cosine -0.80") && grid.summary.contains("50 %"), qPrintable(grid.summary));
        QCOMPARE(models::table(grid).text(','),
            "vector,cosine with 0,cosine with 1,cosine with 2,in span\n0,0.6,0,0,0.36\n1,0,0,-0.8,0.64\nin span,0.36,0,0.64,\n");
    }

    void theTablesAreProperModels()
    {
        models::VectorGridModel grid;
        const QAbstractItemModelTester gridTester(&grid, fatal);
        grid.setData(std::make_shared<const VectorGrid>(models::quantityGrid(m_data)));
        QCOMPARE(grid.rowCount(), 4);
        QCOMPARE(grid.columnCount(), 9);
        QCOMPARE(grid.index(2, 0).data().toString(), "2");
        QCOMPARE(grid.index(1, 2).data().toString(), "25");
        QCOMPARE(grid.index(1, 2).data(models::VectorGridModel::sortRole).toDouble(), 25.0);
        QCOMPARE(grid.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), "Eigenvalue");
        QVERIFY(!grid.headerData(2, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
        grid.setData(nullptr);
        QCOMPARE(grid.rowCount(), 0);

        models::CurveModel curves;
        const QAbstractItemModelTester curveTester(&curves, fatal);
        curves.setData(models::curvatureCurves(m_data, 0));
        QCOMPARE(curves.rowCount(), int(m_trajectories.checkpoints()));
        QCOMPARE(curves.columnCount(), 1 + 3 * 4);
        QCOMPARE(curves.index(1, 0).data().toString(), "5");
        QCOMPARE(curves.index(0, 4).data().toString(), "25");
        QCOMPARE(curves.headerData(4, Qt::Horizontal, Qt::DisplayRole).toString(), "vector 1");
        QVERIFY(curves.headerData(5, Qt::Horizontal, Qt::DisplayRole).toString().startsWith("vector 1"));
        QCOMPARE(curves.index(0, 5).data().toString(), "22.5");
        curves.setData({});
        QCOMPARE(curves.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_basis_data)
#include "tst_basis_data.moc"
