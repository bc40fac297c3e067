#include "widgets/models/view_session.h"

#include "widgets/jobs/places.h"
#include "widgets/jobs/save_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace polcascope::models {

namespace {

constexpr int saveDelay = 500; // milliseconds
constexpr QLatin1String schema("polcascope/session");

QString text(std::string_view name)
{
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QJsonObject toJson(const store::ClusteringKey& key)
{
    QJsonObject json {
        { "rules", text(store::name(key.rules)) },
        { "quantity", text(store::name(key.quantity)) },
        { "decomposition", text(store::name(key.decomposition)) },
        { "vector", key.vector },
        { "output", key.output },
    };
    QJsonArray together;
    for (const std::int32_t vector : key.together)
        together.append(vector);
    if (!together.isEmpty())
        json["together"] = together;
    return json;
}

std::optional<store::ClusteringKey> clusteringKey(const QJsonObject& json)
{
    const auto word = [&](const char* name) { return json[QLatin1String(name)].toString().toStdString(); };
    const auto rules = store::rulesFromName(word("rules"));
    const auto quantity = store::quantityFromName(word("quantity"));
    const auto decomposition = store::decompositionFromName(word("decomposition"));
    if (!rules || !quantity || !decomposition)
        return std::nullopt;
    std::vector<std::int32_t> together;
    for (const auto& vector : json["together"].toArray())
        together.push_back(vector.toInt(-1));
    return store::ClusteringKey { *rules, *quantity, *decomposition, json["vector"].toInt(-1),
        json["output"].toInt(-1), std::move(together) };
}

}

QJsonObject toJson(const ViewChoice& choice)
{
    return toJson(store::ClusteringKey {
        choice.rules, choice.quantity, choice.decomposition, choice.vector, choice.output, choice.together });
}

std::optional<ViewChoice> viewChoice(const QJsonObject& json)
{
    const auto key = clusteringKey(json);
    if (!key)
        return std::nullopt;
    return ViewChoice { key->rules, key->quantity, key->decomposition, std::max(key->vector, 0), key->output, key->together };
}

ViewSession::ViewSession(RunView* view, QObject* parent)
    : QObject(parent)
    , m_view(view)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(saveDelay);
    connect(&m_delay, &QTimer::timeout, this, &ViewSession::save);
    connect(view, &RunView::choiceChanged, this, &ViewSession::saveLater);
    connect(view, &RunView::parametersChanged, this, &ViewSession::saveLater);
    connect(view, &RunView::annotationsChanged, this, &ViewSession::saveLater);
    connect(view, &RunView::labelRuleChanged, this, &ViewSession::saveLater);
}

ViewSession::~ViewSession()
{
    close();
}

void ViewSession::keep(const QString& name, Part part)
{
    m_parts[name] = std::move(part);
}

void ViewSession::saveLater()
{
    if (!m_file.isEmpty())
        m_delay.start();
}

ViewSession::State ViewSession::state() const
{
    State state { m_view->choice(), m_view->changedParameters(), m_view->annotations(), m_view->labelRule(), {} };
    for (const auto& [name, part] : m_parts)
        state.parts[name] = part.state();
    return state;
}

void ViewSession::open(const QString& runPath)
{
    close();
    const auto& run = m_view->run();
    m_file = jobs::sessionFile(runPath, run && run->path == runPath && run->manifest.sample);
    m_found = QFile::exists(m_file) ? m_file : runPath + QStringLiteral("/session.json");
    m_keeps = true;
    QFile file(m_found);
    if (file.exists()) {
        QJsonParseError error {};
        const bool opened = file.open(QIODevice::ReadOnly);
        const QJsonObject json =
            opened ? QJsonDocument::fromJson(file.readAll(), &error).object() : QJsonObject();
        const bool empty = opened && json.isEmpty() && error.error == QJsonParseError::NoError;
        m_keeps = empty || (json["schema"].toString() == schema && json["schema_version"].toInt() <= version);
        if (!m_keeps) {
            Q_EMIT failed(json["schema"].toString() == schema
                    ? tr("%1 was written by a newer version of Polcascope. It is left as it is, and what you set "
                         "now is not kept.")
                          .arg(m_found)
                    : tr("%1 cannot be read (%2). It is left as it is, and what you set now is not kept; move the "
                         "file away to begin anew.")
                          .arg(m_found, opened ? error.errorString() : file.errorString()));
        } else {
            RunView::ChangedParameters changed;
            for (const auto& value : json["clusterings"].toArray()) {
                const auto key = clusteringKey(value.toObject());
                const auto parameters = clusteringParameters(value.toObject()["parameters"].toObject());
                if (key && parameters)
                    changed[*key] = *parameters;
            }
            m_view->setChangedParameters(changed);
            Annotations annotations;
            for (const auto& value : json["annotations"].toArray()) {
                const auto key = clusteringKey(value.toObject());
                auto read = annotationsFromJson(value.toObject()["clusters"].toArray());
                if (key && !read.empty())
                    annotations[*key] = std::move(read);
            }
            m_view->setAnnotations(annotations);
            if (const QJsonObject rule = json["label_rule"].toObject(); !rule.isEmpty()) {
                const LabelRule standard;
                m_view->setLabelRule({ rule["category"].toString(standard.category),
                    rule["part"].toString(standard.part),
                    std::clamp(rule["threshold"].toDouble(standard.threshold), 0.0, 1.0),
                    rule["nearest"].toBool(standard.nearest) });
            }
            if (const auto choice = viewChoice(json["choice"].toObject()))
                m_view->setChoice(*choice);
            for (const auto& [name, part] : m_parts)
                if (json[name].isObject())
                    part.restore(json[name].toObject());
        }
    }
    m_saved = state();
    m_delay.stop();
}

void ViewSession::close()
{
    if (m_delay.isActive())
        save();
    m_file.clear();
}

void ViewSession::save()
{
    m_delay.stop();
    const State now = state();
    if (m_file.isEmpty() || !m_keeps || now == m_saved)
        return;
    QFile old(m_found);
    QJsonObject json;
    if (old.open(QIODevice::ReadOnly))
        json = QJsonDocument::fromJson(old.readAll()).object();
    json["schema"] = schema;
    json["schema_version"] = version;
    json["choice"] = toJson(now.choice);
    QJsonArray clusterings;
    for (const auto& [key, parameters] : now.parameters) {
        QJsonObject clustering = toJson(key);
        clustering["parameters"] = models::toJson(parameters);
        clusterings.append(clustering);
    }
    json["clusterings"] = clusterings;
    QJsonArray annotations;
    for (const auto& [key, clusters] : now.annotations) {
        QJsonObject clustering = toJson(key);
        clustering["clusters"] = models::toJson(clusters);
        annotations.append(clustering);
    }
    json["annotations"] = annotations;
    json["label_rule"] = QJsonObject { { "category", now.labelRule.category }, { "part", now.labelRule.part },
        { "threshold", now.labelRule.threshold }, { "nearest", now.labelRule.nearest } };
    for (const auto& [name, part] : m_parts)
        json[name] = now.parts[name];
    if (m_found != m_file)
        QDir().mkpath(QFileInfo(m_file).path());
    const QString wrong = jobs::saveFile(m_file, QJsonDocument(json).toJson());
    if (wrong.isEmpty()) {
        m_saved = now;
        m_found = m_file;
    } else {
        m_keeps = false; // said once
        Q_EMIT failed(tr("What you set in this run is not kept: %1 cannot be written (%2). Open a copy of the run in a "
                         "folder of yours if you want it kept.")
                .arg(m_file, wrong));
    }
}

}
