"""The installed tree, and what to skip when there is nothing to install."""

import os
import shutil
from pathlib import Path

import pytest
from package_tools import ROOT, run


@pytest.fixture(scope="session")
def build():
    folder = Path(os.environ.get("SETLIST_BUILD", ROOT / "build/release"))
    if not (folder / "setlist").is_file():
        pytest.skip(f"{folder} holds no build; type ./dev build")
    if not shutil.which("cmake"):
        pytest.skip("cmake is not on PATH")
    return folder


@pytest.fixture(scope="session")
def prefix(build, tmp_path_factory):
    folder = tmp_path_factory.mktemp("prefix")
    run("cmake", "--install", build, "--prefix", folder)
    return folder


@pytest.fixture
def mirror(prefix, serve):
    """The installed definitions and Starter's archive, over HTTP from this machine."""
    return serve(prefix / "share/setlist/definitions").url
