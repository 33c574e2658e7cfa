#include "setlist/archive/gzip.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <new>

#include <zlib.h>

namespace setlist::archive {
namespace {

constexpr int kGzipOnly = 31;  // window of 15 bits, +16: a gzip header and trailer, checked
constexpr int kMemoryLevel = 8;
constexpr int kUnknownSystem = 255;
constexpr std::size_t kStepBytes = 1U << 16U;

struct InflateEnd {
  void operator()(z_stream* stream) const noexcept { inflateEnd(stream); }
};
struct DeflateEnd {
  void operator()(z_stream* stream) const noexcept { deflateEnd(stream); }
};

[[noreturn]] void refuse(base::ExitCode code, const std::string& fault) {
  throw base::ArchiveError(code, "reading gzip data: " + fault);
}

/// zlib counts in 32 bits: hands it the next part of `input`, which may be longer.
void feed(z_stream& stream, std::string_view& input) {
  if (stream.avail_in != 0) return;
  const std::size_t count = std::min<std::size_t>(input.size(), std::numeric_limits<uInt>::max());
  // zlib reads through next_in only; it is not const for the sake of old callers.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
  stream.avail_in = static_cast<uInt>(count);
  input.remove_prefix(count);
}

/// Grows `output` by one step and points the stream at the new room.
void make_room(z_stream& stream, std::string& output, std::size_t step) {
  if (stream.avail_out != 0) return;
  const std::size_t used = output.size();
  output.resize(used + step);
  stream.next_out = reinterpret_cast<Bytef*>(output.data() + used);
  stream.avail_out = static_cast<uInt>(step);
}

[[noreturn]] void refuse_inflate(int result, const z_stream& stream) {
  if (result == Z_MEM_ERROR) throw std::bad_alloc();
  if (result == Z_BUF_ERROR) refuse(base::ExitCode::kIntegrity, "it is truncated");
  refuse(base::ExitCode::kIntegrity,
         std::string("it is damaged: ") +
             (stream.msg == nullptr ? "no gzip member" : base::printable(stream.msg)));
}

}  // namespace

std::string gunzip(std::string_view compressed, std::uint64_t limit_bytes) {
  if (compressed.empty()) refuse(base::ExitCode::kIntegrity, "it is empty");
  z_stream stream{};
  if (inflateInit2(&stream, kGzipOnly) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, InflateEnd> owned(&stream);
  std::string content;
  std::string_view rest = compressed;
  for (int result = Z_OK; result != Z_STREAM_END;) {
    feed(stream, rest);
    // Doubling, so that the copies of a growing string stay linear in all.
    make_room(stream, content, std::clamp(content.size(), kStepBytes, std::size_t{1} << 30U));
    result = inflate(&stream, Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END) refuse_inflate(result, stream);
    if (content.size() - stream.avail_out > limit_bytes) {
      refuse(base::ExitCode::kQuota, "it unpacks to more than " + base::human_bytes(limit_bytes));
    }
  }
  if (stream.avail_in != 0 || !rest.empty()) {
    refuse(base::ExitCode::kIntegrity, "there are bytes after its end, expected one gzip member");
  }
  content.resize(content.size() - stream.avail_out);
  return content;
}

std::string gzip(std::string_view content) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipOnly, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  const std::unique_ptr<z_stream, DeflateEnd> owned(&stream);
  gz_header header{};
  header.os = kUnknownSystem;  // or the same content would differ between systems
  deflateSetHeader(&stream, &header);
  std::string compressed;
  std::string_view rest = content;
  for (int result = Z_OK; result != Z_STREAM_END;) {
    feed(stream, rest);
    make_room(stream, compressed, kStepBytes);
    result = deflate(&stream, rest.empty() ? Z_FINISH : Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) throw std::bad_alloc();
  }
  compressed.resize(compressed.size() - stream.avail_out);
  return compressed;
}

}  // namespace setlist::archive
