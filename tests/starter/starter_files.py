"""What the tests of Starter share: its definition and a reader of MIDI files of their own."""

import cmath
import hashlib
import json
import math
import pathlib
import struct
from collections import defaultdict, namedtuple
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = ROOT / "engine" / "starter"
DEFINITION = json.loads((ROOT / "definitions" / "Starter.json").read_text(encoding="utf-8"))
SONGS = {song["id"]: song for song in DEFINITION["songs"]}

Note = namedtuple("Note", "start end pitch velocity")  # ticks
Track = namedtuple("Track", "name channels programs notes keys controllers metas")
Midi = namedtuple("Midi", "division tracks")

def read_track(data):
    at, tick, status, open_notes = 0, 0, 0, defaultdict(list)
    track = Track([], set(), set(), [], [], [], [])

    def variable_length():
        nonlocal at
        value = 0
        while True:
            at += 1
            value = value << 7 | data[at - 1] & 127
            if data[at - 1] < 128:
                return value

    while at < len(data):
        tick += variable_length()
        if data[at] == 0xFF:
            kind, at, status = data[at + 1], at + 2, 0
            size = variable_length()
            track.metas.append((tick, kind, data[at : at + size]))
            at += size
            continue
        if data[at] & 128:
            status, at = data[at], at + 1
        kind, channel = status >> 4, status & 15
        first = data[at]
        second = 0 if kind in (12, 13) else data[at + 1]
        at += 1 if kind in (12, 13) else 2
        track.channels.add(channel)
        if kind in (8, 9):
            track.keys.append((tick, first, second if kind == 9 else 0))
        if kind == 9 and second:
            open_notes[first].append((tick, second))
        elif kind in (8, 9):  # the first note-off closes every older note of the pitch
            closed = [note for note in open_notes[first] if note[0] != tick]
            track.notes.extend(Note(start, tick, first, velocity) for start, velocity in closed)
            open_notes[first] = [n for n in open_notes[first] if n[0] == tick] if closed else []
        elif kind == 11:
            track.controllers.append((tick, first, second))
        elif kind == 12:
            track.programs.add(first)
    track.name.extend(text.decode() for _, kind, text in track.metas if kind == 3)
    assert not any(open_notes.values()) and track.metas[-1][1] == 0x2F
    return track


def read_midi(data):
    magic, size, form, count, division = struct.unpack(">4sIHHH", data[:14])
    assert (magic, size, form) == (b"MThd", 6, 1)
    tracks, at = [], 14
    while at < len(data):
        assert data[at : at + 4] == b"MTrk"
        (length,) = struct.unpack(">I", data[at + 4 : at + 8])
        tracks.append(read_track(data[at + 8 : at + 8 + length]))
        at += 8 + length
    assert len(tracks) == count
    return Midi(division, tracks)


def seconds(midi, tick):
    """Exact, from the tempos of track 0."""
    tempos = [(t, int.from_bytes(b, "big")) for t, kind, b in midi.tracks[0].metas if kind == 0x51]
    total = Fraction(0)
    for (start, tempo), (end, _) in zip(tempos, [*tempos[1:], (tick, 0)]):
        total += Fraction(max(0, min(end, tick) - start) * tempo, midi.division * 1_000_000)
    return total


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def annotations(song):
    """The distinct annotations of a song, in the order of the tracks, with their instruments."""
    return {path: name for path, name in zip(song["ground_truth"], song["instruments"])}


def sounding(song, audio, performance):
    """(source samples of the first channel, rate, track) of each source."""
    order = list(annotations(song))
    for path, truth in zip(song["sources"]["path"], song["ground_truth"]):
        rate, channels, samples = audio(path)
        yield samples[::channels], rate, performance.tracks[1 + order.index(truth)]


def strength(samples, rate, pitch):
    """How much of the samples is a sine of the pitch's frequency."""
    turn = -2j * math.pi * 440 * 2 ** ((pitch - 69) / 12) / rate
    return abs(sum(s * cmath.exp(turn * i) for i, s in enumerate(samples)))
