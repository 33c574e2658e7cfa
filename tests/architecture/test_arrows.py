"""The tree keeps to the table of arrows.py, and the checker catches what it is there to catch."""

from pathlib import Path

import arrows
import pytest

ROOT = Path(__file__).resolve().parents[2]

HEADER = "#pragma once\n"

# A small tree without a fault; each case below spoils it in one place.
SOUND = {
    "engine/CMakeLists.txt": """
        target_sources(setlist PUBLIC FILE_SET HEADERS FILES
          setlist/setlist.hpp setlist/base/error.hpp setlist/dataset/song.hpp)""",
    "engine/setlist/setlist.hpp": HEADER + '#include "setlist/dataset/song.hpp"\n',
    "engine/setlist/version.hpp": HEADER,
    "engine/setlist/base/error.hpp": HEADER + "#include <string>\n",
    "engine/setlist/base/digest.cpp": "#include <openssl/evp.h>\n",
    "engine/setlist/base/json.cpp": "#include <nlohmann/json.hpp>\n#include <sys/stat.h>\n",
    "engine/setlist/music/notes.hpp": HEADER + '#include "setlist/base/error.hpp"\n',
    "engine/setlist/transfer/download.cpp": "#include <curl/curl.h>\n#include <fmt/format.h>\n",
    "engine/setlist/catalog/catalog.hpp": HEADER + '#include "setlist/music/notes.hpp"\n',
    "engine/setlist/dataset/song.hpp": HEADER + '#include "setlist/base/error.hpp"\n',
    "engine/setlist/dataset/song.cpp": '#include "setlist/catalog/catalog.hpp"\n',
    "engine/starter/main.cpp": '#include <cstdio>\n#include "starter/pieces.hpp"\n',
    "engine/cli/main.cpp": '#include <CLI/CLI.hpp>\n#include "setlist/setlist.hpp"\n#include "cli/a.hpp"\n',
    "bindings/module.cpp": '#include <pybind11/pybind11.h>\n#include "cli/a.hpp"\n',
    "examples/cpp/query.cpp": "#include <setlist/setlist.hpp>\n",
    "benchmarks/bench_a.cpp": '#include <benchmark/benchmark.h>\n#include "setlist/setlist.hpp"\n',
}


def write_tree(root, files):
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def test_this_tree():
    assert arrows.check_tree(ROOT) == []


def test_table_has_every_room_and_no_circle():
    assert arrows.find_circle(arrows.ROOMS) is None
    assert set().union(*arrows.ROOMS.values()) <= set(arrows.ROOMS)


def test_sound_tree_has_no_fault(tmp_path):
    write_tree(tmp_path, SOUND)
    assert arrows.check_tree(tmp_path) == []


FAULTS = {
    "upward": ("engine/setlist/base/a.cpp", '#include "setlist/loading/loader.hpp"',
               "no arrow leads from base to loading"),
    "sideways": ("engine/setlist/dataset/a.cpp", '#include "setlist/transfer/download.hpp"',
                 "no arrow leads from dataset to transfer"),
    "with blanks": ("engine/setlist/base/a.cpp", '  #  include   "setlist/loading/loader.hpp"',
                    "no arrow leads from base to loading"),
    "closed header": ("engine/setlist/music/a.cpp", '#include "setlist/base/files.hpp"',
                      "is closed to music"),
    "closed by pattern": ("engine/setlist/music/a.hpp",
                          HEADER + '#include "setlist/base/json_reader.hpp"', "is closed to music"),
    "umbrella from a room": ("engine/setlist/dataset/a.cpp", '#include "setlist/setlist.hpp"',
                             "a room uses the umbrella"),
    "unknown room used": ("engine/setlist/dataset/a.cpp", '#include "setlist/attic/a.hpp"',
                          "is in no room of the table"),
    "file in an unknown room": ("engine/setlist/attic/a.cpp", "", "lies in no room of the table"),
    "file beside the library": ("engine/worker/main.cpp", "", "lies in no room of the table"),
    "library uses the command": ("engine/setlist/dataset/a.cpp", '#include "cli/a.hpp"',
                                 "the library may not use 'cli/a.hpp'"),
    "curl elsewhere": ("engine/setlist/install/a.cpp", "#include <curl/curl.h>",
                       "is outside its room"),
    "archive elsewhere": ("engine/setlist/formats/a.cpp", "#include <archive.h>",
                          "is outside its room"),
    "openssl in another file": ("engine/setlist/base/files.cpp", "#include <openssl/evp.h>",
                                "is outside its room"),
    "json in a header": ("engine/setlist/base/a.hpp", HEADER + "#include <nlohmann/json_fwd.hpp>",
                         "is outside its room"),
    "json in another room": ("engine/setlist/catalog/a.cpp", "#include <nlohmann/json.hpp>",
                             "is outside its room"),
    "fmt in a header": ("engine/setlist/base/a.hpp", HEADER + "#include <fmt/format.h>",
                        "is outside its room"),
    "pybind11 in the engine": ("engine/setlist/dataset/a.cpp", "#include <pybind11/numpy.h>",
                               "is outside its room"),
    "doctest in the engine": ("engine/setlist/base/a.cpp", "#include <doctest/doctest.h>",
                              "is outside its room"),
    "C library in the command": ("engine/cli/a.cpp", "#include <sndfile.h>", "is outside its room"),
    "unlisted library": ("engine/setlist/base/a.cpp", "#include <boost/any.hpp>",
                         "is of a library that is not in the table"),
    "own header in angles": ("engine/setlist/base/a.cpp", "#include <setlist/base/error.hpp>",
                             "write the quotes"),
    "library in a public header": ("engine/setlist/dataset/song.hpp",
                                   HEADER + "#include <fmt/format.h>",
                                   "a public header includes the third-party <fmt/format.h>"),
    "public header needs a private one": ("engine/setlist/dataset/song.hpp",
                                          HEADER + '#include "setlist/catalog/catalog.hpp"',
                                          "a public header includes the private"),
    "same folder": ("engine/setlist/base/a.cpp", '#include "error.hpp"', "relative include"),
    "dots": ("engine/setlist/base/a.cpp", '#include "setlist/../setlist/base/error.hpp"',
             "relative include"),
    "no pragma once": ("engine/setlist/base/a.hpp", "// #pragma once", "has no #pragma once"),
    "using namespace": ("engine/setlist/base/a.hpp", HEADER + "using namespace std;",
                        "a header says 'using namespace'"),
    "private header in the command": ("engine/cli/a.cpp", '#include "setlist/catalog/catalog.hpp"',
                                      "engine/cli uses 'setlist/catalog/catalog.hpp', which is not"),
    "private header in the bindings": ("bindings/a.cpp", '#include "setlist/catalog/catalog.hpp"',
                                       "which is not public"),
    "private header in an example": ("examples/cpp/a.cpp", "#include <setlist/music/notes.hpp>",
                                     "write the quotes"),
    "command in a benchmark": ("benchmarks/a.cpp", '#include "cli/a.hpp"',
                               "benchmarks may not use 'cli/a.hpp'"),
    "starter uses the library": ("engine/starter/a.cpp", '#include "setlist/base/error.hpp"',
                                 "engine/starter may not use"),
    "starter uses a library": ("engine/starter/a.cpp", "#include <zlib.h>",
                               "may use the standard library only"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_checker_catches(case, tmp_path):
    path, text, wanted = FAULTS[case]
    write_tree(tmp_path, {**SOUND, path: text + "\n"})
    faults = arrows.check_tree(tmp_path)
    assert len(faults) == 1, faults
    assert faults[0].startswith(path + ": ") and wanted in faults[0]


@pytest.mark.parametrize("text", [
    '// #include "setlist/music/notes.hpp"',
    '/*\n#include "setlist/music/notes.hpp"\n*/',
    'const char* quote = "/*";\n// */ #include <curl/curl.h>',
    'auto text = R"(\n#include <curl/curl.h>\n)";',
])
def test_comments_and_raw_strings_are_not_read(text, tmp_path):
    write_tree(tmp_path, {**SOUND, "engine/setlist/base/a.cpp": text + "\n"})
    assert arrows.check_tree(tmp_path) == []


def test_comment_marks_in_a_literal_hide_nothing(tmp_path):
    text = "char c = '\"'; auto s = \"/*\";\n#include <curl/curl.h>\nauto t = \"*/\";\n"
    write_tree(tmp_path, {**SOUND, "engine/setlist/base/a.cpp": text})
    assert len(arrows.check_tree(tmp_path)) == 1


def test_circle_of_rooms_in_the_table_and_in_the_includes(tmp_path):
    write_tree(tmp_path, {
        **SOUND, "engine/setlist/base/a.cpp": '#include "setlist/music/notes.hpp"\n'})
    rooms = {**arrows.ROOMS, "base": {"music"}}
    assert arrows.check_tree(tmp_path, rooms) == [
        "a circle of rooms in the table: base -> music -> base",
        "a circle of rooms in the includes: base -> music -> base"]


def test_longer_circle_is_found():
    assert arrows.find_circle({"a": {"b"}, "b": {"c", "d"}, "c": set(), "d": {"b"}}) == ["b", "d", "b"]
    assert arrows.find_circle({"a": {"b", "c"}, "b": {"c"}}) is None


def test_missing_public_headers_are_said(tmp_path):
    write_tree(tmp_path, SOUND)
    (tmp_path / "engine/setlist/dataset/song.hpp").unlink()
    assert "engine/setlist/dataset/song.hpp: public, but not there" in arrows.check_tree(tmp_path)
    (tmp_path / "engine/CMakeLists.txt").write_text("# target_sources(x FILE_SET HEADERS setlist/a.hpp)")
    assert "names no public header" in arrows.check_tree(tmp_path)[0]
