#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

namespace setlist::transfer {

/// Lower case; "" when there is none.
[[nodiscard]] std::string scheme_of(const std::string& url);
/// Lower case, numbers as four digits with dots, IPv6 in brackets.
[[nodiscard]] std::string host_of(const std::string& url);
/// "host:port", the port always there.
[[nodiscard]] std::string authority_of(const std::string& url);

/// The path of a file: URL, percent-decoded. Only for a URL that unsafe_url accepts.
[[nodiscard]] std::filesystem::path path_of(const std::string& url);

/// Where a redirect leads; nothing when it makes no sense.
[[nodiscard]] std::optional<std::string> resolved(const std::string& base,
                                                  const std::string& location);

/// Host and port of a proxy as the environment names it: a scheme is not needed.
[[nodiscard]] std::pair<std::string, std::string> proxy_of(const std::string& text);

}  // namespace setlist::transfer
