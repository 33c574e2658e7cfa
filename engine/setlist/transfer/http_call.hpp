#pragma once

#include "setlist/transfer/answer.hpp"
#include "setlist/transfer/attempt.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace setlist::transfer {

/// A request by GET.
struct HttpCall {
  std::string url;
  std::string range = {};     ///< "5-" or "5-9"; empty: the whole
  std::string if_range = {};  ///< see validator_of
  /// The headers of the answer that is not a redirect; false when its body is not wanted.
  std::function<bool(const Answer&)> begin;
  /// Some of the body; false ends the call.
  std::function<bool(std::span<const std::byte>)> take;
  /// Told with the bytes of the body so far, between two steps; may throw.
  std::function<void(std::uint64_t)> tick;
};

struct HttpEnd {
  Answer answer = {};
  std::string url = {};                 ///< the last one, after redirects
  bool stopped = false;                 ///< by `begin` or `take`
  std::optional<Outcome> failure = {};  ///< there was no answer, or it broke off, or is refused
};

/// Makes the call and follows redirects. Each goes by a handle of its own, so that no credential
/// can reach a host that it is not for. What the functions of the call throw passes.
[[nodiscard]] HttpEnd call_http(const HttpCall& call, const Context& context);

/// What an answer that is not the wanted one means.
[[nodiscard]] Outcome outcome_of(const Answer& answer);

}  // namespace setlist::transfer
