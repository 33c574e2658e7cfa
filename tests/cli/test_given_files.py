"""Installing from files that the user has already, and what must be fetched by hand."""

import hashlib
import io
import json
import zipfile

import pytest


@pytest.fixture
def collection(tmp_path):
    """Writes a definition of one archive at an address where nobody answers."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("notes.txt", "hello")
    data = content.getvalue()
    (tmp_path / "mine").mkdir()

    def write(**resource):
        digest = "sha256:" + hashlib.sha256(data).hexdigest()
        members = {"id": "all", "urls": "http://127.0.0.1:9/Given.zip", "digest": digest, "unpack": True, **resource}
        members = {key: value for key, value in members.items() if value is not None}
        (tmp_path / "Given.json").write_text(json.dumps(
            {"format": 1, "name": "Given", "songs": [], "install": {"resources": [members]}}))
        return ("--definitions", tmp_path, "--install-dir", tmp_path / "music", "--from", tmp_path / "mine"), data
    return write


def test_a_file_of_the_same_name_is_taken_and_stays(run, collection, tmp_path):
    here, data = collection()
    file = tmp_path / "mine/Given.zip"
    file.write_bytes(data)
    planned = run("plan", "Given", here=here)
    assert f"  take     all from {file}".encode() in planned.out
    assert json.loads(run("plan", "Given", "--json", here=here).out)[0]["fetch_bytes"] == 0
    done = run("install", "Given", here=here)
    assert done.code == 0, done.err
    assert (tmp_path / "music/Given/notes.txt").read_text() == "hello"
    assert file.read_bytes() == data
    assert run("verify", "Given", here=here[:-2]).code == 0


def test_another_file_of_that_name_is_refused(run, collection, tmp_path):
    here, data = collection()
    (tmp_path / "mine/Given.zip").write_bytes(data + b"!")
    done = run("install", "Given", here=here)
    assert done.code == 7 and b"is not the file that the definition asks for" in done.err
    assert not (tmp_path / "music/Given").exists()


def test_what_must_be_fetched_by_hand(run, collection, tmp_path):
    here, data = collection(urls=None, manual="Ask the authors.")
    for command in ("plan", "install"):
        done = run(command, "Given", here=here[:-2])
        assert done.code == 2
        assert b"'all' must be fetched by hand: Ask the authors." in done.err and b"--from FOLDER" in done.err
    (tmp_path / "mine/aaa.zip").write_bytes(b"x" * len(data))
    (tmp_path / "mine/download (3).zip").write_bytes(data)  # known by its digest
    done = run("install", "Given", here=here)
    assert done.code == 0, done.err
    assert (tmp_path / "music/Given/notes.txt").is_file()


def test_without_a_digest_a_name_must_do(run, collection, tmp_path):
    here, data = collection(urls=None, manual="Ask.", digest=None)
    (tmp_path / "mine/other.zip").write_bytes(data)
    assert run("install", "Given", here=here).code == 2
    (tmp_path / "mine/all.zip").write_bytes(data)
    assert run("install", "Given", here=here).code == 0


def test_a_folder_that_is_not_there(run, collection, tmp_path):
    here, _ = collection()
    done = run("install", "Given", here=(*here[:-1], tmp_path / "none"))
    assert done.code == 2 and b"expected a folder" in done.err
