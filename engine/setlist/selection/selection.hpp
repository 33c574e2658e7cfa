#pragma once

#include "setlist/catalog/catalog.hpp"
#include "setlist/columns/bitset.hpp"
#include "setlist/query/matching.hpp"
#include "setlist/query/query.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace setlist::selection {

using catalog::SongNumber;
using columns::Bitset;

/// Some songs of a catalogue, in canonical order unless they were sorted. An immutable value, cheap
/// to copy, safe from many threads.
class Selection {
 public:
  /// What a collection shows when it is opened: every song but those of editions left out
  /// (catalog/editions.hpp), which a query can still name.
  explicit Selection(std::shared_ptr<const catalog::Catalog> catalog);
  /// Every song, of all editions.
  [[nodiscard]] static Selection whole(std::shared_ptr<const catalog::Catalog> catalog);
  /// Some songs of the catalogue, within all of it.
  Selection(std::shared_ptr<const catalog::Catalog> catalog, Bitset songs);

  [[nodiscard]] const std::shared_ptr<const catalog::Catalog>& catalog() const { return m_catalog; }
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] const Bitset& bits() const;
  /// In the order of the selection. Made when it is first asked for.
  [[nodiscard]] const std::vector<SongNumber>& numbers() const;
  [[nodiscard]] bool contains(std::string_view id) const;
  /// All that the selection is a part of, and that complement() is within.
  [[nodiscard]] Selection universe() const;

  /// The songs at some positions, each < size(), in the order of the selection.
  [[nodiscard]] Selection taken(const std::vector<std::size_t>& positions) const;
  /// Those that satisfy the query, in the same order.
  [[nodiscard]] Selection filtered(const query::Query& query) const;
  [[nodiscard]] query::Remarks remarks_on(const query::Query& query) const;
  /// What each part of a query keeps of this selection.
  [[nodiscard]] std::vector<query::Kept> explained(const query::Query& query) const;
  /// Some of these songs, in the same order.
  [[nodiscard]] Selection within(const Bitset& songs) const;
  /// Some of these songs, given in the order of the selection.
  [[nodiscard]] Selection chosen(std::vector<SongNumber> numbers) const;
  /// The same songs in another order, of which `numbers` is a permutation.
  [[nodiscard]] Selection ordered(std::vector<SongNumber> numbers) const;

  [[nodiscard]] Selection complement() const;
  /// Songs meet by id. Operands over two catalogues give a selection over both. The order is that
  /// of the left operand, then that of the right.
  friend Selection operator&(const Selection& a, const Selection& b);
  friend Selection operator|(const Selection& a, const Selection& b);
  friend Selection operator-(const Selection& a, const Selection& b);
  friend Selection operator^(const Selection& a, const Selection& b);
  /// The same songs, in whatever order.
  friend bool operator==(const Selection& a, const Selection& b);
  /// Is every song of a in b?
  friend bool is_subset(const Selection& a, const Selection& b);

  /// A few bytes from which restored() makes the same selection over an equal catalogue, in this
  /// process or another.
  [[nodiscard]] std::string packed() const;
  /// Bytes over a catalogue that no longer has the same songs in the same order are a UsageError.
  [[nodiscard]] static Selection restored(std::shared_ptr<const catalog::Catalog> catalog,
                                          std::string_view packed);

  /// Equal for equal sets of ids, whatever their order and catalogue.
  [[nodiscard]] std::uint64_t fingerprint() const;

 private:
  class Members;
  using Bits = std::shared_ptr<const Bitset>;

  Selection(std::shared_ptr<const catalog::Catalog> catalog, std::shared_ptr<const Members> members,
            Bits universe, Bits reserve);
  friend struct Operands;  ///< of the operators
  [[nodiscard]] Bitset drawn(const query::Query& query) const;
  [[nodiscard]] Bitset asked(const query::Query& query) const;

  std::shared_ptr<const catalog::Catalog> m_catalog;
  std::shared_ptr<const Members> m_members;
  Bits m_universe;  ///< null: the whole catalogue
  /// Of editions left out, the songs that have passed every query and operation so far, should one
  /// be named; slices and samples give it up. May be null; only beside a universe.
  Bits m_reserve;
};

/// A sentence for each dataset whose songs the two know from different definitions.
[[nodiscard]] std::vector<std::string> differences(const Selection& a, const Selection& b);

}  // namespace setlist::selection
