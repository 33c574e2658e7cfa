#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <iconv.h>

namespace setlist::archive {

/// The encoding of names that are not UTF-8. Not for two threads at once.
class NameEncoding {
 public:
  /// `name` as iconv knows it; an unknown one is a UsageError.
  explicit NameEncoding(const std::string& name);

  [[nodiscard]] const std::string& name() const { return m_name; }

  /// In UTF-8; nothing when the bytes cannot be of this encoding.
  [[nodiscard]] std::optional<std::string> decoded(std::string_view bytes) const;

 private:
  struct Close {
    void operator()(iconv_t converter) const noexcept { ::iconv_close(converter); }
  };
  std::string m_name;
  std::unique_ptr<void, Close> m_converter;
};

}  // namespace setlist::archive
