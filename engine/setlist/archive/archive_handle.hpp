#pragma once

#include <memory>

#include <archive.h>
#include <archive_entry.h>

namespace setlist::archive {

struct ArchiveDeleter {
  void operator()(struct archive* handle) const noexcept { archive_read_free(handle); }
};
using UniqueArchive = std::unique_ptr<struct archive, ArchiveDeleter>;

}  // namespace setlist::archive
