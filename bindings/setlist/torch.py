"""Batches as PyTorch tensors. Importing this module imports torch."""

import numpy as np
import torch

from .loader import Loader as _Loader

__all__ = ["Loader", "Windows", "collate"]

_COLUMNS = ("onset", "offset", "pitch", "velocity", "program", "source")


def _tensors(batch):
    """Tensors over the arrays' own memory, and notes as a plain matrix."""
    result = dict(batch)
    if "notes" in batch:
        notes = batch["notes"]
        result["notes"] = torch.from_numpy(
            np.stack([notes[column].astype(np.float32) for column in _COLUMNS], axis=1))
    for name in ("audio", "pianoroll", "note_offsets", "start"):
        if name in batch:
            result[name] = torch.from_numpy(batch[name])
    return result


class Loader(_Loader):
    """`setlist.Loader`, its arrays as tensors without a copy.

    Yields
    ------
    dict
        "audio" float32 (B, frames); "pianoroll" uint8 (B, 128, columns); "notes" float32 (n, 6):
        onset, offset, pitch, velocity, program, source of all windows, where those of window b are
        ``notes[note_offsets[b]:note_offsets[b + 1]]``; "id", a list; "start" float64 (B,).
    """

    def __getitem__(self, position):
        return _tensors(super().__getitem__(position))

    def __iter__(self):
        return (self[position] for position in range(len(self)))


class Windows(torch.utils.data.Dataset):
    """One window at a time, for `torch.utils.data.DataLoader`; use `collate` with it.

    Parameters are those of `setlist.Loader`, without `batch_size` and `drop_last`.
    """

    def __init__(self, dataset, **options):
        self._dataset = dataset
        self._options = options
        self._open()

    def _open(self):
        self._loader = Loader(self._dataset, batch_size=1, drop_last=False, **self._options)

    def __getstate__(self):
        return {"_dataset": self._dataset, "_options": self._options}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self._open()

    def __len__(self):
        return len(self._loader)

    def __getitem__(self, position):
        batch = self._loader[position]
        window = {name: batch[name][0] for name in ("audio", "pianoroll", "id", "start")
                  if name in batch}
        if "notes" in batch:
            window["notes"] = batch["notes"]
        return window


def collate(windows):
    """Windows of `Windows` as one batch, in the form that `Loader` gives."""
    batch = {"id": [window["id"] for window in windows]}
    for name in ("audio", "pianoroll", "start"):
        if name in windows[0]:
            batch[name] = torch.stack([window[name] for window in windows])
    if "notes" in windows[0]:
        counts = torch.tensor([0] + [len(window["notes"]) for window in windows])
        batch["notes"] = torch.cat([window["notes"] for window in windows])
        batch["note_offsets"] = torch.cumsum(counts, 0)
    return batch
