#include "setlist/music/vocabulary.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/music/notes.hpp"
#include "setlist/music/person_names.hpp"
#include "setlist/music/spelling.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace setlist::music {
namespace {

using Faults = std::vector<VocabularyFault>;

constexpr std::size_t kNone = SIZE_MAX;
constexpr std::size_t kPrograms = kDrums + 1;

/// The index of the entry that a program means.
using ByProgram = std::array<std::size_t, kPrograms>;

ByProgram no_program() {
  ByProgram none{};
  none.fill(kNone);
  return none;
}

bool holds(const VocabularyEntry& entry, std::size_t program) {
  return std::find(entry.programs.begin(), entry.programs.end(), program) != entry.programs.end();
}

Form form_of(std::string_view spelling, Words words) {
  return {std::move(words), spelling.find(' ') == std::string_view::npos};
}

std::string wordless(const std::string& spelling) {
  return fmt::format("'{}' has no letter or digit", base::printable(spelling));
}

std::optional<std::string> program_fault(const VocabularyEntry& entry) {
  for (const int program : entry.programs) {
    if (program > kDrums) return fmt::format("the program {} is not in 0..{}", program, kDrums);
  }
  return std::nullopt;
}

}  // namespace

struct Vocabulary::Known {
  Of of = Of::kThings;
  std::vector<VocabularyEntry> entries;
  std::unordered_map<std::string, std::size_t> by_spelling;  ///< words run together
  ByProgram by_program = no_program();
  std::vector<Forms> forms;  ///< of persons: the words of each entry's name and aliases
  std::optional<PersonNames> persons;

  [[nodiscard]] std::size_t listed(const std::string& key) const {
    const auto found = by_spelling.find(key);
    return found != by_spelling.end() ? found->second : kNone;
  }

  Faults add(const std::vector<VocabularyEntry>& more) {
    const std::size_t first_new = entries.size();
    by_spelling.reserve(by_spelling.size() + 6 * more.size());
    entries.reserve(first_new + more.size());
    std::vector<std::size_t> targets;
    Faults faults;
    for (std::size_t at = 0; at < more.size(); ++at) {
      const std::size_t target = add_name(more[at].name, at, first_new, faults);
      if (target == kNone) continue;
      for (const auto& alias : more[at].aliases) add_alias(alias, target, at, faults);
      if (const auto fault = program_fault(more[at])) {
        faults.push_back({at, *fault});
      } else if (!more[at].programs.empty()) {
        entries[target].programs = more[at].programs;
        targets.push_back(target);
      }
      if (!more[at].family.empty()) entries[target].family = more[at].family;
    }
    assign_programs(targets);
    if (of == Of::kPersons) persons.emplace(forms);
    return faults;
  }

  /// The entry that a name means from now on; none with a fault.
  std::size_t add_name(const std::string& name, std::size_t at, std::size_t first_new,
                       Faults& faults) {
    Words words = base::folded_words(name);
    if (words.empty()) {
      faults.push_back({at, wordless(name)});
      return kNone;
    }
    const auto [place, is_new] = by_spelling.try_emplace(run_together(words), entries.size());
    if (is_new) {
      entries.push_back({.name = name, .aliases = {}, .family = {}, .programs = {}});
      if (of == Of::kPersons) forms.push_back({form_of(name, std::move(words))});
    } else if (place->second >= first_new) {  // of this very list: a name twice, not one extended
      faults.push_back({at, taken(name, place->second)});
      return kNone;
    }
    return place->second;
  }

  void add_alias(const std::string& alias, std::size_t target, std::size_t at, Faults& faults) {
    Words words = base::folded_words(alias);
    if (words.empty()) {
      faults.push_back({at, wordless(alias)});
      return;
    }
    const auto [place, is_new] = by_spelling.try_emplace(run_together(words), target);
    if (is_new) {
      entries[target].aliases.push_back(alias);
      if (of == Of::kPersons) forms[target].push_back(form_of(alias, std::move(words)));
    } else if (place->second != target) {
      faults.push_back({at, taken(alias, place->second)});
    }
  }

  [[nodiscard]] std::string taken(const std::string& spelling, std::size_t owner) const {
    return fmt::format("the spelling '{}' already means '{}'", base::printable(spelling),
                       base::printable(entries[owner].name));
  }

  /// A program means the first that holds it of: the entries just added, what it meant before, the
  /// others.
  void assign_programs(const std::vector<std::size_t>& added) {
    const auto before = std::exchange(by_program, no_program());
    const auto claim = [&](std::size_t entry) {
      for (const auto program : entries[entry].programs) {
        if (by_program[program] == kNone) by_program[program] = entry;
      }
    };
    for (const std::size_t entry : added) claim(entry);
    for (std::size_t program = 0; program < kPrograms; ++program) {
      const std::size_t entry = before[program];
      if (by_program[program] == kNone && entry != kNone && holds(entries[entry], program)) {
        by_program[program] = entry;
      }
    }
    for (std::size_t entry = 0; entry < entries.size(); ++entry) claim(entry);
  }
};

Vocabulary::Vocabulary(const std::vector<VocabularyEntry>& entries, Of of) {
  const auto empty = std::make_shared<Known>();
  empty->of = of;
  *this = Vocabulary(std::shared_ptr<const Known>(empty)).with(entries);
}

Vocabulary Vocabulary::with(const std::vector<VocabularyEntry>& more) const {
  const auto both = std::make_shared<Known>(*m_known);
  const Faults faults = both->add(more);
  if (faults.empty()) return Vocabulary(std::shared_ptr<const Known>(both));
  std::vector<std::string> lines;
  for (const auto& fault : faults) {
    lines.push_back(
        fmt::format("entry '{}': {}", base::printable(more[fault.entry].name), fault.message));
  }
  throw base::DefinitionError("extending a vocabulary: " + base::joined(lines, "; "));
}

std::vector<VocabularyFault> Vocabulary::faults(const std::vector<VocabularyEntry>& more) const {
  return Known(*m_known).add(more);
}

const VocabularyEntry* Vocabulary::find(std::string_view spelling) const {
  std::size_t found = m_known->listed(run_together(base::folded_words(spelling)));
  if (found == kNone) {
    const Words words = spoken_words(spelling);
    found = m_known->listed(run_together(words));
    if (found == kNone && m_known->persons) found = m_known->persons->find(words).value_or(kNone);
  }
  return found != kNone ? &m_known->entries[found] : nullptr;
}

std::string Vocabulary::canonical(std::string_view spelling) const {
  const VocabularyEntry* entry = find(spelling);
  return entry ? entry->name : std::string(spelling);
}

const VocabularyEntry* Vocabulary::of_program(int program) const {
  if (program < 0 || program > kDrums) return nullptr;
  const std::size_t found = m_known->by_program[static_cast<std::size_t>(program)];
  return found != kNone ? &m_known->entries[found] : nullptr;
}

const std::vector<VocabularyEntry>& Vocabulary::entries() const { return m_known->entries; }

}  // namespace setlist::music
