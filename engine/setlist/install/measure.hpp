#pragma once

#include "setlist/catalog/receipt.hpp"
#include "setlist/catalog/song_facts.hpp"
#include "setlist/definition/definition.hpp"

#include <filesystem>

namespace setlist::install {

/// Measures every song of a dataset: headers of recordings, notes of annotations. What cannot be
/// read is left out: such songs are reported elsewhere. `root` is the definition's root on disk.
[[nodiscard]] catalog::FactsTable measure(const definition::Definition& definition,
                                          const std::filesystem::path& root);

/// Keeps the facts where a catalogue finds them by the receipt. They can be measured again, so a
/// disk that is full here ends nothing.
void keep_facts(const catalog::FactsTable& facts, const std::filesystem::path& install_dir,
                const catalog::Receipt& receipt);

}  // namespace setlist::install
