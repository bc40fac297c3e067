#include "core/store/run_files.h"

#include "core/store/hdf_file.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace polcascope::store {

namespace {

constexpr int version = 1;
constexpr auto tokensSchema = "polcascope/tokens";
constexpr auto checkpointSchema = "polcascope/checkpoint";
constexpr auto stateSchema = "polcascope/training-state";
constexpr auto lossSchema = "polcascope/training-loss";
constexpr auto vectorSchema = "polcascope/basis-vector";
constexpr auto trajectorySchema = "polcascope/trajectory-part";

/// Which numbers of a flat parameter vector belong to which tensor.
void writeLayout(HdfWriter& file, std::span<const ParameterTensor> layout)
{
    std::vector<std::string> names;
    std::vector<std::int64_t> offsets;
    Matrix<std::int32_t> shapes(layout.size(), 2, 1);
    for (std::size_t i = 0; i < layout.size(); ++i) {
        names.push_back(layout[i].name);
        offsets.push_back(layout[i].offset);
        for (std::size_t j = 0; j < layout[i].shape.size(); ++j)
            shapes(i, j) = static_cast<std::int32_t>(layout[i].shape[j]);
    }
    file.writeStrings("layout/name", names, "name of each parameter tensor, in the order of the flat vector");
    file.write("layout/offset", offsets, "1", "index of the tensor's first number in the flat vector");
    file.write("layout/shape", shapes, "1", "rows and columns of each tensor, row after row; vectors have one column");
}

}

void writeTokens(const std::filesystem::path& path, const TokenTable& tokens, Packing packing)
{
    HdfWriter file(path, tokensSchema, version, packing);
    file.write("sequences", tokens.sequences, "1", "input id of every token of every example [examples, length]");
    file.writeStrings("input_vocabulary", tokens.inputVocabulary, "text of each input id");
    file.writeStrings("output_vocabulary", tokens.outputVocabulary, "text of each output id");
    file.write("tokens/sequence", tokens.sequence, "1", "which example each scored token belongs to [tokens]");
    file.write("tokens/position", tokens.position, "1", "where in its example the scored token stands [tokens]");
    file.write("tokens/output", tokens.output, "1", "output id of the scored token: its output token type [tokens]");
    std::vector<std::string> names;
    for (const LabelColumn& label : tokens.labels) {
        names.push_back(label.name);
        file.write("labels/" + label.name + "/value", label.values, "1", "index into the categories [tokens]");
        file.writeStrings("labels/" + label.name + "/categories", label.categories, "what the values mean");
    }
    file.writeStrings("label_names", names, "the label columns in their order");
    file.close();
}

TokenTable readTokens(const std::filesystem::path& path)
{
    const HdfReader file(path, tokensSchema, version);
    TokenTable tokens;
    tokens.sequences = file.readMatrix<std::int32_t>("sequences");
    tokens.inputVocabulary = file.readStrings("input_vocabulary");
    tokens.outputVocabulary = file.readStrings("output_vocabulary");
    tokens.sequence = file.read<std::int32_t>("tokens/sequence");
    tokens.position = file.read<std::int32_t>("tokens/position");
    tokens.output = file.read<std::int32_t>("tokens/output");
    for (const std::string& name : file.readStrings("label_names"))
        tokens.labels.push_back({ name, file.readStrings("labels/" + name + "/categories"), file.read<std::int32_t>("labels/" + name + "/value") });

    // Everything else indexes by these numbers without looking again.
    const auto within = [](const std::vector<std::int32_t>& values, std::size_t bound) {
        return std::all_of(values.begin(), values.end(), [&](std::int32_t value) { return value >= 0 && static_cast<std::size_t>(value) < bound; });
    };
    const std::size_t count = tokens.output.size();
    const std::vector<std::int32_t> ids(tokens.sequences.data(), tokens.sequences.data() + tokens.sequences.size());
    bool good = tokens.sequence.size() == count && tokens.position.size() == count && within(tokens.sequence, tokens.sequences.rows())
        && within(tokens.position, tokens.sequences.columns()) && within(tokens.output, tokens.outputVocabulary.size())
        && within(ids, tokens.inputVocabulary.size());
    for (const LabelColumn& label : tokens.labels)
        good = good && label.values.size() == count && within(label.values, label.categories.size());
    if (!good)
        file.fail("its numbers do not fit together");
    return tokens;
}

void writeCheckpoint(const std::filesystem::path& path, std::int64_t step, std::span<const float> parameters,
    std::span<const ParameterTensor> layout)
{
    HdfWriter file(path, checkpointSchema, version);
    file.attribute("step", step);
    file.write<float>("parameters", parameters, { parameters.size() }, "1", "all weights as one flat vector; layout says which is which");
    writeLayout(file, layout);
    file.close();
}

std::vector<float> readCheckpoint(const std::filesystem::path& path)
{
    return HdfReader(path, checkpointSchema, version).read<float>("parameters");
}

void writeTrainingState(const std::filesystem::path& path, const TrainingState& state)
{
    HdfWriter file(path, stateSchema, version);
    file.attribute("step", state.step);
    file.write("parameters", state.parameters, "1", "all weights as one flat vector");
    file.write("first_moment", state.firstMoment, "1", "AdamW's mean of gradients");
    file.write("second_moment", state.secondMoment, "1", "AdamW's mean of squared gradients");
    file.write("losses", state.losses, "nats", "mean loss of each step's batch before its update");
    file.close();
}

TrainingState readTrainingState(const std::filesystem::path& path)
{
    const HdfReader file(path, stateSchema, version);
    return { file.integer("step"), file.read<float>("parameters"), file.read<float>("first_moment"),
        file.read<float>("second_moment"), file.read<float>("losses") };
}

void writeTrainingLoss(const std::filesystem::path& path, std::span<const float> losses, Packing packing)
{
    HdfWriter file(path, lossSchema, version, packing);
    file.write<float>("loss", losses, { losses.size() }, "nats", "mean loss of each step's batch before its update [steps]");
    file.close();
}

std::vector<float> readTrainingLoss(const std::filesystem::path& path)
{
    return HdfReader(path, lossSchema, version).read<float>("loss");
}

namespace {

/// What is known of a vector besides its numbers: attributes, and how much of it lies in each tensor.
void writeVectorInfo(HdfWriter& file, const BasisVectorInfo& vector, std::span<const ParameterTensor> layout, std::span<const TensorShare> tensors)
{
    file.attribute("index", vector.index);
    file.attribute("step", vector.step);
    file.attribute("kind", vector.kind);
    if (!vector.stageHash.empty())
        file.attribute("stage_hash", vector.stageHash);
    if (vector.isEigenvector()) {
        file.attribute("eigenvalue", vector.eigenvalue);
        file.attribute("residual", vector.residual);
        file.attribute("iterations", vector.iterations);
        file.attribute("products", vector.products);
        file.attribute("converged", static_cast<std::int64_t>(vector.converged));
    }
    if (std::isfinite(vector.singularValue))
        file.attribute("singular_value", vector.singularValue);
    if (vector.parameter >= 0) {
        file.attribute("parameter", vector.parameter);
        file.attribute("parameter_size", vector.parameterSize);
    }
    writeLayout(file, layout);
    std::vector<double> shares;
    for (const TensorShare& share : tensors)
        shares.push_back(share.share);
    if (!shares.empty()) // runs of the first version do not say
        file.write("layout/share", shares, "1", "share of the vector's squared norm that lies in each tensor");
}

}

void writeBasisVector(const std::filesystem::path& path, const BasisVector& vector, std::span<const ParameterTensor> layout)
{
    HdfWriter file(path, vectorSchema, version);
    file.write("vector", vector.vector, "1", "unit vector in weight space, orthogonal to all basis vectors before it; layout says which number belongs to which tensor");
    writeVectorInfo(file, vector, layout, tensorShares(vector.vector, layout));
    if (!vector.runnerUp.empty())
        file.write("runner_up", vector.runnerUp, "1", "the direction that came next: where Lanczos starts at the checkpoint after");
    file.close();
}

void writeBasisVectorInfo(const std::filesystem::path& path, const BasisVectorInfo& info, std::span<const ParameterTensor> layout)
{
    HdfWriter file(path, vectorSchema, version);
    writeVectorInfo(file, info, layout, info.shares);
    file.close();
}

std::vector<TensorShare> tensorShares(std::span<const float> vector, std::span<const ParameterTensor> layout)
{
    std::vector<TensorShare> shares;
    double sum = 0;
    for (const ParameterTensor& tensor : layout) {
        double squared = 0;
        for (const float x : vector.subspan(static_cast<std::size_t>(tensor.offset), static_cast<std::size_t>(tensor.size)))
            squared += static_cast<double>(x) * static_cast<double>(x);
        shares.push_back({ tensor.name, squared });
        sum += squared;
    }
    for (TensorShare& share : shares)
        share.share /= sum > 0 ? sum : 1;
    return shares;
}

namespace {

BasisVectorInfo vectorInfo(const HdfReader& file)
{
    BasisVectorInfo info;
    info.index = file.integer("index");
    info.step = file.integer("step");
    if (file.hasAttribute("kind")) // files of the first version hold Hessian eigenvectors and do not say so
        info.kind = file.text("kind");
    if (file.hasAttribute("stage_hash"))
        info.stageHash = file.text("stage_hash");
    if (info.isEigenvector()) {
        info.eigenvalue = file.number("eigenvalue");
        info.residual = file.number("residual");
        info.iterations = file.integer("iterations");
        info.products = file.integer("products");
        info.converged = file.integer("converged") != 0;
    } else {
        info.eigenvalue = info.residual = std::numeric_limits<double>::quiet_NaN();
        info.converged = true;
    }
    if (file.hasAttribute("singular_value"))
        info.singularValue = file.number("singular_value");
    if (file.hasAttribute("parameter")) {
        info.parameter = file.integer("parameter");
        info.parameterSize = file.number("parameter_size");
    }
    if (file.has("layout/share")) {
        const std::vector<std::string> names = file.readStrings("layout/name");
        const std::vector<double> shares = file.read<double>("layout/share");
        for (std::size_t i = 0; i < std::min(names.size(), shares.size()); ++i)
            info.shares.push_back({ names[i], shares[i] });
    }
    return info;
}

}

namespace {

BasisVector vectorWith(BasisVectorInfo info, const HdfReader& file)
{
    return { std::move(info), file.read<float>("vector"), file.has("runner_up") ? file.read<float>("runner_up") : std::vector<float>() };
}

}

BasisVector readBasisVector(const std::filesystem::path& path)
{
    const HdfReader file(path, vectorSchema, version);
    return vectorWith(vectorInfo(file), file);
}

BasisVectorInfo readBasisVectorInfo(const std::filesystem::path& path)
{
    return vectorInfo(HdfReader(path, vectorSchema, version));
}

namespace {

/// What both ways of writing trajectories share. Projections are asked for vector by vector; those that are not there
/// are empty functions.
struct TrajectorySource {
    using Projection = std::function<Matrix<float>(std::size_t)>;
    const std::vector<std::int32_t>& steps;
    const Matrix<float>& loss;
    const Matrix<float>& heldoutLoss;
    const Matrix<double>& weightProjection;
    const Matrix<double>& curvature;
    const Matrix<double>& curvatureError;
    const std::vector<double>& movementSquared;
    Projection gradientProjection;
    Projection midpointProjection;
    Projection ownCurvature;
    Projection heldoutProjection;
    Matrix<double> meanGradientProjection = {}; ///< of a sample only
};

void writeTrajectoryFile(const std::filesystem::path& path, const TrajectorySource& source, Packing packing = Packing::none)
{
    const std::size_t vectors = source.weightProjection.rows();
    HdfWriter file(path, trajectorySchema, version, packing);
    const auto write = [&](const char* name, const TrajectorySource::Projection& projectionOf, std::size_t tokens, const char* description) {
        if (!projectionOf)
            return;
        file.begin(name, { vectors, source.steps.size(), tokens }, "nats", description);
        for (std::size_t k = 0; k < vectors; ++k) {
            const Matrix<float> projection = projectionOf(k);
            file.fill(name, k, { projection.data(), projection.size() });
        }
    };
    file.write("step", source.steps, "steps", "training step of each checkpoint [checkpoints]");
    file.write("loss", source.loss, "nats", "L(x, t): cross entropy of each token [checkpoints, tokens]");
    write("gradient_projection", source.gradientProjection, source.loss.columns(),
        "D_k(x, t) = <b_k, grad L(x; theta_t)> [vectors, checkpoints, tokens]");
    write("midpoint_projection", source.midpointProjection, source.loss.columns(),
        "<b_k, grad L(x; (theta_t + theta_{t+1}) / 2)>, NaN at the last checkpoint of a run [vectors, checkpoints, tokens]");
    write("own_curvature", source.ownCurvature, source.loss.columns(),
        "b_k^T H_t(x) b_k: the curvature of each token's own loss [vectors, checkpoints, tokens]");
    if (source.heldoutProjection)
        file.write("heldout_loss", source.heldoutLoss, "nats", "L(x, t) of each held-out token [checkpoints, held-out tokens]");
    write("heldout_projection", source.heldoutProjection, source.heldoutLoss.columns(),
        "D_k(x, t) of each held-out token [vectors, checkpoints, held-out tokens]");
    file.write("weight_projection", source.weightProjection, "1",
        "p_k(t) = <b_k, theta_{t+1} - theta_t>, NaN at the last checkpoint of a run [vectors, checkpoints]");
    file.write("curvature", source.curvature, "nats",
        "lambda_k(t) = b_k^T H_t(X) b_k on a subsample of the validation set, NaN where not asked for [vectors, checkpoints]");
    file.write("curvature_error", source.curvatureError, "nats",
        "standard error of the curvature over the subsample's examples [vectors, checkpoints]");
    if (!source.meanGradientProjection.empty())
        file.write("mean_gradient_projection", source.meanGradientProjection, "nats",
            "D_k(X, t): the mean over all tokens of the run that this is a sample of [vectors, checkpoints]");
    file.write("movement_squared", source.movementSquared, "1",
        "|theta_{t+1} - theta_t|^2, NaN at the last checkpoint of a run [checkpoints]");
    file.close();
}

}

void writeTrajectoryPart(const std::filesystem::path& path, const TrajectoryPart& part)
{
    const auto of = [](const std::vector<Matrix<float>>& matrices) {
        return matrices.empty() ? TrajectorySource::Projection() : [&matrices](std::size_t k) { return matrices.at(k); };
    };
    writeTrajectoryFile(path, { part.steps, part.loss, part.heldoutLoss, part.weightProjection, part.curvature, part.curvatureError,
        part.movementSquared, of(part.gradientProjection), of(part.midpointProjection), of(part.ownCurvature),
        of(part.heldoutProjection) });
}

namespace {

/// One row for each vector.
Matrix<double> together(const TrajectorySet& trajectories, std::vector<double> (TrajectorySet::*series)(std::size_t) const)
{
    Matrix<double> rows(trajectories.vectors(), trajectories.checkpoints());
    for (std::size_t k = 0; k < rows.rows(); ++k) {
        const std::vector<double> values = (trajectories.*series)(k);
        std::copy(values.begin(), values.end(), rows.row(k).begin());
    }
    return rows;
}

Matrix<float> chosenColumns(const Matrix<float>& rows, std::span<const std::int32_t> columns)
{
    Matrix<float> result(rows.rows(), columns.size());
    for (std::size_t t = 0; t < rows.rows(); ++t) {
        for (std::size_t i = 0; i < columns.size(); ++i)
            result(t, i) = rows(t, static_cast<std::size_t>(columns[i]));
    }
    return result;
}

}

void writeTrajectories(const std::filesystem::path& path, const TrajectorySet& trajectories)
{
    const auto of = [&](bool there, Matrix<float> (TrajectorySet::*projection)(std::size_t) const) {
        return there ? [&trajectories, projection](std::size_t k) { return (trajectories.*projection)(k); }
                     : TrajectorySource::Projection();
    };
    const bool heldout = trajectories.heldoutTokens() > 0;
    writeTrajectoryFile(path,
        { trajectories.steps(), trajectories.loss(), heldout ? trajectories.heldoutLoss() : Matrix<float>(),
            together(trajectories, &TrajectorySet::weightProjection), together(trajectories, &TrajectorySet::curvature),
            together(trajectories, &TrajectorySet::curvatureError), trajectories.movementSquared(), of(true, &TrajectorySet::gradientProjection),
            of(trajectories.hasMidpoint(), &TrajectorySet::midpointProjection),
            of(trajectories.hasOwnCurvature(), &TrajectorySet::ownCurvature), of(heldout, &TrajectorySet::heldoutProjection) });
}

void writeTrajectories(const std::filesystem::path& path, const TrajectorySet& trajectories, std::span<const std::int32_t> tokens,
    const Matrix<double>& meanGradientProjection)
{
    const auto of = [&](bool there, Matrix<float> (TrajectorySet::*projection)(std::size_t) const) {
        return there ? [&trajectories, tokens, projection](std::size_t k) { return chosenColumns((trajectories.*projection)(k), tokens); }
                     : TrajectorySource::Projection();
    };
    writeTrajectoryFile(path,
        { trajectories.steps(), chosenColumns(trajectories.loss(), tokens), Matrix<float>(),
            together(trajectories, &TrajectorySet::weightProjection), together(trajectories, &TrajectorySet::curvature),
            together(trajectories, &TrajectorySet::curvatureError), trajectories.movementSquared(), of(true, &TrajectorySet::gradientProjection),
            of(trajectories.hasMidpoint(), &TrajectorySet::midpointProjection),
            of(trajectories.hasOwnCurvature(), &TrajectorySet::ownCurvature), {}, meanGradientProjection },
        Packing::deflate);
}

std::vector<Artifact> artifacts(const Manifest& manifest, Stage stage, std::string_view prefix)
{
    std::vector<Artifact> found;
    for (const Artifact& artifact : manifest.stage(stage).artifacts) {
        if (artifact.path.starts_with(prefix))
            found.push_back(artifact);
    }
    std::sort(found.begin(), found.end(), [](const Artifact& a, const Artifact& b) { return a.index < b.index; });
    return found;
}

namespace {

void requireOwnModel(const RunFolder& folder, const HdfReader& file, const std::string& numbers)
{
    const auto size = static_cast<std::size_t>(parameterCount(modelShape(folder.recipe())));
    if (file.shape(numbers) != std::vector { size })
        file.fail("it belongs to another model");
}

BasisVectorInfo ownVectorInfo(const RunFolder& folder, const Artifact& artifact, const HdfReader& file)
{
    if (file.has("vector")) // a sample's do not
        requireOwnModel(folder, file, "vector");
    BasisVectorInfo info = vectorInfo(file);
    const std::string& hash = folder.manifest().stage(Stage::basis).hash;
    const bool ownRecipe = info.kind == folder.recipe().basis.kind && info.index == artifact.index;
    const bool ownStage = info.stageHash.empty() || info.stageHash == hash;
    // Of a stage that is out of date everything is made anew.
    if (!(ownRecipe && ownStage) && hash == folder.expectedHash(Stage::basis))
        file.fail(ownRecipe ? "it belongs to another run" : "it belongs to another recipe");
    return info;
}

}

void requireOwn(const RunFolder& folder, Stage stage, const Artifact& artifact)
{
    if (stage == Stage::basis)
        (void)ownVectorInfo(folder, artifact, HdfReader(folder.verified(artifact), vectorSchema, version));
    else if (artifact.path.starts_with("checkpoints/step-"))
        requireOwnModel(folder, HdfReader(folder.verified(artifact), checkpointSchema, version), "parameters");
}

std::vector<float> readCheckpoint(const RunFolder& folder, const Artifact& artifact)
{
    const HdfReader file(folder.verified(artifact), checkpointSchema, version);
    requireOwnModel(folder, file, "parameters");
    return file.read<float>("parameters");
}

BasisVector readBasisVector(const RunFolder& folder, const Artifact& artifact)
{
    const HdfReader file(folder.verified(artifact), vectorSchema, version);
    return vectorWith(ownVectorInfo(folder, artifact, file), file);
}

std::vector<BasisVectorInfo> readBasisInfo(const RunFolder& folder)
{
    std::vector<BasisVectorInfo> vectors;
    for (const Artifact& artifact : artifacts(folder.manifest(), Stage::basis))
        vectors.push_back(ownVectorInfo(folder, artifact, HdfReader(folder.verified(artifact), vectorSchema, version)));
    return vectors;
}

TokenTable readTokens(const RunFolder& folder)
{
    const Artifact* artifact = folder.manifest().stage(Stage::task).find("task/tokens.h5");
    return artifact ? readTokens(folder.verified(*artifact)) : TokenTable();
}

TokenTable readHeldoutTokens(const RunFolder& folder)
{
    const Artifact* artifact = folder.manifest().stage(Stage::trajectories).find("trajectories/heldout-tokens.h5");
    return artifact ? readTokens(folder.verified(*artifact)) : TokenTable();
}

std::vector<Clustering> readClusterings(const RunFolder& folder)
{
    const Artifact* artifact = folder.manifest().stage(Stage::clusterings).find("clusterings/clusterings.h5");
    return artifact ? readClusterings(folder.verified(*artifact)) : std::vector<Clustering>();
}

}
