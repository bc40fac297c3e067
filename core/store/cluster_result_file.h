#pragma once

#include "core/cluster/hdbscan.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace polcascope::store {

/// A clustering of a matrix that belongs to no run.
struct ClusterResult {
    cluster::SpanningTree tree;
    cluster::Clusters clusters;
    std::vector<double> outlierScores; ///< [n]
    std::vector<std::int32_t> medoids; ///< [clusters] rows
    double relativeValidity = 0;
    /// What it was made of and how, as attributes of the file: name and value.
    std::vector<std::pair<std::string, std::string>> provenance;
};

/// An HDF5 file whose schema is in README.md beside this; it appears only once it is complete. Throws notWritable,
/// diskSpace.
void writeClusterResult(const std::filesystem::path& path, const ClusterResult& result);

}
