#pragma once

#include "core/base/matrix.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The only place that includes the HDF5 library. One lock guards all calls: the library need not be built for
// threads.
namespace polcascope::store {

/// How datasets lie in a file. Readers need not know: the library, and h5py, unpack what is packed.
enum class Packing {
    none, ///< as they are in memory
    deflate, ///< bytes shuffled and deflated, without loss: where every megabyte counts
};

/// Writes one file: datasets of plain numbers or strings, each with a unit and a description as attributes, and
/// the schema's name and version on the root. Throws notWritable or diskSpace.
class HdfWriter {
public:
    HdfWriter(const std::filesystem::path& path, std::string_view schema, int version, Packing packing = Packing::none);
    ~HdfWriter();
    HdfWriter(const HdfWriter&) = delete;
    HdfWriter& operator=(const HdfWriter&) = delete;

    /// Names may hold groups ("layout/name"). `unit`: "nats", "steps", "1", ...
    /// T: float, double, std::int32_t, std::int64_t.
    template<typename T>
    void write(const std::string& name, std::span<const T> values, const std::vector<std::size_t>& shape,
        std::string_view unit, std::string_view description);
    template<typename T>
    void write(const std::string& name, const Matrix<T>& values, std::string_view unit, std::string_view description)
    {
        write<T>(name, std::span<const T>(values.data(), values.size()), { values.rows(), values.columns() }, unit, description);
    }
    template<typename T>
    void write(const std::string& name, const std::vector<T>& values, std::string_view unit, std::string_view description)
    {
        write<T>(name, std::span<const T>(values), { values.size() }, unit, description);
    }
    void writeStrings(const std::string& name, const std::vector<std::string>& values, std::string_view description);

    /// An attribute of the root or of a dataset or group.
    void attribute(const std::string& name, double value, const std::string& object = "/");
    void attribute(const std::string& name, std::int64_t value, const std::string& object = "/");
    void attribute(const std::string& name, std::string_view value, const std::string& object = "/");

    /// A dataset whose first dimension is filled one index at a time: begin, then fill(0 ...).
    void begin(const std::string& name, const std::vector<std::size_t>& shape, std::string_view unit, std::string_view description);
    void fill(const std::string& name, std::size_t index, std::span<const float> values);

    void close(); ///< without it the file is abandoned

private:
    struct Private;
    std::unique_ptr<Private> m;
};

/// Reads one file. Throws damaged (with what is wrong) or newerVersion.
class HdfReader {
public:
    HdfReader(const std::filesystem::path& path, std::string_view schema, int supportedVersion);
    /// A file that need not be ours: no schema is asked for.
    [[nodiscard]] static HdfReader ofAnyKind(const std::filesystem::path& path);
    ~HdfReader();
    HdfReader(const HdfReader&) = delete;
    HdfReader& operator=(const HdfReader&) = delete;

    [[nodiscard]] bool has(const std::string& name) const;
    /// The paths of all datasets, groups included ("group/name"), in alphabetical order.
    [[nodiscard]] std::vector<std::string> datasets() const;
    [[nodiscard]] std::vector<std::size_t> shape(const std::string& name) const;
    template<typename T>
    [[nodiscard]] std::vector<T> read(const std::string& name) const;
    template<typename T>
    [[nodiscard]] Matrix<T> readMatrix(const std::string& name) const; ///< of two dimensions
    /// One index of the first dimension, into `values` of exactly the rest's size.
    template<typename T>
    void readSlab(const std::string& name, std::size_t index, std::span<T> values) const;
    [[nodiscard]] std::vector<std::string> readStrings(const std::string& name) const;

    [[nodiscard]] bool hasAttribute(const std::string& name, const std::string& object = "/") const;
    [[nodiscard]] double number(const std::string& name, const std::string& object = "/") const;
    [[nodiscard]] std::int64_t integer(const std::string& name, const std::string& object = "/") const;
    [[nodiscard]] std::string text(const std::string& name, const std::string& object = "/") const;

    /// Throws damaged for this file.
    [[noreturn]] void fail(const std::string& what) const;

private:
    explicit HdfReader(const std::filesystem::path& path);

    struct Private;
    std::unique_ptr<Private> m;
};

}
