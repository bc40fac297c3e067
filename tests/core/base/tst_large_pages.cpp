#include "core/base/matrix.h"

#include <QTest>

using namespace polcascope;

class TestLargePages : public QObject {
    Q_OBJECT

    static constexpr std::size_t bytes = std::size_t { 10 } << 20;

private Q_SLOTS:
    void init() { keepFreedPages(std::size_t { 1 } << 30); }

    void whatWasFreedIsUsedAgain()
    {
        void* first = allocateLargePages(bytes);
        freeLargePages(first, bytes);
        void* other = allocateLargePages(2 * bytes);
        QVERIFY(other != first);
        void* second = allocateLargePages(bytes - 1); // as many pages
        QCOMPARE(second, first);
        void* third = allocateLargePages(bytes);
        QVERIFY(third != second);
        freeLargePages(other, 2 * bytes);
        freeLargePages(second, bytes - 1);
        freeLargePages(third, bytes);
    }

    void aMatrixIsOfNoughtsAllTheSame()
    {
        {
            Matrix<float> before(2048, 2048, 7);
            QCOMPARE(before(2047, 2047), 7.0F);
        }
        const Matrix<float> after(2048, 2048);
        QVERIFY(std::all_of(after.data(), after.data() + after.size(), [](float value) { return value == 0; }));
    }

    void moreThanMayLieIdleGoesBackToTheSystem()
    {
        constexpr std::size_t large = std::size_t { 600 } << 20;
        void* first = allocateLargePages(large);
        void* second = allocateLargePages(large);
        freeLargePages(first, large);
        freeLargePages(second, large); // two are too many: the one before goes
        QCOMPARE(allocateLargePages(large), second);
        freeLargePages(second, large);
        keepFreedPages(0);
        freeLargePages(allocateLargePages(large), large);
    }
};

QTEST_GUILESS_MAIN(TestLargePages)
#include "tst_large_pages.moc"
