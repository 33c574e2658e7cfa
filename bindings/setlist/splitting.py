"""Parts of a dataset that share no composer, performer or work."""

import math
from numbers import Real

from .conditions import as_list
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
        parts = ", ".join(f"{label}: {len(part)} songs ({fraction:.1%})"
                          for label, part, fraction in zip(labels, self, self.fractions))
        how = ""
        if self.by:
            how = f"; {self.groups} groups by {', '.join(self.by)}, the largest of {self.largest} songs"
        if self.unknown:
            how += f"; {self.unknown} songs of which that is not known went by themselves"
        return f"<Split {parts}{how}>"


def fractions_of(p):
    """(names, fractions) of a number, a list of numbers or a dict."""
    if isinstance(p, Real):
        if not 0 < p < 1:
            raise UsageError(f"splitting songs: found {p!r}, expected a fraction between 0 and 1")
        return (), [float(p), 1.0 - float(p)]
    names = tuple(p) if isinstance(p, dict) else ()
    fractions = [float(part) for part in (p.values() if isinstance(p, dict) else p)]
    if not math.isclose(math.fsum(fractions), 1, abs_tol=1e-6):
        raise UsageError(f"splitting songs: the fractions add up to {math.fsum(fractions):g}, "
                         "expected 1")
    return names, fractions


def fields_of(by):
    """The fields that stay together, a list."""
    return [] if by is None else as_list(by)
