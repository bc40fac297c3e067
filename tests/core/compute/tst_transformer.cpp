#include "core/compute/gradient.h"
#include "core/compute/projector.h"
#include "tests/core/compute/tiny_model.h"

#include "core/base/error.h"
#include "core/recipe/recipe.h"

#include <QTest>

#include <cmath>
#include <map>
#include <numeric>

using namespace polcascope;
using namespace polcascope::compute;
using namespace polcascope::compute::test;

namespace {

/// One example through the whole model, position by position, number by number, nothing left out.
class PlainTransformer {
public:
    PlainTransformer(const ModelShape& shape, const Tensor& theta)
        : m_shape(shape)
    {
        const double* numbers = theta.data_ptr<double>();
        for (const ParameterTensor& tensor : parameterLayout(shape))
            m_tensors[tensor.name].assign(numbers + tensor.offset, numbers + tensor.offset + tensor.size);
    }

    using Row = std::vector<double>;

    std::vector<Row> logits(std::span<const std::int32_t> inputs) const
    {
        const auto width = static_cast<std::size_t>(m_shape.width);
        std::vector<Row> x(inputs.size(), Row(width));
        for (std::size_t s = 0; s < inputs.size(); ++s) {
            for (std::size_t i = 0; i < width; ++i) {
                x[s][i] = m_tensors.at("token_embedding")[static_cast<std::size_t>(inputs[s]) * width + i]
                    + m_tensors.at("position_embedding")[s * width + i];
            }
        }
        for (std::int64_t layer = 0; layer < m_shape.layers; ++layer)
            block("blocks." + std::to_string(layer) + ".", x);
        std::vector<Row> out;
        for (const Row& row : x)
            out.push_back(linear("unembedding", norm("final_norm", row)));
        return out;
    }

private:
    void block(const std::string& name, std::vector<Row>& x) const
    {
        const auto heads = static_cast<std::size_t>(m_shape.heads);
        const std::size_t size = static_cast<std::size_t>(m_shape.width) / heads;
        std::vector<Row> query, key, value;
        for (const Row& row : x) {
            const Row normed = norm(name + "norm1", row);
            query.push_back(linear(name + "attention.query", normed));
            key.push_back(linear(name + "attention.key", normed));
            value.push_back(linear(name + "attention.value", normed));
        }
        for (std::size_t s = 0; s < x.size(); ++s) {
            Row mixed(x[s].size());
            for (std::size_t h = 0; h < heads; ++h) {
                Row weights;
                for (std::size_t j = 0; j <= s; ++j) {
                    const auto at = static_cast<std::ptrdiff_t>(h * size);
                    const double score = std::inner_product(query[s].begin() + at, query[s].begin() + at + static_cast<std::ptrdiff_t>(size),
                        key[j].begin() + at, 0.0);
                    weights.push_back(std::exp(score / std::sqrt(static_cast<double>(size))));
                }
                const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
                for (std::size_t j = 0; j <= s; ++j) {
                    for (std::size_t i = h * size; i < (h + 1) * size; ++i)
                        mixed[i] += weights[j] / total * value[j][i];
                }
            }
            const Row out = linear(name + "attention.output", mixed);
            for (std::size_t i = 0; i < out.size(); ++i)
                x[s][i] += out[i];
            Row hidden = linear(name + "mlp.input", norm(name + "norm2", x[s]));
            for (double& each : hidden)
                each *= 0.5 * (1 + std::erf(each / std::sqrt(2.0)));
            const Row more = linear(name + "mlp.output", hidden);
            for (std::size_t i = 0; i < more.size(); ++i)
                x[s][i] += more[i];
        }
    }

    Row linear(const std::string& name, const Row& x) const
    {
        const Row& weight = m_tensors.at(name + ".weight");
        Row out = m_tensors.at(name + ".bias");
        for (std::size_t o = 0; o < out.size(); ++o) {
            for (std::size_t i = 0; i < x.size(); ++i)
                out[o] += weight[o * x.size() + i] * x[i];
        }
        return out;
    }

    Row norm(const std::string& name, const Row& x) const
    {
        const double count = static_cast<double>(x.size());
        const double mean = std::accumulate(x.begin(), x.end(), 0.0) / count;
        double variance = 0;
        for (const double each : x)
            variance += (each - mean) * (each - mean) / count;
        Row out = x;
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = (x[i] - mean) / std::sqrt(variance + 1e-5) * m_tensors.at(name + ".weight")[i]
                + m_tensors.at(name + ".bias")[i];
        }
        return out;
    }

    ModelShape m_shape;
    std::map<std::string, Row> m_tensors;
};

}

class TestTransformer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tensorsOfTheFourPublishedModelsAddUpToTheirParameterCounts()
    {
        const auto count = [](std::int64_t layers, bool language) {
            const ModelShape shape { .layers = layers, .width = 512, .heads = 4, .mlpWidth = 2048,
                .inputVocabulary = language ? 30001 : 12, .outputVocabulary = language ? 30001 : 10,
                .positions = language ? 128 : 12, .firstScored = language ? 0 : 7 };
            const Tensor theta = at::empty({ parameterCount(shape) }, at::kFloat);
            Parameters parameters = views(shape, theta);
            std::int64_t sum = 0;
            for (const Tensor* tensor : tensors(parameters))
                sum += tensor->numel();
            return sum;
        };
        QCOMPARE(count(2, false), 6323210);
        QCOMPARE(count(3, false), 9475594);
        QCOMPARE(count(2, true), 37122353);
        QCOMPARE(count(3, true), 40274737);
    }

    void logitsEqualThoseOfAPlainModel_data()
    {
        QTest::addColumn<int>("layers");
        QTest::addColumn<int>("firstScored");
        QTest::newRow("one layer") << 1 << 7;
        QTest::newRow("two layers") << 2 << 7;
        QTest::newRow("three layers, every position scored") << 3 << 0;
    }

    void logitsEqualThoseOfAPlainModel()
    {
        QFETCH(int, layers);
        QFETCH(int, firstScored);
        const ModelShape shape = tinyShape(layers, 6, firstScored);
        const Tensor theta = randomTheta(shape);
        const task::ExampleSet set = randomExamples(shape, 3);
        const Batch batch = toBatch(shape, set);
        const Tensor ours = logits(shape, views(shape, theta), batch.inputs);
        const Pass pass(shape, views(shape, theta), batch);
        QVERIFY(largest(pass.losses() - losses(ours, batch.targets)) < 1e-12);
        const PlainTransformer plain(shape, theta);
        double difference = 0;
        for (std::int64_t e = 0; e < batch.count(); ++e) {
            const auto expected = plain.logits(set.inputs.row(static_cast<std::size_t>(e)));
            for (std::int64_t q = 0; q < ours.size(1); ++q) {
                for (std::int64_t o = 0; o < ours.size(2); ++o) {
                    const double there = expected[static_cast<std::size_t>(firstScored + q)][static_cast<std::size_t>(o)];
                    difference = std::max(difference, std::abs(ours[e][q][o].item<double>() - there));
                }
            }
        }
        QVERIFY2(difference < 1e-12, qPrintable(QString::number(difference)));
    }

    void tokenLossesAreThoseOfEveryScoredToken()
    {
        const ModelShape shape = tinyShape();
        const Tensor theta = randomTheta(shape);
        const task::ExampleSet set = randomExamples(shape, 70);
        const std::vector<float> ours = tokenLosses(shape, toVector(theta), set);
        const std::vector<float> expected = toVector(lossesAt(shape, theta, toBatch(shape, set)).flatten());
        QCOMPARE(ours.size(), expected.size());
        for (std::size_t i = 0; i < ours.size(); ++i)
            QVERIFY(std::abs(ours[i] - expected[i]) < 1e-5F);
    }

    void anIdOutsideTheVocabularyIsABadValue()
    {
        const ModelShape shape = tinyShape();
        task::ExampleSet set = randomExamples(shape, 2);
        set.inputs(1, 3) = 12;
        try {
            (void)toBatch(shape, set);
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::badValue);
            QCOMPARE(QString::fromStdString(error.value("value")), QStringLiteral("12"));
        }
    }
};

QTEST_APPLESS_MAIN(TestTransformer)
#include "tst_transformer.moc"
