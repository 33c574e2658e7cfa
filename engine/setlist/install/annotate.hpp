#pragma once

#include "setlist/base/progress.hpp"
#include "setlist/catalog/receipt.hpp"
#include "setlist/convert/converter.hpp"
#include "setlist/definition/definition.hpp"

#include <filesystem>
#include <vector>

namespace setlist::install {

/// Makes the annotation files of every song of a staged dataset as its definition says. A song that
/// cannot be converted is returned with the reason and gets no file; the others are not affected.
/// `root` is the definition's root inside the stage.
[[nodiscard]] std::vector<catalog::FailedSong> annotate(const definition::Definition& definition,
                                                        const std::filesystem::path& root,
                                                        const convert::Registry& registry,
                                                        const base::ProgressCallback& progress);

}  // namespace setlist::install
