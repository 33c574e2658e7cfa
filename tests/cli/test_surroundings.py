"""Locale, time zone, home, configuration and folders that cannot be used."""

import json
import os
import subprocess

import pytest

pytestmark = pytest.mark.parametrize("program", ["binary"], indirect=True)

WORDS = [["list"], ["list", "--json"], ["list", "INSTRUMENT:x"], ["list", "instrument:VIOLIN"],
         ["list", "title:FÜR"], ["show", "Starter/dvorak-largo"], ["datasets", "--json"],
         ["plan", "Starter"]]
PLACES = [{"LC_ALL": "C"}, {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
          {"LC_ALL": "de_DE.UTF-8"}, {"TZ": "Asia/Kolkata"}, {"TZ": "nonsense"},
          {"LC_ALL": "C.UTF-8", "COLUMNS": "20", "TERM": "dumb"}]


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_the_same_bytes_everywhere(run, environment, place):
    for words in WORDS:
        here, there = run(*words), run(*words, env={**environment, **place})
        assert (here.code, here.out, here.err) == (there.code, there.out, there.err), words


@pytest.mark.parametrize("place", PLACES[:4], ids=str)
def test_the_same_dataset_everywhere(run, environment, definitions, clean, tmp_path, tree, place):
    done = run("install", "Starter", env={**environment, **place},
               here=("--definitions", definitions, "--install-dir", tmp_path / "music"))
    assert done.code == 0 and tree(tmp_path / "music") == tree(clean)
    receipt = (tmp_path / "music/Starter/.setlist.json").read_bytes()
    assert receipt == (clean / "Starter/.setlist.json").read_bytes()


def test_without_a_home_the_sentence_names_it(run, environment):
    bare = {name: value for name, value in environment.items() if name != "HOME"}
    done = run("datasets", env=bare, here=())
    assert done.code == 2 and b"HOME" in done.err and done.err.count(b"\n") == 1


def test_without_a_home_an_install_dir_of_its_own_suffices(run, environment):
    bare = {name: value for name, value in environment.items() if name != "HOME"}
    assert run("datasets", env=bare).code == 0


def test_the_first_configuration_counts(run, environment, tmp_path, definitions):
    def written(path, install_dir):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"install_dir": install_dir, "definitions": [str(definitions)]}))
        return path

    def folder(**options):
        plan = run("plan", "Starter", "--json", cwd=work, **options)
        return json.loads(plan.out)[0]["folder"]

    work = tmp_path / "work"
    work.mkdir()
    own = written(tmp_path / "home/.config/setlist/datasets.json", "~/own")
    assert folder(here=()) == str(tmp_path / "home/own/Starter")
    written(work / "datasets.json", "here")
    assert folder(here=()) == str(work / "here/Starter")
    named = written(tmp_path / "named.json", "named")
    env = {**environment, "SETLIST_CONFIG": str(named)}
    assert folder(here=(), env=env) == str(tmp_path / "named/Starter")
    assert folder(here=("--config", own), env=env) == str(tmp_path / "home/own/Starter")
    both = ("--config", own, "--install-dir", "given")
    assert folder(here=both, env=env) == str(work / "given/Starter")


@pytest.mark.parametrize("text, code, told", [
    ("", 3, "datasets.json"), ("{", 3, "line 1"), ("[]", 3, "object"),
    ("{}", 3, "install_dir"), ('{"install_dir": 5}', 3, "a string"),
    ('{"install_dir": ""}', 3, "empty"),
    ('{"install_dir": "x", "instal_dir": "y"}', 3, "did you mean 'install_dir'"),
    ('{"install_dir": "x", "definitions": [1]}', 3, "/definitions/0"),
    ('{"install_dir": "x", "install_dir": "y"}', 3, "install_dir"),
    ('{"install_dir": "x", "definitions": "nowhere"}', 2, "nowhere"),
    ('{"install_dir": 5, "url": 6}', 3, "/url")])
def test_faults_of_the_configuration(run, tmp_path, text, code, told):
    file = tmp_path / "datasets.json"
    file.write_text(text)
    done = run("datasets", here=("--config", file))
    assert (done.code, done.out) == (code, b"") and done.err.count(b"\n") == 1
    assert told in done.err.decode() and done.err.startswith(b"setlist: ")


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_a_configuration_that_cannot_be_read(run, tmp_path, name):
    done = run("datasets", here=("--config", tmp_path / name))
    assert done.code == 11 and str(tmp_path).encode() in done.err and done.err.count(b"\n") == 1


def refused(run, definitions, install_dir, codes=(11,)):
    done = run("install", "Starter", here=("--definitions", definitions, "--install-dir",
                                          install_dir))
    sentences = [line for line in done.err.decode().splitlines() if line.startswith("setlist: ")]
    assert done.code in codes and len(sentences) == 1 and str(install_dir) in sentences[0]


def test_an_install_dir_that_is_a_file(run, definitions, tmp_path):
    (tmp_path / "file").write_text("mine")
    refused(run, definitions, tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="there is no /proc")
def test_an_install_dir_where_nothing_can_be_made(run, definitions):
    refused(run, definitions, "/proc/setlist", codes=(10, 11))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_install_dir_without_permission(run, definitions, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o555)
    refused(run, definitions, tmp_path / "closed")
    assert list((tmp_path / "closed").iterdir()) == []


@pytest.mark.parametrize("mask", [0o077, 0o000])
def test_modes_follow_the_umask(run, definitions, tmp_path, mask):
    music = tmp_path / "music"
    done = run("install", "Starter", here=("--definitions", definitions, "--install-dir", music),
               umask=mask)
    assert done.code == 0
    for path in (music / "Starter").rglob("*"):
        wanted = (0o777 if path.is_dir() else 0o666) & ~mask
        assert path.stat().st_mode & 0o777 in (wanted, (0o755 if path.is_dir() else 0o644) & ~mask)


def test_the_working_folder_may_be_gone(program, environment, definitions, clean, tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    done = subprocess.run(
        [*program, "list", "--count", "--definitions", definitions, "--install-dir", clean],
        env=environment, cwd=gone, capture_output=True, check=False,
        preexec_fn=lambda: os.rmdir(gone))
    assert done.returncode in (0, 11) and done.stderr.count(b"\n") == (done.returncode != 0)
