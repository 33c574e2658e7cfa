"""Every command with good and with wrong words: exit codes, streams, what is printed."""

import json
import os
import re
import subprocess
import sys

import pytest

# `python -m setlist` starts slowly: one test below compares all its answers with the binary's.
pytestmark = pytest.mark.parametrize("program", ["binary"], indirect=True)

GOOD = [
    ["--version"], ["--help"], ["install", "--help"], ["datasets"], ["list"],
    ["list", "composer:dvorak"], ["list", "title:\"Ode to Joy\""], ["list", "-instrument:piano"],
    ["list", "instrument:piano", "-group:test"], ["list", "minuet", "--count"],
    ["show", "Starter"], ["show", "starter"], ["show", "Starter/greensleeves"],
    ["plan", "Starter"], ["install", "Starter"], ["install", "--dry-run", "Starter"]]

JSON = [["datasets", "--json"], ["list", "--json"], ["list", "minuet", "--json"],
        ["show", "Starter", "--json"], ["show", "Starter/greensleeves", "--json"],
        ["plan", "Starter", "--json"]]

WRONG = [  # words, and what the sentence must say
    (["nope"], "setlist --help"), (["lst"], "did you mean 'list'"), (["--nope"], "setlist --help"),
    (["list", "--bogus"], "--bogus"), (["list", "--coutn"], "setlist list --help"),
    (["list", "composer:"], "no value"), (["list", "nofield:x"], "the fields are"),
    (["list", "composer:dvorka"], "did you mean"), (["list", '"open'], "not closed"),
    (["list", "group:trian"], "did you mean 'train'"),
    (["show"], "setlist show --help"), (["show", "Startr"], "did you mean 'Starter'"),
    (["show", "Starter/greensleves"], "did you mean 'Starter/greensleeves'"),
    (["plan"], "setlist plan --help"), (["plan", "Nothing"], "setlist datasets"),
    (["install"], "setlist install --help"), (["install", "Startr"], "did you mean 'Starter'"),
    (["datasets", "more"], "setlist datasets --help")]


def assert_one_sentence(done, code, told):
    assert (done.code, done.out) == (code, b"")
    text = done.err.decode()
    assert text.startswith("setlist: ") and text.endswith("\n") and text.count("\n") == 1, text
    assert told in text


@pytest.mark.parametrize("words", GOOD, ids=" ".join)
def test_good_words(run, words):
    done = run(*words)
    assert (done.code, done.err) == (0, b"")
    assert done.out.endswith(b"\n") and b"\x1b" not in done.out and b"\r" not in done.out


@pytest.mark.parametrize("words", JSON, ids=" ".join)
def test_json_parses_and_is_all_there_is(run, words):
    done = run(*words)
    assert (done.code, done.err) == (0, b"")
    found = json.loads(done.out)
    first = found[0] if isinstance(found, list) else found
    assert "Starter" in (first.get("name"), first.get("dataset"))


@pytest.mark.parametrize("words, told", WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_wrong_words_are_one_sentence_and_exit_2(run, words, told):
    assert_one_sentence(run(*words), 2, told)


def test_no_words_at_all_print_the_help(run):
    done = run()
    assert done.code == 2 and b"setlist install Starter" in done.out


def test_what_is_listed_is_what_json_says(run):
    lines = run("list").out.decode().splitlines()
    songs = json.loads(run("list", "--json").out)
    assert [line.split()[0] for line in lines] == [song["id"] for song in songs]
    assert len(songs) == 15 == int(run("list", "--count").out)
    assert int(run("list", "instrument:piano", "--count").out) == sum(
        "piano" in song["instruments"] for song in songs)
    assert int(run("list", "-instrument:piano", "--count").out) == sum(
        "piano" not in song["instruments"] for song in songs)


def test_show_draws_the_song(run):
    text = run("show", "Starter/greensleeves").out.decode()
    for part in ("Greensleeves", "flute", "precise_alignment", "44100 Hz", "0 s", "▀"):
        assert part in text or part == "44100 Hz", part


def test_the_module_prints_what_the_binary_prints(program, definitions, clean, environment):
    pytest.importorskip("setlist", reason="the Python package is not installed")
    for words in ([*GOOD, *JSON, *(words for words, _ in WRONG)]):
        here = [] if words[0][0] == "-" else ["--definitions", definitions, "--install-dir", clean]
        both = [subprocess.run([*map(str, [*start, *words, *here])], env=environment,
                               capture_output=True, check=False)
                for start in (program, [sys.executable, "-m", "setlist"])]
        assert both[0].returncode == both[1].returncode
        assert both[0].stderr == both[1].stderr
        same, other = (re.sub(rb'"free_bytes": \d+', b"", one.stdout) for one in both)
        assert same == other, words


def test_installing_prints_one_line_a_phase_where_is_no_terminal(run, definitions, tmp_path):
    here = ("--definitions", definitions, "--install-dir", tmp_path / "music")
    done = run("install", "Starter", here=here)
    assert done.code == 0 and b"15 songs" in done.out and b"\x1b" not in done.out + done.err
    lines = done.err.decode().splitlines()
    assert [line.split()[1] for line in lines] == ["fetching", "unpacking", "converting",
                                                   "publishing"]
    again = run("install", "Starter", here=here)
    assert (again.code, again.err) == (0, b"") and b"already" in again.out


HOSTILE = "\x1b[31mred\x1b]0;title\x07\n\r\u202ebidi\u200b\x9b"


@pytest.mark.parametrize("words", [["list"], ["datasets"], ["show", "Odd"], ["show", "Odd/one"],
                                   ["plan", "Odd"], ["list", "composer:title"]], ids=" ".join)
def test_names_cannot_touch_the_terminal(run, tmp_path, words):
    odd = {"format": 1, "name": "Odd", "version": HOSTILE, "description": HOSTILE,
           "homepage": HOSTILE, "license": {"id": HOSTILE}, "citation": HOSTILE,
           "instruments": [HOSTILE], "groups": [HOSTILE],
           "ground_truth": {HOSTILE: {"score": 1}},
           "install": {"resources": [{"id": "a", "urls": ["http://127.0.0.1:9/a.zip"]}]},
           "songs": [{"id": "one", "title": HOSTILE, "composer": HOSTILE, "artist": HOSTILE,
                      "text": HOSTILE, "instruments": [HOSTILE], "groups": [HOSTILE],
                      "tags": [HOSTILE]}]}
    (tmp_path / "Odd.json").write_text(json.dumps(odd))
    done = run(*words, here=("--definitions", tmp_path, "--install-dir", tmp_path / "music"))
    assert done.code == 0
    for stream in (done.out, done.err):
        text = stream.decode()
        assert not [c for c in text if c != "\n" and not c.isprintable()], text
    assert "\\x1b[31m" in done.out.decode() or words[0] == "datasets"


@pytest.mark.parametrize("words", [["show", HOSTILE[:-1]], ["list", "composer:" + HOSTILE],
                                   [HOSTILE],
                                   ["install", HOSTILE], ["list", "--config", "/no" + HOSTILE]],
                         ids=["show", "list", "command", "install", "config"])
def test_odd_words_are_told_escaped(run, words):
    done = run(*words)
    assert done.code != 0 and done.err.count(b"\n") == 1
    assert b"\x1b" not in done.err and b"\r" not in done.err and b"\x07" not in done.err


def test_a_reader_that_leaves_is_no_error_to_speak_of(program, definitions, environment, clean):
    process = subprocess.Popen([*program, "list", "--json", "--definitions", str(definitions)],
                               env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    err = process.stderr.read()
    assert process.wait(20) in (0, 11) and err == b""
    process.stderr.close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
@pytest.mark.parametrize("words", [["list"], ["list", "--json"], ["--help"], ["datasets"]],
                         ids=" ".join)
def test_a_full_disk_is_told(program, definitions, environment, words):
    here = [] if words == ["--help"] else ["--definitions", str(definitions)]
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*program, *words, *here], env=environment, stdout=full,
                              stderr=subprocess.PIPE, check=False)
    assert done.returncode == 10
    assert done.stderr.startswith(b"setlist: ") and done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_closed_streams_break_nothing(program, definitions, environment, tmp_path, closed, tree,
                                      clean):
    def close():
        for stream in closed:
            os.close(stream)

    code = subprocess.run(
        [*program, "install", "Starter", "--definitions", definitions, "--install-dir", tmp_path],
        env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, preexec_fn=close, check=False).returncode
    assert code in ((0,) if 1 not in closed else (0, 11))
    assert tree(tmp_path) == tree(clean)
