"""A dataset whose archive must be put in order before it can be used."""

import io
import json
import wave
import zipfile

import pytest


def sound():
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 800)
    return content.getvalue()


def zipped(files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


STEPS = [{"unpack": {"from": "parts/*.zip", "to": "parts"}},
         {"move": {"from": "parts/**/*.wav", "to": "audio/"}},
         {"rename": {"from": "READ ME.txt", "to": "docs/readme.txt"}},
         {"remove": "**/Thumbs.db"}, {"remove": "parts"}]


@pytest.fixture
def nested(tmp_path):
    """Writes the definition with other steps, or other members."""
    inner = zipped({"disc 1/a.wav": sound(), "disc 1/Thumbs.db": b"x"})
    (tmp_path / "Nested.zip").write_bytes(
        zipped({"parts/one.zip": inner, "parts/b.wav": sound(), "READ ME.txt": b"hello"}))

    def write(steps=STEPS, **resource):
        (tmp_path / "nested.json").write_text(json.dumps({
            "format": 1, "name": "Nested", "songs": [{"id": "a", "recording": "audio/a.wav"},
                                                     {"id": "b", "recording": "audio/b.wav"}],
            "install": {"resources": [{"id": "all", "urls": "file:Nested.zip", "unpack": True, **resource}],
                        "steps": steps}}))
        return "--definitions", tmp_path, "--install-dir", tmp_path / "music"
    return write


def test_steps_put_the_files_in_order(run, nested, tmp_path):
    here = nested()
    planned = run("plan", "Nested", here=here)
    assert "  step     move parts/**/*.wav to audio/\n" in planned.out.decode()
    assert len(json.loads(run("plan", "Nested", "--json", here=here).out)[0]["steps"]) == 5
    done = run("install", "Nested", here=here)
    assert done.code == 0, done.err
    folder = tmp_path / "music/Nested"
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert files == {"audio/a.wav", "audio/b.wav", "docs/readme.txt", ".setlist.json"}
    assert not (folder / "parts").exists()
    receipt = json.loads((folder / ".setlist.json").read_text())
    assert {file["path"] for file in receipt["files"]} == files - {".setlist.json"}


def test_a_resource_goes_to_its_folder(run, nested, tmp_path):
    done = run("install", "Nested", here=nested(steps=[], to="raw/data"))
    assert done.code == 13  # the songs are not where the definition says
    assert (tmp_path / "music/Nested/raw/data/parts/b.wav").is_file()


@pytest.mark.parametrize("steps, code, reason", [
    ([{"move": {"from": "*.flac", "to": "audio"}}], 3, "'*.flac' fits none of the dataset's files"),
    ([*STEPS, {"rename": {"from": "audio/a.wav", "to": "audio/b.wav"}}], 3,
     "step 6 of the installation: 'audio/b.wav' is there already"),
    ([{"unpack": {"from": "parts/b.wav", "to": "x"}}], 7, "b.wav"),
    ([{"shell": "touch pwned"}], 4, "runs the command 'touch pwned'")])
def test_a_step_that_cannot_be_taken_leaves_nothing(run, nested, tmp_path, steps, code, reason):
    done = run("install", "Nested", here=nested(steps=steps))
    assert done.code == code
    sentence = done.err.decode()
    assert reason in sentence.splitlines()[-1]
    assert not (tmp_path / "music/Nested").exists()
    assert not list((tmp_path / "music").glob(".setlist/stage/*"))
    assert not list(tmp_path.rglob("pwned"))
