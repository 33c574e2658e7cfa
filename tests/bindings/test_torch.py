"""Batches as tensors; torch is imported by setlist.torch alone."""

import subprocess
import sys
import warnings

import numpy as np
import pytest

import setlist


def test_importing_setlist_imports_no_torch():
    check = "import setlist, sys; print([m for m in sys.modules if m.split('.')[0] == 'torch'])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    torch = pytest.importorskip("torch", reason="torch is not installed")
    import setlist.torch  # noqa: E402

OPTIONS = {"duration": 2.0, "hop": 1.5, "sr": 8000}
TENSORS = {"audio": torch.float32, "pianoroll": torch.uint8, "notes": torch.float32,
           "note_offsets": torch.int64, "start": torch.float64}


def assert_same(left, right):
    assert set(left) == set(right) and left["id"] == right["id"]
    for name in TENSORS:
        assert torch.equal(left[name], right[name]), name


def test_tensors_are_the_arrays_without_a_copy(songs):
    arrays = setlist.Loader(songs, **OPTIONS)[1]
    from setlist.torch import _tensors

    tensors = _tensors(arrays)
    for name, kind in TENSORS.items():
        assert tensors[name].dtype == kind
        if name != "notes":
            assert tensors[name].data_ptr() == arrays[name].ctypes.data, name
            np.testing.assert_array_equal(tensors[name].numpy(), arrays[name])


def test_notes_are_a_matrix_of_six_columns(songs):
    arrays = setlist.Loader(songs, **OPTIONS)[0]
    matrix = setlist.torch.Loader(songs, **OPTIONS)[0]["notes"]
    assert matrix.shape == (len(arrays["notes"]), 6)
    for column, name in enumerate(("onset", "offset", "pitch", "velocity", "program", "source")):
        np.testing.assert_array_equal(matrix[:, column].numpy(),
                                      arrays["notes"][name].astype(np.float32))


def test_tensors_outlive_loader_and_batch(songs):
    audio = setlist.torch.Loader(songs, **OPTIONS)[0]["audio"]
    expected = setlist.Loader(songs, **OPTIONS)[0]["audio"]
    junk = [np.full(expected.nbytes, 7, np.uint8) for _ in range(8)]
    np.testing.assert_array_equal(audio.numpy(), expected)
    del junk


def test_the_loader_iterates_over_tensors(songs):
    loader = setlist.torch.Loader(songs, batch_size=4, **OPTIONS)
    batches = list(loader)
    assert len(batches) == len(loader) > 2
    assert_same(batches[2], loader[2])
    audio_alone = setlist.torch.Loader(songs, items="audio", **OPTIONS)
    assert audio_alone[0].keys() == {"audio", "id", "start"}


def test_windows_collated_are_batches(songs):
    windows = setlist.torch.Windows(songs, **OPTIONS)
    loader = setlist.torch.Loader(songs, batch_size=5, **OPTIONS)
    assert len(windows) == loader.window_count
    assert_same(setlist.torch.collate([windows[k] for k in range(5, 10)]), loader[1])
    with pytest.raises(IndexError):
        windows[len(windows)]


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_data_loader_workers_give_the_same_batches(songs, method):
    part = songs[::2]
    expected = list(setlist.torch.Loader(part, batch_size=4, drop_last=False, **OPTIONS))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        loader = torch.utils.data.DataLoader(
            setlist.torch.Windows(part, **OPTIONS), batch_size=4, num_workers=2,
            collate_fn=setlist.torch.collate, multiprocessing_context=method)
        got = list(loader)
    assert len(got) == len(expected) > 2
    for left, right in zip(got, expected):
        assert_same(left, right)
