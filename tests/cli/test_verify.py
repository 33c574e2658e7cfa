"""Installed datasets, read again and taken away."""

import json
import os
import shutil

import pytest


@pytest.fixture
def installed(clean, tmp_path, definitions):
    """Starter, installed elsewhere, in a folder that a test may damage."""
    shutil.copytree(clean, tmp_path / "music")
    return ("--definitions", definitions, "--install-dir", tmp_path / "music"), tmp_path / "music/Starter"


def sentence(done):
    return done.err.decode().splitlines()[-1]


def test_a_sound_dataset(run, installed):
    here, folder = installed
    done = run("verify", here=here)
    assert done.code == 0
    assert b"Starter: 94 files" in done.out and b"as they were installed" in done.out
    (report,) = json.loads(run("verify", "starter", "--json", here=here).out)
    assert report["sound"] and not report["missing"] + report["changed"] + report["unknown"]


def test_damage_is_found_to_the_byte(run, installed):
    here, folder = installed
    audio = sorted(folder.rglob("*.wav"))
    with open(audio[0], "r+b") as file:  # one bit, the size and the times as they were
        times = os.stat(audio[0])
        file.seek(1000)
        byte = file.read(1)[0]
        file.seek(1000)
        file.write(bytes([byte ^ 1]))
    os.utime(audio[0], ns=(times.st_atime_ns, times.st_mtime_ns))
    audio[1].unlink()
    audio[2].write_bytes(b"")
    audio[3].unlink()
    audio[3].symlink_to(audio[4])
    (folder / "mine.txt").write_text("notes")
    (report,) = json.loads(run("verify", "Starter", "--json", here=here).out)
    names = [file.relative_to(folder).as_posix() for file in audio]
    assert report["missing"] == [names[1]]
    assert report["changed"] == sorted([names[0], names[2], names[3]])
    assert report["unknown"] == ["mine.txt"] and not report["sound"]
    done = run("verify", "Starter", here=here)
    assert done.code == 7 and done.out == b""
    assert "1 of 94 files are missing, 3 are damaged" in sentence(done)


def test_what_is_not_installed(run, definitions, tmp_path):
    here = ("--definitions", definitions, "--install-dir", tmp_path / "none")
    for command in ("verify", "remove"):
        done = run(command, "Starter", here=here)
        assert done.code == 2 and "it is not installed; 'setlist install Starter'" in sentence(done)
    assert run("verify", here=here).code == 0
    assert run("datasets", "--installed", here=here).out == b""
    (tmp_path / "none/Starter").mkdir(parents=True)
    (tmp_path / "none/Starter/mine.txt").write_text("mine")
    done = run("remove", "Starter", here=here)
    assert done.code == 2 and "has no receipt of setlist" in sentence(done)
    assert (tmp_path / "none/Starter/mine.txt").is_file()


def test_removed_and_installed_again(run, installed, tree):
    here, folder = installed
    assert b"Starter" in run("datasets", "--installed", here=here).out
    before = tree(folder.parent)
    (folder / "mine.txt").write_text("mine")
    refused = run("remove", "Starter", here=here)
    assert refused.code == 2 and "holds 1 files that setlist did not put there" in sentence(refused)
    assert (folder / "mine.txt").is_file()
    assert run("remove", "Starter", "--all", here=here).code == 0
    assert not folder.exists() and not list(folder.parent.glob(".setlist/stage/*"))
    assert not list(folder.parent.glob(".setlist/cache/*"))
    assert run("install", "Starter", here=here).code == 0
    assert tree(folder.parent) == before


def test_the_same_from_python(installed, definitions):
    setlist = pytest.importorskip("setlist", reason="the Python package is not installed")
    here, folder = installed
    options = {"definitions": definitions, "install_dir": folder.parent}
    phases = set()
    report = setlist.verify("Starter", progress=lambda event: phases.add(event["phase"]), **options)
    assert report["sound"] and report["files"] == 94 and phases == {"verify"}
    with pytest.raises(KeyboardInterrupt):
        setlist.verify("Starter", progress=lambda event: False, **options)
    setlist.remove("Starter", **options)
    assert not folder.exists()
    with pytest.raises(setlist.NotInstalledError):
        setlist.remove("Starter", **options)
