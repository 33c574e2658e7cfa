"""What the tests of the installed tree and of the wheel share."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(*command, timeout=1200, **options):
    """Runs a program; its whole output is in the failure."""
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout,
                          check=False, **options)
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout[-8000:]}"
    return done.stdout


def clean_environment(**more):
    """Without what would let a program find the source tree or the build."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("SETLIST_", "PYTHONPATH", "VIRTUAL_ENV"))}
    return {**kept, **more}
