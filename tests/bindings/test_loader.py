"""Batches are the windows of the songs, in order."""

import numpy as np
import pytest

import setlist


def places(songs, duration, hop):
    """Where windows lie: every `hop` seconds, each wholly inside its song, at least one a song."""
    for song in songs:
        count = max(0, int(np.floor((song.duration - duration) / hop + 1e-9))) + 1
        yield from ((song, k * hop) for k in range(count))


def windows_of(loader):
    """The loader's windows one by one."""
    for batch in loader:
        for b, name in enumerate(batch["id"]):
            notes = batch["notes"][batch["note_offsets"][b]:batch["note_offsets"][b + 1]]
            yield name, batch["start"][b], batch["audio"][b], batch["pianoroll"][b], notes


@pytest.mark.parametrize("duration, hop, sr", [
    (2.0, 1.5, 16000), (10.0, 10.0, 8000), (0.5, 2, 22050)])
def test_batches_are_song_windows_in_order(songs, duration, hop, sr):
    loader = setlist.Loader(songs, duration=duration, hop=hop, sr=sr, batch_size=4, drop_last=False)
    expected = list(places(songs, duration, hop))
    assert loader.window_count == len(expected) and len(loader) == -(-len(expected) // 4)
    got = list(windows_of(loader))
    assert len(got) == len(expected)
    for (song, start), (name, begin, audio, roll, notes) in zip(expected, got):
        window = song.window(start, duration, sr=sr, mono=True)
        assert (name, begin) == (song.id, window["start"])
        np.testing.assert_array_equal(audio, window["audio"])
        np.testing.assert_array_equal(roll, window["pianoroll"])
        np.testing.assert_array_equal(notes, window["notes"])


def test_shapes_and_types(songs):
    loader = setlist.Loader(songs, duration=1.5, sr=16000, batch_size=8, resolution=0.02)
    for batch in loader:
        assert batch["audio"].shape == (8, 24000) and batch["audio"].dtype == np.float32
        assert batch["pianoroll"].shape == (8, 128, 75) and batch["pianoroll"].dtype == np.uint8
        assert batch["note_offsets"].shape == (9,) and batch["note_offsets"].dtype == np.int64
        assert batch["note_offsets"][0] == 0 and batch["note_offsets"][-1] == len(batch["notes"])
        assert (np.diff(batch["note_offsets"]) >= 0).all()
        assert batch["notes"].dtype == setlist.note_dtype
        assert len(batch["id"]) == 8 and batch["start"].dtype == np.float64
        for name in ("audio", "pianoroll", "notes", "note_offsets", "start"):
            assert not batch[name].flags.owndata and batch[name].flags.writeable


def test_the_last_batch_is_dropped_or_short(songs):
    options = {"duration": 2.0, "sr": 8000, "batch_size": 7}
    dropped = setlist.Loader(songs, **options)
    short = setlist.Loader(songs, **options, drop_last=False)
    count = short.window_count
    assert count % 7, "the test needs a rest"
    assert (len(dropped), len(short)) == (count // 7, count // 7 + 1)
    sizes = [len(batch["id"]) for batch in short]
    assert sizes == [7] * (count // 7) + [count % 7]
    assert short[len(short) - 1]["audio"].shape[0] == count % 7


@pytest.mark.parametrize("items", ["audio", ("pianoroll",), ["notes"], ("audio", "notes")])
def test_only_the_items_that_were_asked(songs, items):
    batch = setlist.Loader(songs, duration=1.0, items=items)[0]
    asked = {items} if isinstance(items, str) else set(items)
    expected = {"id", "start", *asked} | ({"note_offsets"} if "notes" in asked else set())
    assert set(batch) == expected


def test_audio_alone_needs_no_annotation(songs):
    options = {"duration": 1.0, "alignment": "misaligned"}
    assert len(setlist.Loader(songs, items="audio", **options)[0]["id"]) == 8
    with pytest.raises(setlist.NotInstalledError, match="Starter/bach-prelude-c"):
        setlist.Loader(songs, items="notes", **options)[0]


@pytest.mark.parametrize("options", [
    {"duration": 0}, {"duration": float("nan")}, {"duration": float("inf")}, {"hop": 0},
    {"hop": -1}, {"sr": 0}, {"batch_size": 0}, {"batch_size": -8}, {"resolution": 0}, {"items": ()},
    {"items": ("audio", "video")}, {"alignment": "exact"}, {"alignment": []}])
def test_wrong_options_are_usage_errors(songs, options):
    with pytest.raises(setlist.UsageError):
        setlist.Loader(songs, **options)[0]


def test_positions(songs):
    loader = setlist.Loader(songs, duration=2.0, sr=8000)
    for wrong in (len(loader), -1, 10**30):
        with pytest.raises(IndexError):
            loader[wrong]
    again = loader[2]
    np.testing.assert_array_equal(again["audio"], list(loader)[2]["audio"])
    assert f"{len(loader)} batches" in repr(loader)


def test_an_empty_dataset_gives_no_batches(songs):
    loader = setlist.Loader(songs[:0])
    assert len(loader) == 0 and list(loader) == [] and loader.window_count == 0
