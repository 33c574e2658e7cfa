#include "setlist/archive/gzip_source.hpp"

#include "setlist/base/text.hpp"

#include <algorithm>
#include <new>
#include <string>

namespace setlist::archive {
namespace {

constexpr int kGzipOnly = 31;  // window of 15 bits, +16: a gzip header and trailer, checked
constexpr std::size_t kStepBytes = 1U << 18U;

}  // namespace

GzipSource::GzipSource(const InputFile& file) : m_file(file), m_output(kStepBytes) {
  if (inflateInit2(&m_stream, kGzipOnly) != Z_OK) throw std::bad_alloc();
}

GzipSource::~GzipSource() { inflateEnd(&m_stream); }

std::span<const std::byte> GzipSource::next() {
  m_stream.next_out = reinterpret_cast<Bytef*>(m_output.data());
  m_stream.avail_out = static_cast<uInt>(m_output.size());
  while (m_stream.avail_out == m_output.size()) {
    if (m_stream.avail_in == 0 && !more_input()) {
      if (m_between_members) return {};
      m_file.damaged("its gzip data are truncated");
    }
    if (m_between_members) begin_member();
    if (!m_between_members) step();
  }
  return {m_output.data(), m_output.size() - m_stream.avail_out};
}

bool GzipSource::more_input() {
  const std::uint64_t count = std::min<std::uint64_t>(kStepBytes, m_file.size_bytes() - m_read);
  m_input = m_file.bytes_at(m_read, count);
  m_read += count;
  m_stream.next_in = reinterpret_cast<Bytef*>(m_input.data());
  m_stream.avail_in = static_cast<uInt>(count);
  return count != 0;
}

/// Tapes and some servers pad with zeros, which the gzip program passes over as well.
void GzipSource::begin_member() {
  while (m_stream.avail_in != 0 && *m_stream.next_in == 0) {
    m_padding = true;
    ++m_stream.next_in;
    --m_stream.avail_in;
  }
  if (m_stream.avail_in == 0) return;
  if (m_padding || *m_stream.next_in != 0x1F) {
    m_file.damaged("there are bytes after the end of its gzip data");
  }
  inflateReset(&m_stream);
  m_between_members = false;
}

void GzipSource::step() {
  const int result = inflate(&m_stream, Z_NO_FLUSH);
  if (result == Z_MEM_ERROR) throw std::bad_alloc();
  if (result == Z_STREAM_END) m_between_members = true;
  // Z_BUF_ERROR: no progress was possible, more input is wanted.
  if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
    m_file.damaged(std::string("its gzip data are damaged: ") +
                   (m_stream.msg == nullptr ? "no gzip member" : base::printable(m_stream.msg)));
  }
}

}  // namespace setlist::archive
