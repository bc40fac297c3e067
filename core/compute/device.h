#pragma once

#include "core/base/error.h"
#include "core/recipe/recipe.h"

#include <cstdint>
#include <exception>
#include <limits>
#include <string>

// The only folder that includes torch. Its headers speak spans and plain structs.
namespace polcascope::compute {

/// What the computing is done with.
struct DeviceInfo {
    std::string device; ///< "cpu" or "cuda:0 (NVIDIA H200)"
    std::string libtorch; ///< version
    int threads = 0;
    double gflops = 0; ///< of a small float matrix product, measured (about 50 ms)
    bool slowBlas = false; ///< the rate is that of a reference BLAS
};

/// Sets threads, determinism (deterministic algorithms), TF32 and the device for the process; measures.
/// Throws noDevice when CUDA is asked for and there is none.
DeviceInfo initialise(const ComputeOptions& options);

/// Whether a GPU may round the factors of float matrix products to ten bits; without effect on a CPU.
void setTf32(bool on);

/// Of LibTorch (for the calling thread and those that begin later) and of the BLAS (for all).
void setThreads(int threads);

/// What to tell of an exception that is none of ours: outOfMemory (with the device) where memory ran out, else internal.
[[nodiscard]] Error errorOf(const std::exception& exception);

/// Of what takes examples in blocks: as many at a time as do well. What a caller begins with and passes on by pointer is
/// lowered where memory runs out, so that it has been learnt for the next time.
inline constexpr std::int64_t asManyAsDoWell = std::numeric_limits<std::int64_t>::max();

}
