"""What is played in Starter is what is annotated, and each trap is really there."""

import math
from collections import Counter
from fractions import Fraction

import pytest
from starter_files import SONGS, annotations, seconds, sounding, strength


def overlaps(notes):
    pairs = [(a, b) for a in notes for b in notes if a is not b and a.pitch == b.pitch]
    return [(a, b) for a, b in pairs if a.start < b.start < a.end]


@pytest.mark.parametrize("song", SONGS.values(), ids=SONGS)
def test_sources_begin_with_their_first_note(song, audio, performances):
    midi = performances[song["id"]]
    offset = Fraction(str(song.get("offset", 0)))
    for samples, rate, track in sounding(song, audio, midi):
        if not track.notes:
            assert not any(samples)
            continue
        onset = seconds(midi, min(note.start for note in track.notes)) + offset
        frame = math.floor(onset * rate + Fraction(1, 2))
        assert not any(samples[:frame])
        assert any(samples[frame : frame + 8]), "silent at its first onset"


def test_every_drum_stroke_is_heard_at_its_frame(audio, performances):
    midi = performances["eight-beat-groove"]
    ((samples, rate, track),) = sounding(SONGS["eight-beat-groove"], audio, midi)
    strokes = sorted({note.start for note in track.notes})
    apart = [b for a, b in zip([-999, *strokes], strokes) if seconds(midi, b - a) > 0.1]
    assert len(apart) >= 12
    steps = [abs(b - a) for a, b in zip(samples, samples[1:])]
    for tick in apart:
        frame = math.floor(seconds(midi, tick) * rate + Fraction(1, 2))
        before = steps[max(60, frame) - 60 : max(1, frame) - 1]
        after = steps[max(1, frame) - 1 : frame + 4]
        assert max(after) > 1.5 * max(before, default=0), tick


@pytest.mark.parametrize("ident", ["greensleeves", "beethoven-ode-to-joy", "pachelbel-canon"])
def test_notes_sound_at_their_pitch(ident, audio, performances):
    midi, checked = performances[ident], 0
    offset = Fraction(str(SONGS[ident].get("offset", 0)))
    for samples, rate, track in sounding(SONGS[ident], audio, midi):
        for note in track.notes:
            start, end = (seconds(midi, tick) + offset for tick in (note.start, note.end))
            if end - start < Fraction(1, 4):
                continue  # too short to tell neighbouring keys apart
            part = samples[int((start + Fraction(1, 20)) * rate) : int(end * rate)]
            candidates = [note.pitch + step for step in (-12, -1, 0, 1)]
            near = {pitch: strength(part, rate, pitch) for pitch in candidates}
            assert max(near, key=near.get) == note.pitch
            checked += 1
    assert checked >= 8


@pytest.mark.parametrize("song", SONGS.values(), ids=SONGS)
def test_performance_and_score_have_the_same_shape(song, performances, scores):
    expected = list(annotations(song).values())
    performance, score = performances[song["id"]], scores[song["id"]]
    for midi in (performance, score):
        assert not midi.tracks[0].channels
        assert {kind for _, kind, _ in midi.tracks[0].metas} == {0x51, 0x58, 0x59, 0x2F}
        assert [track.name for track in midi.tracks[1:]] == [[name] for name in expected]
        channels = [track.channels for track in midi.tracks[1:]]
        assert all(len(c) == 1 for c in channels)
        assert len(set().union(*channels)) == len(expected)
        drums = [c == {9} for c in channels]
        assert drums == [name == "drums" for name in expected]
    for played, written in zip(performance.tracks[1:], score.tracks[1:]):
        assert Counter(n.pitch for n in played.notes) == Counter(n.pitch for n in written.notes)
        assert played.programs == written.programs and len(played.programs) == 1


def test_scores_are_straight_and_performances_are_not(performances, scores):
    assert {midi.division for midi in performances.values()} == {480}
    assert len({midi.division for midi in scores.values()}) >= 2
    for ident, midi in scores.items():
        grid = midi.division // 4 if ident != "walking-bass" else midi.division // 12
        for track in midi.tracks[1:]:
            assert not track.controllers
            assert all(n.start % grid == 0 and n.velocity == 80 for n in track.notes)
    for ident, midi in performances.items():
        notes = [note for track in midi.tracks[1:] for note in track.notes]
        assert len({note.velocity for note in notes}) > 5
        late = [n.start % 40 for n in notes]
        assert any(late) == (ident != "repeated-notes")


def test_trap_overlapping_notes_of_one_pitch(performances):
    for ident, midi in performances.items():
        found = [pair for track in midi.tracks[1:] for pair in overlaps(track.notes)]
        assert bool(found) == (ident == "struck-again")
        for first, second in found:
            assert first.end == second.end and first.velocity != second.velocity


def test_trap_note_off_that_closes_nothing(performances, scores):
    for midi in (performances["struck-again"], scores["struck-again"]):
        open_keys, idle = Counter(), 0
        for _, pitch, velocity in midi.tracks[1].keys:
            idle += velocity == 0 and open_keys[pitch] == 0
            open_keys[pitch] = open_keys[pitch] + 1 if velocity else 0
        assert idle == 2


def test_overlapping_notes_fall_silent_where_midi_says(audio, performances):
    midi = performances["struck-again"]
    ((samples, rate, track),) = sounding(SONGS["struck-again"], audio, midi)
    end = int(seconds(midi, overlaps(track.notes)[0][0].end) * rate)
    window, pitch = rate // 4, overlaps(track.notes)[0][0].pitch
    held = strength(samples[end - window : end], rate, pitch)
    assert strength(samples[end + window : end + 2 * window], rate, pitch) < held / 10


def test_trap_resting_instrument(performances):
    resting = {
        (ident, track.name[0])
        for ident, midi in performances.items()
        for track in midi.tracks[1:]
        if not track.notes
    }
    assert resting == {("pachelbel-canon", "viola")}


def test_trap_shared_annotation(performances, audio):
    song = SONGS["beethoven-ode-to-joy"]
    a, b = (f"beethoven-ode-to-joy/annotation-{n}.json.gz" for n in (1, 2))
    assert song["ground_truth"] == [a, a, b]
    assert song["instruments"] == ["violin", "violin", "cello"]
    assert len(performances[song["id"]].tracks) == 1 + 2
    first, second = (audio(path)[2] for path in song["sources"]["path"][:2])
    assert first != second, "the second violin is a copy of the first"
    assert song["sources"]["path"][0].endswith("source-violin-1.wav")


def test_trap_pedal_over_a_bar_line_and_half_way(performances):
    midi = performances["satie-gymnopedie-1"]
    pedal = [(tick, value) for tick, number, value in midi.tracks[1].controllers if number == 64]
    bar = 3 * 480
    held = [(t, u) for (t, value), (u, _) in zip(pedal, pedal[1:]) if value >= 64]
    assert any(t // bar != u // bar and u % bar for t, u in held)
    assert len({value for _, value in pedal if 0 < value < 64}) >= 2
    assert pedal[-1][1] == 0


def test_trap_offset():
    assert {i: s["offset"] for i, s in SONGS.items() if "offset" in s} == {"greensleeves": 0.35}


def test_trap_panned_instruments(audio):
    for song in SONGS.values():
        sides = []
        for path in song["sources"]["path"]:
            _, channels, samples = audio(path)
            if channels == 2:
                left, right = (sum(map(abs, samples[side::2])) for side in (0, 1))
                sides.append(left > right)
        assert not sides or set(sides) == {True, False}, song["id"]


def test_trap_ends_on_the_grid_and_legato_repeats(performances):
    midi = performances["repeated-notes"]
    notes = sorted(midi.tracks[1].notes)
    assert seconds(midi, max(note.end for note in notes)) == Fraction(435, 100)
    assert 4.35 * 100 != 435, "the end was chosen for this: floats fall short of the frame"
    touching = [(a, b) for a, b in zip(notes, notes[1:]) if a.pitch == b.pitch and a.end == b.start]
    assert len(touching) >= 9
    pressed = set()
    for _, pitch, velocity in midi.tracks[1].keys:
        assert (pitch in pressed) == (velocity == 0), "a repeat begins before its end is written"
        pressed ^= {pitch}


def test_trap_tempo_change_within_a_note(performances):
    changes = {
        ident: [tick for tick, kind, _ in midi.tracks[0].metas if kind == 0x51 and tick > 0]
        for ident, midi in performances.items()
    }
    assert [ident for ident, ticks in changes.items() if ticks] == ["frere-jacques"]
    ((tick,), track) = changes["frere-jacques"], performances["frere-jacques"].tracks[1]
    assert any(note.start < tick < note.end for note in track.notes)


def test_trap_meters(performances):
    meters = Counter(
        (b[0], 2 ** b[1])
        for midi in performances.values()
        for _, kind, b in midi.tracks[0].metas
        if kind == 0x58
    )
    assert {(4, 4), (3, 4), (6, 8), (3, 8)} == set(meters)


def test_both_spellings_of_a_note_end_occur(archive):
    # Performances end notes with velocity 0 under running status, scores with note-offs.
    performance, score = (archive.read(f"mozart-minuet/{n}.mid") for n in ("performance", "score"))
    assert performance.count(b"\x90") == 1 and b"\x80" not in performance
    assert score.count(b"\x90") == score.count(b"\x80") > 10
