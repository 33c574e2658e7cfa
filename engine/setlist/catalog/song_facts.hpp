#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace setlist::catalog {

/// What was measured of a song when its dataset was installed. What could not be is absent.
struct SongFacts {
  std::optional<std::int64_t> frames;  ///< of the longest recording
  std::optional<int> sample_rate;      ///< Hz, of the first recording
  std::optional<int> channels;         ///< of the first recording
  std::optional<double> duration_seconds;
  std::optional<std::int64_t> notes;  ///< in the most reliable alignment, all sources together
  std::optional<double> first_onset;  ///< seconds, on the recording's clock
  std::optional<double> last_onset;
};

/// By the song's id within its dataset.
using FactsTable = std::map<std::string, SongFacts, std::less<>>;

/// Where the facts of an installed dataset lie; `receipt_digest` is the receipt's own, so that the
/// facts of another installation are never taken for these.
[[nodiscard]] std::filesystem::path facts_file(const std::filesystem::path& install_dir,
                                               const std::string& receipt_digest);

/// An empty table when there is none, or it is damaged: facts can be measured again.
[[nodiscard]] FactsTable read_facts(const std::filesystem::path& file);
void write_facts(const FactsTable& facts, const std::filesystem::path& file);

}  // namespace setlist::catalog
