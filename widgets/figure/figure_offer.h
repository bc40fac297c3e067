#pragma once

#include "widgets/figure/figure.h"

#include <QObject>

#include <functional>
#include <optional>

class QWidget;

namespace polcascope::figure {

/// A view that can be a figure. It is a child of the view, whose object name is its key; whoever makes figures finds
/// those of a window among its children.
class Offer : public QObject {
    Q_OBJECT
public:
    using Content = std::function<std::optional<Plot>()>;
    /// `name`: as a person calls the view; `content`: what it shows, or nothing.
    Offer(QWidget* view, const QString& name, Content content);

    [[nodiscard]] QString key() const { return parent()->objectName(); }
    [[nodiscard]] const QString& name() const { return m_name; }
    [[nodiscard]] std::optional<Plot> plot() const { return m_content(); }
    /// It is in a figure that is being made: to be kept up to date even where the view itself is not seen.
    [[nodiscard]] bool isWanted() const { return m_wanted; }
    void setWanted(bool wanted);

Q_SIGNALS:
    void requested(); ///< a person wants a figure of it
    void changed(); ///< plot() is another
    void wantedChanged();

private:
    QString m_name;
    Content m_content;
    bool m_wanted = false;
};

}
