#include "widgets/jobs/messages.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace polcascope;

class tst_messages : public QObject {
    Q_OBJECT

    static std::map<std::string, std::string> fullData()
    {
        return { { "what", "WHAT" }, { "name", "NAME" }, { "nearest", "NEAREST" }, { "known", "KNOWN" },
            { "key", "KEY" }, { "source", "SOURCE" }, { "value", "VALUE" }, { "rule", "range" },
            { "limit", "1000" }, { "other", "OTHER" }, { "path", "/PATH" }, { "line", "7" },
            { "reason", "checksum" }, { "found", "9" }, { "supported", "1" }, { "needed", "15000000000" },
            { "available", "1000000" }, { "device", "DEVICE" }, { "pid", "4711" }, { "step", "30" }, { "needs", "NEEDS" },
            { "command", "COMMAND" } };
    }

private Q_SLOTS:
    void everyKindHasASentenceOfItsOwn()
    {
        QSet<QString> seen;
        for (int value = 0; value < 64; ++value) {
            const auto kind = static_cast<ErrorKind>(value);
            if (errorKindName(kind).empty() || !errorKindFromName(errorKindName(kind)))
                continue;
            const QString sentence = jobs::errorMessage(kind, fullData());
            QVERIFY2(sentence.size() > 20 && (sentence.endsWith('.') || sentence.endsWith('?')),
                qPrintable(sentence));
            QVERIFY2(!sentence.contains("%1") && !sentence.contains("%2"), qPrintable(sentence));
            QVERIFY(!seen.contains(sentence));
            seen.insert(sentence);
        }
        QVERIFY(seen.size() >= 18);
    }

    void missingDataNeverLeavesAPlaceholder()
    {
        for (int value = 0; value < 64; ++value)
            QVERIFY(
                !jobs::errorMessage(static_cast<ErrorKind>(value), {}).contains(QRegularExpression("%\\d")));
    }

    void theSentenceSaysWhatWhereAndWhatToDo()
    {
        const QString unknown = jobs::errorMessage(ErrorKind::unknownKey,
            { { "key", "basis.intervall" }, { "nearest", "basis.interval" }, { "source", "r.json" } });
        QVERIFY(unknown.contains("basis.intervall") && unknown.contains("“basis.interval”") &&
            unknown.contains("r.json"));

        const QString damaged = jobs::errorMessage(
            ErrorKind::damaged, { { "path", "/a/b.h5" }, { "reason", "checksum" }, { "what", "" } });
        QVERIFY(damaged.contains("/a/b.h5") && damaged.contains("checksum") && damaged.contains("Restore"));

        const QString disk = jobs::errorMessage(ErrorKind::diskSpace,
            { { "path", "/a" }, { "needed", "15000000000" }, { "available", "1000000" } });
        QVERIFY(disk.contains("GB") && disk.contains("/a"));

        const QString missing =
            jobs::errorMessage(ErrorKind::notARun, { { "path", "/a" }, { "reason", "missing" } });
        const QString noManifest =
            jobs::errorMessage(ErrorKind::notARun, { { "path", "/a" }, { "reason", "noManifest" } });
        QVERIFY(missing != noManifest);
    }

    void memoryThatRanOutIsToldOfItsDevice()
    {
        QSet<QString> seen;
        for (const char* device : { "cpu", "cuda:0" }) {
            for (const char* needed : { "", "15000000000" }) {
                const QString sentence = jobs::errorMessage(ErrorKind::outOfMemory, { { "device", device }, { "needed", needed } });
                QVERIFY2(sentence.contains("not enough free memory") && sentence.endsWith('.'), qPrintable(sentence));
                QCOMPARE(sentence.contains("GPU (cuda:0)"), *device == 'c' && device[1] == 'u');
                QCOMPARE(sentence.contains("15,000 MB"), *needed != 0);
                QVERIFY(!sentence.contains(QRegularExpression("%\\d")));
                seen.insert(sentence);
            }
        }
        QCOMPARE(seen.size(), 4);
    }

    void everyRuleOfAValueHasASentence()
    {
        QSet<QString> seen;
        for (const char* rule :
            { "type", "range", "choice", "divides", "multiple", "atMost", "unsupported", "sets" }) {
            const QString sentence = jobs::problemMessage({ "model.heads", "7", rule, "512", "model.width" });
            QVERIFY2(sentence.contains("7") && !sentence.contains(QRegularExpression("%\\d")),
                qPrintable(sentence));
            seen.insert(sentence);
        }
        QCOMPARE(seen.size(), 8);
    }

    void everyWarningOfTheEngineHasASentenceAndOthersKeepTheirs()
    {
        const std::map<std::string, std::string> data { { "gflops", "5" }, { "index", "3" }, { "residual", "0.02" },
            { "tolerance", "0.001" }, { "step", "30" }, { "before", "2000000000" }, { "now", "500000000" } };
        QSet<QString> seen;
        for (const char* kind : { "slowBlas", "notConverged", "checkpointDiffers", "lessMemory", "fewerExamples" }) {
            const QString sentence = jobs::warningMessage(kind, data, "English");
            QVERIFY2(sentence.size() > 20 && sentence.endsWith('.') && !sentence.contains(QRegularExpression("%\\d")),
                qPrintable(sentence));
            seen.insert(sentence);
        }
        QCOMPARE(seen.size(), 5);
        QVERIFY(jobs::warningMessage("lessMemory", data, {}).contains("500"));
        QCOMPARE(jobs::warningMessage("ofALaterVersion", data, "As the engine says."), "As the engine says.");
    }

    void anExceptionOfAnyKindBecomesASentence()
    {
        try {
            throw Error(ErrorKind::notARun, { { "path", "/a" } });
        } catch (...) {
            QVERIFY(jobs::currentErrorMessage().contains("/a"));
        }
        try {
            throw std::runtime_error("boom");
        } catch (...) {
            QVERIFY(jobs::currentErrorMessage().contains("boom"));
        }
    }

    void timesAndRatesReadWell()
    {
        QCOMPARE(jobs::durationText(std::numeric_limits<double>::quiet_NaN()), QString());
        QVERIFY(jobs::durationText(0.2).contains("second"));
        QVERIFY(jobs::durationText(45).contains("45"));
        QVERIFY(jobs::durationText(200).contains("3 min"));
        QVERIFY(jobs::rateText(25.5, "steps").contains("26"));
        QVERIFY(jobs::rateText(0.25, "vectors").contains("4"));
        QCOMPARE(jobs::rateText(0, "steps"), QString());
    }
};

QTEST_GUILESS_MAIN(tst_messages)
#include "tst_messages.moc"
