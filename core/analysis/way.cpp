#include "core/analysis/way.h"

namespace polcascope::analysis {

using store::ClusteringKey;

bool Way::usesBasis() const
{
    return ClusteringKey { .quantity = quantity }.usesBasis();
}

std::vector<std::string> Way::cells() const
{
    return { std::string(name(rules)), std::string(name(quantity)) + (together ? ", sets" : ""),
        usesBasis() ? std::string(name(decomposition)) : "" };
}

Way wayOf(const ClusteringKey& key)
{
    return { key.rules, key.quantity, key.decomposition, !key.together.empty() };
}

}
