#include "setlist/transfer/access.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <cstdlib>
#include <sstream>

namespace setlist::transfer {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_token(const std::string& text) {
  for (const char byte : text) {
    if (byte <= ' ' || byte > '~') return false;
  }
  return !text.empty();
}

}  // namespace

Access environment_access() {
  Access access;
  const std::string allowed = variable("SETLIST_ALLOW_PRIVATE");
  access.allow_private = !allowed.empty() && allowed != "0";
  access.netrc = variable("SETLIST_NETRC");
  std::istringstream words(variable("SETLIST_TOKENS"));
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    // The word itself may be the secret, so it is not shown.
    if (equals == std::string::npos || equals == 0 || !is_token(word.substr(equals + 1))) {
      throw base::UsageError("reading SETLIST_TOKENS: expected words like host=token");
    }
    access.tokens[base::ascii_lower(word.substr(0, equals))] = word.substr(equals + 1);
  }
  return access;
}

}  // namespace setlist::transfer
