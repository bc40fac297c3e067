#include "core/compute/along_vector.h"

#include "core/compute/curvature.h"
#include "core/compute/out_of_memory.h"
#include "core/compute/pieces.h"

#include <algorithm>

namespace polcascope::compute {

AlongVector alongVector(const ModelShape& shape, std::span<const float> theta, std::span<const float> vector, double p,
    const task::ExampleSet& tokens, const Progress& progress, std::int64_t* atOnce)
{
    const at::NoGradGuard noGrad;
    return inFewerExamples(16, atOnce, [&](std::int64_t size) -> AlongVector { // of a piece
        const Tensor here = toTensor(theta).to(at::kDouble);
        const Tensor direction = toTensor(vector).to(at::kDouble);
        const Tensor there = here + p * direction;
        const Parameters atHere = views(shape, here);
        const Parameters along = views(shape, direction);
        const Parameters atThere = views(shape, there);
        const Batch batch = toBatch(shape, tokens);
        const Tensor values = at::empty({ 3, batch.count(), batch.targets.size(1) }, here.options().device(at::kCPU));
        forPieces((batch.count() + size - 1) / size, piecesAtOnce(), progress, [&](std::int64_t piece, int, const Progress& part) {
            part.report(0);
            const std::int64_t begin = piece * size;
            const std::int64_t end = std::min(begin + size, batch.count());
            const Batch some = batch.range(begin, end);
            const LossJet jet = lossJet(shape, atHere, along, some);
            part.report(0.8);
            const Tensor change = losses(logits(shape, atThere, some.inputs), some.targets) - jet.value;
            values.slice(1, begin, end).copy_(at::stack({ change, jet.first, jet.second }));
        });
        const auto row = [&](std::int64_t i) {
            const auto* first = values.data_ptr<double>() + i * batch.targets.numel();
            return std::vector<double>(first, first + batch.targets.numel());
        };
        return { row(0), row(1), row(2) };
    });
}

}
