// Any bytes as a query: a UsageError, or a tree whose text is read as the same tree, which chooses
// the same songs.

#include "engine/catalog/small_collection.hpp"
#include "setlist/base/error.hpp"
#include "setlist/query/matching.hpp"
#include "setlist/query/query_parser.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

using namespace setlist;
using query::Query;

namespace {

const catalog::Catalog& collection() {
  static const testing::SmallCollection small;
  static const auto catalog = small.open();
  return *catalog;
}

std::optional<Query> parsed(std::string_view text) {
  try {
    return query::parse(text);
  } catch (const base::UsageError&) {
    return std::nullopt;
  }
}

/// Nothing when a name in it is unknown.
std::optional<columns::Bitset> answer(const Query& query) {
  try {
    return matching(collection(), query);
  } catch (const base::UsageError&) {
    return std::nullopt;
  }
}

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto query = parsed({reinterpret_cast<const char*>(data), size});
  if (!query) return 0;
  const std::string text = to_text(*query);
  const auto again = parsed(text);
  require(again && to_text(*again) == text);

  const auto songs = answer(*query);
  require(songs == answer(*again));
  if (!songs) return 0;
  require(answer({Query::Kind::kNot, {}, {*query}}) == songs->complement());
  const columns::Bitset all(collection().size(), true);
  const auto parts = explained(collection(), all, *query);
  for (const auto& part : parts) require(part.together <= part.alone);
  if (query->kind != Query::Kind::kAll) require(parts.front().together == songs->count());
  (void)remarks_on(collection(), all, *query);
  (void)datasets_named(collection(), *query);
  return 0;
}
