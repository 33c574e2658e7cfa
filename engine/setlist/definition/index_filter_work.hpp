#pragma once

#include "setlist/definition/index_filter.hpp"

/// What each filter of docs/index-rules.md does to a value. Throws RowFault where the value is not
/// what the filter works on.
namespace setlist::definition::filters {

void stem(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void name(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void parent(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void lower(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void upper(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void trim(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void number(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void keys(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void present(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void unique(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void split(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void join(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void fall_back(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void where(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void get(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void map(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void regex(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void pad(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void first(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void last(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void item(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);
void replace(const IndexFilter& filter, IndexValue& value, const FilterScene& scene);

}  // namespace setlist::definition::filters
