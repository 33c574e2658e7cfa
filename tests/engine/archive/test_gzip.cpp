#include "setlist/archive/gzip.hpp"
#include "setlist/base/error.hpp"

#include <random>

#include <doctest/doctest.h>

namespace setlist {
namespace {

using archive::gunzip;
using archive::gzip;
using base::ExitCode;

int code_of(std::string_view bytes, std::uint64_t limit = 1U << 20U) {
  try {
    static_cast<void>(gunzip(bytes, limit));
    return 0;
  } catch (const base::ArchiveError& error) {
    CHECK(std::string(error.what()).starts_with("reading gzip data: "));
    return static_cast<int>(error.exit_code());
  }
}

constexpr int kIntegrity = static_cast<int>(ExitCode::kIntegrity);
constexpr int kQuota = static_cast<int>(ExitCode::kQuota);

TEST_SUITE("archive/gzip") {
  TEST_CASE("gzip: what goes in comes out") {
    std::mt19937 random(7);
    std::string noise(300'000, '\0');
    for (char& c : noise) c = static_cast<char>(random());
    for (const std::string& content :
         {std::string(), std::string("a"), std::string("\0\n\xff", 3), std::string(1'000'000, 'z'),
          noise, std::string(65'536, 'q'), noise.substr(0, 65'536)}) {
      CHECK(gunzip(gzip(content)) == content);
    }
  }

  TEST_CASE("gzip: the header has no time, no name and no system") {
    const std::string bytes = gzip("content");
    CHECK(bytes.substr(0, 10) == std::string("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10));
    CHECK(gzip("content") == bytes);
  }

  TEST_CASE("gunzip: files of the gzip program, with a name in the header") {
    // printf hello | gzip, with the name "n"
    const std::string bytes(
        "\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03n\x00\xcb\x48\xcd\xc9\xc9\x07\x00\x86\xa6\x10\x36"
        "\x05\x00\x00\x00",
        27);
    CHECK(gunzip(bytes) == "hello");
  }

  TEST_CASE("gunzip: cut anywhere, or with one bit flipped in body or trailer") {
    const std::string bytes = gzip("some content, some content, some more");
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      CAPTURE(i);
      CHECK(code_of(bytes.substr(0, i)) == kIntegrity);
    }
    for (std::size_t bit = 80; bit < bytes.size() * 8; ++bit) {
      CAPTURE(bit);
      std::string flipped = bytes;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
      // The last byte of the body ends with bits that mean nothing.
      if (code_of(flipped) != 0) {
        CHECK(code_of(flipped) == kIntegrity);
      } else {
        CHECK(bit / 8 == bytes.size() - 9);
        CHECK(gunzip(flipped) == gunzip(bytes));
      }
    }
  }

  TEST_CASE("gunzip: bytes after the end, a second member, other kinds of file") {
    const std::string bytes = gzip("content");
    CHECK(code_of(bytes + "x") == kIntegrity);
    CHECK(code_of(bytes + std::string(1, '\0')) == kIntegrity);
    CHECK(code_of(bytes + bytes) == kIntegrity);
    CHECK(code_of("") == kIntegrity);
    CHECK(code_of("{}") == kIntegrity);
    CHECK(code_of("\x78\x9c\x03\x00\x00\x00\x00\x01") == kIntegrity);  // zlib, not gzip
  }

  TEST_CASE("gunzip: a bomb stops at the limit, the limit itself is allowed") {
    const std::string bytes = gzip(std::string(1'000'000, '\0'));
    CHECK(code_of(bytes, 1'000'000) == 0);
    CHECK(code_of(bytes, 999'999) == kQuota);
    CHECK(code_of(bytes, 0) == kQuota);
    CHECK(code_of(gzip(""), 0) == 0);
  }
}

}  // namespace
}  // namespace setlist
