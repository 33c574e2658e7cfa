"""The architecture's arrows, checked on the #includes. Prints the faults when run as a program."""

import re
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

# Which rooms of engine/setlist a room may use besides itself.
ROOMS = {
    "base": set(),
    "music": {"base"},
    "archive": {"base"},
    "transfer": {"base"},
    "formats": {"base", "music", "archive"},
    "columns": {"base"},
    "definition": {"base", "music", "formats", "columns"},
    "catalog": {"base", "music", "columns", "definition"},
    "query": {"base", "music", "columns", "definition", "catalog"},
    "selection": {"base", "archive", "music", "columns", "definition", "catalog", "query"},
    "convert": {"base", "music", "formats"},
    "dataset": {"base", "music", "formats", "columns", "definition", "catalog", "query", "selection"},
    "loading": {"base", "music", "dataset"},
    "install": {"base", "archive", "transfer", "formats", "definition", "catalog", "convert"},
}

# Headers that a room may not use although their room is open to it.
CLOSED = {
    "music": ["setlist/base/files.hpp", "setlist/base/json*", "setlist/base/object_reader.hpp"],
    "definition": ["setlist/formats/audio_file.hpp", "setlist/formats/resampler.hpp"],
}

# What stands outside the library: it includes public headers, and quoted ones of these folders.
OUTSIDE = {
    "engine/cli": ("cli/",),
    "bindings": ("bindings/", "cli/"),
    "examples": ("examples/",),
    "benchmarks": ("benchmarks/",),
}

# This program makes the embedded dataset: it shares no code with what reads it.
ALONE = {"engine/starter": ("starter/",)}

# Third-party headers and the only files that may include them.
LIBRARIES = {
    "nlohmann/*": ["engine/setlist/base/*.cpp"],
    "openssl/*": ["engine/setlist/base/digest.cpp"],
    "utf8proc.h": ["engine/setlist/base/*.cpp"],
    "valijson/*": ["engine/setlist/base/json_schema.cpp"],
    "yaml-cpp/*": ["engine/setlist/formats/*"],
    "re2/*": ["engine/setlist/definition/*", "engine/setlist/query/*"],
    "xxhash.h": ["engine/setlist/columns/*", "engine/setlist/catalog/song_columns.cpp"],
    "fmt/*": ["engine/setlist/*.cpp", "engine/cli/*", "bindings/*.cpp"],
    "curl/*": ["engine/setlist/transfer/*"],
    "archive.h": ["engine/setlist/archive/*"],
    "archive_entry.h": ["engine/setlist/archive/*"],
    "zlib.h": ["engine/setlist/archive/*"],
    "sndfile.h": ["engine/setlist/formats/*"],
    "soxr.h": ["engine/setlist/formats/*"],
    "CLI/*": ["engine/cli/*"],
    "pybind11/*": ["bindings/*"],
    "Python.h": ["bindings/*"],
    "doctest/*": ["tests/*"],
    "benchmark/*": ["benchmarks/*"],
}

POSIX = {
    "dirent.h", "dlfcn.h", "errno.h", "fcntl.h", "locale.h", "netdb.h", "netinet/*", "poll.h",
    "pthread.h", "pwd.h", "signal.h", "spawn.h", "stdio.h", "unistd.h", "linux/*", "sys/*",
}

SOURCES = {".hpp", ".cpp", ".h", ".cc", ".hh", ".ipp"}
COMMENT_OR_STRING = re.compile(
    r"""//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'""", re.DOTALL)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)


class Source(NamedTuple):
    path: str
    text: str
    includes: list  # of (quoted, name)


def without_comments(text):
    """The text without comments and raw strings; plain strings stay: includes are such."""
    return COMMENT_OR_STRING.sub(
        lambda m: m[0] if m[0][0] in "\"'" else "\n" * m[0].count("\n"), text)


def read_sources(root):
    for top in ("engine", "bindings", "examples", "benchmarks"):
        for file in sorted((root / top).rglob("*")):
            if file.suffix in SOURCES and file.is_file():
                text = without_comments(file.read_text(encoding="utf-8"))
                includes = [(m[1] == '"', m[2]) for m in INCLUDE.finditer(text)]
                yield Source(file.relative_to(root).as_posix(), text, includes)


def public_headers(root):
    """The headers in the FILE_SET of engine/CMakeLists.txt, as they are included."""
    lists = root / "engine/CMakeLists.txt"
    text = re.sub(r"#[^\n]*", "", lists.read_text()) if lists.is_file() else ""
    headers = set()
    for part in re.findall(r"FILE_SET\b(.*?)\)", text, re.DOTALL):
        headers.update(re.findall(r"\bsetlist/[\w/]+\.hpp", part))
    return headers


def room_of(path):
    """'base' for engine/setlist/base/x.hpp or setlist/base/x.hpp; '' for what lies beside the rooms."""
    parts = path.removeprefix("engine/").split("/")
    if parts[0] != "setlist":
        return None
    return parts[1] if len(parts) > 2 else ""


def zone_of(path, zones):
    return next((zone for zone in zones if path.startswith(zone + "/")), None)


def check_library_include(source, name, rooms):
    """An include of a setlist header by a file of engine/setlist."""
    here, there = room_of(source.path), room_of(name)
    if there not in rooms and there != "":
        return f"'{name}' is in no room of the table"
    if there == "" and name != "setlist/version.hpp" and here != "":
        return f"a room uses the umbrella '{name}'"
    if here not in ("", there) and there != "" and there not in rooms[here]:
        return f"no arrow leads from {here} to {there} ('{name}')"
    if any(fnmatch(name, closed) for closed in CLOSED.get(here, [])):
        return f"'{name}' is closed to {here}"
    return None


def check_quoted(source, name, public, rooms):
    if ".." in name.split("/") or "/" not in name:
        return f"relative include '{name}': write the full path"
    alone = zone_of(source.path, ALONE)
    if alone:
        return None if name.startswith(ALONE[alone]) else f"{alone} may not use '{name}'"
    outside = zone_of(source.path, OUTSIDE)
    if not outside:
        if not name.startswith("setlist/"):
            return f"the library may not use '{name}'"
        fault = check_library_include(source, name, rooms)
    elif name.startswith("setlist/"):
        fault = None if name in public else f"{outside} uses '{name}', which is not public"
    else:
        fault = None if name.startswith(OUTSIDE[outside]) else f"{outside} may not use '{name}'"
    if not fault and in_public(source, public) and name not in public:
        return f"a public header includes the private '{name}'"
    return fault


def check_angled(source, name, public):
    if re.fullmatch(r"[a-z_0-9]+", name):
        return None
    if name.startswith("setlist/"):
        # A consumer's spelling; examples show it.
        return None if zone_of(source.path, ["examples"]) and name in public else (
            f"<{name}>: write the quotes of a header of this project")
    if zone_of(source.path, ALONE):
        return f"{zone_of(source.path, ALONE)} may use the standard library only, not <{name}>"
    if any(fnmatch(name, posix) for posix in POSIX):
        return None
    places = next((LIBRARIES[known] for known in LIBRARIES if fnmatch(name, known)), None)
    if places is None:
        return f"<{name}> is of a library that is not in the table"
    if in_public(source, public):
        return f"a public header includes the third-party <{name}>"
    if not any(fnmatch(source.path, place) for place in places):
        return f"<{name}> is outside its room ({', '.join(places)})"
    return None


def in_public(source, public):
    return source.path.removeprefix("engine/") in public


def check_place(source, rooms):
    if zone_of(source.path, [*OUTSIDE, *ALONE]):
        return None
    if room_of(source.path) not in (*rooms, ""):
        return "lies in no room of the table: add the room and its arrows to arrows.py"
    return None


def check_header(source):
    if not source.path.endswith(".hpp"):
        return
    if not re.search(r"^[ \t]*#[ \t]*pragma[ \t]+once\b", source.text, re.MULTILINE):
        yield "has no #pragma once"
    if re.search(r"\busing\s+namespace\b", source.text):
        yield "a header says 'using namespace'"


def find_circle(arrows):
    """A circle of rooms as a list, or None. `arrows`: room -> rooms it uses."""
    done = set()

    def walk(room, way):
        if room in way:
            return [*way[way.index(room):], room]
        if room in done:
            return None
        done.add(room)
        return next(filter(None, (walk(n, [*way, room]) for n in sorted(arrows.get(room, ())))), None)

    return next(filter(None, (walk(room, []) for room in sorted(arrows))), None)


def used_arrows(sources):
    arrows = {}
    for source in sources:
        for quoted, name in source.includes:
            here, there = room_of(source.path), room_of(name)
            if quoted and here and there and here != there:
                arrows.setdefault(here, set()).add(there)
    return arrows


def check_tree(root, rooms=None):
    """Every fault of the tree, one sentence each."""
    rooms = ROOMS if rooms is None else rooms
    root = Path(root)
    public = public_headers(root)
    sources = list(read_sources(root))
    faults = [] if public else ["engine/CMakeLists.txt: names no public header in a FILE_SET"]
    faults += [f"engine/{name}: public, but not there" for name in sorted(public)
               if not (root / "engine" / name).is_file()]
    for source in sources:
        found = [check_place(source, rooms), *check_header(source)]
        if found[0] is None:
            found += [check_quoted(source, name, public, rooms) if quoted
                      else check_angled(source, name, public) for quoted, name in source.includes]
        faults += [f"{source.path}: {fault}" for fault in found if fault]
    for arrows, what in ((rooms, "the table"), (used_arrows(sources), "the includes")):
        circle = find_circle(arrows)
        if circle:
            faults.append(f"a circle of rooms in {what}: {' -> '.join(circle)}")
    return faults


if __name__ == "__main__":
    all_faults = check_tree(Path(__file__).resolve().parents[2])
    print("\n".join(all_faults) or "Every arrow is allowed.")
    sys.exit(1 if all_faults else 0)
