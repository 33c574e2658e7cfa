#include "setlist/catalog/catalog_cache.hpp"

#include "setlist/base/cache_folder.hpp"
#include "setlist/base/data_folder.hpp"
#include "setlist/base/digest.hpp"
#include "setlist/columns/image_file.hpp"

#include <algorithm>
#include <chrono>

namespace setlist::catalog {
namespace {

namespace fs = std::filesystem;

/// Kept catalogues that nobody opened for so long are removed.
constexpr auto kUnusedFor = std::chrono::hours(24 * 30);
/// What a killed process left in the making.
constexpr auto kAbandonedFor = std::chrono::hours(1);

/// One file for each configuration and build of setlist.
std::optional<fs::path> file_of(const Configuration& configuration) {
  const auto folder = base::cache_folder();
  if (!folder) return std::nullopt;
  std::string key = base::own_binary().string();
  const auto add = [&key](const fs::path& path) { (key += '\0') += path.string(); };
  add(configuration.install_dir);
  for (const auto& definitions : configuration.definitions) add(definitions);
  if (configuration.vocabulary) add(*configuration.vocabulary);
  return *folder / "catalogs" / (base::sha256(key).hex.substr(0, 32) + ".catalog");
}

/// Once the inputs have grown old, their times alone can tell, and need not be read again.
void look_again(const fs::path& file, const KeptCatalog& kept) {
  CatalogRecord record = kept.record;
  const auto young = [&](const CatalogInput& i) { return too_young(i, record.looked_ns); };
  if (std::ranges::none_of(record.inputs, young)) return;
  record.looked_ns = now_ns();
  if (std::ranges::any_of(record.inputs, young)) return;
  const auto bytes = to_bytes(record);
  columns::ImageWriter writer;
  writer.add_all_but(section::kRecord, kept.songs.image());
  writer.add(section::kRecord, bytes);
  columns::write_image(file, writer.finish());
}

void mark_used(const fs::path& file) {
  std::error_code ignored;
  const auto now = fs::file_time_type::clock::now();
  if (now - fs::last_write_time(file, ignored) > std::chrono::hours(24)) {
    fs::last_write_time(file, now, ignored);
  }
}

void remove_unused(const fs::path& folder) {
  std::error_code ignored;
  const auto now = fs::file_time_type::clock::now();
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const auto age = now - entry.last_write_time(ignored);
    if (age > (entry.is_directory(ignored) ? kAbandonedFor : kUnusedFor)) {
      fs::remove_all(entry.path(), ignored);
    }
  }
}

}  // namespace

bool is_same(const Configuration& a, const Configuration& b) {
  return a.install_dir == b.install_dir && a.definitions == b.definitions &&
         a.vocabulary == b.vocabulary;
}

bool is_fresh(const CatalogRecord& record) {
  return std::ranges::all_of(
      record.inputs, [&](const CatalogInput& input) { return unchanged(input, record.looked_ns); });
}

std::optional<KeptCatalog> kept_catalog(columns::Image image) {
  auto record = record_of(image.get<std::byte>(section::kRecord));
  auto songs = SongColumns::over(std::move(image));
  if (!record || !songs) return std::nullopt;
  std::uint64_t next = 0;
  for (const auto& entry : record->datasets) {
    if (entry.first_song != next) return std::nullopt;
    next += entry.songs;
  }
  if (next != songs->size()) return std::nullopt;
  return KeptCatalog{*std::move(songs), *std::move(record)};
}

std::optional<KeptCatalog> cached(const Configuration& configuration) {
  const auto file = file_of(configuration);
  if (!file) return std::nullopt;
  auto image = columns::open_image(*file);
  if (!image) return std::nullopt;
  auto kept = kept_catalog(*std::move(image));
  if (!kept || !is_same(kept->record.configuration, configuration) || !is_fresh(kept->record)) {
    return std::nullopt;
  }
  look_again(*file, *kept);
  mark_used(*file);
  return kept;
}

columns::Image keep(const Configuration& configuration, columns::Image image) {
  const auto file = file_of(configuration);
  if (!file || !columns::write_image(*file, image.bytes())) return image;
  remove_unused(file->parent_path());
  return columns::open_image(*file).value_or(std::move(image));
}

}  // namespace setlist::catalog
