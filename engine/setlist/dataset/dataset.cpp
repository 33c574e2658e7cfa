#include "setlist/dataset/dataset.hpp"

#include "setlist/base/error.hpp"

#include <fmt/format.h>

namespace setlist::dataset {

Dataset Dataset::open(const catalog::Overrides& overrides) {
  return open(catalog::read_configuration(overrides));
}

Dataset Dataset::open(const catalog::Configuration& configuration) {
  return Dataset(selection::Selection(catalog::Catalog::open(configuration)));
}

Song Dataset::operator[](std::size_t position) const {
  if (position >= size()) {
    throw base::UsageError(
        fmt::format("taking song {} of a dataset: it has {} songs", position, size()));
  }
  return {m_selection.catalog(), m_selection.numbers()[position]};
}

std::optional<Song> Dataset::find(std::string_view id) const {
  if (!m_selection.contains(id)) return std::nullopt;
  return Song(m_selection.catalog(), *m_selection.catalog()->find(id));
}

Dataset Dataset::filter(const query::Filter& filter) const {
  return Dataset(m_selection.filtered(query::to_query(filter)));
}

Dataset Dataset::where(const std::function<bool(const Song&)>& test) const {
  std::vector<std::size_t> positions;
  for (std::size_t position = 0; position < size(); ++position) {
    if (test((*this)[position])) positions.push_back(position);
  }
  return Dataset(m_selection.taken(positions));
}

Dataset Dataset::query(std::string_view text) const {
  return Dataset(m_selection.filtered(query::parse(text)));
}

}  // namespace setlist::dataset
