#include "core/compute/device.h"

#include "core/base/parallel.h"
#include "core/compute/out_of_memory.h"
#include "core/compute/transformer.h"

#include <ATen/Parallel.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <fstream>
#include <new>
#include <string>
#include <string_view>

namespace polcascope::compute {

namespace {

at::Device chosenDevice = at::kCPU; // NOLINT: one device a process, like LibTorch's own threads and determinism
bool asForAccelerator = false; // NOLINT

/// " (NVIDIA H200)" by the driver's own files, or nothing: asking CUDA would need its libraries at build time.
std::string deviceName()
{
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/driver/nvidia/gpus", none)) {
        std::ifstream file(entry.path() / "information");
        for (std::string line; std::getline(file, line);) {
            const auto name = line.find_first_not_of(" \t", std::string_view("Model:").size());
            if (line.starts_with("Model:") && name != std::string::npos)
                return " (" + line.substr(name) + ")";
        }
    }
    return {};
}

constexpr auto systemIsOut = "can't allocate memory"; ///< of LibTorch's exceptions

bool says(const std::exception& exception, std::string_view words)
{
    return std::string_view(exception.what()).find(words) != std::string_view::npos;
}

double measuredGflops()
{
    const std::int64_t size = device().is_cpu() ? 512 : 4096; // an accelerator spends less on a small one than its launch takes
    const at::NoGradGuard noGrad;
    const Tensor a = at::ones({ size, size }, at::TensorOptions(device()).dtype(at::kFloat));
    Tensor product = at::mm(a, a);
    double best = 0;
    double spent = 0;
    // Of a few at least: on a busy machine any one of them may be interrupted.
    for (int i = 0; i < 20 && (i < 5 || spent < 0.05); ++i) {
        const auto begin = std::chrono::steady_clock::now();
        at::mm_out(product, a, a);
        product[0][0].item<float>(); // waits for an accelerator
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
        spent += seconds.count();
        best = std::max(best, 2e-9 * static_cast<double>(size * size * size) / seconds.count());
    }
    return best;
}

}

at::Device device()
{
    return chosenDevice;
}

bool forAccelerator()
{
    return asForAccelerator || !chosenDevice.is_cpu();
}

AsForAccelerator::AsForAccelerator()
{
    asForAccelerator = true;
}

AsForAccelerator::~AsForAccelerator()
{
    asForAccelerator = false;
}

void setThreads(int threads)
{
    at::set_num_threads(threads);
    // LibTorch's threads are OpenMP's; a BLAS with threads of its own does not hear of them.
    using Setter = void (*)(int);
    static const auto setter = reinterpret_cast<Setter>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    if (setter)
        setter(threads);
}

void setTf32(bool on)
{
    at::globalContext().setAllowTF32CuBLAS(on);
    at::globalContext().setAllowTF32CuDNN(on);
}

bool isOutOfMemory(const std::exception& exception)
{
    if (dynamic_cast<const std::bad_alloc*>(&exception) || dynamic_cast<const c10::OutOfMemoryError*>(&exception))
        return true;
    // Of these there are words alone.
    return std::ranges::any_of(std::array { systemIsOut, "CUDA error: out of memory", "CUBLAS_STATUS_ALLOC_FAILED" },
        [&](const char* words) { return says(exception, words); });
}

Error outOfMemory(const std::string& needed)
{
    return Error(ErrorKind::outOfMemory, { { "needed", needed }, { "device", device().str() } });
}

Error errorOf(const std::exception& exception)
{
    if (!isOutOfMemory(exception))
        return Error(ErrorKind::internal, { { "what", exception.what() } });
    const bool system = dynamic_cast<const std::bad_alloc*>(&exception) || says(exception, systemIsOut);
    return system ? Error(ErrorKind::outOfMemory, { { "device", "cpu" } }) : outOfMemory();
}

DeviceInfo initialise(const ComputeOptions& options)
{
    DeviceInfo info;
    info.libtorch = TORCH_VERSION;
    info.threads = threadsOrCores(options.threads);
    setThreads(info.threads);
    at::globalContext().setDeterministicAlgorithms(true, /*warn_only=*/false);
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 2)
    // With these LibTorch writes NaN into every new tensor first, a pass over memory that changes no result: whatever is
    // read here was written before. (2.1 does so, too, and cannot be told otherwise; older ones do not.)
    at::globalContext().setDeterministicFillUninitializedMemory(false);
#endif
    setTf32(options.tf32 == "on");

    if (options.device == "cuda") {
        if (!torch::cuda::is_available())
            throw Error(ErrorKind::noDevice, { { "device", "cuda" }, { "available", "cpu" } });
        // cuBLAS is deterministic only with a fixed workspace, which it reads when it is first used.
        setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", 0);
        chosenDevice = at::Device(at::kCUDA, 0);
        info.device = "cuda:0" + deviceName();
    } else {
        chosenDevice = at::kCPU;
        info.device = "cpu";
    }
    info.gflops = measuredGflops();
    // Measured a core: 3-6 with a reference BLAS, 80-100 with OpenBLAS on AVX-512, 25 and more on older machines.
    const int cores = std::min(info.threads, threadsOrCores(0));
    info.slowBlas = chosenDevice.is_cpu() && info.gflops < 15.0 * cores;
    return info;
}

}
