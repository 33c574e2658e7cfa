#include "setlist/install/abandoned.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <vector>

#include <unistd.h>

namespace setlist::install {
namespace {

namespace fs = std::filesystem;

std::string machine() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "localhost";
}

std::string prefix_on_this_machine(const std::string& dataset) {
  return dataset + "." + machine() + ".";
}

/// A number that some process has again is taken for alive: better kept than removed under it.
bool is_dead(std::string_view digits) {
  pid_t process = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), process);
  if (fault != std::errc() || process <= 0 || end == digits.data()) return false;
  return ::kill(process, 0) != 0 && errno == ESRCH;
}

}  // namespace

std::string working_prefix(const std::string& dataset) {
  return prefix_on_this_machine(dataset) + std::to_string(::getpid());
}

void remove_abandoned(const fs::path& folder, const std::string& dataset) {
  std::error_code failure;
  const std::string prefix = prefix_on_this_machine(dataset);
  std::vector<fs::path> abandoned;
  for (const auto& entry : fs::directory_iterator(folder, failure)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(prefix)) continue;
    const std::string_view rest = std::string_view(name).substr(prefix.size());
    if (is_dead(rest.substr(0, rest.find('.')))) abandoned.push_back(entry.path());
  }
  for (const auto& path : abandoned) fs::remove_all(path, failure);
}

}  // namespace setlist::install
