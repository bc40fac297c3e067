#include "widgets/models/token_filter.h"

#include "widgets/models/run_view.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace polcascope::models {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenFilter)
};

constexpr std::array kindNames { "token", "context", "clustered", "label" }; // as in files, in the order of the enum

std::vector<bool> met(const TokenFilter& filter, const TokenTable& tokens, const store::Clustering& clustering, const Progress& progress)
{
    std::vector<bool> by(tokens.count());
    switch (filter.kind) {
    case TokenFilter::Kind::token:
    case TokenFilter::Kind::context: {
        const auto where = filter.kind == TokenFilter::Kind::token ? TokenText::token : TokenText::context;
        for (const std::int32_t token : matchingTokens(tokens, QRegularExpression(filter.text), where, progress).tokens)
            by[static_cast<std::size_t>(token)] = true;
        break;
    }
    case TokenFilter::Kind::clustered:
        for (std::size_t token = 0; token < by.size(); ++token)
            by[token] = clustering.labels[token] >= 0;
        break;
    case TokenFilter::Kind::label: {
        const LabelColumn* column = tokens.label(filter.text.toStdString());
        const auto wanted = column ? std::ranges::find(column->categories, filter.category.toStdString()) - column->categories.begin() : 0;
        for (std::size_t token = 0; token < by.size(); ++token)
            by[token] = !column || column->values[token] == wanted;
        break;
    }
    }
    return by;
}

}

QString TokenFilter::inWords() const
{
    switch (kind) {
    case Kind::token:
        return matchInWords(text, TokenText::token);
    case Kind::context:
        return matchInWords(text, TokenText::context);
    case Kind::clustered:
        return Text::tr("in a cluster");
    case Kind::label:
        return Text::tr("%1 is %2", "a label, and what it is").arg(labelName(text.toStdString()), labelName(category.toStdString()));
    }
    return {};
}

QJsonObject toJson(const TokenFilters& filters)
{
    QJsonArray json;
    for (const TokenFilter& filter : filters)
        json.append(QJsonObject { { "kind", QLatin1String(kindNames.at(static_cast<std::size_t>(filter.kind))) },
            { "text", filter.text }, { "category", filter.category } });
    return { { "filters", json } };
}

TokenFilters tokenFilters(const QJsonObject& json)
{
    TokenFilters filters;
    for (const auto& value : json["filters"].toArray()) {
        const QJsonObject object = value.toObject();
        const auto kind = std::ranges::find_if(kindNames, [&](const char* name) { return object["kind"].toString() == QLatin1String(name); });
        const TokenFilter filter { static_cast<TokenFilter::Kind>(kind - kindNames.begin()), object["text"].toString(),
            object["category"].toString() };
        if (kind != kindNames.end() && QRegularExpression(filter.text).isValid() && !filters.contains(filter))
            filters.append(filter);
    }
    return filters;
}

ShownTokensPointer shownTokens(const TokenFilters& filters, const std::shared_ptr<const TokenTable>& tokens,
    const std::shared_ptr<const store::Clustering>& clustering, const ShownTokensPointer& previous, const Progress& progress)
{
    if (filters.isEmpty())
        return nullptr;
    auto shown = std::make_shared<ShownTokens>();
    shown->tokens = tokens;
    shown->clustering = clustering;
    shown->all.assign(tokens->count(), true);
    for (const TokenFilter& filter : filters) {
        ShownTokens::Met one { filter, nullptr, 0 };
        const bool known = previous && (filter.kind == TokenFilter::Kind::clustered ? previous->clustering == clustering : previous->tokens == tokens);
        if (known)
            for (const auto& old : previous->each)
                if (old.filter == filter)
                    one = old;
        if (!one.by)
            one.by = std::make_shared<const std::vector<bool>>(met(filter, *tokens, *clustering, progress));
        one.count = std::count(one.by->begin(), one.by->end(), true);
        for (std::size_t token = 0; token < shown->all.size(); ++token)
            shown->all[token] = shown->all[token] && (*one.by)[token];
        shown->each.append(one);
    }
    shown->count = std::count(shown->all.begin(), shown->all.end(), true);
    return shown;
}

QString filteredInWords(const ShownTokensPointer& shown)
{
    return shown ? Text::tr("filtered: %1 of %Ln token(s) of the run", nullptr, static_cast<int>(shown->all.size()))
                       .arg(QLocale().toString(shown->count))
                 : QString();
}

FilterCommand::FilterCommand(RunView* view, const TokenFilters& to)
    : m_view(view)
    , m_from(view->filters())
    , m_to(to)
{
    // What is there only before or only after is what was done.
    const auto difference = [](const TokenFilters& all, const TokenFilters& others) {
        QStringList words;
        for (const TokenFilter& filter : all)
            if (!others.contains(filter))
                words.append(filter.inWords());
        return words.join(QStringLiteral(", "));
    };
    const QString added = difference(m_to, m_from);
    setText(added.isEmpty() ? Text::tr("Remove the filter “%1”").arg(difference(m_from, m_to)) : Text::tr("Filter “%1”").arg(added));
    setObsolete(m_from == m_to);
}

void FilterCommand::undo()
{
    if (m_view)
        m_view->setFilters(m_from);
}

void FilterCommand::redo()
{
    if (m_view)
        m_view->setFilters(m_to);
}

}
