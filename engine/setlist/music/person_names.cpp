#include "setlist/music/person_names.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace setlist::music {
namespace {

/// Nobody's name has more, and the work is quadratic.
constexpr std::size_t kLongestName = 12;

bool is_particle(const std::string& word) {
  static constexpr std::array<std::string_view, 16> kParticles = {
      "d",  "da",  "de", "degli", "del", "dell", "della", "der",
      "di", "des", "du", "la",    "le",  "van",  "von",   "zu"};
  return std::find(kParticles.begin(), kParticles.end(), word) != kParticles.end();
}

std::string initials(std::span<const std::string> words) {
  std::string letters;
  for (const auto& word : words) letters += word.front();
  return letters;
}

bool ends_with(const Words& words, const Words& end) {
  return end.size() < words.size() && std::equal(end.rbegin(), end.rend(), words.rbegin());
}

/// Whether two spellings begin with the same given names.
bool begins(const Words& given, std::span<const std::string> asked) {
  if (asked.size() == 1 && asked[0].size() > 1 && asked[0].size() <= given.size() &&
      asked[0] == initials({given.data(), asked[0].size()})) {
    return true;
  }
  return asked.size() <= given.size() &&
         std::equal(asked.begin(), asked.end(), given.begin(),
                    [](const std::string& a, const std::string& b) {
                      return a == b || (a.size() == 1 && b.front() == a.front());
                    });
}

/// What one person's forms say: "Ludwig van Beethoven" has the given name "ludwig", the surname
/// "beethoven" and before it "van".
struct Parts {
  std::vector<Words> given;
  std::vector<Words> particles = {{}};
  std::vector<Words> surnames;
};

void add_once(std::vector<Words>& list, Words words) {
  if (std::find(list.begin(), list.end(), words) == list.end()) list.push_back(std::move(words));
}

void take_apart(Words words, Parts& parts) {
  std::size_t length = 0;
  for (const auto& surname : parts.surnames) {
    if (ends_with(words, surname)) length = std::max(length, surname.size());
  }
  if (length == 0) {
    length = 1;
    parts.surnames.push_back({words.back()});
  }
  words.resize(words.size() - length);
  auto particle = words.end();
  while (particle != words.begin() && is_particle(*(particle - 1))) --particle;
  add_once(parts.particles, {particle, words.end()});
  words.erase(particle, words.end());
  if (!words.empty()) add_once(parts.given, std::move(words));
}

Parts parts_of(const Forms& forms) {
  Parts parts;
  for (const auto& form : forms) {
    if (form.is_surname) parts.surnames.push_back(form.words);
  }
  for (const auto& form : forms) {
    if (!form.is_surname) take_apart(form.words, parts);
  }
  return parts;
}

}  // namespace

PersonNames::PersonNames(std::span<const Forms> persons) {
  m_by_surname.reserve(4 * persons.size());
  m_given.reserve(persons.size());
  for (const auto& forms : persons) {
    Parts parts = parts_of(forms);
    for (const auto& surname : parts.surnames) {
      for (const auto& particles : parts.particles) {
        add_surname(run_together(particles) + run_together(surname));
        if (!particles.empty()) add_surname(initials(particles) + run_together(surname));
      }
    }
    m_given.push_back(std::move(parts.given));
  }
}

void PersonNames::add_surname(std::string surname) {
  m_by_surname[std::move(surname)].push_back(m_given.size());
}

std::optional<std::size_t> PersonNames::find(std::span<const std::string> words) const {
  std::optional<std::size_t> found;
  if (words.size() > kLongestName) return found;
  for (std::size_t split = 1; split < words.size(); ++split) {
    const auto surname = m_by_surname.find(run_together(words.subspan(split)));
    if (surname == m_by_surname.end()) continue;
    for (const std::size_t person : surname->second) {
      const bool fits =
          std::any_of(m_given[person].begin(), m_given[person].end(),
                      [&](const Words& given) { return begins(given, words.first(split)); });
      if (fits && found && *found != person) return std::nullopt;
      if (fits) found = person;
    }
  }
  return found;
}

}  // namespace setlist::music
