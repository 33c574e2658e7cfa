"""Filters and queries mean what a plain reading of the definitions gives."""

import re
import warnings

import pytest
from collections_of_tests import open_random
from plain_queries import Malformed, Unknown
from random_queries import random_keywords, random_question, random_term, random_tree, rendered

import setlist

SHOWN = {"year": "year", "duration": "duration", "n_notes": "number of notes",
         "n_instruments": "number of instruments", "several": "several"}
ERROR = "an error"


def answered(dataset, question):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        try:
            return dataset.filter(**question).ids
        except setlist.UsageError:
            return ERROR


def expected(plain, question):
    try:
        return plain.choose(**question)
    except (Unknown, Malformed):
        return ERROR


def known_questions(rng, plain, count):
    """Random questions that are no errors."""
    while count:
        question = random_question(rng)
        if expected(plain, question) != ERROR:
            count -= 1
            yield question


def meaning(plain, tree):
    """The ids that a tree chooses: terms by the plain reading, the rest by set algebra."""
    kind, *parts = tree
    if kind == "term":
        return set(plain.choose(parts[0]))
    sets = [meaning(plain, part) for part in parts]
    if kind == "not":
        return set(plain.ids) - sets[0]
    return set.union(*sets) if kind == "or" else set.intersection(*sets)


@pytest.mark.parametrize("seed", range(20))
def test_texts_and_keywords_against_a_plain_reading(seed, tmp_path):
    rng, dataset, plain = open_random(seed, tmp_path)
    for _ in range(60):
        question = random_question(rng)
        assert answered(dataset, question) == expected(plain, question), question


@pytest.mark.parametrize("seed", range(20))
def test_terms_alone_against_a_plain_reading(seed, tmp_path):
    rng, dataset, plain = open_random(seed, tmp_path)
    for _ in range(150):
        question = {"query": random_term(rng)} if rng.random() < 0.7 else random_keywords(rng)
        assert answered(dataset, question) == expected(plain, question), question


@pytest.mark.parametrize("seed", range(20, 30))
def test_trees_are_set_algebra_over_their_terms(seed, tmp_path):
    rng, dataset, plain = open_random(seed, tmp_path)
    for _ in range(60):
        tree = random_tree(rng, 3)
        text = rendered(rng, tree)
        try:
            wanted = meaning(plain, tree)
        except (Unknown, Malformed):
            wanted = ERROR
        in_order = wanted if wanted == ERROR else [name for name in plain.ids if name in wanted]
        assert expected(plain, {"query": text}) == in_order, text
        assert answered(dataset, {"query": text}) == in_order, text


@pytest.mark.parametrize("seed", range(30, 40))
def test_filters_of_filters_and_denials(seed, tmp_path):
    rng, dataset, plain = open_random(seed, tmp_path)
    for first in known_questions(rng, plain, 30):
        second = random_question(rng)
        kept = set(expected(plain, first))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            some = dataset.filter(**first)
        answer = expected(plain, second)
        within = answer if answer == ERROR else [name for name in answer if name in kept]
        assert answered(some, second) == within, (first, second)
        text = rendered(rng, random_tree(rng, 2))
        everything = expected(plain, {"query": text})
        if everything != ERROR:
            others = [name for name in plain.ids if name not in everything]
            assert answered(dataset, {"query": f"-({text})"}) == others, text
            both = [name for name in everything if name in kept]
            if "query" not in first:
                assert answered(dataset, {"query": text, **first}) == both, (text, first)


def told(dataset, question):
    """{field: how many songs} of the warnings of a filter."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        dataset.filter(**question)
    sentence = r"(?:(1) song is left out: its|(\d+) songs are left out: their) (.*?) (is|are) not known"
    found = [re.search(sentence, str(warning.message)) for warning in caught]
    assert all(found) and all(warning.category is UserWarning for warning in caught)
    counts = {match[3] if match[4] == "is" else "several": int(match[1] or match[2]) for match in found}
    assert len(counts) == len(found)
    return counts


@pytest.mark.parametrize("seed", range(40, 50))
def test_songs_left_out_for_an_unknown_number_are_told(seed, tmp_path):
    rng, dataset, plain = open_random(seed, tmp_path)
    part = dataset[::2]
    for question in known_questions(rng, plain, 60):
        for some, within in ((dataset, None), (part, set(part.ids))):
            counts = plain.left_out(within=within, **question)
            assert told(some, question) == {SHOWN[key]: n for key, n in counts.items()}, question


@pytest.mark.parametrize("seed", range(50, 55))
def test_damaged_texts_are_refused_by_both(seed, tmp_path):
    rng, dataset, plain = open_random(seed, tmp_path)
    damages = ["({}", "{})", "{} OR", "OR {}", "{} AND", "AND {}", "{} OR OR {}", "({}) ()", '{} "', "NOT",
               "{} NOT", "{} -", "{} nofield:x", "{} nofield>3", "{} year:abc", "{} year:..",
               "{} duration:600..60", "{} duration:60..x", "{} title>=a", "{} instrument<3", "{} title:",
               "{} has:nothing", "{} has:score=3", "{} has:score>=x", "{} has:audio>=1", "{} ensemble:maybe",
               "{} installed:1", "{} n_notes>=", "{} year~18*", "{} ?!", "{} composer:?!", "{} dataset>Beta"]
    for damage in damages:
        text = damage.replace("{}", rendered(rng, random_tree(rng, 2)))
        assert expected(plain, {"query": text}) == ERROR, text
        assert answered(dataset, {"query": text}) == ERROR, text


def test_where_is_asked_last_of_the_songs_that_are_left(tmp_path):
    _, dataset, _ = open_random(3, tmp_path, least=3)
    asked = []
    found = dataset.filter("installed:false", ensemble=False, where=lambda song: asked.append(song.id))
    assert asked == dataset.filter(ensemble=False).ids and len(asked) > 0 and len(found) == 0
    odd = dataset.filter(where=lambda song: song.id in asked[1::2])
    assert odd.ids == asked[1::2]


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


@pytest.mark.parametrize("keywords", [
    {"composer": 5}, {"ensemble": "yes"}, {"instruments": [1]}, {"groups": 7}, {"installed": "yes"},
    {"ground_truth": {"score": "1"}}, {"where": 3}, {"no_such_keyword": 1}])
def test_values_of_a_wrong_type_are_type_errors(songs, keywords):
    with pytest.raises(TypeError):
        songs.filter(**keywords)


@pytest.mark.parametrize("keywords", [
    {"composer": ""}, {"datasets": []}, {"instruments": []}, {"ground_truth": {}}, {"any_tag": []},
    {"ground_truth": {"score": -1}}, {"dataset": "Starter", "datasets": ["Starter"]},
    {"duration": (600, 60)}, {"year": "about 1800"}])
def test_what_would_silently_select_everything_is_refused(songs, keywords):
    with pytest.raises(setlist.UsageError):
        songs.filter(**keywords)
