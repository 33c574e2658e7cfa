#include "setlist/base/json_lines.hpp"

#include "setlist/base/json_reader.hpp"
#include "setlist/base/object_reader.hpp"

#include <algorithm>
#include <unordered_map>

namespace setlist::base {
namespace {

/// Walks a text that is known to be JSON, remembering only where it is.
class Walker {
 public:
  Walker(std::string_view text, std::span<const std::string> wanted) : m_text(text) {
    for (std::size_t i = 0; i < wanted.size(); ++i) m_wanted[wanted[i]].push_back(i);
    m_lines.resize(wanted.size());
  }

  [[nodiscard]] std::vector<std::size_t> walk() {
    value("");
    return std::move(m_lines);
  }

 private:
  void space() {
    while (m_at < m_text.size() &&
           std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) {
      m_line += m_text[m_at] == '\n' ? 1U : 0U;
      ++m_at;
    }
  }
  std::string_view string() {
    const std::size_t begin = m_at++;
    while (m_at < m_text.size() && m_text[m_at] != '"') m_at += m_text[m_at] == '\\' ? 2 : 1;
    m_at = std::min(m_at + 1, m_text.size());
    return m_text.substr(begin, m_at - begin);
  }
  std::string key() {
    const std::string_view quoted = string();
    if (quoted.find('\\') == std::string_view::npos) {
      return std::string(quoted.substr(1, quoted.size() - 2));
    }
    const Json plain = parse_json(quoted);
    const auto* text = plain.as<std::string>();
    return text ? *text : std::string();
  }
  void container(const std::string& pointer, char close) {
    ++m_at;
    for (std::size_t index = 0; !m_wanted.empty(); ++index) {
      space();
      if (m_at >= m_text.size()) return;
      if (m_text[m_at] == close) break;
      if (m_text[m_at] == ',') ++m_at;
      space();
      std::string step = close == '}' ? pointer_step(key()) : "/" + std::to_string(index);
      if (close == '}') {
        space();
        ++m_at;  // the colon
      }
      value(pointer + step);
    }
    ++m_at;
  }
  void value(const std::string& pointer) {
    space();
    if (m_at >= m_text.size() || m_wanted.empty()) return;
    if (const auto found = m_wanted.find(pointer); found != m_wanted.end()) {
      for (const std::size_t i : found->second) m_lines[i] = m_line;
      m_wanted.erase(found);
    }
    const char first = m_text[m_at];
    if (first == '{' || first == '[') {
      container(pointer, first == '{' ? '}' : ']');
    } else if (first == '"') {
      string();
    } else {
      m_at = std::min(m_text.find_first_of(",]} \t\r\n", m_at), m_text.size());
    }
  }

  std::string_view m_text;
  std::unordered_map<std::string, std::vector<std::size_t>> m_wanted;  ///< not met so far
  std::vector<std::size_t> m_lines;
  std::size_t m_at = 0;
  std::size_t m_line = 1;
};

}  // namespace

std::vector<std::size_t> lines_of(std::string_view text, std::span<const std::string> pointers) {
  return Walker(text, pointers).walk();
}

std::size_t line_of(std::string_view text, const std::string& pointer) {
  return lines_of(text, {&pointer, 1}).front();
}

}  // namespace setlist::base
