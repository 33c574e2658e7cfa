#include "engine/archive/programs.hpp"
#include "engine/archive/tar_writer.hpp"
#include "setlist/archive/gzip.hpp"
#include "setlist/base/text.hpp"

#include <clocale>

#include <doctest/doctest.h>

namespace setlist {
namespace {

namespace fs = std::filesystem;

using base::ExitCode;
using testing::check_damage;
using testing::check_refused;
using testing::have;
using testing::noise;
using testing::Sandbox;
using testing::Workshop;
using Tree = std::map<std::string, std::string>;

const std::string kComposed = "caf\xc3\xa9.wav";
const std::string kDecomposed = "nai\xcc\x88ve.wav";
const std::string kSong = "\xe6\xad\x8c/\xe6\xad\x8c.wav";

struct Compression {
  std::string program;
  std::string options;
};
const std::vector<Compression> kCompressions = {{"cat", ""},
                                                {"gzip", ""},
                                                {"gzip", "-1"},
                                                {"bzip2", ""},
                                                {"xz", ""},
                                                {"xz", "-C none"},
                                                {"xz", "-T2 --block-size=65536"},
                                                {"zstd", "-q"},
                                                {"zstd", "-q -19 --no-check"}};

/// Files as datasets have them: empty, large, far down, with names beyond ASCII.
class Dataset : public Workshop {
 public:
  Dataset() {
    add("empty", "");
    add("audio/deep/er/song one.wav", noise(400'000));
    add("audio/" + kComposed, "composed");
    add("audio/" + kDecomposed, "decomposed");
    add(kSong, std::string(100'000, 'z'));
    add("-rf", "no option");
    add("~root", "no folder");
  }
};

/// What is in the folder "tree", as Sandbox::inside tells it.
Tree content_of(const Workshop& shop) {
  Tree found;
  for (const auto& entry : fs::recursive_directory_iterator(shop.tree())) {
    const std::string path = fs::relative(entry.path(), shop.tree()).string();
    found[entry.is_directory() ? path + "/" : path] =
        entry.is_directory() ? "" : base::read_file(entry.path());
  }
  return found;
}

Tree unpacked(const std::string& bytes) {
  Sandbox sandbox;
  static_cast<void>(sandbox.unpack(bytes));
  return sandbox.inside();
}

/// As bsdtar names what comes from a pax header.
Tree with_composed_names(const Tree& tree) {
  Tree found;
  for (const auto& [name, content] : tree) found[base::composed(name).value()] = content;
  return found;
}

/// What libarchive's own program makes of it.
Tree by_bsdtar(const std::string& bytes) {
  const Workshop shop;
  testing::put(shop.tree() / "../archive", bytes);
  REQUIRE(
      std::system(("cd '" + shop.tree().string() + "' && LC_ALL=C.UTF-8 bsdtar -x -f ../archive")
                      .c_str()) == 0);
  return content_of(shop);
}

TEST_SUITE("archive/real") {
  TEST_CASE("tar of every format, in every compression, gives the files that went in") {
    const Dataset shop;
    shop.add(std::string(90, 'l') + "/" + std::string(150, 'o') + ".wav", "a long name");
    const Tree tree = content_of(shop);
    for (const std::string format : {"gnu", "oldgnu", "pax"}) {
      for (const auto& [program, options] : kCompressions) {
        CAPTURE(format);
        CAPTURE(program);
        if (!have(program)) continue;
        const std::string bytes =
            shop.made("tar -c --format=" + format + " . | " + program + " " + options + " >../out");
        CHECK(unpacked(bytes) == tree);
        if (have("bsdtar"))
          CHECK(by_bsdtar(bytes) == (format == "pax" ? with_composed_names(tree) : tree));
      }
    }
  }

  TEST_CASE("tars of other makers: ustar, v7, bsdtar, Python") {
    const Dataset shop;
    shop.add(std::string(80, 'f') + "/" + std::string(90, 'n'), "in the prefix of ustar");
    const Tree tree = content_of(shop);
    CHECK(unpacked(shop.made("tar -c --format=ustar . >../out")) == tree);
    if (have("bsdtar")) {
      for (const std::string format : {"ustar", "pax", "gnutar"}) {
        CHECK(unpacked(shop.made("LC_ALL=C.UTF-8 bsdtar -c --format " + format + " -f ../out .")) ==
              tree);
      }
    }
    if (have("python3")) {
      for (const std::string format : {"USTAR", "GNU", "PAX"}) {
        CHECK(
            unpacked(shop.made("python3 -c 'import tarfile; t = tarfile.open(\"../out\", \"w:gz\", "
                               "format=tarfile." +
                               format + "_FORMAT); t.add(\".\"); t.close()'")) == tree);
      }
    }
    const Workshop short_names;
    short_names.add("a/b.wav", "x");
    CHECK(unpacked(short_names.made("tar -c --label=name . >../out")) == content_of(short_names));
    CHECK(unpacked(short_names.made("tar -c --format=v7 . >../out")) == content_of(short_names));
    CHECK(
        unpacked(short_names.made("tar -c --format=pax --pax-option='globexthdr.name=g,comment=c' "
                                  ". >../out")) == content_of(short_names));
  }

  TEST_CASE("what tar writes of links and holes is refused") {
    const Workshop shop;
    shop.add("a", "content");
    fs::create_hard_link(shop.tree() / "a", shop.tree() / "b");
    check_refused(shop.made("tar -c a b >../out"), ExitCode::kHostile,
                  "hard link in the archive: 'b' is 'a'");
    CHECK(unpacked(shop.made("tar -c --hard-dereference a b >../out")).size() == 2);
    fs::create_symlink("/etc", shop.tree() / "c");
    check_refused(shop.made("tar -c a c >../out"), ExitCode::kHostile, "symbolic link");
    fs::resize_file(shop.tree() / "a", 10'000'000);
    for (const std::string format : {"gnu", "pax"}) {
      check_refused(shop.made("tar -c -S --format=" + format + " a >../out"), ExitCode::kHostile,
                    "sparse");
      check_refused(shop.made("tar -c -S --format=" + format + " a >../out"), ExitCode::kQuota,
                    "declares 10000000 bytes", {.bytes = 1'000'000});
    }
  }

  TEST_CASE("several compressed streams in a row are one") {
    const Dataset shop;
    const Tree tree = content_of(shop);
    for (const auto& [program, options] : kCompressions) {
      CAPTURE(program);
      if (!have(program)) continue;
      const std::string press = program + " " + options;
      for (const int first : {100, 250'000}) {
        const std::string split = "head -c " + std::to_string(first) + " ../all | " + press +
                                  "; tail -c +" + std::to_string(first + 1) + " ../all | " + press;
        CHECK(unpacked(shop.made("tar -c . >../all; { " + split + "; } >../out")) == tree);
      }
    }
  }

  TEST_CASE("bytes after compressed data, and one compression inside another") {
    const Workshop shop;
    shop.add("a", "content");
    for (const auto& [program, options] : kCompressions) {
      CAPTURE(program);
      if (program == "cat" || !have(program)) continue;
      const std::string press = program + " " + options;
      const std::string bytes = shop.made("tar -c a | " + press + " >../out");
      for (const std::string& more :
           {std::string("x"), std::string(100, 'x'), bytes.substr(0, 4)}) {
        check_refused(bytes + more, ExitCode::kIntegrity, "");
      }
      check_refused(shop.made("tar -c a | " + press + " | gzip >../out"), ExitCode::kIntegrity,
                    "not a tar archive: inside is ");
      check_refused(shop.made("tar -c a | gzip | " + press + " >../out"), ExitCode::kIntegrity,
                    "not a tar archive: inside is gzip");
      check_refused(shop.made("cat a | " + press + " >../out"), ExitCode::kIntegrity,
                    "inside is unknown kind of file");
      check_refused(shop.made(": | " + press + " >../out"), ExitCode::kIntegrity,
                    "inside is empty file");
    }
    check_refused(shop.made("tar -c a | gzip >../out") + std::string(9, '\0') + "x",
                  ExitCode::kIntegrity, "bytes after the end");
    CHECK(unpacked(shop.made("tar -c a | gzip >../out") + std::string(600'000, '\0')).size() == 1);
  }

  TEST_CASE("damage and cuts of compressed tars never give other files") {
    const Workshop shop;
    shop.add("a.wav", noise(700));
    shop.add("b/c.txt", std::string(5'000, 'c'));
    for (const std::string program : {"gzip", "bzip2", "xz", "zstd -q"}) {
      CAPTURE(program);
      if (!have(program.substr(0, program.find(' ')))) continue;
      check_damage(shop.made("tar -c --sort=name . | " + program + " >../out"), 7);
    }
  }

  TEST_CASE("damage and cuts at every 64th byte of larger compressed tars") {
    const Workshop shop;
    for (int i = 0; i < 3; ++i) shop.add("s" + std::to_string(i), noise(3'000, unsigned(i)));
    for (const std::string program : {"gzip", "bzip2", "xz", "zstd -q"}) {
      CAPTURE(program);
      if (!have(program.substr(0, program.find(' ')))) continue;
      check_damage(shop.made("tar -c . | " + program + " >../out"), 64);
    }
  }

  TEST_CASE("the same names in every locale") {
    const Workshop shop;
    for (const auto& name : {kComposed, kDecomposed, kSong}) shop.add(name, name);
    const Tree tree = content_of(shop);
    for (const char* locale : {"C", "C.UTF-8", "POSIX", "tr_TR.UTF-8", "de_DE.UTF-8"}) {
      CAPTURE(locale);
      if (std::setlocale(LC_ALL, locale) == nullptr) continue;
      for (const std::string format : {"gnu", "pax", "ustar"}) {
        CHECK(unpacked(shop.made("tar -c --format=" + format + " . >../out")) == tree);
      }
    }
    std::setlocale(LC_ALL, "C");
  }

  TEST_CASE("a hundred thousand members, and one more") {
    std::string tar;
    for (int i = 0; i < 100'000; ++i) {
      tar += testing::tar_members({{.name = "song " + std::to_string(i)}});
    }
    Sandbox sandbox;
    CHECK(sandbox.unpack(tar + testing::kTarEnd).size() == 100'000);
    tar += testing::tar_members({{.name = "one more"}}) + testing::kTarEnd;
    check_refused(archive::gzip(tar), ExitCode::kQuota, "more members");
  }

  TEST_CASE("a gzip bomb stops at the quota") {
    const Workshop shop;
    const std::string bomb = shop.made(
        "truncate -s 200M ../zeros; tar -c -C .. --transform=s/zeros/bomb/ zeros | gzip "
        "-1 >../out; rm ../zeros");
    check_refused(bomb, ExitCode::kQuota, "'bomb' declares 209715200 bytes",
                  {.bytes = 100U << 20U});
  }
}

}  // namespace
}  // namespace setlist
