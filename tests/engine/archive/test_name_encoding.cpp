#include "engine/archive/sandbox.hpp"
#include "engine/archive/tar_writer.hpp"
#include "engine/archive/zip_writer.hpp"

#include <doctest/doctest.h>

namespace setlist {
namespace {

using base::ExitCode;
using testing::Sandbox;
using testing::tar_of;
using testing::zip_of;
using Tree = std::map<std::string, std::string>;

Tree unpacked(const std::string& bytes, const std::string& encoding) {
  Sandbox sandbox;
  static_cast<void>(sandbox.unpack(bytes, {}, {}, encoding));
  return sandbox.inside();
}

/// The exit code of unpacking; 0 when it unpacks.
int code_of(const std::string& bytes, const std::string& encoding) {
  try {
    static_cast<void>(unpacked(bytes, encoding));
    return 0;
  } catch (const base::Error& error) {
    return static_cast<int>(error.exit_code());
  }
}

constexpr int kUsage = static_cast<int>(ExitCode::kUsage);
constexpr int kHostile = static_cast<int>(ExitCode::kHostile);

TEST_SUITE("archive/names") {
  TEST_CASE("filename_encoding: names of old archives") {
    const std::vector<std::tuple<std::string, std::string, std::string>> names = {
        {"CP437", "caf\x82.wav", "caf\xc3\xa9.wav"},
        {"cp437", "caf\x82.wav", "caf\xc3\xa9.wav"},
        {"ISO-8859-1", "caf\xe9.wav", "caf\xc3\xa9.wav"},
        {"SHIFT_JIS", "\x89\xcc.wav", "\xe6\xad\x8c.wav"},
        // The second byte of this character is a backslash to those that do not know the encoding.
        {"SHIFT_JIS", "\x95\x5c.wav", "\xe8\xa1\xa8.wav"},
        {"GBK", "\xb8\xe8.wav", "\xe6\xad\x8c.wav"},
        // Half-width katakana whose bytes are valid UTF-8 too.
        {"SHIFT_JIS", "\xc4\xb0", "\xef\xbe\x84\xef\xbd\xb0"}};
    for (const auto& [encoding, stored, name] : names) {
      CAPTURE(encoding);
      CAPTURE(name);
      const std::string zip = zip_of({{.name = stored, .content = "1", .flags = 0}});
      CHECK(unpacked(zip, encoding) == Tree{{name, "1"}});
      if (stored != "\xc4\xb0") {
        CHECK(code_of(zip, "") == kHostile);
        CHECK(unpacked(tar_of({{.name = stored, .content = "1"}}), encoding) == Tree{{name, "1"}});
      }
    }
  }

  TEST_CASE("filename_encoding: names that an archive calls UTF-8 stay as they are") {
    const std::string song = "\xe6\xad\x8c.wav";
    CHECK(unpacked(zip_of({{.name = song, .content = "1"}}), "CP437") == Tree{{song, "1"}});
    CHECK(unpacked(zip_of({{.name = "x~y", .content = "1", .flags = 0}}), "SHIFT_JIS") ==
          Tree{{"x~y", "1"}});
    const std::string pax = testing::pax_record("path", song);
    CHECK(unpacked(tar_of({testing::pax(pax), {.name = "x", .content = "1"}}), "CP437") ==
          Tree{{song, "1"}});
  }

  TEST_CASE("filename_encoding: decoded names are judged, not the stored bytes") {
    const std::string utf7 = "+AC4ALgAv-up\xe9";
    CHECK(code_of(zip_of({{.name = "+AC4ALgAv-outside", .flags = 0}}), "UTF-7") == 0);  // ASCII
    CHECK(code_of(zip_of({{.name = utf7, .flags = 0}}), "UTF-7") == kHostile);
    CHECK(code_of(zip_of({{.name = "..\x81\x5c", .flags = 0}}), "ISO-8859-1") == kHostile);
    // Two names that differ as stored and are one when decoded.
    CHECK(code_of(zip_of({{.name = "caf\x82", .flags = 0}, {.name = "caf\xc3\xa9"}}), "CP437") ==
          kHostile);
    CHECK(code_of(zip_of({{.name = "\x89", .flags = 0}}), "SHIFT_JIS") == kHostile);  // cut short
    CHECK(code_of(zip_of({{.name = "\xff\xff", .flags = 0}}), "SHIFT_JIS") == kHostile);
  }

  TEST_CASE("filename_encoding: an encoding that nobody knows is wrong use") {
    const std::string zip = zip_of({{.name = "a"}});
    for (const char* encoding :
         {"klingon", "CP437//IGNORE", "CP437//TRANSLIT", "../x", " ", "UTF 8"}) {
      CAPTURE(encoding);
      CHECK(code_of(zip, encoding) == kUsage);
      CHECK(code_of(tar_of({{.name = "a"}}), encoding) == kUsage);
    }
  }
}

}  // namespace
}  // namespace setlist
