#include "setlist/install/annotate.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/names.hpp"
#include "setlist/base/text.hpp"
#include "setlist/definition/path_template.hpp"
#include "setlist/formats/ground_truth_file.hpp"

#include <algorithm>

namespace setlist::install {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> distinct(const std::vector<std::string>& paths) {
  std::vector<std::string> list;
  for (const auto& path : paths) {
    if (std::find(list.begin(), list.end(), path) == list.end()) list.push_back(path);
  }
  return list;
}

/// A song's title or id comes from the definition, so a filled template is checked once more.
fs::path input_of(const definition::Conversion& conversion, const definition::SongEntry& song,
                  const fs::path& root) {
  const std::string path = definition::fill_template(conversion.from, song);
  if (const auto fault = base::unsafe_path(path)) {
    throw base::DefinitionError("converting annotations: the path '" + base::printable(path) +
                                "' " + *fault);
  }
  return root / path;
}

void annotate_song(const definition::Definition& definition, const definition::SongEntry& song,
                   const fs::path& root, const convert::Registry& registry) {
  const auto files = distinct(song.ground_truth);
  std::vector<music::Annotation> annotations(files.size());
  for (const auto& conversion : definition.conversion) {
    const auto& converter = convert::find_converter(registry, conversion.converter);
    auto made = converter({input_of(conversion, song, root), conversion.options, files.size()});
    for (std::size_t k = 0; k < files.size(); ++k) {
      convert::merge(annotations[k], std::move(made[k]));
    }
  }
  for (std::size_t k = 0; k < files.size(); ++k) {
    formats::write_ground_truth(annotations[k], root / files[k]);
  }
}

}  // namespace

std::vector<catalog::FailedSong> annotate(const definition::Definition& definition,
                                          const fs::path& root, const convert::Registry& registry,
                                          const base::ProgressCallback& progress) {
  std::vector<catalog::FailedSong> failed;
  if (definition.conversion.empty()) return failed;
  for (const auto& conversion : definition.conversion) {
    (void)convert::find_converter(registry, conversion.converter);  // a typo ends it before work
  }
  std::uint64_t done = 0;
  for (const auto& song : definition.songs) {
    base::report(progress, {base::Progress::Phase::kConvert, definition.name, song.id, done,
                            definition.songs.size()});
    try {
      annotate_song(definition, song, root, registry);
    } catch (const base::Error& error) {
      if (error.exit_code() == base::ExitCode::kDiskFull) throw;
      failed.push_back({song.id, error.what()});
    }
    ++done;
  }
  base::report(progress, {base::Progress::Phase::kConvert, definition.name, "", done,
                          definition.songs.size()});
  return failed;
}

}  // namespace setlist::install
