#include "engine/archive/sandbox.hpp"
#include "engine/archive/zip_writer.hpp"

#include <clocale>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <doctest/doctest.h>
#include <sys/stat.h>

namespace setlist {
namespace {

namespace fs = std::filesystem;

using archive::UnpackLimits;
using base::ExitCode;
using testing::Sandbox;
using testing::zip_of;
using Tree = std::map<std::string, std::string>;

std::string long_content() {
  std::string content;
  for (int i = 0; i < 200'000; ++i) content += std::to_string(i * 7919 % 1009);
  return content;
}

TEST_SUITE("archive/unpack") {
  TEST_CASE("unpack: stored and deflated files, in the order of the archive") {
    Sandbox sandbox;
    const std::string content = long_content();
    const auto files =
        sandbox.unpack(zip_of({{.name = "b/deep/song.txt", .content = "stored"},
                               {.name = "a.txt", .content = content, .deflated = true},
                               {.name = "empty", .content = ""}}));
    REQUIRE(files.size() == 3);
    CHECK(files[0].path == "b/deep/song.txt");
    CHECK(files[0].size_bytes == 6);
    CHECK(files[0].sha256 == base::sha256("stored").hex);
    CHECK(files[1].path == "a.txt");
    CHECK(files[1].sha256 == base::sha256(content).hex);
    CHECK(files[2].size_bytes == 0);
    CHECK(sandbox.inside() == Tree{{"a.txt", content},
                                   {"b/", ""},
                                   {"b/deep/", ""},
                                   {"b/deep/song.txt", "stored"},
                                   {"empty", ""}});
  }

  TEST_CASE("unpack: a directory in another order than the data changes nothing") {
    const std::string first = zip_of({{.name = "first", .content = "1"}});
    const auto second_offset = static_cast<std::uint32_t>(30 + 5 + 1);
    // The offsets are exchanged and so are the names: both lists agree, order apart.
    const std::string zip =
        zip_of({{.name = "first", .content = "1"}, {.name = "other", .content = "2"}});
    const std::size_t directory = zip.find("PK\1\2");
    const std::size_t record = 46 + 5;
    const std::string swapped = zip.substr(0, directory) + zip.substr(directory + record, record) +
                                zip.substr(directory, record) + zip.substr(directory + 2 * record);
    REQUIRE(second_offset < first.size());
    Sandbox sandbox;
    const auto files = sandbox.unpack(swapped);
    REQUIRE(files.size() == 2);
    CHECK(files[0].path == "first");
    CHECK(sandbox.inside() == Tree{{"first", "1"}, {"other", "2"}});
  }

  TEST_CASE("unpack: modes, owners and set-user bits of the archive are not taken over") {
    Sandbox sandbox;
    static_cast<void>(sandbox.unpack(zip_of({{.name = "a", .attributes = 0106755U},
                                             {.name = "b", .attributes = 0100000U},
                                             {.name = "c", .attributes = 0100777U}})));
    for (const char* name : {"a", "b", "c"}) {
      struct stat status {};
      REQUIRE(::stat((sandbox.into() / name).c_str(), &status) == 0);
      CHECK((status.st_mode & 07133U) == 0);
      CHECK((status.st_mode & 0600U) == 0600U);
    }
  }

  TEST_CASE("unpack: folders are made for the files in them") {
    Sandbox sandbox;
    const auto files = sandbox.unpack(
        zip_of({{.name = "audio/", .attributes = 0040755U},
                {.name = "dos", .made_by = 0, .attributes = 0, .dos_attributes = 0x10},
                {.name = "audio/a.wav", .content = "x"}}));
    CHECK(files.size() == 1);
    CHECK(sandbox.inside() == Tree{{"audio/", ""}, {"audio/a.wav", "x"}});
  }

  TEST_CASE("unpack: names beyond ASCII in every locale, and the locale stays as it was") {
    const std::string nfd = "cafe\xcc\x81.wav";
    const std::string song = "\xe6\xad\x8c.wav";
    for (const char* locale : {"C", "C.UTF-8", "POSIX"}) {
      for (const std::uint16_t flags : {0x0800, 0}) {
        CAPTURE(locale);
        CAPTURE(flags);
        REQUIRE(std::setlocale(LC_ALL, locale) != nullptr);
        const locale_t before = ::uselocale(static_cast<locale_t>(nullptr));
        Sandbox sandbox;
        static_cast<void>(sandbox.unpack(zip_of({{.name = nfd, .content = "1", .flags = flags},
                                                 {.name = song, .content = "2", .flags = flags}})));
        CHECK(sandbox.inside() == Tree{{nfd, "1"}, {song, "2"}});
        CHECK(::uselocale(static_cast<locale_t>(nullptr)) == before);
        CHECK(testing::Sandbox::refusal("no zip").has_value());
        CHECK(::uselocale(static_cast<locale_t>(nullptr)) == before);
      }
    }
    std::setlocale(LC_ALL, "C");
  }

  TEST_CASE("unpack: the UTF-8 name beside the old one is taken while its checksum fits") {
    const auto beside = [](const std::string& stored) {
      const std::string field =
          std::string(1, '\1') + testing::number(testing::crc_of(stored), 4) + "\xe6\xad\x8c";
      return testing::number(0x7075, 2) + testing::number(field.size(), 2) + field;
    };
    Sandbox sandbox;
    static_cast<void>(sandbox.unpack(
        zip_of({{.name = "#U6b4c", .content = "1", .flags = 0, .extra = beside("#U6b4c")},
                {.name = "stale", .content = "2", .flags = 0, .extra = beside("another name")}})));
    CHECK(sandbox.inside() == Tree{{"\xe6\xad\x8c", "1"}, {"stale", "2"}});
  }

  TEST_CASE("unpack: what a Mac leaves is skipped, whatever it is") {
    Sandbox sandbox;
    const auto files =
        sandbox.unpack(zip_of({{.name = "__MACOSX/"},
                               {.name = "__MACOSX/._a.wav", .content = "junk"},
                               {.name = "a/._b.wav", .content = "junk", .deflated = true},
                               {.name = "a/.DS_Store", .content = "junk", .crc = 1},
                               {.name = "Icon\r", .content = "junk"},
                               {.name = "a/kept.wav", .content = "music"},
                               {.name = "a/Icons", .content = "kept"}}));
    CHECK(files.size() == 2);
    CHECK(sandbox.inside() == Tree{{"a/", ""}, {"a/kept.wav", "music"}, {"a/Icons", "kept"}});
    testing::check_refused(zip_of({{.name = "../._a", .content = "x"}, {.name = "b"}}),
                           ExitCode::kHostile, "'..'");
  }

  TEST_CASE("unpack: zip64 end records") {
    Sandbox sandbox;
    CHECK(sandbox.unpack(zip_of({{.name = "a", .content = "1"}}, {.zip64 = true})).size() == 1);
    testing::check_refused(
        zip_of({{.name = "a", .content = "1"}}, {.zip64 = true, .zip64_count = 2}),
        ExitCode::kIntegrity, "fewer members");
    testing::check_refused(zip_of({{.name = "a"}}, {.zip64 = true, .zip64_count = UINT64_MAX}),
                           ExitCode::kQuota, "quota");
  }

  TEST_CASE("unpack: progress counts the bytes written and may stop it") {
    Sandbox sandbox;
    std::uint64_t last = 0;
    const std::string content = long_content();
    const auto zip = zip_of(
        {{.name = "a", .content = content, .deflated = true}, {.name = "b", .content = "12345"}});
    static_cast<void>(sandbox.unpack(zip, {}, [&](std::uint64_t bytes) {
      CHECK(bytes > last);
      last = bytes;
    }));
    CHECK(last == content.size() + 5);
    Sandbox stopped;
    const auto stop = [](std::uint64_t) { throw std::domain_error("stop"); };
    CHECK_THROWS_AS(static_cast<void>(stopped.unpack(zip, {}, stop)), std::domain_error);
    CHECK_FALSE(fs::exists(stopped.into() / "b"));
  }

  TEST_CASE("unpack: a file already there is not replaced") {
    Sandbox sandbox;
    std::ofstream(sandbox.into() / "a") << "mine";
    CHECK_THROWS_AS(static_cast<void>(sandbox.unpack(zip_of({{.name = "a", .content = "x"}}))),
                    base::FileError);
    CHECK(sandbox.inside() == Tree{{"a", "mine"}});
  }

  TEST_CASE("unpack: a link that was planted in the folder is not followed") {
    Sandbox sandbox;
    fs::create_directory_symlink(sandbox.root() / "outside", sandbox.into() / "lnk");
    CHECK_THROWS_AS(
        static_cast<void>(sandbox.unpack(zip_of({{.name = "lnk/w.txt", .content = "x"}}))),
        base::FileError);
  }

  TEST_CASE("unpack: something that is no regular file is not opened") {
    const base::TemporaryFolder folder(fs::temp_directory_path(), "setlist-fifo");
    REQUIRE(::mkfifo((folder.path() / "a.zip").c_str(), 0600) == 0);
    CHECK_THROWS_AS(static_cast<void>(archive::unpack(folder.path() / "a.zip", folder.path())),
                    base::ArchiveError);
    CHECK_THROWS_AS(static_cast<void>(archive::unpack(folder.path(), folder.path())),
                    base::ArchiveError);
    CHECK_THROWS_AS(static_cast<void>(archive::unpack(folder.path() / "none", folder.path())),
                    base::FileError);
  }

  TEST_CASE("unpack: many at once") {
    const std::string zip = zip_of({{.name = "\xe6\xad\x8c", .content = long_content()}});
    std::vector<std::thread> threads;
    std::vector<std::size_t> counts(8);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      threads.emplace_back([&, i] {
        const base::TemporaryFolder folder(fs::temp_directory_path(), "setlist-many");
        base::write_file_atomically(folder.path() / "a.zip", zip);
        base::make_folders(folder.path() / "into");
        counts[i] = archive::unpack(folder.path() / "a.zip", folder.path() / "into").size();
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(counts == std::vector<std::size_t>(8, 1));
  }
}

}  // namespace
}  // namespace setlist
