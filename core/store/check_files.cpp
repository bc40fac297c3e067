#include "core/store/check_files.h"

#include "core/store/hdf_file.h"

namespace polcascope::store {

namespace {

constexpr auto causalSchema = "polcascope/causal-check";
constexpr auto validitySchema = "polcascope/validity-check";
constexpr int version = 1;

}

void writeCausalCheck(const std::filesystem::path& path, const CausalCheck& check)
{
    HdfWriter file(path, causalSchema, version);
    file.attribute("first_step", check.firstStep);
    file.attribute("last_step", check.lastStep);
    file.write("removed", check.removed, "1", "<b_k, theta_T - theta_0> [vectors]");
    file.write("loss_change", check.lossChange, "nats",
        "L(x; theta_T - b_k <b_k, theta_T - theta_0>) - L(x; theta_T) [vectors, tokens]");
    file.close();
}

CausalCheck readCausalCheck(const std::filesystem::path& path)
{
    const HdfReader file(path, causalSchema, version);
    CausalCheck check { file.integer("first_step"), file.integer("last_step"), file.read<double>("removed"),
        file.readMatrix<float>("loss_change") };
    if (check.removed.size() != check.lossChange.rows())
        file.fail("its numbers do not fit together");
    return check;
}

void writeValidityCheck(const std::filesystem::path& path, const ValidityCheck& check)
{
    HdfWriter file(path, validitySchema, version);
    file.write("segment", check.segments, "1", "which segments, from 0: each from one checkpoint of the trajectories to the next [segments]");
    file.write("vector", check.vectors, "1", "which basis vectors [vectors]");
    file.write("token", check.tokens, "1", "which tokens [tokens]");
    file.write("true_change", check.trueChange, "nats", "L(x; theta_t + p_k b_k) - L(x; theta_t) [segments x vectors, tokens]");
    file.write("slope", check.slope, "nats", "<b_k, grad L(x; theta_t)> [segments x vectors, tokens]");
    file.write("curvature", check.curvature, "nats", "b_k^T H_t(x) b_k, the token's own [segments x vectors, tokens]");
    file.close();
}

ValidityCheck readValidityCheck(const std::filesystem::path& path)
{
    const HdfReader file(path, validitySchema, version);
    ValidityCheck check { file.read<std::int32_t>("segment"), file.read<std::int32_t>("vector"), file.read<std::int32_t>("token"),
        file.readMatrix<double>("true_change"), file.readMatrix<double>("slope"), file.readMatrix<double>("curvature") };
    for (const Matrix<double>* values : { &check.trueChange, &check.slope, &check.curvature }) {
        if (values->rows() != check.segments.size() * check.vectors.size() || values->columns() != check.tokens.size())
            file.fail("its numbers do not fit together");
    }
    return check;
}

}
