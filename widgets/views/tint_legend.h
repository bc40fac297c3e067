#pragma once

#include <QWidget>

namespace polcascope::views {

/// A strip of the colours of theme::diverging with what its ends stand for.
class TintLegend : public QWidget {
    Q_OBJECT
public:
    explicit TintLegend(QWidget* parent = nullptr);

    /// Colours from -1, or from 0 for what has no sign, to 1.
    void setEnds(const QString& low, const QString& high, bool isSigned);
    [[nodiscard]] QString text() const; ///< "-0.31 to 0.31"

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] int widthWith(int strip) const;

    QString m_low;
    QString m_high;
    bool m_signed = false;
};

}
