#include "setlist/transfer/remote_range.hpp"

#include "setlist/base/descriptor.hpp"
#include "setlist/base/error.hpp"
#include "setlist/transfer/http_call.hpp"
#include "setlist/transfer/persistence.hpp"
#include "setlist/transfer/url.hpp"

#include <algorithm>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>

namespace setlist::transfer {
namespace {

using base::ExitCode;
using Kind = Outcome::Kind;

/// What is asked of each URL, and what the last one said.
struct Span {
  std::uint64_t offset;
  std::uint64_t length;
  const std::string& version;
  std::string bytes = {};
  std::optional<std::uint64_t> size = {};
  std::string found_version = {};
  bool ignored = false;
};

Outcome final(ExitCode code, const std::string& reason) { return {Kind::kFinal, code, reason}; }

Outcome transient(const std::string& reason) {
  return {Kind::kTransient, ExitCode::kNetwork, reason};
}

bool is_other_version(const Span& span) {
  return !span.version.empty() && span.found_version != span.version;
}

/// Has the server the range that it was asked for? Else why not, or nothing when it ignores it.
std::optional<Outcome> fault_of(const Answer& answer, Span& span) {
  span.found_version = validator_of(answer);
  if (answer.status == 206) {
    const auto range = answer.content_ranges.size() == 1
                           ? parse_content_range(answer.content_ranges.front())
                           : std::nullopt;
    const bool asked = range && range->first == span.offset &&
                       range->last - range->first < span.length && answer.encoding.empty();
    if (!asked) return transient("the server sends another range than the one asked for");
    span.size = range->total;
  } else if (answer.status == 416 && answer.content_ranges.size() == 1) {
    span.size = parse_unsatisfied_range(answer.content_ranges.front());
    if (!span.size || span.offset < *span.size) return transient("the server refuses the range");
  } else if (answer.status == 200) {
    span.size = answer.encoding.empty() ? answer.length : std::nullopt;
    span.ignored = true;
  } else {
    return outcome_of(answer);
  }
  // A 416 need not say which version it is about.
  if (answer.status != 416 && is_other_version(span)) {
    return final(ExitCode::kIntegrity, "the file has changed since it was first looked at");
  }
  return std::nullopt;
}

Outcome fetch_span_http(const std::string& url, Span& span, const Context& context) {
  std::optional<Outcome> fault;
  HttpCall call{.url = url};
  call.range = std::to_string(span.offset) + "-" + std::to_string(span.offset + span.length - 1);
  call.begin = [&](const Answer& answer) {
    fault = fault_of(answer, span);
    return !fault && answer.status == 206;
  };
  call.take = [&](std::span<const std::byte> bytes) {
    if (bytes.size() > span.length - span.bytes.size()) {
      fault = transient("the server sends more than its range");
      return false;
    }
    span.bytes.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return true;
  };
  call.tick = [&](std::uint64_t done) { context.ticker.tick(done, span.length); };
  const HttpEnd end = call_http(call, context);
  if (fault) return *fault;
  if (end.failure) return *end.failure;
  if (span.ignored) return {Kind::kComplete, ExitCode::kDone};
  const std::uint64_t there = *span.size > span.offset ? *span.size - span.offset : 0;
  if (span.bytes.size() < std::min(there, span.length)) {
    return transient("the server sends less than the range");
  }
  return {Kind::kComplete, ExitCode::kDone};
}

Outcome fetch_span_file(const std::string& url, Span& span) {
  const base::Descriptor file(base::retried(
      [&] { return ::open(path_of(url).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); }));
  struct stat status {};
  if (file.get() < 0 || ::fstat(file.get(), &status) != 0) {
    return final(ExitCode::kFileSystem, std::generic_category().message(errno));
  }
  if (!S_ISREG(status.st_mode)) return final(ExitCode::kFileSystem, "it is not a regular file");
  span.size = static_cast<std::uint64_t>(status.st_size);
  span.found_version = "changed " + std::to_string(status.st_mtim.tv_sec) + "." +
                       std::to_string(status.st_mtim.tv_nsec);
  if (is_other_version(span)) {
    return final(ExitCode::kIntegrity, "the file has changed since it was first looked at");
  }
  const std::uint64_t there = *span.size > span.offset ? *span.size - span.offset : 0;
  span.bytes.resize(std::min(there, span.length));
  for (std::size_t done = 0; done < span.bytes.size();) {
    const auto count = base::retried([&] {
      return ::pread(file.get(), span.bytes.data() + done, span.bytes.size() - done,
                     static_cast<off_t>(span.offset + done));
    });
    if (count < 0) return final(ExitCode::kFileSystem, std::generic_category().message(errno));
    if (count == 0) return final(ExitCode::kFileSystem, "it became shorter while it was read");
    done += static_cast<std::size_t>(count);
  }
  return {Kind::kComplete, ExitCode::kDone};
}

Outcome fetch_span(const std::string& url, Span& span, const Context& context) {
  span.bytes.clear();
  span.size.reset();
  span.ignored = false;
  const std::string scheme = scheme_of(url);
  if (scheme == "file") return fetch_span_file(url, span);
  if (scheme != "ftp" && scheme != "ftps") return fetch_span_http(url, span, context);
  span.ignored = true;
  return {Kind::kComplete, ExitCode::kDone};
}

/// The index of the URL that served. A server that ignores ranges counts as one that fails as long
/// as there is another.
std::size_t serve(const std::vector<std::string>& urls, Span& span, const RangeOptions& options) {
  check_urls(urls);
  if (span.length == 0 || span.offset + span.length < span.offset) {
    throw base::UsageError("downloading a part of a file: the range is empty or too far");
  }
  Ticker ticker(options.progress);
  Limits limits;
  const Context context{options.access, options.patience, limits, ticker};
  std::string ignoring;
  const auto attempt = [&](const std::string& url, bool) {
    Outcome outcome = fetch_span(url, span, context);
    if (span.ignored && url != urls.back()) {
      if (ignoring.empty()) ignoring = url;
      outcome = final(ExitCode::kServer, "the server ignores ranges");
    }
    return Try{std::move(outcome), 0, span.bytes.size()};
  };
  return first_that_serves(urls, options.patience, ticker, "", attempt);
}

}  // namespace

RangeAnswer fetch_range(const std::vector<std::string>& urls, std::uint64_t offset,
                        std::uint64_t length, const RangeOptions& options) {
  Span span{offset, length, options.version};
  const std::size_t used = serve(urls, span, options);
  return {.kind = span.ignored ? RangeAnswer::Kind::kIgnored : RangeAnswer::Kind::kBytes,
          .bytes = std::move(span.bytes),
          .size_bytes = span.size.value_or(0),
          .version = std::move(span.found_version),
          .url = shown(urls[used])};
}

RemoteFile size_of(const std::vector<std::string>& urls, const RangeOptions& options) {
  Span span{0, 1, options.version};
  serve(urls, span, options);
  return {span.size, !span.ignored, std::move(span.found_version)};
}

}  // namespace setlist::transfer
