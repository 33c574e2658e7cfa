"""A dataset that is a page of definition, a table and an archive: listed, installed, measured."""

import hashlib
import json
import struct
import wave
import zipfile

import pytest


def midi():
    """One note of a second at 120 BPM, from 0.5 s on."""
    events = b"\x00\xff\x51\x03\x07\xa1\x20" b"\x83\x60\x90\x3c\x40" b"\x87\x40\x80\x3c\x00" b"\x00\xff\x2f\x00"
    return b"MThd" + struct.pack(">IHHH", 6, 0, 1, 480) + b"MTrk" + struct.pack(">I", len(events)) + events


@pytest.fixture
def place(tmp_path):
    """A folder with the definition, its table and its archive; and where to install."""
    folder = tmp_path / "definitions"
    folder.mkdir()
    wav = tmp_path / "one.wav"
    with wave.open(str(wav), "wb") as file:
        file.setparams((2, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(4 * 12000))
    with zipfile.ZipFile(folder / "files.zip", "w") as archive:
        for name in ("one", "two"):
            archive.write(wav, f"audio/{name}.wav")
            archive.writestr(f"audio/{name}.mid", midi())
    (folder / "tracks.csv").write_text("name,title,by\none,First,Bach\ntwo,Second,Clara Schumann\n")
    definition = {
        "format": 1, "name": "Paged", "instruments": ["piano"], "groups": ["all"],
        "ground_truth": {"all": {"precise_alignment": 1}},
        "install": {
            "resources": [
                {"id": "metadata", "urls": "file:tracks.csv"},
                {"id": "files", "urls": "file:files.zip", "unpack": True,
                 "digest": "sha256:" + hashlib.sha256((folder / "files.zip").read_bytes()).hexdigest()}],
            "conversion": [{"converter": "midi", "from": "{recording.stem}.mid",
                            "alignment": "precise_alignment"}]},
        "index": {"table": "metadata:tracks.csv", "count": 2,
                  "song": {"id": "{name}", "title": "{title}", "composer": "{by}", "groups": "all",
                           "instruments": "piano", "recording": "audio/{name}.wav",
                           "ground_truth": "annotations/{name}.json.gz"}}}
    (folder / "paged.json").write_text(json.dumps(definition))
    return folder, tmp_path / "music"


def test_an_indexed_dataset_from_its_page_to_its_measures(run, place):
    folder, music = place
    here = ("--definitions", folder, "--install-dir", music)
    before = json.loads(run("list", "--json", here=here).out)
    assert [song["id"] for song in before] == ["Paged/one", "Paged/two"]
    assert b"PAGED" in run("datasets", here=here).out.upper()
    assert json.loads(run("datasets", "--json", here=here).out)[0]["hours"] is None
    done = run("install", "Paged", here=here)
    assert done.code == 0, done.err
    assert (music / "Paged" / "annotations" / "two.json.gz").is_file()
    after = json.loads(run("datasets", "--json", here=here).out)[0]
    assert after["installed"] and after["songs"] == 2
    assert after["hours"] == pytest.approx(3 / 3600)  # measured: no definition states it
    facts = list((music / ".setlist" / "cache").rglob("facts.json"))
    measured = json.loads(facts[0].read_text())["songs"]["one"]
    assert measured == {"frames": 12000, "sample_rate": 8000, "channels": 2, "duration": 1.5, "notes": 1,
                        "first_onset": 0.5, "last_onset": 0.5}
    # Once installed, the table of the dataset counts, whatever happens to the one beside the page.
    (folder / "tracks.csv").unlink()
    listed = json.loads(run("list", "composer:schumann", "--json", here=here).out)
    assert [song["id"] for song in listed] == ["Paged/two"]


def test_what_is_not_here_is_counted_and_said(run, place):
    folder, music = place
    here = ("--definitions", folder, "--install-dir", music)
    (folder / "tracks.csv").unlink()
    row = next(line for line in run("datasets", here=here).out.decode().splitlines() if "Paged" in line)
    assert " 2 " in row
    listed = run("list", here=here)
    assert listed.code == 0
    assert listed.err.decode() == ("Paged is not searched: its 2 songs stand in a table that is not here; "
                                   "'setlist install Paged' brings it\n")
    assert run("list", "-dataset:paged", here=here).err == b""


def test_python_warns_once_for_each_query(place):
    setlist = pytest.importorskip("setlist", reason="the Python package is not installed")
    folder, music = place
    (folder / "tracks.csv").unlink()
    collection = setlist.Dataset(definitions=folder, install_dir=music)
    with pytest.warns(UserWarning, match="its 2 songs") as told:
        assert len(collection.filter("-title:x" if len(collection) else "")) == 0
    assert len(told) == 1


def test_validate_reads_the_table_beside_the_definition(run, place):
    folder, _ = place
    assert run("validate", folder / "paged.json", here=()).out.decode().endswith(": valid, 2 songs\n")
    (folder / "tracks.csv").write_text("name,title,by\n../one,First,Bach\n")
    done = run("validate", folder / "paged.json", here=())
    assert done.code == 3
    assert "metadata:tracks.csv:2: /index/song/" in done.out.decode()
    assert "bug of setlist" not in done.out.decode()
