#include "tests/support/synthetic_run.h"
#include "widgets/models/parameter_editor.h"
#include "widgets/models/view_session.h"

#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace polcascope;
using models::ClusteringParameters;
using models::RunView;
using models::ViewChoice;
using models::ViewSession;

class tst_view_session : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;
    const ViewChoice m_choice { store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 2, -1 };

    [[nodiscard]] QString file() const { return m_run->path + "/session.json"; }
    [[nodiscard]] QByteArray read() const
    {
        QFile session(file());
        return session.open(QIODevice::ReadOnly) ? session.readAll() : QByteArray();
    }
    void write(const QByteArray& bytes) const
    {
        QFile session(file());
        QVERIFY(session.open(QIODevice::WriteOnly));
        session.write(bytes);
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString path = m_folder.filePath("a.polca");
        support::writeSyntheticRun(path.toStdString());
        m_run = models::readRun(path);
    }

    void cleanup() { QFile::remove(file()); }

    void whatWasSetComesBack()
    {
        ClusteringParameters changed;
        changed.minimumClusterSize = 17;
        changed.minimumSamples = 3;
        changed.metric = cluster::Metric::correlation;
        changed.selection = cluster::Selection::leaf;
        changed.epsilon = 0.125;
        changed.allowSingleCluster = true;
        {
            RunView view;
            ViewSession session(&view);
            view.setRun(m_run);
            session.open(m_run->path);
            view.setChoice(m_choice);
            view.setParameters(changed);
            QVERIFY(!QFile::exists(file())); // not yet
            QTRY_VERIFY(QFile::exists(file()));
        }
        RunView view;
        ViewSession session(&view);
        view.setRun(m_run);
        session.open(m_run->path);
        QCOMPARE(view.choice(), m_choice);
        QCOMPARE(view.parameters(), changed);
        QVERIFY(view.isChanged());
    }

    void whatElseIsKeptComesBackAndOldFilesLeaveItAsItIs()
    {
        int mine = 1;
        const auto keep = [&mine](ViewSession& session) {
            session.keep("contexts",
                { [&mine] { return QJsonObject { { "mine", mine } }; },
                    [&mine](const QJsonObject& json) { mine = json["mine"].toInt(); } });
        };
        // Written before anything else was kept.
        write(R"({"schema": "polcascope/session", "schema_version": 1, "choice": {"rules": "2026", "quantity": "loss",
            "decomposition": "trapezoid", "vector": 2, "output": -1}})");
        {
            RunView view;
            ViewSession session(&view);
            QSignalSpy failed(&session, &ViewSession::failed);
            keep(session);
            view.setRun(m_run);
            session.open(m_run->path);
            QVERIFY(failed.isEmpty());
            QCOMPARE(mine, 1);
            QCOMPARE(view.choice(), m_choice);
            mine = 7;
            session.saveLater();
        }
        mine = 0;
        RunView view;
        ViewSession session(&view);
        keep(session);
        view.setRun(m_run);
        session.open(m_run->path);
        QCOMPARE(mine, 7);
        QCOMPARE(view.choice(), m_choice);
    }

    void lookingAtARunWritesNothing()
    {
        {
            RunView view;
            ViewSession session(&view);
            view.setRun(m_run);
            session.open(m_run->path);
            const ViewChoice first = view.choice();
            view.setChoice(m_choice);
            view.setChoice(first);
        }
        QVERIFY(!QFile::exists(file()));
    }

    void closingWritesWhatIsNotWrittenYetAndKeepsWhatOthersWrote()
    {
        write(R"({"schema": "polcascope/session", "schema_version": 1, "labels": ["mine"]})");
        {
            RunView view;
            ViewSession session(&view);
            view.setRun(m_run);
            session.open(m_run->path);
            view.setChoice(m_choice);
        }
        const auto json = QJsonDocument::fromJson(read());
        QCOMPARE(json["labels"][0].toString(), "mine");
        QCOMPARE(json["choice"]["vector"].toInt(), 2);
    }

    void aBrokenOrNewerFileIsToldAndLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("word");
        QTest::newRow("broken") << QByteArray("{\"schema\": ") << "cannot be read";
        QTest::newRow("another file") << QByteArray("{\"a\": 1}") << "cannot be read";
        QTest::newRow("newer") << QByteArray(R"({"schema": "polcascope/session", "schema_version": 99})") << "newer";
    }

    void aBrokenOrNewerFileIsToldAndLeftAlone()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, word);
        write(bytes);
        {
            RunView view;
            ViewSession session(&view);
            QSignalSpy failed(&session, &ViewSession::failed);
            view.setRun(m_run);
            session.open(m_run->path);
            QCOMPARE(failed.size(), 1);
            QVERIFY(failed[0][0].toString().contains(word));
            QVERIFY(failed[0][0].toString().contains("session.json"));
            view.setChoice(m_choice);
        }
        QCOMPARE(read(), bytes);
    }

    void whereNothingCanBeWrittenItIsSaidOnce()
    {
        RunView view;
        ViewSession session(&view);
        QSignalSpy failed(&session, &ViewSession::failed);
        view.setRun(m_run);
        session.open(m_folder.filePath("gone"));
        view.setChoice(m_choice);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed[0][0].toString().contains("session.json"));
        auto parameters = view.parameters();
        parameters.minimumClusterSize = 11;
        view.setParameters(parameters);
        QTest::qWait(700);
        QCOMPARE(failed.size(), 1);
    }

    void nonsenseAmongTheParametersIsPassedOver()
    {
        write(R"({"schema": "polcascope/session", "schema_version": 1, "clusterings": [7, {"rules": "1999"},
            {"rules": "2026", "quantity": "loss", "decomposition": "trapezoid", "vector": -1, "output": -1,
             "parameters": {"minimum_cluster_size": -5}}]})");
        RunView view;
        ViewSession session(&view);
        QSignalSpy failed(&session, &ViewSession::failed);
        view.setRun(m_run);
        session.open(m_run->path);
        QVERIFY(failed.isEmpty());
        QVERIFY(view.changedParameters().empty());
    }

    void undoLeadsBackToTheClusteringThatWasChanged()
    {
        RunView view;
        QUndoStack undo;
        view.setRun(m_run);
        view.setChoice(m_choice);
        const ClusteringParameters before = view.parameters();
        ClusteringParameters changed = before;
        changed.minimumClusterSize = 30;
        undo.push(new models::ParameterCommand(&view, changed, 1));
        changed.minimumClusterSize = 40;
        undo.push(new models::ParameterCommand(&view, changed, 1));
        QCOMPARE(undo.count(), 1);
        QVERIFY(undo.undoText().contains("minimum size 40"));
        changed.selection = cluster::Selection::leaf;
        undo.push(new models::ParameterCommand(&view, changed, 2));
        QCOMPARE(undo.count(), 2);

        ViewChoice other = m_choice;
        other.rules = store::Rules::y2024;
        view.setChoice(other);
        undo.undo();
        QCOMPARE(view.choice(), m_choice);
        QCOMPARE(view.parameters().selection, cluster::Selection::excessOfMass);
        QCOMPARE(view.parameters().minimumClusterSize, 40);
        undo.undo();
        QCOMPARE(view.parameters(), before);
        QVERIFY(!view.isChanged());
        undo.redo();
        QCOMPARE(view.parameters().minimumClusterSize, 40);
    }
};

QTEST_GUILESS_MAIN(tst_view_session)
#include "tst_view_session.moc"
