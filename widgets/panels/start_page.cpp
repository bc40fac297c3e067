#include "widgets/panels/start_page.h"

#include "widgets/jobs/places.h"

#include <QCommandLinkButton>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

namespace polcascope::panels {

namespace {

constexpr int columnWidth = 480; // pixels: about 70 letters a line

}

StartPage::StartPage(QWidget* parent)
    : QScrollArea(parent)
    , m_sample(new QCommandLinkButton(tr("Open the sample run"), tr("A finished run to look around in")))
    , m_recentBox(new QWidget)
    , m_recent(new QListWidget)
{
    auto* title = new QLabel(tr("What does a language model learn, and when?"));
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    title->setFont(large);
    title->setWordWrap(true);
    auto* text = new QLabel(tr("Polcascope trains a small transformer, splits every token's loss change "
                               "along directions in weight space, and "
                               "groups the tokens whose losses move together. Each group may be a skill: you "
                               "see when it is learnt, and read "
                               "the tokens that need it."));
    text->setWordWrap(true);
    title->setFixedWidth(columnWidth);
    text->setFixedWidth(columnWidth);

    auto* demo = new QCommandLinkButton(tr("Run the demo"),
        tr("Trains a small model on three-digit addition and analyses it, in about two minutes"));
    auto* create =
        new QCommandLinkButton(tr("New run…"), tr("From a recipe, with every parameter open to change"));
    auto* open = new QCommandLinkButton(
        tr("Open a run…"), tr("A folder that Polcascope made; you can also drop it on the window"));
    demo->setObjectName("demoButton");
    m_sample->setObjectName("sampleButton");

    auto* left = new QVBoxLayout;
    left->addWidget(title);
    left->addSpacing(6);
    left->addWidget(text);
    left->addSpacing(16);
    for (QCommandLinkButton* button : { m_sample, demo, create, open }) {
        button->setFixedSize(columnWidth, button->heightForWidth(columnWidth));
        left->addWidget(button);
    }
    left->addStretch();

    auto* recentLayout = new QVBoxLayout(m_recentBox);
    recentLayout->setContentsMargins(0, 0, 0, 0);
    recentLayout->addWidget(new QLabel(tr("Opened lately")));
    m_recent->setAccessibleName(tr("Runs opened lately"));
    recentLayout->addWidget(m_recent);
    m_recentBox->setFixedSize(300, 300);

    auto* columns = new QHBoxLayout;
    columns->setSpacing(40);
    columns->addStretch();
    columns->addLayout(left);
    columns->addWidget(m_recentBox, 0, Qt::AlignTop);
    columns->addStretch();
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(32, 32, 32, 32);
    layout->addStretch(2);
    layout->addLayout(columns);
    layout->addStretch(3);
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setWidget(page);

    connect(
        m_sample, &QCommandLinkButton::clicked, this, [this] { Q_EMIT openRequested(jobs::sampleRun()); });
    connect(demo, &QCommandLinkButton::clicked, this, &StartPage::demoRequested);
    connect(create, &QCommandLinkButton::clicked, this, &StartPage::newRunRequested);
    connect(open, &QCommandLinkButton::clicked, this, &StartPage::openDialogRequested);
    const auto openItem = [this](const QListWidgetItem* item) {
        Q_EMIT openRequested(item->data(Qt::UserRole).toString());
    };
    connect(m_recent, &QListWidget::itemClicked, this, openItem);
    connect(m_recent, &QListWidget::itemActivated, this, openItem);
    refresh();
}

void StartPage::refresh()
{
    m_sample->setVisible(!jobs::sampleRun().isEmpty());
    m_recent->clear();
    const QStringList recent = jobs::recentRuns();
    for (const QString& path : recent) {
        auto* item = new QListWidgetItem(QFileInfo(path).completeBaseName(), m_recent);
        item->setData(Qt::UserRole, path);
        item->setToolTip(path);
    }
    m_recentBox->setVisible(!recent.isEmpty());
}

}
