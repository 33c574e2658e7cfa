#include "setlist/archive/file_kind.hpp"

#include "setlist/base/text.hpp"

#include <array>

namespace setlist::archive {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::size_t offset;
  std::string_view bytes;
  std::string_view words;
  Kind kind = Kind::kOther;
};

constexpr std::array kMagics = {
    Magic{0, "PK\3\4"sv, "zip", Kind::kZip},
    Magic{0, "PK\5\6"sv, "zip", Kind::kZip},
    Magic{0, "PK\7\10"sv, "part of a zip archive in several volumes"},
    Magic{0, "\x1f\x8b"sv, "gzip", Kind::kGzip},
    Magic{0, "BZh"sv, "bzip2", Kind::kBzip2},
    Magic{0,
          "\xfd"
          "7zXZ\0"sv,
          "xz", Kind::kXz},
    Magic{0, "\x28\xb5\x2f\xfd"sv, "zstd", Kind::kZstd},
    Magic{0, "7z\xbc\xaf\x27\x1c"sv, "7z", Kind::kSevenZip},
    Magic{0, "Rar!\x1a\x07"sv, "rar"},
    Magic{257, "ustar"sv, "tar", Kind::kTar},
    Magic{0,
          "\x7f"
          "ELF"sv,
          "program"},
    Magic{0, "#!"sv, "script"},
    Magic{0, "#mtree"sv, "mtree list"},
    Magic{0, "%PDF"sv, "PDF document"},
    Magic{0, "{"sv, "JSON text (a server's error message?)"},
};

bool is_markup(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  const std::size_t begin = head.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && head[begin] == '<';
}

// The oldest tars have no magic, but every header carries its sum. A header of zeros is the end of
// a tar that holds nothing.
bool is_tar_header(std::string_view head) {
  if (head.size() < kKindBytes) return false;
  constexpr std::size_t kSumBegin = 148;
  constexpr std::size_t kSumBytes = 8;
  unsigned sum = 0;
  unsigned told = 0;
  for (std::size_t i = 0; i < kKindBytes; ++i) {
    const bool of_the_sum = i >= kSumBegin && i < kSumBegin + kSumBytes;
    sum += of_the_sum ? ' ' : static_cast<unsigned char>(head[i]);
    if (of_the_sum && head[i] >= '0' && head[i] <= '7') {
      told = told * 8 + static_cast<unsigned>(head[i] - '0');
    }
  }
  return sum == told || head.find_first_not_of('\0') >= kKindBytes;
}

}  // namespace

FileKind kind_of(std::string_view head) {
  if (head.empty()) return {Kind::kOther, "empty file"};
  for (const auto& magic : kMagics) {
    if (head.size() >= magic.offset && head.substr(magic.offset).starts_with(magic.bytes)) {
      return {magic.kind, std::string(magic.words)};
    }
  }
  if (is_tar_header(head)) return {Kind::kTar, "tar"};
  if (!is_markup(head)) return {Kind::kOther, "unknown kind of file"};
  const std::string lower = base::ascii_lower(head);
  const bool html = lower.find("html") != std::string::npos ||
                    lower.find("<head") != std::string::npos ||
                    lower.find("<body") != std::string::npos;
  return {Kind::kOther,
          html ? "HTML page (login or error page?)" : "XML text (a server's error message?)"};
}

}  // namespace setlist::archive
