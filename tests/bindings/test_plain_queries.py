"""The plain evaluator against answers written out by hand."""

import json

import pytest
from plain_queries import Malformed, Plain, Unknown

ZOE = {
    "format": 1, "name": "Zoë", "license": {"id": "CC-BY-4.0"}, "ensemble": True,
    "ground_truth": {"train": {"score": 1, "f0": 2}, "test": {"beats": 2, "non_aligned": 1}},
    "songs": [
        {"id": "1", "composer": "J. S. Bach", "title": "Große Fuge", "year": 1720, "duration": 60,
         "instruments": ["Violine", "violin", "Violoncello"], "groups": ["train"],
         "tags": ["jazz", "mood---calm"]},
        {"id": "2", "composer": "Carl Philipp Emanuel Bach", "title": "Solfeggio", "year": 1766,
         "instruments": ["piano"], "groups": ["train", "test"], "license": "CC-BY-NC-4.0",
         "text": "A slow caption"},
        {"id": "3", "composer": "unknown", "title": "Fur Elise", "artist": "The Bachs",
         "duration": 600.5},
        {"id": "4", "composer": "Шопен", "title": "Sonate (op. 4)", "year": 1828, "duration": 30,
         "instruments": ["Klavier", "pno"], "groups": ["test"], "tags": ["blues"],
         "recording": "4.wav", "sources": ["a.wav", "b.wav"]}]}
ARK = {
    "format": 1, "name": "ark", "ground_truth": {"test": {"score": 2}},
    "songs": [
        {"id": "1", "composer": "Antonín Dvořák", "title": "Für Elise *", "performer": "Ana María",
         "instruments": "cello", "groups": "test", "duration": 372.4, "ensemble": True},
        {"id": "2", "title": "OR", "artist": "Trio A-B", "instruments": ["Horn, French", "cello"],
         "groups": ["Other"], "tags": ["jazz"], "year": 1808},
        {"id": "3", "composer": "Bach, Johann Sebastian", "title": "Prelude", "work": "BWV 999",
         "instruments": ["piano"], "license": {"id": "MIT"}, "text": "a fast one",
         "features": {"mel": {"path": "mel.npy"}}},
        {"id": "4", "title": "Prélude", "artist": "unknown", "album": "unknown", "year": 1900,
         "duration": 60, "instruments": []}]}


def ids(short):
    return [name.replace("Z", "Zoë/").replace("a", "ark/") for name in short.split()]


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    folder = tmp_path_factory.mktemp("by-hand")
    for name, definition in (("b.json", ZOE), ("a.json", ARK)):
        (folder / name).write_text(json.dumps(definition), encoding="utf-8")
    return Plain.of_folder(folder)


@pytest.mark.parametrize("query, expected", [
    ("", "Z1 Z2 Z3 Z4 a1 a2 a3 a4"),
    ("dataset:zoe", "Z1 Z2 Z3 Z4"),
    ("dataset=ark", "a1 a2 a3 a4"),
    ("id:ZOE/4", "Z4"),
    ("id~*/2", "Z2 a2"),
    ("composer:bach", "Z1 Z2 a3"),
    ('composer:"J. S. Bach"', "Z1 a3"),
    ('composer:"Bach, Johann Sebastian"', "Z1 a3"),
    ("composer:sebastian", "Z1 a3"),
    ("composer:CHOPIN", "Z4"),
    ('composer="J. S. Bach"', "Z1"),
    ("composer~*bach", "Z1 Z2"),
    ("composer:dvorak", "a1"),
    ("title:grosse", "Z1"),
    ('title:"fur elise"', "Z3 a1"),
    ('title="Fur Elise"', "Z3"),
    ("title~?ur*elise", "Z3"),
    (r'title~"fur elise \*"', "a1"),
    ("title~PRELUDE", "a3 a4"),
    ("title~*", "Z1 Z2 Z3 Z4 a1 a2 a3 a4"),
    ("artist~*", "Z3 a2"),
    ("performer:maria", "a1"),
    ("work:999", "a3"),
    ("text:a", "Z2 a3"),
    ("bachs elise", "Z3"),
    ('"OR"', "a2"),
    ("chopin sonate", "Z4"),
    ("instrument:violoncelli", "Z1 a1 a2"),
    ("instrument=cello", "a1 a2"),
    ("instrument:corno", "a2"),
    ("instrument~k*r", "Z4"),
    ("instruments:cello,violin,geige", "Z1"),
    ("instruments:cello,violin", ""),
    ("instruments:piano,piano", "Z4"),
    ("n_instruments:1", "Z2 a1 a3"),
    ("n_instruments>=2", "Z1 Z4 a2"),
    ("group:TEST", "Z2 Z4 a1"),
    ("-group:test", "Z1 Z3 a2 a3 a4"),
    ("tag:jazz OR tag:blues", "Z1 Z4 a2"),
    ("tag~mood*", "Z1"),
    ("ensemble:true", "Z1 Z3 a1 a2"),
    ("ensemble:false", "Z2 Z4 a3 a4"),
    ("has:audio has:sources", "Z4"),
    ("has:features OR has:text", "Z2 a3"),
    ("has:score", "Z1 Z2 a1"),
    ("has:score=1", "Z1 Z2"),
    ("has:score<1", "Z2 Z4 a2"),
    ("has:score>=1 has:score=0", "Z2"),
    ("has:misaligned", "Z2 Z4"),
    ("has:tempo", ""),
    ("year:1808", "a2"),
    ("year:1766..1828", "Z2 Z4 a2"),
    ("year:1828..", "Z4 a4"),
    ("year=1900 OR duration:..60", "Z1 Z4 a4"),
    ("duration>60", "Z3 a1"),
    ("-duration<60", "Z1 Z2 Z3 a1 a2 a3 a4"),
    ("n_notes>=1", ""),
    ("license:cc-by", "Z1 Z3 Z4"),
    ("license:CC-BY-NC", "Z2"),
    ("license=CC-BY-4.0 OR license:mit", "Z1 Z3 Z4 a3"),
    ("installed:false year<1750", "Z1"),
    ("installed:true", ""),
    ("composer:bach group:test OR tag:jazz", "Z1 Z2 a2"),
    ("composer:bach (group:test OR tag:jazz)", "Z1 Z2"),
    ("NOT composer:bach AND -(year>0 OR duration>600)", "a1"),
    ("NOT (NOT tag:jazz)", "Z1 a2"),
    ("composer:bach(title:prelude)", "a3"),
])
def test_texts(plain, query, expected):
    assert plain.choose(query) == ids(expected)


@pytest.mark.parametrize("keywords, expected", [
    ({"datasets": ["ark", "zoe"], "composer": "bach"}, "Z1 Z2 a3"),
    ({"groups": ["train", "test"]}, "Z2"),
    ({"any_group": ["train", "Other"]}, "Z1 Z2 a2"),
    ({"any_tag": ["blues", "jazz"]}, "Z1 Z4 a2"),
    ({"all_instruments": ["horn", "vc"]}, "a2"),
    ({"any_instrument": ["violin", "piano"]}, "Z1 Z2 Z4 a3"),
    ({"instruments": ["violino", "cello", "Violin"]}, "Z1"),
    ({"instruments": "piano"}, "Z2 a3"),
    ({"ensemble": True, "groups": "test"}, "a1"),
    ({"has": ["score", "beats"]}, "Z2"),
    ({"ground_truth": ["score", "f0"]}, "Z1 Z2"),
    ({"ground_truth": ["score", "beats"]}, ""),
    ({"ground_truth": {"score": 0, "beats": 2}}, "Z2 Z4"),
    ({"year": (None, 1766)}, "Z1 Z2"),
    ({"duration": (60, 372.4)}, "Z1 a1 a4"),
    ({"duration": ">=372.4"}, "Z3 a1"),
    ({"n_instruments": 3}, "Z1"),
    ({"license": ["MIT", "CC-BY-NC"]}, "Z2 a3"),
    ({"query": "composer:bach", "title": "prelude"}, "a3"),
])
def test_keywords(plain, keywords, expected):
    assert plain.choose(**keywords) == ids(expected)


@pytest.mark.parametrize("query", [
    "composer:beethoven", 'composer="Bach"', "instrument:tuba", "group:trai", "tag:calm", "title~x*",
    "dataset:zo", "id:1", "has:everything", "license:CC", "license:cc-by-3.0", "nowhere", "album:unknown",
    "composer:unknown", "NOT work:1000", "instruments:cello,tuba"])
def test_names_that_nobody_has(plain, query):
    with pytest.raises(Unknown):
        plain.choose(query)


@pytest.mark.parametrize("query", [
    "(", ")", "()", "tag:jazz)", "(tag:jazz", "OR", "tag:jazz OR", "AND tag:jazz", "NOT", "-", "- tag:jazz",
    "tag:jazz OR OR tag:blues", "nothing:x", "title:", 'title:""', "title:?!", '"open', "year:abc", "year:..",
    "year:1900..1800", "year~18*", "title>=a", "ensemble:maybe", "has:score=3", "has:audio=1", "a=b"])
def test_texts_that_are_no_queries(plain, query):
    with pytest.raises(Malformed):
        plain.choose(query)


@pytest.mark.parametrize("query, expected", [
    ("duration>60", {"duration": 3}),
    ("-duration<60", {}),
    ("-(NOT duration:..60)", {"duration": 3}),
    ("composer:bach duration>=60", {"duration": 2}),
    ("year:1700.. duration:60..", {"year": 2, "duration": 2, "several": 1}),
    ("year:1700.. OR duration:60..", {"year": 1, "duration": 1}),
    ("n_notes>5 tag:jazz", {"n_notes": 2}),
    ("n_instruments<9", {"n_instruments": 2}),
    ("dataset:ark", {})])
def test_what_is_left_out(plain, query, expected):
    assert plain.left_out(query) == expected


def test_what_is_left_out_of_a_part(plain):
    assert plain.left_out("duration>60", within=ids("Z1 Z2 a3")) == {"duration": 2}


def test_variants_count_where_they_are_named():
    song = {"id": "1", "title": "Same"}
    plain = Plain([{"name": "B", "variant_of": "A", "songs": [song]}, {"name": "A", "songs": [song]}])
    assert plain.choose("title:same") == ["A/1"]
    assert plain.choose("dataset:B OR title:same") == ["A/1", "B/1"]
    assert plain.choose("-dataset:B") == ["A/1"]
