"""Batches of windows, in order."""

from . import _core
from .errors import UsageError

__all__ = ["Loader"]

_ITEMS = ("audio", "pianoroll", "notes")


class Loader:
    """The windows of a dataset, batch by batch, as dicts of NumPy arrays.

    Windows stand `hop` seconds apart, song after song, each inside its song; a song shorter than
    `duration` gives one window, padded with silence. Audio is brought to one rate and to mono.

    Parameters
    ----------
    dataset : Dataset
    duration : float
        Seconds a window.
    sr : int
        Hz.
    batch_size : int
    hop : float, optional
        Seconds between windows; `duration` by default.
    resolution : float
        Seconds a pianoroll column.
    items : tuple of str
        Of "audio", "pianoroll" and "notes".
    alignment : str or list of str
        Which notes; of a list, the first that a song has.
    drop_last : bool
        Leave out the last batch when it is not full.

    Yields
    ------
    dict
        "audio" float32 (B, frames); "pianoroll" uint8 (B, 128, columns); "notes", a structured
        array of all windows, where those of window b are
        ``notes[note_offsets[b]:note_offsets[b + 1]]``; "id", a list of B song ids; "start", B
        seconds.
    """

    def __init__(self, dataset, *, duration=10.0, sr=16000, batch_size=8, hop=None,
                 resolution=0.01, items=_ITEMS, alignment="precise_alignment", drop_last=True):
        items = (items,) if isinstance(items, str) else tuple(items)
        unknown = [item for item in items if item not in _ITEMS]
        if unknown or not items:
            raise UsageError(f"making a loader: items are {items}, expected some of {_ITEMS}")
        self._core = _core.Loader(
            dataset._core, duration=duration, hop=hop, sr=sr, batch_size=batch_size,
            resolution=resolution, alignment=alignment, drop_last=drop_last,
            **{item: item in items for item in _ITEMS})

    def __len__(self):
        return self._core.batch_count

    @property
    def window_count(self):
        """How many windows there are, full batches or not."""
        return self._core.window_count

    def __getitem__(self, position):
        if not 0 <= position < len(self):
            raise IndexError(f"batch {position} of a loader of {len(self)} batches")
        return self._core.batch(position)

    def __iter__(self):
        return (self._core.batch(position) for position in range(len(self)))

    def __repr__(self):
        return f"<Loader: {len(self)} batches of {self.window_count} windows>"
