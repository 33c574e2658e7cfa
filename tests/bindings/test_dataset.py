"""Sets of songs: the laws of sets, sequences, pickles."""

import multiprocessing
import os
import pickle
import random

import pytest
from collections_of_tests import NAMES, Plain, random_definition, write_collection

import setlist


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    """A folder of three definitions and their plain reading."""
    rng = random.Random(7)
    definitions = [random_definition(rng, name, songs=9) for name in NAMES]
    for definition in definitions:
        definition["songs"] += [{"id": "last", "instruments": [], "groups": []}]
    folder = write_collection(tmp_path_factory.mktemp("collection"), definitions)
    return folder, Plain(definitions)


@pytest.fixture(scope="module")
def whole(collection, configuration):
    return setlist.Dataset(definitions=collection[0])


def part(whole, kept):
    """The songs whose position's bit is set in `kept`, made by set operations alone."""
    some = whole[:0]
    for position in range(len(whole)):
        if kept >> position & 1:
            some |= whole[position:position + 1]
    return some


def test_canonical_order_is_by_name_bytewise_then_position(whole, collection):
    assert whole.ids == collection[1].ids
    assert [name.split("/")[0] for name in whole.ids] == sorted(
        (name.split("/")[0] for name in whole.ids), key=str.encode)


def test_set_laws_against_python_sets(whole):
    hypothesis = pytest.importorskip("hypothesis")
    masks = hypothesis.strategies.integers(0, (1 << len(whole)) - 1)

    @hypothesis.settings(max_examples=120, deadline=None, database=None)
    @hypothesis.given(masks, masks)
    def laws(left, right):
        a, b = part(whole, left), part(whole, right)
        x, y = set(a.ids), set(b.ids)
        before = (a.ids, b.ids)
        for result, expected in ((a & b, x & y), (a | b, x | y), (a - b, x - y), (a ^ b, x ^ y),
                                 (~a, set(whole.ids) - x)):
            assert result.ids == [name for name in whole.ids if name in expected]
        assert (a == b, a != b, a <= b, a < b, a >= b, a > b) == (
            x == y, x != y, x <= y, x < y, x >= y, x > y)
        assert ~(a | b) == ~a & ~b and a ^ b == (a | b) - (a & b)
        assert (hash(a) == hash(b)) >= (a == b)
        assert (a.ids, b.ids) == before

    laws()


def test_operands_over_two_catalogues_meet_by_id(whole, collection, tmp_path):
    for name in ("0.json", "1.json"):
        (tmp_path / name).write_bytes((collection[0] / name).read_bytes())
    two = setlist.Dataset(definitions=tmp_path)
    x, y = set(whole.ids), set(two.ids)
    assert y < x and two < whole and whole > two
    assert set((whole - two).ids) == x - y and set((two - whole).ids) == set()
    assert (two | whole).ids == whole.ids and (two & whole).ids == two.ids
    assert (whole & two) == two and hash(whole & two) == hash(two)


def test_operators_refuse_what_is_no_dataset(whole):
    for wrong in ([], set(), None, "Beta"):
        with pytest.raises(TypeError):
            whole & wrong
        with pytest.raises(TypeError):
            whole <= wrong
        assert (whole == wrong) is False


def test_slices_are_those_of_a_list(whole):
    ids = whole.ids
    rng = random.Random(3)
    ends = [None, *range(-len(ids) - 2, len(ids) + 3)]
    for _ in range(200):
        key = slice(rng.choice(ends), rng.choice(ends), rng.choice([None, 1, 2, 5]))
        assert whole[key].ids == ids[key]
    with pytest.raises(setlist.UsageError, match="step is negative"):
        whole[::-1]


def test_positions_are_those_of_a_list(whole):
    ids = whole.ids
    for position in range(-len(ids), len(ids)):
        assert whole[position].id == ids[position]
    for position in (len(ids), -len(ids) - 1, 10**30):
        with pytest.raises(IndexError):
            whole[position]
    for wrong in (1.0, None, b"x"):
        with pytest.raises(TypeError):
            whole[wrong]


def test_songs_by_id(whole):
    name = whole.ids[2]
    assert whole[name].id == name
    assert whole[name] == whole[2] and hash(whole[name]) == hash(whole[2])
    with pytest.raises(KeyError, match="Beta/nothing"):
        whole["Beta/nothing"]
    with pytest.raises(KeyError):
        whole[:2][name]  # in the collection, not in the dataset


def test_membership(whole):
    first, rest = whole[:1], whole[1:]
    assert whole[0] in first and whole[0].id in first
    assert whole[0] not in rest and whole[0].id not in rest
    assert None not in whole and 0 not in whole and "" not in whole


def test_iteration_length_and_text(whole):
    assert [song.id for song in whole] == whole.ids
    assert [song.id for song in reversed(whole)] == whole.ids[::-1]
    assert len(whole) == len(whole.ids) and not whole[:0] and bool(whole)
    assert repr(whole) == f"<Dataset: {len(whole)} songs>"
    assert repr(whole[0]) == f"<Song {whole.ids[0]}>"


def test_metadata_is_what_the_definition_states(whole, collection):
    for song, (name, row, definition) in zip(whole, collection[1].rows):
        assert (song.id, song.dataset) == (name, definition["name"])
        for key in ("title", "artist", "text"):
            assert getattr(song, key) == row.get(key)
        assert song.composer == (None if row.get("composer") == "unknown" else row.get("composer"))
        for key in ("instruments", "groups", "tags"):
            assert getattr(song, key) == row.get(key, [])
        assert song.meta == {} and song.year is None


def test_what_is_not_on_disk_is_said(whole):
    song = next(song for song in whole)
    for read in (song.audio, song.sources, song.notes, song.pianoroll):
        with pytest.raises(setlist.NotInstalledError, match=song.id) as caught:
            read()
        assert isinstance(caught.value, LookupError) and caught.value.exit_code == 2


def test_broken_definitions_are_left_out_and_told(collection, tmp_path):
    (tmp_path / "good.json").write_bytes((collection[0] / "0.json").read_bytes())
    (tmp_path / "bad.json").write_text('{"format": 1, "name": "Bad"')
    dataset = setlist.Dataset(definitions=tmp_path)
    assert len(dataset) > 0 and {song.dataset for song in dataset} == {NAMES[0]}
    assert any("bad.json" in line for line in dataset.warnings)


def seen_in_worker(dataset):
    return os.getpid(), dataset.ids, dataset[0].title, (~dataset).ids


def song_in_worker(song):
    return song.id, song.title


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_datasets_and_songs_pickle_into_workers(whole, method):
    some = whole[1::2]
    with multiprocessing.get_context(method).Pool(2) as pool:
        for process, ids, title, others in pool.map(seen_in_worker, [some] * 4):
            assert process != os.getpid()
            assert (ids, title, others) == (some.ids, some[0].title, whole[::2].ids)
        assert pool.map(song_in_worker, list(some)) == [(s.id, s.title) for s in some]


def test_pickles_are_small_and_equal(whole, collection, tmp_path):
    assert pickle.loads(pickle.dumps(whole)) == whole
    assert len(pickle.dumps(whole[0])) < 1000
    (tmp_path / "0.json").write_bytes((collection[0] / "0.json").read_bytes())
    both = setlist.Dataset(definitions=tmp_path)[:1] | whole[-1:]
    again = pickle.loads(pickle.dumps(both))
    assert again == both and again.ids == both.ids and again[0].title == both[0].title


def test_a_pickle_whose_definition_changed_says_so(collection, tmp_path):
    file = tmp_path / "0.json"
    file.write_bytes((collection[0] / "0.json").read_bytes())
    pickled = pickle.dumps(setlist.Dataset(definitions=tmp_path))
    file.write_text('{"format": 1, "name": "Beta", "songs": []}')
    with pytest.raises(setlist.UsageError, match="have other songs now"):
        pickle.loads(pickled)


def test_datasets_are_immutable_sequences(whole):
    with pytest.raises(TypeError):
        whole[0] = whole[1]
    with pytest.raises(AttributeError):
        whole.anything = 1
    with pytest.raises(AttributeError):
        whole[0].title = "x"
