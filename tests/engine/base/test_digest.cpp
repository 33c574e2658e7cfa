#include "engine/scratch.hpp"
#include "setlist/base/digest.hpp"
#include "setlist/base/error.hpp"

#include <doctest/doctest.h>

using namespace setlist;

TEST_SUITE("base/digest") {
  TEST_CASE("sha256: the published vectors") {
    CHECK(base::sha256("").hex ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(base::sha256("abc").hex ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  TEST_CASE("Hasher: pieces give the digest of the whole, md5 too") {
    base::Hasher hasher("md5");
    for (const std::string_view piece : {"a", "b", "c"})
      hasher.add(std::as_bytes(std::span(piece)));
    CHECK(hasher.finish().text() == "md5:900150983cd24fb0d6963f7d28e17f72");
    CHECK_THROWS_AS(base::Hasher("crc32"), base::UsageError);
  }

  TEST_CASE("sha256_of_file: larger than its buffer; a missing file is named") {
    const testing::Scratch scratch;
    const std::string content(700'001, 'x');
    CHECK(base::sha256_of_file(scratch.put("big", content)) == base::sha256(content));
    const auto sentence =
        testing::sentence_of([&] { (void)base::sha256_of_file(scratch / "none"); });
    CHECK(testing::holds(sentence, "none': No such file"));
  }

  TEST_CASE("parse_digest: case does not matter, everything else does") {
    const std::string hex(64, 'A');
    CHECK(base::parse_digest("SHA256:" + hex)->hex == std::string(64, 'a'));
    for (const auto* wrong : {"", "sha256", "sha256:", "sha256:abc", "sha1:00", "md5:"}) {
      CHECK_FALSE(base::parse_digest(wrong));
    }
    CHECK_FALSE(base::parse_digest("sha256:" + std::string(64, 'g')));
    CHECK_FALSE(base::parse_digest("sha256: " + std::string(63, 'a')));
  }
}
