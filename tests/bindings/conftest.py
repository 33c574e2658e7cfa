"""Fixtures of the Python package's tests."""

import pytest

setlist = pytest.importorskip("setlist", reason="the Python package is not installed; ./dev build")


@pytest.fixture(autouse=True)
def _hermetic(configuration):
    """No test reads the configuration of whoever runs it."""


@pytest.fixture(scope="session")
def songs(starter, official):
    """All songs of Starter, on disk."""
    return setlist.Dataset(definitions=official, install_dir=starter)
