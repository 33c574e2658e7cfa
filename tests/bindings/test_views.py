"""Sorted, sampled, grouped and filtered views of a dataset, against lists of Python."""

import pickle

import numpy as np
import pytest
from views_of_tests import definition_of, opened, opened_rows

import setlist

SORTED_BY = ["year", "duration", "composer", "n_instruments", "tag", "groups", "id"]


def values_of(row, field):
    """What a song is sorted by, a list; an empty one: not known."""
    if field == "id":
        return [row["id"]]
    if field == "n_instruments":
        return [len(row["instruments"])] if row["instruments"] else []
    value = row.get({"tag": "tags"}.get(field, field), [])
    values = value if isinstance(value, list) else [value]
    return sorted({item.lower() if isinstance(item, str) else item for item in values})


def plainly_sorted(ids, rows, fields, reverse):
    for field in reversed(fields):
        known = [name for name in ids if values_of(rows[name], field)]
        known.sort(key=lambda name: values_of(rows[name], field), reverse=reverse)
        ids = known + [name for name in ids if not values_of(rows[name], field)]
    return ids


def random_view(rng, whole, rows):
    """Some songs in some order, and their ids."""
    fields, reverse = rng.sample(SORTED_BY, rng.randint(1, 3)), rng.random() < 0.5
    start, stop = sorted(rng.choices(range(len(whole) + 1), k=2))
    view = whole[start:stop].sorted(fields, reverse=reverse)
    return view, plainly_sorted(whole.ids[start:stop], rows, fields, reverse)


@pytest.mark.parametrize("seed", range(10))
def test_sorting_is_that_of_a_list(seed, tmp_path):
    rng, whole, rows = opened_rows(seed, tmp_path)
    for _ in range(30):
        view, ids = random_view(rng, whole, rows)
        assert view.ids == [song.id for song in view] == ids
        again = rng.choice(SORTED_BY)
        assert view.sorted(again).ids == plainly_sorted(ids, rows, [again], False)
        assert view.sorted([]).ids == ids and view == whole.filter(where=lambda song: song.id in ids)


@pytest.mark.parametrize("seed", range(10, 16))
def test_an_order_survives_every_operation(seed, tmp_path):
    rng, whole, rows = opened_rows(seed, tmp_path)
    for _ in range(20):
        (view, ids), (other, others) = random_view(rng, whole, rows), random_view(rng, whole, rows)
        key = slice(rng.randint(-9, 9), rng.randint(-9, 9), rng.choice([None, 2, 3]))
        asked = []
        view.filter("-tag:calm", where=lambda song, seen=asked: seen.append(song.id))
        assert asked == [name for name in ids if "calm" not in rows[name]["tags"]]
        assert view[key].ids == ids[key]
        assert (view & other).ids == [name for name in ids if name in others]
        assert (view - other).ids == [name for name in ids if name not in others]
        assert (view | other).ids == ids + [name for name in others if name not in ids]
        assert (view ^ other).ids == (view - other).ids + (other - view).ids
        assert (~view).ids == [name for name in whole.ids if name not in ids]
        assert pickle.loads(pickle.dumps(view)).ids == ids
        assert view == whole & view and hash(view) == hash(whole & view)
        parts = [*view.groupby("tag").values(), view.sample(len(view) // 2, seed)]
        for part in parts + (list(view.split(0.5, by=None)) if len(view) > 1 else []):
            assert part.ids == [name for name in ids if name in set(part.ids)]


@pytest.mark.parametrize("seed", range(3))
def test_positions_and_ids_after_sorting(seed, tmp_path):
    rng, whole, rows = opened_rows(seed, tmp_path)
    view, ids = random_view(rng, whole, rows)
    for position, name in enumerate(ids):
        assert view[position].id == view[position - len(ids)].id == view[name].id == name
        assert view.index(view[name]) == position and view.count(view[name]) == 1
    outside = ~view
    assert not any(name in outside or song in outside for name, song in zip(ids, view))


def test_samples_are_drawn_alike_and_again(tmp_path):
    _, whole, _ = opened_rows(3, tmp_path)
    whole, drawn = whole[:10], dict.fromkeys(whole.ids[:10], 0)
    assert len(whole) == 10 and whole.sample(0).ids == [] and whole.sample(10) == whole
    for seed in range(3000):
        part = whole.sample(3, seed)
        assert len(part) == 3
        for name in part.ids:
            drawn[name] += 1
    assert all(750 < times < 1050 for times in drawn.values()), drawn
    assert whole.sample(4, 2**64 - 1).ids == whole.sample(np.int64(4), seed=2**64 - 1).ids
    assert whole.sorted("year").sample(4, 7) == whole.sample(4, 7)


def test_a_sample_is_the_same_beside_other_songs(tmp_path):
    _, alone, rows = opened_rows(4, tmp_path / "alone")
    beside = opened(tmp_path / "beside", definition_of("A", [{"id": "x"}, {"id": "y"}]),
                    definition_of("D", list(rows.values())))
    for seed in range(20):
        wanted = alone.sample(5, seed).ids
        assert beside.filter(dataset="D").sample(5, seed).ids == wanted


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("field", ["year", "duration", "n_instruments", "tag", "instruments", "groups"])
def test_grouping_is_that_of_a_dict(seed, field, tmp_path):
    rng, whole, rows = opened_rows(seed, tmp_path)
    view, ids = random_view(rng, whole, rows)
    groups = view.groupby(field)
    wanted = {}
    for name in ids:
        for value in values_of(rows[name], field) or [None]:
            wanted.setdefault(value, []).append(name)
    found = {key.lower() if isinstance(key, str) else key: part.ids for key, part in groups.items()}
    assert found == wanted
    known = [key for key in found if key is not None]
    assert list(found) == sorted(known) + [None] * (None in found)
    assert {type(key) for key in known} <= {{"year": int, "n_instruments": int,
                                             "duration": float}.get(field, str)}


def test_groups_stand_under_usual_names(tmp_path):
    whole = opened(tmp_path, definition_of("D", [
        {"id": "1", "composer": "J. S. Bach"}, {"id": "2", "composer": "Bach, Johann Sebastian"},
        {"id": "3", "composer": "unknown"}, {"id": "4"}, {"id": "5", "composer": "Nobody Else"}]))
    assert {key: part.ids for key, part in whole.groupby("composer").items()} == {
        "Johann Sebastian Bach": ["D/1", "D/2"], "Nobody Else": ["D/5"], None: ["D/3", "D/4"]}
    assert list(whole.groupby("installed")) == [False] and whole[:0].groupby("composer") == {}


@pytest.mark.parametrize("seed", range(8))
def test_statistics_are_sums_over_the_songs(seed, tmp_path):
    rng, whole, rows = opened_rows(seed, tmp_path)
    view, ids = random_view(rng, whole, rows)
    stats, some = view.stats(), [rows[name] for name in ids]
    assert stats["songs"] == stats["songs_without_notes"] == len(ids)
    assert stats["seconds"] == pytest.approx(sum(row.get("duration", 0) for row in some))
    assert stats["songs_without_duration"] == sum("duration" not in row for row in some)
    assert stats["notes"] == stats["with_audio"] == stats["installed"] == 0
    assert stats["datasets"] == ({"D": len(ids)} if ids else {})
    for key in ("instruments", "groups", "tags"):
        counts = {value: sum(value in row[key] for row in some) for row in some for value in row[key]}
        assert stats[key] == counts
        assert list(stats[key].values()) == sorted(counts.values(), reverse=True)


def test_statistics_of_starter(songs):
    stats = songs.filter(composer="Beethoven").stats()
    assert (stats["songs"], stats["installed"], stats["with_audio"], stats["with_sources"]) == (2, 2, 2, 2)
    assert stats["notes"] == sum(len(song.notes()) for song in songs.filter(composer="Beethoven"))
    assert stats["annotations"]["score"] == {"manual": 2, "algorithmic": 0}
    assert songs[:0].stats()["annotations"] == {}


def test_citations_and_licences_are_those_of_the_songs(tmp_path):
    song = [{"id": "1"}]
    whole = opened(tmp_path,
                   definition_of("A", song, citation="@misc{a, title = {One}}", license={"id": "MIT"}),
                   definition_of("B", song, citation="@misc{a, title = {One}}"),
                   definition_of("C", song, citation="@misc{a, title = {Other}}"),
                   definition_of("E", [{"id": "1", "license": "CC0-1.0"}], license={"id": "MIT"},
                                 citation="Plain words {of} a paper."))
    text = whole.cite()
    assert text.count("{One}") == text.count("{Other}") == 1 and text.count("@misc{a,") == 1
    assert "Plain words" in text and text.count("@") == 3
    assert whole[:0].cite() == "" and "Other" not in whole[:2].cite()
    licences = whole.license
    assert {key: (use["songs"], use["datasets"]) for key, use in licences.items()} == {
        "CC0-1.0": (1, ["E"]), "MIT": (1, ["A"]), None: (2, ["B", "C"])}
    assert whole[:0].license == {} and list(whole[1:2].license) == [None]


@pytest.mark.parametrize("call, error, told", [
    (lambda ds: ds.sorted("yeer"), setlist.UsageError, "did you mean 'year'"),
    (lambda ds: ds.sorted(["year", "nope"]), setlist.UsageError, "the fields are"),
    (lambda ds: ds.sorted(None), TypeError, "name of a field"),
    (lambda ds: ds.sorted(lambda song: song.id), TypeError, "name of a field"),
    (lambda ds: ds.sorted([1]), TypeError, "name of a field"),
    (lambda ds: ds.groupby("composr"), setlist.UsageError, "did you mean 'composer'"),
    (lambda ds: ds.groupby("has"), setlist.UsageError, "the fields are"),
    (lambda ds: ds.groupby(["composer", "year"]), TypeError, "one field"),
    (lambda ds: ds.groupby(None), TypeError, "one field"),
    (lambda ds: ds.sample(len(ds) + 1), setlist.UsageError, "there are 15"),
    (lambda ds: ds.sample(-1), setlist.UsageError, "-1"),
    (lambda ds: ds.sample(0.5), TypeError, "integer"),
    (lambda ds: ds.sample(1, seed=-1), setlist.UsageError, "seed -1"),
    (lambda ds: ds.sample(1, seed=2**64), setlist.UsageError, "seed"),
    (lambda ds: ds.sample(1, seed=None), TypeError, "integer")])
def test_wrong_arguments_are_told(songs, call, error, told):
    with pytest.raises(error, match=told) as caught:
        call(songs)
    assert "incompatible function" not in str(caught.value)
