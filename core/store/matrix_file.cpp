#include "core/store/matrix_file.h"

#include "core/base/error.h"
#include "core/store/hdf_file.h"

#include <xtensor/xarray.hpp>
#include <xtensor/xnpy.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>

namespace polcascope::store {

namespace {

[[noreturn]] void fail(const std::string& path, const std::string& what)
{
    throw Error(ErrorKind::unreadable, { { "path", path }, { "what", what } });
}

/// False if the file holds numbers of another type.
template <typename T>
bool readNpyAs(const std::string& path, Matrix<double>& matrix)
{
    std::ifstream stream(path, std::ios::binary);
    xt::xarray<T> values;
    try {
        values = xt::load_npy<T>(stream);
    } catch (const std::exception& error) {
        if (std::string_view(error.what()).find("formats not matching") != std::string_view::npos)
            return false;
        fail(path, std::string("it is no NumPy file (") + error.what() + ")");
    }
    if (!stream)
        fail(path, "it ends too early");
    if (values.dimension() != 2)
        fail(path, "it has " + std::to_string(values.dimension()) + " dimensions and must have two: rows and features");
    matrix = Matrix<double>(values.shape(0), values.shape(1));
    for (std::size_t row = 0; row < matrix.rows(); ++row) {
        for (std::size_t column = 0; column < matrix.columns(); ++column)
            matrix(row, column) = static_cast<double>(values(row, column));
    }
    return true;
}

Matrix<double> readNpy(const std::string& path)
{
    Matrix<double> matrix;
    if (!readNpyAs<float>(path, matrix) && !readNpyAs<double>(path, matrix) && !readNpyAs<std::int64_t>(path, matrix)
        && !readNpyAs<std::int32_t>(path, matrix))
        fail(path, "its numbers are neither float32, float64, int32 nor int64 of this machine's byte order");
    return matrix;
}

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? "none" : text;
}

Matrix<double> readHdf(const std::string& path, std::string dataset)
{
    const HdfReader file = HdfReader::ofAnyKind(path);
    std::optional<std::size_t> index;
    if (const auto bracket = dataset.find('['); bracket != std::string::npos && dataset.ends_with(']')) {
        const char* end = dataset.data() + dataset.size() - 1;
        std::size_t number = 0;
        const auto [at, error] = std::from_chars(dataset.data() + bracket + 1, end, number);
        if (error != std::errc() || at != end)
            fail(path, "the index in " + dataset + " is no whole number");
        index = number;
        dataset.resize(bracket);
    }
    const std::vector<std::string> all = file.datasets();
    if (dataset.empty()) {
        std::vector<std::string> matrices;
        std::copy_if(all.begin(), all.end(), std::back_inserter(matrices),
            [&](const std::string& name) { return file.shape(name).size() == 2; });
        if (matrices.size() != 1)
            fail(path, "name the dataset, as in " + path + ":NAME; of two dimensions it has: " + listed(matrices));
        dataset = matrices.front();
    }
    if (std::find(all.begin(), all.end(), dataset) == all.end())
        fail(path, "it has no dataset " + dataset + " (it has: " + listed(all) + ")");
    const std::vector<std::size_t> shape = file.shape(dataset);
    if (!index && shape.size() == 2)
        return file.readMatrix<double>(dataset);
    if (!index || shape.size() != 3)
        fail(path, dataset + " has " + std::to_string(shape.size()) + " dimensions and must have two, or three and an index, as in "
                + dataset + "[0]");
    if (*index >= shape[0])
        fail(path, dataset + " has no index " + std::to_string(*index) + " (there are " + std::to_string(shape[0]) + ")");
    Matrix<double> matrix(shape[1], shape[2]);
    file.readSlab<double>(dataset, *index, { matrix.data(), matrix.size() });
    return matrix;
}

}

Matrix<double> readMatrixFile(const std::string& source)
{
    // A colon in the path itself is none before a dataset.
    std::string path = source;
    std::string dataset;
    if (const auto colon = source.rfind(':'); !std::filesystem::exists(path) && colon != std::string::npos) {
        path = source.substr(0, colon);
        dataset = source.substr(colon + 1);
        while (dataset.starts_with('/'))
            dataset.erase(0, 1);
    }
    if (!std::filesystem::is_regular_file(path))
        fail(path, std::filesystem::exists(path) ? "it is no file" : "it does not exist");
    if (!std::ifstream(path).is_open())
        fail(path, "you may not read it");
    if (path.ends_with(".npy")) {
        if (!dataset.empty())
            fail(path, "a NumPy file has no datasets; leave out \":" + dataset + "\"");
        return readNpy(path);
    }
    try {
        return readHdf(path, dataset);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::unreadable)
            throw;
        fail(path, error.value("what"));
    }
}

}
