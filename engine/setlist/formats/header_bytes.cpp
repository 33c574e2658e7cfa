#include "setlist/formats/header_bytes.hpp"

#include "setlist/formats/audio_header.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace setlist::formats {
namespace {

/// A file of millions of empty chunks would keep us walking for minutes.
constexpr int kMaxChunks = 10'000;

std::string shown(double value) {
  std::array<char, 32> text{};
  const auto whole = static_cast<std::int64_t>(std::clamp(value, -1e15, 1e15));
  const bool is_whole = static_cast<double>(whole) == value;
  const auto end = is_whole ? std::to_chars(text.begin(), text.end(), whole).ptr
                            : std::to_chars(text.begin(), text.end(), value).ptr;
  return {text.data(), end};
}

}  // namespace

std::uint64_t HeaderBytes::number(std::size_t at, std::size_t width) const {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    const std::size_t from = m_order == ByteOrder::kBig ? i : width - 1 - i;
    value = value << 8U | m_bytes.at(at + from);
  }
  return value;
}

std::string HeaderBytes::text(std::size_t at, std::size_t width) const {
  std::string found;
  for (std::size_t i = 0; i < width; ++i) found += static_cast<char>(m_bytes.at(at + i));
  return found;
}

bool HeaderBytes::starts_with(std::string_view magic) const {
  return m_size >= magic.size() && text(0, magic.size()) == magic;
}

std::optional<Chunk> ChunkWalk::next() {
  const HeaderBytes head(m_file, m_offset, m_order);
  if (head.size() < 8) return std::nullopt;
  if (++m_count > kMaxChunks) {
    throw m_file.fault("more than " + std::to_string(kMaxChunks) + " chunks before the sound");
  }
  const Chunk chunk{head.text(0, 4), m_offset + 8, head.number(4, 4)};
  m_offset = chunk.body + chunk.size + chunk.size % 2;
  return chunk;
}

void check_channels(const MediaFile& file, std::uint64_t channels) {
  if (channels >= 1 && channels <= kMaxChannels) return;
  throw file.fault(std::to_string(channels) + " channels, expected 1.." +
                   std::to_string(kMaxChannels));
}

void check_sample_rate(const MediaFile& file, double sample_rate) {
  if (sample_rate >= kMinSampleRate && sample_rate <= kMaxSampleRate) return;
  throw file.fault("sample rate " + shown(sample_rate) + " outside " +
                   std::to_string(kMinSampleRate) + ".." + std::to_string(kMaxSampleRate));
}

void check_not_truncated(const MediaFile& file, std::uint64_t available, std::uint64_t claimed) {
  if (claimed <= available) return;
  throw file.fault("recording is truncated: " + std::to_string(available) + " of " +
                   std::to_string(claimed) + " bytes");
}

std::uint64_t bytes_behind(const MediaFile& file, std::uint64_t offset) {
  return offset < file.size() ? file.size() - offset : 0;
}

}  // namespace setlist::formats
