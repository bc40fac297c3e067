#include "widgets/theme/theme.h"

#include <QTest>

#include <cmath>

using namespace polcascope;

namespace {

double distance(const QColor& a, const QColor& b)
{
    return std::hypot(a.red() - b.red(), a.green() - b.green(), a.blue() - b.blue());
}

// WCAG 2: contrast of relative luminances.
double luminance(const QColor& colour)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a) + 0.05;
    const double lb = luminance(b) + 0.05;
    return std::max(la, lb) / std::min(la, lb);
}

}

class TestTheme : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePaletteTellsLightFromDark()
    {
        QVERIFY(!theme::themeOf(theme::lightPalette()).dark);
        QVERIFY(theme::themeOf(theme::darkPalette()).dark);
        QCOMPARE(theme::lightTheme().background, QColor(Qt::white));
    }

    void textIsReadableOnEveryTintAndBothEndsDiffer()
    {
        for (const theme::Theme& theme : { theme::lightTheme(), theme::themeOf(theme::darkPalette()) }) {
            QCOMPARE(theme::diverging(theme, 0), theme.background);
            QCOMPARE(theme::diverging(theme, -7), theme::diverging(theme, -1));
            QVERIFY(distance(theme::diverging(theme, -1), theme::diverging(theme, 1)) > 80);
            for (int i = -10; i <= 10; ++i)
                QVERIFY2(contrast(theme::diverging(theme, i / 10.0), theme.text) > 4.5, qPrintable(QString::number(i)));
        }
    }

    void groupsDifferFromOneAnotherAndFromTheBackground()
    {
        for (const theme::Theme& theme : { theme::lightTheme(), theme::themeOf(theme::darkPalette()) }) {
            for (int a = 0; a < 28; ++a) {
                const auto style = theme::groupStyle(theme, a);
                for (int b = 0; b < a; ++b) {
                    const auto other = theme::groupStyle(theme, b);
                    QVERIFY(distance(style.colour, other.colour) > 50 || style.dashes != other.dashes);
                }
                QVERIFY2(contrast(style.colour, theme.background) > 1.9, qPrintable(style.colour.name()));
            }
            QVERIFY(contrast(theme.text, theme.background) > 7);
            QVERIFY(contrast(theme.muted, theme.background) > 4.5);
        }
    }

    void outliersAreGrey()
    {
        for (const theme::Theme& theme : { theme::lightTheme(), theme::themeOf(theme::darkPalette()) }) {
            const QColor grey = theme::groupStyle(theme, theme::noiseColour).colour;
            QVERIFY(grey.saturationF() < 0.1);
            for (int group = 0; group < 7; ++group)
                QVERIFY(distance(grey, theme::groupStyle(theme, group).colour) > 50);
        }
    }

    void theIconIsThereInEverySize()
    {
        for (const int size : { 16, 22, 24, 32, 48, 64, 128, 256 })
            QCOMPARE(theme::applicationIcon().pixmap(size, size).size(), QSize(size, size));
    }

    void aSwatchShowsTheGroupsColour()
    {
        const QImage swatch = theme::groupSwatch(theme::lightTheme(), 1, { 20, 10 }, 2).toImage();
        QCOMPARE(swatch.size(), QSize(40, 20));
        QCOMPARE(swatch.pixelColor(20, 10), theme::groupStyle(theme::lightTheme(), 1).colour);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
