"""docs/definition-format.md: it names every field, and its examples are sound."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "definition-format.md").read_text()
SCHEMA = json.loads((ROOT / "schemas" / "definition.schema.json").read_text())
BLOCKS = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)


def whole(block):
    """A definition that holds the block's members."""
    document = json.loads(block if block.lstrip().startswith("{") else "{" + block + "}")
    if "install_dir" in document:
        return None
    if "recording" in document and "id" in document:
        instruments = sorted(set(document["instruments"]))
        document = {"songs": [document], "instruments": instruments, "groups": document["groups"]}
    document = {"format": 1, "name": "Example", **document}
    return document if "songs" in document else {**document, "songs": []}


def test_the_page_has_its_examples():
    assert len(BLOCKS) >= 5


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_every_example_is_sound(block, validated, tmp_path):
    document = whole(block)
    if document is None:
        return
    file = tmp_path / "example.json"
    file.write_text(json.dumps(document))
    code, (answer,) = validated(file)
    assert code == 0 and answer["diagnostics"] == [], answer


def test_every_field_is_on_the_page():
    shown = set(re.findall(r"[`\"](\w+)[`\"]", PAGE))
    fields = set()
    for name in (None, "license", "media", "resource", "step", "conversion", "song", "levels"):
        node = SCHEMA if name is None else SCHEMA["definitions"][name]
        fields |= set(node["properties"])
    missing = fields - shown
    assert not missing, missing
