"""Reading beside the libraries people use: one process, alternating, medians, ratios.

Above 1 means that setlist is faster. Answers are compared before anything is timed.
"""

import importlib.metadata
import os
import platform
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

import setlist

ROUNDS = 15


def median_times(*works):
    """Seconds of each work, measured in turns so that a busy machine disturbs all alike."""
    times = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times):
            begin = time.perf_counter()
            work()
            taken.append(time.perf_counter() - begin)
    return [statistics.median(taken) for taken in times]


def line(what, ours, theirs, peer):
    print(f"{what:44} {ours * 1e3:9.3f} ms   {theirs / ours:8.2f} x {peer}")


def long_midi(path, pretty_midi, notes=4000, controllers=15000):
    """A performance of about eleven minutes, written by pretty_midi."""
    dice = np.random.default_rng(1)
    piano = pretty_midi.Instrument(0)
    for onset in np.sort(dice.uniform(0, 660, notes)):
        piano.notes.append(pretty_midi.Note(int(dice.integers(1, 128)), int(dice.integers(21, 109)),
                                            onset, onset + dice.uniform(0.05, 2)))
    for when in np.sort(dice.uniform(0, 660, controllers)):
        piano.control_changes.append(pretty_midi.ControlChange(64, int(dice.integers(128)), when))
    score = pretty_midi.PrettyMIDI()
    score.instruments.append(piano)
    score.write(str(path))


def bench_midi(folder):
    try:
        import pretty_midi
    except ImportError:
        print("MIDI: skipped, pretty_midi is not installed")
        return
    path = folder / "long.mid"
    long_midi(path, pretty_midi)
    theirs = pretty_midi.PrettyMIDI(str(path))
    notes = setlist.read_midi(path).notes
    peer_notes = sorted((n.start, n.pitch, n.end) for n in theirs.instruments[0].notes)
    assert [(n["onset"], n["pitch"], n["offset"]) for n in notes] == peer_notes
    ours, peer = median_times(lambda: setlist.read_midi(path).notes,
                              lambda: pretty_midi.PrettyMIDI(str(path)))
    line(f"MIDI file to {len(notes)} notes", ours, peer, "pretty_midi")
    ours, peer = median_times(lambda: setlist.pianoroll(notes, resolution=0.01),
                              lambda: theirs.get_piano_roll(fs=100))
    line("those notes to a pianoroll at 10 ms", ours, peer, "pretty_midi")


def bench_audio(folder):
    try:
        import soundfile
    except ImportError:
        print("audio: skipped, soundfile is not installed")
        return
    rate, seconds = 44100, 600
    noise = np.random.default_rng(2).uniform(-0.5, 0.5, (rate * seconds, 2)).astype(np.float32)
    for kind in ("wav", "flac"):
        path = folder / f"noise.{kind}"
        soundfile.write(path, noise, rate, subtype="PCM_16")
        for start in (0, 595):
            def theirs(first=start * rate):
                return soundfile.read(path, start=first, frames=5 * rate, dtype="float32")[0].T

            def ours(first=start):
                return setlist.read_audio(path, start=first, duration=5)[0]

            assert np.array_equal(ours(), theirs())
            mine, peer = median_times(ours, theirs)
            line(f"5 s crop of a 10 min {kind} at {start} s", mine, peer, "soundfile")


def main():
    versions = []
    for name in ("setlist", "numpy", "pretty_midi", "soundfile"):
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            versions.append(f"{name} {getattr(setlist, '__version__', '')}" if name == "setlist"
                            else f"{name} missing")
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; "
          + ", ".join(versions))
    with tempfile.TemporaryDirectory() as folder:
        bench_midi(Path(folder))
        bench_audio(Path(folder))


if __name__ == "__main__":
    main()
