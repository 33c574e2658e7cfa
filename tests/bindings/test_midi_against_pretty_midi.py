"""Times, pitches and velocities of random MIDI files are, to the last bit, those of pretty_midi."""

import random
import warnings

import pytest

import setlist

pretty_midi = pytest.importorskip("pretty_midi")
mido = pytest.importorskip("mido")


def random_event(rng, quarter):
    delta = rng.choice([0, 0, 1, quarter, rng.randint(0, 2 * quarter)])
    channel, pitch = rng.choice([0, 3, 9]), rng.choice([60, 62, 64])
    kind = rng.choice(["note_on"] * 4 + ["note_off"] * 3 + ["control", "program", "tempo"])
    if kind == "control":
        return mido.Message("control_change", channel=channel, control=64, value=99, time=delta)
    if kind == "program":
        return mido.Message("program_change", channel=channel, program=rng.randint(0, 9), time=delta)
    if kind == "tempo":
        return mido.MetaMessage("set_tempo", tempo=rng.randint(200_000, 1_500_000), time=delta)
    velocity = rng.randint(0, 127)
    return mido.Message(kind, channel=channel, note=pitch, velocity=velocity, time=delta)


def random_file(rng, path):
    file = mido.MidiFile(type=1, ticks_per_beat=rng.choice([24, 97, 220, 480]))
    for _ in range(rng.randint(1, 4)):
        events = [random_event(rng, file.ticks_per_beat) for _ in range(rng.randint(0, 120))]
        file.tracks.append(mido.MidiTrack(events))
    file.save(path)


@pytest.mark.parametrize("seed", range(50))
def test_read_midi_equals_pretty_midi(seed, tmp_path):
    path = tmp_path / "random.mid"
    random_file(random.Random(seed), path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        instruments = pretty_midi.PrettyMIDI(str(path)).instruments
    expected = sorted(
        (note.start, note.pitch, note.end, source, note.velocity)
        for source, instrument in enumerate(instruments)
        for note in instrument.notes
    )
    notes = setlist.read_midi(path).notes
    columns = ("onset", "pitch", "offset", "source", "velocity")
    assert sorted(zip(*(notes[name].tolist() for name in columns))) == expected
