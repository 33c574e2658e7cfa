"""Definitions that somebody wrote to hurt: refused with a sentence, and the others still open."""

import json
import os
import subprocess

import pytest

GOOD = {"format": 1, "name": "Good", "songs": [{"id": "a"}]}


@pytest.fixture
def collection(command, tmp_path):
    """run(words…) over a folder with one good definition, and that folder."""
    folder = tmp_path / "definitions"
    folder.mkdir()
    (folder / "good.json").write_text(json.dumps(GOOD))
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LC_ALL": "C"}

    def run(*words, limit_mb=None):
        # The address space bounds what a reading may ask for before it refuses.
        limit = f"ulimit -v {limit_mb * 1024}; " if limit_mb else ""
        line = [str(command), *words, "--definitions", str(folder), "--install-dir", str(tmp_path / "music")]
        return subprocess.run(["bash", "-c", limit + 'exec "$@"', "bash", *line], env=environment,
                              capture_output=True, check=False, timeout=60)

    return run, folder


def refused(collection, name, words):
    """The bad definition is named and left out; the good one opens; installing the bad one fails."""
    run, folder = collection
    listed = run("list", "--json", limit_mb=2000)
    assert listed.returncode == 0, listed.stderr
    assert [song["id"] for song in json.loads(listed.stdout)] == ["Good/a"]
    told = listed.stderr.decode()
    assert f"{folder}/{name}" in told and words in told, told
    return told


@pytest.mark.parametrize("text", ["[" * 10_000_000, "{\"a\":" * 100_000,
                                  '{"format": 1, "name": "x", "songs": [{"x": ' + '{"a":' * 100_000],
                         ids=["arrays", "objects", "in a song"])
def test_nesting(collection, text):
    (collection[1] / "deep.json").write_text(text)
    refused(collection, "deep.json", "nested deeper than 32")


def test_two_gigabytes_are_refused_before_a_byte_is_read(collection):
    with open(collection[1] / "huge.json", "wb") as file:
        file.truncate(2 << 30)
    refused(collection, "huge.json", "larger than")


@pytest.mark.parametrize("text, words", [
    ('{"format": 1, "meta": [' + "0," * 5_000_001 + "0]}", "more than 5000000 values"),
    ('{"format": 1, "name": "' + "x" * (1 << 21) + '"}', "a string longer than"),
    ('{"format": 1, "' + "k" * 300 + '": 1}', "a key longer than"),
    ('{"format": 1, ' + ",".join(f'"$k{i}": 1' for i in range(200_000)) + ', "$k7": 2}', "twice in one"),
], ids=["numbers", "a string", "a key", "many keys"])
def test_limits_hold_while_parsing(collection, text, words):
    (collection[1] / "big.json").write_text(text)
    refused(collection, "big.json", words)


def test_a_thousand_faults_are_told_as_two_hundred_and_a_count(collection):
    songs = [{"id": f"s{i}", "titel": "x", "year": "y"} for i in range(50_000)]
    (collection[1] / "faulty.json").write_text(json.dumps({"format": 1, "name": "F", "songs": songs}, indent=1))
    told = refused(collection, "faulty.json", "and 99800 more")
    assert len(told.splitlines()) == 201


@pytest.mark.parametrize("kind", ["folder", "pipe", "link to nothing", "device"])
def test_what_is_no_plain_file(collection, kind):
    place = collection[1] / "odd.json"
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to("/dev/zero" if kind == "device" else "nowhere")
    refused(collection, "odd.json", "odd.json")


def test_texts_that_would_command_a_terminal_or_a_page(collection):
    run, folder = collection
    title = "<script>alert(1)</script>\x1b[2J\x1b]0;title\x07\u202egnp" + "x" * 1_000_000
    evil = {"format": 1, "name": "Evil", "songs": [{"id": "e", "title": title, "composer": "\x1b[31mred"}]}
    (folder / "evil.json").write_text(json.dumps(evil))
    for words in (["list"], ["show", "Evil/e"], ["list", "composer:31mred"]):
        done = run(*words)
        assert done.returncode == 0
        shown = done.stdout + done.stderr
        assert b"\x1b" not in shown and b"\x07" not in shown and "\u202e".encode() not in shown
        assert max(map(len, shown.splitlines())) < 4000
    assert b"\\x1b" in run("list").stdout
    exact = json.loads(run("list", "--json").stdout)
    assert [song["title"] for song in exact if song["id"] == "Evil/e"] == [title]


def test_a_name_in_two_folders_names_both(collection, command, tmp_path):
    _, folder = collection
    other = tmp_path / "other"
    other.mkdir()
    (other / "again.json").write_text(json.dumps({**GOOD, "name": "GOOD"}))
    done = subprocess.run([str(command), "list", "--definitions", str(folder), "--definitions", str(other),
                           "--install-dir", str(tmp_path)], capture_output=True, check=False)
    told = done.stderr.decode()
    assert f"{other}/again.json" in told and f"is defined in '{folder}/good.json' already" in told
