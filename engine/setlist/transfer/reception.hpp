#pragma once

#include "setlist/base/digest.hpp"
#include "setlist/transfer/answer.hpp"
#include "setlist/transfer/download.hpp"
#include "setlist/transfer/part.hpp"
#include "setlist/transfer/ticker.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace setlist::transfer {

/// The file while it comes, in one try or several: counted and hashed as the bytes pass.
class Reception {
 public:
  /// What an earlier process left is read once, for the digests.
  Reception(const Request& request, Ticker& ticker);

  /// How to ask this URL for what is missing: for the last bytes that are there as well, so that
  /// another file shows. From the start when nothing is there, or nothing could show that what
  /// would follow belongs to it.
  [[nodiscard]] Asked ask(const std::string& url) const;

  /// The bytes that follow are the whole file.
  void restart(Origin origin = {});
  /// The bytes that follow begin at this offset.
  void go_on(std::uint64_t offset, std::optional<std::uint64_t> size);

  enum class Taken { kYes, kTooLarge, kDiffers };
  /// `kTooLarge`: the bytes go beyond the size that was promised; `kDiffers`: they are not those
  /// that are there. The try is over then. A file that cannot be written is a FileError, the quota
  /// a TransferError.
  [[nodiscard]] Taken add(std::span<const std::byte> bytes);

  [[nodiscard]] std::uint64_t size_bytes() const { return m_part.size_bytes(); }
  /// The size of the file as far as it is known.
  [[nodiscard]] std::optional<std::uint64_t> expected_bytes() const;
  [[nodiscard]] bool too_large() const { return m_too_large; }
  [[nodiscard]] bool too_short() const;
  /// A login page, a notice, a portal of the network.
  [[nodiscard]] bool looks_like_html() const;

  /// What is wrong with the file, or nothing. Unless it is too short the digests end: what
  /// follows then is `publish` or `restart`.
  [[nodiscard]] std::optional<std::string> finish();
  /// Why a body that stopped at `too_large` is wrong, without ending anything.
  [[nodiscard]] std::string size_fault() const;

  [[nodiscard]] const base::Digest& sha256() const { return m_sha256; }
  void publish() { m_part.publish(); }

 private:
  void count(std::span<const std::byte> bytes);
  void make_hashers();
  [[nodiscard]] std::string expected() const;

  const Request& m_request;
  Part m_part;
  std::uint64_t m_found;      ///< bytes that were there at the beginning
  std::uint64_t m_again = 0;  ///< bytes still to come that are there already
  std::uint64_t m_seen = 0;   ///< the size with the bytes that were too many
  bool m_too_large = false;
  std::string m_head;
  std::vector<base::Hasher> m_hashers;  ///< sha256 first
  base::Digest m_sha256;
};

}  // namespace setlist::transfer
