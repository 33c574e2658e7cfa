#include "setlist/base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace setlist::base {
namespace {

constexpr std::size_t kMostThreads = 8;

/// Shared by the threads of one call.
class Pieces {
 public:
  Pieces(std::size_t count, const std::function<void(std::size_t)>& work)
      : m_count(count), m_work(work) {}

  void run() {
    for (std::size_t i = m_next++; i < m_count; i = m_next++) {
      try {
        m_work(i);
      } catch (...) {
        const std::lock_guard lock(m_mutex);
        if (!m_failure) m_failure = std::current_exception();
        m_next = m_count;
      }
    }
  }
  void rethrow() const {
    if (m_failure) std::rethrow_exception(m_failure);
  }

 private:
  std::size_t m_count;
  const std::function<void(std::size_t)>& m_work;
  std::atomic<std::size_t> m_next{0};
  std::mutex m_mutex;
  std::exception_ptr m_failure;
};

}  // namespace

void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work) {
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  Pieces pieces(count, work);
  std::vector<std::thread> others;
  for (std::size_t t = 1; t < std::min({count, cores, kMostThreads}); ++t) {
    try {
      others.emplace_back([&] { pieces.run(); });
    } catch (const std::system_error&) {
      break;  // the system gives no more threads: fewer do
    }
  }
  pieces.run();
  for (auto& thread : others) thread.join();
  pieces.rethrow();
}

}  // namespace setlist::base
