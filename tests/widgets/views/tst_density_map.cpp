#include "core/base/random.h"
#include "widgets/views/density_map.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace polcascope;
using views::densityMap;
using views::DensityRequest;

/// Which dots get which shade, counted one by one.
class TestDensityMap : public QObject {
    Q_OBJECT
private:
    static constexpr QRgb colour = 0xff203040;

    [[nodiscard]] static QRgb shade(std::uint32_t count, std::uint32_t most)
    {
        if (count == 0)
            return 0;
        const int step = static_cast<int>(1 + 254 * std::log1p(double(count)) / std::log1p(double(most)));
        QColor shaded(colour);
        shaded.setAlphaF(static_cast<float>(0.04 + 0.3 * step / 255));
        return qPremultiply(shaded.rgba());
    }

    /// With so many columns between two checkpoints.
    static void compare(const DensityRequest& request, int between)
    {
        const QImage image = densityMap(request);
        QCOMPARE(image.size(), QSize(request.width, request.height));
        const auto value = [&](double dot, std::int32_t curve) {
            std::size_t segment = 0;
            while (segment + 2 < request.positions.size() && dot >= request.positions[segment + 1])
                ++segment;
            const double from = request.positions[segment]; // columns are one dot wide or more
            const double along = (dot - from) / (request.positions[segment + 1] - from);
            const double middle = (std::floor(along * between) + 0.5) / between;
            const auto c = static_cast<std::size_t>(curve);
            const float begin = (*request.members)(request.firstRow + segment, c);
            return begin + ((*request.members)(request.firstRow + segment + 1, c) - begin) * static_cast<float>(middle);
        };
        std::vector<std::vector<std::uint32_t>> counts;
        std::uint32_t most = 1;
        // What lies to the left of the picture counts for the scale.
        for (int x = std::min(0, static_cast<int>(request.positions.front())); x < request.width; ++x) {
            if (x == 0)
                counts.clear();
            auto& column = counts.emplace_back(request.height);
            if (x + 0.5 < request.positions.front() || x + 0.5 > request.positions.back())
                continue;
            for (const std::int32_t curve : request.columns) {
                const double y = (request.top - double(value(x + 0.5, curve))) / (request.top - request.bottom) * request.height;
                if (y >= 0 && y < request.height)
                    most = std::max(most, ++column[static_cast<std::size_t>(y)]);
            }
        }
        for (int x = 0; x < request.width; ++x)
            for (int y = 0; y < request.height; ++y)
                QCOMPARE(image.pixel(x, y), shade(counts[std::size_t(x)][std::size_t(y)], most));
    }

    [[nodiscard]] static DensityRequest request(std::size_t rows, std::size_t curves)
    {
        Random random(1, "curves");
        auto members = std::make_shared<Matrix<float>>(rows, curves);
        for (std::size_t i = 0; i < members->size(); ++i)
            members->data()[i] = static_cast<float>(random.normal());
        DensityRequest request { .members = members, .top = 1.5, .bottom = -1.1, .width = 60, .height = 37, .colour = colour };
        for (std::size_t curve = 0; curve < curves; curve += 1 + curve % 3)
            request.columns.push_back(static_cast<std::int32_t>(curve));
        return request;
    }

private Q_SLOTS:
    void everyDotHasTheShadeOfItsCurves()
    {
        DensityRequest wanted = request(9, 700);
        wanted.firstRow = 2;
        wanted.positions = { -7, 7, 20, 33, 55 };
        // Few curves: as many columns as there are dots for on the whole, 60 / 4.
        wanted.width = 52;
        compare(wanted, 13);
    }

    void manyCurvesHaveOneColumnBetweenCheckpoints()
    {
        DensityRequest wanted = request(3, 4100000);
        wanted.positions = { 0, 31, 60 };
        compare(wanted, 1);
    }

    void whatIsNoNumberIsNowhere()
    {
        DensityRequest wanted = request(4, 300);
        auto members = std::make_shared<Matrix<float>>(*wanted.members);
        members->row(1)[0] = std::numeric_limits<float>::quiet_NaN();
        members->row(2)[3] = std::numeric_limits<float>::infinity();
        members->row(2)[4] = 1e30F;
        wanted.members = members;
        wanted.positions = { 0, 20, 40, 60 };
        compare(wanted, 20);
    }

    /// Curves are straight between their positions: as if the matrix held these.
    void valuesStandWhereTheirScalePutsThem()
    {
        for (const models::ValueScale scale :
            { models::ValueScale { models::AxisScale::logarithmic }, models::ValueScale { models::AxisScale::symmetric, 0.1 } }) {
            DensityRequest wanted = request(9, 700);
            wanted.positions = { 0, 13, 20, 33, 55 };
            DensityRequest asPositions = wanted;
            auto positions = std::make_shared<Matrix<float>>(*wanted.members);
            for (std::size_t i = 0; i < positions->size(); ++i)
                positions->data()[i] = scale.position(positions->data()[i]);
            asPositions.members = positions;
            const QImage linear = densityMap(wanted);
            wanted.scale = scale;
            QVERIFY(densityMap(wanted) == densityMap(asPositions));
            QVERIFY(densityMap(wanted) != linear);
        }
    }

    void itCanBeCancelled()
    {
        DensityRequest wanted = request(9, 700);
        wanted.positions = { 0, 10, 20, 30, 40, 50 };
        int reports = 0;
        QVERIFY_EXCEPTION_THROWN((void)densityMap(wanted, Progress([&](double, std::string_view) { return ++reports < 3; })), Cancelled);
        QCOMPARE(reports, 3);
    }
};

QTEST_MAIN(TestDensityMap)
#include "tst_density_map.moc"
