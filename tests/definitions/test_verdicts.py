"""The reader and the published schema give the same verdict on the corpus and on mutations of it.

What the schema refuses the reader refuses; what the reader refuses the schema refuses too, unless
every fault is one that no schema can say. The schema speaks of format 1 alone: a document without
`format` is ASMD's, and so left out.
"""

import copy
import json
import random
from pathlib import Path

import pytest

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCHEMA = ROOT / "schemas" / "definition.schema.json"
MUTATIONS = 10_000

VALUES = [None, True, False, 0, 1, 2, 3, -1, 1.0, 1.5, 7.0, 1e300, 4000, -700000, 2**31, 2**63, -2**63,
          "", " ", "word", "../x", "/x", "a/b.wav", "x" * 300, "unknown", "midi", "lab.beats", ".", "a.", ".a", "{id}",
          "{idd}", "https://x.example/y", "http://", "ftp://x/y", "s3://b/k", "gopher://x",
          "file:a.zip", "file:", "http://a b", "https://x\n", "sha256:" + "a" * 64,
          "sha256:" + "A" * 64 + "\n", "md5:" + "0" * 32, "md5:" + "0" * 32 + "\n", "md5:" + "g" * 32,
          "\u00a0", "Ærø", "\u202e", [], ["word"], [1], [None], [["word"]], ["a.wav", "a.wav"], {},
          {"path": "p.wav"}, {"path": ["p.wav", 1]}, {"format": "wav"}, {"$note": 1}, {"other": 1},
          {"id": "x"}, {"id": "x", "url": 1}, {"from": "a", "to": "b"}, {"remove": "a"},
          {"train": {"score": 1}}, {"mel": {"path": "m.npy", "hop": 0.1}}]
KEYS = ["unknown", "titel", "$note", "$", "", "id", "title", "songs", "index", "path", "year", "format",
        "table", "files", "join", "let", "on", "where", "maps", "file", "rest", "urls", "manual", "digest", "score", "steps", "move", "shell", "from", "name", "license"]


def corpus():
    for folder in ("valid", "invalid"):
        for file in sorted((HERE / folder).glob("*.json")):
            try:
                document = json.loads(file.read_bytes())
            except ValueError:
                continue
            if isinstance(document, dict):
                yield file.stem, document


def holders(value):
    """Every object and array of a document, the outermost first."""
    if isinstance(value, (dict, list)):
        yield value
        for item in value.values() if isinstance(value, dict) else value:
            yield from holders(item)


def mutate(document, dice):
    """The document with one thing, sometimes two, changed somewhere."""
    changed = copy.deepcopy(document)
    for _ in range(dice.choice([1, 1, 2])):
        holder = dice.choice(list(holders(changed)))
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        action = dice.choice(["set", "set", "set", "remove", "add", "rename", "twice"])
        value = copy.deepcopy(dice.choice(VALUES))
        if action == "add" or not keys:
            holder.update({dice.choice(KEYS): value}) if isinstance(holder, dict) else holder.append(value)
            continue
        key = dice.choice(keys)
        if action == "set":
            holder[key] = value
        elif action == "remove":
            del holder[key]
        elif action == "rename" and isinstance(holder, dict):
            holder[dice.choice(KEYS)] = holder.pop(key)
        elif isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
    return changed


def check(documents, verdicts):
    """The number of each verdict; fails on the first ones that disagree."""
    schema = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text()))
    documents = [d for d in documents if isinstance(d, dict) and "format" in d]
    counts, wrong = {"valid": 0, "invalid": 0, "beyond": 0}, []
    for document, answer in zip(documents, verdicts([json.dumps(d) for d in documents], SCHEMA)):
        accepted = schema.is_valid(document)
        verdict = answer["verdict"]
        counts[verdict] += 1
        if (accepted and verdict == "invalid") or (not accepted and verdict == "valid"):
            reasons = [e.message[:200] for e in schema.iter_errors(document)][:3]
            wrong.append(f"{json.dumps(document)[:600]}\n  reader: {answer['faults']}\n  schema: {reasons}")
        # The second opinion that the command itself asks for, of what it can read.
        if answer["schema"] not in (None, accepted):
            wrong.append(f"{json.dumps(document)[:600]}\n  the engine's schema says otherwise")
    assert not wrong, f"{len(wrong)} disagree:\n" + "\n".join(wrong[:10])
    return counts


def test_the_schema_is_a_schema():
    jsonschema.Draft7Validator.check_schema(json.loads(SCHEMA.read_text()))


def test_the_corpus_gets_one_verdict(verdicts):
    counts = check([document for _, document in corpus()], verdicts)
    assert min(counts.values()) >= 10, counts


def test_ten_thousand_mutations_get_one_verdict(verdicts):
    dice = random.Random(20)
    seeds = [document for _, document in corpus()]
    seeds.append(json.loads((ROOT / "definitions" / "Starter.json").read_text()))
    seeds[-1]["songs"] = seeds[-1]["songs"][:2]
    rules = [json.loads(file.read_text()) for file in sorted((HERE / "index").glob("*.json"))]
    assert len(rules) == 9
    seeds += rules * 3
    rich = [d for d in seeds if len(json.dumps(d)) > 400]
    mutations = [mutate(dice.choice(rich if dice.random() < 0.7 else seeds), dice)
                 for _ in range(MUTATIONS)]
    counts = check(mutations, verdicts)
    assert min(counts.values()) >= 500, counts


@pytest.mark.parametrize("name", ["definition", "datasets", "ground_truth"])
def test_every_property_is_described_and_every_object_closed(name):
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text())
    assert schema["$id"].startswith("urn:setlist:schema:")
    faults = []

    def walk(node, at):
        if isinstance(node, list):
            for number, item in enumerate(node):
                walk(item, f"{at}/{number}")
        if not isinstance(node, dict):
            return
        for key, item in node.get("properties", {}).items():
            if not item.get("description"):
                faults.append(f"{at}/{key} is not described")
        if "$ref" in node and len(node) > 1:
            faults.append(f"{at}: what stands beside $ref is not read")
        is_open = "properties" in node and node.get("additionalProperties") is not False
        if is_open and name == "definition" and not at.endswith("/conversion"):
            faults.append(f"{at} is open")
        for key, item in node.items():
            if key not in ("examples", "default", "enum", "const"):
                walk(item, f"{at}/{key}")

    walk(schema, "")
    assert faults == []
