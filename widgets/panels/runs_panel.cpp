#include "widgets/panels/runs_panel.h"

#include "widgets/jobs/messages.h"

#include <QAction>
#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QStyledItemDelegate>

namespace polcascope::panels {

using jobs::EngineJob;
using models::RunsModel;

namespace {

/// The run's name, its state below, and a thin bar while an engine works in it.
class RunDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return { 160, 2 * option.fontMetrics.height() + 12 };
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& styled, const QModelIndex& index) const override
    {
        QStyleOptionViewItem option = styled;
        initStyleOption(&option, index);
        option.text.clear();
        const QStyle* style = option.widget->style();
        style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);

        const bool selected = option.state & QStyle::State_Selected;
        const QRect area = option.rect.adjusted(8, 4, -8, -4);
        const int line = option.fontMetrics.height();
        painter->save();
        painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
        QFont bold = option.font;
        bold.setBold(true);
        painter->setFont(bold);
        painter->drawText(area.left(), area.top(), area.width(), line, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(bold).elidedText(index.data().toString(), Qt::ElideMiddle, area.width()));
        painter->setFont(option.font);
        QColor muted = painter->pen().color();
        muted.setAlphaF(0.7f);
        painter->setPen(muted);
        painter->drawText(area.left(), area.top() + line, area.width(), line,
            Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(
                index.data(RunsModel::stateRole).toString(), Qt::ElideRight, area.width()));
        const double fraction = index.data(RunsModel::fractionRole).toDouble();
        if (fraction >= 0) {
            const QRectF bar(area.left(), option.rect.bottom() - 3, area.width(), 2);
            painter->fillRect(bar, option.palette.mid());
            painter->fillRect(QRectF(bar.left(), bar.top(), bar.width() * fraction, bar.height()),
                selected ? option.palette.highlightedText() : option.palette.highlight());
        }
        painter->restore();
    }
};

}

/// One engine at work: its stage, how far it is, how fast, how long it still takes; pause, resume and stop.
class JobBox : public QFrame {
    Q_OBJECT
public:
    explicit JobBox(EngineJob* job)
        : m_job(job)
        , m_title(new QLabel)
        , m_detail(new QLabel)
        , m_bar(new QProgressBar)
        , m_pause(new QPushButton(tr("Pause")))
        , m_stop(new QPushButton(tr("Stop")))
        , m_resume(new QPushButton(tr("Resume")))
        , m_dismiss(new QPushButton(tr("Dismiss")))
    {
        setFrameShape(QFrame::StyledPanel);
        setObjectName("jobBox");
        m_title->setTextFormat(Qt::RichText);
        m_title->setWordWrap(true);
        m_detail->setWordWrap(true);
        m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_bar->setRange(0, 1000);
        m_bar->setTextVisible(false);
        m_bar->setMaximumHeight(8);
        m_pause->setObjectName("pauseButton");
        m_stop->setObjectName("stopButton");
        m_resume->setObjectName("resumeButton");

        auto* buttons = new QHBoxLayout;
        for (QPushButton* button : { m_pause, m_stop, m_resume, m_dismiss })
            buttons->addWidget(button);
        buttons->addStretch();
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(8, 6, 8, 6);
        layout->setSpacing(4);
        layout->addWidget(m_title);
        layout->addWidget(m_bar);
        layout->addWidget(m_detail);
        layout->addLayout(buttons);

        connect(m_pause, &QPushButton::clicked, this, [this] {
            if (m_job->state() == EngineJob::State::paused)
                m_job->unpause();
            else
                m_job->pause();
        });
        connect(m_stop, &QPushButton::clicked, m_job, &EngineJob::stop);
        connect(m_resume, &QPushButton::clicked, this, [this] {
            Q_EMIT resumeRequested(m_job->runPath());
            deleteLater();
        });
        connect(m_dismiss, &QPushButton::clicked, this, &QObject::deleteLater);
        connect(job, &EngineJob::progressed, this, &JobBox::refresh);
        connect(job, &EngineJob::stateChanged, this, &JobBox::refresh);
        connect(job, &EngineJob::stageChanged, this, &JobBox::refresh);
        connect(job, &EngineJob::warned, this, &JobBox::refresh);
        connect(job, &QObject::destroyed, this, &QObject::deleteLater);
        refresh();
    }

Q_SIGNALS:
    void resumeRequested(const QString& path);

private:
    void refresh()
    {
        const auto state = m_job->state();
        const auto& progress = m_job->progress();
        const bool working = state == EngineJob::State::running || state == EngineJob::State::paused;
        const QString name = QFileInfo(m_job->runPath()).completeBaseName().toHtmlEscaped();
        const QString left = jobs::durationText(progress.overallTimeLeft);
        m_title->setText(working && state == EngineJob::State::running && !left.isEmpty()
                ? tr("<b>%1</b>: %2 %, %3 left", "run, per cent, time")
                      .arg(name, QLocale().toString(100 * progress.overall, 'f', 0), left)
                : tr("<b>%1</b>: %2", "run, state")
                      .arg(name,
                          state == EngineJob::State::running ? tr("running") : RunsModel::jobText(*m_job)));
        m_bar->setValue(
            static_cast<int>(1000 * (state == EngineJob::State::finished ? 1 : progress.overall)));

        QStringList details;
        if (m_job->isActive() && !progress.stage.isEmpty()) {
            details << jobs::stageTitle(progress.stage)
                    << jobs::countText(progress.done, progress.total, progress.unit);
            const QString rate = jobs::rateText(progress.rate, progress.unit);
            const QString stageLeft = jobs::durationText(progress.timeLeft);
            if (!rate.isEmpty())
                details << rate;
            if (!stageLeft.isEmpty())
                details << tr("%1 left in this stage").arg(stageLeft);
        }
        QString text = m_job->isActive() ? details.join(QStringLiteral(" · ")) : m_job->message();
        for (const QString& warning : m_job->warnings())
            text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + QStringLiteral("⚠ ") + warning;
        m_detail->setText(text);
        m_detail->setVisible(!text.isEmpty());

        m_pause->setVisible(m_job->isActive());
        m_pause->setEnabled(working);
        m_pause->setText(state == EngineJob::State::paused ? tr("Resume") : tr("Pause"));
        m_stop->setVisible(m_job->isActive());
        m_stop->setEnabled(state != EngineJob::State::stopping);
        m_stop->setText(state == EngineJob::State::stopping ? tr("Stopping…") : tr("Stop"));
        m_resume->setVisible(state == EngineJob::State::stopped || state == EngineJob::State::failed);
        m_dismiss->setVisible(!m_job->isActive());
    }

    EngineJob* m_job;
    QLabel* m_title;
    QLabel* m_detail;
    QProgressBar* m_bar;
    QPushButton* m_pause;
    QPushButton* m_stop;
    QPushButton* m_resume;
    QPushButton* m_dismiss;
};

RunsPanel::RunsPanel(RunsModel* runs, QWidget* parent)
    : QWidget(parent)
    , m_runs(runs)
    , m_list(new QListView)
    , m_boxes(new QVBoxLayout)
{
    m_list->setObjectName("runsList");
    m_list->setAccessibleName(tr("Runs"));
    m_list->setModel(runs);
    m_list->setItemDelegate(new RunDelegate(this));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);

    auto* resume = new QAction(tr("Resume run"), m_list);
    m_list->addAction(resume);
    connect(resume, &QAction::triggered, this, [this] {
        if (const QModelIndex index = m_list->currentIndex(); index.data(RunsModel::resumableRole).toBool())
            Q_EMIT resumeRequested(index.data(RunsModel::pathRole).toString());
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, resume,
        [resume](
            const QModelIndex& index) { resume->setEnabled(index.data(RunsModel::resumableRole).toBool()); });
    const auto open = [this](const QModelIndex& index) {
        Q_EMIT openRequested(index.data(RunsModel::pathRole).toString());
    };
    connect(m_list, &QListView::clicked, this, open);
    connect(m_list, &QListView::activated, this, open);
    connect(runs, &RunsModel::modelReset, this, [this] { setCurrentRun(m_current); });

    m_boxes->setSpacing(4);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(m_boxes);
    layout->addWidget(m_list, 1);
}

void RunsPanel::addJob(EngineJob* job)
{
    auto* box = new JobBox(job);
    connect(box, &JobBox::resumeRequested, this, &RunsPanel::resumeRequested);
    connect(job, &EngineJob::ended, box, [box](EngineJob::State state) {
        if (state == EngineJob::State::finished)
            box->deleteLater();
    });
    m_boxes->addWidget(box);
}

void RunsPanel::setCurrentRun(const QString& path)
{
    m_current = path;
    const int row = m_runs->rowOf(path);
    m_list->setCurrentIndex(row >= 0 ? m_runs->index(row) : QModelIndex());
}

}

#include "runs_panel.moc"
