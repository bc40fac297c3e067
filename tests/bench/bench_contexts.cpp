// What it costs to read the tokens of a cluster: from a click, another order or a letter typed into the search until the
// list is there and has been painted. The run's output tokens are replaced by a vocabulary of 50,000 words, as a language
// model has it.
//
//     make_synthetic_run --examples 25000 --checkpoints 200 --vectors 2 --planted FOLDER
//     QT_QPA_PLATFORM=offscreen bench_contexts FOLDER

#include "core/base/random.h"
#include "widgets/panels/contexts_panel.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace polcascope;
using analysis::ContextOrder;
using models::Contexts;

namespace {

std::shared_ptr<TokenTable> withWords(const TokenTable& tokens, std::size_t words)
{
    Random random(1, "bench_contexts");
    auto table = std::make_shared<TokenTable>(tokens);
    table->outputVocabulary.clear();
    for (std::size_t word = 0; word < words; ++word) {
        std::string text(random.below(3) > 0 ? " " : "");
        for (std::uint64_t letters = 2 + random.below(8); letters > 0; --letters)
            text += static_cast<char>('a' + random.below(26));
        table->outputVocabulary.push_back(text);
    }
    for (std::int32_t& output : table->output) // few are frequent
        output = static_cast<std::int32_t>(static_cast<double>(words) * random.uniform() * random.uniform() * random.uniform());
    return table;
}

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
}

}

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_contexts RUN\n");
        return 2;
    }
    QApplication application(argc, argv);
    auto run = std::make_shared<models::RunSnapshot>(*models::readRun(QString::fromLocal8Bit(argv[1])));
    run->tokens = withWords(*run->tokens, 50'000);

    models::RunView view;
    models::ClusterSelection selection;
    Contexts contexts(&view, &selection);
    panels::ContextsPanel panel(&contexts);
    panel.resize(340, 500);
    panel.show();
    view.setRun(run);
    view.setChoice({ store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 0, -1 });
    constexpr int long_ = 600'000;
    const auto idle = [&] { return view.data() && !view.isComputing() && !contexts.work().isRunning() && contexts.tint().end > 0; };
    if (!QTest::qWaitFor(idle, long_))
        return 1;
    std::printf("%zu tokens, %zu checkpoints, %zu words, %zu clusters\n", run->tokens->count(), run->trajectories->checkpoints(),
        run->tokens->outputVocabulary.size(), view.data()->clusters.size());

    const auto measure = [&](const char* name, int times, auto act) {
        std::vector<double> all;
        for (int i = 0; i < times; ++i) {
            QTest::qWait(20);
            QElapsedTimer timer;
            timer.start();
            act(i);
            while (!idle())
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
            all.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
        std::printf("%-34s median %7.1f ms, 95th percentile %7.1f ms (%zu of %lld listed)\n", name,
            percentile(all, 0.5), percentile(all, 0.95), contexts.list().tokens.size(),
            static_cast<long long>(contexts.list().total));
    };
    const auto& clusters = view.data()->clusters;
    measure("click on a cluster", 40, [&](int i) {
        const int id = clusters[static_cast<std::size_t>(i + 1) % clusters.size()].id;
        selection.setSelected({ id }, id);
    });
    selection.setSelected({ clusters.front().id }, clusters.front().id);
    const auto change = [&](auto edit) {
        auto choice = contexts.choice();
        edit(choice);
        contexts.setChoice(choice);
    };
    for (const auto& [order, name] : { std::pair { ContextOrder::centroid, "nearest the centroid" },
             { ContextOrder::quantiles, "quantiles" }, { ContextOrder::boundary, "boundary" },
             { ContextOrder::random, "random" }, { ContextOrder::outliers, "nearest outliers" },
             { ContextOrder::polca, "largest |POLCA| over training" } })
        measure(name, 20, [&, order = order](int i) {
            change([&](auto& c) {
                c.order = order;
                c.seed = i;
            });
        });
    const auto& steps = run->trajectories->steps();
    measure("cursor, ordered by |POLCA|", 40, [&](int i) { selection.setCursorStep(steps[static_cast<std::size_t>(i) * 3]); });
    change([](auto& c) { c.order = ContextOrder::centroid; });
    measure("cursor, tint alone", 40, [&](int i) { selection.setCursorStep(steps[static_cast<std::size_t>(i) * 3]); });
    const std::vector<QString> typed { "t", "th", "the", "the.", "the.*", "the.*s", "the.*s$", "^ the", "[aeiou]{3}", "(an|in|on)$" };
    for (const auto& [scope, name] : { std::pair { models::SearchScope::mark, "search, marked" },
             { models::SearchScope::cluster, "search, of the cluster" }, { models::SearchScope::run, "search, of the whole run" } }) {
        change([&, scope = scope](auto& c) { c.scope = scope; });
        measure(name, 40, [&](int i) { contexts.setPattern(typed[static_cast<std::size_t>(i) % typed.size()]); });
    }
    return 0;
}
