#include "setlist/archive/member_reader.hpp"

#include "setlist/archive/member_rules.hpp"
#include "setlist/base/text.hpp"

#include <new>
#include <string_view>
#include <utility>

namespace setlist::archive {

MemberReader::MemberReader(const InputFile& file, std::function<void()> on_failure)
    : m_file(file), m_on_failure(std::move(on_failure)), m_archive(archive_read_new()) {
  if (!m_archive) throw std::bad_alloc();
}

void MemberReader::demand(int result) const {
  if (result != ARCHIVE_OK) fail();
}

struct archive_entry* MemberReader::next(bool warning_allowed) const {
  struct archive_entry* header = nullptr;
  const int result = archive_read_next_header(m_archive.get(), &header);
  if (result == ARCHIVE_EOF) return nullptr;
  if (result != ARCHIVE_WARN || !(warning_allowed || warned_of_name())) demand(result);
  return header;
}

// There is no number to tell it by. A text that changes makes an error of such names, no more.
bool MemberReader::warned_of_name() const {
  const char* text = archive_error_string(m_archive.get());
  return text != nullptr && std::string_view(text).find("t be converted") != std::string_view::npos;
}

std::string MemberReader::member() const { return in_quotes(m_member); }

std::span<const std::byte> MemberReader::block(std::uint64_t expected_offset) const {
  const void* data = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  do {
    const int result = archive_read_data_block(m_archive.get(), &data, &size, &offset);
    if (result == ARCHIVE_EOF) return {};
    if (result != ARCHIVE_OK) fail();
  } while (size == 0);
  if (static_cast<std::uint64_t>(offset) != expected_offset) {
    m_file.refuse(base::ExitCode::kHostile,
                  "member " + member() + " is sparse: it holds less than it declares");
  }
  return {static_cast<const std::byte*>(data), size};
}

void MemberReader::fail() const {
  if (m_on_failure) m_on_failure();
  const char* raw = archive_error_string(m_archive.get());
  std::string_view reason = raw == nullptr ? "it is damaged" : raw;
  while (reason.ends_with('\n')) reason.remove_suffix(1);
  m_file.damaged((m_member.empty() ? "" : "at member " + member() + ": ") +
                 base::printable(reason));
}

}  // namespace setlist::archive
