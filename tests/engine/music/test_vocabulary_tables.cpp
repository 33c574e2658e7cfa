#include "setlist/base/text.hpp"
#include "setlist/music/notes.hpp"
#include "setlist/music/vocabulary.hpp"

#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <doctest/doctest.h>

using namespace setlist::music;

namespace {

/// The level-1 sound set, program by program.
constexpr std::string_view kGeneralMidi =
    "Acoustic Grand Piano|Bright Acoustic Piano|Electric Grand Piano|Honky-tonk Piano|"
    "Electric Piano 1|Electric Piano 2|Harpsichord|Clavinet|Celesta|Glockenspiel|Music Box|"
    "Vibraphone|Marimba|Xylophone|Tubular Bells|Dulcimer|Drawbar Organ|Percussive Organ|"
    "Rock Organ|Church Organ|Reed Organ|Accordion|Harmonica|Tango Accordion|"
    "Acoustic Guitar (nylon)|Acoustic Guitar (steel)|Electric Guitar (jazz)|"
    "Electric Guitar (clean)|Electric Guitar (muted)|Overdriven Guitar|Distortion Guitar|"
    "Guitar Harmonics|Acoustic Bass|Electric Bass (finger)|Electric Bass (pick)|"
    "Fretless Bass|Slap Bass 1|Slap Bass 2|Synth Bass 1|Synth Bass 2|Violin|Viola|Cello|"
    "Contrabass|Tremolo Strings|Pizzicato Strings|Orchestral Harp|Timpani|String Ensemble 1|"
    "String Ensemble 2|Synth Strings 1|Synth Strings 2|Choir Aahs|Voice Oohs|Synth Choir|"
    "Orchestra Hit|Trumpet|Trombone|Tuba|Muted Trumpet|French Horn|Brass Section|"
    "Synth Brass 1|Synth Brass 2|Soprano Sax|Alto Sax|Tenor Sax|Baritone Sax|Oboe|"
    "English Horn|Bassoon|Clarinet|Piccolo|Flute|Recorder|Pan Flute|Blown bottle|Shakuhachi|"
    "Whistle|Ocarina|Lead 1 (square)|Lead 2 (sawtooth)|Lead 3 (calliope)|Lead 4 (chiff)|"
    "Lead 5 (charang)|Lead 6 (voice)|Lead 7 (fifths)|Lead 8 (bass + lead)|Pad 1 (new age)|"
    "Pad 2 (warm)|Pad 3 (polysynth)|Pad 4 (choir)|Pad 5 (bowed)|Pad 6 (metallic)|"
    "Pad 7 (halo)|Pad 8 (sweep)|FX 1 (rain)|FX 2 (soundtrack)|FX 3 (crystal)|"
    "FX 4 (atmosphere)|FX 5 (brightness)|FX 6 (goblins)|FX 7 (echoes)|FX 8 (sci-fi)|Sitar|"
    "Banjo|Shamisen|Koto|Kalimba|Bagpipe|Fiddle|Shanai|Tinkle Bell|Agogo|Steel Drums|"
    "Woodblock|Taiko Drum|Melodic Tom|Synth Drum|Reverse Cymbal|Guitar Fret Noise|"
    "Breath Noise|Seashore|Bird Tweet|Telephone Ring|Helicopter|Applause|Gunshot";

std::vector<std::string> general_midi() {
  std::vector<std::string> names;
  std::istringstream text{std::string(kGeneralMidi)};
  for (std::string name; std::getline(text, name, '|');) names.push_back(name);
  return names;
}

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

std::string programs_of(const VocabularyEntry& entry) {
  std::string text;
  for (const int program : entry.programs) {
    text += (text.empty() ? "" : ", ") + (program == kDrums ? "drums" : std::to_string(program));
  }
  return text;
}

std::string page() {
  std::string text =
      "# Names that setlist knows\n\n"
      "Case, accents, blanks and punctuation make no difference: `Double-Bass` is `doublebass`. "
      "What stands\nbefore a comma follows what stands after it: `Horn, French`, `Bach, Johann "
      "Sebastian`. Composers are\nalso found by initials and by fewer given names (`J. S. Bach`, "
      "`JS Bach`, `Wolfgang Mozart`) where these\nfit one person alone. A name that is not known "
      "stays as it is written.\n\n"
      "Your own names go into a JSON file, schemas/vocabulary.schema.json, that `vocabulary` in "
      "datasets.json\nnames.\n\n"
      "## Instruments\n\n"
      "General MIDI programs are counted from 0.\n\n"
      "| instrument | family | General MIDI | also |\n|---|---|---|---|\n";
  for (const auto& entry : instruments().entries()) {
    text += "| " + entry.name + " | " + entry.family + " | " + programs_of(entry) + " | " +
            setlist::base::joined(entry.aliases, ", ") + " |\n";
  }
  text += "\n## Composers\n\n| composer | also |\n|---|---|\n";
  for (const auto& entry : composers().entries()) {
    text += "| " + entry.name + " | " + setlist::base::joined(entry.aliases, ", ") + " |\n";
  }
  return text;
}

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_SUITE("music/vocabulary_tables") {
  TEST_CASE("tables: no spelling means two names, and each finds its own") {
    CHECK(instruments().entries().size() >= 120);
    CHECK(composers().entries().size() >= 250);
    for (const auto* vocabulary : {&instruments(), &composers()}) {
      std::map<std::string, std::string> owners;
      for (const auto& entry : vocabulary->entries()) {
        for (const auto& spelling : spellings_of(entry)) {
          const auto [owner, is_new] = owners.emplace(setlist::base::folded(spelling), entry.name);
          CHECK_MESSAGE(is_new, spelling << ": " << owner->second << " and " << entry.name);
          CHECK_MESSAGE(vocabulary->find(spelling) == &entry, spelling);
          CHECK(vocabulary->canonical(spelling) == entry.name);
        }
      }
    }
  }

  TEST_CASE("tables: an instrument has a family, a composer has none") {
    std::set<std::string> families;
    for (const auto& entry : instruments().entries()) {
      CHECK_MESSAGE(!entry.family.empty(), entry.name);
      families.insert(entry.family);
    }
    CHECK(families.size() == 11);
    for (const auto& entry : composers().entries()) {
      CHECK(entry.family.empty());
      CHECK(entry.programs.empty());
    }
  }

  TEST_CASE("of_program: every General MIDI program means the instrument of its name") {
    const auto names = general_midi();
    REQUIRE(names.size() == 128);
    for (int program = 0; program < 128; ++program) {
      const auto& name = names[static_cast<std::size_t>(program)];
      const auto* found = instruments().of_program(program);
      REQUIRE_MESSAGE(found, name);
      CHECK_MESSAGE(found == instruments().find(name), name << " is found as " << found->name);
    }
    REQUIRE(instruments().of_program(kDrums));
    CHECK(instruments().of_program(kDrums)->name == "drums");
    for (const int none : {-1, 129, 255, INT32_MAX, INT32_MIN}) {
      CHECK(instruments().of_program(none) == nullptr);
    }
    CHECK(composers().of_program(0) == nullptr);
  }

  TEST_CASE("of_program: the best program of an orchestral instrument is its own") {
    for (const auto& [name, program] : std::map<std::string, int>{{"piano", 0},
                                                                  {"double bass", 43},
                                                                  {"electric guitar", 27},
                                                                  {"guitar", 24},
                                                                  {"cornet", 56},
                                                                  {"strings", 48},
                                                                  {"drums", kDrums}}) {
      REQUIRE(instruments().find(name));
      CHECK(instruments().find(name)->programs.at(0) == program);
    }
  }

  TEST_CASE("find: what datasets write") {
    const std::map<std::string, std::string> wanted = {
        {"harpsicord", "harpsichord"},
        {"doublebass", "double bass"},
        {"string bass", "double bass"},
        {"horn", "french horn"},
        {"tenor sax", "tenor saxophone"},
        {"acousticbassguitar", "acoustic bass guitar"},
        {"electricguitar", "electric guitar"},
        {"pipeorgan", "organ"},
        {"drummachine", "drum machine"},
        {"classicalguitar", "classical guitar"},
        {"vc", "cello"},
        {"tpt", "trumpet"},
        {"voc", "voice"},
        {"vocals", "voice"},
        {"Violoncello", "cello"},
        {"FLÖTE", "flute"},
        {"cor anglais", "english horn"},
        {"Kontrabaß", "double bass"},
        {"Clarinet in B-flat", "clarinet"},
        {"Horn, French", "french horn"},
        {"sax, tenor", "tenor saxophone"},
        {"french_horn", "french horn"}};
    for (const auto& [spelling, name] : wanted)
      CHECK_MESSAGE(instrument(spelling) == name, spelling);
    CHECK(instrument("unknown") == "-");
    CHECK(instruments().canonical("Klingelbeutel") == "Klingelbeutel");
  }

  TEST_CASE("find: words that mean several things mean what was decided") {
    CHECK(instrument("bass") == "bass");
    CHECK(instrument("alto") == "alto");
    CHECK(instrument("tenor") == "tenor");
    CHECK(instrument("tenor horn") == "tenor horn");
    CHECK(instrument("cornet") == "cornet");
    CHECK(instrument("cornetto") == "cornett");
    CHECK(instrument("timbales") == "timbales");
    CHECK(instrument("flauto") == "flute");
    CHECK(instrument("flauto dolce") == "recorder");
    CHECK(instrument("baryton") == "baryton");
    CHECK(instrument("viole") == "-");
    CHECK(instrument("mouth harp") == "-");
  }

  TEST_CASE("docs/vocabulary.md: says what the tables say") {
    const std::string file = SETLIST_TESTS_DIR "/../docs/vocabulary.md";
    if (std::getenv("SETLIST_REWRITE_DOCS")) std::ofstream(file, std::ios::binary) << page();
    CHECK_MESSAGE((content(file) == page()), "run this test with SETLIST_REWRITE_DOCS=1");
  }
}
