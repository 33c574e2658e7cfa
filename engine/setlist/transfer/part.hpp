#pragma once

#include "setlist/base/descriptor.hpp"
#include "setlist/transfer/download.hpp"
#include "setlist/transfer/journal.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

namespace setlist::transfer {

/// The bytes of one download on disk: at `into` itself, or in a folder of their own when they are
/// kept for the next process. Destroyed without `publish`, they are gone or kept for it.
class Part {
 public:
  /// Makes the file, or takes one that waits, so that a folder which cannot be written costs no
  /// transfer.
  explicit Part(const Request& request);
  ~Part();
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;

  [[nodiscard]] std::uint64_t size_bytes() const { return m_size; }
  [[nodiscard]] const Origin& origin() const { return m_origin; }
  void set_origin(Origin origin) { m_origin = std::move(origin); }

  void append(std::span<const std::byte> bytes);
  /// Are these the bytes at `offset`?
  [[nodiscard]] bool holds(std::uint64_t offset, std::span<const std::byte> bytes) const;
  /// All bytes from the first on, in blocks.
  void read(const std::function<void(std::span<const std::byte>)>& take) const;
  void clear();
  /// Under its own name; call once, when the bytes are verified.
  void publish();

 private:
  void create();
  void open_kept();
  bool open_claimed(const std::filesystem::path& folder);
  std::size_t read_at(std::uint64_t offset, std::span<std::byte> into) const;
  void save();
  [[nodiscard]] std::filesystem::path file() const;

  const std::filesystem::path m_into;
  const std::filesystem::path m_rest;  ///< empty: not kept
  std::filesystem::path m_folder = {};
  base::Descriptor m_descriptor = base::Descriptor();
  Origin m_origin = {};
  std::uint64_t m_size = 0;
  std::uint64_t m_durable = 0;
  std::chrono::steady_clock::time_point m_saved = std::chrono::steady_clock::now();
  bool m_published = false;
  bool m_doubtful = false;  ///< the disk failed to save: what it holds is not known
};

}  // namespace setlist::transfer
