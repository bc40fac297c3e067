#include "widgets/models/token_map.h"

#include "widgets/models/context_model.h"

#include <QLocale>

#include <utility>

namespace polcascope::models {

TokenMap::TokenMap(QObject* parent)
    : QObject(parent)
{
    connect(&m_work, &Background::runningChanged, this, &TokenMap::changed);
    connect(&m_work, &Background::progressed, this, &TokenMap::progressed);
    connect(&m_work, &Background::failed, this, [this](const QString& message) {
        m_map.reset();
        Q_EMIT changed();
        Q_EMIT failed(message);
    });
}

void TokenMap::show(const ViewDataPointer& data)
{
    if (data && data == m_data)
        return;
    m_data = data;
    if (!data) {
        m_work.cancel();
        m_map.reset();
        m_projection.reset();
        m_projected = {};
        m_current = false;
        Q_EMIT changed();
        return;
    }
    const bool clustered = data->origin != ClusterOrigin::provisional;
    m_wanted = { data->run->path, data->run->trajectories, data->choice.key(),
        clustered ? data->parameters.metric : cluster::Metric::euclidean, analysis::clusteredTokens(*data->clustering) };
    if (m_projection && m_wanted == m_projected) {
        m_work.cancel();
        draw();
        return;
    }
    if (m_map && m_wanted.path != m_projected.path)
        m_map.reset();
    m_current = false;
    // A run that grows faster than it is projected must not cancel that again and again.
    if (!m_work.isRunning() || !m_wanted.continues(m_computed))
        project();
    Q_EMIT changed();
}

void TokenMap::letGo()
{
    m_work.cancel();
    m_data.reset();
    m_current = false;
}

void TokenMap::project()
{
    m_computed = m_wanted;
    m_work.start([this, wanted = m_wanted, rows = m_data->rows](const Background::Context& context) {
        analysis::requireFinite(*rows, *wanted.trajectories, wanted.key);
        auto projection =
            std::make_shared<const TokenProjection>(projectTokens(*rows, wanted.tokens, wanted.metric, context.progress));
        context.deliver([this, wanted, projection] {
            m_projected = wanted;
            m_projection = projection;
            draw();
            if (wanted != m_wanted) { // it has grown meanwhile
                m_current = false;
                project();
            }
        });
    });
}

void TokenMap::draw()
{
    const ViewData& data = *m_data;
    TokenMapOptions options;
    options.shown = data.shown ? &data.shown->all : nullptr;
    options.what = clusteredName(data);
    options.note = joined(filteredInWords(data.shown), knownUpTo(*data.run));
    options.look.name = [&data](int label) {
        const ClusterInfo* info = data.cluster(label);
        return info ? info->fullName() : clusterName(label);
    };
    options.look.colour = [&data](int label) {
        const ClusterInfo* info = data.cluster(label);
        return info ? info->colour : label;
    };
    m_continued = m_map && m_projected.continues(m_drawn);
    m_map = std::make_shared<const TokenMapData>(tokenMap(m_projection, data.run->tokens, *data.clustering, options));
    m_drawn = m_projected;
    m_current = true;
    Q_EMIT changed();
}

QString describePoint(const TokenMapData& data, qsizetype point)
{
    const QLocale locale;
    const auto index = static_cast<std::size_t>(point);
    const auto token = static_cast<std::size_t>(data.projection->tokens[index]);
    QString words = QStringLiteral("<tt>%1<b>%2</b>%3</tt>")
                        .arg(visibleText(data.tokens->before(token, ContextModel::tokensBefore)).toHtmlEscaped(),
                            visibleText(data.tokens->text(token)).toHtmlEscaped(),
                            visibleText(data.tokens->after(token, ContextModel::tokensBefore)).toHtmlEscaped());
    const auto line = [&](const QString& text) { words += QStringLiteral("<br>") + text.toHtmlEscaped(); };
    QStringList labels;
    for (const LabelColumn& label : data.tokens->labels)
        labels.append(TokenMap::tr("%1: %2", "name of a label, and what it is")
                          .arg(labelName(label.name), labelName(label.categories[static_cast<std::size_t>(label.values[token])])));
    line(TokenMap::tr("token %1", "number of a token").arg(locale.toString(static_cast<qulonglong>(token))) +
        (labels.isEmpty() ? QString() : QStringLiteral(" · ") + labels.join(QStringLiteral(" · "))));
    const TokenMapGroup* group = data.group(data.groupOf[index]);
    line(TokenMap::tr("%1 · components %2 and %3", "name of a cluster, and where the token lies")
             .arg(group ? group->name : QString(), locale.toString(data.projection->x[index], 'g', 3),
                 locale.toString(data.projection->y[index], 'g', 3)));
    return words;
}

QString clusteredName(const ViewData& data)
{
    const auto key = data.choice.key();
    QString name = quantityName(key.quantity);
    if (key.usesBasis()) {
        std::vector<std::int32_t> vectors { key.vector };
        vectors.insert(vectors.end(), key.together.begin(), key.together.end());
        name = TokenMap::tr("%1 of %2 (%3)", "POLCA of vector 3 (trapezoid)")
                   .arg(name, vectorsName(vectors), decompositionName(key.decomposition));
    }
    if (key.output >= 0)
        name = TokenMap::tr("%1, output %2", "what is clustered, output token")
                   .arg(name, visibleText(data.run->tokens->outputVocabulary[static_cast<std::size_t>(key.output)]));
    return name;
}

}
