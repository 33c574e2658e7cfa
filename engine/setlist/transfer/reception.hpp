#pragma once

#include "setlist/base/digest.hpp"
#include "setlist/base/files.hpp"
#include "setlist/transfer/download.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace setlist::transfer {

/// The file while one try writes it: counted and hashed as the bytes pass. Destroyed without
/// `keep`, the file is gone.
class Reception {
 public:
  /// Makes the file, so that a folder which cannot be written costs no transfer.
  explicit Reception(const Request& request);
  ~Reception();
  Reception(const Reception&) = delete;
  Reception& operator=(const Reception&) = delete;

  /// False when the bytes go beyond the size that was promised; the try is over then. A file that
  /// cannot be written is a FileError, the quota a TransferError.
  [[nodiscard]] bool add(std::span<const std::byte> bytes);

  [[nodiscard]] std::uint64_t size_bytes() const { return m_size; }
  [[nodiscard]] bool too_large() const;
  [[nodiscard]] bool too_short() const;
  /// A login page, a notice, a portal of the network.
  [[nodiscard]] bool looks_like_html() const;

  /// Saves the file and ends the digests. What is wrong with it, or nothing; call once.
  [[nodiscard]] std::optional<std::string> finish();
  /// Why a body that stopped at `too_large` is wrong, without ending anything.
  [[nodiscard]] std::string size_fault() const;

  [[nodiscard]] const base::Digest& sha256() const { return m_sha256; }
  void keep() { m_kept = true; }

 private:
  [[nodiscard]] std::string expected() const;

  const Request& m_request;
  base::OutputFile m_file;
  bool m_kept = false;
  std::uint64_t m_size = 0;
  std::string m_head;
  std::vector<base::Hasher> m_hashers;  ///< sha256 first
  base::Digest m_sha256;
};

}  // namespace setlist::transfer
