#pragma once

#include "core/base/parallel.h"
#include "core/compute/device.h"
#include "core/compute/transformer.h"

#include <ATen/Parallel.h>

#include <algorithm>

namespace polcascope::compute {

/// While it lives LibTorch and the BLAS use one thread, and after it as many as before.
class OneThreadEach {
public:
    OneThreadEach()
        : m_threads(at::get_num_threads())
    {
        setThreads(1);
    }
    ~OneThreadEach() { setThreads(m_threads); }
    OneThreadEach(const OneThreadEach&) = delete;
    OneThreadEach& operator=(const OneThreadEach&) = delete;

private:
    int m_threads;
};

/// How many pieces are at work at a time: the threads that LibTorch may use; on an accelerator one.
inline int piecesAtOnce()
{
    return forAccelerator() ? 1 : at::get_num_threads();
}

/// body(piece, worker, progress) for 0 <= piece < count, each piece computed by one thread alone, without
/// gradients: two threads that share every operation of a small model are hardly faster than one, and so the
/// number of threads cannot change what comes out. `progress` reports to and cancels the whole; a piece that
/// takes long asks it now and then.
template <typename Body>
void forPieces(std::int64_t count, int workers, const Progress& progress, const Body& body)
{
    const OneThreadEach oneThreadEach;
    parallelFor(static_cast<std::size_t>(count), workers, progress, [&](std::size_t piece, int worker, const auto& poll) {
        if (worker > 0)
            at::set_num_threads(1); // OpenMP counts for each thread
        const at::NoGradGuard noGrad;
        body(static_cast<std::int64_t>(piece), worker, Progress([&poll](double fraction, std::string_view) {
            poll(fraction);
            return true;
        }));
    });
}

}
