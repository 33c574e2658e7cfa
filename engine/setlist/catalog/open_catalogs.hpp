#pragma once

#include "setlist/catalog/catalog.hpp"
#include "setlist/catalog/catalog_record.hpp"
#include "setlist/catalog/meeting.hpp"

#include <memory>

namespace setlist::catalog {

/// The catalogues that this process has open, so that opening a collection again, or in another
/// thread, gives the same one, and sets made of it meet at once. Holds none of them alive. Safe
/// from many threads; a forked child may use it.

/// The open catalogue of a configuration, when every input is still what it was; else null.
[[nodiscard]] std::shared_ptr<const Catalog> find_open(const Configuration& configuration);
/// Remembers a catalogue by its configuration and by the inputs that it was made from.
void remember(const std::shared_ptr<const Catalog>& catalog, CatalogRecord record);

/// The meeting of two open catalogues; null when it was not made.
[[nodiscard]] std::shared_ptr<const Meeting> find_meeting(
    const std::shared_ptr<const Catalog>& left, const std::shared_ptr<const Catalog>& right);
/// Remembers a meeting as long as both catalogues live. Returns the one to use: another thread may
/// have been first.
[[nodiscard]] std::shared_ptr<const Meeting> remember(const std::shared_ptr<const Catalog>& left,
                                                      const std::shared_ptr<const Catalog>& right,
                                                      std::shared_ptr<const Meeting> meeting);

}  // namespace setlist::catalog
