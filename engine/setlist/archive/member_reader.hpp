#pragma once

#include "setlist/archive/archive_handle.hpp"
#include "setlist/archive/input_file.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace setlist::archive {

/// libarchive over the members of one archive: which of its answers are errors is decided here.
class MemberReader {
 public:
  /// What knows better why libarchive failed, throws in `on_failure`.
  explicit MemberReader(const InputFile& file, std::function<void()> on_failure = {});

  [[nodiscard]] struct archive* handle() const { return m_archive.get(); }

  /// Every call of libarchive that sets up the reading passes here.
  void demand(int result) const;

  /// The next member's header, null at the end. A warning is an error too, for it stands for a part
  /// of the header that was left out; except about names, which the caller judges.
  [[nodiscard]] struct archive_entry* next(bool warning_allowed = false) const;

  /// The member that messages name from now on.
  void name(const std::string& name) { m_member = name; }
  [[nodiscard]] std::string member() const;

  /// The next bytes of the member, nothing at its end. Anything but a good block is an error: a
  /// wrong CRC is a mere warning to libarchive.
  [[nodiscard]] std::span<const std::byte> block(std::uint64_t expected_offset) const;

 private:
  [[nodiscard]] bool warned_of_name() const;
  [[noreturn]] void fail() const;

  const InputFile& m_file;
  std::function<void()> m_on_failure;
  UniqueArchive m_archive;
  std::string m_member;
};

}  // namespace setlist::archive
