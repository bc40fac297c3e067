#pragma once

#include "widgets/figure/figure_offer.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QScrollArea;
class QSpinBox;

namespace polcascope::panels {

/// What will the figure look like: one or several of the window's views as they are exported, at their size on paper,
/// beside everything that can be chosen. It follows the views at once; Export writes it.
class FigurePanel : public QWidget {
    Q_OBJECT
public:
    explicit FigurePanel(QWidget* parent = nullptr);

    /// Views that can be in a figure, in this order.
    void setOffers(const QList<figure::Offer*>& offers);
    /// Which views are in the figure, and how they are put together; kept in the run's session. (Sizes are kept in
    /// the settings: they are the journal's, not the run's.)
    [[nodiscard]] QJsonObject choice() const;
    void setChoice(const QJsonObject& choice);
    [[nodiscard]] QStringList chosen() const; ///< keys
    void setChosen(const QStringList& keys);

Q_SIGNALS:
    void requested(); ///< a view asked for a figure of itself, which is now chosen
    void choiceChanged();
    void written(const QStringList& files);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Scale { actual, twice, fit };

    [[nodiscard]] QWidget* makeOptions();
    void readSettings();
    void writeSettings() const;
    [[nodiscard]] figure::Style style() const;
    [[nodiscard]] figure::Plots plots(QStringList& missing) const;
    [[nodiscard]] double dotsPerInch() const; ///< of the preview, in the window's own units
    void choose();
    void want();
    void redrawLater();
    void redraw();
    void proposeName(const figure::Plots& plots);
    void browse();
    void exportFigure();
    void say(const QString& text);

    QList<figure::Offer*> m_offers;
    QListWidget* m_views;
    QScrollArea* m_scroll;
    QLabel* m_picture;
    QLabel* m_message;
    QComboBox* m_scale;
    QDoubleSpinBox* m_width;
    QDoubleSpinBox* m_height;
    QDoubleSpinBox* m_font;
    QDoubleSpinBox* m_line;
    QSpinBox* m_columns;
    QSpinBox* m_dpi;
    QCheckBox* m_title;
    QCheckBox* m_legend;
    QCheckBox* m_members;
    QCheckBox* m_selection;
    QCheckBox* m_pdf;
    QCheckBox* m_png;
    QCheckBox* m_svg;
    QLineEdit* m_letter;
    QLineEdit* m_path;
    QPushButton* m_export;
    QTimer m_redraw;
    QString m_folder;
    bool m_named = false; ///< by the person: the name does not follow the views
};

}
