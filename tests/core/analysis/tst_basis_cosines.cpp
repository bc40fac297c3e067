#include "core/analysis/basis_cosines.h"
#include "core/base/error.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace polcascope;
using namespace polcascope::analysis;

namespace {

Recipe recipe(std::int64_t layers = 1)
{
    Recipe recipe;
    recipe.model = { .layers = layers, .width = 4, .heads = 2, .mlpWidth = 8 };
    return recipe;
}

/// A run that holds these vectors and nothing else; each is zero but for what is given first.
std::filesystem::path write(const QTemporaryDir& folder, const char* name,
    const std::vector<std::vector<float>>& vectors, const char* kind = "hessian",
    const Recipe& recipe = ::recipe())
{
    const std::filesystem::path path = folder.filePath(name).toStdString();
    const ModelShape shape = modelShape(recipe);
    Recipe own = recipe;
    own.basis.kind = kind;
    store::RunFolder run = store::RunFolder::create(path, own);
    for (std::size_t i = 0; i < vectors.size(); ++i) {
        store::BasisVector vector;
        vector.index = static_cast<std::int64_t>(i);
        vector.step = 100 * (vector.index + 1);
        vector.kind = kind;
        vector.vector = vectors[i];
        vector.vector.resize(static_cast<std::size_t>(parameterCount(shape)));
        run.add(store::Stage::basis, "basis/vector-00" + std::to_string(i) + ".h5", vector.index,
            [&](const auto& file) { store::writeBasisVector(file, vector, parameterLayout(shape)); });
    }
    return path;
}

store::RunFolder open(const std::filesystem::path& path)
{
    return store::RunFolder::open(path, store::RunFolder::Access::read);
}

}

class TestBasisCosines : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void cosinesAndSpansAreThoseOfTheVectors()
    {
        const float half = static_cast<float>(M_SQRT1_2);
        const auto first = write(m_folder, "first.polca", { { 1, 0, 0 }, { 0, 1, 0 } });
        const auto second =
            write(m_folder, "second.polca", { { 0, 0, 1 }, { half, -half, 0 }, { half, half, 0 } }, "random");
        const BasisCosines cosines = basisCosines(open(first), open(second));
        QCOMPARE(cosines.cosine.rows(), std::size_t(2));
        QCOMPARE(cosines.cosine.columns(), std::size_t(3));
        QCOMPARE(cosines.cosine(0, 0), 0.0);
        QCOMPARE(cosines.cosine(1, 1), static_cast<double>(-half));
        QCOMPARE(cosines.cosine(0, 2), static_cast<double>(half));
        QVERIFY(std::abs(cosines.rowInSpan[0] - 1) < 1e-6 && std::abs(cosines.columnInSpan[1] - 1) < 1e-6);
        QCOMPARE(cosines.columnInSpan[0], 0.0);

        const QString text = QString::fromStdString(cosinesText(cosines));
        QVERIFY(text.contains("hessian (rows) and random (columns)") && text.contains("0.71") &&
            !text.contains("-0.71"));
        const QStringList csv = QString::fromStdString(cosinesCsv(cosines)).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(csv.size(), 7);
        QVERIFY(csv[5].startsWith("1,hessian,200,1,random,200,-0.7071"));
        const QJsonObject json =
            QJsonDocument::fromJson(QByteArray::fromStdString(cosinesJson(cosines))).object();
        QCOMPARE(json["cosine"].toArray()[1].toArray()[1].toDouble(), static_cast<double>(-half));
        QVERIFY(json["rows"].toArray()[0].toObject().contains("eigenvalue"));
        QVERIFY(!json["columns"].toArray()[0].toObject().contains("eigenvalue"));
    }

    void aBasisIsItself()
    {
        const auto path = write(m_folder, "same.polca", { { 1, 0 }, { 0, 1 } });
        const BasisCosines cosines = basisCosines(open(path), open(path));
        QCOMPARE(cosines.cosine(0, 0), 1.0);
        QCOMPARE(cosines.cosine(0, 1), 0.0);
    }

    void otherModelsAndMissingBasesAreErrors()
    {
        const auto one = write(m_folder, "one.polca", { { 1 } });
        const auto two = write(m_folder, "two.polca", { { 1 } }, "hessian", recipe(2));
        const auto none = write(m_folder, "none.polca", {});
        const auto kindOf = [&](const std::filesystem::path& a, const std::filesystem::path& b) {
            try {
                (void)basisCosines(open(a), open(b));
            } catch (const Error& error) {
                return error;
            }
            return Error(ErrorKind::internal);
        };
        const Error different = kindOf(one, two);
        QCOMPARE(different.kind(), ErrorKind::badValue);
        QCOMPARE(different.value("rule"), std::string("sameModel"));
        QVERIFY(different.value("limit").starts_with("1 layers") &&
            different.value("value").ends_with("two.polca"));
        QCOMPARE(kindOf(one, none).kind(), ErrorKind::missingInput);
    }

    void theyCanBeCancelled()
    {
        const auto path = write(m_folder, "cancel.polca", { { 1 } });
        const store::RunFolder run = open(path);
        QVERIFY_THROWS_EXCEPTION(Cancelled,
            (void)basisCosines(run, run, Progress([](double, std::string_view) { return false; })));
    }
};

QTEST_GUILESS_MAIN(TestBasisCosines)
#include "tst_basis_cosines.moc"
