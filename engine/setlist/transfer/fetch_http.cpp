#include "setlist/base/text.hpp"
#include "setlist/transfer/http_call.hpp"
#include "setlist/transfer/url.hpp"

#include <algorithm>

namespace setlist::transfer {
namespace {

using base::ExitCode;
using Kind = Outcome::Kind;

/// One answer as it comes: what was decided of it, and what of its body is at fault.
class Body {
 public:
  Body(const std::string& url, const Request& request, Asked asked, Reception& reception)
      : m_url(url), m_request(request), m_asked(std::move(asked)), m_reception(reception) {}

  bool begin(const Answer& answer) {
    m_decision = decide(answer, m_asked);
    if (m_decision.kind == Decision::Kind::kFromStart) {
      m_fault = refused(answer);
      if (m_fault) return false;
      m_reception.restart({shown(m_url), m_decision.size, validator_of(answer)});
      return true;
    }
    if (m_decision.kind != Decision::Kind::kGoOn) return false;
    m_reception.go_on(m_asked.offset, m_decision.size);
    return true;
  }

  bool take(std::span<const std::byte> bytes) {
    m_taken = m_reception.add(bytes);
    return m_taken == Reception::Taken::kYes;
  }

  [[nodiscard]] Outcome outcome(const HttpEnd& end) const {
    if (m_fault) return *m_fault;
    if (m_taken == Reception::Taken::kTooLarge) return {Kind::kWrong, ExitCode::kIntegrity};
    if (m_taken == Reception::Taken::kDiffers) return stale("other bytes than those that are here");
    switch (m_decision.kind) {
      case Decision::Kind::kStale:
        return stale(m_decision.reason);
      case Decision::Kind::kFailure:
        return outcome_of(end.answer);
      case Decision::Kind::kWhole:
        return {Kind::kComplete, ExitCode::kDone};
      default:
        return end.failure ? *end.failure : ended();
    }
  }

 private:
  static Outcome stale(const std::string& what) {
    return {Kind::kStale, ExitCode::kNetwork, "asked for the rest, the server sends " + what};
  }

  [[nodiscard]] Outcome ended() const {
    if (!m_decision.size) {
      const bool empty = m_reception.size_bytes() == 0;
      return {empty ? Kind::kComplete : Kind::kUncertain, ExitCode::kDone};
    }
    if (m_reception.size_bytes() < *m_decision.size) {
      return {Kind::kTransient, ExitCode::kNetwork, "the server sends less than it says"};
    }
    if (m_reception.size_bytes() > *m_decision.size) return stale("more than it says");
    return {Kind::kComplete, ExitCode::kDone};
  }

  /// A page that some network puts before the file must not cost what is here already; and of an
  /// encoding that nobody asked for only a digest can tell whether it belongs to the file.
  [[nodiscard]] std::optional<Outcome> refused(const Answer& answer) const {
    if (m_asked.offset > 0 && m_request.size_bytes && answer.length &&
        *answer.length != *m_request.size_bytes) {
      return Outcome{Kind::kTransient, ExitCode::kIntegrity,
                     "asked for the rest, got something of " + base::human_bytes(*answer.length)};
    }
    const std::string path = base::ascii_lower(m_url.substr(0, m_url.find_first_of("?#")));
    const bool packed = path.ends_with("gz") || path.ends_with(".svgz") || path.ends_with(".z");
    if (!answer.encoding.empty() && m_request.digests.empty() && !packed) {
      return Outcome{Kind::kFinal, ExitCode::kServer,
                     "the server sends the file as " + base::printable(answer.encoding) +
                         ", which nobody asked for; a digest would tell which bytes are meant"};
    }
    return std::nullopt;
  }

  const std::string& m_url;
  const Request& m_request;
  const Asked m_asked;
  Reception& m_reception;
  Decision m_decision = {};
  Reception::Taken m_taken = Reception::Taken::kYes;
  std::optional<Outcome> m_fault = {};
};

}  // namespace

Outcome fetch_http(const std::string& url, const Request& request, bool go_on,
                   const Context& context, Reception& reception) {
  Asked asked = reception.ask(url);
  if (!go_on) asked.offset = 0;
  Body body(url, request, asked, reception);
  HttpCall call{.url = url};
  if (asked.offset > 0) {
    call.range = std::to_string(asked.offset) + "-";
    call.if_range = asked.validator;
  }
  call.begin = [&](const Answer& answer) { return body.begin(answer); };
  call.take = [&](std::span<const std::byte> bytes) { return body.take(bytes); };
  call.tick = [&](std::uint64_t) {
    context.ticker.tick(reception.size_bytes(), reception.expected_bytes().value_or(0));
  };
  const HttpEnd end = call_http(call, context);
  if (end.failure && end.answer.status / 100 != 2) return *end.failure;
  return body.outcome(end);
}

}  // namespace setlist::transfer
