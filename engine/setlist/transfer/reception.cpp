#include "setlist/transfer/reception.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <system_error>

namespace setlist::transfer {
namespace {

constexpr std::size_t kHeadBytes = 512;

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

Reception::Reception(const Request& request)
    : m_request(request), m_file(base::OutputFile::create(request.into)) {
  try {
    for (const auto& name : algorithms_of(request)) m_hashers.emplace_back(name);
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(request.into, ignored);
    throw;
  }
}

Reception::~Reception() {
  std::error_code ignored;
  if (!m_kept) std::filesystem::remove(m_request.into, ignored);
}

bool Reception::add(std::span<const std::byte> bytes) {
  if (m_head.size() < kHeadBytes) {
    m_head.append(reinterpret_cast<const char*>(bytes.data()),
                  std::min(bytes.size(), kHeadBytes - m_head.size()));
  }
  m_size += bytes.size();
  if (too_large()) return false;
  if (m_size > m_request.limit_bytes) {
    throw base::TransferError(
        base::ExitCode::kQuota,
        "downloading '" + base::printable(m_request.into.filename().string()) +
            "': it is larger than the quota of " + base::human_bytes(m_request.limit_bytes),
        {.path = m_request.into.string(), .url = {}, .pointer = {}});
  }
  m_file.write(bytes);
  for (auto& hasher : m_hashers) hasher.add(bytes);
  return true;
}

bool Reception::too_large() const { return m_size > m_request.size_bytes.value_or(UINT64_MAX); }

bool Reception::too_short() const { return m_size < m_request.size_bytes.value_or(0); }

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
  if (looks_like_html()) {
    return "got an HTML page (" + base::human_bytes(m_size) + (too_large() ? " and more" : "") +
           "), expected " + expected() + ": captive portal or login page?";
  }
  if (too_large()) return "it is larger than the definition says, expected " + expected();
  return "got " + std::to_string(m_size) + " bytes, expected " + expected();
}

std::optional<std::string> Reception::finish() {
  m_file.close();
  bool holds = !too_short();
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
  if (looks_like_html() || found.empty()) return size_fault();
  return "got " + std::to_string(m_size) + " bytes" + found + ", expected " + expected();
}

}  // namespace setlist::transfer
