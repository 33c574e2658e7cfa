#include "setlist/archive/gzip.hpp"
#include "setlist/base/error.hpp"
#include "setlist/catalog/song_columns.hpp"
#include "setlist/selection/selection.hpp"
#include "setlist/selection/selection_members.hpp"

#include <cstring>
#include <span>

namespace setlist::selection {
namespace {

constexpr std::uint8_t kSorted = 1;
constexpr std::uint8_t kUniverse = 2;
constexpr std::uint8_t kReserve = 4;

template <typename Item>
void put(std::string& bytes, std::span<const Item> items) {
  const auto raw = std::as_bytes(items);
  bytes.append(reinterpret_cast<const char*>(raw.data()), raw.size());
}

/// Takes the parts off the front of the bytes.
class Unpacking {
 public:
  explicit Unpacking(std::string bytes) : m_bytes(std::move(bytes)) {}

  template <typename Item>
  std::vector<Item> take(std::size_t count) {
    std::vector<Item> items(count);
    if (m_bytes.size() - m_at < count * sizeof(Item)) fail();
    if (count != 0) std::memcpy(items.data(), m_bytes.data() + m_at, count * sizeof(Item));
    m_at += count * sizeof(Item);
    return items;
  }
  void expect_end() const {
    if (m_at != m_bytes.size()) fail();
  }
  Bitset take_bits(std::size_t size) { return {size, take<std::uint64_t>((size + 63) / 64)}; }

  [[noreturn]] static void fail() {
    throw base::UsageError(
        "restoring a selection: the bytes are none; a pickle was damaged or is of "
        "another version of setlist");
  }

 private:
  std::string m_bytes;
  std::size_t m_at = 0;
};

}  // namespace

std::string Selection::packed() const {
  std::string bytes;
  const std::uint64_t order = m_catalog->columns().order_hash();
  put(bytes, std::span(&order, 1));
  bytes += static_cast<char>((m_members->sorted() ? kSorted : 0) | (m_universe ? kUniverse : 0) |
                             (m_reserve ? kReserve : 0));
  put(bytes, bits().words());
  if (m_universe) put(bytes, m_universe->words());
  if (m_reserve) put(bytes, m_reserve->words());
  if (m_members->sorted()) put(bytes, std::span<const SongNumber>(numbers()));
  return archive::gzip(bytes);
}

Selection Selection::restored(std::shared_ptr<const catalog::Catalog> catalog,
                              std::string_view packed) {
  Unpacking parts(archive::gunzip(packed, 4ULL << 30U));
  if (parts.take<std::uint64_t>(1).front() != catalog->columns().order_hash()) {
    throw base::UsageError(
        "restoring a selection: the definitions it was made from have other songs now; a lockfile "
        "(to_lockfile) keeps a selection for longer than a process");
  }
  const std::uint8_t flags = parts.take<std::uint8_t>(1).front();
  const std::size_t size = catalog->size();
  Bitset songs = parts.take_bits(size);
  const auto optional_bits = [&](std::uint8_t flag) -> Bits {
    return (flags & flag) != 0 ? std::make_shared<const Bitset>(parts.take_bits(size)) : nullptr;
  };
  Bits universe = optional_bits(kUniverse);
  Bits reserve = optional_bits(kReserve);
  if (reserve && !universe) Unpacking::fail();
  Selection selection(std::move(catalog), std::make_shared<const Members>(std::move(songs)),
                      std::move(universe), std::move(reserve));
  const bool sorted = (flags & kSorted) != 0;
  auto order = parts.take<SongNumber>(sorted ? selection.size() : 0);
  parts.expect_end();
  if (!sorted) return selection;
  Bitset ordered(size);
  for (const SongNumber song : order) {
    if (song >= size) Unpacking::fail();
    ordered.insert(song);
  }
  if (ordered != selection.bits()) Unpacking::fail();
  return selection.ordered(std::move(order));
}

}  // namespace setlist::selection
