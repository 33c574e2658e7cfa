"""The Python examples run as a user would run them."""

import os
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples" / "python"


def run(name, *arguments, folder):
    environment = dict(os.environ, PYTHONIOENCODING="utf-8")
    done = subprocess.run([sys.executable, str(EXAMPLES / name), *arguments], cwd=folder,
                          env=environment, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_first_batch(tmp_path):
    arguments = ["--install-dir", str(tmp_path / "music"), "--plot", str(tmp_path / "roll.png")]
    first = run("first_batch.py", *arguments, folder=tmp_path)
    assert "(piano | strings) - test: 7 for piano, 2 with cello; 7 of either" in first
    assert "32000 samples" in first and "roll (128, 200)" in first
    assert "pianoroll    (4, 128, 200)" in first
    assert (tmp_path / "roll.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert run("first_batch.py", *arguments, folder=tmp_path) == first
