"""Fixtures of the command's tests: each command runs as the binary and as `python -m setlist`."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest


@pytest.fixture(scope="session")
def definitions(command):
    """The definitions beside the built command."""
    return command.parent / "share/setlist/definitions"


@pytest.fixture
def environment(tmp_path):
    """A user who has nothing yet."""
    home = tmp_path / "home"
    home.mkdir()
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8"}


@pytest.fixture(params=["binary", "module"])
def program(request, command):
    """The words that start the command."""
    if request.param == "binary":
        return [str(command)]
    pytest.importorskip("setlist", reason="the Python package is not installed")
    return [sys.executable, "-m", "setlist"]


@pytest.fixture(scope="session")
def clean(command, definitions, tmp_path_factory):
    """An install_dir where the command installed Starter undisturbed."""
    folder = tmp_path_factory.mktemp("clean")
    subprocess.run([command, "install", "Starter", "--definitions", definitions, "--install-dir",
                    folder], check=True, capture_output=True)
    return folder


def run_command(words, environment, timeout=60, **options):
    """What a command printed and how it ended, as bytes."""
    done = subprocess.run([str(word) for word in words], env=environment, timeout=timeout,
                          stdin=subprocess.DEVNULL, capture_output=True, check=False, **options)
    return SimpleNamespace(code=done.returncode, out=done.stdout, err=done.stderr)


@pytest.fixture
def run(program, environment, definitions, clean):
    """run(words…): on Starter, which is installed."""

    def start(*words, env=environment, here=("--definitions", definitions, "--install-dir", clean),
              **options):
        return run_command([*program, *words, *(here if words and words[0][0] != "-" else ())],
                           env, **options)

    return start


@pytest.fixture
def tree():
    """tree(install_dir): {path: digest} of the published Starter; None when it is absent.

    Of the receipt, what names the server and the definition's own digest does not count.
    """

    def digests(install_dir):
        folder = Path(install_dir) / "Starter"
        if not folder.exists():
            return None
        found = {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
                 for file in folder.rglob("*") if file.is_file()}
        receipt = json.loads((folder / ".setlist.json").read_text())
        found[".setlist.json"] = json.dumps([receipt["files"], receipt.get("failed")])
        return found

    return digests


@pytest.fixture
def defined(tmp_path, definitions):
    """defined(url): a folder of Starter's definition whose archive is at a URL."""

    def write(url):
        definition = json.loads((definitions / "Starter.json").read_text())
        definition["install"]["resources"][0]["urls"] = [f"{url}/Starter-1.0.0.zip"]
        folder = tmp_path / "defined"
        folder.mkdir(exist_ok=True)
        (folder / "Starter.json").write_text(json.dumps(definition))
        return folder

    return write
