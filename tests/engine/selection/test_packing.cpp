#include "engine/selection/made_collection.hpp"
#include "setlist/archive/gzip.hpp"
#include "setlist/base/error.hpp"
#include "setlist/query/query_parser.hpp"
#include "setlist/selection/ordering.hpp"

#include <algorithm>

#include <doctest/doctest.h>

using namespace setlist;
using selection::Selection;
using testing::holds;
using testing::ids_of;
using testing::MadeCollection;
using testing::sentence_of;

namespace {

/// Seventy songs, so that a set takes two words; of the second dataset one is an edition.
const MadeCollection& made() {
  static const MadeCollection collection = [] {
    MadeCollection m;
    m.put_many("Base", 60, [](std::size_t k) {
      return R"("tags": [")" + std::string(k % 2 == 0 ? "even" : "odd") + "\"]";
    });
    m.put("Edition", R"({"id": "0", "tags": ["odd"]}, {"id": "1"})", R"("variant_of": "Base")");
    m.put("Third", R"({"id": "0"}, {"id": "1"}, {"id": "2"})");
    return m;
  }();
  return collection;
}

Selection again(const Selection& songs) {
  return Selection::restored(songs.catalog(), songs.packed());
}

void check_same(const Selection& a, const Selection& b) {
  CHECK(ids_of(a) == ids_of(b));
  CHECK(ids_of(a.universe()) == ids_of(b.universe()));
  CHECK(ids_of(a.complement()) == ids_of(b.complement()));
  const auto edition = query::parse("dataset:Edition OR tag:odd");
  CHECK(ids_of(a.filtered(edition)) == ids_of(b.filtered(edition)));
  CHECK(a.packed() == b.packed());
}

/// Damage is an error, or leaves a selection that can be worked with.
void check_damaged(const Selection& whole, const std::string& bytes) {
  try {
    const Selection songs = Selection::restored(whole.catalog(), bytes);
    auto ids = ids_of(songs);
    CHECK(ids.size() == songs.size());
    std::ranges::sort(ids);
    CHECK(std::ranges::adjacent_find(ids) == ids.end());
    CHECK(ids_of(songs.filtered(query::parse("dataset:Edition OR tag:odd"))).size() <=
          whole.size());
    CHECK(ids_of(songs | songs.complement()).size() <= whole.size());
    CHECK(again(songs) == songs);
  } catch (const base::Error&) {
  }
}

}  // namespace

TEST_SUITE("selection/packing") {
  TEST_CASE("packed: the same songs, order, universe and reserve again") {
    const Selection songs = made().songs();
    REQUIRE(songs.size() == 63);
    const auto odd = songs.filtered(query::parse("tag:odd"));
    for (const Selection& some :
         {songs, odd, Selection::whole(songs.catalog()), songs.taken({}), odd.complement(),
          songs.filtered(query::parse("dataset:Edition")), selection::sorted(odd, {"id"}, true),
          selection::sorted(songs, {"tag"}), songs.taken({62}), songs - odd}) {
      check_same(again(some), some);
    }
  }

  TEST_CASE("restored: over the same definitions in another place, and refused over others") {
    const Selection odd = made().songs().filtered(query::parse("tag:odd"));
    MadeCollection copy;
    for (const auto* name : {"Base", "Edition", "Third"}) {
      const auto file = std::string("definitions/") + name + ".json";
      copy.scratch().put(file, base::read_file(made().scratch() / file));
    }
    const auto there = Selection::restored(copy.open(), odd.packed());
    CHECK(ids_of(there) == ids_of(odd));
    CHECK(there == odd);
    copy.put("Third", R"({"id": "0"}, {"id": "1"}, {"id": "3"})");
    CHECK_THROWS_AS((void)Selection::restored(copy.open(), odd.packed()), base::UsageError);
    copy.put("Third", R"({"id": "1"}, {"id": "0"}, {"id": "2"})");
    CHECK(holds(sentence_of([&] { (void)Selection::restored(copy.open(), odd.packed()); }),
                "have other songs now"));
  }

  TEST_CASE("restored: every byte changed, and cut anywhere") {
    const Selection all = Selection::whole(made().open());
    const Selection sorted = selection::sorted(made().songs(), {"tag", "id"}, true);
    for (const std::string& bytes : {made().songs().packed(), sorted.packed()}) {
      for (std::size_t at = 0; at < bytes.size(); ++at) {
        CHECK_THROWS_AS((void)Selection::restored(all.catalog(), bytes.substr(0, at)), base::Error);
        for (const int bit : {1, 128}) {
          std::string changed = bytes;
          changed[at] = static_cast<char>(changed[at] ^ bit);
          check_damaged(all, changed);
        }
      }
    }
  }

  TEST_CASE("restored: bytes that were made to deceive") {
    const Selection all = Selection::whole(made().open());
    const Selection sorted = selection::sorted(made().songs(), {"tag", "id"}, true);
    const std::string plain = archive::gunzip(sorted.packed());
    for (std::size_t at = 0; at < plain.size(); ++at) {
      for (int bit = 1; bit < 256; bit *= 2) {
        std::string changed = plain;
        changed[at] = static_cast<char>(changed[at] ^ bit);
        check_damaged(all, archive::gzip(changed));
      }
    }
    const auto refused = [&](const std::string& bytes) {
      CHECK_THROWS_AS((void)Selection::restored(all.catalog(), archive::gzip(bytes)),
                      base::UsageError);
    };
    for (std::size_t size = 0; size < plain.size(); ++size) refused(plain.substr(0, size));
    refused(plain + '\0');
    std::string twice = plain;  // the last song a second time
    twice.replace(twice.size() - 8, 4, twice.substr(twice.size() - 4));
    refused(twice);
  }
}
