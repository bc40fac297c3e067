#include "widgets/panels/document_window.h"

#include "widgets/theme/theme.h"

#include <QAction>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QEvent>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QShortcut>
#include <QTextBrowser>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextTable>
#include <QToolButton>
#include <QVBoxLayout>

namespace polcascope::panels {

namespace {

constexpr QSize usualSize(860, 760);

/// As it comes from Markdown a table has neither lines nor room between its columns.
void drawTables(QTextFrame* frame, const QPalette& palette)
{
    for (QTextFrame* child : frame->childFrames()) {
        if (auto* table = qobject_cast<QTextTable*>(child)) {
            const auto theme = theme::themeOf(palette);
            QTextTableFormat format = table->format();
            format.setBorder(1);
            format.setBorderCollapse(true);
            format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setBorderBrush(theme.muted);
            format.setCellPadding(4);
            format.setCellSpacing(0);
            format.setTopMargin(6);
            format.setBottomMargin(6);
            table->setFormat(format);
            for (int column = 0; column < table->columns(); ++column) {
                QTextTableCell cell = table->cellAt(0, column);
                QTextTableCellFormat header = cell.format().toTableCellFormat();
                header.setBackground(theme::tint(theme, theme.muted, 0.25));
                cell.setFormat(header);
            }
        }
        drawTables(child, palette);
    }
}

}

DocumentWindow::DocumentWindow(const QString& title, const QString& path, QWidget* parent)
    : QDialog(parent)
    , m_path(path)
    , m_text(new QTextBrowser)
    , m_find(new QLineEdit)
    , m_found(new QLabel)
{
    setWindowTitle(title);
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    setSizeGripEnabled(true);
    m_text->setObjectName("documentText");
    m_text->setAccessibleName(title);
    m_text->setOpenLinks(false);
    m_text->setSearchPaths({ QFileInfo(path).absolutePath() });
    m_text->document()->setDocumentMargin(16);
    m_find->setObjectName("documentFind");
    m_find->setPlaceholderText(tr("Find"));
    m_find->setAccessibleName(tr("Find in the document"));
    m_find->setClearButtonEnabled(true);
    const auto arrow = [this](Qt::ArrowType direction, const QString& help, const QKeySequence& key, bool backwards) {
        auto* button = new QToolButton;
        button->setArrowType(direction);
        button->setAutoRaise(true);
        button->setToolTip(QStringLiteral("%1 (%2)").arg(help, key.toString(QKeySequence::NativeText)));
        button->setAccessibleName(help);
        connect(button, &QToolButton::clicked, this, [this, backwards] { find(backwards, false); });
        auto* shortcut = new QShortcut(key, this);
        connect(shortcut, &QShortcut::activated, this, [this, backwards] { find(backwards, false); });
        return button;
    };
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_find);
    bar->addWidget(arrow(Qt::UpArrow, tr("Find previous"), QKeySequence(QKeySequence::FindPrevious), true));
    bar->addWidget(arrow(Qt::DownArrow, tr("Find next"), QKeySequence(QKeySequence::FindNext), false));
    bar->addWidget(m_found, 1);
    bar->addWidget(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_text, 1);
    layout->addLayout(bar);
    // Return in the field is for finding, not for closing.
    for (QPushButton* button : buttons->findChildren<QPushButton*>())
        button->setAutoDefault(false);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_text, &QTextBrowser::anchorClicked, this, &DocumentWindow::openLink);
    connect(m_find, &QLineEdit::textEdited, this, [this] { find(false, true); });
    connect(m_find, &QLineEdit::returnPressed, this, [this] { find(false, false); });
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, this, [this] {
        m_find->setFocus();
        m_find->selectAll();
    });
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QDialog::reject);
    resize(usualSize.boundedTo(screen()->availableSize()));
    m_text->setFocus();
    showDocument();
}

void DocumentWindow::showDocument()
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_text->setPlainText(tr("%1 cannot be read: %2").arg(m_path, file.errorString()));
        return;
    }
    const int scrolled = m_text->verticalScrollBar()->value();
    m_text->setMarkdown(QString::fromUtf8(file.readAll()));
    drawTables(m_text->document()->rootFrame(), palette());
    m_text->verticalScrollBar()->setValue(scrolled);
}

/// `fromHere`: what is found already may be found again, longer.
void DocumentWindow::find(bool backwards, bool fromHere)
{
    const QString text = m_find->text();
    m_found->clear();
    QTextCursor cursor = m_text->textCursor();
    if (fromHere)
        cursor.setPosition(cursor.selectionStart());
    if (text.isEmpty()) {
        m_text->setTextCursor(cursor);
        return;
    }
    const QTextDocument::FindFlags flags = backwards ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    QTextCursor found = m_text->document()->find(text, cursor, flags);
    if (found.isNull()) {
        QTextCursor edge(m_text->document());
        edge.movePosition(backwards ? QTextCursor::End : QTextCursor::Start);
        found = m_text->document()->find(text, edge, flags);
        m_found->setText(found.isNull() ? tr("not found") : backwards ? tr("found from the end") : tr("found from the beginning"));
    }
    m_text->setTextCursor(found.isNull() ? cursor : found);
}

void DocumentWindow::openLink(const QUrl& link)
{
    if (link.isRelative() && link.path().isEmpty())
        m_text->scrollToAnchor(link.fragment());
    else if (!link.isRelative())
        QDesktopServices::openUrl(link);
    else if (const QFileInfo file(QFileInfo(m_path).dir(), link.path()); file.exists())
        QDesktopServices::openUrl(QUrl::fromLocalFile(file.absoluteFilePath()));
}

void DocumentWindow::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    // Markdown takes the colours of links and code that are those of the moment.
    if (event->type() == QEvent::PaletteChange && m_text)
        showDocument();
}

}
