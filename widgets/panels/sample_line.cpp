#include "widgets/panels/sample_line.h"

#include "widgets/models/plot_data.h"
#include "widgets/panels/linking.h"

#include <QLocale>

namespace polcascope::panels {

SampleLine::SampleLine(QWidget* parent)
    : QLabel(parent)
{
    setObjectName("sampleLine");
    setContentsMargins(8, 2, 8, 2);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setAccessibleName(tr("What this sample holds"));
    setToolTip(tr("<p>A sample holds a part of a run's tokens, drawn at random so that each kind of token keeps its share, with all "
                  "steps and vectors. The numbers of each token are those of the whole run; clusters, shares and means are of "
                  "the tokens that are here.</p>"
                  "<p>It is read-only: clusterings can be changed and clusters named, which is kept with your own files, but no engine can go "
                  "on with it.</p>"));
    tintLine(this, 0, 0.2);
    hide();
}

void SampleLine::showRun(const models::RunSnapshotPointer& run)
{
    const auto* sample = run && run->manifest.sample ? &*run->manifest.sample : nullptr;
    setVisible(sample);
    if (!sample) {
        clear();
        return;
    }
    QStringList strata;
    for (const std::string& name : sample->strata)
        strata.append(name == "output" ? tr("output token") : models::labelName(name));
    const QLocale locale;
    setText(tr("<b>Sample</b> of %1: %2 of %3 tokens, stratified by %4; no weights", "run, count, count, list of labels")
                .arg(QString::fromStdString(sample->of).toHtmlEscaped(), locale.toString(qlonglong(sample->tokens)),
                    locale.toString(qlonglong(sample->ofTokens)), locale.createSeparatedList(strata).toHtmlEscaped()));
}

}
