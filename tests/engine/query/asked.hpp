#pragma once

#include "engine/catalog/small_collection.hpp"
#include "setlist/query/filter.hpp"
#include "setlist/query/matching.hpp"
#include "setlist/query/query_parser.hpp"

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::testing {

using Ids = std::vector<std::string>;

/// A catalogue of the definitions it is given, to be asked.
class Asked {
 public:
  explicit Asked(std::initializer_list<std::string> definitions) {
    std::size_t file = 0;
    std::filesystem::create_directories(m_scratch / "definitions");
    for (const auto& text : definitions) {
      m_scratch.put("definitions/" + std::to_string(file++) + ".json", text);
    }
    m_catalog = catalog::Catalog::open({{}, m_scratch / "music", {m_scratch / "definitions"}, {}});
  }

  [[nodiscard]] const catalog::Catalog& catalog() const { return *m_catalog; }
  [[nodiscard]] columns::Bitset all() const { return columns::Bitset(m_catalog->size(), true); }
  [[nodiscard]] Ids found(const query::Query& query) const {
    return ids_of(*m_catalog, matching(*m_catalog, query));
  }
  [[nodiscard]] Ids found(std::string_view text) const { return found(query::parse(text)); }
  [[nodiscard]] Ids found(const query::Filter& filter) const { return found(to_query(filter)); }
  [[nodiscard]] std::string fault(std::string_view text) const {
    return sentence_of([&] { (void)found(text); });
  }
  [[nodiscard]] std::string fault(const query::Filter& filter) const {
    return sentence_of([&] { (void)found(filter); });
  }

 private:
  Scratch m_scratch;
  std::shared_ptr<const catalog::Catalog> m_catalog;
};

}  // namespace setlist::testing
