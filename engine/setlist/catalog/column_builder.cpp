#include "setlist/catalog/column_builder.hpp"

#include "setlist/base/parallel.hpp"
#include "setlist/catalog/stored_features.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <variant>

namespace setlist::catalog {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

template <typename T>
double number_of(const std::optional<T>& value) {
  return value ? static_cast<double>(*value) : kUnknown;
}

/// The items of the blocks one after the other; nothing when none says anything.
template <typename Item, typename Says>
std::vector<Item> arranged(const std::vector<Item>& column,
                           const std::vector<ColumnBuilder::Block>& blocks, Says says) {
  std::vector<Item> items;
  items.reserve(column.size());
  bool silent = true;
  for (const auto& block : blocks) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      items.push_back(column[i]);
      silent = silent && !says(column[i]);
    }
  }
  return silent ? std::vector<Item>() : items;
}

/// The songs whose number is known, by it and then by position.
std::vector<SongNumber> ordered(const std::vector<double>& numbers) {
  std::vector<SongNumber> songs;
  for (SongNumber song = 0; song < numbers.size(); ++song) {
    if (!std::isnan(numbers[song])) songs.push_back(song);
  }
  std::ranges::stable_sort(songs, {}, [&](SongNumber song) { return numbers[song]; });
  return songs;
}

/// The field that a lookup is made of.
std::variant<TextField, ListField> source_of(LookupField field) {
  switch (field) {
    case LookupField::kInstrument:
      return ListField::kInstruments;
    case LookupField::kGroup:
      return ListField::kGroups;
    case LookupField::kTag:
      return ListField::kTags;
    case LookupField::kComposerWord:
      return TextField::kComposer;
    case LookupField::kTitleWord:
      return TextField::kTitle;
    case LookupField::kArtistWord:
      break;
  }
  return TextField::kArtist;
}

}  // namespace

/// The columns as they stand in the image; alive until it is written.
struct ColumnBuilder::Arranged {
  std::array<std::vector<std::uint32_t>, kTextFields> texts;
  std::array<std::vector<std::uint32_t>, kListFields> lists;
  std::array<std::vector<double>, kNumberFields> numbers;
  std::array<std::vector<SongNumber>, kNumberFields> orders;
  std::vector<LookupBuilder> lookups;
};

ColumnBuilder::Arranged ColumnBuilder::arrange(const std::vector<Block>& blocks) const {
  const auto says = [](std::uint32_t number) { return number != 0; };
  const auto is_known = [](double number) { return !std::isnan(number); };
  Arranged all;
  base::in_parallel(kNumberFields + kTextFields + kListFields, [&](std::size_t piece) {
    if (piece < kNumberFields) {
      all.numbers[piece] = arranged(m_number_fields[piece], blocks, is_known);
      all.orders[piece] = ordered(all.numbers[piece]);
    } else if (const std::size_t f = piece - kNumberFields; f < kTextFields) {
      all.texts[f] = arranged(m_text_fields[f], blocks, says);
    } else {
      all.lists[f - kTextFields] = arranged(m_list_fields[f - kTextFields], blocks, says);
    }
  });
  return all;
}

ColumnBuilder::Ids ColumnBuilder::ids_of(const std::vector<Block>& blocks) const {
  const auto& local_ids = m_text_fields[static_cast<std::size_t>(TextField::kId)];
  struct Entry {
    std::uint64_t hash;
    SongNumber song;
  };
  std::vector<Entry> entries;
  entries.reserve(local_ids.size());
  std::string id;
  for (const auto& block : blocks) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      id.assign(block.dataset).append("/").append(m_texts[local_ids[i]]);
      entries.push_back({id_hash(id), static_cast<SongNumber>(entries.size())});
    }
  }
  std::ranges::sort(entries, [](const Entry& a, const Entry& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.song < b.song;
  });
  Ids ids;
  for (const Entry& entry : entries) {
    ids.hashes.push_back(entry.hash);
    ids.songs.push_back(entry.song);
  }
  return ids;
}

ColumnBuilder::Ids ColumnBuilder::look_up(Arranged& all, const std::vector<Block>& blocks,
                                          const Words& words) const {
  for (std::uint32_t f = 0; f < kLookupFields; ++f) {
    all.lookups.emplace_back(static_cast<LookupField>(f), m_texts, words);
  }
  const auto fill = [&](LookupBuilder& lookup) {
    const auto source = source_of(lookup.field());
    if (const auto* text = std::get_if<TextField>(&source)) {
      const auto& column = all.texts[static_cast<std::size_t>(*text)];
      for (SongNumber song = 0; song < column.size(); ++song) lookup.add({&column[song], 1}, song);
    } else {
      const auto& column = all.lists[static_cast<std::size_t>(std::get<ListField>(source))];
      for (SongNumber song = 0; song < column.size(); ++song) {
        lookup.add(m_lists[column[song]], song);
      }
    }
  };
  Ids ids;
  base::in_parallel(kLookupFields + 1, [&](std::size_t piece) {
    // The last of the lookups have the most words by far, so they begin.
    if (piece < kLookupFields) return fill(all.lookups[kLookupFields - 1 - piece]);
    ids = ids_of(blocks);
  });
  return ids;
}

columns::Image ColumnBuilder::image(const std::vector<Block>& blocks,
                                    const std::vector<std::byte>& record, const Words& words) {
  Arranged all = arrange(blocks);
  const Ids ids = look_up(all, blocks, words);
  const std::vector<std::uint64_t> size = {ids.songs.size()};
  columns::ImageWriter writer;
  for (auto& lookup : all.lookups) lookup.write(writer, m_texts, ids.songs.size());
  for (std::uint32_t f = 0; f < kTextFields; ++f) {
    writer.add(section::kTextField + f, all.texts[f]);
  }
  for (std::uint32_t f = 0; f < kListFields; ++f) {
    writer.add(section::kListField + f, all.lists[f]);
  }
  for (std::uint32_t f = 0; f < kNumberFields; ++f) {
    writer.add(section::kNumberField + f, all.numbers[f]);
    writer.add(section::kNumberOrder + f, all.orders[f]);
  }
  writer.add(section::kIdHashes, ids.hashes);
  writer.add(section::kIdSongs, ids.songs);
  writer.add(section::kSize, size);
  writer.add(section::kTexts, m_texts.items());
  writer.add(section::kTextBegins, m_texts.begins());
  writer.add(section::kLists, m_lists.items());
  writer.add(section::kListBegins, m_lists.begins());
  writer.add(section::kRecord, std::as_bytes(std::span(record)));
  return columns::Image::of(writer.finish());
}

std::uint32_t ColumnBuilder::list_of(const std::vector<std::string>& texts) {
  m_list.clear();
  for (const auto& text : texts) m_list.push_back(m_texts.add(text));
  return m_lists.add(m_list);
}

void ColumnBuilder::add(const definition::SongEntry& song) {
  const std::string meta = song.meta.is_null() ? std::string() : base::json_text(song.meta);
  const std::string features = features_text(song.features);
  const std::array<const std::string*, kTextFields> texts = {
      &song.id,    &song.title,   &song.composer, &song.artist, &song.performer, &song.work,
      &song.album, &song.license, &song.text,     &meta,        &features};
  const std::array<const std::vector<std::string>*, kListFields> lists = {
      &song.instruments, &song.groups,  &song.tags,
      &song.recordings,  &song.sources, &song.ground_truth};
  for (std::size_t f = 0; f < kTextFields; ++f) {
    m_text_fields[f].push_back(m_texts.add(*texts[f]));
  }
  for (std::size_t f = 0; f < kListFields; ++f) m_list_fields[f].push_back(list_of(*lists[f]));
  for (auto& column : m_number_fields) column.push_back(kUnknown);
  numbers(NumberField::kYear).back() = number_of(song.year);
  numbers(NumberField::kDuration).back() = number_of(song.duration_seconds);
  numbers(NumberField::kEnsemble).back() = number_of(song.ensemble);
  if (song.offset_seconds != 0) numbers(NumberField::kOffset).back() = song.offset_seconds;
  ++m_size;
}

void ColumnBuilder::add(const SongColumns& songs, SongNumber song) {
  for (std::uint32_t f = 0; f < kTextFields; ++f) {
    m_text_fields[f].push_back(m_texts.add(songs.text(static_cast<TextField>(f), song)));
  }
  for (std::uint32_t f = 0; f < kListFields; ++f) {
    m_list_fields[f].push_back(list_of(songs.list(static_cast<ListField>(f), song)));
  }
  for (std::uint32_t f = 0; f < kNumberFields; ++f) {
    m_number_fields[f].push_back(songs.number(static_cast<NumberField>(f), song));
  }
  ++m_size;
}

void ColumnBuilder::join(const FactsTable& facts, std::size_t begin) {
  const auto& ids = m_text_fields[static_cast<std::size_t>(TextField::kId)];
  for (std::size_t song = begin; song < m_size; ++song) {
    const auto found = facts.find(m_texts[ids[song]]);
    if (found == facts.end()) continue;
    const SongFacts& measured = found->second;
    double& duration = numbers(NumberField::kDuration)[song];
    if (std::isnan(duration)) duration = number_of(measured.duration_seconds);
    numbers(NumberField::kNotes)[song] = number_of(measured.notes);
    numbers(NumberField::kFrames)[song] = number_of(measured.frames);
    numbers(NumberField::kSampleRate)[song] = number_of(measured.sample_rate);
    numbers(NumberField::kChannels)[song] = number_of(measured.channels);
    numbers(NumberField::kFirstOnset)[song] = number_of(measured.first_onset);
    numbers(NumberField::kLastOnset)[song] = number_of(measured.last_onset);
  }
}

void ColumnBuilder::truncate(std::size_t size) {
  for (auto& column : m_text_fields) column.resize(size);
  for (auto& column : m_list_fields) column.resize(size);
  for (auto& column : m_number_fields) column.resize(size);
  m_size = size;
}

}  // namespace setlist::catalog
