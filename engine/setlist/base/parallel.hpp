#pragma once

#include <cstddef>
#include <functional>

namespace setlist::base {

/// Calls `work(i)` once for every i below `count`, on as many threads as there are cores, eight at
/// most, and returns when all have ended; throws what one of them threw. One piece of work runs in
/// the caller's own thread.
void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace setlist::base
