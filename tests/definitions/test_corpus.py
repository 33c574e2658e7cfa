"""The corpus: valid definitions have no fault; each invalid one has the faults it names, no others."""

import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent
VALID = sorted((HERE / "valid").glob("*.json"))
INVALID = sorted((HERE / "invalid").glob("*.json"))


def names(file):
    return file.stem


def expected(file):
    beside = file.with_suffix(".expect")
    return json.loads(beside.read_text() if beside.exists() else file.read_text())


def test_the_corpus_is_there():
    assert len(VALID) >= 15 and len(INVALID) >= 50


@pytest.mark.parametrize("file", VALID, ids=names)
def test_a_valid_definition_has_no_fault(file, validated):
    code, (answer,) = validated(file)
    assert answer["valid"], answer["diagnostics"]
    assert code == 0
    assert file.stem == "warnings_alone" or not answer["diagnostics"]


@pytest.mark.parametrize("file", INVALID, ids=names)
def test_an_invalid_definition_has_the_faults_it_names_and_no_others(file, validated):
    code, (answer,) = validated(file)
    wanted = expected(file)
    wanted = wanted["$expect"] if isinstance(wanted, dict) else wanted
    faults = [d for d in answer["diagnostics"] if d["severity"] == "fault"]
    assert code == 3
    rest = list(faults)
    for want in wanted:
        found = next((f for f in rest
                      if f["pointer"] == want["pointer"] and want["says"] in f["message"]), None)
        assert found, f"{want} is not among {faults}"
        rest.remove(found)
    assert rest == []


def test_every_fault_has_its_line(validated):
    for file in INVALID:
        if file.with_suffix(".expect").exists():
            continue
        _, (answer,) = validated(file)
        lines = file.read_text().splitlines()
        for fault in answer["diagnostics"]:
            step = fault["pointer"].rpartition("/")[2]
            line = lines[fault["line"] - 1]
            assert fault["file"] == str(file)
            assert step.isdigit() or f'"{step}"' in line or step == "", (file.name, fault, line)


def test_warnings_say_how_often(validated):
    _, (answer,) = validated(HERE / "valid" / "warnings_alone.json")
    told = {(d["pointer"], d["times"]) for d in answer["diagnostics"]}
    assert told == {("/groups", 1), ("/songs/0/instruments", 2), ("/songs/0/groups", 1)}
    assert any("did you mean 'piano'?" in d["message"] for d in answer["diagnostics"])
