#include "core/base/error.h"

#include <array>
#include <utility>

namespace polcascope {

namespace {

constexpr std::array names {
    std::pair { ErrorKind::internal, "internal" },
    std::pair { ErrorKind::usage, "usage" },
    std::pair { ErrorKind::unknownRecipe, "unknownRecipe" },
    std::pair { ErrorKind::unknownKey, "unknownKey" },
    std::pair { ErrorKind::badValue, "badValue" },
    std::pair { ErrorKind::badJson, "badJson" },
    std::pair { ErrorKind::notARun, "notARun" },
    std::pair { ErrorKind::newerVersion, "newerVersion" },
    std::pair { ErrorKind::damaged, "damaged" },
    std::pair { ErrorKind::notWritable, "notWritable" },
    std::pair { ErrorKind::diskSpace, "diskSpace" },
    std::pair { ErrorKind::noDevice, "noDevice" },
    std::pair { ErrorKind::runExists, "runExists" },
    std::pair { ErrorKind::runBusy, "runBusy" },
    std::pair { ErrorKind::outOfMemory, "outOfMemory" },
    std::pair { ErrorKind::nonFinite, "nonFinite" },
    std::pair { ErrorKind::unsupported, "unsupported" },
    std::pair { ErrorKind::unreadable, "unreadable" },
    std::pair { ErrorKind::missingInput, "missingInput" },
    std::pair { ErrorKind::sampleRun, "sampleRun" },
    std::pair { ErrorKind::stopped, "stopped" },
};

}

std::string_view errorKindName(ErrorKind kind)
{
    for (const auto& [known, name] : names) {
        if (known == kind)
            return name;
    }
    return "internal";
}

std::optional<ErrorKind> errorKindFromName(std::string_view name)
{
    for (const auto& [kind, known] : names) {
        if (known == name)
            return kind;
    }
    return std::nullopt;
}

Error::Error(ErrorKind kind, std::map<std::string, std::string> data)
    : m_kind(kind)
    , m_data(std::move(data))
    , m_what(errorKindName(kind))
{
    for (const auto& [key, value] : m_data)
        m_what += " " + key + "=" + value;
}

std::string Error::value(const std::string& key) const
{
    const auto found = m_data.find(key);
    return found == m_data.end() ? std::string() : found->second;
}

}
