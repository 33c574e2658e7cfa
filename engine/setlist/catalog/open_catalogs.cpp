#include "setlist/catalog/open_catalogs.hpp"

#include "setlist/catalog/catalog_cache.hpp"

#include <algorithm>
#include <mutex>
#include <vector>

#include <pthread.h>

namespace setlist::catalog {
namespace {

struct Opened {
  std::weak_ptr<const Catalog> catalog;
  std::shared_ptr<const CatalogRecord> record;  ///< of which the inputs tell whether it is stale
};

struct Met {
  std::weak_ptr<const Catalog> left;
  std::weak_ptr<const Catalog> right;
  std::shared_ptr<const Meeting> meeting;
};

/// Never destroyed: threads may outlive the statics of a program that ends.
struct Table {
  std::mutex mutex;
  std::vector<Opened> opened;
  std::vector<Met> met;

  static Table& get() {
    static Table* const table = [] {
      auto* made = new Table;
      // A child forked while another thread is inside finds the table whole and free.
      pthread_atfork([] { get().mutex.lock(); }, [] { get().mutex.unlock(); },
                     [] { get().mutex.unlock(); });
      return made;
    }();
    return *table;
  }

  void forget_closed() {
    std::erase_if(opened, [](const Opened& o) { return o.catalog.expired(); });
    // A catalogue that two met in may itself have met another, and end with its meeting.
    const auto is_over = [](const Met& m) { return m.left.expired() || m.right.expired(); };
    while (std::erase_if(met, is_over) != 0) continue;
  }
  [[nodiscard]] std::shared_ptr<const Meeting> find(
      const std::shared_ptr<const Catalog>& left,
      const std::shared_ptr<const Catalog>& right) const {
    for (const auto& each : met) {
      if (each.left.lock() == left && each.right.lock() == right) return each.meeting;
    }
    return nullptr;
  }
};

}  // namespace

std::shared_ptr<const Catalog> find_open(const Configuration& configuration) {
  Table& table = Table::get();
  std::shared_ptr<const Catalog> catalog;
  std::shared_ptr<const CatalogRecord> record;
  {
    const std::lock_guard lock(table.mutex);
    for (const auto& opened : table.opened) {
      if (!is_same(opened.record->configuration, configuration)) continue;
      catalog = opened.catalog.lock();
      record = opened.record;
      if (catalog) break;
    }
  }
  if (!catalog) return nullptr;
  const auto now = now_ns();
  if (!is_fresh(*record)) return nullptr;
  const auto young = [&](const CatalogInput& i) { return too_young(i, record->looked_ns); };
  if (std::ranges::any_of(record->inputs, young)) {  // the next time their times alone may tell
    CatalogRecord looked_at = *record;
    looked_at.looked_ns = now;
    remember(catalog, std::move(looked_at));
  }
  return catalog;
}

void remember(const std::shared_ptr<const Catalog>& catalog, CatalogRecord record) {
  Table& table = Table::get();
  auto kept = std::make_shared<const CatalogRecord>(std::move(record));
  const std::lock_guard lock(table.mutex);
  table.forget_closed();
  std::erase_if(table.opened, [&](const Opened& opened) {
    return is_same(opened.record->configuration, kept->configuration);
  });
  table.opened.push_back({catalog, std::move(kept)});
}

std::shared_ptr<const Meeting> find_meeting(const std::shared_ptr<const Catalog>& left,
                                            const std::shared_ptr<const Catalog>& right) {
  Table& table = Table::get();
  const std::lock_guard lock(table.mutex);
  return table.find(left, right);
}

std::shared_ptr<const Meeting> remember(const std::shared_ptr<const Catalog>& left,
                                        const std::shared_ptr<const Catalog>& right,
                                        std::shared_ptr<const Meeting> meeting) {
  Table& table = Table::get();
  const std::lock_guard lock(table.mutex);
  table.forget_closed();
  if (auto earlier = table.find(left, right)) return earlier;
  table.met.push_back({left, right, meeting});
  return meeting;
}

}  // namespace setlist::catalog
