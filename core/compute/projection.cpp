#include "core/compute/projection.h"

#include "core/compute/gradient.h"
#include "core/compute/gradient_blocks.h"
#include "core/compute/pieces.h"
#include "core/compute/tangents.h"

#include <ATen/Dispatch.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <utility>

namespace polcascope::compute {

namespace {

/// Rows are the same when `key(e, s)` is.
template<typename Key> SharedRows share(std::int64_t examples, std::int64_t positions, Key key)
{
    std::map<decltype(key(0, 0)), std::int64_t> seen;
    std::vector<std::int64_t> first;
    Tensor of = at::empty({ examples, positions }, at::kLong);
    for (std::int64_t row = 0; row < examples * positions; ++row) {
        const auto [at, isNew] = seen.try_emplace(key(row / positions, row % positions), static_cast<std::int64_t>(first.size()));
        if (isNew)
            first.push_back(row);
        of.data_ptr<std::int64_t>()[row] = at->second;
    }
    const Tensor rows = at::from_blob(first.data(), { static_cast<std::int64_t>(first.size()) }, at::kLong);
    return { rows.clone().to(device()), of.to(device()) };
}

template<typename T> double dot(const T* a, const T* b, std::int64_t count)
{
    T sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::int64_t i = 0; i < count; ++i)
        sum += a[i] * b[i];
    return static_cast<double>(sum);
}

/// sums[e, t] += the sum over s <= first + t of delta[e, t, s] . y[of[e, s]], for y [U, o], delta [E, T, S, o], of [E, S].
/// What stands past a token's own position is nought and never read. On the CPU.
void addDots(const Tensor& y, const Tensor& of, const Tensor& delta, std::int64_t first, Tensor sums)
{
    const std::int64_t tokens = delta.size(1);
    const std::int64_t positions = delta.size(2);
    AT_DISPATCH_FLOATING_TYPES(delta.scalar_type(), "addDots", [&] {
        const auto* left = y.data_ptr<scalar_t>();
        const auto* right = delta.data_ptr<scalar_t>();
        const auto* rows = of.data_ptr<std::int64_t>();
        auto* out = sums.data_ptr<double>();
        const std::int64_t width = y.size(1);
        at::parallel_for(0, delta.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t e = begin; e < end; ++e) {
                for (std::int64_t t = 0; t < tokens; ++t) {
                    double sum = 0;
                    const scalar_t* own = right + e * delta.stride(0) + t * delta.stride(1);
                    for (std::int64_t s = 0; s < std::min(positions, first + t + 1); ++s)
                        sum += dot(left + rows[e * positions + s] * width, own + s * delta.stride(2), width);
                    out[e * sums.stride(0) + t * sums.stride(1)] += sum;
                }
            }
        });
    });
}

/// Adds up <b_k, grad L(x)> layer by layer, of the layers it is told of. For a weight W with inputs x_s and deltas d_s
/// it is the sum over positions of d_s . (B_k x_s): the tokens of an example share B_k x_s, and examples share it as
/// far as they begin alike. Or, where the plan says so, by blocks of each token's gradient.
class ProjectionSink : public GradientSink {
public:
    /// `sums` [E, T, K] double and contiguous, for tokens first ... first + T - 1 of the block's examples.
    ProjectionSink(const ModelShape& shape, const ProjectionPlan& plan, const Tensor& basis, const Parameters& parameters,
        const PlannedExamples::Block& block, std::int64_t first, Tensor sums, const Progress& progress)
        : m_plan(plan)
        , m_basis(basis)
        , m_parameters(parameters)
        , m_block(block)
        , m_firstPosition(shape.firstScored + first)
        , m_sums(std::move(sums))
        , m_progress(progress)
    {
    }

    void linear(const Affine& layer, const Tensor& input, const Tensor& delta, Source source) override
    {
        addBias(layer, delta.dim() == 4 ? delta.sum(2) : delta);
        if (m_plan.usesBlocks(layer.weightOffset))
            addBlocks(layer, input, delta);
        else if (m_plan.together)
            addTogether(layer, input, delta, source);
        else
            addProducts(layer, input, delta, source);
    }

    void norm(const Affine& norm, const Normed& input, const Tensor& delta) override
    {
        const Tensor unit = (input.input - input.mean).mul_(input.inverse);
        if (delta.dim() == 4) {
            addRows(norm.weightOffset, (delta * unit.unsqueeze(1)).sum(2));
            addBias(norm, delta.sum(2));
        } else {
            addRows(norm.weightOffset, delta * unit);
            addBias(norm, delta);
        }
    }

    void embedding(const Tensor& inputs, const Tensor& delta) override
    {
        const SharedRows& shared = m_block.sameToken;
        const Tensor rows = inputs.flatten().index_select(0, shared.first);
        const Tensor positions = shared.first.remainder(inputs.size(1));
        if (m_plan.together) {
            Tensor y = parts(0, m_parameters.tokenEmbedding).index_select(1, rows);
            y.add_(parts(m_parameters.positionOffset, m_parameters.positionEmbedding).index_select(1, positions));
            addSharedDots(std::move(y), shared.of, delta);
            return;
        }
        const Tensor deltas = delta.contiguous();
        for (std::int64_t k = 0; k < m_basis.size(0); ++k) {
            const Tensor y = part(0, m_parameters.tokenEmbedding, k).index_select(0, rows)
                + part(m_parameters.positionOffset, m_parameters.positionEmbedding, k).index_select(0, positions);
            addDots(y, shared.of, deltas, m_firstPosition, sumsOf(k, deltas));
        }
    }

private:
    void addProducts(const Affine& layer, const Tensor& input, const Tensor& delta, Source source)
    {
        const std::int64_t width = delta.size(-1);
        const Tensor all = input.reshape({ -1, input.size(-1) });
        Tensor x = all;
        Tensor of = at::arange(all.size(0), m_block.sameToken.of.options()).unsqueeze(1);
        Tensor deltas = delta;
        if (delta.dim() == 4) {
            const SharedRows& shared = sharedBy(source);
            x = all.index_select(0, shared.first);
            of = shared.of;
        } else {
            // Each row is a token's own: as many examples of one token and one position.
            deltas = delta.reshape({ -1, 1, 1, width });
        }
        deltas = deltas.contiguous();
        // By stretches of outputs whose deltas stay in cache while all vectors pass.
        const std::int64_t stretch = std::min(width, std::max<std::int64_t>((1 << 20) * width / deltas.numel() / 64 * 64, 64));
        for (std::int64_t begin = 0; begin < width; begin += stretch) {
            m_progress.report(0);
            const std::int64_t count = std::min(stretch, width - begin);
            Tensor y = at::empty({ x.size(0), count }, x.options());
            const Tensor some = deltas.narrow(3, begin, count);
            for (std::int64_t k = 0; k < m_basis.size(0); ++k) {
                const Tensor weight = part(layer.weightOffset, layer.weight, k).narrow(0, begin, count);
                at::mm_out(y, x, weight.t());
                addDots(y, of, some, m_firstPosition, sumsOf(k, deltas));
            }
        }
    }

    /// All vectors in one product: as many launches whatever their number, and nothing is copied for each.
    void addTogether(const Affine& layer, const Tensor& input, const Tensor& delta, Source source)
    {
        m_progress.report(0);
        const std::int64_t vectors = m_basis.size(0);
        const auto ofEach = [&](const Tensor& rows) { return rows.unsqueeze(0).expand({ vectors, -1, -1 }); };
        const Tensor weights = parts(layer.weightOffset, layer.weight); // [K, out, in]
        const Tensor inputs = input.reshape({ -1, input.size(-1) });
        if (delta.dim() == 4) {
            const SharedRows& shared = sharedBy(source);
            const Tensor x = inputs.index_select(0, shared.first);
            addSharedDots(at::bmm(ofEach(x), weights.transpose(1, 2)), shared.of, delta);
            return;
        }
        // Each row of either is a token's own: the product goes to the narrower side.
        const Tensor deltas = delta.reshape({ -1, delta.size(-1) });
        const bool toInputs = inputs.size(1) < deltas.size(1);
        const Tensor y = toInputs ? at::bmm(ofEach(deltas), weights) : at::bmm(ofEach(inputs), weights.transpose(1, 2));
        const Tensor dots = at::bmm((toInputs ? inputs : deltas).unsqueeze(1), y.permute({ 1, 2, 0 }));
        m_sums.add_(dots.view(m_sums.sizes()));
    }

    /// sums[e, t, k] += the sum over s of delta[e, t, s] . y[k, of[e, s]], for y [K, U, o], delta [E, T, S, o].
    void addSharedDots(Tensor y, const Tensor& of, const Tensor& delta)
    {
        y = y.index_select(1, of.flatten());
        const Tensor rows = delta.transpose(1, 2).reshape({ of.numel(), delta.size(1), delta.size(3) });
        const Tensor dots = at::bmm(rows, y.permute({ 1, 2, 0 })); // [E S, T, K]
        m_sums.add_(dots.view({ of.size(0), of.size(1), delta.size(1), -1 }).sum(1));
    }

    void addBlocks(const Affine& layer, const Tensor& input, const Tensor& delta)
    {
        const bool own = delta.dim() == 3;
        const Tensor inputs = input.contiguous();
        const Tensor deltas = delta.contiguous();
        AT_DISPATCH_FLOATING_TYPES(delta.scalar_type(), "addBlocks", [&] {
            TokenGradients<scalar_t> gradients;
            gradients.input = inputs.data_ptr<scalar_t>();
            gradients.delta = deltas.data_ptr<scalar_t>();
            gradients.examples = delta.size(0);
            gradients.tokens = delta.size(1);
            gradients.positions = input.size(1);
            gradients.in = input.size(2);
            gradients.out = delta.size(-1);
            gradients.firstPosition = m_firstPosition;
            gradients.own = own;
            const GradientBlocks<scalar_t> blocks(gradients);
            constexpr std::int64_t stretch = 512; // some hundred milliseconds
            for (std::int64_t begin = 0; begin < gradients.out; begin += stretch) {
                m_progress.report(0);
                blocks.addProducts(m_basis.data_ptr<scalar_t>() + layer.weightOffset, m_basis.stride(0), m_basis.size(0), begin,
                    std::min(begin + stretch, gradients.out), m_sums.data_ptr<double>());
            }
        });
    }

    [[nodiscard]] Tensor part(std::int64_t offset, const Tensor& like, std::int64_t k) const
    {
        return m_basis[k].narrow(0, offset, like.numel()).view(like.sizes());
    }

    /// The same of all vectors, [K, ...].
    [[nodiscard]] Tensor parts(std::int64_t offset, const Tensor& like) const
    {
        return m_basis.narrow(1, offset, like.numel()).view({ -1, like.size(0), like.size(1) });
    }

    [[nodiscard]] const SharedRows& sharedBy(Source source) const
    {
        return source == Source::token ? m_block.sameToken : m_block.samePrefix;
    }

    /// The sums of vector k with the first two dimensions of the deltas.
    [[nodiscard]] Tensor sumsOf(std::int64_t k, const Tensor& deltas) const
    {
        const std::int64_t step = m_sums.stride(1);
        const Tensor sums = m_sums.select(2, k);
        return deltas.size(0) == sums.size(0) && deltas.size(1) == sums.size(1)
            ? sums
            : sums.as_strided({ deltas.size(0), 1 }, { step, step }, sums.storage_offset());
    }

    /// Adds the products of rows [E, T, w] with the basis at an offset.
    void addRows(std::int64_t offset, const Tensor& rows)
    {
        const std::int64_t width = rows.size(-1);
        m_sums.add_(at::matmul(rows.reshape({ -1, width }), m_basis.narrow(1, offset, width).t()).view(m_sums.sizes()));
    }
    void addBias(const Affine& layer, const Tensor& delta) { addRows(layer.biasOffset, delta); }

    const ProjectionPlan& m_plan;
    const Tensor& m_basis;
    const Parameters& m_parameters;
    const PlannedExamples::Block& m_block;
    std::int64_t m_firstPosition;
    Tensor m_sums;
    const Progress& m_progress;
};

/// The examples' order in which those that begin alike stand together, [E]. `ids` [E, S] on the host, and so the order.
Tensor sorted(const Tensor& ids)
{
    const auto row = [&](std::int64_t e) {
        return std::span(ids.data_ptr<std::int64_t>() + e * ids.size(1), static_cast<std::size_t>(ids.size(1)));
    };
    std::vector<std::int64_t> order(static_cast<std::size_t>(ids.size(0)));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
        [&](std::int64_t a, std::int64_t b) { return std::ranges::lexicographical_compare(row(a), row(b)); });
    return at::from_blob(order.data(), { ids.size(0) }, at::kLong).clone();
}

/// `ids` [E, S] in order.
PlannedExamples::Block blockOf(const Tensor& ids, const Tensor& targets)
{
    const std::int64_t examples = ids.size(0);
    const std::int64_t positions = ids.size(1);
    const auto* id = ids.data_ptr<std::int64_t>();
    const Tensor prefixes = at::empty_like(ids); // the first row that begins alike
    auto* prefix = prefixes.data_ptr<std::int64_t>();
    for (std::int64_t row = 0; row < examples * positions; ++row) {
        const bool first = row % positions == 0;
        const bool alike = row >= positions && id[row] == id[row - positions] && (first || prefix[row - 1] != row - 1);
        prefix[row] = alike ? prefix[row - positions] : row;
    }
    const auto at = [=](std::int64_t e, std::int64_t s) { return e * positions + s; };
    return { { ids.to(device()), targets.to(device()) },
        share(examples, positions, [=](std::int64_t e, std::int64_t s) { return std::pair { id[at(e, s)], s }; }),
        share(examples, positions, [=](std::int64_t e, std::int64_t s) { return prefix[at(e, s)]; }) };
}

/// How many of the inputs differ when so many examples pass together, an example: pairs of token and position, and
/// prefixes. `ids` in order.
void countRows(const Tensor& ids, std::int64_t together, ProjectionSize& size)
{
    const std::int64_t positions = ids.size(1);
    const auto* id = ids.data_ptr<std::int64_t>();
    double tokens = 0;
    double prefixes = 0;
    for (std::int64_t begin = 0; begin < ids.size(0); begin += together) {
        std::set<std::pair<std::int64_t, std::int64_t>> seen;
        for (std::int64_t e = begin; e < std::min(begin + together, ids.size(0)); ++e) {
            const std::int64_t* row = id + e * positions;
            const std::int64_t* same = e == begin ? row : std::mismatch(row, row + positions, row - positions).first;
            prefixes += static_cast<double>(e == begin ? positions : row + positions - same);
            for (std::int64_t s = 0; s < positions; ++s)
                seen.emplace(row[s], s);
        }
        tokens += static_cast<double>(seen.size());
    }
    size.tokenRows = tokens / static_cast<double>(ids.size(0));
    size.prefixRows = prefixes / static_cast<double>(ids.size(0));
}

}

ProjectionSize projectionSize(const Tensor& inputs, const Tensor& basis, std::int64_t memoryBytes)
{
    ProjectionSize size { .examples = inputs.size(0), .positions = inputs.size(1), .vectors = basis.size(0),
        .elementSize = static_cast<std::int64_t>(basis.element_size()), .threads = piecesAtOnce(), .cpu = !forAccelerator(),
        .memoryBytes = memoryBytes };
    const Tensor ids = inputs.cpu().contiguous();
    countRows(ids.index_select(0, sorted(ids)), size.cpu ? largestBlock : std::max<std::int64_t>(size.examples, 1), size);
    return size;
}

PlannedExamples plannedExamples(const Batch& batch, const ProjectionPlan& plan)
{
    PlannedExamples planned;
    const Tensor ids = batch.inputs.cpu().contiguous();
    const Tensor order = sorted(ids);
    const Batch ordered { ids.index_select(0, order), batch.targets.cpu().index_select(0, order) };
    for (std::int64_t begin = 0; begin < ordered.count(); begin += plan.examples) {
        const Batch some = ordered.range(begin, std::min(begin + plan.examples, ordered.count()));
        planned.blocks.push_back(blockOf(some.inputs, some.targets));
    }
    planned.place = at::empty_like(order).index_copy_(0, order, at::arange(order.numel(), order.options())).to(device());
    return planned;
}

TokenProjection projectTokens(const ModelShape& shape, const Parameters& parameters, const PlannedExamples& examples, const Tensor& basis,
    const ProjectionPlan& plan, const Progress& progress)
{
    const at::NoGradGuard noGrad;
    const std::int64_t count = examples.place.numel();
    const std::int64_t scored = examples.blocks.front().batch.targets.size(1);
    const std::int64_t vectors = basis.size(0);
    Tensor losses = at::empty({ count, scored }, basis.options());
    Tensor sums = at::zeros({ count, scored, vectors }, basis.options().dtype(at::kDouble));
    forPieces(static_cast<std::int64_t>(examples.blocks.size()), plan.workers, progress, [&](std::int64_t piece, int, const Progress& part) {
        const PlannedExamples::Block& block = examples.blocks[static_cast<std::size_t>(piece)];
        const std::int64_t begin = piece * plan.examples;
        const std::int64_t end = begin + block.batch.count();
        const Pass pass(shape, parameters, block.batch);
        losses.slice(0, begin, end).copy_(pass.losses());
        const double share = plan.tangents ? 0.5 : 1.0; // the other half: the tangents
        Tensor ownDelta = plan.tangents ? at::empty({ end - begin, scored, 2 * shape.width }, basis.options()) : Tensor();
        for (std::int64_t token = 0; token < scored; token += plan.tokens) {
            const std::int64_t tokens = std::min(plan.tokens, scored - token);
            const double done = share * static_cast<double>(token) / static_cast<double>(scored);
            const Progress inner([&](double, std::string_view) {
                part.report(done);
                return true;
            });
            Tensor of = at::zeros({ end - begin, tokens, vectors }, sums.options());
            ProjectionSink sink(shape, plan, basis, parameters, block, token, of, inner);
            if (plan.tangents)
                ownDelta.narrow(1, token, tokens).copy_(pass.backwardOwn(token, tokens, sink));
            else
                pass.backwardSplit(token, tokens, sink);
            sums.slice(0, begin, end).narrow(1, token, tokens).copy_(of);
        }
        if (!plan.tangents)
            return;
        const Tangents tangents(shape, parameters, block.batch, pass);
        for (std::int64_t k = 0; k < vectors; ++k) {
            part.report(share + (1 - share) * static_cast<double>(k) / static_cast<double>(vectors));
            sums.slice(0, begin, end).select(2, k).add_((tangents.along(views(shape, basis[k])) * ownDelta).sum(-1));
        }
    });
    return { losses.index_select(0, examples.place), sums.index_select(0, examples.place).to(basis.scalar_type()) };
}

}
