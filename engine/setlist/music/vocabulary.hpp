#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::music {

/// One name and everything it is also called.
struct VocabularyEntry {
  std::string name;                    ///< the usual spelling
  std::vector<std::string> aliases;    ///< other spellings and languages
  std::string family;                  ///< of instruments: "strings", "woodwinds", ...; else empty
  std::vector<std::uint8_t> programs;  ///< of instruments: what of General MIDI sounds like it, the
                                       ///< best first: 0..127, or kDrums
};

/// Why an entry cannot stand among the others.
struct VocabularyFault {
  std::size_t entry = 0;  ///< its index in the list that was given
  std::string message;
};

/// Names and their aliases, whatever their case, accents, blanks and punctuation: "Double-Bass" is
/// "doublebass", and "Horn, French" is "french horn". An immutable value, cheap to copy, safe from
/// many threads.
class Vocabulary {
 public:
  /// Persons are also found by initials and fewer given names ("J. S. Bach", "Mozart, Wolfgang")
  /// where these fit one person alone.
  enum class Of { kThings, kPersons };

  Vocabulary() : Vocabulary(std::vector<VocabularyEntry>{}) {}
  /// Throws DefinitionError when one spelling would mean two names.
  explicit Vocabulary(const std::vector<VocabularyEntry>& entries, Of of = Of::kThings);

  /// What a spelling means; null when it is not known. Valid as long as the vocabulary or a copy.
  [[nodiscard]] const VocabularyEntry* find(std::string_view spelling) const;
  /// The usual spelling of a name; the name itself when it is not known.
  [[nodiscard]] std::string canonical(std::string_view spelling) const;
  /// The instrument that a General MIDI program, or kDrums, usually means; null when none does.
  [[nodiscard]] const VocabularyEntry* of_program(int program) const;
  [[nodiscard]] const std::vector<VocabularyEntry>& entries() const;

  /// This one and more entries. An entry whose name is listed already gives its aliases to what
  /// the name means; a family or programs, where given, replace. The programs of `more` mean its
  /// entries from then on. Throws DefinitionError as the constructor does.
  [[nodiscard]] Vocabulary with(const std::vector<VocabularyEntry>& more) const;
  /// Everything for which `with` would throw.
  [[nodiscard]] std::vector<VocabularyFault> faults(const std::vector<VocabularyEntry>& more) const;

 private:
  struct Known;
  explicit Vocabulary(std::shared_ptr<const Known> known) : m_known(std::move(known)) {}

  std::shared_ptr<const Known> m_known;
};

/// The instruments and composers that setlist knows; see docs/vocabulary.md.
[[nodiscard]] const Vocabulary& instruments();
[[nodiscard]] const Vocabulary& composers();

}  // namespace setlist::music
