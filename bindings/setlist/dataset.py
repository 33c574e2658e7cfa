"""The collection of songs, and its subsets."""

import copyreg
import operator
import os
import warnings
from collections.abc import Sequence

from . import _core
from .errors import UsageError

__all__ = ["Dataset"]

_LISTS = ("datasets", "instruments", "groups", "tags")


def _as_list(value):
    return [value] if isinstance(value, (str, os.PathLike)) else list(value)


def _levels(ground_truth):
    """{type: level}, or a list of types at any level, as the engine takes them."""
    if not isinstance(ground_truth, dict):
        return dict.fromkeys(_as_list(ground_truth), -1)
    for name, level in ground_truth.items():
        if operator.index(level) < 0:
            raise UsageError(f"filtering songs: {name} has the level {level}, expected 0, 1 or 2")
    return dict(ground_truth)


def _refuse_empty(fields):
    """An empty value is a caller's mistake: as no condition it would select every song."""
    for name, value in fields.items():
        if name not in ("ensemble", "groups", "tags") and value in ("", [], {}):
            raise UsageError(f"filtering songs: {name} is empty, expected a name; leave it out, or "
                             "give None, for no condition")


class Dataset(Sequence):
    """Some songs of the collection: an immutable set in canonical order.

    Parameters
    ----------
    definitions : path or list of paths, optional
        Folders of definitions, instead of the configured ones.
    config : path, optional
        A datasets.json; by default the first of $SETLIST_CONFIG, ./datasets.json,
        ~/.config/setlist/datasets.json and the packaged one.
    install_dir : path, optional
        Where the datasets lie, instead of the configured folder.

    Examples
    --------
    >>> ds = setlist.Dataset(definitions=official, install_dir=music)
    >>> train = ds.filter("instrument:piano -group:test")
    >>> len(train | ds.filter(composer="Dvořák")) > len(train)
    True
    """

    __slots__ = ("_core",)

    def __init__(self, definitions=(), *, config=None, install_dir=None):
        self._core = _core.Dataset.open(config, _as_list(definitions), install_dir)

    @classmethod
    def _over(cls, core):
        dataset = cls.__new__(cls)
        dataset._core = core
        return dataset

    def filter(self, query=None, *, dataset=None, datasets=None, composer=None, title=None,
               artist=None, instruments=None, groups=None, tags=None, ensemble=None,
               ground_truth=None):
        """The songs that satisfy a query and every keyword; a new Dataset.

        Parameters
        ----------
        query : str, optional
            Terms such as ``'composer:bach instrument:violin -group:test has:score'``.
        dataset, datasets : str or list of str
            Any of these datasets.
        composer, title, artist : str
            Every word of it stands in the name, whatever its case and accents.
        instruments : str or list of str
            Exactly these, in any order.
        groups, tags : str or list of str
            All of these.
        ensemble : bool
            More than one distinct instrument.
        ground_truth : dict or list of str
            Exact levels such as ``{"precise_alignment": 1}``, or types at any level but 0.

        Warns
        -----
        UserWarning
            For each dataset that could not be searched because the table of its songs is not here.

        Raises
        ------
        UsageError
            For a name that no song of the collection has, with a suggestion; for an empty value.
        """
        if dataset is not None and datasets is not None:
            raise UsageError("filtering songs: both dataset and datasets are given, expected one")
        given = {"datasets": datasets if dataset is None else dataset, "composer": composer,
                 "title": title, "artist": artist, "instruments": instruments, "groups": groups,
                 "tags": tags, "ensemble": ensemble}
        fields = {name: _as_list(value) if name in _LISTS else value
                  for name, value in given.items() if value is not None}
        if ground_truth is not None:
            fields["ground_truth"] = _levels(ground_truth)
        _refuse_empty(fields)
        core = self._core if query is None else self._core.query(query)
        found = self._over(core.filter(fields))
        for sentence in self._core.not_searched(query or "", fields):
            warnings.warn(sentence, stacklevel=2)
        return found

    def __len__(self):
        return len(self._core)

    def __getitem__(self, key):
        """A song by position or id; a slice gives a Dataset."""
        if isinstance(key, str):
            song = self._core.find(key)
            if song is None:
                raise KeyError(f"no song has the id '{key}' in this dataset")
            return song
        if isinstance(key, slice):
            positions = range(*key.indices(len(self)))
            if positions.step < 0:
                raise UsageError("slicing a Dataset: the step is negative, but its order is fixed")
            return self._over(self._core.take(list(positions)))
        position = operator.index(key)
        if position < 0:
            position += len(self)
        if not 0 <= position < len(self):
            raise IndexError(f"song {key} of a dataset of {len(self)} songs")
        return self._core.at(position)

    def __iter__(self):
        return (self._core.at(position) for position in range(len(self)))

    def __contains__(self, song):
        name = song if isinstance(song, str) else getattr(song, "id", None)
        return name is not None and self._core.find(name) is not None

    def _other(self, other):
        return other._core if isinstance(other, Dataset) else None

    def _combined(self, other, operation):
        core = self._other(other)
        return NotImplemented if core is None else self._over(operation(self._core, core))

    def __and__(self, other):
        return self._combined(other, lambda a, b: a & b)

    def __or__(self, other):
        return self._combined(other, lambda a, b: a | b)

    def __sub__(self, other):
        return self._combined(other, lambda a, b: a - b)

    def __xor__(self, other):
        return self._combined(other, lambda a, b: a ^ b)

    def __invert__(self):
        """The songs of the collection that are not in this dataset."""
        return self._over(~self._core)

    def __eq__(self, other):
        core = self._other(other)
        return NotImplemented if core is None else self._core == core

    def __le__(self, other):
        core = self._other(other)
        return NotImplemented if core is None else self._core <= core

    def __lt__(self, other):
        core = self._other(other)
        return NotImplemented if core is None else self._core < core

    def __ge__(self, other):
        core = self._other(other)
        return NotImplemented if core is None else core <= self._core

    def __gt__(self, other):
        core = self._other(other)
        return NotImplemented if core is None else core < self._core

    def __hash__(self):
        return hash(tuple(self._core.ids()))

    def __reduce__(self):
        return _reopened, (self._core.origins(), self._core.ids())

    def __repr__(self):
        return f"<Dataset: {len(self)} songs>"

    @property
    def ids(self):
        """The ids of the songs, in order: a list of str."""
        return self._core.ids()

    @property
    def warnings(self):
        """What was wrong with definitions when the collection was opened: a list of str."""
        return self._core.warnings()


def _reopened(origins, ids):
    core = _core.Dataset.reopen(origins)
    place = {name: position for position, name in enumerate(core.ids())}
    missing = [name for name in ids if name not in place]
    if missing:
        raise UsageError(
            f"unpickling a Dataset: {len(missing)} of its songs, the first '{missing[0]}', are no "
            "longer in the definitions it was made from")
    return Dataset._over(core.take([place[name] for name in ids]))


def _song_of(origins, song_id):
    return _reopened(origins, [song_id])[0]


copyreg.pickle(_core.Song, lambda song: (_song_of, (song._origins(), song.id)))
