#include "widgets/models/comparison.h"

#include "widgets/models/context_model.h"

#include <QCoreApplication>

namespace polcascope::models {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Comparison)
};

bool sameTokens(const RunSnapshot& a, const RunSnapshot& b)
{
    if (a.tokens == b.tokens)
        return true;
    const TokenTable& first = *a.tokens;
    const TokenTable& second = *b.tokens;
    return first.output == second.output && first.sequence == second.sequence && first.position == second.position &&
        first.outputVocabulary == second.outputVocabulary && first.sequences == second.sequences;
}

}

QString clusteringName(const ViewData& data)
{
    const store::ClusteringKey key = data.choice.key();
    QString by = quantityName(key.quantity);
    if (key.usesBasis()) {
        std::vector<std::int32_t> vectors { key.vector };
        vectors.insert(vectors.end(), key.together.begin(), key.together.end());
        by = Text::tr("%1 of %2, %3", "quantity, vectors, decomposition")
                 .arg(by, vectorsName(vectors), decompositionName(key.decomposition));
    }
    QStringList parts { data.run->name, by };
    if (key.output >= 0)
        parts.append(Text::tr("output %1").arg(
            visibleText(data.run->tokens->outputVocabulary[static_cast<std::size_t>(key.output)])));
    const auto rules = store::name(key.rules);
    parts.append(Text::tr("%1 rules").arg(QString::fromUtf8(rules.data(), static_cast<qsizetype>(rules.size()))));
    if (data.origin == ClusterOrigin::changed)
        parts.append(difference(data.rules, data.parameters));
    return parts.join(QStringLiteral(", "));
}

Comparison compare(const ViewData& pinned, const ViewData& shown)
{
    if (!sameTokens(*pinned.run, *shown.run)) {
        Comparison nothing;
        nothing.emptyReason = Text::tr("The two runs have other tokens: only their curves can be held against each other.");
        return nothing;
    }
    const auto nameIn = [](const ViewData& data) {
        return [&data](int label) {
            const ClusterInfo* cluster = data.cluster(label);
            return cluster ? cluster->name : clusterName(label);
        };
    };
    return compare(*pinned.clustering, *shown.clustering, nameIn(pinned), nameIn(shown));
}

}
