#pragma once

#include "core/base/error.h"

#include <functional>
#include <string_view>
#include <utility>

namespace polcascope {

/// The one way of reporting and cancelling long work. Called only by the thread that owns the loop, at least
/// every 100 ms or so; a default-constructed Progress reports nowhere and never cancels.
class Progress {
public:
    /// Told the fraction done (0 to 1) and a short name of the step; returns false to cancel.
    using Callback = std::function<bool(double fraction, std::string_view step)>;

    Progress() = default;
    explicit Progress(Callback callback)
        : m_callback(std::move(callback))
    {
    }

    /// Reports, and throws Cancelled when the person has asked to stop.
    void report(double fraction, std::string_view step = {}) const
    {
        if (m_callback && !m_callback(fraction, step))
            throw Cancelled {};
    }

    /// A Progress for one part of the work, from begin to end (fractions of the whole).
    [[nodiscard]] Progress part(double begin, double end) const
    {
        if (!m_callback)
            return {};
        return Progress([callback = m_callback, begin, end](double fraction, std::string_view step) {
            return callback(begin + (end - begin) * fraction, step);
        });
    }

private:
    Callback m_callback;
};

}
