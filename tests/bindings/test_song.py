"""Reading a song: shapes, types, spans equal to slices of the whole."""

import gc
import random

import numpy as np
import pytest

import setlist



def random_span(rng, seconds):
    """Anywhere, also before the beginning and past the end."""
    return round(rng.uniform(-1, seconds + 0.5), rng.randint(1, 6)), rng.uniform(0.01, 3)


def slice_of(whole, rate, start, duration):
    """The same span of a whole recording (channels, frames), silence outside."""
    begin, frames = int(np.floor(start * rate + 0.5)), int(np.floor(duration * rate + 0.5))
    span = np.zeros((len(whole), frames), np.float32)
    low, high = max(begin, 0), min(begin + frames, whole.shape[1])
    if high > low:
        span[:, low - begin:high - begin] = whole[:, low:high]
    return span


def test_audio_has_channels_first_and_the_recordings_rate(songs):
    rates, channels = set(), set()
    for song in songs:
        audio, rate = song.audio()
        assert audio.dtype == np.float32 and audio.ndim == 2 and audio.flags.c_contiguous
        assert rate == song.sample_rate
        assert audio.shape[1] == pytest.approx(song.duration * rate, abs=rate)
        assert 0.01 < np.abs(audio).max() <= 1
        rates.add(rate)
        channels.add(len(audio))
    assert len(rates) == 2 and channels == {1, 2}


def test_mono_is_the_mean_of_the_channels(songs):
    stereo = next(song for song in songs if len(song.audio()[0]) == 2)
    mono, _ = stereo.audio(mono=True)
    whole, _ = stereo.audio()
    assert mono.ndim == 1
    np.testing.assert_allclose(mono, whole.mean(axis=0), atol=1e-7)


def test_spans_are_slices_of_the_whole_bit_for_bit(songs):
    rng = random.Random(1)
    for song in songs:
        whole, rate = song.audio()
        for _ in range(12):
            start, duration = random_span(rng, song.duration)
            span, _ = song.audio(start=start, duration=duration)
            np.testing.assert_array_equal(span, slice_of(whole, rate, start, duration))


def test_resampled_spans_are_slices_of_the_resampled_whole(songs):
    rng = random.Random(2)
    for song in songs[::4]:
        whole, rate = song.audio(sr=16000)
        assert rate == 16000
        for _ in range(6):
            start, duration = random_span(rng, song.duration)
            span, _ = song.audio(sr=16000, start=start, duration=duration)
            expected = slice_of(whole, rate, start, duration)
            np.testing.assert_allclose(span, expected, atol=2e-6)


def test_sources_are_one_for_each_instrument(songs):
    for song in songs:
        sources = song.sources(start=0.5, duration=1.0)
        assert len(sources) == len(song.instruments)
        for audio, rate in sources:
            assert audio.dtype == np.float32 and audio.shape[1] == rate
    trio = songs["Starter/pachelbel-canon"]
    mono = [audio for audio, _ in trio.sources(mono=True)]
    assert all(audio.ndim == 1 for audio in mono) and len(mono) == 3


def test_notes_are_a_structured_array_sorted_by_onset(songs):
    for song in songs:
        notes = song.notes()
        assert notes.dtype == setlist.note_dtype and notes.ndim == 1 and len(notes) > 0
        assert set(notes.dtype.names) == {
            "onset", "offset", "pitch", "velocity", "program", "source", "id"}
        assert (np.diff(notes["onset"]) >= 0).all() and (notes["offset"] >= notes["onset"]).all()
        assert notes["pitch"].min() >= 0 and notes["pitch"].max() <= 127
        assert set(notes["source"]) <= set(range(len(song.instruments)))
        assert song.alignments == ["precise_alignment", "score"]


def test_the_offset_is_applied_to_notes_but_not_to_the_score(songs):
    song = songs["Starter/greensleeves"]
    assert song.offset == 0.35
    file = setlist.read_ground_truth(song.ground_truth_files[0])
    for alignment, shift in (("precise_alignment", 0.35), ("score", 0.0)):
        np.testing.assert_allclose(
            song.notes(alignment)["onset"], np.sort(file[alignment]["onset"]) + shift, atol=1e-12)


def test_an_alignment_is_the_first_that_is_there_and_never_another(songs):
    song = songs[0]
    score = song.notes("score")
    assert (song.notes(["misaligned", "score", "precise_alignment"]) == score).all()
    with pytest.raises(setlist.NotInstalledError, match="precise_alignment"):
        song.notes("misaligned")
    for wrong in ("precise", [], ["score", "scoer"]):
        with pytest.raises(setlist.UsageError):
            song.notes(wrong)


def plain_roll(notes, resolution, columns):
    roll = np.zeros((128, columns), np.uint8)
    for note in notes:
        first = int(np.floor(note["onset"] / resolution + 1e-9))
        last = max(first + 1, int(np.floor(note["offset"] / resolution + 1e-9)))
        cells = roll[note["pitch"], max(first, 0):last]
        np.maximum(cells, np.uint8(note["velocity"]), out=cells)
    return roll


@pytest.mark.parametrize("resolution", [0.01, 0.02, 0.5])
def test_pianoroll_is_the_loudest_note_of_each_column(songs, resolution):
    for song in songs:
        roll = song.pianoroll(resolution=resolution)
        assert roll.dtype == np.uint8 and roll.shape[0] == 128
        notes = song.notes()
        np.testing.assert_array_equal(roll, plain_roll(notes, resolution, roll.shape[1]))
        np.testing.assert_array_equal(roll, setlist.pianoroll(notes, resolution=resolution))
        binary = song.pianoroll(resolution=resolution, binary=True)
        np.testing.assert_array_equal(binary, roll > 0)


def test_window_is_the_same_span_of_everything(songs):
    rng = random.Random(3)
    for song in songs:
        whole, rate = song.audio()
        roll, notes = song.pianoroll(), song.notes()
        for _ in range(4):
            start, duration = rng.randint(0, 500) / 100, rng.randint(1, 300) / 100
            window = song.window(start, duration, sources=True)
            assert window["sr"] == rate and window["start"] == pytest.approx(start, abs=1 / rate)
            np.testing.assert_array_equal(
                window["audio"], slice_of(whole, rate, start, duration))
            assert len(window["sources"]) == len(song.instruments)
            check_notes(window, notes)
            check_roll(window["pianoroll"], roll, window["start"], start, duration)


def check_notes(window, notes):
    begin, end = window["start"], window["start"] + window["duration"]
    inside = notes[(notes["onset"] < end) & (notes["offset"] > begin)]
    got = window["notes"]
    assert sorted(got["pitch"]) == sorted(inside["pitch"])
    np.testing.assert_allclose(np.sort(got["onset"]),
                               np.sort(np.maximum(inside["onset"] - begin, 0)), atol=1e-9)
    assert (got["offset"] <= window["duration"] + 1e-9).all()


def check_roll(got, roll, moved, start, duration):
    columns = int(np.floor(duration / 0.01 + 1e-9))
    assert got.shape == (128, columns)
    if moved == start:  # on the sample grid, so on the song's own columns
        first = int(round(start / 0.01))
        padded = np.pad(roll, ((0, 0), (0, first + columns)))
        np.testing.assert_array_equal(got, padded[:, first:first + columns])


def test_pedals_are_sorted_events_of_three_controllers(songs):
    seen = 0
    for song in songs:
        pedals = song.pedals()
        assert pedals.dtype == setlist.pedal_dtype
        assert (np.diff(pedals["time"]) >= 0).all()
        assert set(pedals["controller"]) <= {64, 66, 67}
        seen += len(pedals)
    assert seen > 0


@pytest.mark.parametrize("options", [
    {"sr": 0}, {"sr": -1}, {"start": float("nan")}, {"start": float("inf")}, {"duration": -1.0},
    {"duration": float("nan")}, {"duration": float("inf")}, {"sr": 10**9}])
def test_wrong_spans_are_usage_errors(songs, options):
    with pytest.raises(setlist.UsageError):
        songs[0].audio(**options)


@pytest.mark.parametrize("resolution", [0, -1, float("nan"), float("inf")])
def test_wrong_resolutions_are_usage_errors(songs, resolution):
    for read in (songs[0].pianoroll, lambda **o: songs[0].window(0, 1, **o),
                 lambda **o: setlist.pianoroll(songs[0].notes(), **o)):
        with pytest.raises(setlist.UsageError):
            read(resolution=resolution)


def test_arguments_are_keywords(songs):
    with pytest.raises(TypeError):
        songs[0].audio(16000)
    with pytest.raises(TypeError):
        songs[0].pianoroll(0.01)


def arrays_of(song):
    window = song.window(1.0, 2.0, sources=True)
    return [song.audio()[0], song.audio(mono=True, sr=16000)[0], song.sources()[0][0], song.notes(),
            song.pedals(), song.pianoroll(), window["audio"], window["sources"][0],
            window["notes"], window["pianoroll"], window["pedals"]]


def test_arrays_own_no_memory_and_are_writeable(songs):
    for array in arrays_of(songs["Starter/satie-gymnopedie-1"]):
        assert array.size > 0  # NumPy owns the nothing of an empty one
        assert not array.flags.owndata and array.flags.writeable and array.flags.aligned
        assert type(array.base).__name__ == "PyCapsule"


def test_arrays_outlive_their_song_and_are_nobody_elses(official, starter):
    dataset = setlist.Dataset(definitions=official, install_dir=starter)
    song = dataset[0]
    arrays, copies = arrays_of(song), [array.copy() for array in arrays_of(song)]
    del song, dataset
    gc.collect()
    junk = [np.full(array.nbytes, 7, np.uint8) for array in arrays]
    for array, copy in zip(arrays, copies):
        np.testing.assert_array_equal(array, copy)
        array.view(np.uint8).fill(0)  # writing to one array changes no later read
    again = setlist.Dataset(definitions=official, install_dir=starter)[0]
    for array, copy in zip(arrays_of(again), copies):
        np.testing.assert_array_equal(array, copy)
    del junk
