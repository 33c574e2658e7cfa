#include "setlist/archive/file_kind.hpp"

#include "setlist/base/text.hpp"

#include <array>

namespace setlist::archive {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::size_t offset;
  std::string_view bytes;
  std::string_view kind;
};

constexpr std::array kMagics = {
    Magic{0, "PK\3\4"sv, "zip"},
    Magic{0, "PK\5\6"sv, "zip"},
    Magic{0, "PK\7\10"sv, "part of a zip archive in several volumes"},
    Magic{0, "\x1f\x8b"sv, "gzip (tar.gz?)"},
    Magic{0, "BZh"sv, "bzip2"},
    Magic{0,
          "\xfd"
          "7zXZ\0"sv,
          "xz"},
    Magic{0, "\x28\xb5\x2f\xfd"sv, "zstd"},
    Magic{0, "7z\xbc\xaf\x27\x1c"sv, "7z"},
    Magic{0, "Rar!\x1a\x07"sv, "rar"},
    Magic{257, "ustar"sv, "tar"},
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

}  // namespace

std::string kind_of(std::string_view head) {
  if (head.empty()) return "empty file";
  for (const auto& magic : kMagics) {
    if (head.size() >= magic.offset && head.substr(magic.offset).starts_with(magic.bytes)) {
      return std::string(magic.kind);
    }
  }
  if (!is_markup(head)) return "unknown kind of file";
  const std::string lower = base::ascii_lower(head);
  const bool html = lower.find("html") != std::string::npos ||
                    lower.find("<head") != std::string::npos ||
                    lower.find("<body") != std::string::npos;
  return html ? "HTML page (login or error page?)" : "XML text (a server's error message?)";
}

}  // namespace setlist::archive
