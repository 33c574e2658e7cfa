// A kept catalogue made of any bytes: refused, or every song in it can be read.

#include "setlist/base/json_reader.hpp"
#include "setlist/catalog/catalog_cache.hpp"
#include "setlist/columns/bitset.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

using namespace setlist;

namespace {

/// Texts that are JSON in a sound catalogue may be anything here.
void read_song(const catalog::SongColumns& songs, catalog::SongNumber n) {
  try {
    (void)songs.song(n);
  } catch (const base::JsonFault&) {
    return;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::byte> bytes(size);
  if (size != 0) std::memcpy(bytes.data(), data, size);
  const auto owner = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
  const auto image = columns::Image::over(owner, *owner);
  if (!image) return 0;
  (void)catalog::record_of(image->get<std::byte>(catalog::section::kRecord));
  const auto songs = catalog::SongColumns::over(*image);
  if (!songs || songs->size() > 10'000) return 0;
  for (catalog::SongNumber n = 0; n < songs->size(); ++n) read_song(*songs, n);
  for (std::uint32_t f = 0; f < catalog::kLookupFields; ++f) {
    const auto& sets = songs->lookup(static_cast<catalog::LookupField>(f));
    for (std::size_t k = 0; k < sets.keys().size(); ++k) {
      columns::Bitset found(songs->size());
      sets.insert_into(found, k);
    }
  }
  return 0;
}
