"""Filters and queries mean what a plain reading of the definitions gives."""

import random

import pytest
from collections_of_tests import (
    ARTISTS, COMPOSERS, GROUPS, INSTRUMENTS, NAMES, TAGS, TITLES, TYPES, Plain, Unknown,
    random_definition, write_collection)

import setlist

UNKNOWN_NAMES = ["Chopin", "Fold 2", "", "?!"]


def random_name(rng, choices):
    """A known value, part of one, one in another case, or one that nobody has."""
    value = rng.choice([c for c in choices if c])
    change = rng.random()
    if change < 0.1:
        return rng.choice(UNKNOWN_NAMES[:2])
    if change < 0.3:
        return value.upper()
    if change < 0.4:
        return rng.choice(value.split())
    return value


def random_keywords(rng):
    makers = {
        "datasets": lambda: [random_name(rng, NAMES) for _ in range(rng.randint(1, 2))],
        "dataset": lambda: random_name(rng, NAMES),
        "composer": lambda: random_name(rng, COMPOSERS),
        "title": lambda: random_name(rng, TITLES),
        "artist": lambda: random_name(rng, ARTISTS),
        "instruments": lambda: [random_name(rng, INSTRUMENTS) for _ in range(rng.randint(1, 3))],
        "groups": lambda: [random_name(rng, GROUPS) for _ in range(rng.randint(1, 2))],
        "tags": lambda: random_name(rng, TAGS),
        "ensemble": lambda: rng.random() < 0.5,
        "ground_truth": lambda: rng.choice([
            {kind: rng.randint(0, 2) for kind in rng.sample(TYPES, rng.randint(1, 2))},
            rng.sample(TYPES, rng.randint(1, 2)), rng.choice(TYPES)]),
    }
    chosen = rng.sample(sorted(makers), rng.choice([1, 1, 2, 3]))
    if {"dataset", "datasets"} <= set(chosen):
        chosen.remove("dataset")
    return {name: makers[name]() for name in chosen}


def as_list(value):
    return [value] if isinstance(value, str) else value


def plain_filter(plain, keywords):
    def found(name, value):
        if name in ("dataset", "datasets"):
            return plain.datasets(as_list(value))
        if name in ("composer", "title", "artist"):
            return plain.with_words(name, value)
        if name == "instruments":
            return plain.exact_instruments(as_list(value))
        if name in ("groups", "tags"):
            return set.intersection(*(plain.with_value(name, v) for v in as_list(value)))
        if name == "ensemble":
            return plain.ensemble(value)
        return plain.levels(value if isinstance(value, dict) else dict.fromkeys(as_list(value)))

    kept = set(plain.ids)
    for name, value in keywords.items():
        kept &= found(name, value)
    return kept


def random_term(rng):
    field, choices = rng.choice([
        ("dataset", NAMES), ("instrument", INSTRUMENTS), ("composer", COMPOSERS),
        ("title", TITLES), ("artist", ARTISTS), ("group", GROUPS), ("tag", TAGS),
        ("ensemble", ["true", "false"]), ("has", [*TYPES, "audio", "text", "sources"]),
        ("", [*COMPOSERS, *TITLES, "nowhere"])])
    value = rng.choice([c for c in choices if c])
    if field not in ("ensemble", "has"):
        value = random_name(rng, choices)
    return rng.random() < 0.3, field, value


def written(term):
    denied, field, value = term
    quoted = f'"{value}"' if any(c in value for c in ' :"-') else value
    return ("-" if denied else "") + (f"{field}:" if field else "") + quoted


def plain_term(plain, field, value):
    if field == "dataset":
        return plain.datasets([value])
    if field in ("instrument", "group", "tag"):
        return plain.with_value(field + "s", value)
    if field == "ensemble":
        return plain.ensemble(value == "true")
    if field == "has":
        return plain.has(value)
    return plain.with_words(field, value) if field else plain.any_text(value)


def plain_query(plain, terms):
    kept = set(plain.ids)
    for denied, field, value in terms:
        found = plain_term(plain, field, value)
        kept = kept - found if denied else kept & found
    return kept


def compare(dataset, plain, ask, expect):
    """Both give the same songs, or both do not know a name."""
    try:
        expected = expect(plain)
    except Unknown:
        with pytest.raises(setlist.UsageError):
            ask(dataset)
        return None
    got = ask(dataset)
    assert got.ids == [name for name in plain.ids if name in expected]
    return len(expected)


@pytest.mark.parametrize("seed", range(25))
def test_filters_and_queries_against_a_plain_reading(seed, tmp_path):
    rng = random.Random(seed)
    definitions = [random_definition(rng, name) for name in rng.sample(NAMES, rng.randint(1, 3))]
    dataset = setlist.Dataset(definitions=write_collection(tmp_path, definitions))
    plain = Plain(definitions)
    for _ in range(40):
        keywords = random_keywords(rng)
        compare(dataset, plain, lambda d: d.filter(**keywords), lambda p: plain_filter(p, keywords))
        terms = [random_term(rng) for _ in range(rng.randint(0, 3))]
        text = " ".join(map(written, terms))
        compare(dataset, plain, lambda d: d.filter(text), lambda p: plain_query(p, terms))


def test_a_query_and_keywords_must_both_hold(songs):
    both = songs.filter("instrument:piano", groups="train", ensemble=False)
    assert both == songs.filter("instrument:piano group:train ensemble:false")
    assert 0 < len(both) < len(songs)
    assert songs.filter() == songs and songs.filter("") == songs


def test_names_are_unknown_relative_to_the_whole_collection(songs):
    assert len(songs[:1].filter(composer="Dvořák")) == 0  # known, but not among these
    with pytest.raises(setlist.UsageError, match="did you mean"):
        songs[:1].filter(composer="Dvorka")


@pytest.mark.parametrize("keywords, told", [
    ({"composer": "Bachh"}, "Bach"), ({"instruments": ["pianoo"]}, "piano"),
    ({"groups": "trian"}, "train"), ({"dataset": "Startr"}, "Starter"),
    ({"ground_truth": {"precise": 1}}, "precise"), ({"tags": ["mood---clam"]}, "mood---calm"),
    ({"ground_truth": {"score": 3}}, "0, 1 or 2")])
def test_unknown_names_are_told_with_the_nearest(songs, keywords, told):
    with pytest.raises(setlist.UsageError, match=told) as caught:
        songs.filter(**keywords)
    assert isinstance(caught.value, ValueError) and caught.value.exit_code == 2


@pytest.mark.parametrize("query", [
    "composer:", "nothing:x", '"open', "-", "ensemble:maybe", "has:everything", "composer:?!",
    "?!", "-?!"])
def test_wrong_queries_are_refused(songs, query):
    with pytest.raises(setlist.UsageError):
        songs.filter(query)


@pytest.mark.parametrize("keywords", [
    {"composer": 5}, {"title": ["a"]}, {"ensemble": "yes"}, {"instruments": [1]}, {"groups": 7},
    {"ground_truth": {"score": "1"}}, {"no_such_keyword": 1}])
def test_values_of_a_wrong_type_are_type_errors(songs, keywords):
    with pytest.raises(TypeError):
        songs.filter(**keywords)


@pytest.mark.parametrize("keywords", [
    {"composer": ""}, {"datasets": []}, {"instruments": []}, {"ground_truth": {}},
    {"ground_truth": {"score": -1}}, {"dataset": "Starter", "datasets": ["Starter"]}])
def test_what_would_silently_select_everything_is_refused(songs, keywords):
    with pytest.raises(setlist.UsageError):
        songs.filter(**keywords)
