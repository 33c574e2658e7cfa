"""Fixtures of the definitions' tests."""

import json
import subprocess

import pytest


@pytest.fixture(scope="session")
def validated(command):
    """validated(place, *options): exit code and answer of `setlist validate --json`."""

    def run(place, *options):
        done = subprocess.run([str(command), "validate", "--json", str(place), *options],
                              capture_output=True, check=False, timeout=60)
        assert done.stderr == b"", done.stderr
        return done.returncode, json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def verdicts(command):
    """verdicts(texts, *schema): what the reader says of each definition; {"verdict", "faults"}."""
    program = command.parent / "tests" / "definition-verdicts"
    if not program.exists():
        pytest.skip(f"{program} is not built")

    def run(texts, *schema):
        done = subprocess.run([str(program), *map(str, schema)], input="\n".join(texts) + "\n",
                              text=True, capture_output=True, check=True, timeout=600)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(answers) == len(texts)
        return answers

    return run
