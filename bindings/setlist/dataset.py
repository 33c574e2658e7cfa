"""The collection of songs, and its subsets."""

import copyreg
import operator
import warnings
from collections.abc import Sequence

from . import _core
from .conditions import (as_list, check_keywords, count_of, field_name, field_names, fields_of, seed_of,
                         text_of)
from .errors import LockfileError, UsageError
from .explanation import Explanation, Kept
from .sets import SetOperations
from .splitting import Split, counted, fields_of_split, fractions_of

__all__ = ["Dataset"]

_VALUES = {"year": int, "n_notes": int, "n_instruments": int, "duration": float,
           "ensemble": "true".__eq__, "installed": "true".__eq__}


class Dataset(SetOperations, Sequence):
    """Some songs of the collection: an immutable set, in canonical order unless it was sorted.

    Parameters
    ----------
    definitions : path or list of paths, optional
        Folders of definitions, instead of the configured ones.
    config : path, optional
        A datasets.json; by default the first of $SETLIST_CONFIG, ./datasets.json,
        ~/.config/setlist/datasets.json and the packaged one.
    install_dir : path, optional
        Where the datasets lie, instead of the configured folder.
    variants : bool
        Also the other editions of a dataset, which are left out so that no performance counts
        twice; a query may name them without this.

    Examples
    --------
    >>> ds = setlist.Dataset(definitions=official, install_dir=music)
    >>> train = ds.filter("instrument:piano -group:test")
    >>> len(train | ds.filter(composer="Dvořák")) > len(train)
    True
    """

    __slots__ = ("_core",)

    def __init__(self, definitions=(), *, config=None, install_dir=None, variants=False):
        self._core = _core.Dataset.open(config, as_list(definitions), install_dir, variants)

    @classmethod
    def _over(cls, core):
        dataset = cls.__new__(cls)
        dataset._core = core
        return dataset

    def filter(self, query=None, *, where=None, **keywords):
        """The songs that satisfy a query and every keyword, in the same order; a new Dataset.

        Parameters
        ----------
        query : str, optional
            Terms such as ``'composer:bach instrument:violin -group:test has:score'``.
        dataset, datasets, license : str or list of str
            Any of these. A licence without a version is any version of it.
        composer, title, artist, performer, work, album, text : str or list of str
            Every word of it stands in the text, whatever its case and accents.
        instruments : str or list of str
            Exactly these, in any order, each as often.
        all_instruments, groups, tags : str or list of str
            All of these.
        any_instrument, any_group, any_tag : str or list of str
            At least one of these.
        has : str or list of str
            "audio", "sources", "text", "features", or a type of annotation at level 1 or 2.
        ground_truth : dict or list of str
            Exact levels such as ``{"precise_alignment": 1}``, or types at any level but 0.
        ensemble, installed : bool
            Has more than one distinct instrument; is on disk.
        year, duration, n_notes, n_instruments : number, pair or str
            A value, a closed interval such as ``(60, 600)`` with None for an open end, or
            ``">=60"``. Seconds for `duration`.
        where : callable, optional
            Called with each song that satisfies the rest; true keeps it.

        Warns
        -----
        UserWarning
            For songs left out because a number is not known, and for each dataset that could not
            be searched because the table of its songs is not here.

        Raises
        ------
        UsageError
            For a name that no song of the collection has, with a suggestion; for an empty value.

        Examples
        --------
        >>> len(ds.filter(instruments=["piano"], ensemble=False))
        7
        >>> [song.id for song in ds.filter("composer:dvorak")]
        ['Starter/dvorak-largo']
        """
        if callable(query) and where is None:
            query, where = None, query
        check_keywords(keywords, "filter", "where")
        core, remarks = self._core.filter(text_of(query, "filter"), fields_of(keywords))
        for sentence in remarks:
            warnings.warn(sentence, stacklevel=2)
        found = self._over(core)
        if where is None:
            return found
        return found._taken([k for k, song in enumerate(found) if where(song)])

    def explain(self, query=None, **keywords):
        """How many songs each part of a query keeps; takes what `filter` takes, but `where`.

        Returns
        -------
        Explanation
            A tuple of `Kept`, that prints as a table.

        Examples
        --------
        >>> ds.explain("instrument:piano -composer:bach")
        part                  alone   together
        instrument:piano          8          8
        -composer:bach           14          7
          composer:bach           1
        """
        check_keywords(keywords, "explain")
        rows = self._core.explain(text_of(query, "explain"), fields_of(keywords))
        return Explanation(Kept(*row) for row in rows)

    def __len__(self):
        return len(self._core)

    def __getitem__(self, key):
        """A song by position or id; a slice or a list of positions gives a Dataset."""
        if isinstance(key, str):
            song = self._core.find(key)
            if song is None:
                raise KeyError(f"no song has the id '{key}' in this dataset")
            return song
        if isinstance(key, slice):
            positions = range(*key.indices(len(self)))
            if positions.step < 0:
                raise UsageError("slicing a Dataset: the step is negative; use sorted(reverse=True)")
            return self._taken(list(positions))
        if isinstance(key, list) or hasattr(key, "tolist") and not hasattr(key, "__index__"):
            return self._taken(positions_of(key, len(self)))
        position = operator.index(key)
        if position < 0:
            position += len(self)
        if not 0 <= position < len(self):
            raise IndexError(f"song {key} of a dataset of {len(self)} songs")
        return self._core.at(position)

    def _taken(self, positions):
        return self._over(self._core.take(positions))

    def __iter__(self):
        return (self._core.at(position) for position in range(len(self)))

    def __contains__(self, song):
        name = song if isinstance(song, str) else getattr(song, "id", None)
        return name is not None and self._core.find(name) is not None

    def sorted(self, by, *, reverse=False):
        """The same songs ordered by a field or several; those of which it is not known come last.

        Filters, slices and ``&`` and ``-`` keep the order; ``|`` and ``^`` put the songs of the
        right operand after those of the left one.

        Examples
        --------
        >>> ds.sorted("duration", reverse=True)[0].id
        'Starter/bach-prelude-c'
        """
        return self._over(self._core.sorted(field_names(by, "sorting songs"), reverse))

    def sample(self, n, seed=0):
        """`n` songs by chance, in the same order; the same for the same seed on any machine."""
        return self._over(self._core.sample(count_of(n, "sampling songs"), seed_of(seed, "sampling songs")))

    def groupby(self, field):
        """{value: Dataset} of a field such as "composer" or "tag"; None for songs without one.

        Composers and instruments stand under their usual names, whatever the spelling; a song
        with several values stands under each of them.
        """
        convert = _VALUES.get(field_name(field, "grouping songs"), str)
        return {None if value is None else convert(value): self._over(core)
                for value, core in self._core.groupby(field)}

    def split(self, p, seed=0, *, by="composer", stratify=None):
        """Parts of which no two share a composer, or a value of other fields.

        Parameters
        ----------
        p : float, list of float or dict
            The fraction of the first of two parts; or the fractions of all, together 1; or
            fractions by name.
        seed : int
            Decides among equally good choices.
        by : str or list of str, optional
            Fields of songs, such as ``["composer", "performer"]``. Songs that share a value of one
            of them, directly or over others, stay together; a text that names several persons,
            "Bach / Busoni", counts for each. None lets every song go by itself.
        stratify : str, optional
            A field whose values are spread alike over the parts.

        Returns
        -------
        Split
            A tuple of Dataset, as near to the fractions as the groups allow; it says how near.

        Examples
        --------
        >>> train, test = ds.split(0.7, seed=1, by="composer")
        >>> set(train.groupby("composer")) & set(test.groupby("composer")) - {None}
        set()
        """
        names, fractions = fractions_of(p)
        together, alike = fields_of_split(by, stratify)
        parts, *facts = self._core.split(fractions, seed_of(seed, "splitting songs"), together, alike)
        return Split([self._over(part) for part in parts], names, together, *facts)

    def stats(self):
        """What the songs are together: a dict of counts, seconds and annotations; see the keys."""
        return self._core.stats()

    def cite(self):
        """BibTeX of exactly the datasets that the songs are from, each entry once: a str."""
        return self._core.cite()

    @property
    def license(self):
        """{licence: {"songs", "datasets", "url"}} of exactly these songs; None is not known."""
        return self._core.licenses()

    def to_lockfile(self, path):
        """Write down exactly these songs: ids, definitions and annotations by their digests."""
        self._core.to_lockfile(path)

    @classmethod
    def from_lockfile(cls, path, *, definitions=(), config=None, install_dir=None, strict=True):
        """The songs of a lockfile, in its order.

        Raises
        ------
        LockfileError
            When something differs from what was locked; its `differences` say what. With
            ``strict=False`` each is a warning instead, and songs that are not here are left out.

        Warns
        -----
        UserWarning
            When annotations could not be compared because they are not on disk.
        """
        everything = cls(definitions, config=config, install_dir=install_dir, variants=True)
        core, differences, not_compared = everything._core.from_lockfile(path)
        if differences and strict:
            raise LockfileError._of(path, differences)
        for sentence in differences:
            warnings.warn(sentence, stacklevel=2)
        if not_compared:
            songs = counted(not_compared, "song")
            warnings.warn(f"the annotations of {songs} could not be compared with the lockfile: they "
                          "are not on disk, or were not when it was made", stacklevel=2)
        return cls._over(core)

    def __reduce__(self):
        return _reopened, (self._core.origins(), self._core.state())

    def __repr__(self):
        return f"<Dataset: {counted(len(self), 'song')}>"

    @property
    def ids(self):
        """The ids of the songs, in order: a list of str."""
        return self._core.ids()

    @property
    def warnings(self):
        """What was wrong with definitions when the collection was opened: a list of str."""
        return self._core.warnings()


def _reopened(origins, state):
    return Dataset._over(_core.Dataset.reopen(origins).restored(state))


def _song_of(origins, song_id):
    song = _core.Dataset.reopen(origins).find(song_id)
    if song is None:
        raise UsageError(f"unpickling the song '{song_id}': it is no longer in the definitions it was "
                         "made from")
    return song


copyreg.pickle(_core.Song, lambda song: (_song_of, (song._origins(), song.id)))
