#pragma once

#include <atomic>
#include <memory>

namespace setlist::base {

/// A value that is made when it is first asked for. Safe from many threads, and after a fork in any
/// of them: it takes no lock. Threads that ask at once may each make one; the first is kept.
template <typename Value>
class MadeOnce {
 public:
  MadeOnce() = default;
  ~MadeOnce() { delete m_value.load(std::memory_order_acquire); }
  MadeOnce(const MadeOnce&) = delete;
  MadeOnce& operator=(const MadeOnce&) = delete;

  template <typename Make>
  const Value& get(Make make) const {
    if (const Value* known = m_value.load(std::memory_order_acquire)) return *known;
    auto made = std::make_unique<const Value>(make());
    const Value* first = nullptr;
    if (m_value.compare_exchange_strong(first, made.get(), std::memory_order_acq_rel)) {
      return *made.release();
    }
    return *first;
  }

 private:
  mutable std::atomic<const Value*> m_value = nullptr;
};

}  // namespace setlist::base
