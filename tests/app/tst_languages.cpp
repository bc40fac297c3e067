#include "app/polcascope/command_palette.h"
#include "tests/app/window_test.h"
#include "tests/support/painted_texts.h"
#include "tests/support/synthetic_run.h"
#include "widgets/panels/document_window.h"
#include "widgets/panels/new_run_dialog.h"
#include "widgets/views/axis_limits_dialog.h"
#include "widgets/views/label_bar_plot.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QComboBox>
#include <QCommandLinkButton>
#include <QDockWidget>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSettings>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>
#include <QTranslator>
#include <QTreeView>

using namespace polcascope;

namespace {

/// A made-up language: every text is half as long again, and ends with a letter that no other text has.
class LongLanguage : public QTranslator {
public:
    static constexpr char16_t mark = u'ʬ';

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char* context, const char* source, const char*, int) const override
    {
        const QString text = QString::fromUtf8(source);
        // Names of keys are read back.
        if (QLatin1String(context) == QLatin1String("QShortcut") || text.startsWith(QLatin1String("Ctrl")) || text.isEmpty())
            return {};
        QString more;
        while (more.size() < (text.size() + 1) / 2)
            more += text.size() > 20 && more.size() % 8 == 0 ? u' ' : u'e';
        more.back() = mark;
        return text + more;
    }
};

QString place(const QWidget* widget)
{
    QStringList names;
    for (; widget; widget = widget->parentWidget())
        names.prepend(widget->objectName().isEmpty() ? QString::fromLatin1(widget->metaObject()->className())
                                                     : widget->objectName());
    return names.mid(std::max<qsizetype>(0, names.size() - 4)).join(u'/');
}

/// Whether the whole widget can be seen, scrolling where that is possible.
bool isInside(const QWidget* widget)
{
    QRect area = widget->rect();
    for (const QWidget* inner = widget; inner->parentWidget() && !inner->isWindow(); inner = inner->parentWidget()) {
        const auto* scroll = qobject_cast<const QAbstractScrollArea*>(inner->parentWidget()->parentWidget());
        if (scroll && scroll->viewport() == inner->parentWidget())
            return true;
        area.translate(inner->pos());
        if (!inner->parentWidget()->rect().adjusted(-1, -1, 1, 1).contains(area))
            return false;
    }
    return true;
}

/// Every text below a widget that is visible and does not have the room that it needs.
QStringList cutOffNow(const QWidget* root)
{
    QStringList problems;
    const auto report = [&](const QWidget* widget, const QString& text) {
        if (!widget->toolTip().contains(text))
            problems << QStringLiteral("%1: “%2”, %3 of %4 px").arg(place(widget), text).arg(widget->width()).arg(widget->sizeHint().width());
    };
    const auto behindAnother = [](const QWidget* widget) {
        while (widget && !qobject_cast<const QDockWidget*>(widget))
            widget = widget->parentWidget();
        return widget && widget->visibleRegion().isEmpty();
    };
    for (const QWidget* widget : root->findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->window() != root->window() || behindAnother(widget))
            continue;
        const QFontMetrics metrics = widget->fontMetrics();
        const auto narrow = [&](int wanted) { return wanted > widget->width() + 1; };
        if (const auto* label = qobject_cast<const QLabel*>(widget); label && !label->text().isEmpty()) {
            if (label->wordWrap() ? label->heightForWidth(label->width()) > label->height() + 1
                                  : narrow(label->sizeHint().width()) || label->sizeHint().height() > label->height() + 1)
                report(label, label->text());
            else if (!isInside(label))
                report(label, label->text());
        } else if (const auto* link = qobject_cast<const QCommandLinkButton*>(widget)) {
            if (link->heightForWidth(link->width()) > link->height() + 1 || !isInside(link))
                report(link, link->text());
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(widget); button && !button->text().isEmpty()) {
            if (narrow(button->sizeHint().width()) || !isInside(button))
                report(button, button->text());
        } else if (const auto* combo = qobject_cast<const QComboBox*>(widget)) {
            QStyleOptionComboBox option;
            option.initFrom(combo);
            option.editable = combo->isEditable();
            const int room =
                combo->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, combo).width();
            if (metrics.horizontalAdvance(combo->currentText()) > room || !isInside(combo))
                report(combo, combo->currentText());
        } else if (const auto* tabs = qobject_cast<const QTabBar*>(widget)) {
            for (int tab = 0; tab < tabs->count(); ++tab)
                if (metrics.horizontalAdvance(tabs->tabText(tab)) > tabs->tabRect(tab).width() ||
                    (tabs->tabRect(tab).right() > tabs->width() && !tabs->usesScrollButtons()))
                    report(tabs, tabs->tabText(tab));
        } else if (const auto* header = qobject_cast<const QHeaderView*>(widget); header && header->orientation() == Qt::Horizontal) {
            for (int section = 0; section < header->count(); ++section) {
                if (header->isSectionHidden(section))
                    continue;
                const QString text = header->model()->headerData(section, Qt::Horizontal).toString();
                const QString help = header->model()->headerData(section, Qt::Horizontal, Qt::ToolTipRole).toString();
                if (metrics.size(0, text).width() > header->sectionSize(section) && !help.contains(QString(text).replace('\n', ' ')))
                    report(header, text);
            }
        } else if (const auto* box = qobject_cast<const QGroupBox*>(widget)) {
            if (narrow(metrics.horizontalAdvance(box->title())))
                report(box, box->title());
        } else if (const auto* dock = qobject_cast<const QDockWidget*>(widget)) {
            // Beside its two buttons.
            if (narrow(metrics.horizontalAdvance(dock->windowTitle()) + 2 * metrics.height()))
                report(dock, dock->windowTitle());
        }
    }
    return problems;
}

/// What is cut off and stays so: a number that has just become longer has its room a moment later.
QStringList cutOff(const QWidget* root)
{
    QStringList problems;
    (void)QTest::qWaitFor([&] { return (problems = cutOffNow(root)).isEmpty(); }, 500);
    return problems;
}

/// The headings and cells of a list that are wider than their columns, and whether it has to be scrolled across. No help
/// excuses a heading; that of a cell that is shortened has all of it.
QStringList cutOffInside(const QTreeView* list)
{
    QStringList problems;
    const auto report = [&](int column, const QString& text, int needed) {
        problems << QStringLiteral("%1: “%2”, %3 of %4 px").arg(place(list), text).arg(list->columnWidth(column)).arg(needed);
    };
    for (int column = 0; column < list->model()->columnCount(); ++column) {
        if (list->isColumnHidden(column))
            continue;
        const QString heading = list->model()->headerData(column, Qt::Horizontal).toString();
        if (const int needed = list->header()->fontMetrics().size(0, heading).width(); needed > list->columnWidth(column))
            report(column, heading, needed);
        for (int row = 0; row < std::min(100, list->model()->rowCount()); ++row) {
            const QModelIndex index = list->model()->index(row, column);
            const QString text = index.data().toString();
            const int needed = list->sizeHintForIndex(index).width();
            if (needed > list->columnWidth(column) + 1 && !text.isEmpty() && !index.data(Qt::ToolTipRole).toString().contains(text))
                report(column, text, needed);
        }
    }
    if (const int hidden = list->horizontalScrollBar()->maximum(); hidden > 0)
        problems << QStringLiteral("%1: %2 px beyond its edge").arg(place(list)).arg(hidden);
    return problems;
}

/// Every text of a window that a person can read or have read out, in no order.
QStringList textsOf(const QWidget* root)
{
    QStringList texts;
    const auto actions = root->findChildren<QAction*>();
    for (const QAction* action : actions)
        texts << action->text() << action->toolTip();
    for (const QWidget* widget : root->findChildren<QWidget*>()) {
        if (widget->window() != root->window())
            continue;
        texts << widget->toolTip() << widget->accessibleName() << widget->accessibleDescription();
        if (const auto* label = qobject_cast<const QLabel*>(widget))
            texts << label->text();
        else if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
            texts << button->text();
        else if (const auto* tabs = qobject_cast<const QTabBar*>(widget))
            for (int tab = 0; tab < tabs->count(); ++tab)
                texts << tabs->tabText(tab) << tabs->tabToolTip(tab);
        else if (const auto* box = qobject_cast<const QGroupBox*>(widget))
            texts << box->title();
        else if (const auto* dock = qobject_cast<const QDockWidget*>(widget))
            texts << dock->windowTitle();
        else if (const auto* header = qobject_cast<const QHeaderView*>(widget); header && header->orientation() == Qt::Horizontal)
            for (int section = 0; header->model() && section < header->count(); ++section)
                texts << header->model()->headerData(section, Qt::Horizontal).toString()
                      << header->model()->headerData(section, Qt::Horizontal, Qt::ToolTipRole).toString();
        if (const auto* view = qobject_cast<const QAbstractItemView*>(widget); view && view->model() && !qobject_cast<const QHeaderView*>(widget))
            for (int row = 0; row < std::min(3, view->model()->rowCount()); ++row)
                texts << view->model()->index(row, 0).data(Qt::ToolTipRole).toString();
    }
    texts.removeDuplicates();
    return texts;
}

QStringList doubleAccessKeys(const QStringList& texts)
{
    static const QRegularExpression key(QStringLiteral("&(\\w)"));
    QMap<QString, QString> seen;
    QStringList doubled;
    for (const QString& text : texts) {
        const QString letter = key.match(text).captured(1).toLower();
        if (letter.isEmpty())
            continue;
        if (seen.contains(letter))
            doubled << seen[letter] + " / " + text;
        seen[letter] = text;
    }
    return doubled;
}

}

/// The window in every language: nothing cut off, nothing left in English, no access key twice.
class tst_languages : public support::WindowTest {
    Q_OBJECT

private:
    std::vector<std::unique_ptr<QTranslator>> m_translators;

    [[nodiscard]] QString run() const { return path("a.polca"); }

    static void languages()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << "en";
        QTest::newRow("German") << "de";
        QTest::newRow("half as long again") << "long";
    }

    void speak(const QString& language)
    {
        QLocale::setDefault(QLocale(language == "de" ? QLocale::German : QLocale::English));
        auto english = std::make_unique<QTranslator>();
        QVERIFY(english->load("polcascope_en", POLCASCOPE_TRANSLATIONS));
        m_translators.push_back(std::move(english));
        if (language == "de") {
            auto german = std::make_unique<QTranslator>();
            QVERIFY(german->load("polcascope_de", POLCASCOPE_TRANSLATIONS));
            m_translators.push_back(std::move(german));
        } else if (language == "long") {
            m_translators.push_back(std::make_unique<LongLanguage>());
        }
        for (const auto& translator : m_translators)
            QCoreApplication::installTranslator(translator.get());
    }

    void openWindow()
    {
        QFile::remove(run() + "/session.json");
        showWindow();
    }

    void openRun()
    {
        m_window->openRun(run());
        QVERIFY(settled());
        m_window->view().setChoice(
            { store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 0, -1 });
        QVERIFY(settled());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->view().tree(), 20000);
        m_window->selection().setSelected({ 1 }, 1);
        QTRY_VERIFY(m_window->findChild<QTreeView*>("contextTable")->model()->rowCount() > 0);
        QTest::qWait(50);
    }

    /// Lets a dialog that blocks be looked at, and closes it.
    template<typename Open, typename Look>
    void whileOpen(Open open, Look look)
    {
        bool seen = false;
        QTimer::singleShot(100, this, [&] {
            auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            seen = true;
            look(dialog);
            dialog->reject();
        });
        open();
        QTRY_VERIFY(seen);
    }

    /// Calls a function with each dialog of the window, which shows a run.
    template<typename Look>
    void everyDialog(Look look)
    {
        {
            panels::NewRunDialog dialog;
            dialog.show();
            auto* tabs = dialog.findChild<QTabWidget*>();
            for (int tab = 0; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                QTest::qWait(10);
                look(&dialog);
            }
        }
        {
            views::AxisLimitsDialog limits({ { 1, 0 }, { 0, 1 } }, { { 1, 0 }, { 0, 1 } }, m_window.get()); // with something wrong
            limits.show();
            QTest::qWait(10);
            look(&limits);
        }
        QMenu* help = m_window->menuBar()->actions().last()->menu();
        const auto actions = help->actions();
        for (QAction* action : actions)
            if (action->isVisible() && !action->isSeparator() && action->menuRole() != QAction::AboutQtRole &&
                action->objectName() != "resultsAction")
                whileOpen([&] { action->trigger(); }, look);
        panels::DocumentWindow document("?", m_folder.filePath("none.md"), m_window.get());
        document.show();
        QTest::qWait(10);
        look(&document);
    }

private Q_SLOTS:
    void initTestCase() { support::writeSyntheticRun(run().toStdString()); }

    void cleanup()
    {
        m_window.reset();
        m_translators.clear(); // which uninstalls them
    }

    void noTextOfTheWindowIsCutOff_data() { languages(); }
    void noTextOfTheWindowIsCutOff()
    {
        QFETCH(QString, language);
        speak(language);
        openWindow();
        QStringList problems = cutOff(m_window.get());
        openRun();
        auto* tabs = m_window->findChild<QTabWidget*>();
        for (QAction* workspace : m_window->workspaces().actions()) {
            workspace->trigger();
            QTest::qWait(20);
            problems << cutOff(m_window.get());
        }
        m_window->workspaces().setCurrent(Workspace::explore);
        for (const QSize size : { QSize(1440, 900), QSize(1, 1) }) {
            m_window->resize(size); // the second as small as it gets
            for (int tab = 0; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                QTest::qWait(20);
                problems << cutOff(m_window.get());
            }
            for (auto* dock : m_window->findChildren<QDockWidget*>()) {
                dock->raise();
                QTest::qWait(20);
                problems << cutOff(m_window.get());
            }
        }
        problems.removeDuplicates();
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join('\n')));
    }

    void theSmallestWindowIsNoLargerThanAScreen_data() { languages(); }
    void theSmallestWindowIsNoLargerThanAScreen()
    {
        QFETCH(QString, language);
        speak(language);
        openWindow();
        openRun();
        const QSize least = m_window->minimumSizeHint();
        QVERIFY2(least.width() <= 1366 && least.height() <= 768, qPrintable(QString("%1 x %2").arg(least.width()).arg(least.height())));
    }

    void noTextOfADialogIsCutOff_data() { languages(); }
    void noTextOfADialogIsCutOff()
    {
        QFETCH(QString, language);
        speak(language);
        openWindow();
        openRun();
        QStringList problems;
        everyDialog([&](const QDialog* dialog) { problems << cutOff(dialog); });
        problems.removeDuplicates();
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join('\n')));
    }

    void everyTextOnScreenCanBeTranslated()
    {
        speak("long");
        openWindow();
        openRun();
        QStringList texts = textsOf(m_window.get());
        everyDialog([&](const QDialog* dialog) { texts << textsOf(dialog); });
        // What is no word of the window: paths, numbers, units, keys and values of recipes, file formats.
        static const QRegularExpression nothingToTranslate(QStringLiteral("^(/.*|<[^>]*>|[^\\p{L}]|λ|ε|Polcascope|arithmetic|PDF|PNG|SVG|a|b|%1)*$"));
        QStringList left;
        for (const QString& text : texts)
            if (!text.contains(QChar(LongLanguage::mark)) && !nothingToTranslate.match(text).hasMatch())
                left << text;
        left.removeDuplicates();
        QVERIFY2(left.isEmpty(), qPrintable(left.join('\n')));
    }

    void noAccessKeyIsThereTwice_data() { languages(); }
    void noAccessKeyIsThereTwice()
    {
        QFETCH(QString, language);
        speak(language);
        openWindow();
        openRun();
        QStringList doubled;
        const auto look = [&](const QList<QAction*>& actions) {
            QStringList texts;
            for (const QAction* action : actions)
                texts << action->text();
            doubled << doubleAccessKeys(texts);
        };
        look(m_window->menuBar()->actions());
        for (const QMenu* menu : m_window->findChildren<QMenu*>())
            look(menu->actions());
        everyDialog([&](const QDialog* dialog) {
            QStringList texts;
            for (const auto* label : dialog->findChildren<QLabel*>())
                if (label->buddy())
                    texts << label->text();
            for (const auto* button : dialog->findChildren<QAbstractButton*>())
                texts << button->text();
            doubled << doubleAccessKeys(texts);
        });
        doubled.removeDuplicates();
        QVERIFY2(doubled.isEmpty(), qPrintable(doubled.join('\n')));
    }

    void listsAndBarsShowAllOfTheSample_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << "en";
        QTest::newRow("German") << "de";
    }
    /// In the window's usual size and arrangement, with numbers as long as those of real runs.
    void listsAndBarsShowAllOfTheSample()
    {
        QFETCH(QString, language);
        QSettings().clear();
        speak(language);
        openWindow();
        m_window->openRun(POLCASCOPE_SOURCE_DIR "/resources/sample/arithmetic-2024.polca");
        QVERIFY(settled());
        auto* contexts = m_window->findChild<QTreeView*>("contextTable");
        QTRY_VERIFY(contexts->model()->rowCount() > 0);
        QTest::qWait(100); // the panes get their widths
        QStringList problems;
        const auto steps = m_window->view().data()->run->trajectories->steps();
        for (const double step : { steps.front(), steps[steps.size() / 2], steps.back() }) {
            m_window->selection().setCursorStep(step);
            problems << cutOffInside(contexts);
        }
        for (const char* name : { "basisTable", "clusterTable", "runsTable" })
            if (const auto* list = m_window->findChild<QTreeView*>(name))
                problems << cutOffInside(list);
        auto* bars = m_window->findChild<views::LabelBarPlot*>("labelBars");
        QVERIFY(bars->isVisible() && !bars->data().isEmpty());
        problems << support::cutTexts(*bars);
        problems.removeDuplicates();
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join('\n')));
    }
};

QTEST_MAIN(tst_languages)
#include "tst_languages.moc"
