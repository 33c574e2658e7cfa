#pragma once

#include "setlist/archive/byte_source.hpp"

#include <vector>

#include <zlib.h>

namespace setlist::archive {

/// gzip by zlib, which verifies checksum and length; libarchive does not. One member after the
/// other is one content, as for the gzip program.
class GzipSource : public ByteSource {
 public:
  explicit GzipSource(const InputFile& file);
  ~GzipSource() override;
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

  [[nodiscard]] std::span<const std::byte> next() override;

 private:
  [[nodiscard]] bool more_input();
  void step();
  void begin_member();

  const InputFile& m_file;
  std::uint64_t m_read = 0;
  std::string m_input;
  std::vector<std::byte> m_output;
  z_stream m_stream{};
  bool m_between_members = false;
  bool m_padding = false;  // only zeros may follow
};

}  // namespace setlist::archive
