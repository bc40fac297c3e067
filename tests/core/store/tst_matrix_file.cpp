#include "core/store/matrix_file.h"

#include "core/base/error.h"
#include "core/store/hdf_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace polcascope;
using namespace polcascope::store;

namespace {

/// A NumPy file, version 1.0, written by hand: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
template <typename T>
QByteArray npy(const char* type, const QString& shape, const std::vector<T>& values, const char* fortran = "False")
{
    QByteArray header = QString("{'descr': '%1', 'fortran_order': %2, 'shape': (%3), }").arg(type, fortran, shape).toLatin1();
    header.append(QByteArray(117 - header.size(), ' ')).append('\n');
    QByteArray bytes("\x93NUMPY\x01\x00", 8);
    bytes.append(static_cast<char>(header.size())).append('\0').append(header);
    bytes.append(reinterpret_cast<const char*>(values.data()), static_cast<qsizetype>(values.size() * sizeof(T)));
    return bytes;
}

}

class MatrixFileTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return file.fileName().toStdString();
    }
    std::string path(const char* name) const { return m_folder.filePath(name).toStdString(); }

    /// What is wrong with a source, by the error's own words.
    static QString complaint(const std::string& source)
    {
        try {
            (void)readMatrixFile(source);
        } catch (const Error& error) {
            return error.kind() == ErrorKind::unreadable ? QString::fromStdString(error.value("what")) : error.what();
        }
        return "none";
    }

private Q_SLOTS:
    void initTestCase()
    {
        HdfWriter file(path("many.h5"), "somebody's", 7);
        file.write("loss", Matrix<float>(2, 3, 0.5F), "nats", "");
        Matrix<double> sum(2, 2, 4.0);
        file.write("group/sum", sum, "1", "");
        file.begin("cube", { 2, 2, 3 }, "1", "");
        file.fill("cube", 0, std::vector<float> { 1, 2, 3, 4, 5, 6 });
        file.fill("cube", 1, std::vector<float> { 7, 8, 9, 10, 11, 12 });
        file.close();
        HdfWriter single(path("single.h5"), "somebody's", 7);
        single.write("x/y", Matrix<std::int32_t>(3, 1, 5), "1", "");
        single.write("steps", std::vector<std::int32_t> { 1, 2 }, "1", "");
        single.close();
    }

    void numbersOfSeveralTypesAreRead()
    {
        Matrix<double> expected(2, 3);
        for (std::size_t i = 0; i < 6; ++i)
            expected.data()[i] = static_cast<double>(i) - 2;
        QCOMPARE(readMatrixFile(write("f4.npy", npy<float>("<f4", "2, 3", { -2, -1, 0, 1, 2, 3 }))), expected);
        QCOMPARE(readMatrixFile(write("f8.npy", npy<double>("<f8", "2, 3", { -2, -1, 0, 1, 2, 3 }))), expected);
        QCOMPARE(readMatrixFile(write("i4.npy", npy<std::int32_t>("<i4", "2, 3", { -2, -1, 0, 1, 2, 3 }))), expected);
        QCOMPARE(readMatrixFile(write("i8.npy", npy<std::int64_t>("<i8", "2, 3", { -2, -1, 0, 1, 2, 3 }))), expected);
        // By columns.
        QCOMPARE(readMatrixFile(write("T.npy", npy<double>("<f8", "2, 3", { -2, 1, -1, 2, 0, 3 }, "True"))), expected);
    }

    void anEmptyMatrixIsOne()
    {
        const Matrix<double> none = readMatrixFile(write("empty.npy", npy<float>("<f4", "0, 3", {})));
        QCOMPARE(none.rows(), std::size_t(0));
        QCOMPARE(none.columns(), std::size_t(3));
    }

    void datasetsAreFoundByName()
    {
        QCOMPARE(readMatrixFile(path("single.h5")), Matrix<double>(3, 1, 5.0));
        QCOMPARE(readMatrixFile(path("many.h5") + ":loss"), Matrix<double>(2, 3, 0.5));
        QCOMPARE(readMatrixFile(path("many.h5") + ":/group/sum"), Matrix<double>(2, 2, 4.0));
        const Matrix<double> second = readMatrixFile(path("many.h5") + ":cube[1]");
        QCOMPARE(second.rows(), std::size_t(2));
        QCOMPARE(second(1, 2), 12.0);
    }

    void whatCannotBeReadIsExplained()
    {
        QVERIFY(complaint(path("absent.npy")).contains("does not exist"));
        QVERIFY(complaint(m_folder.path().toStdString()).contains("no file"));
        QVERIFY(complaint(write("short.npy", npy<float>("<f4", "2, 3", { 1, 2 }))).contains("ends too early"));
        QVERIFY(complaint(write("flat.npy", npy<float>("<f4", "3,", { 1, 2, 3 }))).contains("1 dimensions"));
        QVERIFY(complaint(write("text.npy", "hello")).contains("no NumPy file"));
        QVERIFY(complaint(write("c8.npy", npy<float>("<c8", "1, 1", { 1, 2 }))).contains("neither float32"));
        QVERIFY(complaint(write("text.h5", "hello")).contains("not a readable HDF5 file"));
        QVERIFY(complaint(path("many.h5")).contains("group/sum, loss"));
        QVERIFY(complaint(path("many.h5") + ":absent").contains("it has: cube, group/sum, loss"));
        QVERIFY(complaint(path("many.h5") + ":cube").contains("3 dimensions"));
        QVERIFY(complaint(path("many.h5") + ":cube[2]").contains("no index 2"));
        QVERIFY(complaint(path("many.h5") + ":cube[x]").contains("no whole number"));
        QVERIFY(complaint(write("f.npy", npy<float>("<f4", "1, 1", { 1 })) + ":x").contains("no datasets"));
    }
};

QTEST_APPLESS_MAIN(MatrixFileTest)
#include "tst_matrix_file.moc"
