#include "widgets/figure/figure_offer.h"

#include <QWidget>

#include <utility>

namespace polcascope::figure {

Offer::Offer(QWidget* view, const QString& name, Content content)
    : QObject(view)
    , m_name(name)
    , m_content(std::move(content))
{
}

void Offer::setWanted(bool wanted)
{
    if (std::exchange(m_wanted, wanted) != wanted)
        Q_EMIT wantedChanged();
}

}
