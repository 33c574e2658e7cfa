#include "setlist/columns/postings.hpp"

#include <algorithm>

namespace setlist::columns {
namespace {

enum Part : std::uint32_t { kKeys, kCounts, kBegins, kData };

/// Bits are kept in 32-bit words, like the list they stand for.
std::size_t words_of(std::size_t universe) { return (universe + 31) / 32; }

std::size_t length_of(std::size_t count, std::size_t universe) {
  return std::min(count, words_of(universe));
}

/// Every set has the length that its count asks for, one after the other.
bool contiguous(std::span<const std::uint32_t> counts, std::span<const std::uint64_t> begins,
                std::size_t data, std::size_t universe) {
  std::uint64_t end = 0;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    if (begins[k] != end || counts[k] > universe) return false;
    end += length_of(counts[k], universe);
  }
  return begins.back() == end && end == data;
}

}  // namespace

bool below(std::span<const std::uint32_t> numbers, std::size_t limit) {
  // Without a branch in the loop, so that it runs at the speed of memory.
  std::uint32_t highest = 0;
  for (const std::uint32_t n : numbers) highest = std::max(highest, n);
  return numbers.empty() || highest < limit;
}

bool PostingSets::is_dense(std::size_t k) const { return m_counts[k] > words_of(m_universe); }

std::optional<PostingSets> PostingSets::read(const Image& image, std::uint32_t first_section,
                                             std::size_t universe, std::size_t keys_below) {
  PostingSets sets;
  sets.m_universe = universe;
  sets.m_keys = image.get<std::uint32_t>(first_section + kKeys);
  sets.m_counts = image.get<std::uint32_t>(first_section + kCounts);
  sets.m_begins = image.get<std::uint64_t>(first_section + kBegins);
  sets.m_data = image.get<std::uint32_t>(first_section + kData);
  if (sets.m_keys.empty() && sets.m_counts.empty() && sets.m_data.empty()) return sets;
  if (sets.m_counts.size() != sets.m_keys.size() ||
      sets.m_begins.size() != sets.m_keys.size() + 1 ||
      !contiguous(sets.m_counts, sets.m_begins, sets.m_data.size(), universe)) {
    return std::nullopt;
  }
  if (!below(sets.m_keys, keys_below)) return std::nullopt;
  for (std::size_t k = 0; k < sets.m_keys.size(); ++k) {
    const auto set = sets.m_data.subspan(sets.m_begins[k], sets.m_begins[k + 1] - sets.m_begins[k]);
    const std::size_t spare = words_of(universe) * 32 - universe;
    if (sets.is_dense(k) ? spare != 0 && (set.back() >> (32 - spare)) != 0
                         : !below(set, universe)) {
      return std::nullopt;
    }
  }
  return sets;
}

void PostingSets::insert_into(Bitset& songs, std::size_t k) const {
  const auto set = m_data.subspan(m_begins[k], m_begins[k + 1] - m_begins[k]);
  if (is_dense(k)) {
    songs.insert_words(set);
  } else {
    for (const std::uint32_t song : set) songs.insert(song);
  }
}

void PostingsBuilder::add(std::uint32_t value, std::uint32_t song) {
  if (value >= m_counts.size()) {
    m_counts.resize(value + 1 + m_counts.size() / 2);
    m_last.resize(m_counts.size());
  }
  if (m_last[value] == song + 1) return;
  m_last[value] = song + 1;
  ++m_counts[value];
  m_pairs.push_back({value, song});
}

void PostingsBuilder::write(ImageWriter& writer, std::uint32_t first_section,
                            std::span<const std::uint32_t> values, std::vector<std::uint32_t> keys,
                            std::size_t universe) {
  if (values.empty()) return;
  m_keys = std::move(keys);
  std::vector<std::uint64_t> next(m_counts.size());  // where a value's next song goes
  m_begins.push_back(0);
  for (const std::uint32_t value : values) {
    next[value] = m_begins.back();
    m_key_counts.push_back(m_counts[value]);
    m_begins.push_back(m_begins.back() + length_of(m_counts[value], universe));
  }
  m_data.resize(m_begins.back());
  const std::size_t words = words_of(universe);
  for (const Pair& pair : m_pairs) {
    if (m_counts[pair.value] > words) {
      m_data[next[pair.value] + pair.song / 32] |= 1U << (pair.song % 32);
    } else {
      m_data[next[pair.value]++] = pair.song;
    }
  }
  writer.add(first_section + kKeys, m_keys);
  writer.add(first_section + kCounts, m_key_counts);
  writer.add(first_section + kBegins, m_begins);
  writer.add(first_section + kData, m_data);
}

}  // namespace setlist::columns
