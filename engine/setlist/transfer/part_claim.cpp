#include "setlist/transfer/part_claim.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

namespace setlist::transfer {
namespace {

namespace fs = std::filesystem;

std::string machine() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "localhost";
}

/// When the process began, in ticks since the machine did, so that a number that is given a second
/// time is told from the first; "0" where the system does not say.
std::string start_of(const std::string& process) {
  std::ifstream file("/proc/" + process + "/stat");
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const std::size_t name_end = text.rfind(')');  // the name may hold anything
  if (name_end == std::string::npos) return "0";
  std::istringstream fields(text.substr(name_end + 1));
  constexpr int kStartField = 20;  // of those after the name
  std::string field;
  for (int i = 0; i < kStartField && fields >> field; ++i) {
  }
  return field;
}

std::string claimed_name(const fs::path& rest) {
  static std::atomic<unsigned> counter{0};
  const std::string process = std::to_string(::getpid());
  return rest.filename().string() + "." + process + "-" + start_of(process) + "-" +
         std::to_string(counter++) + "@" + machine();
}

/// Of "123-456-0@host"; a name that nobody here gave belongs to nobody dead.
bool is_of_dead_process(const std::string& owner) {
  const std::size_t at = owner.find('@');
  if (at == std::string::npos || owner.substr(at + 1) != machine()) return false;
  const std::size_t dash = owner.find('-');
  const std::size_t second = owner.find('-', dash + 1);
  if (second > at) return false;
  pid_t process = 0;
  const auto [end, fault] = std::from_chars(owner.data(), owner.data() + dash, process);
  if (fault != std::errc() || end != owner.data() + dash || process <= 0) return false;
  if (::kill(process, 0) != 0 && errno == ESRCH) return true;
  const std::string start = start_of(std::to_string(process));
  return start != "0" && start != owner.substr(dash + 1, second - dash - 1);
}

}  // namespace

std::vector<fs::path> claim_parts(const fs::path& rest) {
  std::vector<fs::path> found;
  const std::string prefix = rest.filename().string() + ".";
  const fs::path folder = rest.has_parent_path() ? rest.parent_path() : ".";
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(folder, failure)) {
    const std::string name = entry.path().filename().string();
    const bool dead = name.starts_with(prefix) && is_of_dead_process(name.substr(prefix.size()));
    if (dead || name == rest.filename()) found.push_back(entry.path());
  }
  std::vector<fs::path> claimed;
  for (const auto& path : found) {
    const fs::path ours = rest.parent_path() / claimed_name(rest);
    if (::rename(path.c_str(), ours.c_str()) == 0) claimed.push_back(ours);
  }
  return claimed;
}

fs::path make_claimed(const fs::path& rest) {
  base::make_folders(rest.parent_path());
  fs::path ours = rest.parent_path() / claimed_name(rest);
  if (::mkdir(ours.c_str(), 0777) != 0) {
    throw base::FileError("making the folder", ours.string(), errno);
  }
  return ours;
}

// A rename replaces an empty folder only, so of two parts the first stays.
bool release_part(const fs::path& claimed, const fs::path& rest) noexcept {
  return ::rename(claimed.c_str(), rest.c_str()) == 0;
}

}  // namespace setlist::transfer
