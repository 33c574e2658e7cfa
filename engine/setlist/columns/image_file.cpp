#include "setlist/columns/image_file.hpp"

#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/parallel.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <xxhash.h>

namespace setlist::columns {
namespace {

namespace fs = std::filesystem;

/// 64 bytes, so that what follows is aligned.
struct Header {
  std::array<char, 8> magic = {'s', 'e', 't', 'l', 'i', 's', 't', '\n'};
  std::uint32_t format = 1;
  std::uint32_t byte_order = 0x01020304;
  std::uint64_t bytes = 0;  ///< of the image that follows
  std::uint64_t xxh3 = 0;   ///< of the XXH3 sums of its chunks
  std::array<std::uint64_t, 4> reserved = {};

  friend bool operator==(const Header&, const Header&) = default;
};
static_assert(sizeof(Header) == 64);

/// Summed in parallel, and brought into memory on the way.
constexpr std::size_t kChunk = std::size_t{8} << 20U;

void bring(std::span<const std::byte> chunk) {
#ifdef MADV_POPULATE_READ
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto begin = reinterpret_cast<std::uintptr_t>(chunk.data()) & ~(page - 1);
  const auto end = reinterpret_cast<std::uintptr_t>(chunk.data()) + chunk.size();
  ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_POPULATE_READ);
#endif
}

Header header_of(std::span<const std::byte> image) {
  std::vector<std::uint64_t> sums((image.size() + kChunk - 1) / kChunk);
  base::in_parallel(sums.size(), [&](std::size_t i) {
    const auto chunk = image.subspan(i * kChunk, std::min(kChunk, image.size() - i * kChunk));
    bring(chunk);
    sums[i] = XXH3_64bits(chunk.data(), chunk.size());
  });
  Header header;
  header.bytes = image.size();
  header.xxh3 = XXH3_64bits(sums.data(), sums.size() * sizeof(sums[0]));
  return header;
}

/// Where a mapped file can be changed under the reader by another machine.
bool on_network(int file) {
  struct statfs system {};
  if (::fstatfs(file, &system) != 0) return true;
  constexpr std::array<unsigned long, 9> kNetwork = {
      NFS_SUPER_MAGIC,       SMB_SUPER_MAGIC,         0xFF534D42 /* CIFS */,
      0xFE534D42 /* SMB2 */, AFS_SUPER_MAGIC,         FUSE_SUPER_MAGIC,
      CEPH_SUPER_MAGIC,      0x0BD00BD0 /* Lustre */, 0x47504653 /* GPFS */};
  for (const unsigned long kind : kNetwork) {
    if (static_cast<unsigned long>(system.f_type) == kind) return true;
  }
  return false;
}

bool trusted(const struct stat& status) {
  return S_ISREG(status.st_mode) && status.st_uid == ::geteuid() &&
         (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

std::shared_ptr<const void> mapped(int file, std::size_t bytes) {
  void* address = ::mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, file, 0);
  if (address == MAP_FAILED) return nullptr;
  return {address, [bytes](void* begin) { ::munmap(begin, bytes); }};
}

std::shared_ptr<const void> copied(int file, std::size_t bytes) {
  auto memory = std::make_shared<std::vector<std::uint64_t>>((bytes + 7) / 8);
  auto* to = reinterpret_cast<char*>(memory->data());
  std::size_t done = 0;
  while (done < bytes) {
    const ssize_t count = ::pread(file, to + done, bytes - done, static_cast<off_t>(done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return nullptr;
    done += static_cast<std::size_t>(count);
  }
  return {memory, memory->data()};
}

std::optional<Image> checked(std::shared_ptr<const void> memory, std::size_t bytes) {
  const auto* begin = static_cast<const std::byte*>(memory.get());
  Header header;
  std::memcpy(&header, begin, sizeof(header));
  const std::span<const std::byte> image(begin + sizeof(header), bytes - sizeof(header));
  if (header != header_of(image)) return std::nullopt;
  return Image::over(std::move(memory), image);
}

std::optional<Image> open_image(int file) {
  struct stat status {};
  if (::fstat(file, &status) != 0 || !trusted(status)) return std::nullopt;
  const auto bytes = static_cast<std::size_t>(status.st_size);
  if (bytes < sizeof(Header)) return std::nullopt;
  auto memory = on_network(file) ? copied(file, bytes) : mapped(file, bytes);
  if (!memory) return std::nullopt;
  return checked(std::move(memory), bytes);
}

}  // namespace

std::optional<Image> open_image(const fs::path& file) {
  const int descriptor =
      ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) return std::nullopt;
  auto image = open_image(descriptor);
  ::close(descriptor);
  return image;
}

bool write_image(const fs::path& file, std::span<const std::byte> image) {
  try {
    base::make_folders(file.parent_path());
    base::TemporaryFolder beside(file.parent_path(), "new");
    const fs::path whole = beside.path() / file.filename();
    auto out = base::OutputFile::create(whole);
    // Whatever the umask: a file that others may write is not opened.
    fs::permissions(whole, fs::perms::owner_read | fs::perms::owner_write);
    const Header header = header_of(image);
    out.write(std::as_bytes(std::span(&header, 1)));
    out.write(image);
    out.close();
    fs::rename(whole, file);
    return true;
  } catch (const base::Error&) {
    return false;
  } catch (const fs::filesystem_error&) {
    return false;
  }
}

}  // namespace setlist::columns
