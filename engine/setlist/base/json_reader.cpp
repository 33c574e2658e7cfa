#include "setlist/base/json_reader.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace setlist::base {
namespace {

std::string escaped(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

/// Builds a Json value while the limits are checked: no value exists before it was allowed.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(const JsonLimits& limits) : m_limits(limits) {}

  bool null() override { return add(Json()); }
  bool boolean(bool v) override { return add(Json(v)); }
  bool number_integer(number_integer_t v) override { return add(Json(v)); }
  bool number_unsigned(number_unsigned_t v) override {
    if (v > static_cast<number_unsigned_t>(INT64_MAX)) return stop("a number out of range");
    return add(Json(static_cast<std::int64_t>(v)));
  }
  bool number_float(number_float_t v, const string_t&) override { return add(Json(v)); }
  bool string(string_t& v) override {
    if (v.size() > m_limits.string_bytes) {
      return stop(fmt::format("a string longer than {} bytes", m_limits.string_bytes));
    }
    return add(Json(std::move(v)));
  }
  bool binary(binary_t&) override { return stop("binary data"); }
  bool start_object(std::size_t) override { return open(Json(Json::Object{})); }
  bool start_array(std::size_t) override { return open(Json(Json::Array{})); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& v) override {
    if (v.size() > m_limits.key_bytes) {
      return stop(fmt::format("a key longer than {} bytes", m_limits.key_bytes));
    }
    auto& frame = m_frames.back();
    frame.key = v;
    if (!frame.keys.insert(v).second) {
      return stop(fmt::format("the key '{}' twice in one object", printable(v)));
    }
    return true;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    m_position = position;
    m_reason = plain_reason(error.what());
    return false;
  }

  [[nodiscard]] const std::string& reason() const { return m_reason; }
  [[nodiscard]] std::size_t position() const { return m_position; }
  [[nodiscard]] Json take() { return std::move(m_root); }
  [[nodiscard]] std::string pointer() const {
    std::string path;
    for (const auto& frame : m_frames) {
      if (frame.value.as<Json::Array>()) {
        path += fmt::format("/{}", frame.value.as<Json::Array>()->size());
      } else if (!frame.key.empty()) {
        path += "/" + escaped(frame.key);
      }
    }
    return path;
  }

 private:
  struct Frame {
    Json value;
    std::string key;
    std::unordered_set<std::string> keys;
  };

  // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while ..."
  static std::string plain_reason(std::string_view what) {
    const std::size_t colon = what.find(": ");
    return printable(colon == std::string_view::npos ? what : what.substr(colon + 2));
  }

  bool stop(std::string reason) {
    m_reason = std::move(reason);
    return false;
  }
  bool count() {
    return ++m_values <= m_limits.values ||
           stop(fmt::format("more than {} values", m_limits.values));
  }
  bool open(Json value) {
    if (!count()) return false;
    if (static_cast<int>(m_frames.size()) >= m_limits.depth) {
      return stop(fmt::format("nested deeper than {}", m_limits.depth));
    }
    m_frames.push_back(Frame{std::move(value), {}, {}});
    return true;
  }
  bool close() {
    Json done = std::move(m_frames.back().value);
    m_frames.pop_back();
    place(std::move(done));
    return true;
  }
  bool add(Json value) {
    if (!count()) return false;
    place(std::move(value));
    return true;
  }
  void place(Json value) {
    if (m_frames.empty()) {
      m_root = std::move(value);
    } else if (auto* array = std::get_if<Json::Array>(&m_frames.back().value.value)) {
      array->push_back(std::move(value));
    } else {
      std::get<Json::Object>(m_frames.back().value.value)
          .emplace_back(m_frames.back().key, std::move(value));
    }
  }

  const JsonLimits& m_limits;
  Json m_root;
  std::vector<Frame> m_frames;
  std::uint64_t m_values = 0;
  std::string m_reason;
  std::size_t m_position = 0;
};

std::size_t line_at(std::string_view text, std::size_t offset) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
  return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

std::size_t column_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  return before.size() - (before.rfind('\n') + 1) + 1;  // npos + 1 == 0
}

/// Walks a text that is known to be JSON, remembering only where it is.
class Walker {
 public:
  Walker(std::string_view text, std::string_view wanted) : m_text(text), m_wanted(wanted) {}

  [[nodiscard]] std::size_t find() {
    value("");
    return m_found;
  }

 private:
  void space() {
    while (m_at < m_text.size() &&
           std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) {
      ++m_at;
    }
  }
  std::string string() {
    const std::size_t begin = m_at++;
    while (m_at < m_text.size() && m_text[m_at] != '"') m_at += m_text[m_at] == '\\' ? 2 : 1;
    ++m_at;
    const auto key = nlohmann::json::parse(m_text.substr(begin, m_at - begin), nullptr, false);
    return key.is_string() ? key.get<std::string>() : std::string();
  }
  void container(const std::string& pointer, char close) {
    ++m_at;
    for (std::size_t index = 0;; ++index) {
      space();
      if (m_at >= m_text.size() || m_found != 0) return;
      if (m_text[m_at] == close) break;
      if (m_text[m_at] == ',') ++m_at;
      space();
      std::string step = std::to_string(index);
      if (close == '}') {
        step = escaped(string());
        space();
        ++m_at;  // the colon
      }
      value(pointer + "/" + step);
    }
    ++m_at;
  }
  void value(const std::string& pointer) {
    space();
    if (m_at >= m_text.size() || m_found != 0) return;
    if (pointer == m_wanted) {
      m_found = line_at(m_text, m_at);
      return;
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
  std::string_view m_wanted;
  std::size_t m_at = 0;
  std::size_t m_found = 0;
};

}  // namespace

Json parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) throw JsonFault("larger than " + human_bytes(limits.bytes));
  Builder builder(limits);
  if (nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return builder.take();
  JsonFault fault(builder.reason());
  fault.pointer = builder.pointer();
  if (const std::size_t at = builder.position(); at != 0) {
    fault.line = line_at(text, at - 1);
    fault.column = column_at(text, at - 1);
  }
  throw fault;
}

Json read_json_file(const std::filesystem::path& path, const JsonLimits& limits) {
  const std::string text = read_file(path, limits.bytes);
  try {
    return parse_json(text, limits);
  } catch (const JsonFault& fault) {
    const std::string place = fault.line != 0
                                  ? fmt::format("line {}, column {}", fault.line, fault.column)
                                  : fmt::format("at '{}'", printable(fault.pointer));
    throw DefinitionError(
        fmt::format("reading '{}': {}: {}", printable(path.string()), place, fault.what()),
        {.path = path.string(), .url = {}, .pointer = fault.pointer});
  }
}

std::size_t line_of(std::string_view text, std::string_view pointer) {
  return Walker(text, pointer).find();
}

}  // namespace setlist::base
