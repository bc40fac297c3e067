#include "core/store/hdf_file.h"

#include "core/base/error.h"

#include <hdf5.h>

#include <functional>
#include <mutex>
#include <numeric>
#include <utility>

namespace polcascope::store {

namespace {

std::recursive_mutex& libraryMutex()
{
    static std::recursive_mutex mutex;
    return mutex;
}

/// Held around every call into the library; the library's own error printing is switched off.
class LibraryLock {
public:
    LibraryLock()
        : m_lock(libraryMutex())
    {
        H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    }

private:
    std::unique_lock<std::recursive_mutex> m_lock;
};

/// An identifier of the library, closed with the function that fits its kind.
class Handle {
public:
    using Close = herr_t (*)(hid_t);
    Handle(hid_t id, Close close)
        : m_id(id)
        , m_close(close)
    {
    }
    ~Handle()
    {
        if (m_id >= 0)
            m_close(m_id);
    }
    Handle(Handle&& other) noexcept
        : m_id(std::exchange(other.m_id, -1))
        , m_close(other.m_close)
    {
    }
    Handle& operator=(Handle&&) = delete;
    [[nodiscard]] bool valid() const { return m_id >= 0; }
    [[nodiscard]] hid_t id() const { return m_id; }
    herr_t close() { return m_close(std::exchange(m_id, -1)); }

private:
    hid_t m_id;
    Close m_close;
};

template<typename T>
hid_t nativeType();
template<>
hid_t nativeType<float>() { return H5T_NATIVE_FLOAT; }
template<>
hid_t nativeType<double>() { return H5T_NATIVE_DOUBLE; }
template<>
hid_t nativeType<std::int32_t>() { return H5T_NATIVE_INT32; }
template<>
hid_t nativeType<std::int64_t>() { return H5T_NATIVE_INT64; }

/// Little endian in files, whatever the machine.
template<typename T>
hid_t fileType();
template<>
hid_t fileType<float>() { return H5T_IEEE_F32LE; }
template<>
hid_t fileType<double>() { return H5T_IEEE_F64LE; }
template<>
hid_t fileType<std::int32_t>() { return H5T_STD_I32LE; }
template<>
hid_t fileType<std::int64_t>() { return H5T_STD_I64LE; }

Handle stringType()
{
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type.id(), H5T_VARIABLE);
    H5Tset_cset(type.id(), H5T_CSET_UTF8);
    return type;
}

std::vector<hsize_t> extents(const std::vector<std::size_t>& shape)
{
    return { shape.begin(), shape.end() };
}

std::size_t product(const std::vector<std::size_t>& shape)
{
    return std::accumulate(shape.begin(), shape.end(), std::size_t(1), std::multiplies<>());
}

}

struct HdfWriter::Private {
    std::filesystem::path path;
    Packing packing = Packing::none;
    Handle file { -1, H5Fclose };

    [[noreturn]] void fail(const char* what) const
    {
        std::error_code failed;
        const auto space = std::filesystem::space(path.parent_path(), failed);
        constexpr std::uintmax_t nearlyNothing = 1 << 20;
        if (!failed && space.available < nearlyNothing)
            throw Error(ErrorKind::diskSpace, { { "path", path.string() }, { "needed", "" }, { "available", std::to_string(space.available) } });
        throw Error(ErrorKind::notWritable, { { "path", path.string() }, { "what", what } });
    }

    /// Those that a dataset of that name lies in, without their time of making.
    void createGroups(const std::string& name) const
    {
        const Handle creation(H5Pcreate(H5P_GROUP_CREATE), H5Pclose);
        H5Pset_obj_track_times(creation.id(), false);
        for (std::size_t end = name.find('/'); end != std::string::npos; end = name.find('/', end + 1)) {
            const std::string group = name.substr(0, end);
            if (H5Lexists(file.id(), group.c_str(), H5P_DEFAULT) > 0)
                continue;
            const Handle made(H5Gcreate2(file.id(), group.c_str(), H5P_DEFAULT, creation.id(), H5P_DEFAULT), H5Gclose);
            if (!made.valid())
                fail("a group could not be made");
        }
    }

    Handle create(const std::string& name, hid_t type, const std::vector<std::size_t>& shape) const
    {
        const std::vector<hsize_t> dimensions = extents(shape);
        const Handle space(H5Screate_simple(static_cast<int>(dimensions.size()), dimensions.data(), nullptr), H5Sclose);
        createGroups(name);
        // Without its time of making, the same numbers are the same bytes.
        const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
        H5Pset_obj_track_times(creation.id(), false);
        // A chunk is what is read at once: one index of three dimensions, everything of less. Text lies elsewhere in the file.
        constexpr std::size_t worthPacking = 512; // bytes: the index of the chunks takes some hundred
        if (packing == Packing::deflate && H5Tget_class(type) != H5T_STRING && product(shape) * H5Tget_size(type) >= worthPacking) {
            std::vector<hsize_t> chunk = dimensions;
            if (chunk.size() > 2)
                chunk[0] = 1;
            H5Pset_chunk(creation.id(), static_cast<int>(chunk.size()), chunk.data());
            H5Pset_shuffle(creation.id());
            H5Pset_deflate(creation.id(), 9);
        }
        Handle dataset(H5Dcreate2(file.id(), name.c_str(), type, space.id(), H5P_DEFAULT, creation.id(), H5P_DEFAULT), H5Dclose);
        if (!dataset.valid())
            fail("a dataset could not be made");
        return dataset;
    }

    void addAttribute(const std::string& object, const std::string& name, hid_t type, hid_t memoryType, const void* value) const
    {
        const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
        const Handle attribute(H5Acreate_by_name(file.id(), object.c_str(), name.c_str(), type, space.id(), H5P_DEFAULT,
                                   H5P_DEFAULT, H5P_DEFAULT),
            H5Aclose);
        if (!attribute.valid() || H5Awrite(attribute.id(), memoryType, value) < 0)
            fail("an attribute could not be written");
    }
};

HdfWriter::HdfWriter(const std::filesystem::path& path, std::string_view schema, int version, Packing packing)
    : m(std::make_unique<Private>())
{
    const LibraryLock lock;
    m->path = path;
    m->packing = packing;
    const Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose);
    if (packing == Packing::deflate)
        H5Pset_istore_k(creation.id(), 1); // the index of one chunk would otherwise take 3 kB for each dataset
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_libver_bounds(access.id(), H5F_LIBVER_EARLIEST, H5F_LIBVER_V18); // readable by every HDF5 since 1.8
    std::destroy_at(&m->file);
    std::construct_at(&m->file, H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()), H5Fclose);
    if (!m->file.valid())
        m->fail("the file could not be made");
    // The groups and headers of 1.8 are smaller than those before. Not of the root group: in that form it would hold the time
    // of its making, which no property keeps out.
    if (packing == Packing::deflate)
        H5Fset_libver_bounds(m->file.id(), H5F_LIBVER_V18, H5F_LIBVER_V18);
    attribute("schema", schema);
    attribute("schema_version", static_cast<std::int64_t>(version));
}

HdfWriter::~HdfWriter()
{
    const LibraryLock lock;
    m.reset();
}

void HdfWriter::close()
{
    const LibraryLock lock;
    if (H5Fflush(m->file.id(), H5F_SCOPE_GLOBAL) < 0 || m->file.close() < 0)
        m->fail("the file could not be written to its end");
}

template<typename T>
void HdfWriter::write(const std::string& name, std::span<const T> values, const std::vector<std::size_t>& shape,
    std::string_view unit, std::string_view description)
{
    {
        const LibraryLock lock;
        const Handle dataset = m->create(name, fileType<T>(), shape);
        if (!values.empty() && H5Dwrite(dataset.id(), nativeType<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
            m->fail("a dataset could not be written");
    }
    attribute("unit", unit, name);
    attribute("description", description, name);
}

template void HdfWriter::write<float>(const std::string&, std::span<const float>, const std::vector<std::size_t>&, std::string_view, std::string_view);
template void HdfWriter::write<double>(const std::string&, std::span<const double>, const std::vector<std::size_t>&, std::string_view, std::string_view);
template void HdfWriter::write<std::int32_t>(const std::string&, std::span<const std::int32_t>, const std::vector<std::size_t>&, std::string_view, std::string_view);
template void HdfWriter::write<std::int64_t>(const std::string&, std::span<const std::int64_t>, const std::vector<std::size_t>&, std::string_view, std::string_view);

void HdfWriter::writeStrings(const std::string& name, const std::vector<std::string>& values, std::string_view description)
{
    {
        const LibraryLock lock;
        const Handle type = stringType();
        const Handle dataset = m->create(name, type.id(), { values.size() });
        std::vector<const char*> pointers;
        for (const std::string& value : values)
            pointers.push_back(value.c_str());
        if (!values.empty() && H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) < 0)
            m->fail("a dataset could not be written");
    }
    attribute("description", description, name);
}

void HdfWriter::attribute(const std::string& name, double value, const std::string& object)
{
    const LibraryLock lock;
    m->addAttribute(object, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value);
}

void HdfWriter::attribute(const std::string& name, std::int64_t value, const std::string& object)
{
    const LibraryLock lock;
    m->addAttribute(object, name, H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}

void HdfWriter::attribute(const std::string& name, std::string_view value, const std::string& object)
{
    const LibraryLock lock;
    const Handle type = stringType();
    const std::string terminated(value);
    const char* pointer = terminated.c_str();
    m->addAttribute(object, name, type.id(), type.id(), &pointer);
}

void HdfWriter::begin(const std::string& name, const std::vector<std::size_t>& shape, std::string_view unit, std::string_view description)
{
    {
        const LibraryLock lock;
        (void)m->create(name, fileType<float>(), shape);
    }
    attribute("unit", unit, name);
    attribute("description", description, name);
}

namespace {

/// Selects one index of the first dimension; returns the file's and the memory's space.
std::pair<Handle, Handle> slab(const Handle& dataset, std::size_t index)
{
    Handle space(H5Dget_space(dataset.id()), H5Sclose);
    std::vector<hsize_t> count(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space.id())));
    H5Sget_simple_extent_dims(space.id(), count.data(), nullptr);
    std::vector<hsize_t> start(count.size(), 0);
    start[0] = index;
    count[0] = 1;
    H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr);
    const hsize_t size = std::accumulate(count.begin(), count.end(), hsize_t(1), std::multiplies<>());
    Handle memory(H5Screate_simple(1, &size, nullptr), H5Sclose);
    return { std::move(space), std::move(memory) };
}

}

void HdfWriter::fill(const std::string& name, std::size_t index, std::span<const float> values)
{
    const LibraryLock lock;
    const Handle dataset(H5Dopen2(m->file.id(), name.c_str(), H5P_DEFAULT), H5Dclose);
    const auto [space, memory] = slab(dataset, index);
    if (H5Dwrite(dataset.id(), H5T_NATIVE_FLOAT, memory.id(), space.id(), H5P_DEFAULT, values.data()) < 0)
        m->fail("a dataset could not be written");
}

struct HdfReader::Private {
    std::filesystem::path path;
    Handle file { -1, H5Fclose };
};

HdfReader::HdfReader(const std::filesystem::path& path)
    : m(std::make_unique<Private>())
{
    const LibraryLock lock;
    m->path = path;
    std::error_code failed;
    if (!std::filesystem::exists(path, failed))
        throw Error(ErrorKind::damaged, { { "path", path.string() }, { "reason", "missing" } });
    std::destroy_at(&m->file);
    std::construct_at(&m->file, H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
    if (!m->file.valid())
        fail("not a readable HDF5 file");
}

HdfReader::HdfReader(const std::filesystem::path& path, std::string_view schema, int supportedVersion)
    : HdfReader(path)
{
    if (const std::string found = text("schema"); found != schema)
        fail("its schema is " + found + ", not " + std::string(schema));
    if (const std::int64_t version = integer("schema_version"); version > supportedVersion)
        throw Error(ErrorKind::newerVersion, { { "path", path.string() }, { "found", std::to_string(version) }, { "supported", std::to_string(supportedVersion) } });
}

HdfReader HdfReader::ofAnyKind(const std::filesystem::path& path)
{
    return HdfReader(path);
}

HdfReader::~HdfReader()
{
    const LibraryLock lock;
    m.reset();
}

void HdfReader::fail(const std::string& what) const
{
    throw Error(ErrorKind::damaged, { { "path", m->path.string() }, { "reason", "format" }, { "what", what } });
}

bool HdfReader::has(const std::string& name) const
{
    const LibraryLock lock;
    return H5Lexists(m->file.id(), name.c_str(), H5P_DEFAULT) > 0;
}

std::vector<std::string> HdfReader::datasets() const
{
    const LibraryLock lock;
    std::vector<std::string> names;
    const auto visit = [](hid_t, const char* name, const H5L_info_t*, void* data) -> herr_t {
        static_cast<std::vector<std::string>*>(data)->emplace_back(name);
        return 0;
    };
    if (H5Lvisit(m->file.id(), H5_INDEX_NAME, H5_ITER_INC, visit, &names) < 0)
        fail("its datasets cannot be listed");
    std::erase_if(names, [&](const std::string& name) {
        const Handle object(H5Oopen(m->file.id(), name.c_str(), H5P_DEFAULT), H5Oclose);
        return !object.valid() || H5Iget_type(object.id()) != H5I_DATASET;
    });
    return names;
}

std::vector<std::size_t> HdfReader::shape(const std::string& name) const
{
    const LibraryLock lock;
    const Handle dataset(H5Dopen2(m->file.id(), name.c_str(), H5P_DEFAULT), H5Dclose);
    if (!dataset.valid())
        fail("it has no dataset " + name);
    const Handle space(H5Dget_space(dataset.id()), H5Sclose);
    const int rank = H5Sget_simple_extent_ndims(space.id());
    std::vector<hsize_t> dimensions(static_cast<std::size_t>(std::max(rank, 0)));
    H5Sget_simple_extent_dims(space.id(), dimensions.data(), nullptr);
    return { dimensions.begin(), dimensions.end() };
}

template<typename T>
std::vector<T> HdfReader::read(const std::string& name) const
{
    const LibraryLock lock;
    std::vector<T> values(product(shape(name)));
    const Handle dataset(H5Dopen2(m->file.id(), name.c_str(), H5P_DEFAULT), H5Dclose);
    if (!values.empty() && H5Dread(dataset.id(), nativeType<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
        fail("dataset " + name + " cannot be read");
    return values;
}

template std::vector<float> HdfReader::read<float>(const std::string&) const;
template std::vector<double> HdfReader::read<double>(const std::string&) const;
template std::vector<std::int32_t> HdfReader::read<std::int32_t>(const std::string&) const;
template std::vector<std::int64_t> HdfReader::read<std::int64_t>(const std::string&) const;

template<typename T>
Matrix<T> HdfReader::readMatrix(const std::string& name) const
{
    const LibraryLock lock;
    const std::vector<std::size_t> dimensions = shape(name);
    if (dimensions.size() != 2)
        fail("dataset " + name + " is no matrix");
    auto matrix = Matrix<T>::unset(dimensions[0], dimensions[1]);
    const Handle dataset(H5Dopen2(m->file.id(), name.c_str(), H5P_DEFAULT), H5Dclose);
    if (!matrix.empty() && H5Dread(dataset.id(), nativeType<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, matrix.data()) < 0)
        fail("dataset " + name + " cannot be read");
    return matrix;
}

template Matrix<float> HdfReader::readMatrix<float>(const std::string&) const;
template Matrix<double> HdfReader::readMatrix<double>(const std::string&) const;
template Matrix<std::int32_t> HdfReader::readMatrix<std::int32_t>(const std::string&) const;

template<typename T>
void HdfReader::readSlab(const std::string& name, std::size_t index, std::span<T> values) const
{
    const LibraryLock lock;
    const std::vector<std::size_t> dimensions = shape(name);
    if (dimensions.empty() || index >= dimensions[0] || product(dimensions) / dimensions[0] != values.size())
        fail("dataset " + name + " has not the expected shape");
    const Handle dataset(H5Dopen2(m->file.id(), name.c_str(), H5P_DEFAULT), H5Dclose);
    const auto [space, memory] = slab(dataset, index);
    if (!values.empty() && H5Dread(dataset.id(), nativeType<T>(), memory.id(), space.id(), H5P_DEFAULT, values.data()) < 0)
        fail("dataset " + name + " cannot be read");
}

template void HdfReader::readSlab<float>(const std::string&, std::size_t, std::span<float>) const;
template void HdfReader::readSlab<double>(const std::string&, std::size_t, std::span<double>) const;

std::vector<std::string> HdfReader::readStrings(const std::string& name) const
{
    const LibraryLock lock;
    const std::size_t count = product(shape(name));
    const Handle dataset(H5Dopen2(m->file.id(), name.c_str(), H5P_DEFAULT), H5Dclose);
    const Handle type = stringType();
    std::vector<char*> pointers(count, nullptr);
    if (count > 0 && H5Dread(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) < 0)
        fail("dataset " + name + " cannot be read");
    std::vector<std::string> values;
    for (char* pointer : pointers) {
        values.emplace_back(pointer ? pointer : "");
        H5free_memory(pointer);
    }
    return values;
}

namespace {

Handle openAttribute(const Handle& file, const std::string& object, const std::string& name)
{
    return { H5Aopen_by_name(file.id(), object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose };
}

}

bool HdfReader::hasAttribute(const std::string& name, const std::string& object) const
{
    const LibraryLock lock;
    return H5Aexists_by_name(m->file.id(), object.c_str(), name.c_str(), H5P_DEFAULT) > 0;
}

double HdfReader::number(const std::string& name, const std::string& object) const
{
    const LibraryLock lock;
    const Handle attribute = openAttribute(m->file, object, name);
    double value = 0;
    if (!attribute.valid() || H5Aread(attribute.id(), H5T_NATIVE_DOUBLE, &value) < 0)
        fail("it has no attribute " + name);
    return value;
}

std::int64_t HdfReader::integer(const std::string& name, const std::string& object) const
{
    const LibraryLock lock;
    const Handle attribute = openAttribute(m->file, object, name);
    std::int64_t value = 0;
    if (!attribute.valid() || H5Aread(attribute.id(), H5T_NATIVE_INT64, &value) < 0)
        fail("it has no attribute " + name);
    return value;
}

std::string HdfReader::text(const std::string& name, const std::string& object) const
{
    const LibraryLock lock;
    const Handle attribute = openAttribute(m->file, object, name);
    const Handle type = stringType();
    char* pointer = nullptr;
    if (!attribute.valid() || H5Aread(attribute.id(), type.id(), &pointer) < 0)
        fail("it has no attribute " + name);
    std::string value(pointer ? pointer : "");
    H5free_memory(pointer);
    return value;
}

}
