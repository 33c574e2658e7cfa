#include "setlist/archive/gzip.hpp"
#include "setlist/base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

/// What gunzip accepts is within the limit and survives gzip; all else is an ArchiveError.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint64_t kLimit = 1U << 20U;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    const std::string content = setlist::archive::gunzip(bytes, kLimit);
    if (content.size() > kLimit) std::abort();
    if (setlist::archive::gunzip(setlist::archive::gzip(content)) != content) std::abort();
  } catch (const setlist::base::ArchiveError&) {
  }
  if (setlist::archive::gunzip(setlist::archive::gzip(bytes)) != bytes) std::abort();
  return 0;
}
