#include "setlist/transfer/curl_failure.hpp"

#include "setlist/base/text.hpp"
#include "setlist/transfer/retry.hpp"

#include <new>

namespace setlist::transfer {
namespace {

using base::ExitCode;
using Kind = Outcome::Kind;

bool is_transient(CURLcode result) {
  switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_SSL_CONNECT_ERROR:
      return true;
    default:
      return false;
  }
}

}  // namespace

Outcome outcome_of_status(long status, std::optional<std::chrono::seconds> asked) {
  const std::string answer = "the server answers " + std::to_string(status);
  if (is_transient_status(status)) {
    if (asked && *asked > kLongestAskedWait) {
      return {Kind::kFinal, ExitCode::kNetwork,
              "the server asks to wait " + human_wait(*asked) + "; run again later"};
    }
    return {Kind::kTransient, ExitCode::kNetwork, answer, asked};
  }
  if (status == 401 || status == 403) {
    return {Kind::kFinal, ExitCode::kCredentials, answer + ": a login or permission is needed"};
  }
  if (status == 407) {
    return {Kind::kFinal, ExitCode::kNetwork, "the proxy asks for a login (407)"};
  }
  if (status == 404 || status == 410) {
    return {Kind::kFinal, ExitCode::kServer, answer + ": the file is not there"};
  }
  if (status == 451) {
    return {Kind::kFinal, ExitCode::kServer, answer + ": withheld for legal reasons"};
  }
  return {Kind::kFinal, ExitCode::kServer, answer + ", expected 200"};
}

Outcome outcome_of_failure(CURLcode result, std::string_view detail) {
  const std::string text = base::printable(detail.empty() ? curl_easy_strerror(result) : detail);
  switch (result) {
    case CURLE_OUT_OF_MEMORY:
      throw std::bad_alloc();
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
      return {Kind::kFinal, ExitCode::kNetwork,
              "its certificate is not accepted: " + text + "; is the clock of this machine right?"};
    default:
      return {is_transient(result) ? Kind::kTransient : Kind::kFinal, ExitCode::kNetwork, text};
  }
}

}  // namespace setlist::transfer
