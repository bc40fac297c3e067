#include "widgets/panels/explained_line.h"

#include <QLocale>
#include <QWhatsThis>

#include <cmath>

namespace polcascope::panels {

using models::RunView;

ExplainedLine::ExplainedLine(RunView* view, QWidget* parent)
    : QLabel(parent)
    , m_view(view)
{
    setObjectName("explainedLine");
    setContentsMargins(8, 2, 8, 2);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextBrowserInteraction);
    setAccessibleName(tr("How much the basis explains"));
    const QString why = tr(
        "<p>The share is the sum of all POLCA values over the true change of the mean loss; the remainder is "
        "what "
        "lies outside the basis, or beyond the decomposition.</p>"
        "<p>A small share is normal. Training moves in very many directions; the basis holds the few along "
        "which the loss is most curved, and movement along these goes back and forth, so that little of it "
        "adds "
        "up. POLCA asks which tokens move together along them, not how much of the loss they carry. The "
        "share can be negative, too: then the "
        "movement along the basis alone would have raised the loss.</p>"
        "<p>First order counts each step's slope and can sum to more than the true change. The trapezoid "
        "takes "
        "the slope at both ends of each step and is usually nearer to what happened.</p>");
    setToolTip(why);
    connect(this, &QLabel::linkActivated, this,
        [this, why] { QWhatsThis::showText(mapToGlobal(rect().bottomLeft()), why, this); });
    connect(view, &RunView::explainedChanged, this, &ExplainedLine::showData);
    connect(view, &RunView::dataChanged, this, &ExplainedLine::showData);
    showData();
}

void ExplainedLine::showData()
{
    const auto& run = m_view->run();
    if (!run || !run->hasTrajectories() || run->trajectories->vectors() == 0) {
        setText({});
        return;
    }
    const auto* explained = m_view->explained();
    if (!explained) {
        setText(run->manifest.stage(store::Stage::trajectories).complete
                ? tr("Adding up how much the basis explains…")
                : tr("How much the basis explains is known once the trajectories are complete.") + QLatin1Char(' ') +
                    models::knownUpToSentence(*run));
        return;
    }
    const QLocale locale;
    if (!store::splitsLossChange(m_view->choice().decomposition)) {
        setText(tr("Squared projections (Fisher) are sizes and no parts of the loss change. The basis holds %1 % of the squared "
                   "movement. <a href=\"#why\">Why so?</a>")
                    .arg(locale.toString(100 * explained->spanShare, 'f', 1)));
        return;
    }
    const auto percent = [&](double share) {
        return locale.toString(100 * share, 'f', std::abs(share) < 0.0995 ? 1 : 0);
    };
    const auto nats = [&](double value) { return locale.toString(value, 'f', 2); };
    setText(tr("The basis explains <b>%1 %</b> of the loss change (%2 of %3 nats, %4); remainder <b>%5 "
               "nats</b>. It holds "
               "%6 % of the squared movement. <a href=\"#why\">Why so?</a>")
                .arg(percent(explained->share()), nats(explained->sum), nats(explained->trueChange),
                    models::decompositionName(m_view->choice().decomposition),
                    nats(explained->remainder), percent(explained->spanShare)));
}

}
