#pragma once

#include "widgets/models/run_view.h"

#include <QTest>

namespace polcascope::support {

/// Waits until what is shown is what was chosen; false where that takes too long.
[[nodiscard]] inline bool settled(const models::RunView& view)
{
    return QTest::qWaitFor(
        [&] { return view.data() && !view.isComputing() && view.data()->choice == view.choice(); }, 20000);
}

}
