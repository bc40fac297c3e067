#include "tests/support/synthetic_run.h"
#include "widgets/panels/contexts_panel.h"
#include "widgets/theme/theme.h"
#include "widgets/views/tint_legend.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSpinBox>
#include <QStyleOption>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace polcascope;
using analysis::ContextOrder;
using models::ContextModel;
using models::Contexts;
using models::RunView;
using models::SearchScope;
using models::Tint;
using panels::ContextsPanel;

class tst_contexts_panel : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;
    std::unique_ptr<RunView> m_view;
    std::unique_ptr<models::ClusterSelection> m_selection;
    std::unique_ptr<Contexts> m_contexts;
    std::unique_ptr<ContextsPanel> m_panel;

    static constexpr int valueColumn = ContextModel::firstLabelColumn + 3; ///< behind digit, place and carry

    template <typename T> [[nodiscard]] T* child(const char* name) const { return m_panel->findChild<T*>(name); }
    [[nodiscard]] QTreeView* table() const { return m_panel->table(); }
    [[nodiscard]] QLineEdit* field() const { return child<QLineEdit>("contextSearch"); }
    [[nodiscard]] QString headline() const { return child<QLabel>("contextHeadline")->text(); }
    [[nodiscard]] QString found() const { return child<QLabel>("contextFound")->text(); }
    [[nodiscard]] QVariant cell(int row, int column, int role = Qt::DisplayRole) const
    {
        return table()->model()->index(row, column).data(role);
    }
    [[nodiscard]] int token(int row) const { return cell(row, 0, ContextModel::tokenRole).toInt(); }
    [[nodiscard]] bool settled() const
    {
        return QTest::qWaitFor(
            [&] { return m_view->data() && !m_view->isComputing() && !m_contexts->work().isRunning(); }, 20000);
    }
    /// By the keyboard, as a person would.
    void pick(const char* name, int item) const
    {
        auto* box = child<QComboBox>(name);
        box->setFocus();
        while (box->currentIndex() != item)
            QTest::keyClick(box, box->currentIndex() < item ? Qt::Key_Down : Qt::Key_Up);
        QVERIFY(settled());
    }
    void pick(ContextOrder order) const { pick("contextOrder", int(order)); }
    void pick(Tint tint) const { pick("contextTint", int(tint)); }
    void pick(SearchScope scope) const { pick("contextScope", int(scope)); }
    void type(const QString& pattern) const
    {
        field()->setFocus();
        field()->selectAll();
        QTest::keyClicks(field(), pattern);
        QVERIFY(settled());
    }
    [[nodiscard]] QStringList copied(Qt::KeyboardModifiers modifiers = Qt::ControlModifier) const
    {
        QTest::keyClick(table(), Qt::Key_C, modifiers);
        return QApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
    }
    void grab(const char* name) const
    {
        if (const QString picture = qEnvironmentVariable("POLCASCOPE_PICTURES"); !picture.isEmpty())
            QVERIFY(m_panel->grab().save(QStringLiteral("%1/contexts-%2.png").arg(picture, QLatin1String(name))));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        support::writeSyntheticRun(m_folder.filePath("a.polca").toStdString());
        m_run = models::readRun(m_folder.filePath("a.polca"));
    }

    void init()
    {
        m_view = std::make_unique<RunView>();
        m_selection = std::make_unique<models::ClusterSelection>();
        m_contexts = std::make_unique<Contexts>(m_view.get(), m_selection.get());
        m_panel = std::make_unique<ContextsPanel>(m_contexts.get());
        m_panel->resize(340, 500);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        m_panel->activateWindow();
        m_view->setRun(m_run);
        m_view->setChoice({ store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 1, -1 });
        QVERIFY(settled());
        m_selection->setSelected({ 0 }, 0);
        QVERIFY(settled());
    }

    void cleanup()
    {
        m_panel.reset();
        m_contexts.reset();
        m_selection.reset();
        m_view.reset();
    }

    void everyOrderIsNamedAndSaysHowManyAreShown()
    {
        const qint64 size = m_view->data()->cluster(0)->size;
        const qint64 outliers = m_view->data()->cluster(store::noise)->size;
        QStringList said;
        for (const auto order : { ContextOrder::medoid, ContextOrder::centroid, ContextOrder::quantiles, ContextOrder::boundary,
                 ContextOrder::random, ContextOrder::outliers, ContextOrder::polca }) {
            pick(order);
            QCOMPARE(m_contexts->choice().order, order);
            const qint64 total = order == ContextOrder::outliers ? outliers : size;
            QVERIFY2(headline().contains(QString("%1 of %2 ").arg(table()->model()->rowCount()).arg(total)), qPrintable(headline()));
            said << headline();
            QVERIFY(!child<QComboBox>("contextOrder")->toolTip().isEmpty());
        }
        QCOMPARE(said.removeDuplicates(), 0);
    }

    void theTokensFoundAreSelectedAndRead()
    {
        type("[37]");
        QTest::mouseClick(child<QToolButton>("selectFound"), Qt::LeftButton);
        QCOMPARE(m_selection->tokens(), matchingTokens(*m_run->tokens, QRegularExpression("[37]"), models::TokenText::token));
        type("no such token");
        QVERIFY(!child<QToolButton>("selectFound")->isEnabled());
        QTest::keyClick(field(), Qt::Key_Escape);
        pick(ContextOrder::selection);
        const auto& tokens = m_selection->tokens().tokens;
        QCOMPARE(table()->model()->rowCount(), int(std::min<qsizetype>(tokens.size(), qsizetype(Contexts::mostListed))));
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            QCOMPARE(token(row), int(tokens[row]));
        QVERIFY2(headline().startsWith("<b>Selected tokens</b>: ") && headline().contains("in the order of the run"), qPrintable(headline()));
        QVERIFY(!table()->header()->isSectionHidden(valueColumn + 1)); // their clusters
        // By hand: the rows that are marked.
        table()->setCurrentIndex(table()->model()->index(2, 0));
        QTest::keyClick(table(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyRelease(table(), Qt::Key_Shift);
        const QVector<std::int32_t> marked { token(2), token(3) };
        for (QAction* action : table()->actions())
            if (action->text() == "Select these tokens")
                action->trigger();
        QCOMPARE(m_selection->tokens().tokens, marked);
        m_selection->setTokens({ { 3, 9 }, {} });
        QVERIFY(settled());
        QCOMPARE(table()->model()->rowCount(), 2);
        m_selection->setTokens({});
        QVERIFY(settled());
        QVERIFY2(headline().contains("none are selected"), qPrintable(headline()));
    }

    void theSeedIsSeenAndEditedWhereItCounts()
    {
        auto* seed = child<QSpinBox>("contextSeed");
        QVERIFY(!seed->isVisible());
        pick(ContextOrder::random);
        QVERIFY(seed->isVisible());
        QVERIFY(headline().contains("seed 1"));
        const int first = token(0);
        seed->setFocus();
        seed->selectAll();
        QTest::keyClicks(seed, "42");
        QTest::keyClick(seed, Qt::Key_Return);
        QVERIFY(settled());
        QCOMPARE(m_contexts->choice().seed, 42);
        QVERIFY(headline().contains("seed 42"));
        QVERIFY(token(0) != first);
    }

    void thereAreSentencesWhereThereIsNothingToList()
    {
        m_selection->setSelected({ store::noise }, store::noise);
        pick(ContextOrder::outliers);
        QCOMPARE(table()->model()->rowCount(), 0);
        QVERIFY(headline().contains("choose a cluster"));
        pick(ContextOrder::centroid);
        type("x");
        QCOMPARE(table()->model()->rowCount(), 0);
        QVERIFY(headline().contains("no token is found"));
        m_view->setRun(nullptr);
        QVERIFY(headline().contains("As soon as there are clusters"));
    }

    void aMedoidThatTakesAWhileSaysSoAndCanBeLeft()
    {
        support::SyntheticRunOptions options;
        options.examples = 5000;
        options.checkpoints = 60;
        options.vectors = 1;
        options.clusterings = support::SyntheticRunOptions::Clusterings::planted;
        support::writeSyntheticRun(m_folder.filePath("large.polca").toStdString(), options);
        m_view->setRun(models::readRun(m_folder.filePath("large.polca")));
        QTRY_VERIFY_WITH_TIMEOUT(m_view->data() && m_view->data()->inScope == 20000, 20000);
        QVERIFY(settled());
        QCOMPARE(table()->model()->rowCount(), int(Contexts::mostListed));
        auto* order = child<QComboBox>("contextOrder");
        order->setFocus();
        QTest::keyClick(order, Qt::Key_Home);
        QCOMPARE(m_contexts->choice().order, ContextOrder::medoid);
        // Where it takes no while, it is there at once.
        QTRY_VERIFY2(headline().contains("Looking for the medoid") || headline().contains("nearest to the medoid first"),
            qPrintable(headline()));
        QCOMPARE(table()->model()->rowCount(), headline().contains("Looking") ? 0 : int(Contexts::mostListed));
        QTest::keyClick(order, Qt::Key_Down);
        QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), int(Contexts::mostListed), 2000);
        QTRY_VERIFY(headline().contains("centroid"));
    }

    void whoReadsStaysWhereTheyAreWhileTheListIsTheSame()
    {
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_End);
        const int scrolled = table()->verticalScrollBar()->value();
        QVERIFY(scrolled > 0);
        m_view->setBand(models::Band::quartiles);
        QVERIFY(settled());
        QCOMPARE(table()->verticalScrollBar()->value(), scrolled);
        QCOMPARE(table()->currentIndex().row(), table()->model()->rowCount() - 1);
    }

    void aClickMakesATokenThePrimaryOneAndOthersAreFollowed()
    {
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(table()->model()->index(2, 0)).center());
        QCOMPARE(m_selection->primaryToken(), token(2));
        QTest::keyClick(table(), Qt::Key_Down);
        QTest::keyClick(table(), Qt::Key_Return);
        QCOMPARE(m_selection->primaryToken(), token(3));
        m_selection->setPrimaryToken(token(5)); // in another view
        QCOMPARE(table()->currentIndex().row(), 5);
        m_selection->setPrimaryToken(-1);
        QVERIFY(!table()->selectionModel()->hasSelection());
    }

    void rowsAndTheWholeListAreCopied()
    {
        const int rows = table()->model()->rowCount();
        table()->setFocus();
        QCOMPARE(copied().size(), rows + 1); // none selected: all
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(table()->model()->index(1, 0)).center());
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, Qt::ShiftModifier, table()->visualRect(table()->model()->index(3, 0)).center());
        const QStringList lines = copied();
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0].split('\t'), (QStringList { "Before", "Token", "After", "digit", "place", "carry", "Loss at 95" }));
        const QStringList cells = lines[2].split('\t');
        QCOMPARE(cells[0] + cells[1] + cells[2], cell(2, 0).toString() + cell(2, 1).toString() + cell(2, 2).toString());
        QCOMPARE(cells[valueColumn], cell(2, valueColumn).toString());
        QCOMPARE(copied(Qt::ControlModifier | Qt::ShiftModifier).size(), rows + 1);
    }

    void tokensAreColouredByTheirValues()
    {
        QTRY_VERIFY(m_contexts->tint().end > 0);
        pick(Tint::polca);
        QTRY_VERIFY(m_contexts->tint().end > 0);
        auto* legend = child<views::TintLegend>("contextLegend");
        QVERIFY(legend->isVisible() && legend->text().contains("≤") && legend->accessibleDescription().contains("nats"));
        // The row with the strongest colour, at the step where the vector tells most.
        m_selection->setCursorStep(55);
        int best = 0;
        const auto value = [&](int row) { return cell(row, valueColumn, ContextModel::sortRole).toDouble(); };
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            if (std::abs(value(row)) > std::abs(value(best)))
                best = row;
        const QModelIndex index = table()->model()->index(best, ContextModel::tokenColumn);
        table()->scrollTo(index);
        const auto theme = theme::themeOf(table()->palette());
        const QColor colour = theme::diverging(theme, m_contexts->tint().share(value(best)));
        QVERIFY(colour != theme.background);
        const QRect place = table()->visualRect(index);
        const auto painted = [&] {
            const QImage image = table()->viewport()->grab().toImage();
            for (int x = place.left(); x < place.right(); ++x)
                if (image.pixelColor(x, place.top() + 2).rgb() == colour.rgb())
                    return true;
            return false;
        };
        QVERIFY(painted());
        pick(Tint::none);
        QVERIFY(!painted());
        QVERIFY(!legend->isVisible());
        QVERIFY(table()->isColumnHidden(valueColumn));
    }

    void theValueIsSortedByAndBack()
    {
        const int first = token(0);
        QHeaderView* header = table()->header();
        const auto click = [&] {
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                { header->sectionViewportPosition(valueColumn) + header->sectionSize(valueColumn) / 2,
                    header->height() / 2 });
        };
        const auto values = [&] {
            std::vector<double> all;
            for (int row = 0; row < table()->model()->rowCount(); ++row)
                all.push_back(cell(row, valueColumn, ContextModel::sortRole).toDouble());
            return all;
        };
        table()->horizontalScrollBar()->setValue(table()->horizontalScrollBar()->maximum());
        click();
        auto all = values();
        QVERIFY(std::is_sorted(all.begin(), all.end()));
        m_selection->setCursorStep(30); // with other values
        all = values();
        QVERIFY(std::is_sorted(all.begin(), all.end()));
        click();
        all = values();
        QVERIFY(std::is_sorted(all.rbegin(), all.rend()));
        click();
        QCOMPARE(token(0), first);
        click();
        pick(ContextOrder::quantiles);
        QCOMPARE(token(0), first); // the nearest, again
    }

    void aSearchGoesFromTokenToToken()
    {
        pick(SearchScope::mark);
        QVERIFY(!child<QLabel>("contextFound")->isVisible());
        const int rows = table()->model()->rowCount();
        m_panel->focusSearch();
        QVERIFY(field()->hasFocus());
        const QString wanted = cell(4, ContextModel::tokenColumn).toString();
        type(wanted);
        QCOMPARE(table()->model()->rowCount(), rows);
        std::vector<int> matching;
        for (int row = 0; row < rows; ++row)
            if (cell(row, ContextModel::tokenColumn).toString() == wanted)
                matching.push_back(row);
        QVERIFY(matching.size() >= 2);
        QVERIFY2(found().startsWith(QString("%1 listed").arg(matching.size())), qPrintable(found()));
        for (const int row : matching) {
            QTest::keyClick(field(), Qt::Key_Return);
            QCOMPARE(table()->currentIndex().row(), row);
            QCOMPARE(m_selection->primaryToken(), token(row));
        }
        QVERIFY(found().startsWith(QString("%1 of %1 listed").arg(matching.size())));
        QTest::keyClick(field(), Qt::Key_Return); // the first again
        QCOMPARE(table()->currentIndex().row(), matching.front());
        QTest::keyClick(field(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(table()->currentIndex().row(), matching.back());
        QTest::keyClick(field(), Qt::Key_Escape);
        QVERIFY(field()->text().isEmpty());
        QVERIFY(!child<QLabel>("contextFound")->isVisible());
    }

    void whatIsFoundBecomesTheList()
    {
        type("[12]");
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            QVERIFY(QString("12").contains(cell(row, ContextModel::tokenColumn).toString()));
        QVERIFY(headline().contains("matches shown") || headline().contains("match(es) shown"));
        QVERIFY(table()->isColumnHidden(valueColumn + 1));
        const int inCluster = table()->model()->rowCount();
        pick(SearchScope::run);
        QVERIFY(table()->model()->rowCount() > inCluster);
        QVERIFY(headline().contains("Whole run"));
        QVERIFY(!table()->isColumnHidden(valueColumn + 1));
        for (const auto& button : m_panel->findChildren<QToolButton*>())
            if (button->accessibleName() == "Find next")
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(m_selection->primaryToken(), token(0));
        type("[12");
        QVERIFY2(found().contains("No regular expression"), qPrintable(found()));
    }

    void everyControlHasANameAndFitsTheDock()
    {
        pick(ContextOrder::random);
        for (const QWidget* widget : m_panel->findChildren<QWidget*>())
            if (widget->focusPolicy() != Qt::NoFocus && widget->parentWidget() == m_panel.get())
                QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        QVERIFY2(m_panel->minimumSizeHint().width() <= 340, qPrintable(QString::number(m_panel->minimumSizeHint().width())));
        QTRY_VERIFY(child<views::TintLegend>("contextLegend")->isVisible());
        // Every item of every list can be read, also where words are half as long again.
        for (const char* name : { "contextOrder", "contextTint", "contextScope" }) {
            auto* box = child<QComboBox>(name);
            for (int item = 0; item < box->count(); ++item)
                box->setItemText(item, box->itemText(item) + box->itemText(item).left((box->itemText(item).size() + 1) / 2));
        }
        QTest::qWait(50);
        QVERIFY2(m_panel->minimumSizeHint().width() <= 340, qPrintable(QString::number(m_panel->minimumSizeHint().width())));
        m_panel->resize(340, 500);
        for (const char* name : { "contextOrder", "contextTint", "contextScope" }) {
            auto* box = child<QComboBox>(name);
            QStyleOptionComboBox option;
            option.initFrom(box);
            const int room = box->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box).width();
            for (int item = 0; item < box->count(); ++item)
                QVERIFY2(box->fontMetrics().horizontalAdvance(box->itemText(item)) <= room, qPrintable(box->itemText(item)));
        }
        QVERIFY(field()->width() > field()->fontMetrics().averageCharWidth() * 10);
        grab("wide-words");
    }

    void itIsPaintedInLightAndDark()
    {
        const QPalette before = qApp->palette();
        pick(Tint::projectedLoss);
        QTRY_VERIFY(m_contexts->tint().end > 0);
        pick(SearchScope::mark);
        type("[0-4]");
        for (const bool dark : { false, true }) {
            qApp->setPalette(dark ? theme::darkPalette() : theme::lightPalette());
            QTest::qWait(50);
            grab(dark ? "dark" : "light");
        }
        qApp->setPalette(before);
    }

    void everyColumnIsSeenAtTheUsualWidth()
    {
        const QHeaderView* header = table()->header();
        for (const Tint tint : { Tint::loss, Tint::polca, Tint::none })
            for (const int width : { 340, 384, 600 }) {
                pick(tint);
                m_panel->resize(width, 500);
                QTest::qWait(20);
                QVERIFY2(header->length() <= table()->viewport()->width(),
                    qPrintable(QStringLiteral("%1 of %2 px").arg(header->length()).arg(table()->viewport()->width())));
                QVERIFY(!table()->horizontalScrollBar()->isVisible());
                // What gives way is the text around the token, and the heading of the values: not the token, labels or values.
                for (int column = 0; column < header->count(); ++column) {
                    if (header->isSectionHidden(column) || column == ContextModel::beforeColumn || column == ContextModel::afterColumn)
                        continue;
                    const QString text = cell(0, column).toString();
                    QVERIFY2(header->sectionSize(column) >= table()->fontMetrics().horizontalAdvance(text), qPrintable(text));
                }
            }
    }
};

QTEST_MAIN(tst_contexts_panel)
#include "tst_contexts_panel.moc"
