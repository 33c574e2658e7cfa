#include "setlist/catalog/song_columns.hpp"

#include "setlist/base/json_reader.hpp"
#include "setlist/base/parallel.hpp"
#include "setlist/catalog/stored_features.hpp"

#include <algorithm>
#include <climits>
#include <cmath>
#include <limits>

#include <xxhash.h>

namespace setlist::catalog {
namespace {

using columns::below;

/// Do the begins rise from 0 to the end of what they point into?
bool rises(std::span<const std::uint32_t> begins, std::size_t end) {
  if (begins.front() != 0 || begins.back() != end) return false;
  bool rising = true;
  for (std::size_t i = 1; i < begins.size(); ++i) rising &= begins[i - 1] <= begins[i];
  return rising;
}

constexpr std::size_t kParts = 3 + kLookupFields;

std::optional<double> known(double number) {
  return std::isnan(number) ? std::nullopt : std::optional(number);
}

}  // namespace

std::uint64_t id_hash(std::string_view id) { return XXH3_64bits(id.data(), id.size()); }

std::optional<SongColumns> SongColumns::over(columns::Image image) {
  SongColumns songs;
  songs.m_image = std::move(image);
  const auto size = songs.m_image.get<std::uint64_t>(section::kSize);
  if (size.size() != 1 || size[0] > UINT32_MAX) return std::nullopt;
  songs.m_size = size[0];
  songs.m_texts = songs.m_image.get<char>(section::kTexts);
  songs.m_text_begins = songs.m_image.get<std::uint32_t>(section::kTextBegins);
  songs.m_lists = songs.m_image.get<std::uint32_t>(section::kLists);
  songs.m_list_begins = songs.m_image.get<std::uint32_t>(section::kListBegins);
  if (songs.m_text_begins.size() < 2 || songs.m_list_begins.size() < 2) return std::nullopt;
  // Each part is checked apart, for a million songs take a while.
  std::array<bool, kParts> sound{};
  base::in_parallel(kParts, [&](std::size_t part) { sound[part] = songs.read_part(part); });
  if (std::ranges::find(sound, false) != sound.end()) return std::nullopt;
  return songs;
}

bool SongColumns::read_part(std::size_t part) {
  // The fields compare with the number of texts and lists, so these are there before the checks.
  if (part == 0) return read_texts();
  if (part == 1) return read_lists();
  if (part == 2) return read_fields();
  return read_lookup(static_cast<std::uint32_t>(part) - 3);
}

bool SongColumns::read_texts() {
  return rises(m_text_begins, m_texts.size()) && m_text_begins[1] == 0;
}

bool SongColumns::read_lists() {
  m_id_hashes = m_image.get<std::uint64_t>(section::kIdHashes);
  m_id_songs = m_image.get<SongNumber>(section::kIdSongs);
  return rises(m_list_begins, m_lists.size()) && m_list_begins[1] == 0 && below(m_lists, texts()) &&
         m_id_hashes.size() == m_size && m_id_songs.size() == m_size && below(m_id_songs, m_size) &&
         std::ranges::is_sorted(m_id_hashes);
}

bool SongColumns::read_fields() {
  const auto fits = [&](const auto& column) { return column.empty() || column.size() == m_size; };
  bool sound = true;
  for (std::uint32_t f = 0; f < kTextFields; ++f) {
    m_text_fields[f] = m_image.get<std::uint32_t>(section::kTextField + f);
    sound = sound && fits(m_text_fields[f]) && below(m_text_fields[f], texts());
  }
  for (std::uint32_t f = 0; f < kListFields; ++f) {
    m_list_fields[f] = m_image.get<std::uint32_t>(section::kListField + f);
    sound = sound && fits(m_list_fields[f]) && below(m_list_fields[f], lists());
  }
  for (std::uint32_t f = 0; f < kNumberFields; ++f) {
    m_number_fields[f] = m_image.get<double>(section::kNumberField + f);
    m_number_orders[f] = m_image.get<SongNumber>(section::kNumberOrder + f);
    sound = sound && fits(m_number_fields[f]) && m_number_orders[f].size() <= m_size &&
            below(m_number_orders[f], m_size);
  }
  return sound;
}

bool SongColumns::read_lookup(std::uint32_t f) {
  auto sets = columns::PostingSets::read(m_image, section::kLookup + 4 * f, m_size, texts());
  if (sets) m_lookups[f] = *sets;
  return sets.has_value();
}

std::string_view SongColumns::text(std::uint32_t number) const {
  const std::uint32_t begin = m_text_begins[number];
  return {m_texts.data() + begin, m_text_begins[number + 1] - begin};
}

std::span<const std::uint32_t> SongColumns::list(std::uint32_t number) const {
  return m_lists.subspan(m_list_begins[number], m_list_begins[number + 1] - m_list_begins[number]);
}

std::uint32_t SongColumns::text_number(TextField field, SongNumber song) const {
  const auto column = m_text_fields[static_cast<std::size_t>(field)];
  return column.empty() ? 0 : column[song];
}

std::uint32_t SongColumns::list_number(ListField field, SongNumber song) const {
  const auto column = m_list_fields[static_cast<std::size_t>(field)];
  return column.empty() ? 0 : column[song];
}

std::vector<std::string> SongColumns::list(ListField field, SongNumber song) const {
  std::vector<std::string> texts;
  for (const std::uint32_t number : list(list_number(field, song))) {
    texts.emplace_back(text(number));
  }
  return texts;
}

double SongColumns::number(NumberField field, SongNumber song) const {
  const auto column = m_number_fields[static_cast<std::size_t>(field)];
  return column.empty() ? std::numeric_limits<double>::quiet_NaN() : column[song];
}

std::span<const SongNumber> SongColumns::in_order_of(NumberField field) const {
  return m_number_orders[static_cast<std::size_t>(field)];
}

std::optional<std::size_t> SongColumns::find(LookupField field, std::string_view folded) const {
  const auto keys = lookup(field).keys();
  const auto found = std::ranges::lower_bound(
      keys, folded, {}, [this](std::uint32_t number) { return text(number); });
  if (found == keys.end() || text(*found) != folded) return std::nullopt;
  return static_cast<std::size_t>(found - keys.begin());
}

std::span<const SongNumber> SongColumns::with_hash(std::uint64_t hash) const {
  const auto [first, last] = std::equal_range(m_id_hashes.begin(), m_id_hashes.end(), hash);
  return m_id_songs.subspan(static_cast<std::size_t>(first - m_id_hashes.begin()),
                            static_cast<std::size_t>(last - first));
}

std::uint64_t SongColumns::order_hash() const {
  const auto hashes = XXH3_64bits(m_id_hashes.data(), m_id_hashes.size_bytes());
  return XXH3_64bits_withSeed(m_id_songs.data(), m_id_songs.size_bytes(), hashes);
}

definition::SongEntry SongColumns::song(SongNumber song) const {
  const auto words = [&](TextField field) { return std::string(text(field, song)); };
  definition::SongEntry entry;
  entry.id = words(TextField::kId);
  entry.title = words(TextField::kTitle);
  entry.composer = words(TextField::kComposer);
  entry.artist = words(TextField::kArtist);
  entry.performer = words(TextField::kPerformer);
  entry.work = words(TextField::kWork);
  entry.album = words(TextField::kAlbum);
  entry.license = words(TextField::kLicense);
  entry.text = words(TextField::kText);
  const double year = number(NumberField::kYear, song);
  if (std::abs(year) < INT_MAX) entry.year = static_cast<int>(year);
  entry.duration_seconds = known(number(NumberField::kDuration, song));
  if (const auto e = known(number(NumberField::kEnsemble, song))) entry.ensemble = *e != 0;
  entry.offset_seconds = known(number(NumberField::kOffset, song)).value_or(0);
  entry.instruments = list(ListField::kInstruments, song);
  entry.groups = list(ListField::kGroups, song);
  entry.tags = list(ListField::kTags, song);
  entry.recordings = list(ListField::kRecordings, song);
  entry.sources = list(ListField::kSources, song);
  entry.ground_truth = list(ListField::kGroundTruth, song);
  entry.features = features_of(text(TextField::kFeatures, song));
  if (const auto meta = text(TextField::kMeta, song); !meta.empty()) {
    entry.meta = base::parse_json(meta);
  }
  return entry;
}

}  // namespace setlist::catalog
