#include "engine/scratch.hpp"
#include "setlist/catalog/receipt.hpp"
#include "setlist/install/receipt_writer.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using testing::Scratch;

namespace {

catalog::Receipt sample() {
  catalog::Receipt receipt;
  receipt.dataset = "Dvořák";
  receipt.version = "1";
  receipt.resources = {{"all", "https://host/x", 12, "ab"}};
  receipt.files = {{"a/b.wav", 7, "cd"}};
  receipt.failed = {{"song", "no \"reason\""}};
  return receipt;
}

}  // namespace

TEST_SUITE("catalog/receipt") {
  TEST_CASE("read_receipt: what was written") {
    const Scratch scratch;
    install::write_receipt(sample(), scratch.path());
    const auto receipt = catalog::read_receipt(scratch.path());
    REQUIRE(receipt);
    CHECK(receipt->dataset == "Dvořák");
    CHECK(receipt->resources.at(0).size_bytes == 12);
    CHECK(receipt->files.at(0).path == "a/b.wav");
    CHECK(receipt->failed.at(0).reason == "no \"reason\"");
  }

  TEST_CASE("read_receipt: cut anywhere, or one byte changed, it does not count") {
    const Scratch scratch;
    install::write_receipt(sample(), scratch.path());
    const auto text = base::read_file(scratch / catalog::kReceiptName);
    const auto last = text.find_last_not_of(" \n");
    for (std::size_t size = 0; size < last; ++size) {
      scratch.put(catalog::kReceiptName, text.substr(0, size));
      CHECK_FALSE(catalog::read_receipt(scratch.path()));
    }
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] == ' ' || text[at] == '\n') continue;
      std::string changed = text;
      changed[at] = changed[at] == '7' ? '8' : '7';
      scratch.put(catalog::kReceiptName, changed);
      CAPTURE(changed);
      CHECK_FALSE(catalog::read_receipt(scratch.path()));
    }
  }

  TEST_CASE("read_receipt: no folder, and an empty one") {
    const Scratch scratch;
    CHECK_FALSE(catalog::read_receipt(scratch / "none"));
    CHECK_FALSE(catalog::read_receipt(scratch.path()));
  }
}
