"""Recordings of Starter encoded by the real encoders, outside its archive."""

import random
import re
import shutil
import subprocess

import numpy as np
import pytest

import setlist

SONGS = ["bach-prelude-c", "beethoven-ode-to-joy", "greensleeves", "walking-bass"]


def encode(program, *arguments):
    if not shutil.which(program):
        pytest.skip(f"{program} is not on PATH")
    subprocess.run([program, *map(str, arguments)], check=True, stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)


@pytest.fixture
def recording(songs):
    return lambda name: songs[f"Starter/{name}"].recording_files[0]


@pytest.mark.parametrize("level", ["-0", "-8"])
@pytest.mark.parametrize("name", SONGS)
def test_flac_is_the_wav_bit_for_bit(recording, tmp_path, name, level):
    wav, flac = recording(name), tmp_path / "twin.flac"
    encode("flac", level, "-s", "-o", flac, wav)
    whole, rate = setlist.read_audio(wav)
    twin, twin_rate = setlist.read_audio(flac)
    assert twin_rate == rate
    np.testing.assert_array_equal(twin, whole)
    rng = random.Random(name)
    seconds = whole.shape[1] / rate
    for _ in range(25):
        span = {"start": rng.uniform(-0.5, seconds + 0.2), "duration": rng.uniform(0.001, 2.0),
                "mono": rng.random() < 0.3, "sr": rng.choice([None, None, 16000])}
        np.testing.assert_array_equal(setlist.read_audio(flac, **span)[0],
                                      setlist.read_audio(wav, **span)[0])


def test_a_cut_flac_is_refused_where_it_is_cut(recording, tmp_path):
    flac = tmp_path / "twin.flac"
    encode("flac", "-s", "-o", flac, recording(SONGS[0]))
    whole = flac.read_bytes()
    flac.write_bytes(whole[:len(whole) // 2])
    with pytest.raises(setlist.FormatError, match="twin.flac"):
        setlist.read_audio(flac)


def ogg(wav, twin):
    encode("oggenc", "-Q", "-q", "5", "-o", twin, wav)


def mp3(wav, twin):
    """Variable rate without the header that tells its length: a trap for readers that guess."""
    encode("lame", "--quiet", "-V", "4", "-t", wav, twin)


@pytest.mark.parametrize("make, ending, told", [
    (ogg, "ogg", "(?i)ogg|vorbis"), (mp3, "mp3", "(?i)mp3|mpeg")])
@pytest.mark.parametrize("disguise", [False, True], ids=["by its name", "named wav"])
def test_what_is_not_read_yet_is_named(recording, tmp_path, make, ending, told, disguise):
    twin = tmp_path / f"twin.{ending}"
    make(recording(SONGS[0]), twin)
    if disguise:
        twin = twin.rename(tmp_path / "twin.wav")
    for options in ({}, {"start": 1.0, "duration": 0.5}, {"sr": 16000, "mono": True}):
        with pytest.raises(setlist.FormatError) as caught:
            setlist.read_audio(twin, **options)
        sentence = str(caught.value).replace(str(twin), "")
        assert re.search(told, sentence), f"the sentence does not say what it is: {sentence}"
        assert caught.value.path == str(twin) and isinstance(caught.value, ValueError)
