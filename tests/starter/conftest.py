"""Fixtures for Starter, the embedded dataset. SETLIST_BUILD names the build folder."""

import array
import io
import os
import pathlib
import sys
import wave
import zipfile

import pytest
from starter_files import SONGS, read_midi


@pytest.fixture(scope="session")
def build():
    if "SETLIST_BUILD" not in os.environ:
        pytest.skip("SETLIST_BUILD is not set: no build folder to look in")
    return pathlib.Path(os.environ["SETLIST_BUILD"])


@pytest.fixture(scope="session")
def archive_bytes(build):
    return (build / "share/setlist/definitions/Starter-1.0.0.zip").read_bytes()


@pytest.fixture(scope="session")
def archive(archive_bytes):
    return zipfile.ZipFile(io.BytesIO(archive_bytes))


@pytest.fixture(scope="session")
def performances(archive):
    return {i: read_midi(archive.read(f"{i}/performance.mid")) for i in SONGS}


@pytest.fixture(scope="session")
def scores(archive):
    return {i: read_midi(archive.read(f"{i}/score.mid")) for i in SONGS}


@pytest.fixture(scope="session")
def audio(archive):
    def load(path):
        with wave.open(io.BytesIO(archive.read(path))) as wav:
            assert (wav.getsampwidth(), wav.getcomptype()) == (2, "NONE")
            samples = array.array("h", wav.readframes(wav.getnframes()))
            if sys.byteorder == "big":
                samples.byteswap()
            return wav.getframerate(), wav.getnchannels(), samples

    return load
