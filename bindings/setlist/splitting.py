"""Parts of a dataset that share no composer, performer or work."""

import math
from numbers import Real

from .conditions import field_name, field_names
from .errors import UsageError

__all__ = ["Split"]


class Split(tuple):
    """The parts of a dataset, in the order of their fractions; a tuple that knows how it came.

    Attributes
    ----------
    names : tuple of str
        Of the parts, where they were given.
    by : tuple of str
        The fields of which no value is in two parts.
    groups : int
        How many sets of songs had to stay together.
    largest : int
        Songs of the largest of them.
    unknown : int
        Songs of which none of these fields is known; each went by itself.
    fractions : tuple of float
        What the parts are of all songs.
    """

    def __new__(cls, parts, names=(), by=(), groups=0, largest=0, unknown=0):
        split = super().__new__(cls, parts)
        split.names, split.by = tuple(names), tuple(by)
        split.groups, split.largest, split.unknown = groups, largest, unknown
        return split

    def __getnewargs__(self):
        return (tuple(self), self.names, self.by, self.groups, self.largest, self.unknown)

    def __getitem__(self, key):
        """A part by its position, or by its name."""
        if isinstance(key, str):
            if not self.names:
                raise KeyError(f"no part is named '{key}'; the parts have no names")
            if key not in self.names:
                raise KeyError(f"no part is named '{key}'; the parts are {', '.join(self.names)}")
            key = self.names.index(key)
        return super().__getitem__(key)

    @property
    def fractions(self):
        """What the parts are of all songs: a tuple of float."""
        songs = sum(map(len, self))
        return tuple(len(part) / songs if songs else 0.0 for part in self)

    def __repr__(self):
        labels = self.names or [f"part {k + 1}" for k in range(len(self))]
        parts = ", ".join(f"{label}: {counted(len(part), 'song')} ({fraction:.1%})"
                          for label, part, fraction in zip(labels, self, self.fractions))
        how = ""
        if self.by:
            how = (f"; {counted(self.groups, 'group')} by {', '.join(self.by)}, the largest of "
                   f"{counted(self.largest, 'song')}")
        if self.unknown:
            how += f"; {counted(self.unknown, 'song')} of which that is not known went alone"
        return f"<Split {parts}{how}>"


def counted(number, word):
    """With its word: 1 song, 2 songs."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def fractions_of(p):
    """(names, fractions) of a number, a list of numbers or a dict."""
    if isinstance(p, Real):
        if not 0 < p < 1:
            raise UsageError(f"splitting songs: found {p!r}, expected a fraction between 0 and 1")
        return (), [float(p), 1.0 - float(p)]
    names, parts = (tuple(p), list(p.values())) if isinstance(p, dict) else ((), list(p))
    if not all(isinstance(part, Real) for part in parts):
        raise TypeError(f"splitting songs: found {p!r}, expected a fraction or several")
    if not all(isinstance(name, str) for name in names):
        raise TypeError(f"splitting songs: found {p!r}, expected parts whose names are texts")
    fractions = [float(part) for part in parts]
    if not math.isclose(math.fsum(fractions), 1, abs_tol=1e-6):
        raise UsageError(f"splitting songs: the fractions add up to {math.fsum(fractions):g}, "
                         "expected 1")
    return names, fractions


def fields_of_split(by, stratify):
    """(fields that stay together, the field that is spread alike or "")."""
    together = [] if by is None else field_names(by, "splitting songs")
    return together, "" if stratify is None else field_name(stratify, "splitting songs")
