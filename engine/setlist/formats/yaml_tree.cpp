#include "setlist/formats/yaml_tree.hpp"

#include "setlist/base/text.hpp"
#include "setlist/formats/paced_text.hpp"
#include "setlist/formats/table_text.hpp"
#include "setlist/formats/yaml_scalar.hpp"

#include <algorithm>
#include <istream>
#include <unordered_set>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace setlist::formats {
namespace {

using base::Json;

base::JsonFault fault_at(const YAML::Mark& mark, const std::string& what) {
  base::JsonFault fault(what);
  if (!mark.is_null()) {
    fault.line = static_cast<std::size_t>(mark.line) + 1;
    fault.column = static_cast<std::size_t>(mark.column) + 1;
  }
  return fault;
}

/// Builds a Json value of a document's events; exceptions of its own pass through the parser.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const base::JsonLimits& limits, PacedText& source)
      : m_limits(limits), m_source(source) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (m_documents++ != 0) {
      throw fault_at(mark, "more behind the end of the document, expected one document a file");
    }
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    check(mark, anchor);
    if (wants_key()) throw fault_at(mark, "a key that is null, expected text");
    place(Json());
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw fault_at(mark,
                   "an alias, expected the value itself: aliases can stand for more values "
                   "than any memory holds");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    check(mark, anchor);
    check_tag(mark, tag, {"?", "!", "tag:yaml.org,2002:str"});
    if (wants_key()) return add_key(mark, value);
    if (value.size() > m_limits.string_bytes) {
      throw fault_at(mark, fmt::format("a string longer than {} bytes", m_limits.string_bytes));
    }
    place(tag == "?" ? plain_scalar(value) : Json(value));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    check_tag(mark, tag, {"?", "!", "tag:yaml.org,2002:seq"});
    open(mark, anchor, Json(Json::Array{}));
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    check_tag(mark, tag, {"?", "!", "tag:yaml.org,2002:map"});
    open(mark, anchor, Json(Json::Object{}));
  }
  void OnMapEnd() override { close(); }

  [[nodiscard]] bool any_document() const { return m_documents != 0; }
  [[nodiscard]] Json take() { return std::move(m_root); }

 private:
  struct Frame {
    Json value;
    bool has_key = false;                  ///< of an object: its last member waits for a value
    std::unordered_set<std::string> keys;  ///< of an object
  };

  [[nodiscard]] bool wants_key() const {
    return !m_frames.empty() && m_frames.back().value.as<Json::Object>() != nullptr &&
           !m_frames.back().has_key;
  }
  void check(const YAML::Mark& mark, YAML::anchor_t anchor) {
    m_source.progressed();
    if (anchor != YAML::NullAnchor) {
      throw fault_at(mark, "an anchor, expected a plain value: anchors and aliases are not read");
    }
    if (++m_values > m_limits.values) {
      throw fault_at(mark, fmt::format("more than {} values and keys", m_limits.values));
    }
  }
  static void check_tag(const YAML::Mark& mark, const std::string& tag,
                        std::initializer_list<std::string_view> known) {
    if (std::find(known.begin(), known.end(), tag) == known.end()) {
      throw fault_at(
          mark, fmt::format("the tag '{}', expected a value without tags", base::printable(tag)));
    }
  }
  void add_key(const YAML::Mark& mark, const std::string& key) {
    if (key.size() > m_limits.key_bytes) {
      throw fault_at(mark, fmt::format("a key longer than {} bytes", m_limits.key_bytes));
    }
    Frame& frame = m_frames.back();
    if (!frame.keys.insert(key).second) {
      throw fault_at(mark, fmt::format("the key '{}' twice in one mapping", base::printable(key)));
    }
    std::get<Json::Object>(frame.value.value).emplace_back(key, Json());
    frame.has_key = true;
  }
  void open(const YAML::Mark& mark, YAML::anchor_t anchor, Json value) {
    check(mark, anchor);
    if (wants_key()) throw fault_at(mark, "a key that is a list or mapping, expected text");
    if (static_cast<int>(m_frames.size()) >= m_limits.depth) {
      throw fault_at(mark, fmt::format("nested deeper than {}", m_limits.depth));
    }
    m_frames.push_back(Frame{.value = std::move(value)});
  }
  void close() {
    Json done = std::move(m_frames.back().value);
    m_frames.pop_back();
    place(std::move(done));
  }
  void place(Json value) {
    if (m_frames.empty()) {
      m_root = std::move(value);
      return;
    }
    Frame& frame = m_frames.back();
    if (auto* array = std::get_if<Json::Array>(&frame.value.value)) {
      array->push_back(std::move(value));
    } else {
      std::get<Json::Object>(frame.value.value).back().second = std::move(value);
      frame.has_key = false;
    }
  }

  const base::JsonLimits& m_limits;
  PacedText& m_source;
  int m_documents = 0;
  Json m_root;
  std::vector<Frame> m_frames;
  std::uint64_t m_values = 0;
};

/// yaml-cpp takes a byte 4 for the end of the file and a NUL for a sign of UTF-16.
void check_characters(std::string_view text) {
  constexpr std::string_view kControls(
      "\1\2\3\4\5\6\a\b\v\f\16\17\20\21\22\23\24\25\26\27\30\31\32\33\34\35\36\37");
  const std::size_t bad = first_bad_byte(text);
  const std::size_t control = text.find_first_of(kControls);
  const std::size_t at = std::min(bad, control);
  if (at == std::string_view::npos) return;
  base::JsonFault fault(at == bad ? std::string(bad_byte_fault(text[bad]))
                                  : fmt::format("the control character {:#04x}", text[control]));
  fault.line = line_at(text, at);
  fault.column = at - (text.substr(0, at).rfind('\n') + 1) + 1;  // npos + 1 == 0
  throw fault;
}

}  // namespace

Json parse_yaml(std::string_view text, const base::JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    throw base::JsonFault("larger than " + base::human_bytes(limits.bytes));
  }
  check_characters(text);
  PacedText source(text, limits.string_bytes);
  std::istream stream(&source);
  TreeBuilder builder(limits, source);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    throw fault_at(error.mark, base::printable(error.msg));
  }
  if (!builder.any_document()) throw base::JsonFault("no document, expected one");
  return builder.take();
}

}  // namespace setlist::formats
