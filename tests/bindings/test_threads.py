"""Reads leave the GIL, are safe from many threads, and leak nothing."""

import resource
import threading
import time
import wave
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import setlist


@pytest.fixture(scope="module")
def long_recording(tmp_path_factory):
    """A minute of noise, for one read that takes a while."""
    path = tmp_path_factory.mktemp("long") / "noise.wav"
    samples = np.random.default_rng(1).integers(-20000, 20000, 60 * 48000 * 2, dtype=np.int16)
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 48000, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    return path


def ticks_during(work):
    """How often this thread ran while another thread was inside `work`."""
    done = threading.Event()
    began = threading.Event()
    failures = []

    def run():
        began.set()
        try:
            work()
        except BaseException as error:  # told by the thread that asked
            failures.append(error)
        done.set()

    thread = threading.Thread(target=run)
    thread.start()
    began.wait()
    start, ticks = time.perf_counter(), 0
    while not done.is_set():
        time.sleep(0.001)
        ticks += 1
    thread.join()
    assert not failures
    return ticks, time.perf_counter() - start


def test_other_threads_run_while_audio_is_read(long_recording):
    ticks, seconds = ticks_during(lambda: setlist.read_audio(long_recording, sr=16000))
    assert seconds > 0.03, "too fast to tell"
    assert ticks >= 5, f"{ticks} turns in {seconds:.3f} s: the read holds the GIL"


def test_other_threads_run_while_a_batch_is_loaded(songs):
    loader = setlist.Loader(songs, duration=2.0, hop=0.05, batch_size=400)
    ticks, seconds = ticks_during(lambda: loader[0])
    assert seconds > 0.03, "too fast to tell"
    assert ticks >= 5, f"{ticks} turns in {seconds:.3f} s: the loader holds the GIL"


def test_other_threads_run_while_a_dataset_is_installed(official, tmp_path):
    ticks, seconds = ticks_during(lambda: setlist.install(
        "Starter", definitions=official, install_dir=tmp_path))
    assert seconds > 0.03, "too fast to tell"
    assert ticks >= 5, f"{ticks} turns in {seconds:.3f} s: the installation holds the GIL"


def bytes_of(array):
    """Its values; records column by column, for what lies between their fields is no value."""
    if array.dtype.names:
        return b"".join(array[name].tobytes() for name in array.dtype.names)
    return array.tobytes()


def test_many_threads_read_the_same_bytes(songs):
    def read(position):
        song = songs[position % len(songs)]
        window = song.window(0.7, 1.5, sr=16000, sources=True)
        parts = [window["audio"], *window["sources"], window["notes"], window["pianoroll"],
                 window["pedals"], song.audio()[0], song.pianoroll()]
        return position % len(songs), b"".join(map(bytes_of, parts))

    alone = dict(map(read, range(len(songs))))
    with ThreadPoolExecutor(8) as pool:
        for position, found in pool.map(read, range(8 * len(songs))):
            assert found == alone[position]


def test_many_threads_share_one_dataset(songs):
    def work(seed):
        some = songs.filter("instrument:piano")
        for _ in range(50):
            other = ~some
            assert (some | other) == songs and not some & other
            assert [song.id for song in some[seed % 3:]] == some.ids[seed % 3:]
        return some.ids

    with ThreadPoolExecutor(8) as pool:
        assert len(set(map(tuple, pool.map(work, range(32))))) == 1


def resident_bytes():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def growth(work, warm, counted):
    for _ in range(warm):
        work()
    before = resident_bytes()
    for _ in range(counted):
        work()
    return resident_bytes() - before


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc/self/statm")
@pytest.mark.parametrize("read", [
    lambda song: song.window(1.0, 1.0, sr=16000), lambda song: song.sources(duration=1.0),
    lambda song: song.notes(), lambda song: song.meta],
    ids=["window", "sources", "notes", "meta"])
def test_reading_again_and_again_takes_no_memory(songs, read):
    song = songs["Starter/bach-prelude-c"]
    grown = growth(lambda: read(song), 100, 2000)
    assert grown < 6 << 20, f"2000 reads grew the process by {grown / 1e6:.1f} MB"


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc/self/statm")
def test_failing_again_and_again_takes_no_memory(songs):
    def fail():
        with pytest.raises(setlist.NotInstalledError):
            songs[0].notes("misaligned")

    grown = growth(fail, 100, 2000)
    assert grown < 6 << 20, f"2000 errors grew the process by {grown / 1e6:.1f} MB"
