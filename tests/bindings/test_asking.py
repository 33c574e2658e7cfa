"""What is asked of a dataset beside texts and keywords: functions, reasons, editions; and warnings."""

import json
import pickle
import warnings

import numpy as np
import pytest
from views_of_tests import definition_of, opened, opened_rows

import setlist


@pytest.fixture
def editions(tmp_path):
    """Opens two editions of one dataset, and another dataset."""
    one = definition_of("Own", [{"id": "1", "year": 1700}, {"id": "2", "composer": "Ada", "year": 1800}])
    two = definition_of("Own-2", [{"id": "1", "year": 1700}, {"id": "2", "year": 1801}], variant_of="Own")
    other = definition_of("Rest", [{"id": "1", "year": 1700}])

    def start(**options):
        return opened(tmp_path, one, two, other, **options)

    return start


class Stop(BaseException):
    """As KeyboardInterrupt is, no Exception."""


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt, StopIteration, GeneratorExit,
                                   setlist.UsageError, Stop])
@pytest.mark.parametrize("first", [True, False])
def test_what_a_function_throws_comes_out(songs, error, first):
    asked = []

    def where(song):
        asked.append(song.id)
        if len(asked) == 3:
            raise error("because")
        return True

    with pytest.raises(error, match="because"):
        songs.filter(where) if first else songs.filter("group:train", where=where)
    wanted = songs if first else songs.filter("group:train")
    assert asked == wanted.ids[:3] and len(songs) == 15
    asked.clear()
    assert songs[:2].filter(where) == songs[:2]


@pytest.mark.parametrize("truth", [1, "x", [0], np.True_, setlist.Song, np.array([1])])
def test_what_counts_as_true_is_up_to_python(songs, truth):
    assert songs.filter(lambda song: truth) == songs
    assert songs.filter(where=lambda song: not truth).ids == []


def test_an_answer_without_a_truth_is_an_error(songs):
    with pytest.raises(ValueError, match="ambiguous"):
        songs.filter(lambda song: np.zeros(2))


def test_functions_may_ask_datasets_themselves(songs):
    piano = songs.filter("instrument:piano")

    def lonely(song):
        return len(songs.filter(where=lambda other: other.composer == song.composer) & piano) == 1

    assert songs.filter(lonely).ids == [
        song.id for song in songs if [other.composer for other in piano].count(song.composer) == 1]


@pytest.mark.parametrize("call, told", [
    (lambda ds: ds.filter(5), "the query 5"), (lambda ds: ds.filter(b"piano"), "the query b'piano'"),
    (lambda ds: ds.filter(["piano"]), "the query"), (lambda ds: ds.filter(where=False), "callable"),
    (lambda ds: ds.filter(len, where=len), "the query"), (lambda ds: ds.explain(len), "the query"),
    (lambda ds: ds.explain(where=len), "explain.. has no argument 'where'"),
    (lambda ds: ds.filter(wher=len), "did you mean 'where'"),
    (lambda ds: ds.filter(instrument="piano"), "'all_instruments' or 'any_instrument'"),
    (lambda ds: ds.filter(group="train"), "did you mean 'groups'"),
    (lambda ds: ds.filter(id="x"), "no argument 'id'")])
def test_arguments_that_are_no_query_are_type_errors(songs, call, told):
    with pytest.raises(TypeError, match=told) as caught:
        call(songs)
    assert "incompatible function" not in str(caught.value)


PARTS = ["-tag:calm", "(group:train OR tag:loud)", "instrument:piano", "year:1000..", "composer:bob",
         "NOT (tag:quick group:test)", "n_instruments>=2", "title~*1*"]


@pytest.mark.parametrize("seed", range(10))
def test_reasons_are_the_counts_of_filters(seed, tmp_path):
    rng, whole, _ = opened_rows(seed, tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for _ in range(20):
            view = whole[rng.randint(0, 5)::rng.randint(1, 2)].sorted("title")
            chosen = rng.sample(PARTS, rng.randint(1, 4))
            try:
                kept = [len(view.filter(part)) for part in chosen]
            except setlist.UsageError:
                continue  # by chance no song of this collection has the name
            rows = [row for row in view.explain(" ".join(chosen)) if row.depth == 0]
            assert [row.alone for row in rows] == kept
            assert [row.together for row in rows] == [
                len(view.filter(" ".join(chosen[:k + 1]))) for k in range(len(chosen))]


def test_reasons_print_as_a_table(songs):
    reasons = songs.explain("(composer:bach OR composer:dvorak) -group:test", ensemble=False)
    assert isinstance(reasons, tuple) and [row.depth for row in reasons] == [0, 1, 1, 0, 1, 0]
    assert [reasons[0].alone, reasons[1].alone, reasons[2].alone] == [2, 1, 1]
    header, *lines = repr(reasons).splitlines()
    assert header.split() == ["part", "alone", "together"] and len(lines) == 6
    assert lines[1].startswith("  composer:bach") and lines[1].split()[-1] == "1"
    assert len({len(line) for line in (header, lines[0], lines[3], lines[5])}) == 1
    assert "every song" in repr(songs.explain()) and songs.explain() == ()
    assert pickle.loads(pickle.dumps(reasons)) == reasons
    with pytest.raises(setlist.UsageError, match="did you mean"):
        songs.explain("composer:dvorka")
    assert songs[:0].explain("composer:bach")[0][2:] == (0, 0)


OPERATIONS = {
    "filter": lambda ds: ds.filter("year:1.."), "function": lambda ds: ds.filter(lambda song: True),
    "slice": lambda ds: ds[:], "sorted": lambda ds: ds.sorted("year"), "or": lambda ds: ds | ds,
    "and": lambda ds: ds & ds, "minus": lambda ds: ds - ds[:0], "twice": lambda ds: ~~ds,
    "sample": lambda ds: ds.sample(len(ds)), "pickle": lambda ds: pickle.loads(pickle.dumps(ds)),
    "group": lambda ds: next(iter(ds.groupby("installed").values())),
    "split": lambda ds: ds.split([1.0], by=None)[0]}


@pytest.mark.parametrize("name", OPERATIONS)
def test_whether_editions_count_survives_every_operation(editions, name):
    few, all_of_them = editions(), editions(variants=True)
    assert few.ids == ["Own/1", "Own/2", "Rest/1"]
    assert all_of_them.ids == ["Own/1", "Own/2", "Own-2/1", "Own-2/2", "Rest/1"]
    for whole in (few, all_of_them):
        view = OPERATIONS[name](whole)
        assert view == whole and len(~view) == 0
        assert (~view[:1]) == whole - whole[:1] == ~(view[:1]) and ~(view[:0]) == whole
        assert view.filter("-dataset:Rest").complement().ids == ["Rest/1"]


def test_editions_are_there_when_they_are_named(editions):
    few = editions()
    assert few.filter("dataset:Own-2").ids == few.filter(dataset="Own-2").ids == ["Own-2/1", "Own-2/2"]
    assert few.filter(datasets=["Rest", "Own-2"]).ids == ["Own-2/1", "Own-2/2", "Rest/1"]
    assert few.filter("year:1700 (dataset:Own OR dataset:Own-2)").ids == ["Own/1", "Own-2/1"]
    assert few.filter("year:1700").filter("dataset:Own-2").ids == ["Own-2/1"]
    assert few.filter("-dataset:Own-2").ids == few.ids and few.filter("year:1801").ids == []
    assert few.explain("dataset:Own-2 year:1801")[1].together == 1
    again = pickle.loads(pickle.dumps(few.filter("year:1700")))
    assert again.filter("dataset:Own-2").ids == ["Own-2/1"]
    for whole in (few, editions(variants=True)):
        with pytest.raises(setlist.UsageError, match="Own-3"):
            whole.filter(dataset="Own-3")


def test_the_only_edition_on_disk_stands_for_all(starter, official, tmp_path):
    definition = json.loads((official / "Starter.json").read_text())
    older = definition_of("Older", [{"id": "1"}])
    folder = opened(tmp_path, older, {**definition, "variant_of": "Older"})
    assert {song.dataset for song in folder} == {"Older"}
    here = setlist.Dataset(tmp_path / "definitions", install_dir=starter)
    assert {song.dataset for song in here} == {"Starter"} and len(here) == 15


def warned(work):
    """The warnings of a call, [(file, text)]."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        work()
    return [(warning.filename, str(warning.message)) for warning in caught]


def test_warnings_point_at_the_caller(tmp_path):
    one = opened(tmp_path / "one", definition_of("D", [{"id": "1"}, {"id": "2", "duration": 4}]))
    two = opened(tmp_path / "two", definition_of("D", [{"id": "1", "title": "Changed"}]))
    left_out = "1 song is left out: its duration is not known"
    assert warned(lambda: one.filter("duration<5")) == [(__file__, left_out)]
    assert warned(lambda: one.filter(duration=(3, 5))) == [(__file__, left_out)]
    for meet in (lambda: one | two, lambda: one & two, lambda: one - two, lambda: one ^ two,
                 lambda: one.union(two), lambda: one.intersection(two), lambda: one.difference(two),
                 lambda: one.symmetric_difference(two), lambda: one.isdisjoint(two)):
        [(file, text)] = warned(meet)
        assert file == __file__ and "D is defined by" in text and "differently" in text
    assert warned(lambda: one == two or one <= two or hash(one)) == []


def test_what_is_not_known_is_told_of_the_songs_asked(tmp_path):
    whole = opened(tmp_path, definition_of("D", [{"id": str(k)} for k in range(4)] + [
        {"id": "known", "year": 1800}]))
    told = [(__file__, "3 songs are left out: their year is not known")]
    assert warned(lambda: whole[:3].filter("year>1")) == warned(lambda: whole[:3].filter(year=7)) == told
    assert warned(lambda: whole[4:].filter("year>1")) == warned(lambda: whole[:0].filter("year>1")) == []
    with pytest.raises(UserWarning, match="3 songs"):
        whole[1:].filter(year=1800)  # warnings are errors in these tests


def test_two_unknown_numbers_are_told(tmp_path):
    whole = opened(tmp_path, definition_of("D", [{"id": "1"}, {"id": "2", "year": 1800, "duration": 9}]))
    assert warned(lambda: whole.filter("year>1 duration>1")) != []
