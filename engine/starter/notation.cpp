#include "starter/notation.hpp"

#include "starter/tune.hpp"

#include <stdexcept>
#include <string>

namespace setlist::starter {
namespace {

[[noreturn]] void refuse(std::string_view word) {
  throw std::invalid_argument("reading notation: cannot understand '" + std::string(word) + "'");
}

/// The text before the first `mark`, which is taken off the front of `rest` along with the mark.
std::string_view take_until(std::string_view& rest, char mark) {
  const auto at = rest.find(mark);
  const std::string_view head = rest.substr(0, at);
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
  return head;
}

int read_pitch(std::string_view word) {
  constexpr std::string_view kLetters = "C.D.EF.G.A.B";
  const auto step = word.empty() ? std::string_view::npos : kLetters.find(word.front());
  if (step == std::string_view::npos || word.front() == '.') refuse(word);
  int pitch = static_cast<int>(step);
  std::string_view rest = word.substr(1);
  if (rest.size() == 2) {
    if (rest.front() != '#' && rest.front() != 'b') refuse(word);
    pitch += rest.front() == '#' ? 1 : -1;
    rest.remove_prefix(1);
  }
  if (rest.size() != 1 || rest.front() < '0' || rest.front() > '9') refuse(word);
  return pitch + 12 * (rest.front() - '0' + 1);
}

int read_length(std::string_view word) {
  const bool dotted = word.ends_with('.');
  int divisor = 0;
  for (const char c : word.substr(0, word.size() - (dotted ? 1 : 0))) {
    if (c < '0' || c > '9') refuse(word);
    divisor = 10 * divisor + (c - '0');
  }
  if (divisor == 0 || 4 * kTicksPerQuarter % divisor != 0) refuse(word);
  const int plain = 4 * kTicksPerQuarter / divisor;
  return dotted ? plain * 3 / 2 : plain;
}

int read_lengths(std::string_view word) {
  int total = 0;
  while (!word.empty()) total += read_length(take_until(word, '~'));
  return total;
}

}  // namespace

std::vector<WrittenChord> read_notation(std::string_view text, int bar_ticks) {
  std::vector<WrittenChord> chords;
  int now = 0;
  while (!text.empty()) {
    std::string_view word = take_until(text, ' ');
    if (word.empty()) continue;
    if (word == "|") {
      if (now % bar_ticks != 0) refuse("| at tick " + std::to_string(now));
      continue;
    }
    std::string_view pitches = take_until(word, '/');
    const int length = read_lengths(word);
    if (length == 0) refuse(pitches);
    if (pitches != "r") {
      WrittenChord& chord = chords.emplace_back();
      while (!pitches.empty()) chord.push_back({now, length, read_pitch(take_until(pitches, '+'))});
    }
    now += length;
  }
  if (now % bar_ticks != 0) refuse("end at tick " + std::to_string(now));
  return chords;
}

}  // namespace setlist::starter
