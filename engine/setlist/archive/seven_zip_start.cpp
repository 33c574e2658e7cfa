#include "setlist/archive/seven_zip_start.hpp"

#include "setlist/archive/zip_end.hpp"
#include "setlist/base/text.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <zlib.h>

namespace setlist::archive {
namespace {

constexpr std::uint64_t kStartBytes = 32;
constexpr std::uint64_t kBytesPerEntry = 256;
constexpr std::uint64_t kBytesBesides = 1ULL << 20U;

// The format's names of its parts.
constexpr std::uint64_t kEnd = 0x00;
constexpr std::uint64_t kPackInfo = 0x06;
constexpr std::uint64_t kUnpackInfo = 0x07;
constexpr std::uint64_t kSize = 0x09;
constexpr std::uint64_t kCrc = 0x0A;
constexpr std::uint64_t kFolder = 0x0B;
constexpr std::uint64_t kUnpackSize = 0x0C;
constexpr std::uint64_t kPackedHeader = 0x17;

/// Numbers of the description of a packed directory, front to back.
class Description {
 public:
  Description(const InputFile& file, std::string_view bytes) : m_file(file), m_rest(bytes) {}

  void skip(std::uint64_t count) {
    if (count > m_rest.size()) m_file.damaged("the description of its directory is too short");
    m_rest.remove_prefix(static_cast<std::size_t>(count));
  }

  std::uint64_t byte() {
    const std::string_view before = m_rest;
    skip(1);
    return static_cast<unsigned char>(before.front());
  }

  /// As many bytes follow as the first has leading ones; what is left of it is the highest part.
  std::uint64_t number() {
    const std::uint64_t first = byte();
    std::uint64_t value = 0;
    for (unsigned i = 0; i < 8; ++i) {
      const std::uint64_t bit = 0x80U >> i;
      if ((first & bit) == 0) return value | ((first & (bit - 1)) << (8 * i));
      value |= byte() << (8 * i);
    }
    return value;
  }

  void skip_numbers(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) number();
  }

  void expect(std::uint64_t part) {
    if (byte() != part) m_file.damaged("the description of its directory is damaged");
  }

  [[nodiscard]] bool next_is(std::uint64_t part) const {
    return !m_rest.empty() && static_cast<unsigned char>(m_rest.front()) == part;
  }

 private:
  const InputFile& m_file;
  std::string_view m_rest;
};

void skip_digests(Description& description, std::uint64_t count) {
  description.expect(kCrc);
  const bool all_defined = description.byte() != 0;
  std::uint64_t defined = all_defined ? count : 0;
  for (std::uint64_t i = 0; !all_defined && i < count; i += 8) {
    const std::uint64_t bits = description.byte();
    for (unsigned bit = 0; bit < 8; ++bit) defined += (bits >> bit) & 1U;
  }
  description.skip(defined <= UINT64_MAX / 4 ? 4 * defined : UINT64_MAX);
}

void skip_pack_info(Description& description) {
  description.expect(kPackInfo);
  description.number();  // where it begins
  const std::uint64_t streams = description.number();
  description.expect(kSize);
  description.skip_numbers(streams);
  if (description.next_is(kCrc)) skip_digests(description, streams);
  description.expect(kEnd);
}

/// Passes over one chain of coders; returns how many outputs they have.
std::uint64_t outputs_of_folder(Description& description) {
  std::uint64_t inputs = 0;
  std::uint64_t outputs = 0;
  const std::uint64_t coders = description.number();
  for (std::uint64_t i = 0; i < coders; ++i) {
    const std::uint64_t flags = description.byte();
    description.skip(flags & 0x0FU);
    inputs += (flags & 0x10U) != 0 ? description.number() : 1;
    outputs += (flags & 0x10U) != 0 ? description.number() : 1;
    if ((flags & 0x20U) != 0) description.skip(description.number());
  }
  const std::uint64_t bound = outputs == 0 ? 0 : outputs - 1;
  for (std::uint64_t i = 0; i < bound; ++i) description.skip_numbers(2);
  if (inputs > bound + 1) description.skip_numbers(inputs - bound);
  return outputs;
}

/// The sum of what all coders put out, or the largest number.
std::uint64_t unpacked_bytes(Description& description) {
  skip_pack_info(description);
  description.expect(kUnpackInfo);
  description.expect(kFolder);
  const std::uint64_t folders = description.number();
  description.expect(0);  // its description does not lie elsewhere
  std::uint64_t outputs = 0;
  for (std::uint64_t i = 0; i < folders; ++i) outputs += outputs_of_folder(description);
  description.expect(kUnpackSize);
  std::uint64_t total = 0;
  for (std::uint64_t i = 0; i < outputs; ++i) {
    const std::uint64_t size = description.number();
    total = size > UINT64_MAX - total ? UINT64_MAX : total + size;
  }
  return total;
}

}  // namespace

void check_seven_zip_start(const InputFile& file, std::uint64_t most_entries) {
  const std::string start = file.bytes_at(0, kStartBytes);
  const auto* told = reinterpret_cast<const Bytef*>(start.data() + 12);
  if (::crc32_z(0, told, kStartBytes - 12) != little_endian<4>(start, 8)) {
    file.damaged("its first header is damaged");
  }
  const std::uint64_t offset = little_endian<8>(start, 12);
  const std::uint64_t bytes = little_endian<8>(start, 20);
  const std::uint64_t rest = file.size_bytes() - kStartBytes;
  if (offset > rest || bytes > rest - offset) {
    file.damaged("it is truncated: its directory is missing");
  }
  if (bytes != rest - offset) file.damaged("there are bytes after its directory");
  const std::uint64_t most =
      kBytesBesides + std::min(most_entries, UINT64_MAX / 2 / kBytesPerEntry) * kBytesPerEntry;
  std::uint64_t needed = bytes;
  if (bytes != 0 && bytes <= most) {
    const std::string directory = file.bytes_at(kStartBytes + offset, bytes);
    Description description(file, directory);
    if (description.byte() == kPackedHeader) needed = unpacked_bytes(description);
  }
  if (needed > most) {
    file.refuse(base::ExitCode::kQuota, "its directory is larger than the quota of " +
                                            base::human_bytes(most) + " for " +
                                            std::to_string(most_entries) + " members");
  }
}

}  // namespace setlist::archive
