#include "setlist/catalog/catalog_opening.hpp"

#include "setlist/base/data_folder.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/base/names.hpp"
#include "setlist/base/text.hpp"
#include "setlist/catalog/column_builder.hpp"
#include "setlist/catalog/receipt.hpp"
#include "setlist/catalog/vocabulary_file.hpp"
#include "setlist/definition/dataset_tables.hpp"
#include "setlist/definition/definition_folder.hpp"
#include "setlist/definition/definition_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace setlist::catalog {
namespace {

namespace fs = std::filesystem;

class Opening {
 public:
  explicit Opening(const Configuration& configuration) : m_words(built_in_words()) {
    m_record.configuration = configuration;
    m_record.looked_ns = now_ns();
    look(base::own_binary());  // another build may read the same files otherwise
    if (!configuration.vocabulary) return;
    look(*configuration.vocabulary);
    m_words = read_vocabulary(*configuration.vocabulary);
  }

  void read_folder(const fs::path& folder) {
    m_record.inputs.push_back(look_at_folder(folder));
    for (const auto& file : definition::definition_files(folder)) read(file);
  }

  columns::Image finish() {
    std::ranges::stable_sort(m_blocks, {}, &ColumnBuilder::Block::dataset);
    arrange(m_record.datasets);
    return m_builder.image(m_blocks, to_bytes(std::move(m_record)), m_words);
  }

 private:
  void look(const fs::path& file) { m_record.inputs.push_back(look_at(file, m_record.looked_ns)); }

  void read(const fs::path& file) {
    look(file);
    const std::size_t begin = m_builder.size();
    DatasetEntry entry;
    entry.install_dir = m_record.configuration.install_dir;
    if (read_songs(file, entry) && is_new_name(entry, file)) {
      entry.songs = static_cast<SongNumber>(m_builder.size() - begin);
      m_blocks.push_back({entry.definition.name, begin, m_builder.size()});
      m_record.datasets.push_back(std::move(entry));
    } else {
      m_builder.truncate(begin);
    }
  }

  /// False when the definition has a fault.
  bool read_songs(const fs::path& file, DatasetEntry& entry) {
    const std::size_t begin = m_builder.size();
    definition::DefinitionReading reading = definition::read_definition(
        file, [this](definition::SongEntry&& song) { m_builder.add(song); });
    add(reading.diagnostics);
    if (!reading.definition) return false;
    entry.definition = *std::move(reading.definition);
    look(entry.folder() / kReceiptName);
    const auto receipt = read_receipt(entry.folder());
    entry.installed = receipt.has_value();
    if (entry.definition.index && !expand_index(entry, receipt)) return false;
    if (receipt) join_facts(*receipt, begin);
    return true;
  }

  bool expand_index(DatasetEntry& entry, const std::optional<Receipt>& receipt) {
    std::optional<std::vector<std::string>> files;
    if (receipt) {
      files.emplace();
      for (const auto& file : receipt->files) files->push_back(file.path);
    }
    definition::DatasetTables tables(entry.definition, entry.folder(), std::move(files));
    base::Diagnostics diagnostics;
    const definition::Expansion expansion =
        tables.expand([this](definition::SongEntry&& song) { m_builder.add(song); }, diagnostics);
    for (const auto& place : tables.tried()) look(place);
    for (const auto& table : expansion.tables) look(table);
    entry.expanded = expansion.expanded;
    add(diagnostics);
    return !base::has_faults(diagnostics);
  }

  void join_facts(const Receipt& receipt, std::size_t begin) {
    const fs::path file = facts_file(m_record.configuration.install_dir, receipt.digest);
    look(file);
    m_builder.join(read_facts(file), begin);
  }

  /// Two names may differ by case alone, and so be one folder on some file systems.
  bool is_new_name(const DatasetEntry& entry, const fs::path& file) {
    const std::string& name = entry.definition.name;
    const auto [first, is_new] = m_file_by_name.emplace(base::collision_key(name), file.string());
    if (!is_new) {
      add({{.file = file.string(),
            .pointer = "/name",
            .message = fmt::format("the dataset '{}' is defined in '{}' already",
                                   base::printable(name), base::printable(first->second))}});
    }
    return is_new;
  }

  void add(const base::Diagnostics& diagnostics) {
    m_record.diagnostics.insert(m_record.diagnostics.end(), diagnostics.begin(), diagnostics.end());
  }

  Words m_words;
  CatalogRecord m_record;
  ColumnBuilder m_builder;
  std::vector<ColumnBuilder::Block> m_blocks;
  std::map<std::string, std::string> m_file_by_name;
};

}  // namespace

columns::Image open_definitions(const Configuration& configuration) {
  Opening opening(configuration);
  for (const auto& folder : configuration.definitions) opening.read_folder(folder);
  return opening.finish();
}

}  // namespace setlist::catalog
