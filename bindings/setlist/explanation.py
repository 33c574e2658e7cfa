"""What each term of a query keeps."""

from typing import NamedTuple

__all__ = ["Explanation", "Kept"]


class Kept(NamedTuple):
    """One part of a query and how many songs it keeps."""

    part: str
    depth: int
    """0 for the parts that must all hold; more for what stands inside them."""
    alone: int
    """Of the songs asked, those that satisfy this part."""
    together: int
    """Those that satisfy this part and all parts before it; of depth 0."""


class Explanation(tuple):
    """The parts of a query, each a `Kept`; printed, a table."""

    __slots__ = ()

    def __repr__(self):
        if not self:
            return "no condition: every song is kept"
        parts = ["  " * row.depth + row.part for row in self]
        width = max(len(part) for part in [*parts, "part"])
        lines = [f"{'part':{width}}  {'alone':>9}  {'together':>9}"]
        for part, row in zip(parts, self):
            together = row.together if row.depth == 0 else ""
            lines.append(f"{part:{width}}  {row.alone:>9}  {together:>9}".rstrip())
        return "\n".join(lines)
