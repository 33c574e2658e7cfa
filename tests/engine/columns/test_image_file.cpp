#include "engine/scratch.hpp"
#include "setlist/columns/image_file.hpp"

#include <cstring>
#include <thread>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace setlist;
using namespace setlist::columns;
using testing::Scratch;

namespace {

const std::vector<std::uint32_t> kNumbers = {3, 1, 4, 1, 5};
const std::vector<double> kTimes = {0.5, 2.5};

std::vector<std::byte> block() {
  ImageWriter writer;
  writer.add(1, kNumbers);
  writer.add(2, kTimes);
  writer.add(3, std::vector<std::uint64_t>());
  return writer.finish();
}

bool whole(const Image& image) {
  const auto numbers = image.get<std::uint32_t>(1);
  const auto times = image.get<double>(2);
  return std::equal(numbers.begin(), numbers.end(), kNumbers.begin(), kNumbers.end()) &&
         std::equal(times.begin(), times.end(), kTimes.begin(), kTimes.end()) &&
         image.get<std::uint64_t>(3).empty() && image.get<std::uint64_t>(1).empty();
}

void overwrite(const std::filesystem::path& file, const std::string& content) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
}

}  // namespace

TEST_SUITE("columns/image_file") {
  TEST_CASE("what is written comes back, readable by its owner alone, with nothing beside it") {
    const Scratch scratch;
    const auto file = scratch / "deep/er/a.image";
    const auto umask_before = ::umask(0);
    REQUIRE(write_image(file, block()));
    ::umask(umask_before);
    const auto image = open_image(file);
    REQUIRE(image);
    CHECK(whole(*image));
    struct stat status {};
    REQUIRE(::stat(file.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600);
    CHECK(std::distance(std::filesystem::directory_iterator(file.parent_path()), {}) == 1);
  }

  TEST_CASE("any changed, missing or added byte is noticed") {
    const Scratch scratch;
    const auto file = scratch / "a.image";
    REQUIRE(write_image(file, block()));
    const std::string good = base::read_file(file);
    for (std::size_t i = 0; i < good.size(); ++i) {
      for (const int flip : {1, 0x80, 0xFF}) {
        std::string bad = good;
        bad[i] = static_cast<char>(bad[i] ^ flip);
        overwrite(file, bad);
        CHECK_FALSE_MESSAGE(open_image(file), "byte ", i);
      }
      overwrite(file, good.substr(0, i));
      CHECK_FALSE_MESSAGE(open_image(file), "cut at ", i);
    }
    overwrite(file, good + '\0');
    CHECK_FALSE(open_image(file));
    overwrite(file, good);
    CHECK(open_image(file));
  }

  TEST_CASE("only a plain file that nobody else can write is opened") {
    const Scratch scratch;
    const auto file = scratch / "a.image";
    REQUIRE(write_image(file, block()));
    std::filesystem::create_symlink(file, scratch / "link");
    CHECK_FALSE(open_image(scratch / "link"));
    CHECK_FALSE(open_image(scratch.path()));
    CHECK_FALSE(open_image(scratch / "none"));
    REQUIRE(::mkfifo((scratch / "pipe").c_str(), 0600) == 0);
    CHECK_FALSE(open_image(scratch / "pipe"));  // and does not wait for a writer
    for (const auto mode : {0620U, 0602U, 0666U}) {
      REQUIRE(::chmod(file.c_str(), mode) == 0);
      CHECK_FALSE(open_image(file));
    }
    REQUIRE(::chmod(file.c_str(), 0644) == 0);
    CHECK(open_image(file));
    if (::geteuid() == 0) {
      REQUIRE(::chown(file.c_str(), 12345, 12345) == 0);
      CHECK_FALSE(open_image(file));
    } else {
      MESSAGE("another owner is not tried: only root can give a file away");
    }
  }

  TEST_CASE("a block that lies about itself is no image") {
    const auto good = block();
    for (std::size_t i = 0; i + 8 <= 8 + 2 * 24; i += 4) {
      auto bad = good;
      const std::uint32_t huge = 0xFFFFFFF0;
      std::memcpy(bad.data() + i, &huge, sizeof(huge));
      const auto image = Image::over(nullptr, bad);
      if (image) {
        // A section renamed: its items are not found, and nothing is read beyond the block.
        CHECK(image->get<std::uint32_t>(1).size() + image->get<double>(2).size() < 7);
      }
    }
    CHECK_FALSE(Image::over(nullptr, std::span(good).first(4)));
  }

  TEST_CASE("writers and readers at once: every image that is opened is whole") {
    const Scratch scratch;
    const auto file = scratch / "a.image";
    REQUIRE(write_image(file, block()));
    std::vector<std::jthread> threads;
    std::atomic<int> opened{0};
    std::atomic<bool> torn{false};
    for (int w = 0; w < 2; ++w) {
      threads.emplace_back([&] {
        for (int i = 0; i < 200; ++i) write_image(file, block());
      });
      threads.emplace_back([&] {
        for (int i = 0; i < 400; ++i) {
          const auto image = open_image(file);
          if (image && whole(*image)) {
            ++opened;
          } else {
            torn = true;
          }
        }
      });
    }
    threads.clear();
    CHECK_FALSE(torn);
    CHECK(opened == 800);
  }

  TEST_CASE("where nothing can be written, that is said and nothing is left") {
    const Scratch scratch;
    scratch.put("file", "in the way");
    CHECK_FALSE(write_image(scratch / "file/a.image", block()));
    std::filesystem::create_directories(scratch / "a.image/full");
    CHECK_FALSE(write_image(scratch / "a.image", block()));
    CHECK(std::distance(std::filesystem::directory_iterator(scratch.path()), {}) == 2);
  }
}
