"""Lockfiles: written on one machine, read on another that lacks or has changed something."""

import gzip
import json
import os
import pickle
import shutil
import warnings
from pathlib import Path

import pytest

import setlist

CHOSEN = ["Starter/walking-bass", "Starter/beethoven-ode-to-joy", "Starter/mozart-minuet"]


class Machine:
    """Another place with its own folders of definitions and of music."""

    def __init__(self, folder, official, music=None):
        self.definitions, self.music = folder / "definitions", folder / "music"
        self.definitions.mkdir(parents=True)
        self.file = self.definitions / "Starter.json"
        shutil.copy(official / "Starter.json", self.file)
        if music:
            shutil.copytree(music, self.music, copy_function=os.link)

    @property
    def songs(self):
        return setlist.Dataset(self.definitions, install_dir=self.music)

    def restore(self, lockfile, **options):
        """(ids, warnings)"""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found = setlist.Dataset.from_lockfile(lockfile, definitions=self.definitions,
                                                  install_dir=self.music, **options)
        assert all(warning.filename == __file__ for warning in caught)
        return found.ids, [str(warning.message) for warning in caught]

    def differences(self, lockfile):
        """What a strict reading refuses; a lenient one warns of the same."""
        with pytest.raises(setlist.LockfileError) as caught:
            self.restore(lockfile)
        error = caught.value
        assert isinstance(error, ValueError) and error.exit_code == 7 and error.path == str(lockfile)
        assert all(sentence in str(error) for sentence in error.differences[:5])
        _, told = self.restore(lockfile, strict=False)
        assert [sentence for sentence in told if "could not be compared" not in sentence] == error.differences
        return error.differences

    def edit(self, change):
        definition = json.loads(self.file.read_text())
        change(definition)
        self.file.write_text(json.dumps(definition))

    def annotation(self, song_id, write):
        """Rewrites a file of annotations with what `write` makes of its bytes; None removes it."""
        file = self.songs[song_id].ground_truth_files[0]
        content = write(Path(file).read_bytes())
        os.unlink(file)  # it is a link to the file of all tests
        if content is not None:
            Path(file).write_bytes(content)


@pytest.fixture
def elsewhere(official, starter, tmp_path):
    return Machine(tmp_path / "elsewhere", official, starter)


@pytest.fixture
def bare(official, tmp_path):
    return Machine(tmp_path / "bare", official)


@pytest.fixture
def some(songs):
    """Songs in an order of their own."""
    return songs.filter(where=lambda song: song.id in CHOSEN).sorted("n_instruments").sorted(
        "title", reverse=True)


@pytest.fixture
def lockfile(some, tmp_path):
    path = tmp_path / "songs.lock"
    some.to_lockfile(path)
    return path


def test_the_same_songs_come_back_in_their_order(some, lockfile, elsewhere):
    assert some.ids == CHOSEN
    assert elsewhere.restore(lockfile) == elsewhere.restore(lockfile, strict=False) == (CHOSEN, [])
    found = setlist.Dataset.from_lockfile(lockfile, definitions=elsewhere.definitions,
                                          install_dir=elsewhere.music)
    assert found == some and found[1].ground_truth_files[0].is_relative_to(elsewhere.music)
    assert len(~found) == 12
    found.to_lockfile(lockfile.with_name("again.lock"))
    assert lockfile.read_bytes() == lockfile.with_name("again.lock").read_bytes()


def test_what_is_locked_is_named_once(lockfile, elsewhere):
    locked = json.loads(lockfile.read_text())
    assert [song["id"] for song in locked["songs"]] == CHOSEN
    files = [len(set(elsewhere.songs[name].ground_truth_files)) for name in CHOSEN]
    assert [len(song["annotations"]) for song in locked["songs"]] == files and files[1] == 2
    assert [dataset["name"] for dataset in locked["datasets"]] == ["Starter"]
    assert str(elsewhere.music) not in lockfile.read_text()


def test_nothing_on_disk_is_told_and_no_error(lockfile, bare):
    ids, told = bare.restore(lockfile)
    assert ids == CHOSEN and len(told) == 1 and "annotations of 3 songs could not" in told[0]
    with pytest.raises(UserWarning, match="3 songs"):
        setlist.Dataset.from_lockfile(lockfile, definitions=bare.definitions, install_dir=bare.music)


def test_locked_before_the_installation(bare, elsewhere, tmp_path):
    path = tmp_path / "early.lock"
    bare.songs[:1].to_lockfile(path)
    assert json.loads(path.read_text())["songs"][0]["annotations"] is None
    for machine in (bare, elsewhere):
        ids, told = machine.restore(path)
        assert len(ids) == 1 and "annotations of 1 song could not" in told[0]


@pytest.mark.parametrize("write", [lambda raw: gzip.compress(gzip.decompress(raw), 1),
                                   lambda raw: gzip.compress(gzip.decompress(raw), 9, mtime=1),
                                   gzip.decompress], ids=["fast", "small", "plain"])
def test_compression_is_no_difference(lockfile, elsewhere, write):
    elsewhere.annotation(CHOSEN[1], write)
    assert elsewhere.restore(lockfile) == (CHOSEN, [])


def other_note(raw):
    notes = json.loads(gzip.decompress(raw))
    notes["precise_alignment"]["onsets"][0] += 0.001
    return gzip.compress(json.dumps(notes).encode())


@pytest.mark.parametrize("write, told", [
    (other_note, "other annotations here"), (lambda raw: raw[:-9], "truncated"),
    (lambda raw: b"", "other annotations here"), (lambda raw: None, "No such file")],
    ids=["note", "damaged", "empty", "gone"])
def test_an_annotation_that_changed_is_a_difference(lockfile, elsewhere, write, told):
    for name in CHOSEN[1:]:
        elsewhere.annotation(name, write)
    differences = elsewhere.differences(lockfile)
    assert [sentence.startswith(name) for sentence, name in zip(differences, CHOSEN[1:])] == [True, True]
    assert len(differences) == 2 and told in differences[0]
    assert elsewhere.restore(lockfile, strict=False)[0] == CHOSEN


def test_songs_that_were_not_locked_may_change(lockfile, elsewhere):
    elsewhere.annotation("Starter/greensleeves", other_note)
    assert elsewhere.restore(lockfile) == (CHOSEN, [])


def test_locking_what_is_damaged_is_refused(elsewhere, tmp_path):
    elsewhere.annotation(CHOSEN[0], lambda raw: raw[:-9])
    with pytest.raises(setlist.FormatError, match="truncated"):
        elsewhere.songs.to_lockfile(tmp_path / "bad.lock")
    assert not (tmp_path / "bad.lock").exists()


def test_a_definition_that_changed_is_a_difference(lockfile, elsewhere):
    elsewhere.edit(lambda definition: definition.update(description="Edited"))
    [sentence] = elsewhere.differences(lockfile)
    assert "Starter 1.0.0 is defined otherwise here" in sentence and str(elsewhere.file) in sentence
    elsewhere.edit(lambda definition: definition.update(version="1.0.1"))
    assert elsewhere.differences(lockfile) == ["Starter is version 1.0.1 here, locked was 1.0.0"]
    elsewhere.edit(lambda definition: definition.pop("version"))
    assert "unknown here" in elsewhere.differences(lockfile)[0]
    assert elsewhere.restore(lockfile, strict=False)[0] == CHOSEN


def test_songs_that_are_gone(lockfile, elsewhere):
    elsewhere.edit(lambda definition: definition.update(songs=[
        song for song in definition["songs"] if song["id"] not in ("mozart-minuet", "walking-bass")]))
    differences = elsewhere.differences(lockfile)
    assert [CHOSEN[0] in differences[1], CHOSEN[2] in differences[2]] == [True, True]
    assert elsewhere.restore(lockfile, strict=False)[0] == CHOSEN[1:2]


def test_a_dataset_that_is_gone_is_told_once(lockfile, bare):
    bare.file.write_text('{"format": 1, "name": "Other", "songs": [{"id": "1"}]}')
    assert bare.differences(lockfile) == ["no dataset here is named Starter; locked was 1.0.0"]
    assert bare.restore(lockfile, strict=False)[0] == []


def test_many_differences_are_all_there_and_few_are_printed(songs, bare, tmp_path):
    songs.to_lockfile(tmp_path / "all.lock")
    bare.edit(lambda definition: definition.update(songs=definition["songs"][:1]))
    differences = bare.differences(tmp_path / "all.lock")
    assert len(differences) == 15
    with pytest.raises(setlist.LockfileError, match="and 10 more differences; strict=False") as caught:
        bare.restore(tmp_path / "all.lock")
    again = pickle.loads(pickle.dumps(caught.value))  # as a worker's errors travel
    assert again.differences == differences and str(again) == str(caught.value)


def test_editions_that_are_left_out_may_be_locked(elsewhere, tmp_path):
    definition = {"format": 1, "name": "Starter-2", "variant_of": "Starter", "songs": [{"id": "1"}]}
    (elsewhere.definitions / "two.json").write_text(json.dumps(definition))
    elsewhere.songs.filter(dataset=["Starter-2", "Starter"]).to_lockfile(tmp_path / "both.lock")
    ids, _ = elsewhere.restore(tmp_path / "both.lock")
    assert len(ids) == 16 and ids[-1] == "Starter-2/1"


def test_paths_of_any_kind(songs, elsewhere, tmp_path):
    for path in (tmp_path / "Übung" / "a b.lock", str(tmp_path / "ノート.lock")):
        for part in (songs[:0], songs[:1]):  # the second writes over the first
            part.to_lockfile(path)
            assert elsewhere.restore(path) == (part.ids, [])
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".new")]
    (tmp_path / "folder").mkdir()
    with pytest.raises(setlist.FileError, match="folder"):
        songs.to_lockfile(tmp_path / "folder")
    with pytest.raises(OSError, match="No such file"):
        setlist.Dataset.from_lockfile(tmp_path / "nothing.lock")


@pytest.mark.parametrize("text, told", [
    ("", "line 1"), ("{}", "no lockfile"), ("[]", "expected an object"), ("\x00", "line 1"),
    ('{"setlist_lock": 2, "songs": [], "datasets": []}', "newer setlist"),
    ('{"setlist_lock": 1, "datasets": []}', "'songs' is missing"),
    ('{"setlist_lock": 1, "songs": [{"id": "a/b"}], "datasets": []}', "'annotations' is missing"),
    ('{"setlist_lock": 1, "songs": [{"id": "a/b", "annotations": 1}], "datasets": []}', "annotations"),
    ('{"setlist_lock": 1, "datasets": [], "songs": [{"id": "a/b", "annotations": null},'
     ' {"id": "a/b", "annotations": null}]}', "listed twice"),
    ('{"setlist_lock": 1, "songs": [], "datasets": [], "more": 1}', "more")])
def test_what_is_no_lockfile(text, told, tmp_path):
    path = tmp_path / "odd.lock"
    path.write_text(text)
    for strict in (True, False):
        with pytest.raises(setlist.DefinitionError, match=told) as caught:
            setlist.Dataset.from_lockfile(path, strict=strict)
        assert str(path) in str(caught.value)


def test_cut_off_lockfiles_never_pass(lockfile, elsewhere):
    text = lockfile.read_text().rstrip()
    for length in range(0, len(text), 7):
        lockfile.write_text(text[:length])
        with pytest.raises(setlist.DefinitionError):
            elsewhere.restore(lockfile)
