#include "setlist/base/json_reader.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/object_reader.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace setlist::base {
namespace {

/// Builds a Json value while the limits are checked: no value exists before it was allowed.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(const JsonLimits& limits, const JsonItems& items) : m_limits(limits), m_items(items) {
    m_frames.reserve(static_cast<std::size_t>(std::max(limits.depth, 1)));
  }

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
  bool start_object(std::size_t) override {
    constexpr std::size_t kUsualMembers = 12;
    Json::Object object;
    object.reserve(m_frames.empty() ? 0 : kUsualMembers);
    return open(Json(std::move(object)));
  }
  bool start_array(std::size_t) override { return open(Json(Json::Array{})); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& v) override {
    if (v.size() > m_limits.key_bytes) {
      return stop(fmt::format("a key longer than {} bytes", m_limits.key_bytes));
    }
    if (!m_frames.back().add_key(v)) {
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
      if (const auto* array = frame.value.as<Json::Array>()) {
        path += fmt::format("/{}", in_items(&frame) ? m_item_index : array->size());
      } else if (const auto* object = frame.value.as<Json::Object>(); !object->empty()) {
        path += pointer_step(object->back().first);
      }
    }
    return path;
  }

 private:
  struct Frame {
    Json value;
    std::unordered_set<std::string> keys;  ///< of an object with many members

    bool add_key(const std::string& key) {
      constexpr std::size_t kFew = 24;
      auto& members = std::get<Json::Object>(value.value);
      if (members.size() < kFew) {
        for (const auto& member : members) {
          if (member.first == key) return false;
        }
      } else {
        if (keys.empty()) {
          for (const auto& member : members) keys.insert(member.first);
        }
        if (!keys.insert(key).second) return false;
      }
      members.emplace_back(key, Json());
      return true;
    }
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
    m_frames.push_back(Frame{std::move(value), {}});
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
      if (in_items(&m_frames.back())) {
        m_items.take(std::move(value), m_item_index++);
      } else {
        array->push_back(std::move(value));
      }
    } else {
      std::get<Json::Object>(m_frames.back().value.value).back().second = std::move(value);
    }
  }
  /// Is this frame the array whose items are handed over?
  bool in_items(const Frame* frame) const {
    if (!m_items.take || m_frames.size() < 2 || frame != &m_frames[1]) return false;
    const auto* top = m_frames[0].value.as<Json::Object>();
    return top && top->back().first == m_items.member;
  }

  const JsonLimits& m_limits;
  const JsonItems& m_items;
  std::size_t m_item_index = 0;
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

}  // namespace

Json parse_json(std::string_view text, const JsonLimits& limits) {
  return parse_json(text, limits, {});
}

Json parse_json(std::string_view text, const JsonLimits& limits, const JsonItems& items) {
  if (text.size() > limits.bytes) throw JsonFault("larger than " + human_bytes(limits.bytes));
  Builder builder(limits, items);
  if (nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return builder.take();
  JsonFault fault(builder.reason());
  fault.pointer = builder.pointer();
  if (const std::size_t at = builder.position(); at != 0) {
    fault.line = line_at(text, at - 1);
    fault.column = column_at(text, at - 1);
  }
  throw fault;
}

bool has_member(std::string_view text, std::string_view key) {
  int depth = 0;
  std::string_view last;  // the string that was read last, at the depth of the members
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      const std::size_t begin = i + 1;
      for (++i; i < text.size() && text[i] != '"'; ++i) i += text[i] == '\\' ? 1 : 0;
      if (depth == 1) last = text.substr(begin, std::min(i, text.size()) - begin);
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      --depth;
    } else if (c == ':' && depth == 1 && last == key) {
      return true;
    }
  }
  return false;
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

}  // namespace setlist::base
