#include "core/store/clustering_file.h"
#include "core/store/hdf_file.h"
#include "core/store/run_files.h"
#include "core/task/arithmetic.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

#include <atomic>
#include <thread>

using namespace polcascope;
using namespace polcascope::store;

class TestHdfFile : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::filesystem::path path(const char* name) const { return m_folder.filePath(name).toStdString(); }

private Q_SLOTS:
    void tokensReadBackAsWritten()
    {
        Recipe recipe;
        recipe.task.validationExamples = 20;
        const TokenTable tokens = task::Arithmetic(recipe).tokens();
        writeTokens(path("tokens.h5"), tokens);
        const TokenTable read = readTokens(path("tokens.h5"));
        QVERIFY(read.sequences == tokens.sequences);
        QCOMPARE(read.inputVocabulary, tokens.inputVocabulary);
        QCOMPARE(read.outputVocabulary, tokens.outputVocabulary);
        QCOMPARE(read.sequence, tokens.sequence);
        QCOMPARE(read.position, tokens.position);
        QCOMPARE(read.output, tokens.output);
        QVERIFY(read.labels == tokens.labels);
    }

    void whatIsPackedReadsBackAsWrittenAndIsSmaller()
    {
        Recipe recipe;
        recipe.task.validationExamples = 500;
        const TokenTable tokens = task::Arithmetic(recipe).tokens();
        writeTokens(path("plain.h5"), tokens);
        writeTokens(path("packed.h5"), tokens, Packing::deflate);
        QVERIFY(readTokens(path("packed.h5")).sequences == tokens.sequences);
        QVERIFY(readTokens(path("packed.h5")).labels == tokens.labels);
        QVERIFY(std::filesystem::file_size(path("packed.h5")) < std::filesystem::file_size(path("plain.h5")) / 2);
        QTest::qSleep(1100); // a time that got into the file would be another
        writeTokens(path("again.h5"), tokens, Packing::deflate);
        const auto bytes = [&](const char* name) {
            QFile file(QString::fromStdString(path(name).string()));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QCOMPARE(bytes("again.h5"), bytes("packed.h5"));

        // Three dimensions are packed index by index, as they are read.
        HdfWriter writer(path("cube.h5"), "test", 1, Packing::deflate);
        writer.begin("cube", { 3, 20, 50 }, "1", "numbers");
        std::vector<float> slab(1000);
        for (std::size_t k = 0; k < 3; ++k) {
            for (std::size_t i = 0; i < slab.size(); ++i)
                slab[i] = std::sin(float(1000 * k + i));
            writer.fill("cube", k, slab);
        }
        writer.write("small", std::vector<double> { std::nan(""), -0.0 }, "1", "too little to pack");
        writer.close();
        const HdfReader reader(path("cube.h5"), "test", 1);
        std::vector<float> read(1000);
        reader.readSlab<float>("cube", 2, read);
        QCOMPARE(read, slab);
        QVERIFY(std::isnan(reader.read<double>("small")[0]));
    }

    void tokensWhoseNumbersDoNotFitAreRefused()
    {
        Recipe recipe;
        recipe.task.validationExamples = 2;
        TokenTable tokens = task::Arithmetic(recipe).tokens();
        tokens.sequence[3] = 99;
        writeTokens(path("bad.h5"), tokens);
        QVERIFY_EXCEPTION_THROWN((void)readTokens(path("bad.h5")), Error);
    }

    void weightsStatesAndVectorsReadBackAsWritten()
    {
        const std::vector<ParameterTensor> layout { { "a.weight", { 2, 3 }, 0, 6 }, { "a.bias", { 2 }, 6, 2 } };
        const std::vector<float> parameters { 1, 2, 3, 4, 5, 6, 7, 8 };
        writeCheckpoint(path("c.h5"), 15, parameters, layout);
        QCOMPARE(readCheckpoint(path("c.h5")), parameters);

        const TrainingState state { 15, parameters, { 1 }, { 2, 3 }, { 0.5f } };
        writeTrainingState(path("s.h5"), state);
        const TrainingState read = readTrainingState(path("s.h5"));
        QCOMPARE(read.step, state.step);
        QCOMPARE(read.parameters, state.parameters);
        QCOMPARE(read.firstMoment, state.firstMoment);
        QCOMPARE(read.secondMoment, state.secondMoment);
        QCOMPARE(read.losses, state.losses);

        BasisVector vector { { 2, 150, 712.5, 3e-4, 17, 18, true }, parameters, { 1, 0 } };
        vector.stageHash = "0123456789abcdef";
        writeBasisVector(path("v.h5"), vector, layout);
        const BasisVector back = readBasisVector(path("v.h5"));
        QCOMPARE(back.vector, vector.vector);
        QCOMPARE(back.index, vector.index);
        QCOMPARE(back.step, vector.step);
        QCOMPARE(back.eigenvalue, vector.eigenvalue);
        QCOMPARE(back.residual, vector.residual);
        QCOMPARE(back.products, vector.products);
        QVERIFY(back.converged);
        QCOMPARE(back.kind, std::string("hessian"));
        QCOMPARE(back.runnerUp, vector.runnerUp);
        QCOMPARE(back.stageHash, vector.stageHash);
        QCOMPARE(back.shares.size(), std::size_t(2));
        QCOMPARE(back.shares[0].tensor, std::string("a.weight"));
        QCOMPARE(back.shares[0].share, 91.0 / 204.0);
        QCOMPARE(back.shares[1].share, 113.0 / 204.0);
    }

    void vectorsThatAreNoEigenvectorsSayWhatTheyAre()
    {
        const std::vector<ParameterTensor> layout { { "a", { 2 }, 0, 2 } };
        BasisVector vector;
        vector.kind = "gradient-svd";
        vector.singularValue = 3.5;
        vector.vector = { 0, 1 };
        writeBasisVector(path("g.h5"), vector, layout);
        const BasisVectorInfo gradients = readBasisVectorInfo(path("g.h5"));
        QVERIFY(!gradients.isEigenvector() && std::isnan(gradients.eigenvalue) && gradients.converged);
        QCOMPARE(gradients.stageHash, std::string());
        QCOMPARE(gradients.singularValue, 3.5);
        QCOMPARE(gradients.parameter, std::int64_t(-1));
        vector.kind = "parameters";
        vector.singularValue = std::nan("");
        vector.parameter = 1;
        vector.parameterSize = 0.25;
        writeBasisVector(path("p.h5"), vector, layout);
        const BasisVectorInfo parameter = readBasisVectorInfo(path("p.h5"));
        QCOMPARE(parameter.parameter, std::int64_t(1));
        QCOMPARE(parameter.parameterSize, 0.25);
        QVERIFY(std::isnan(parameter.singularValue));
        QCOMPARE(parameter.shares, (std::vector<TensorShare> { { "a", 1.0 } }));
    }

    void clusteringsReadBackAsWritten()
    {
        Clustering clustering;
        clustering.key = { Rules::y2026, Quantity::projectedLoss, Decomposition::firstOrder, 3, -1 };
        clustering.minimumClusterSize = 150;
        clustering.minimumSamples = 333;
        clustering.labels = { 0, 1, noise, filteredOut, notClustered, 0 };
        clustering.probabilities = { 1, 0.5f, 0, 0, 0, 1 };
        clustering.persistence = { 0.7, 0.2 };
        clustering.condensedTree = { { 4, 0, 0.5, 1 }, { 4, 5, 0.25, 3 } };
        Clustering empty;
        empty.skipped = true;
        empty.labels = clustering.labels;
        empty.labels.assign(6, noise);
        empty.probabilities.assign(6, 0);
        writeClusterings(path("k.h5"), { clustering, empty });
        const std::vector<Clustering> read = readClusterings(path("k.h5"));
        QCOMPARE(read.size(), std::size_t(2));
        QVERIFY(read[0].key == clustering.key);
        QCOMPARE(read[0].labels, clustering.labels);
        QCOMPARE(read[0].probabilities, clustering.probabilities);
        QCOMPARE(read[0].persistence, clustering.persistence);
        QCOMPARE(read[0].minimumSamples, clustering.minimumSamples);
        QCOMPARE(read[0].condensedTree.size(), std::size_t(2));
        QCOMPARE(read[0].condensedTree[1].lambda, 0.25);
        QVERIFY(read[1].skipped);
        writeClusterings(path("none.h5"), {});
        QVERIFY(readClusterings(path("none.h5")).empty());
    }

    void aLabelWithoutAClusterIsRefused()
    {
        Clustering clustering;
        clustering.labels = { 0, 1 };
        clustering.probabilities = { 1, 1 };
        clustering.persistence = { 1 };
        writeClusterings(path("l.h5"), { clustering });
        QVERIFY_EXCEPTION_THROWN((void)readClusterings(path("l.h5")), Error);
    }

    void aFileOfAnotherKindATruncatedOneAndAMissingOneAreDamaged()
    {
        writeTrainingLoss(path("loss.h5"), std::vector<float>(1000, 1.0f));
        QVERIFY_EXCEPTION_THROWN((void)readCheckpoint(path("loss.h5")), Error);
        QVERIFY(QFile::resize(m_folder.filePath("loss.h5"), 1500));
        for (const char* name : { "loss.h5", "nowhere.h5" }) {
            try {
                (void)readTrainingLoss(path(name));
                QFAIL("read");
            } catch (const Error& error) {
                QCOMPARE(error.kind(), ErrorKind::damaged);
                QCOMPARE(error.value("path"), path(name).string());
            }
        }
    }

    void aNewerSchemaSaysSo()
    {
        HdfWriter writer(path("new.h5"), "polcascope/checkpoint", 2);
        writer.write("parameters", std::vector<float> { 1 }, "1", "weights");
        writer.close();
        try {
            (void)readCheckpoint(path("new.h5"));
            QFAIL("read");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::newerVersion);
        }
    }

    void anUnwritablePlaceSaysSo()
    {
        try {
            writeTrainingLoss("/nowhere/at/all.h5", std::vector<float> { 1 });
            QFAIL("written");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::notWritable);
        }
    }

    void manyThreadsMayReadAtOnce()
    {
        const std::vector<float> losses(50000, 2.5f);
        writeTrainingLoss(path("t.h5"), losses);
        std::vector<std::thread> threads;
        std::atomic<int> good = 0;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                for (int j = 0; j < 20; ++j)
                    good += readTrainingLoss(path("t.h5")) == losses;
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(good.load(), 80);
    }
};

QTEST_GUILESS_MAIN(TestHdfFile)
#include "tst_hdf_file.moc"
