#include "core/compute/hessian.h"

#include "core/base/error.h"

#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <string>

namespace polcascope::compute {

namespace {

/// Bytes that the graph of one example's gradient keeps: measured on LibTorch 1.13, rounded up.
double graphBytes(const ModelShape& shape, std::int64_t positions, std::size_t elementSize)
{
    const auto s = static_cast<double>(positions);
    const auto q = static_cast<double>(positions - shape.firstScored);
    const auto w = static_cast<double>(shape.width);
    double floats = 6 * q * static_cast<double>(shape.outputVocabulary) + 20 * q * w;
    for (std::int64_t i = 0; i < shape.layers; ++i) {
        const double queries = i + 1 == shape.layers ? q : s;
        floats += 30 * s * w + queries * (30 * w + 6 * static_cast<double>(shape.mlpWidth))
            + 8 * static_cast<double>(shape.heads) * s * queries;
    }
    return floats * static_cast<double>(elementSize);
}

}

Hessian::Hessian(const ModelShape& shape, const Tensor& theta, const Batch& sample, std::int64_t memoryBytes)
    : m_shape(shape)
    , m_sample(sample)
    , m_parameters(views(shape, theta.detach().clone()))
{
    std::int64_t offset = 0;
    for (Tensor* tensor : tensors(m_parameters)) {
        *tensor = tensor->detach().requires_grad_();
        m_leaves.push_back(*tensor);
        m_offsets.push_back(offset);
        offset += tensor->numel();
    }

    const std::int64_t positions = sample.inputs.size(1);
    const double bytes = graphBytes(shape, positions, theta.element_size());
    const auto affordable = static_cast<std::int64_t>(static_cast<double>(memoryBytes) / bytes);
    if (affordable < 1) {
        throw Error(ErrorKind::outOfMemory,
            { { "needed", std::to_string(static_cast<std::int64_t>(bytes)) }, { "limit", std::to_string(memoryBytes) },
                { "key", "compute.memory_megabytes" } });
    }
    // The first product of a chunk takes about ten forward passes; a CPU core does 40 GFLOP in half a second.
    const double flops = theta.is_cpu() ? 4e10 : 4e12;
    const auto quick = static_cast<std::int64_t>(flops / (10 * forwardFlops(shape, positions)));
    const std::int64_t size = std::clamp<std::int64_t>(std::min(quick, affordable), 1, sample.count());
    for (std::int64_t begin = 0; begin < sample.count(); begin += size) {
        const std::int64_t end = std::min(begin + size, sample.count());
        // One chunk's worth stays free for the chunk at work.
        m_chunks.push_back({ begin, end, end == sample.count() ? end <= affordable : end + size <= affordable, {} });
    }
}

std::vector<Tensor> Hessian::gradient(const Chunk& chunk) const
{
    const at::AutoGradMode enabled(true);
    const Batch batch = m_sample.range(chunk.begin, chunk.end);
    const Tensor loss = losses(logits(m_shape, m_parameters, batch.inputs), batch.targets).sum()
        / static_cast<double>(m_sample.targets.numel());
    return torch::autograd::grad({ loss }, m_leaves, {}, /*retain_graph=*/true, /*create_graph=*/true);
}

void Hessian::addProduct(std::int64_t index, const Tensor& vector, Tensor& sum)
{
    Chunk& chunk = m_chunks[static_cast<std::size_t>(index)];
    const std::vector<Tensor> gradient = chunk.gradient.empty() ? this->gradient(chunk) : chunk.gradient;
    std::vector<Tensor> parts;
    for (std::size_t i = 0; i < m_leaves.size(); ++i)
        parts.push_back(vector.narrow(0, m_offsets[i], m_leaves[i].numel()).view(m_leaves[i].sizes()));
    const std::vector<Tensor> products
        = torch::autograd::grad(gradient, m_leaves, parts, /*retain_graph=*/chunk.kept, false, /*allow_unused=*/true);
    if (chunk.kept)
        chunk.gradient = gradient;
    const at::NoGradGuard noGrad;
    for (std::size_t i = 0; i < products.size(); ++i) {
        if (products[i].defined())
            sum.narrow(0, m_offsets[i], m_leaves[i].numel()).add_(products[i].reshape(-1));
    }
}

Tensor Hessian::product(const Tensor& vector)
{
    Tensor sum = at::zeros_like(vector);
    for (std::int64_t chunk = 0; chunk < chunks(); ++chunk)
        addProduct(chunk, vector, sum);
    return sum;
}

}
