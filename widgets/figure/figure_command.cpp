#include "core/analysis/clusterings.h"
#include "core/analysis/decomposition.h"
#include "core/store/run_files.h"
#include "core/store/run_folder.h"
#include "core/store/trajectory_set.h"
#include "widgets/figure/figure.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>
#include <QTextStream>
#include <QTranslator>

#include <algorithm>
#include <cmath>
#include <set>

namespace polcascope::figure {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(FigureCommand)
};

using analysis::ClusterStatistics;
using store::Clustering;
using store::ClusteringKey;

QString text(std::string_view name)
{
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

/// A clustering that has a carry cluster, or the clusters nearest to one.
struct Candidate {
    const Clustering* clustering = nullptr;
    std::vector<ClusterStatistics> statistics;
    bool carry = false; ///< has a carry cluster
    double score = 0; ///< of its best cluster: F1 of carry clusters, nearness of others
};

/// Of the clusterings that only come near, a few are enough.
constexpr std::size_t nearestDrawn = 4;

/// Those with carry clusters, of basis vectors before those of losses, and the best first; but before all one of
/// every output token type and rule set: otherwise ten vectors with the same cluster would push all others out.
std::vector<Candidate> carryClusterings(const std::vector<Clustering>& clusterings, const TokenTable& tokens)
{
    std::vector<Candidate> candidates;
    for (const Clustering& clustering : clusterings) {
        Candidate candidate { &clustering, analysis::clusterStatistics(clustering, tokens, 0), false, 0 };
        for (const ClusterStatistics& cluster : candidate.statistics)
            candidate.carry |= cluster.isCarryCluster();
        for (const ClusterStatistics& cluster : candidate.statistics) {
            if (cluster.isCarryCluster() == candidate.carry)
                candidate.score = std::max(candidate.score, candidate.carry ? cluster.f1 : cluster.nearnessToCarry());
        }
        if (candidate.score > 0)
            candidates.push_back(std::move(candidate));
    }
    if (std::ranges::any_of(candidates, &Candidate::carry))
        std::erase_if(candidates, [](const Candidate& candidate) { return !candidate.carry; });
    std::ranges::stable_sort(candidates, std::greater(), [](const Candidate& candidate) {
        return std::pair(candidate.clustering->key.usesBasis(), candidate.score);
    });
    std::set<std::pair<store::Rules, std::int32_t>> seen;
    std::ranges::stable_partition(candidates, [&](const Candidate& candidate) {
        return seen.insert({ candidate.clustering->key.rules, candidate.clustering->key.output }).second;
    });
    return candidates;
}

QString fileName(const ClusteringKey& key, const TokenTable& tokens)
{
    QStringList parts { text(store::name(key.rules)) };
    if (key.output >= 0)
        parts.append(QStringLiteral("digit-") + QString::fromStdString(tokens.outputVocabulary[static_cast<std::size_t>(key.output)]));
    parts.append(text(store::name(key.quantity)).replace(u' ', u'-'));
    if (key.usesBasis())
        parts << text(store::name(key.decomposition)).replace(u' ', u'-') << QStringLiteral("vector-%1").arg(key.vector, 2, 10, QLatin1Char('0'));
    for (const std::int32_t vector : key.together)
        parts << QStringLiteral("%1").arg(vector, 2, 10, QLatin1Char('0'));
    QString name = parts.join(u'-').toLower();
    // Output tokens may be any text.
    for (QChar& c : name) {
        if (!c.isLetterOrNumber() && c != u'-')
            c = u'_';
    }
    return name;
}

QString quantityName(store::Quantity quantity)
{
    switch (quantity) {
    case store::Quantity::loss: return Text::tr("loss");
    case store::Quantity::lossChange: return Text::tr("change in loss");
    case store::Quantity::absoluteLossChange: return Text::tr("|change in loss|");
    case store::Quantity::polca: return Text::tr("POLCA");
    case store::Quantity::projectedLoss: return Text::tr("projected loss");
    }
    return {};
}

QString decompositionName(store::Decomposition decomposition)
{
    switch (decomposition) {
    case store::Decomposition::firstOrder: return Text::tr("first order");
    case store::Decomposition::trapezoid: return Text::tr("trapezoid");
    case store::Decomposition::secondOrder: return Text::tr("second order");
    case store::Decomposition::fisher: return Text::tr("Fisher");
    case store::Decomposition::simpson: return Text::tr("Simpson");
    case store::Decomposition::exactCurvature: return Text::tr("exact curvature");
    }
    return {};
}

/// "clusters by POLCA of vector 4 (trapezoid), output 2, 2024 rules"
QString description(const ClusteringKey& key, const TokenTable& tokens)
{
    const QString quantity = quantityName(key.quantity);
    QStringList parts { Text::tr("clusters by %1").arg(quantity) };
    if (key.usesBasis()) {
        QString vectors = QString::number(key.vector);
        for (const std::int32_t vector : key.together)
            vectors += QStringLiteral(" + %1").arg(vector);
        parts = { Text::tr("clusters by %1 of vector %2 (%3)")
                      .arg(quantity, vectors, decompositionName(key.decomposition)) };
    }
    if (key.output >= 0)
        parts.append(Text::tr("output %1").arg(QString::fromStdString(tokens.outputVocabulary[static_cast<std::size_t>(key.output)])));
    parts.append(Text::tr("%1 rules").arg(text(store::name(key.rules))));
    return parts.join(QStringLiteral(", "));
}

QString quantityTitle(store::Quantity quantity)
{
    QString name = quantityName(quantity);
    name[0] = name[0].toUpper();
    return name;
}

QJsonObject keyJson(const ClusteringKey& key)
{
    QJsonObject json {
        { QStringLiteral("rules"), text(store::name(key.rules)) },
        { QStringLiteral("quantity"), text(store::name(key.quantity)) },
        { QStringLiteral("output"), key.output < 0 ? QJsonValue() : QJsonValue(key.output) },
    };
    if (key.usesBasis()) {
        json.insert(QStringLiteral("decomposition"), text(store::name(key.decomposition)));
        json.insert(QStringLiteral("vector"), key.vector);
        QJsonArray together;
        for (const std::int32_t vector : key.together)
            together.append(vector);
        if (!together.isEmpty())
            json.insert(QStringLiteral("together_with"), together);
    }
    return json;
}

QJsonArray statisticsJson(const std::vector<ClusterStatistics>& statistics)
{
    QJsonArray array;
    for (const ClusterStatistics& cluster : statistics) {
        array.append(QJsonObject {
            { QStringLiteral("cluster"), cluster.cluster + 1 },
            { QStringLiteral("tokens"), static_cast<qint64>(cluster.size) },
            { QStringLiteral("carry_share"), cluster.carryShare },
            { QStringLiteral("carry_share_shuffled_95th_percentile"), cluster.shuffledCarryShare95 },
            { QStringLiteral("carries_in_10s_and_100s"), cluster.carriesInMiddlePlaces },
            { QStringLiteral("recall_clustered"), cluster.recallClustered },
            { QStringLiteral("recall_all"), cluster.recallAll },
            { QStringLiteral("f1"), cluster.f1 },
            { QStringLiteral("is_carry_cluster"), cluster.isCarryCluster() },
        });
    }
    return array;
}

Origin runOrigin(const store::RunFolder& folder)
{
    QJsonObject stages;
    for (const store::Stage stage : store::allStages) {
        if (const auto& record = folder.manifest().stage(stage); !record.hash.empty())
            stages.insert(text(store::stageName(stage)), QString::fromStdString(record.hash));
    }
    const std::string recipe = recipeToJson(folder.recipe());
    Origin origin {
        { QStringLiteral("run"), QString::fromStdString(folder.name()) },
        { QStringLiteral("created"), QString::fromStdString(folder.manifest().created) },
        { QStringLiteral("engine"), QString::fromStdString(folder.manifest().engine) },
        { QStringLiteral("recipe"), QString::fromStdString(folder.recipe().name) },
        { QStringLiteral("recipe_sha256"),
            QString::fromLatin1(QCryptographicHash::hash(QByteArrayView(recipe.data(), static_cast<qsizetype>(recipe.size())),
                QCryptographicHash::Sha256).toHex()) },
        { QStringLiteral("seed"), static_cast<qint64>(folder.recipe().seed) },
        { QStringLiteral("stage_hashes"), stages },
    };
    if (const auto& sample = folder.manifest().sample)
        origin.insert(QStringLiteral("sample"), QJsonObject { { QStringLiteral("of"), QString::fromStdString(sample->of) },
            { QStringLiteral("tokens"), static_cast<qint64>(sample->tokens) }, { QStringLiteral("of_tokens"), static_cast<qint64>(sample->ofTokens) } });
    return origin;
}

/// Draws, or only names, the figures asked for.
class FigureSet {
public:
    FigureSet(const store::RunFolder& folder, const QDir& out, const Style& style, Formats formats, const QStringList& names)
        : m_folder(folder)
        , m_trajectories(folder)
        , m_out(out)
        , m_style(style)
        , m_formats(formats)
        , m_names(names)
        , m_origin(runOrigin(folder))
    {
        m_tokens = store::readTokens(folder);
        if (m_trajectories.checkpoints() == 0 || m_tokens.count() == 0) {
            throw Error(ErrorKind::notARun,
                { { "path", folder.path().string() }, { "reason", "noTrajectories" } });
        }
        m_loss = std::make_shared<const Matrix<float>>(m_trajectories.loss());
    }

    void drawAll(std::size_t most)
    {
        overall();
        const std::vector<Clustering> clusterings = store::readClusterings(m_folder);
        std::vector<Candidate> candidates = carryClusterings(clusterings, m_tokens);
        const bool found = !candidates.empty() && candidates.front().carry;
        const std::size_t all = candidates.size();
        candidates.resize(std::min(all, found ? most : std::min(most, nearestDrawn)));
        if (clusterings.empty())
            m_remark = Text::tr("The run has no clusterings yet.");
        else if (candidates.empty())
            m_remark = Text::tr("No clustering of this run holds any carries.");
        else if (!found)
            m_remark = Text::tr("No cluster of this run is a carry cluster (0.9 of its tokens with a carry, over 0.85 of those in the "
                                "10s and 100s places); these come nearest.");
        else if (all > candidates.size())
            m_remark = Text::tr("%1 of %Ln clustering(s) with a carry cluster, by F1; --most draws more.", nullptr, static_cast<int>(all))
                           .arg(candidates.size());
        for (const Candidate& candidate : candidates)
            draw(candidate);
    }

    [[nodiscard]] const QStringList& drawn() const { return m_drawn; }
    [[nodiscard]] const QString& remark() const { return m_remark; }

private:
    [[nodiscard]] bool wanted(const QString& name) const { return m_names.isEmpty() || m_names.contains(name); }

    template<typename Data>
    void write(const QString& name, const Data& data, QJsonObject figure)
    {
        Origin origin = m_origin;
        for (auto member = figure.begin(); member != figure.end(); ++member)
            origin.insert(member.key(), member.value());
        figure::write(data, m_style, m_out.filePath(name), m_formats, origin);
        m_drawn.append(name);
    }

    void overall()
    {
        const QString name = QStringLiteral("loss-by-place-and-carry");
        if (!wanted(name))
            return;
        const QVector<QString> columns { QStringLiteral("place"), QStringLiteral("carry") };
        const models::LabelSplit split = models::splitByLabels(m_tokens, columns);
        models::CurveOptions options;
        options.title = Text::tr("Loss by place and carry");
        options.valueLabel = Text::tr("loss (nats)");
        write(name, models::curveData(m_trajectories.steps(), m_loss, split.groupOf, split.groups, options),
            { { QStringLiteral("what"), QStringLiteral("mean loss of the validation tokens by place and carry") } });
    }

    void draw(const Candidate& candidate)
    {
        const Clustering& clustering = *candidate.clustering;
        const ClusteringKey& key = clustering.key;
        const QString base = fileName(key, m_tokens);
        const QString what = description(key, m_tokens);
        const QStringList names { base + QStringLiteral("-loss"), base + QStringLiteral("-trajectory"), base + QStringLiteral("-labels"),
            base + QStringLiteral("-map") };
        if (std::ranges::none_of(names, [&](const QString& name) { return wanted(name); }))
            return;
        QJsonObject origin {
            { QStringLiteral("clustering"), keyJson(key) },
            { QStringLiteral("minimum_cluster_size"), static_cast<qint64>(clustering.minimumClusterSize) },
            { QStringLiteral("minimum_samples"), static_cast<qint64>(clustering.minimumSamples) },
            { QStringLiteral("clusters"), statisticsJson(analysis::clusterStatistics(clustering, m_tokens)) },
        };
        QString note = what;
        if (!candidate.carry) {
            note += QStringLiteral(" · ") + Text::tr("no carry cluster in this run, one of the nearest");
            origin.insert(QStringLiteral("caption"), m_remark);
        }
        models::GroupLook look;
        look.name = [&](int label) {
            const QString rule = label < 0 ? QString() : models::labelName(analysis::ruleLabel(clustering, label, m_tokens));
            return models::clusterName(label) + (rule.isEmpty() ? QString() : QStringLiteral(": ") + rule);
        };
        models::CurveOptions options;
        options.look = look;
        options.note = note;
        if (wanted(names[0])) {
            options.title = Text::tr("Loss");
            options.valueLabel = Text::tr("loss (nats)");
            write(names[0], models::curveData(m_trajectories.steps(), m_loss, clustering, options), origin);
        }
        if (key.usesBasis() && wanted(names[1])) {
            options.title = quantityTitle(key.quantity);
            options.valueLabel = quantityName(key.quantity) + Text::tr(" (nats)");
            const analysis::Explained& share = explained(key.decomposition);
            QString explains = Text::tr("the vector explains %1 % of the loss change")
                                   .arg(QLocale().toString(100 * share.perVector[static_cast<std::size_t>(key.vector)] / share.trueChange, 'g', 2));
            if (!store::splitsLossChange(key.decomposition)) {
                options.valueLabel = Text::tr("Fisher (nats², squared slope along the vector)");
                explains = Text::tr("a size, no part of the loss change");
            }
            options.note = note + QStringLiteral(" · ") + explains;
            QJsonObject basis = origin;
            basis.insert(QStringLiteral("explained"), QJsonObject {
                { QStringLiteral("true_change"), share.trueChange },
                { QStringLiteral("sum_over_basis"), share.sum },
                { QStringLiteral("remainder"), share.remainder },
                { QStringLiteral("this_vector"), share.perVector[static_cast<std::size_t>(key.vector)] },
                { QStringLiteral("share_of_squared_movement"), share.spanShare },
            });
            for (const store::BasisVectorInfo& vector : store::readBasisInfo(m_folder)) {
                if (vector.index == key.vector) {
                    options.markedSteps = { static_cast<double>(vector.step) };
                    basis.insert(QStringLiteral("eigenvalue"), vector.eigenvalue);
                    basis.insert(QStringLiteral("found_at_step"), static_cast<qint64>(vector.step));
                }
            }
            auto values = std::make_shared<const Matrix<float>>(analysis::quantity(m_trajectories, key));
            write(names[1], models::curveData(m_trajectories.steps(), values, clustering, options), basis);
        }
        if (wanted(names[2])) {
            models::LabelBarOptions bars;
            bars.title = Text::tr("Labels");
            bars.note = note;
            write(names[2], models::labelBars(m_tokens, clustering, bars), origin);
        }
        if (wanted(names[3])) {
            auto projection = std::make_shared<const models::TokenProjection>(
                models::projectTokens(analysis::quantity(m_trajectories, key), analysis::clusteredTokens(clustering)));
            auto map = models::tokenMap(std::move(projection), std::make_shared<const TokenTable>(m_tokens), clustering, { .look = look });
            map.note = note + QStringLiteral(" · ") + map.note;
            write(names[3], map, origin);
        }
    }

    const analysis::Explained& explained(store::Decomposition decomposition)
    {
        const auto found = m_explained.find(decomposition);
        return found != m_explained.end()
            ? found->second
            : m_explained[decomposition] = analysis::explained(m_trajectories, decomposition);
    }

    const store::RunFolder& m_folder;
    store::TrajectorySet m_trajectories;
    TokenTable m_tokens;
    std::shared_ptr<const Matrix<float>> m_loss;
    QDir m_out;
    Style m_style;
    Formats m_formats;
    QStringList m_names;
    Origin m_origin;
    std::map<store::Decomposition, analysis::Explained> m_explained;
    QStringList m_drawn;
    QString m_remark;
};

template<typename Number>
Number numberOption(const QCommandLineParser& parser, const QString& name, double minimum, double maximum)
{
    bool ok = false;
    const double value = QLocale::c().toDouble(parser.value(name), &ok);
    if (!ok || value < minimum || value > maximum) {
        throw Error(ErrorKind::usage,
            { { "what", Text::tr("--%1 wants a number from %2 to %3, not \"%4\"").arg(name).arg(minimum).arg(maximum).arg(parser.value(name)).toStdString() } });
    }
    return static_cast<Number>(value);
}

}

int figureCommand(const QStringList& arguments)
{
    // Fonts need an application object, pictures need no display.
    static int count = 1;
    static char name[] = "polcascope";
    static char* values[] = { name, nullptr };
    std::unique_ptr<QApplication> application;
    QTranslator plurals;
    if (!QCoreApplication::instance()) {
        if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
        application = std::make_unique<QApplication>(count, values);
        // Figures are in English whatever the machine speaks, so that they are the same everywhere.
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        if (plurals.load(QStringLiteral(":/i18n/polcascope_en.qm")))
            QCoreApplication::installTranslator(&plurals);
    }

    QCommandLineParser parser;
    parser.setApplicationDescription(Text::tr(
        "Draws the figures of a run, fit for a paper, without a window:\n"
        "  loss by place and carry, and for every clustering with a carry cluster (0.9 of its\n"
        "  tokens with a carry, over 0.85 of those in the 10s and 100s places), or those nearest to\n"
        "  one, the loss curves, the trajectories, the label bars and the map of its clusters.\n"
        "Beside each figure lie its numbers (.csv) and where they came from (.json).\n\n"
        "Examples:\n"
        "  polcascope figure demo.polca --all --out figures\n"
        "  polcascope figure demo.polca --all --out figures --size 174x80mm --format pdf,svg\n"
        "  polcascope figure demo.polca loss-by-place-and-carry --out . --dpi 600"));
    parser.addPositionalArgument(QStringLiteral("RUN"), Text::tr("The run folder."));
    parser.addPositionalArgument(QStringLiteral("NAME"), Text::tr("Draw only these figures, named as their files."), QStringLiteral("[NAME...]"));
    const QCommandLineOption help({ QStringLiteral("h"), QStringLiteral("help") }, Text::tr("Show this help."));
    const QCommandLineOption all(QStringLiteral("all"), Text::tr("Draw all figures."));
    const QCommandLineOption out(QStringLiteral("out"), Text::tr("Folder to write to; made when missing."), QStringLiteral("DIR"));
    const QCommandLineOption size(QStringLiteral("size"),
        Text::tr("Width and height. Journals ask for widths of 85, 114, 174 or 180 mm. Default: 85x55mm."), QStringLiteral("WxHmm"), QStringLiteral("85x55mm"));
    const QCommandLineOption format(QStringLiteral("format"), Text::tr("Of pdf, png and svg. Default: pdf,png."), QStringLiteral("LIST"), QStringLiteral("pdf,png"));
    const QCommandLineOption dpi(QStringLiteral("dpi"), Text::tr("Dots per inch of PNG. Default: 300."), QStringLiteral("N"), QStringLiteral("300"));
    const QCommandLineOption font(QStringLiteral("font"), Text::tr("Size of text in points. Default: 7."), QStringLiteral("PT"), QStringLiteral("7"));
    const QCommandLineOption most(QStringLiteral("most"), Text::tr("At most so many clusterings. Default: 12."), QStringLiteral("N"), QStringLiteral("12"));
    parser.addOptions({ help, all, out, size, format, dpi, font, most });

    const auto usage = [](const QString& what) { return Error(ErrorKind::usage, { { "what", what.toStdString() } }); };
    if (!parser.parse(QStringList { QStringLiteral("polcascope figure") } + arguments))
        throw usage(parser.errorText());
    QTextStream terminal(stdout);
    if (parser.isSet(help)) {
        // Qt names the program alone.
        static const QRegularExpression program(QStringLiteral("^(\\S+ ).*?(?= \\[)"));
        terminal << parser.helpText().replace(program, QStringLiteral("\\1polcascope figure"));
        return 0;
    }
    QStringList names = parser.positionalArguments();
    if (names.isEmpty())
        throw usage(Text::tr("no run folder was given"));
    const QString run = names.takeFirst();
    if (names.isEmpty() == !parser.isSet(all))
        throw usage(names.isEmpty() ? Text::tr("which figures? Say --all, or name some") : Text::tr("--all and names exclude one another"));
    if (!parser.isSet(out))
        throw usage(Text::tr("--out DIR is missing"));

    Style style;
    style.millimetres = sizeFromText(parser.value(size));
    style.dpi = numberOption<int>(parser, QStringLiteral("dpi"), 30, 2400);
    style.fontPoints = numberOption<double>(parser, QStringLiteral("font"), 3, 30);
    const Formats formats = formatsFromText(parser.value(format));
    const auto limit = numberOption<std::size_t>(parser, QStringLiteral("most"), 0, 10000);

    const auto folder = store::RunFolder::open(run.toStdString(), store::RunFolder::Access::read);
    const QDir target(parser.value(out));
    if (!target.mkpath(QStringLiteral(".")))
        throw Error(ErrorKind::notWritable, { { "path", target.absolutePath().toStdString() } });
    FigureSet set(folder, target, style, formats, names);
    set.drawAll(names.isEmpty() ? limit : std::numeric_limits<std::size_t>::max());

    for (const QString& name : names) {
        if (!set.drawn().contains(name))
            throw usage(Text::tr("there is no figure \"%1\"; --all draws, and so names, all there are").arg(name));
    }
    for (const QString& drawn : set.drawn())
        terminal << "  " << drawn << '\n';
    if (names.isEmpty() && !set.remark().isEmpty())
        terminal << set.remark() << '\n';
    terminal << Text::tr("%Ln figure(s) in %1", nullptr, static_cast<int>(set.drawn().size())).arg(target.absolutePath()) << '\n';
    return 0;
}

}
