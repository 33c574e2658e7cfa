#include "engine/catalog/small_collection.hpp"
#include "setlist/catalog/catalog_cache.hpp"
#include "setlist/query/filter.hpp"
#include "setlist/query/matching.hpp"
#include "setlist/query/query_parser.hpp"

#include <doctest/doctest.h>

using namespace setlist;
using catalog::Catalog;
using catalog::Configuration;
using query::to_query;
using testing::holds;
using testing::Scratch;

namespace {

constexpr const char* kRows = "track,title,who,seconds\n1,One,Bach,1.5\n2,Two,Mozart,\n";

/// A definition with a table beside it, and nothing installed.
class Indexed {
 public:
  explicit Indexed(const std::string& digest = "") {
    m_scratch.put(
        "definitions/rule.json",
        R"({"format": 1, "name": "Rule", "instruments": ["piano"], "install": {"resources": [
                  {"id": "metadata", "urls": "file:rows.csv")" +
            digest + R"(}]},
                  "index": {"table": "metadata:rows.csv", "count": 2, "song": {"id": "{track}",
                    "title": "{title}", "composer": "{who}", "duration": "{seconds}",
                    "instruments": "piano", "recording": "{track}.wav"}}})");
  }
  [[nodiscard]] const Scratch& scratch() const { return m_scratch; }
  [[nodiscard]] Configuration configuration() const {
    return {{}, m_scratch / "music", {m_scratch / "definitions"}, m_vocabulary};
  }
  [[nodiscard]] std::shared_ptr<const Catalog> open() const {
    return Catalog::open(configuration());
  }
  void set_vocabulary(const std::filesystem::path& file) { m_vocabulary = file; }

 private:
  Scratch m_scratch;
  std::optional<std::filesystem::path> m_vocabulary;
};

std::vector<std::string> not_searched(const Catalog& catalog, const query::Query& query) {
  const columns::Bitset all(catalog.size(), true);
  return remarks_on(catalog, all, query).not_searched;
}

std::vector<std::string> found(const Catalog& catalog, std::string_view query) {
  return testing::ids_of(catalog, matching(catalog, query::parse(query)));
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_SUITE("catalog/indexed_datasets") {
  TEST_CASE("a table beside the definition makes songs like listed ones") {
    const Indexed indexed;
    indexed.scratch().put("definitions/rows.csv", kRows);
    const auto catalog = indexed.open();
    REQUIRE(catalog->size() == 2);
    CHECK(catalog->diagnostics().empty());
    CHECK(catalog->song(0).duration_seconds == 1.5);
    CHECK_FALSE(catalog->song(1).duration_seconds);
    CHECK(catalog->song(1).recordings == Ids{"2.wav"});
    CHECK(found(*catalog, "composer:mozart") == Ids{"Rule/2"});
    CHECK_FALSE(catalog->seconds_of(catalog->datasets()[0]));
    CHECK(not_searched(*catalog, {}).empty());
  }

  TEST_CASE("without its table a dataset is known, not expanded, and said so") {
    const Indexed indexed;
    const auto catalog = indexed.open();
    CHECK(catalog->size() == 0);
    REQUIRE(catalog->datasets().size() == 1);
    CHECK_FALSE(catalog->datasets()[0].expanded);
    const auto sentences = not_searched(*catalog, {});
    REQUIRE(sentences.size() == 1);
    CHECK(holds(sentences[0], "Rule is not searched: its 2 songs"));
    CHECK(not_searched(*catalog, query::parse("-dataset:rule")).empty());
    CHECK(not_searched(*catalog, query::parse("dataset:rule")).size() == 1);
    CHECK(not_searched(*catalog, to_query({.datasets = {"Other"}})).empty());
  }

  TEST_CASE("the kept catalogue is stale when the table comes, changes, or goes") {
    const Indexed indexed;
    CHECK(indexed.open()->size() == 0);
    indexed.scratch().put("definitions/rows.csv", kRows);
    CHECK(indexed.open()->size() == 2);
    REQUIRE(catalog::cached(indexed.configuration()));
    indexed.scratch().put("definitions/rows.csv", std::string(kRows) + "3,Three,Haydn,2\n");
    CHECK(indexed.open()->size() == 3);
    CHECK(indexed.open()->diagnostics().size() == 1);  // three songs where two are counted
    std::filesystem::remove(indexed.scratch() / "definitions/rows.csv");
    CHECK(indexed.open()->size() == 0);
  }

  TEST_CASE("a row with a fault leaves the dataset out, with the table and the line") {
    const Indexed indexed;
    indexed.scratch().put("definitions/rows.csv", "track,title,who,seconds\n1,One,Bach,long\n");
    const auto catalog = indexed.open();
    CHECK(catalog->datasets().empty());
    REQUIRE(catalog->diagnostics().size() == 1);
    CHECK(holds(base::to_text(catalog->diagnostics()[0]), "rows.csv:2: /index/song/duration"));
  }

  TEST_CASE("a table that is not the one the definition means is refused") {
    const std::string zeros(64, '0');
    const Indexed indexed(R"(, "digest": "sha256:)" + zeros + "\"");
    indexed.scratch().put("definitions/rows.csv", kRows);
    const auto catalog = indexed.open();
    CHECK(catalog->datasets().empty());
    REQUIRE(catalog->diagnostics().size() == 1);
    CHECK(holds(base::to_text(catalog->diagnostics()[0]), "is not the file that the definition"));
  }

  TEST_CASE("names are found by what they are also called, the user's own words included") {
    const Scratch scratch;
    scratch.put("definitions/d.json", testing::definition_text("D", R"(
      {"id": "a", "instruments": ["vln"], "composer": "J.S. Bach"},
      {"id": "b", "instruments": ["violin"], "composer": "Bach, Johann Sebastian"},
      {"id": "c", "instruments": ["Klavier", "pno"], "composer": "Nobody Known"})"));
    Configuration configuration{{}, scratch / "music", {scratch / "definitions"}, {}};
    const auto plain = Catalog::open(configuration);
    CHECK(found(*plain, "instrument:Geige") == Ids{"D/a", "D/b"});
    CHECK(found(*plain, "instrument:piano") == Ids{"D/c"});
    CHECK(found(*plain, "composer:sebastian") == Ids{"D/a", "D/b"});
    CHECK(
        testing::ids_of(*plain, matching(*plain, to_query({.instruments = {"piano", "piano"}}))) ==
        Ids{"D/c"});
    configuration.vocabulary =
        scratch.put("words.json", R"({"instruments": [{"name": "violin", "aliases": ["skrzypce"]}],
                          "composers": [{"name": "Ann Onymous", "aliases": ["Nobody Known"]}]})");
    const auto own = Catalog::open(configuration);
    CHECK(found(*own, "instrument:skrzypce") == Ids{"D/a", "D/b"});
    CHECK(found(*own, "composer:onymous") == Ids{"D/c"});
    REQUIRE(catalog::cached(configuration));
    scratch.put("words.json", R"({"composers": [{"name": "X Y", "aliases": ["Nobody Known"]}]})");
    CHECK_FALSE(catalog::cached(configuration));
    CHECK(found(*Catalog::open(configuration), "composer:y") == Ids{"D/c"});
  }
}
