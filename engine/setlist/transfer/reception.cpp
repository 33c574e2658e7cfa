#include "setlist/transfer/reception.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>

namespace setlist::transfer {
namespace {

constexpr std::size_t kHeadBytes = 512;
/// Asked for a second time when a download goes on, and compared.
constexpr std::uint64_t kOverlapBytes = 65'536;

std::vector<std::string> algorithms_of(const Request& request) {
  std::vector<std::string> names = {"sha256"};
  for (const auto& digest : request.digests) {
    if (std::find(names.begin(), names.end(), digest.algorithm) == names.end()) {
      names.push_back(digest.algorithm);
    }
  }
  return names;
}

}  // namespace

Reception::Reception(const Request& request, Ticker& ticker)
    : m_request(request), m_part(request), m_found(m_part.size_bytes()) {
  make_hashers();
  std::uint64_t done = 0;
  m_part.read([&](std::span<const std::byte> bytes) {
    count(bytes);
    done += bytes.size();
    ticker.tick(done, expected_bytes().value_or(0));
  });
}

void Reception::make_hashers() {
  m_hashers.clear();
  for (const auto& name : algorithms_of(m_request)) m_hashers.emplace_back(name);
}

void Reception::count(std::span<const std::byte> bytes) {
  if (m_head.size() < kHeadBytes) {
    m_head.append(reinterpret_cast<const char*>(bytes.data()),
                  std::min(bytes.size(), kHeadBytes - m_head.size()));
  }
  for (auto& hasher : m_hashers) hasher.add(bytes);
}

Asked Reception::ask(const std::string& url) const {
  const Origin& origin = m_part.origin();
  const bool same_url = origin.url == shown(url) && !origin.validator.empty();
  Asked asked{.have = size_bytes(), .size = expected_bytes()};
  if (same_url) asked.validator = origin.validator;
  // Without a digest only the server can tell that the file is still the same.
  const bool can_go_on = same_url || !m_request.digests.empty();
  if (can_go_on && size_bytes() > kOverlapBytes) asked.offset = size_bytes() - kOverlapBytes;
  return asked;
}

std::optional<std::uint64_t> Reception::expected_bytes() const {
  return m_part.origin().size ? m_part.origin().size : m_request.size_bytes;
}

void Reception::restart(Origin origin) {
  if (size_bytes() > 0) m_part.clear();
  m_part.set_origin(std::move(origin));
  m_head.clear();
  m_again = 0;
  m_too_large = false;
  make_hashers();
}

void Reception::go_on(std::uint64_t offset, std::optional<std::uint64_t> size) {
  m_again = size_bytes() - offset;
  Origin origin = m_part.origin();
  if (size) origin.size = size;
  m_part.set_origin(std::move(origin));
}

Reception::Taken Reception::add(std::span<const std::byte> bytes) {
  const auto again = bytes.first(std::min<std::uint64_t>(m_again, bytes.size()));
  if (!m_part.holds(size_bytes() - m_again, again)) return Taken::kDiffers;
  m_again -= again.size();
  bytes = bytes.subspan(again.size());
  if (bytes.empty()) return Taken::kYes;
  m_seen = size_bytes() + bytes.size();
  if (m_request.size_bytes && m_seen > *m_request.size_bytes) {
    count(bytes);  // for the head
    m_too_large = true;
    return Taken::kTooLarge;
  }
  if (m_seen > m_found && m_seen - m_found > m_request.limit_bytes) {
    throw base::TransferError(
        base::ExitCode::kQuota,
        "downloading '" + base::printable(m_request.into.filename().string()) +
            "': it is larger than the quota of " + base::human_bytes(m_request.limit_bytes),
        {.path = m_request.into.string(), .url = {}, .pointer = {}});
  }
  count(bytes);
  m_part.append(bytes);
  return Taken::kYes;
}

bool Reception::too_short() const { return size_bytes() < m_request.size_bytes.value_or(0); }

bool Reception::looks_like_html() const {
  const std::string head = base::ascii_lower(m_head);
  const std::size_t begin = head.find_first_not_of("\xef\xbb\xbf \t\r\n");
  if (begin == std::string::npos || head[begin] != '<') return false;
  return head.find("<html") != std::string::npos ||
         head.find("<!doctype html") != std::string::npos ||
         head.find("<head") != std::string::npos || head.find("<body") != std::string::npos;
}

std::string Reception::expected() const {
  std::string text = m_request.size_bytes ? std::to_string(*m_request.size_bytes) + " bytes" : "";
  for (const auto& digest : m_request.digests) {
    text += (text.empty() ? "" : ", ") + digest.text();
  }
  return text;
}

std::string Reception::size_fault() const {
  const std::uint64_t size = too_large() ? m_seen : size_bytes();
  if (looks_like_html()) {
    return "got an HTML page (" + base::human_bytes(size) + (too_large() ? " and more" : "") +
           "), expected " + expected() + ": captive portal or login page?";
  }
  if (too_large()) return "it is larger than the definition says, expected " + expected();
  return "got " + std::to_string(size) + " bytes, expected " + expected();
}

std::optional<std::string> Reception::finish() {
  if (too_short()) return size_fault();
  bool holds = true;
  std::string found;
  for (auto& hasher : m_hashers) {
    const base::Digest digest = hasher.finish();
    if (digest.algorithm == "sha256") m_sha256 = digest;
    for (const auto& wanted : m_request.digests) {
      if (wanted.algorithm != digest.algorithm || wanted == digest) continue;
      holds = false;
      found += ", " + digest.text();
    }
  }
  if (holds) return std::nullopt;
  if (looks_like_html()) return size_fault();
  return "got " + std::to_string(size_bytes()) + " bytes" + found + ", expected " + expected();
}

}  // namespace setlist::transfer
