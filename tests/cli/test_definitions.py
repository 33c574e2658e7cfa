"""validate, new and import asmd, as a person and as a program would use them."""

import json
from pathlib import Path

import pytest

ASMD = Path(__file__).resolve().parents[3] / "shared" / "data" / "asmd_definitions"

CLIENT = {  # what a program that re-synthesises songs wrote for ASMD: no group, no level, no install
    "songs": [{"title": "t", "composer": "C", "instruments": ["piano"], "groups": ["ctx"],
               "included": True, "recording": {"path": ["new_def/x/a.flac"]},
               "ground_truth": ["new_def/x/a-0.json.gz"]},
              {"instruments": ["violin", "cello"], "ground_truth": ["new_def/b-0.json.gz"],
               "included": True}],
    "name": "new_def"}


@pytest.fixture
def alone(run):
    """run(words…) without Starter's folders."""
    return lambda *words, **options: run(*words, here=(), **options)


def write(folder, name, document):
    file = folder / f"{name}.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document, indent=1))
    return file


def test_validate_names_every_fault_with_its_place(alone, tmp_path):
    file = write(tmp_path, "bad", '{"format": 1,\n "name": "D",\n "songs": [{"id": "a", "composr": "x"},\n'
                                  '  {"id": "a", "year": "1800"}]}')
    done = alone("validate", file)
    lines = done.out.decode().splitlines()
    assert done.code == 3 and done.err == b""
    assert f"{file}:3: /songs/0/composr: is not a known field, did you mean 'composer'?" in lines
    assert any(line.startswith(f"{file}:4: /songs/1/year: found a string \"1800\", expected an integer")
               for line in lines)
    assert lines[-1] == f"{file}: 3 faults"


def test_validate_a_folder_judges_each_and_two_of_one_name(alone, tmp_path):
    write(tmp_path, "a", {"format": 1, "name": "Same", "songs": []})
    write(tmp_path, "b", {"format": 1, "name": "SAME", "songs": []})
    write(tmp_path, "c", {"format": 1, "name": "Other", "songs": [{"id": "x"}]})
    done = alone("validate", tmp_path)
    assert done.code == 3
    assert f"b.json: /name: the dataset 'SAME' is defined in '{tmp_path}/a.json' already" in done.out.decode()
    assert f"{tmp_path}/c.json: valid, 1 song\n" in done.out.decode()
    answers = json.loads(alone("validate", tmp_path, "--json").out)
    assert [answer["valid"] for answer in answers] == [True, False, True]


def test_pedantic_warns_of_what_is_allowed_but_poor(alone, tmp_path):
    file = write(tmp_path, "poor", {
        "format": 1, "name": "D", "instruments": ["pno"],
        "install": {"resources": [{"id": "a", "urls": "http://x.example/a.zip", "verified": False}]},
        "songs": [{"id": "a", "instruments": ["pno"], "composer": "J.S. Bach"}]})
    assert alone("validate", file).out.decode() == f"{file}: valid, 1 song\n"
    done = alone("validate", file, "--pedantic")
    text = done.out.decode()
    assert done.code == 0
    for words in ("'license' is missing", "'citation' is missing", "'digest' is missing",
                  "'size' is missing", "were not checked", "https cannot",
                  "the instrument 'pno' (1 song) is usually spelt 'piano'",
                  "the composer 'J.S. Bach' (1 song) is usually spelt 'Johann Sebastian Bach'"):
        assert words in text


def test_validate_what_is_not_there(alone, tmp_path):
    done = alone("validate", tmp_path / "none.json")
    assert done.code == 11 and b"none.json" in done.err
    assert alone("validate").code == 2


def test_new_makes_a_sound_definition_and_replaces_nothing(alone, tmp_path):
    done = alone("new", "My Set", cwd=tmp_path)
    file = tmp_path / "My Set.json"
    assert done.code == 0 and b"next: setlist validate" in done.err
    assert alone("validate", file).out.decode().endswith(": valid, 1 song\n")
    assert json.loads(file.read_text())["name"] == "My Set"
    before = file.read_bytes()
    again = alone("new", "My Set", cwd=tmp_path)
    assert again.code == 2 and b"is there already" in again.err
    assert file.read_bytes() == before
    for name in ("../x", "a/b", ".hidden", "-x", ""):
        assert alone("new", "--", name, cwd=tmp_path).code == 2, name
    assert [f.name for f in tmp_path.iterdir() if f.suffix == ".json"] == ["My Set.json"]


def test_a_client_s_minimal_definition_opens_and_is_imported(alone, tmp_path):
    file = write(tmp_path, "client", CLIENT)
    done = alone("validate", file)
    assert done.code == 0, done.out
    assert "/songs/0/included: is not a known field, 2 times, first here" in done.out.decode()
    listed = alone("list", "--definitions", tmp_path, "--install-dir", tmp_path / "music", "--json")
    assert [song["id"] for song in json.loads(listed.out)] == ["new_def/x/a", "new_def/b"]
    imported = alone("import", "asmd", file)
    document = json.loads(imported.out)
    assert document["format"] == 1
    assert [song["id"] for song in document["songs"]] == ["x/a", "b"]
    assert document["songs"][0]["recording"] == ["x/a.flac"]
    assert document["instruments"] == ["piano", "violin", "cello"] and document["groups"] == ["ctx"]
    again = write(tmp_path, "again", document)
    assert alone("validate", again).code == 0
    refused = alone("import", "asmd", again)
    assert refused.code == 3 and b"format 1 already" in refused.err


def test_commands_of_an_asmd_definition_never_become_steps(alone, tmp_path):
    definition = {**CLIENT, "install": {"url": "unknown", "post-process": ["touch pwned"], "unpack": True,
                                        "conversion": [["from_midi", {"alignment": "score"}],
                                                       ["from_phenicx_txt", {}]]}}
    file = write(tmp_path, "commands", definition)
    document = json.loads(alone("import", "asmd", file).out)["install"]
    assert "steps" not in document
    assert document["$asmd_post_process"] == ["touch pwned"]
    assert document["$asmd_conversion"] == [["from_phenicx_txt", {}]]
    assert document["conversion"] == [{"converter": "midi", "from": "{recording.stem}.mid",
                                       "alignment": "score"}]
    planned = alone("plan", "new_def", "--definitions", tmp_path, "--install-dir", tmp_path / "music")
    assert planned.code == 3 and b"setlist import asmd" in planned.err


@pytest.mark.skipif(not ASMD.is_dir(), reason="ASMD's definitions are not beside the project")
def test_asmd_s_own_definitions_open_with_the_warnings_that_are_known(alone, tmp_path):
    answers = json.loads(alone("validate", ASMD, "--json").out)
    songs = {answer["name"]: answer["songs"] for answer in answers}
    assert sum(songs.values()) == 1787
    told = {(answer["name"], d["pointer"].rpartition("/")[2], d["message"].split(",")[0]): d["times"]
            for answer in answers for d in answer["diagnostics"]}
    assert all(d["severity"] == "warning" for answer in answers for d in answer["diagnostics"])
    undeclared = {name: sum(times for (dataset, place, _), times in told.items()
                            if dataset == name and place == "instruments")
                  for name in ("PHENICX", "MusicNet")}
    assert undeclared == {"PHENICX": 13, "MusicNet": 80}
    assert told.pop(("MusicNet", "ground_truth", "one annotation for several instruments")) == 126
    assert told.pop(("Maestro", "groups", "lists 'all' 2 times")) == 1
    assert {dataset for dataset, place, _ in told if place != "instruments"} == set()
    listed = alone("list", "--definitions", ASMD, "--install-dir", tmp_path, "--json")
    ids = [song["id"] for song in json.loads(listed.out)]
    assert len(set(ids)) == 1787
    for file in sorted(ASMD.glob("*.json")):
        target = tmp_path / "imported" / file.name
        target.parent.mkdir(exist_ok=True)
        assert alone("import", "asmd", file, "-o", target).code == 0
    imported = alone("list", "--definitions", tmp_path / "imported", "--install-dir", tmp_path, "--json")
    assert [song["id"] for song in json.loads(imported.out)] == ids
