#pragma once

#include "setlist/catalog/configuration.hpp"
#include "setlist/dataset/song.hpp"
#include "setlist/query/filter.hpp"
#include "setlist/query/query_parser.hpp"
#include "setlist/selection/selection.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace setlist::dataset {

/// Some songs of the collection: an immutable value, cheap to copy, safe from many threads.
/// Operations return a new Dataset; songs keep the canonical order, or the one they were sorted in.
class Dataset {
 public:
  /// Every song of every definition that the configuration knows, but of several editions of a
  /// dataset only one; a query may name the others. Reads no audio.
  [[nodiscard]] static Dataset open(const catalog::Overrides& overrides = {});
  [[nodiscard]] static Dataset open(const catalog::Configuration& configuration);
  explicit Dataset(selection::Selection selection) : m_selection(std::move(selection)) {}

  [[nodiscard]] std::size_t size() const { return m_selection.size(); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] Song operator[](std::size_t position) const;  ///< position < size()
  [[nodiscard]] std::optional<Song> find(std::string_view id) const;

  [[nodiscard]] Dataset filter(const query::Filter& filter) const;
  /// Such as `composer:bach -group:test`; docs/queries.md.
  [[nodiscard]] Dataset query(std::string_view text) const;
  /// The songs for which `test` holds, called for each in order.
  [[nodiscard]] Dataset where(const std::function<bool(const Song&)>& test) const;

  /// Within the dataset's own universe: the collection it was opened with.
  [[nodiscard]] Dataset complement() const { return Dataset(m_selection.complement()); }
  friend Dataset operator~(const Dataset& a) { return a.complement(); }
  friend Dataset operator&(const Dataset& a, const Dataset& b) {
    return Dataset(a.m_selection & b.m_selection);
  }
  friend Dataset operator|(const Dataset& a, const Dataset& b) {
    return Dataset(a.m_selection | b.m_selection);
  }
  friend Dataset operator-(const Dataset& a, const Dataset& b) {
    return Dataset(a.m_selection - b.m_selection);
  }
  friend Dataset operator^(const Dataset& a, const Dataset& b) {
    return Dataset(a.m_selection ^ b.m_selection);
  }
  friend bool operator==(const Dataset& a, const Dataset& b) {
    return a.m_selection == b.m_selection;
  }
  friend bool operator<=(const Dataset& a, const Dataset& b) {
    return is_subset(a.m_selection, b.m_selection);
  }
  friend bool operator<(const Dataset& a, const Dataset& b) {
    return a.size() < b.size() && a <= b;
  }

  [[nodiscard]] const selection::Selection& selection() const { return m_selection; }

  class Iterator {
   public:
    using value_type = Song;
    using difference_type = std::ptrdiff_t;
    Iterator() = default;
    Iterator(const Dataset* dataset, std::size_t position)
        : m_dataset(dataset), m_position(position) {}
    Song operator*() const { return (*m_dataset)[m_position]; }
    Iterator& operator++() {
      ++m_position;
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++m_position;
      return before;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const Dataset* m_dataset = nullptr;
    std::size_t m_position = 0;
  };
  [[nodiscard]] Iterator begin() const { return {this, 0}; }
  [[nodiscard]] Iterator end() const { return {this, size()}; }

 private:
  selection::Selection m_selection;
};

}  // namespace setlist::dataset
