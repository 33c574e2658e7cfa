#include "engine/scratch.hpp"
#include "setlist/base/text.hpp"
#include "setlist/music/spelling.hpp"
#include "setlist/music/vocabulary.hpp"

#include <map>

#include <doctest/doctest.h>

using namespace setlist::music;
using setlist::testing::holds;
using setlist::testing::sentence_of;

namespace {

std::vector<std::string> spellings_of(const VocabularyEntry& entry) {
  std::vector<std::string> all = {entry.name};
  all.insert(all.end(), entry.aliases.begin(), entry.aliases.end());
  return all;
}

/// The name that is found, "-" when none is.
std::string instrument(std::string_view spelling) {
  const auto* found = instruments().find(spelling);
  return found ? found->name : "-";
}

std::string composer(std::string_view spelling) {
  const auto* found = composers().find(spelling);
  return found ? found->name : "-";
}

}  // namespace

TEST_SUITE("music/vocabulary") {
  TEST_CASE("find: composers as datasets and scores write them") {
    const std::map<std::string, std::string> wanted = {
        {"Bach", "Johann Sebastian Bach"},
        {"J. S. Bach", "Johann Sebastian Bach"},
        {"J.S.Bach", "Johann Sebastian Bach"},
        {"j s bach", "Johann Sebastian Bach"},
        {"JS Bach", "Johann Sebastian Bach"},
        {"Bach, Johann Sebastian", "Johann Sebastian Bach"},
        {"BACH, J.S.", "Johann Sebastian Bach"},
        {"Johann S. Bach", "Johann Sebastian Bach"},
        {"C. P. E. Bach", "Carl Philipp Emanuel Bach"},
        {"Bach, CPE", "Carl Philipp Emanuel Bach"},
        {"W. F. Bach", "Wilhelm Friedemann Bach"},
        {"Wolfang Amadeus Mozart", "Wolfgang Amadeus Mozart"},
        {"Mozart, Wolfgang", "Wolfgang Amadeus Mozart"},
        {"L. Mozart", "Leopold Mozart"},
        {"Friedriech Chopin", "Frédéric Chopin"},
        {"Tschaikowsky", "Pyotr Ilyich Tchaikovsky"},
        {"Chaikovskii, P. I.", "Pyotr Ilyich Tchaikovsky"},
        {"Rachmaninov", "Sergei Rachmaninoff"},
        {"S. V. Rachmaninow", "Sergei Rachmaninoff"},
        {"Prokofieff", "Sergei Prokofiev"},
        {"Dvorak", "Antonín Dvořák"},
        {"Skryabin", "Alexander Scriabin"},
        {"Edgar Varese", "Edgard Varèse"},
        {"Haendel", "George Frideric Handel"},
        {"L. v. Beethoven", "Ludwig van Beethoven"},
        {"Beethoven, Ludwig van", "Ludwig van Beethoven"},
        {"van Beethoven, Ludwig", "Ludwig van Beethoven"},
        {"Weber, C. M. von", "Carl Maria von Weber"},
        {"Vaughan Williams, R.", "Ralph Vaughan Williams"},
        {"J.-P. Rameau", "Jean-Philippe Rameau"},
        {"Saint Saens", "Camille Saint-Saëns"},
        {"Strauss, Johann, Jr.", "Johann Strauss II"},
        {"R. Strauss", "Richard Strauss"},
        {"M. Haydn", "Michael Haydn"},
        {"J. Haydn", "Joseph Haydn"},
        {"C. Schumann", "Clara Schumann"},
        {"Schumann", "Robert Schumann"},
        {"Mendelssohn", "Felix Mendelssohn"},
        {"F. Mendelssohn Bartholdy", "Felix Mendelssohn"},
        {"Scarlatti", "Domenico Scarlatti"},
        {"Чайковский", "Pyotr Ilyich Tchaikovsky"}};
    for (const auto& [spelling, name] : wanted) CHECK_MESSAGE(composer(spelling) == name, spelling);
  }

  TEST_CASE("find: what fits several persons, or none, means nobody") {
    for (const auto* spelling :
         {"Johann Bach", "Strauss", "Williams", "Boulanger", "X. Bach", "Anna Bach", "J. S.",
          "Johann Sebastian", "Bach Bach Bach", "Johann Sebastian Bach / Ferruccio Busoni",
          "Johann Sebastian Maria Bach", "SJ Bach", "R. Williams", "Jo Williams"}) {
      CHECK_MESSAGE(composer(spelling) == "-", spelling << " found " << composer(spelling));
    }
    CHECK(instrument("f horn") == "french horn");
    CHECK_MESSAGE(instrument("t saxophone") == "-", "things have no initials");
  }

  TEST_CASE("find: hostile spellings are not known, and quickly so") {
    std::string many;
    for (int i = 0; i < 200'000; ++i) many += "a, ";
    for (const auto& spelling :
         {std::string(), std::string(" "), std::string("..."), std::string(","), std::string(",,,"),
          std::string("\xFF\xFE"), std::string("\xC3"), std::string("\0\0", 2),
          std::string(1'000'000, 'a'), std::string(1'000'000, ','), many, many + "Bach",
          std::string("\xE2\x80\xAE")}) {
      CHECK(instruments().find(spelling) == nullptr);
      CHECK(composers().find(spelling) == nullptr);
      CHECK(composers().canonical(spelling) == spelling);
    }
    CHECK(composer("Bach,") == "Johann Sebastian Bach");
    CHECK(composer(", Bach") == "Johann Sebastian Bach");
  }

  TEST_CASE("the words of every spelling are the same with and without letters beyond ASCII") {
    const auto beside = [](const std::string& text) {
      auto words = setlist::base::folded_words(text + " é");
      REQUIRE(words.back() == "e");
      words.pop_back();
      return words;
    };
    std::string every;
    for (int c = 0; c < 128; ++c) every += std::string(1, static_cast<char>(c)) + "xY9 ";
    CHECK(setlist::base::folded_words(every) == beside(every));
    for (const auto* vocabulary : {&instruments(), &composers()}) {
      for (const auto& entry : vocabulary->entries()) {
        for (const auto& spelling : spellings_of(entry)) {
          CHECK(setlist::base::folded_words(spelling) == beside(spelling));
        }
      }
    }
  }

  TEST_CASE("Vocabulary: one spelling for two names, and names without a letter, are refused") {
    const auto sentence = sentence_of([] {
      (void)Vocabulary({{"oboe", {"reed"}, "", {}},
                        {"bassoon", {"Reed!", "..."}, "", {}},
                        {"OBOE", {}, "", {}},
                        {"?", {}, "", {}},
                        {"gong", {}, "", {200}}});
    });
    CHECK(holds(sentence, "entry 'bassoon': the spelling 'Reed!' already means 'oboe'"));
    CHECK(holds(sentence, "'...' has no letter or digit"));
    CHECK(holds(sentence, "entry 'OBOE': the spelling 'OBOE' already means 'oboe'"));
    CHECK(holds(sentence, "'?' has no letter or digit"));
    CHECK(holds(sentence, "the program 200 is not in 0..128"));
    CHECK(Vocabulary().entries().empty());
    CHECK(Vocabulary().find("oboe") == nullptr);
    CHECK(Vocabulary().of_program(0) == nullptr);
  }

  TEST_CASE("with: aliases are added, family and programs replaced, the old one stays") {
    const Vocabulary more = instruments().with(
        {{"Horn", {"krumme Tüte", "corno"}, "", {}}, {"zurle", {"zurla"}, "woodwinds", {111}}});
    REQUIRE(more.find("Krumme Tute"));
    CHECK(more.find("krumme tüte")->name == "french horn");
    CHECK(more.find("krumme tüte")->family == "brass");
    CHECK(more.find("french horn")->programs == std::vector<std::uint8_t>{60});
    CHECK(more.of_program(60)->name == "french horn");
    CHECK(more.find("zurla")->family == "woodwinds");
    CHECK(more.of_program(111)->name == "zurle");
    CHECK(instruments().find("zurla") == nullptr);
    CHECK(instruments().of_program(111)->name == "shehnai");
    const Vocabulary narrow = more.with({{"piano", {}, "hammered", {0}}});
    CHECK(narrow.find("Klavier")->family == "hammered");
    CHECK(narrow.of_program(0)->name == "piano");
    CHECK(narrow.of_program(1) == nullptr);
    CHECK_MESSAGE(narrow.of_program(3)->name == "player piano", "the next that holds it");
    CHECK_MESSAGE(narrow.of_program(111)->name == "zurle", "what was said before still holds");
  }

  TEST_CASE("with: new persons are found by initials, and listed spellings win over these") {
    const Vocabulary more = composers().with({{"Maria Testa", {"Testa"}, "", {}},
                                              {"Xaver Mozart", {"F. X. W. Mozart"}, "", {}},
                                              {"Johann Nobody Bach", {"J. N. Bach"}, "", {}}});
    CHECK(more.canonical("Testa, M.") == "Maria Testa");
    CHECK(more.canonical("X. Mozart") == "Xaver Mozart");
    CHECK(more.canonical("W. A. Mozart") == "Wolfgang Amadeus Mozart");
    CHECK(more.canonical("J. S. Bach") == "Johann Sebastian Bach");
    CHECK(more.canonical("Bach, J. N.") == "Johann Nobody Bach");
    CHECK(more.canonical("Bach") == "Johann Sebastian Bach");
  }

  TEST_CASE("with: what is listed already cannot mean another") {
    const std::vector<VocabularyEntry> wrong = {{"lur", {}, "", {}}, {"carnyx", {"Geige"}, "", {}}};
    const auto faults = instruments().faults(wrong);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].entry == 1);
    CHECK(holds(faults[0].message, "'Geige' already means 'violin'"));
    CHECK(holds(sentence_of([&] { (void)instruments().with(wrong); }), "entry 'carnyx'"));
    CHECK(instruments().faults({}).empty());
  }
}
