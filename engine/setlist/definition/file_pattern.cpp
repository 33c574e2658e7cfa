#include "setlist/definition/file_pattern.hpp"

#include "setlist/base/names.hpp"
#include "setlist/base/text.hpp"
#include "setlist/definition/index_filter.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

namespace setlist::definition {
namespace {

constexpr std::size_t kMostNames = 32;

/// A piece of a pattern: text, or a name.
struct Part {
  std::string text;
  bool is_name = false;
  bool across = false;
};

bool is_plain_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

Part name_at(std::string_view text, std::size_t at, std::size_t& end) {
  end = text.find('}', at);
  if (end == std::string_view::npos) throw TemplateFault("has a '{' that is not closed");
  Part part{std::string(text.substr(at + 1, end - at - 1)), true, false};
  if (part.text.ends_with('*')) {
    part.across = true;
    part.text.pop_back();
  }
  if (!is_plain_name(part.text)) {
    throw TemplateFault(fmt::format("has the name '{}', expected letters, digits, '_' or '-'",
                                    base::printable(part.text)));
  }
  return part;
}

std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts;
  std::string literal;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '*') throw TemplateFault("has a '*' outside of '{name*}'");
    const bool doubled = at + 1 < text.size() && text[at + 1] == c;
    if (c == '}' && !doubled) throw TemplateFault("has a '}' that closes nothing");
    if (c == '{' && !doubled) {
      if (literal.empty() && !parts.empty()) throw TemplateFault("has two names that touch");
      if (!literal.empty()) parts.push_back({std::exchange(literal, {})});
      parts.push_back(name_at(text, at, at));
    } else {
      literal += c;
      if (c == '{' || c == '}') ++at;
    }
  }
  if (!literal.empty()) parts.push_back({literal});
  return parts;
}

std::string sample(const std::vector<Part>& parts) {
  std::string path;
  for (const auto& part : parts) path += part.is_name ? "x" : part.text;
  return path;
}

std::shared_ptr<const re2::RE2> expression_of(const std::vector<Part>& parts) {
  std::string text;
  for (const auto& part : parts) {
    if (!part.is_name) {
      text += re2::RE2::QuoteMeta(part.text);
    } else {
      text += part.across ? "(.+)" : "([^/]+)";
    }
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  auto expression = std::make_shared<const re2::RE2>(text, options);
  if (!expression->ok()) throw TemplateFault("is too long");
  return expression;
}

}  // namespace

FilePattern::FilePattern(std::string_view text) : m_text(text) {
  const auto parts = parts_of(text);
  if (const auto fault = base::unsafe_path(sample(parts))) throw TemplateFault(*fault);
  for (const auto& part : parts) {
    if (!part.is_name) continue;
    const auto known = std::find(m_names.begin(), m_names.end(), part.text);
    m_places.push_back(static_cast<std::size_t>(known - m_names.begin()));
    if (known == m_names.end()) m_names.push_back(part.text);
  }
  if (m_places.size() > kMostNames) {
    throw TemplateFault(fmt::format("has more than {} names", kMostNames));
  }
  if (!parts.empty() && !parts.front().is_name) m_begin = parts.front().text;
  m_expression = expression_of(parts);
}

bool FilePattern::match(std::string_view path, std::vector<std::string_view>& captures) const {
  re2::StringPiece groups[kMostNames + 1];
  const int count = static_cast<int>(m_places.size()) + 1;
  if (!m_expression->Match({path.data(), path.size()}, 0, path.size(), re2::RE2::ANCHOR_BOTH,
                           groups, count)) {
    return false;
  }
  captures.assign(m_names.size(), {});
  for (std::size_t i = 0; i < m_places.size(); ++i) {
    const std::string_view text(groups[i + 1].data(), groups[i + 1].size());
    auto& capture = captures[m_places[i]];
    if (!capture.empty() && capture != text) return false;
    capture = text;
  }
  return true;
}

std::span<const std::string> FilePattern::candidates(std::span<const std::string> paths) const {
  const auto begins = [&](const std::string& path) {
    return std::string_view(path).substr(0, m_begin.size());
  };
  const auto first = std::partition_point(paths.begin(), paths.end(),
                                          [&](const auto& p) { return begins(p) < m_begin; });
  const auto last =
      std::partition_point(first, paths.end(), [&](const auto& p) { return begins(p) == m_begin; });
  return {first, last};
}

}  // namespace setlist::definition
