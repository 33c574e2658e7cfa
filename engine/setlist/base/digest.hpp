#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace setlist::base {

/// A digest as definitions write it: "sha256:<64 hex>" or "md5:<32 hex>".
struct Digest {
  std::string algorithm;  ///< "sha256" or "md5"
  std::string hex;        ///< lower case

  [[nodiscard]] std::string text() const { return algorithm + ":" + hex; }
  friend bool operator==(const Digest&, const Digest&) = default;
};

/// Nothing when the text is not a digest of a known algorithm and the right length.
[[nodiscard]] std::optional<Digest> parse_digest(std::string_view text);

/// Computes a digest while bytes pass by. Not thread-safe; movable.
class Hasher {
 public:
  explicit Hasher(std::string_view algorithm);
  ~Hasher();
  Hasher(Hasher&&) noexcept;
  Hasher& operator=(Hasher&&) noexcept;

  void add(std::span<const std::byte> bytes);
  /// Ends the computation; call once.
  [[nodiscard]] Digest finish();

 private:
  struct Context;
  std::unique_ptr<Context> m_context;
};

[[nodiscard]] Digest sha256(std::string_view bytes);
[[nodiscard]] Digest sha256_of_file(const std::filesystem::path& path);
[[nodiscard]] Digest digest_of_file(const std::filesystem::path& path, std::string_view algorithm);

}  // namespace setlist::base
