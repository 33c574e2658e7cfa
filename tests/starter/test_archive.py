"""The archive of Starter: a constant, and in agreement with its definition.

The tests that compile the generator anew need no SETLIST_BUILD.
"""

import re
import shutil
import subprocess
import zipfile
from collections import Counter, defaultdict
from fractions import Fraction

import pytest
from starter_files import DEFINITION, SONGS, SOURCES, annotations, digest

RESOURCE = DEFINITION["install"]["resources"][0]


def test_archive_is_the_one_defined(archive_bytes):
    assert len(archive_bytes) == RESOURCE["size"] <= 12_000_000
    assert digest(archive_bytes) == RESOURCE["digest"]


def test_built_generator_renders_it_again(build, tmp_path):
    subprocess.run([build / "setlist-starter", tmp_path / "again.zip"], check=True)
    assert digest((tmp_path / "again.zip").read_bytes()) == RESOURCE["digest"]
    assert [p.name for p in tmp_path.iterdir()] == ["again.zip"]


@pytest.mark.parametrize("level", ["-O0", "-O3"])
@pytest.mark.parametrize("compiler", ["g++", "clang++"])
def test_every_compiler_renders_the_same_bytes(compiler, level, tmp_path):
    if not shutil.which(compiler):
        pytest.skip(f"{compiler} is not installed")
    sources = sorted(SOURCES.glob("*.cpp"))
    command = [compiler, "-std=c++20", level, "-I", SOURCES.parent, *sources, "-o", "generator"]
    subprocess.run(command, check=True, cwd=tmp_path)
    subprocess.run(["./generator", "out.zip"], check=True, cwd=tmp_path)
    assert digest((tmp_path / "out.zip").read_bytes()) == RESOURCE["digest"]


def test_generator_fails_cleanly(build, tmp_path):
    generator = build / "setlist-starter"
    assert subprocess.run([generator], capture_output=True).returncode == 2
    missing = subprocess.run([generator, tmp_path / "no/folder.zip"], capture_output=True)
    assert missing.returncode == 1 and b"folder.zip" in missing.stderr


def test_sources_use_integers_and_the_standard_library_only():
    listed = re.findall(r"\w+\.cpp", (SOURCES / "CMakeLists.txt").read_text())
    assert sorted(listed) == sorted(path.name for path in SOURCES.glob("*.cpp"))
    for path in SOURCES.glob("*.[ch]pp"):
        text = path.read_text()
        assert all(h.startswith("starter/") for h in re.findall(r'#include "(.*)"', text)), path
        code = re.sub(r'"[^"\n]*"|//.*', "", text)
        assert not re.search(r"\b(float|double)\b|\b\d+\.\d|<(cmath|random)>", code), path


def test_zip_has_no_room_for_chance(archive):
    infos = archive.infolist()
    assert [i.filename for i in infos] == sorted(i.filename for i in infos)
    assert archive.testzip() is None and archive.comment == b""
    for info in infos:
        assert info.compress_type == zipfile.ZIP_STORED
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert (info.flag_bits, info.extra, info.comment) == (0x800, b"", b"")
        assert (info.create_system, info.external_attr) == (3, 0o100644 << 16)


# ---- the definition and the archive agree ---------------------------------------------------


def test_every_named_path_is_there_and_no_other(archive):
    named = []
    for song in SONGS.values():
        named += song["recording"]["path"] + song["sources"]["path"]
        rules = DEFINITION["install"]["conversion"]
        named += [rule["from"].replace("{id}", song["id"]) for rule in rules]
        numbers = range(1, len(annotations(song)) + 1)
        assert list(annotations(song)) == [f"{song['id']}/annotation-{n}.json.gz" for n in numbers]
    assert len(named) == len(set(named))
    assert sorted(named) == sorted(archive.namelist())


def test_songs_are_described():
    assert len(SONGS) == len(DEFINITION["songs"]) >= 14
    groups = Counter(group for song in SONGS.values() for group in song["groups"])
    assert set(groups) == set(DEFINITION["groups"]) and min(groups.values()) >= 2
    used = {name for song in SONGS.values() for name in song["instruments"]}
    assert used == set(DEFINITION["instruments"])
    for song in SONGS.values():
        assert song["ensemble"] == (len(song["instruments"]) > 1)
        assert len(song["instruments"]) == len(song["sources"]["path"]) == len(song["ground_truth"])
        assert song["text"].endswith(".") and song["tags"] and 5 <= song["duration"] <= 12
        for name, path in zip(song["instruments"], song["sources"]["path"]):
            kebab = name.replace(" ", "-")
            assert re.fullmatch(rf"{song['id']}/source-{kebab}(-\d)?\.wav", path)


def test_titles_and_composers_are_traps():
    composers = {song.get("composer") for song in SONGS.values()}
    assert None in composers and len(composers) >= 6 and "Antonín Dvořák" in composers
    titles = defaultdict(set)
    for song in SONGS.values():
        titles[song["title"]].add(song.get("composer"))
    assert [len(c) for t, c in titles.items() if t == "Minuet"] == [2]
    assert {"year" in song for song in SONGS.values()} == {True, False}


@pytest.mark.parametrize("song", SONGS.values(), ids=SONGS)
def test_audio_is_as_defined(song, audio):
    rate, channels, mix = audio(song["recording"]["path"][0])
    assert len(mix) == channels * rate * Fraction(str(song["duration"]))
    sources = [audio(path) for path in song["sources"]["path"]]
    assert {(r, c, len(s)) for r, c, s in sources} == {(rate, channels, len(mix))}
    expected = [sum(frame) // len(sources) for frame in zip(*(s for _, _, s in sources))]
    assert mix.tolist() == expected
    assert 4000 < max(map(abs, mix)) < 32767
    assert max(map(abs, mix[-rate // 50 :])) < 100, "cut off while still sounding"


def test_rates_and_channels_differ(audio):
    kinds = [audio(song["recording"]["path"][0])[:2] for song in SONGS.values()]
    rates, channels = Counter(r for r, _ in kinds), Counter(c for _, c in kinds)
    assert set(rates) == {22050, 16000} and 2 <= rates[16000] < rates[22050]
    assert set(channels) == {1, 2} and 2 <= channels[2] < channels[1]
