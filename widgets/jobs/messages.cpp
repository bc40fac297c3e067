#include "widgets/jobs/messages.h"

#include "core/store/run_folder.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

#include <array>
#include <cmath>

namespace polcascope::jobs {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Messages)
};

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

QString bytes(const std::string& value)
{
    return sizeText(text(value).toLongLong());
}

/// What the core calls what is limited, not finite, missing or another's, in the language of the window; a key of a
/// recipe and any other text as it is.
QString coreWords(const std::string& words)
{
    [[maybe_unused]] static constexpr std::array known {
        QT_TRANSLATE_NOOP("Messages", "pairs of summands"),
        QT_TRANSLATE_NOOP("Messages", "pairs of summands, each used once"),
        QT_TRANSLATE_NOOP("Messages", "training examples"),
        QT_TRANSLATE_NOOP("Messages", "parameters of the model"),
        QT_TRANSLATE_NOOP("Messages", "loss"),
        QT_TRANSLATE_NOOP("Messages", "loss change"),
        QT_TRANSLATE_NOOP("Messages", "absolute loss change"),
        QT_TRANSLATE_NOOP("Messages", "projected loss"),
        QT_TRANSLATE_NOOP("Messages", "weights"),
        QT_TRANSLATE_NOOP("Messages", "gradient"),
        QT_TRANSLATE_NOOP("Messages", "Hessian-vector product"),
        QT_TRANSLATE_NOOP("Messages", "Simpson's rule"),
        QT_TRANSLATE_NOOP("Messages", "every gradient in the middle between two checkpoints"),
        QT_TRANSLATE_NOOP("Messages", "The decomposition by exact curvature"),
        QT_TRANSLATE_NOOP("Messages", "every token's own curvature"),
        QT_TRANSLATE_NOOP("Messages", "The second order"),
        QT_TRANSLATE_NOOP("Messages", "the curvature along the basis vectors"),
        QT_TRANSLATE_NOOP("Messages", "linearly independent gradients"),
        QT_TRANSLATE_NOOP("Messages", "A table"),
        QT_TRANSLATE_NOOP("Messages", "clusterings"),
        QT_TRANSLATE_NOOP("Messages", "at least two checkpoints of trajectories"),
        QT_TRANSLATE_NOOP("Messages", "it belongs to another model"),
        QT_TRANSLATE_NOOP("Messages", "it belongs to another recipe"),
        QT_TRANSLATE_NOOP("Messages", "it belongs to another run"),
    };
    return words.empty() ? QString() : Text::tr(words.c_str());
}

/// Rounded up, so that what is needed is enough when it is allowed.
QString megabytes(const std::string& value)
{
    return QStringLiteral("%1 MB").arg(QLocale().toString((text(value).toLongLong() + 999'999) / 1'000'000));
}

QString valueProblem(
    const QString& value, const std::string& rule, const QString& limit, const QString& other)
{
    if (rule == "type")
        return limit == QLatin1String("a number") ? Text::tr("“%1” is not a number.").arg(value)
            : limit == QLatin1String("text")      ? Text::tr("“%1” is not a text.").arg(value)
                                                  : Text::tr("“%1” is not a whole number.").arg(value);
    if (rule == "range") {
        const QLatin1String atLeast("at least ");
        return limit.startsWith(atLeast)
            ? Text::tr("%1 is outside what is allowed: at least %2.").arg(value, limit.mid(atLeast.size()))
            : Text::tr("%1 is outside what is allowed: %2.").arg(value, limit);
    }
    if (rule == "sets")
        return Text::tr("“%1” is no list of sets of at least two basis vectors below %2, such as 0,1,2; 4,7.")
            .arg(value, limit);
    if (rule == "choice")
        return Text::tr("“%1” is not one of the choices: %2.").arg(value, limit);
    if (rule == "divides")
        return Text::tr("%1 does not go evenly with %2, which is %3: one must divide the other.")
            .arg(value, other, limit);
    if (rule == "multiple")
        return Text::tr("%1 is not a multiple of %2, which is %3.").arg(value, other, limit);
    if (rule == "atMost")
        return other.isEmpty()
            ? Text::tr("%1 is more than %2, the most that works.").arg(value, limit)
            : Text::tr("%1 is more than %2, the most that %3 allows.").arg(value, limit, other);
    if (rule == "sameModel")
        return Text::tr("%1 is of another model than %2, which has %3.").arg(value, other, limit);
    if (rule == "unsupported")
        return Text::tr("“%1” is part of the method, but this version cannot do it yet.").arg(value);
    return Text::tr("“%1” cannot work (%2).").arg(value, text(rule));
}

QString notARun(const QString& path, const std::string& reason)
{
    if (reason == "missing")
        return Text::tr("There is nothing at %1. Check the path, or make a new run.").arg(path);
    if (reason == "notAFolder")
        return Text::tr("%1 is a file, not a run. A run is a folder, usually named something.polca.")
            .arg(path);
    if (reason == "noTrajectories")
        return Text::tr("The run %1 has no trajectories yet, so there is nothing to draw. Resume it first.")
            .arg(path);
    return Text::tr("%1 is not a run: it has no run.json. Choose a folder that Polcascope made, usually "
                    "named something.polca.")
        .arg(path);
}

QString noMemoryLeft(const QString& device, const std::string& needed)
{
    if (device.startsWith(QLatin1String("cuda")))
        return needed.empty()
            ? Text::tr("The GPU (%1) has not enough free memory. End other programs that use it, lower "
                       "compute.memory_megabytes or training.batch_size, or set compute.device to cpu.")
                  .arg(device)
            : Text::tr("The GPU (%1) has not enough free memory: at least %2 are needed beside the weights and the basis. End "
                       "other programs that use it, lower basis.vectors, or set compute.device to cpu.")
                  .arg(device, megabytes(needed));
    return needed.empty()
        ? Text::tr("There is not enough free memory. End other programs, or lower compute.memory_megabytes or "
                   "training.batch_size.")
        : Text::tr("There is not enough free memory: at least %1 are needed beside the weights and the basis. Free some, "
                   "or lower basis.vectors.")
              .arg(megabytes(needed));
}

QString damaged(const QString& path, const std::string& reason, const QString& what)
{
    QString how;
    if (reason == "missing")
        how = Text::tr("is missing");
    else if (reason == "size")
        how = Text::tr("has the wrong size, so it was cut off or changed");
    else if (reason == "checksum")
        how = Text::tr("was changed after it was made (its checksum differs)");
    else if (reason == "unreadable")
        how = Text::tr("cannot be read");
    else
        how = Text::tr("does not hold what it should");
    const QString detail = what.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(what);
    return Text::tr("%1 %2%3. Restore the run from a copy, or make it anew from its recipe.")
        .arg(path, how, detail);
}

}

QString errorMessage(ErrorKind kind, const std::map<std::string, std::string>& data)
{
    const auto value = [&](const char* key) {
        const auto found = data.find(key);
        return found == data.end() ? QString() : text(found->second);
    };
    const auto raw = [&](const char* key) {
        const auto found = data.find(key);
        return found == data.end() ? std::string() : found->second;
    };
    const QString path = QDir::toNativeSeparators(value("path"));
    const auto meant = [&] {
        return value("nearest").isEmpty()
            ? QString()
            : QLatin1Char(' ') + Text::tr("Did you mean “%1”?").arg(value("nearest"));
    };

    switch (kind) {
    case ErrorKind::internal:
        return Text::tr(
            "Polcascope made a mistake of its own: %1. Please report it, with what you did before.")
            .arg(value("what"));
    case ErrorKind::usage:
        return Text::tr("The command is not right: %1. --help lists what can be asked for.")
            .arg(value("what"));
    case ErrorKind::unknownRecipe:
        return Text::tr("There is no recipe “%1”.").arg(value("name")) + meant() + QLatin1Char(' ') +
            Text::tr("The recipes are: %1. A recipe can also be a JSON file.").arg(value("known"));
    case ErrorKind::unknownKey:
        return (value("source").isEmpty() ? Text::tr("A recipe has no key “%1”.").arg(value("key"))
                                          : Text::tr("A recipe has no key “%1”, which %2 sets.")
                                                .arg(value("key"), value("source"))) +
            meant();
    case ErrorKind::badValue:
        return Text::tr("The value of %1 cannot work: %2")
            .arg(value("key"), valueProblem(value("value"), raw("rule"), value("limit"), coreWords(raw("other"))));
    case ErrorKind::badJson:
        return value("line").isEmpty()
            ? Text::tr("%1 is not valid JSON: %2. Correct the file and try again.").arg(path, value("what"))
            : Text::tr("%1 is not valid JSON at line %2: %3. Correct the file and try again.")
                  .arg(path, value("line"), value("what"));
    case ErrorKind::notARun:
        return notARun(path, raw("reason"));
    case ErrorKind::newerVersion:
        return Text::tr(
            "%1 was made by a newer version of Polcascope (format %2; this version reads up to %3). Update "
            "Polcascope to open it.")
            .arg(path, value("found"), value("supported"));
    case ErrorKind::damaged:
        return damaged(path, raw("reason"), coreWords(raw("what")));
    case ErrorKind::notWritable:
        return Text::tr("%1 cannot be written%2. Choose another place, or change the permissions.")
            .arg(path, value("what").isEmpty() ? QString() : QStringLiteral(" (%1)").arg(value("what")));
    case ErrorKind::diskSpace:
        return Text::tr(
            "The run needs %1 at %2, where %3 are free. Free some space, choose another place, or keep fewer "
            "checkpoints.")
            .arg(bytes(raw("needed")), path, bytes(raw("available")));
    case ErrorKind::noDevice:
        return Text::tr(
            "The recipe asks for the device “%1”, which this computer does not have. Available: %2. Set "
            "compute.device to one of these.")
            .arg(value("device"), value("available").isEmpty() ? QStringLiteral("cpu") : value("available"));
    case ErrorKind::runExists:
        return Text::tr("There is already something at %1. Resume that run, or choose another name.")
            .arg(path);
    case ErrorKind::runBusy:
        return Text::tr("Another engine (process %2) is working in %1. Wait until it is done, or stop it.")
            .arg(path, value("pid"));
    case ErrorKind::outOfMemory:
        return raw("limit").empty()
            ? noMemoryLeft(value("device"), raw("needed"))
            : Text::tr("This needs at least %1 of memory, and %2 are allowed. Allow more with %3.")
                  .arg(megabytes(raw("needed")), megabytes(raw("limit")), value("key"));
    case ErrorKind::nonFinite:
        return value("step").isEmpty()
            ? Text::tr(
                  "A number became infinite or undefined: %1. A lower training.learning_rate usually helps.")
                  .arg(coreWords(raw("what")))
            : Text::tr("A number became infinite or undefined at step %2: %1. A lower training.learning_rate "
                       "usually helps.")
                  .arg(coreWords(raw("what")), value("step"));
    case ErrorKind::unsupported:
        return Text::tr("This version cannot do that yet: %1.").arg(value("what"));
    case ErrorKind::unreadable:
        return Text::tr("%1 cannot be read%2. Check that it exists and that you may read it.")
            .arg(path, value("what").isEmpty() ? QString() : QStringLiteral(" (%1)").arg(value("what")));
    case ErrorKind::missingInput:
        return Text::tr("%1 needs %2, which this run does not have. This makes it: %3.")
            .arg(coreWords(raw("what")), coreWords(raw("needs")), value("command"));
    case ErrorKind::sampleRun:
        return Text::tr("%1 is a sample of the run “%2”: it has a part of its tokens and no weights, so nothing more can be "
                        "computed in it. Open that run itself, or make a new one.")
            .arg(path, value("of"));
    case ErrorKind::stopped:
        return Text::tr("The run was stopped. What was finished is kept; Resume goes on from there.");
    }
    return Text::tr("An error of an unknown kind (%1).").arg(static_cast<int>(kind));
}

QString errorMessage(const Error& error)
{
    return errorMessage(error.kind(), error.data());
}

QString currentErrorMessage()
{
    try {
        throw;
    } catch (const Error& error) {
        return errorMessage(error);
    } catch (const std::exception& error) {
        return errorMessage(ErrorKind::internal, { { "what", error.what() } });
    } catch (...) {
        return errorMessage(ErrorKind::internal, { { "what", "an exception without a description" } });
    }
}

QString problemMessage(const RecipeProblem& problem)
{
    return valueProblem(text(problem.value), problem.rule, text(problem.limit), coreWords(problem.other));
}

QString recipeText(std::string_view text)
{
    return text.empty() ? QString() : QCoreApplication::translate("Recipe", std::string(text).c_str());
}

QString warningMessage(
    const QString& kind, const std::map<std::string, std::string>& data, const QString& message)
{
    const auto value = [&](const char* key) {
        const auto found = data.find(key);
        return found == data.end() ? QString() : text(found->second);
    };
    if (kind == QLatin1String("slowBlas"))
        return Text::tr("Matrix products run at only %1 GF/s. Unless other programs keep this machine busy, that is the rate "
                        "of a reference BLAS: install OpenBLAS (libopenblas0-pthread) to be 15 to 30 times faster.")
            .arg(value("gflops"));
    if (kind == QLatin1String("notConverged"))
        return Text::tr("Basis vector %1 did not converge: its certified residual is %2, more than %3. It is used and "
                        "marked.")
            .arg(value("index"), value("residual"), value("tolerance"));
    if (kind == QLatin1String("checkpointDiffers"))
        return Text::tr("Training again gave other weights than before at step %1 (another machine or thread count): "
                        "checkpoints from there on are written anew.")
            .arg(value("step"));
    if (kind == QLatin1String("lessMemory"))
        return Text::tr("Memory ran out: blocks and graphs now take %1 where they took %2. Results do not change, but for "
                        "rounding.")
            .arg(bytes(value("now").toStdString()), bytes(value("before").toStdString()));
    if (kind == QLatin1String("fewerExamples"))
        return Text::tr("Memory ran out: examples are now taken %1 at a time. Results do not change, but for rounding.")
            .arg(QLocale().toString(value("now").toLongLong()));
    return message;
}

QString stageTitle(const QString& stage)
{
    const auto known = store::stageFromName(stage.toStdString());
    if (!known)
        return stage;
    switch (*known) {
    case store::Stage::task:
        return Text::tr("Task");
    case store::Stage::training:
        return Text::tr("Training");
    case store::Stage::basis:
        return Text::tr("Basis");
    case store::Stage::trajectories:
        return Text::tr("Trajectories");
    case store::Stage::clusterings:
        return Text::tr("Clusters");
    }
    return stage;
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString durationText(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0)
        return {};
    if (seconds < 1)
        return Text::tr("less than a second");
    if (seconds < 90)
        return Text::tr("%n s", nullptr, static_cast<int>(std::lround(seconds)));
    if (seconds < 90 * 60)
        return Text::tr("%n min", nullptr, static_cast<int>(std::lround(seconds / 60)));
    return Text::tr("%n h", nullptr, static_cast<int>(std::lround(seconds / 3600)));
}

QString countText(qint64 done, qint64 total, const QString& unit)
{
    const QLocale locale;
    const QString part = locale.toString(done);
    const int all = static_cast<int>(total);
    if (unit == QLatin1String("steps"))
        return Text::tr("%1 of %Ln step(s)", nullptr, all).arg(part);
    if (unit == QLatin1String("vectors"))
        return Text::tr("%1 of %Ln vector(s)", nullptr, all).arg(part);
    if (unit == QLatin1String("checkpoints"))
        return Text::tr("%1 of %Ln checkpoint(s)", nullptr, all).arg(part);
    if (unit == QLatin1String("clusterings"))
        return Text::tr("%1 of %Ln clustering(s)", nullptr, all).arg(part);
    return Text::tr("%1 of %2").arg(part, locale.toString(total));
}

QString rateText(double rate, const QString& unit)
{
    if (!std::isfinite(rate) || rate <= 0)
        return {};
    const QLocale locale;
    const auto number = [&](double value) { return locale.toString(value, 'f', value < 10 ? 1 : 0); };
    if (rate < 1) {
        const QString each = number(1 / rate);
        if (unit == QLatin1String("steps"))
            return Text::tr("%1 s a step").arg(each);
        if (unit == QLatin1String("vectors"))
            return Text::tr("%1 s a vector").arg(each);
        if (unit == QLatin1String("checkpoints"))
            return Text::tr("%1 s a checkpoint").arg(each);
        return Text::tr("%1 s each").arg(each);
    }
    return Text::tr("%1 a second").arg(number(rate));
}

}
