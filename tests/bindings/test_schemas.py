"""The files of the project and those that setlist writes are valid by the published schemas."""

import gzip
import json
from pathlib import Path

import pytest

import setlist

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")

ROOT = Path(__file__).resolve().parents[2]

def validator(name):
    schema = json.loads((ROOT / "schemas" / name).read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


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
