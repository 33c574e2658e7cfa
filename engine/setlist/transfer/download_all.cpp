#include "setlist/base/error.hpp"
#include "setlist/transfer/one_download.hpp"
#include "setlist/transfer/ticker.hpp"
#include "setlist/transfer/url.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace setlist::transfer {
namespace {

/// Thrown into a download that others no longer need.
struct Stopped {};

/// The requests so that hosts take turns: workers that wait for one host must not keep those of
/// another from starting.
std::vector<std::size_t> interleaved(const std::vector<Request>& requests) {
  std::map<std::string, std::size_t> seen;
  std::vector<std::pair<std::size_t, std::size_t>> turns;
  for (std::size_t r = 0; r < requests.size(); ++r) {
    turns.emplace_back(seen[authority_of(requests[r].urls.front())]++, r);
  }
  std::sort(turns.begin(), turns.end());
  std::vector<std::size_t> order;
  order.reserve(turns.size());
  for (const auto& turn : turns) order.push_back(turn.second);
  return order;
}

/// What the workers and the thread that called share; all of it under the mutex.
class Batch {
 public:
  Batch(const std::vector<Request>& requests, const BatchOptions& options)
      : m_requests(requests),
        m_patience(options.patience),
        m_limits(options.per_host, options.bytes_per_second),
        m_order(interleaved(requests)),
        m_states(requests.size()),
        m_received(requests.size()) {}

  /// Of a worker: downloads until nothing is left or somebody failed.
  void work() {
    for (auto request = next(); request; request = next()) {
      try {
        auto received = download_one(
            m_requests[*request], m_patience, m_limits,
            [&](std::uint64_t done, std::uint64_t total) { note(*request, done, total); });
        const std::scoped_lock lock(m_mutex);
        m_received[*request] = std::move(received);
      } catch (const Stopped&) {
        break;
      } catch (...) {
        fail(std::current_exception());
        break;
      }
    }
    const std::scoped_lock lock(m_mutex);
    ++m_ended;
    m_changed.notify_all();
  }

  /// Of the caller: tells the progress until so many workers have ended.
  void watch(std::size_t workers, const BatchProgress& progress) {
    for (bool ended = false; !ended;) {
      std::vector<std::pair<std::size_t, State>> news;
      {
        std::unique_lock lock(m_mutex);
        ended = m_changed.wait_for(lock, Ticker::kInterval, [&] { return m_ended == workers; });
        for (std::size_t s = 0; s < m_states.size(); ++s) {
          if (std::exchange(m_states[s].is_new, false)) news.emplace_back(s, m_states[s]);
        }
      }
      if (!progress) continue;
      for (const auto& [index, state] : news) progress(index, state.done, state.total);
    }
  }

  void fail(std::exception_ptr failure) {
    const std::scoped_lock lock(m_mutex);
    m_stopped = true;
    if (!m_failure) m_failure = std::move(failure);
  }

  /// Call when all workers have ended.
  std::vector<Received> result() {
    if (m_failure) std::rethrow_exception(m_failure);
    return std::move(m_received);
  }

 private:
  struct State {
    std::uint64_t done = 0;
    std::uint64_t total = 0;
    bool is_new = false;
  };

  std::optional<std::size_t> next() {
    const std::scoped_lock lock(m_mutex);
    if (m_stopped || m_next == m_order.size()) return std::nullopt;
    return m_order[m_next++];
  }

  void note(std::size_t request, std::uint64_t done, std::uint64_t total) {
    const std::scoped_lock lock(m_mutex);
    if (m_stopped) throw Stopped();
    m_states[request] = {done, total, true};
  }

  const std::vector<Request>& m_requests;
  const Patience m_patience;
  Limits m_limits;
  const std::vector<std::size_t> m_order;
  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::size_t m_next = 0;
  std::size_t m_ended = 0;
  bool m_stopped = false;
  std::exception_ptr m_failure = {};
  std::vector<State> m_states;
  std::vector<Received> m_received;
};

}  // namespace

std::vector<Received> download_all(const std::vector<Request>& requests,
                                   const BatchOptions& options, const BatchProgress& progress) {
  for (const auto& request : requests) check_request(request);
  if (options.at_once == 0) throw base::UsageError("downloading: none at once is too few");
  Batch batch(requests, options);
  std::vector<std::jthread> workers;
  try {
    const std::size_t count = std::min(options.at_once, requests.size());
    while (workers.size() < count) workers.emplace_back([&batch] { batch.work(); });
    batch.watch(workers.size(), progress);
  } catch (...) {
    batch.fail(std::current_exception());
  }
  workers.clear();
  return batch.result();
}

}  // namespace setlist::transfer
