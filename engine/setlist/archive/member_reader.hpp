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

  /// The next member's header, null at the end. A mere warning is an error too, unless it is left
  /// to the caller: it stands for a name that could not be read, or for a part of the header that
  /// was left out.
  [[nodiscard]] struct archive_entry* next(bool warning_allowed = false);

  /// What `next` was told, for a caller that allowed a warning.
  [[nodiscard]] int last_result() const { return m_last_result; }

  /// The member that messages name from now on.
  void name(const std::string& name) { m_member = name; }
  [[nodiscard]] std::string member() const;

  /// The next bytes of the member, nothing at its end. Anything but a good block is an error: a
  /// wrong CRC is a mere warning to libarchive.
  [[nodiscard]] std::span<const std::byte> block(std::uint64_t expected_offset) const;

 private:
  [[noreturn]] void fail() const;

  const InputFile& m_file;
  std::function<void()> m_on_failure;
  UniqueArchive m_archive;
  std::string m_member;
  int m_last_result = ARCHIVE_OK;
};

}  // namespace setlist::archive
