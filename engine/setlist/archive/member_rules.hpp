#pragma once

#include "setlist/archive/input_file.hpp"
#include "setlist/archive/name_encoding.hpp"
#include "setlist/archive/unpack.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace setlist::archive {

/// A member as its archive tells it.
struct Member {
  std::string name;           ///< bytes as stored
  bool name_is_utf8 = false;  ///< the archive says so
  std::uint64_t size_bytes = 0;
  std::uint32_t file_type = 0;           ///< POSIX S_IFMT bits, 0 when the writer did not say
  std::optional<std::string> hard_link;  ///< the earlier member that this one is
  bool encrypted = false;
  bool sparse = false;  ///< it holds less than it declares
  std::optional<std::uint32_t> crc;
};

/// "'name'", safe to show on a terminal.
[[nodiscard]] std::string in_quotes(std::string_view name);

/// What becomes of a member. A folder is made when a file lies in it, not for its own entry.
enum class Fate : std::uint8_t { kSkipped, kFolder, kFile };

/// Judges the members of one archive, in their order, each before a byte of it is written.
class MemberRules {
 public:
  MemberRules(const InputFile& file, const UnpackOptions& options);
  ~MemberRules();

  /// Brings the name to UTF-8. Throws on anything unsafe, encrypted, colliding with an earlier
  /// member, or too large with all before it.
  [[nodiscard]] Fate judge(Member& member);

 private:
  class Names;

  void to_utf8(Member& member) const;
  void check_name(std::string_view name) const;
  [[nodiscard]] Fate fate_of(const Member& member);

  const InputFile& m_file;
  const UnpackLimits& m_limits;
  std::optional<NameEncoding> m_encoding;
  std::unique_ptr<Names> m_names;
  std::uint64_t m_members = 0;
  std::uint64_t m_declared = 0;
};

}  // namespace setlist::archive
