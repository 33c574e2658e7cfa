#include "setlist/catalog/catalog_record.hpp"

#include "setlist/version.hpp"

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace setlist::catalog {
namespace {

using base::Json;

// One function a type, for both directions: `r` is a Writer or a Reader.

template <typename R>
void fields(R& r, base::Digest& d) {
  r(d.algorithm, d.hex);
}
template <typename R>
void fields(R& r, base::Diagnostic& d) {
  r(d.severity, d.file, d.line, d.pointer, d.message, d.times, d.beyond_schema);
}
template <typename R>
void fields(R& r, CatalogInput& i) {
  r(i.path, i.folder, i.device, i.inode, i.size, i.modified_ns, i.changed_ns, i.digest);
}
template <typename R>
void fields(R& r, Configuration& c) {
  r(c.file, c.install_dir, c.definitions, c.vocabulary);
}
template <typename R>
void fields(R& r, definition::License& l) {
  r(l.id, l.url);
}
template <typename R>
void fields(R& r, definition::Resource& x) {
  r(x.id, x.part, x.urls, x.size_bytes, x.digests, x.verified, x.unpack, x.to, x.filename_encoding,
    x.manual);
}
template <typename R>
void fields(R& r, definition::Step& s) {
  r(s.kind, s.from, s.to, s.command);
}
template <typename R>
void fields(R& r, definition::Conversion& c) {
  r(c.converter, c.from, c.options);
}
template <typename R>
void fields(R& r, definition::IndexRule& i) {
  r(i.rule, i.count);
}
template <typename R>
void fields(R& r, definition::Definition& d) {
  r(d.file, d.digest, d.dialect, d.name, d.version, d.variant_of, d.root, d.description, d.homepage,
    d.license, d.citation, d.ensemble, d.groups, d.instruments, d.recording_format,
    d.sources_format, d.ground_truth, d.resources, d.steps, d.conversion, d.index);
}
template <typename R>
void fields(R& r, DatasetEntry& e) {
  r(e.definition, e.install_dir, e.installed, e.expanded, e.first_song, e.songs);
}
template <typename R>
void fields(R& r, CatalogRecord& c) {
  r(c.configuration, c.looked_ns, c.inputs, c.diagnostics, c.datasets);
}

template <typename T>
inline constexpr bool kPlain = std::is_arithmetic_v<T> || std::is_enum_v<T>;

class Writer {
 public:
  template <typename... T>
  void operator()(T&... values) {
    (put(values), ...);
  }
  [[nodiscard]] std::vector<std::byte> take() { return std::move(m_bytes); }

 private:
  template <typename T>
  void put(T& value) {
    if constexpr (kPlain<T>) {
      append(&value, sizeof(T));
    } else {
      fields(*this, value);
    }
  }
  void put(std::string& text) {
    size(text.size());
    append(text.data(), text.size());
  }
  void put(std::filesystem::path& path) {
    std::string text = path.string();
    put(text);
  }
  template <typename T>
  void put(std::optional<T>& value) {
    size(value.has_value() ? 1 : 0);
    if (value) put(*value);
  }
  template <typename T>
  void put(std::vector<T>& list) {
    size(list.size());
    for (auto& item : list) put(item);
  }
  template <typename T>
  void put(std::map<std::string, T>& map) {
    size(map.size());
    for (auto& [key, value] : map) {
      std::string copy = key;
      (*this)(copy, value);
    }
  }
  void put(Json& json) {
    size(json.value.index());
    std::visit([this](auto& value) { put_json(value); }, json.value);
  }
  void put_json(std::nullptr_t) {}
  template <typename T>
  void put_json(T& value) {
    put(value);
  }
  void put_json(Json::Object& object) {
    size(object.size());
    for (auto& [key, value] : object) (*this)(key, value);
  }
  void size(std::uint64_t count) { append(&count, sizeof(count)); }
  void append(const void* from, std::size_t bytes) {
    const auto* begin = static_cast<const std::byte*>(from);
    m_bytes.insert(m_bytes.end(), begin, begin + bytes);
  }

  std::vector<std::byte> m_bytes;
};

/// Reads what a Writer wrote. Bytes that end too early or count too much set `failed`.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : m_rest(bytes) {}

  template <typename... T>
  void operator()(T&... values) {
    (get(values), ...);
  }
  [[nodiscard]] bool complete() const { return !m_failed && m_rest.empty(); }

 private:
  template <typename T>
  void get(T& value) {
    if constexpr (kPlain<T>) {
      copy(&value, sizeof(T));
    } else {
      fields(*this, value);
    }
  }
  void get(std::string& text) {
    text.resize(size());
    copy(text.data(), text.size());
  }
  void get(std::filesystem::path& path) {
    std::string text;
    get(text);
    path = text;
  }
  template <typename T>
  void get(std::optional<T>& value) {
    if (size() != 0) get(value.emplace());
  }
  template <typename T>
  void get(std::vector<T>& list) {
    const std::size_t count = size();
    for (std::size_t i = 0; i < count && !m_failed; ++i) get(list.emplace_back());
  }
  template <typename T>
  void get(std::map<std::string, T>& map) {
    const std::size_t count = size();
    for (std::size_t i = 0; i < count && !m_failed; ++i) {
      std::string key;
      get(key);
      get(map[key]);
    }
  }
  void get(Json& json) {
    constexpr std::size_t kDeepest = 64;
    const std::uint64_t kind = size();
    if (++m_depth > kDeepest) m_failed = true;
    if (!m_failed) get_json(json, kind);
    --m_depth;
  }
  void get_json(Json& json, std::uint64_t kind) {
    switch (kind) {
      case 0:
        json = Json();
        break;
      case 1:
        get(json.value.emplace<bool>());
        break;
      case 2:
        get(json.value.emplace<std::int64_t>());
        break;
      case 3:
        get(json.value.emplace<double>());
        break;
      case 4:
        get(json.value.emplace<std::string>());
        break;
      case 5:
        get(json.value.emplace<Json::Array>());
        break;
      case 6:
        get_object(json.value.emplace<Json::Object>());
        break;
      default:
        m_failed = true;
    }
  }
  void get_object(Json::Object& object) {
    const std::size_t count = size();
    for (std::size_t i = 0; i < count && !m_failed; ++i) {
      auto& [key, value] = object.emplace_back();
      (*this)(key, value);
    }
  }
  /// Every counted thing takes a byte at least.
  std::size_t size() {
    std::uint64_t count = 0;
    copy(&count, sizeof(count));
    if (count > m_rest.size() + 6) m_failed = true;
    return m_failed ? 0 : count;
  }
  void copy(void* to, std::size_t bytes) {
    if (m_failed || bytes > m_rest.size()) {
      m_failed = true;
      return;
    }
    if (bytes != 0) std::memcpy(to, m_rest.data(), bytes);
    m_rest = m_rest.subspan(bytes);
  }

  std::span<const std::byte> m_rest;
  std::size_t m_depth = 0;
  bool m_failed = false;
};

}  // namespace

void arrange(std::vector<DatasetEntry>& datasets) {
  std::ranges::stable_sort(datasets, {}, [](const DatasetEntry& entry) -> const std::string& {
    return entry.definition.name;
  });
  SongNumber next = 0;
  for (auto& entry : datasets) {
    entry.first_song = next;
    next += entry.songs;
  }
}

std::vector<std::byte> to_bytes(CatalogRecord record) {
  std::string made_by = version();
  Writer writer;
  writer(made_by, record);
  return writer.take();
}

std::optional<CatalogRecord> record_of(std::span<const std::byte> bytes) {
  std::string made_by;
  CatalogRecord record;
  Reader reader(bytes);
  reader(made_by);
  if (made_by != version()) return std::nullopt;
  reader(record);
  if (!reader.complete()) return std::nullopt;
  return record;
}

}  // namespace setlist::catalog
