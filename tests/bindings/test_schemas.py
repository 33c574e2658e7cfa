"""The published schemas and the reader give the same verdict on every definition.

Beyond a schema, and so left out of the mutations: the safety of names and paths, ids that occur
twice, a song without any id, the number of annotation files, the fields of a template, `root`;
1.0, which is an integer for a schema but not for the reader, and integers of more than 64 bits.
"""

import copy
import gzip
import json
import re
from pathlib import Path

import pytest

import setlist

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")

ROOT = Path(__file__).resolve().parents[2]

SMALL = {
    "$schema": "../schemas/definition.schema.json", "format": 1, "name": "Small",
    "version": "1.0", "description": "d", "homepage": "h",
    "license": {"id": "MIT", "url": "u"}, "citation": "c", "ensemble": False,
    "groups": ["train"], "instruments": ["piano"], "recording": {"format": "wav"},
    "sources": {"format": "wav"},
    "ground_truth": {"train": {"precise_alignment": 1, "score": 2}},
    "install": {
        "resources": [{"id": "all", "part": "audio", "urls": ["http://x.example/a.zip"], "size": 3,
                       "digest": ["md5:" + "0" * 32], "verified": True, "unpack": True}],
        "conversion": [{"converter": "midi", "from": "{id}.mid", "alignment": "score",
                        "split": "tracks"}]},
    "songs": [{"id": "one", "title": "t", "composer": "c", "artist": "a", "album": "b", "year": 1,
               "duration": 2.5, "offset": 0.1, "ensemble": True, "instruments": ["piano"],
               "groups": ["train"], "tags": ["x"], "text": "y", "recording": {"path": ["one.wav"]},
               "sources": {"path": ["one-1.wav"]}, "ground_truth": ["one.json.gz"],
               "meta": {"anything": 1}}],
    "meta": [1, {"a": None}]}

VALUES = [None, True, 0, 1, 2, 3, -1, 1.5, 1e300, 4000, -700000, "", "word", [], ["word"], [1],
          [None], [["word"]], {}, {"path": "p.wav"}, {"format": "wav"}, {"$note": 1}, {"other": 1}]
URLS = ["https://x.example/y", "http://", "ftp://x/y", "file:a.zip", "file:", "x/y", "http://a b"]
DIGESTS = ["sha256:" + "a" * 64, "SHA256:" + "A" * 64, "sha256:" + "a" * 63, "md5:", "crc:1",
           "md5:" + "g" * 32]

# Where a value of these kinds is judged by more than its type.
BEYOND = {
    r"songs/0": dict, r"songs/0/id": str, r"songs/0/(recording|sources)(/path)?": (str, list, dict),
    r"songs/0/(recording|sources)/path/0": str, r"songs/0/ground_truth(/0)?": (str, list),
    r"install/resources/0/id": str, r"install/conversion/0/from": str}


def pointers(value, at=()):
    yield at
    items = value.items() if isinstance(value, dict) else (
        enumerate(value) if isinstance(value, list) else ())
    for key, item in items:
        yield from pointers(item, (*at, key))


def changed(at, change):
    """SMALL with `change(holder, key)` made at a pointer."""
    document = copy.deepcopy(SMALL)
    holder = document
    for key in at[:-1]:
        holder = holder[key]
    change(holder, at[-1])
    return document


def beyond(at, value):
    place = "/".join(map(str, at))
    return any(re.fullmatch(pattern, place) and isinstance(value, kinds)
               for pattern, kinds in BEYOND.items())


def mutations():
    yield "nothing changed", SMALL
    for at in pointers(SMALL):
        place = "/" + "/".join(map(str, at))
        if at:
            yield f"without {place}", changed(at, lambda holder, key: holder.pop(key))
        if not at or "meta" in at[:-1] and at[0] != "songs":
            continue
        for value in VALUES:
            if not beyond(at, value):
                yield f"{place} = {value!r}", changed(at, lambda h, k, v=value: h.update({k: v})
                                                      if isinstance(h, dict) else h.insert(k, v))
    for at in [p for p in pointers(SMALL) if p and isinstance(at_pointer(p), dict)]:
        for key in ("unknown", "titel", "$note", "$", ""):
            yield f"/{'/'.join(map(str, at))} with {key!r}", changed(
                at, lambda holder, last, k=key: holder[last].update({k: "x"}))
    for key in ("unknown", "root ", "$note", "Name"):
        yield f"top with {key!r}", {**SMALL, key: "x"}
    for name, values in (("urls", URLS), ("digest", DIGESTS)):
        for value in [*values, *([v] for v in values), [values[0], values[2]]]:
            yield f"{name} = {value!r}", changed(("install", "resources", 0, name),
                                                 lambda h, k, v=value: h.update({k: v}))
    for document in (None, [], "x", 1, [SMALL]):
        yield f"document {document!r:.10}", document


def at_pointer(at):
    value = SMALL
    for key in at:
        value = value[key]
    return value


def reader_accepts(folder, document):
    folder.mkdir()
    (folder / "one.json").write_text(json.dumps(document))
    lines = setlist.Dataset(definitions=folder).warnings
    return not [line for line in lines if not re.search(r"\.json(:\d+)?: warning: ", line)], lines


def validator(name):
    schema = json.loads((ROOT / "schemas" / name).read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def test_the_reader_and_the_schema_agree_on_every_mutation(tmp_path):
    schema = validator("definition.schema.json")
    verdicts, disagreements = {True: 0, False: 0}, []
    for number, (what, document) in enumerate(mutations()):
        wanted = schema.is_valid(document)
        found, lines = reader_accepts(tmp_path / str(number), document)
        verdicts[found] += 1
        if found != wanted:
            disagreements.append(f"{what}: schema {wanted}, reader {found} {lines}")
    assert not disagreements, "\n".join(disagreements[:40])
    assert sum(verdicts.values()) >= 300 and min(verdicts.values()) >= 50, verdicts


@pytest.mark.parametrize(
    "file", sorted((ROOT / "definitions").glob("*.json")), ids=lambda file: file.name)
def test_definitions_are_valid(file):
    errors = [e.message for e in validator("definition.schema.json").iter_errors(
        json.loads(file.read_text()))]
    assert errors == []


def test_the_configuration_is_valid():
    errors = list(validator("datasets.schema.json").iter_errors(
        json.loads((ROOT / "datasets.json").read_text())))
    assert errors == []


def test_annotation_files_are_valid(songs):
    schema = validator("ground_truth.schema.json")
    for song in songs:
        for file in set(song.ground_truth_files):
            with gzip.open(file) as opened:
                assert [e.message for e in schema.iter_errors(json.load(opened))] == []


def test_every_member_of_a_schema_is_described():
    def members(node):
        if isinstance(node, dict):
            for name, member in node.get("properties", {}).items():
                if isinstance(member, dict):
                    yield name, member
            for value in node.values():
                yield from members(value)
        elif isinstance(node, list):
            for value in node:
                yield from members(value)

    for file in sorted((ROOT / "schemas").glob("*.json")):
        for name, member in members(json.loads(file.read_text())):
            assert member.get("description"), f"{file.name}: {name} has no description"
