"""Splits against plain sets: nothing shared, as near as it gets, and what is said is true."""

import copy
import math
import pickle
import re

import pytest
from views_of_tests import PERSONS, definition_of, opened, opened_rows

import setlist

BY = ["composer", "performer", "work", "tags", "instruments", "groups", "year"]


def persons(text):
    return [person.strip() for person in re.split("[/;&]", text)]


def keys_of(row, field):
    """What a song may share with another by a field."""
    if field == "work":
        stated, title, composer = row.get("work"), row["title"], row.get("composer")
        name = stated or (title if composer else None)
        return [(composer or "", name)] if name else []
    value = row.get(field, [])
    if field in ("composer", "performer"):
        return [person.lower() for person in persons(value)] if value else []
    return value if isinstance(value, list) else [value]


def groups_of(ids, rows, by):
    """The sets of ids that have to stay together, grown until no two share a key."""
    groups = []
    for name in ids:
        keys = {(field, key) for field in by for key in keys_of(rows[name], field)}
        together = [group for group in groups if group[1] & keys]
        groups = [group for group in groups if not group[1] & keys]
        groups.append(({name}.union(*(group[0] for group in together)),
                       keys.union(*(group[1] for group in together))))
    return [names for names, _ in groups]


def nearest(sizes, target):
    """How far from the target the nearest sum of some of the sizes is."""
    sums = {0}
    for size in sizes:
        sums |= {size + other for other in sums}
    return min(abs(total - target) for total in sums)


def split_or_none(view, *arguments, **options):
    """None when a part would be empty."""
    try:
        return view.split(*arguments, **options)
    except setlist.UsageError as error:
        assert "would be empty" in str(error)
        return None


def check(split, view, rows, by):
    """No key is in two parts, every song is in one, and the split says what it is."""
    groups = groups_of(view.ids, rows, by)
    assert sorted(name for part in split for name in part.ids) == sorted(view.ids)
    for part in split:
        inside = set(part.ids)
        assert part.ids == [name for name in view.ids if name in inside]
        assert all(group <= inside or not group & inside for group in groups)
    assert split.by == tuple(by)
    assert split.groups == len(groups)
    assert split.largest == max(map(len, groups), default=0)
    assert split.unknown == (by != [] and sum(
        not any(keys_of(rows[name], field) for field in by) for name in view.ids))
    assert split.fractions == tuple(len(part) / len(view) for part in split)
    return groups


@pytest.mark.parametrize("seed", range(25))
def test_two_parts_share_nothing_and_are_as_near_as_it_gets(seed, tmp_path):
    rng, whole, rows = opened_rows(seed, tmp_path, 60)
    for _ in range(12):
        view = whole[rng.randint(0, 9):].sorted(rng.choice(["title", "year"]))
        by, p = rng.sample(BY, rng.randint(0, 3)), rng.choice([0.1, 0.3, 0.5, 0.7, 0.9, rng.random() or 0.5])
        target = p * len(view)
        split = split_or_none(view, p, rng.randint(0, 99), by=by)
        if split is None:
            best = nearest(list(map(len, groups_of(view.ids, rows, by))), target)
            assert best == pytest.approx(min(target, len(view) - target))
        elif len(view):
            groups = check(split, view, rows, by)
            assert abs(len(split[0]) - target) == pytest.approx(nearest(list(map(len, groups)), target))


@pytest.mark.parametrize("seed", range(25, 40))
def test_several_parts_share_nothing(seed, tmp_path):
    rng, whole, rows = opened_rows(seed, tmp_path, 60)
    for _ in range(12):
        weights = [rng.randint(1, 5) for _ in range(rng.randint(1, 5))]
        fractions = {f"part {k}": weight / sum(weights) for k, weight in enumerate(weights)}
        by = rng.sample(BY, rng.randint(1, 2))
        stratify = rng.choice([None, "groups", "instruments", "composer"])
        split = split_or_none(whole, fractions, rng.randint(0, 99), by=by, stratify=stratify)
        if split is not None:
            check(split, whole, rows, by)
            assert split.names == tuple(fractions)
            assert [split[name] for name in fractions] == list(split)


def test_songs_by_themselves_come_as_near_as_whole_songs_allow(tmp_path):
    whole = opened(tmp_path, definition_of("D", [{"id": str(k)} for k in range(101)]))
    parts = whole.split([0.7, 0.2, 0.1], by=None)
    assert [len(part) for part in parts] == [71, 20, 10] and parts.groups == 101
    assert parts.by == () and parts.unknown == 0 and repr(parts).count(";") == 0
    assert whole.split(0.5, by="composer").unknown == 101


def test_a_seed_decides_and_order_does_not(tmp_path):
    rng, whole, rows = opened_rows(7, tmp_path / "alone", 60)
    beside = opened(tmp_path / "beside", definition_of("A", [{"id": "x", "composer": "Ada"}]),
                    definition_of("D", list(rows.values()))).filter(dataset="D")
    again = whole.sorted("title", reverse=True)
    different = set()
    for seed in range(20):
        first, second = whole.split(0.6, seed, by=None)
        assert again.split(0.6, seed, by=None) == beside.split(0.6, seed, by=None) == (first, second)
        different.add(first)
    assert len(different) > 15
    assert whole.split(0.6, 2**64 - 1, by=None) == whole.split(0.6, seed=2**64 - 1, by=[])


def test_stratified_parts_have_values_alike(tmp_path):
    rows = [{"id": str(k), "groups": ["train" if k % 4 else "test"], "composer": f"Composer {k // 2}"}
            for k in range(400)]
    whole = opened(tmp_path, definition_of("D", rows))
    for by in (None, "composer"):
        for part, wanted in zip(whole.split([0.8, 0.2], by=by, stratify="group"), (80, 20)):
            assert abs(len(part.filter(groups="test")) - wanted) <= 4
            assert abs(len(part) - 4 * wanted) <= 8


def test_texts_that_name_several_persons_count_for_each(tmp_path):
    names = ["Ada / Bob", "bob ; Cyd", "CYD & Dee", "Eve", "dee", "Fay", "unknown", "Fáy"]
    whole = opened(tmp_path, definition_of("D", [{"id": str(k), "composer": name}
                                                 for k, name in enumerate(names)]))
    split = whole.split(0.6, by="composer")
    assert (split.groups, split.largest, split.unknown) == (4, 4, 1)
    sides = [{int(name[2:]) for name in part.ids} for part in split]
    assert any({0, 1, 2, 4} <= side for side in sides) and any({5, 7} <= side for side in sides)


def test_spellings_of_one_person_stay_together(songs, tmp_path):
    names = ["J. S. Bach", "Bach, Johann Sebastian", "Johann Sebastian BACH", "Antonin Dvorak", "Dvořák"]
    whole = opened(tmp_path, definition_of("D", [{"id": str(k), "composer": name}
                                                 for k, name in enumerate(names)]))
    assert {frozenset(part.ids) for part in whole.split(0.5)} == {
        frozenset(whole.ids[:3]), frozenset(whole.ids[3:])}
    train, test = songs.split(0.7, by=["composer", "performer"])
    assert not {song.composer for song in train} & {song.composer for song in test} - {None}


def test_names_positions_and_slices(songs):
    split = songs.split({"train": 0.6, "Prüfung": 0.4})
    train, test = split
    assert split["train"] == split[0] == train and split["Prüfung"] == split[-1] == test
    assert split[:1] == (train,) and isinstance(split, tuple) and len(split) == 2
    for wrong, told in (("trian", "train, Prüfung"), ("", "train, Prüfung")):
        with pytest.raises(KeyError, match=told):
            split[wrong]
    with pytest.raises(KeyError, match="no names"):
        songs.split(0.5)["train"]
    with pytest.raises(IndexError):
        split[2]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_splits_pickle_and_copy_with_what_they_know(songs, protocol):
    split = songs.sorted("title").split({"train": 0.6, "test": 0.4}, by=["composer", "work"])
    for again in (pickle.loads(pickle.dumps(split, protocol)), copy.copy(split), copy.deepcopy(split)):
        assert isinstance(again, setlist.Split) and again == split and repr(again) == repr(split)
        assert vars(again) == vars(split) and again["test"].ids == split["test"].ids


def test_what_is_printed_is_true(tmp_path):
    whole = opened(tmp_path, definition_of("D", [
        {"id": "1", "composer": "Ada"}, {"id": "2", "composer": "Ada"}, {"id": "3"}]))
    split = whole.split({"train": 2 / 3, "test": 1 / 3})
    assert repr(split) == ("<Split train: 2 songs (66.7%), test: 1 song (33.3%); 2 groups by composer, "
                           "the largest of 2 songs; 1 song of which that is not known went alone>")
    assert repr(whole.split(2 / 3, by=None)) == "<Split part 1: 2 songs (66.7%), part 2: 1 song (33.3%)>"
    assert repr(whole[:0].split(0.5, by=None)) == "<Split part 1: 0 songs (0.0%), part 2: 0 songs (0.0%)>"
    assert "1 group by" in repr(whole[:2].split([1.0]))


@pytest.mark.parametrize("p", [[1.0], [0.5, 0.25, 0.25], 0.3, {"a": 0.5, "b": 0.5}])
def test_nothing_splits_into_nothing(songs, p):
    assert all(part.ids == [] for part in songs[:0].split(p))


@pytest.mark.parametrize("arguments, options, error, told", [
    ([0.0], {}, setlist.UsageError, "between 0 and 1"), ([1], {}, setlist.UsageError, "between 0 and 1"),
    ([-0.5], {}, setlist.UsageError, "between 0 and 1"), ([True], {}, setlist.UsageError, "between"),
    ([float("nan")], {}, setlist.UsageError, "nan"), ([[]], {}, setlist.UsageError, "add up to 0"),
    ([{}], {}, setlist.UsageError, "add up to 0"), ([[0.5, 0.6]], {}, setlist.UsageError, "1.1"),
    ([[1.5, -0.5]], {}, setlist.UsageError, "above 0"), ([[0.5, 0.5, 0]], {}, setlist.UsageError, "above 0"),
    ([[float("nan"), 1]], {}, setlist.UsageError, "nan"), ([["0.5", "0.5"]], {}, TypeError, "fraction"),
    (["0.5"], {}, TypeError, "fraction"), ([{1: 0.5, 2: 0.5}], {}, TypeError, "names"),
    ([None], {}, TypeError, "NoneType"), ([0.5, -1], {}, setlist.UsageError, "seed -1"),
    ([0.5, 2**64], {}, setlist.UsageError, "seed"), ([0.5, None], {}, TypeError, "integer"),
    ([0.5, "composer"], {}, TypeError, "integer"), ([0.5], {"by": "composr"}, setlist.UsageError, "composer"),
    ([0.5], {"by": ["year", ""]}, setlist.UsageError, "fields are"), ([0.5], {"by": 3}, TypeError, "field"),
    ([0.5], {"by": len}, TypeError, "field"), ([0.5], {"stratify": ["group"]}, TypeError, "one field"),
    ([0.5], {"stratify": "nope"}, setlist.UsageError, "fields are"),
    ([0.5], {"by": "dataset"}, setlist.UsageError, "would be empty"),
    ([[1 / 16] * 16], {"by": None}, setlist.UsageError, "would be empty")])
def test_wrong_splits_are_told(songs, arguments, options, error, told):
    with pytest.raises(error, match=told) as caught:
        songs.split(*arguments, **options)
    assert "incompatible function" not in str(caught.value)


def test_many_songs_of_few_persons_split_quickly(tmp_path):
    rows = [{"id": str(k), "composer": PERSONS[0] if k < 5000 else f"Composer {k % 3000}"}
            for k in range(20000)]
    whole = opened(tmp_path, definition_of("D", rows))
    split = whole.split([0.8, 0.1, 0.1], by="composer")
    assert [len(part) for part in split] == [16000, 2000, 2000] and split.largest == 5000
