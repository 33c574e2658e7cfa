"""The operations of sets, on anything that holds a selection of the engine as `_core`."""

import operator
import warnings

__all__ = ["SetOperations"]


class SetOperations:
    """Songs meet by their ids, whatever collection they were opened from."""

    __slots__ = ()

    def __copy__(self):
        return self  # it never changes

    def __deepcopy__(self, memo):
        return self

    def _combined(self, other, operation, stacklevel=3):
        if not isinstance(other, SetOperations):
            return NotImplemented
        for sentence in self._core.differences(other._core):
            warnings.warn(sentence, stacklevel=stacklevel)
        return self._over(operation(self._core, other._core))

    def __and__(self, other):
        return self._combined(other, operator.and_)

    def __or__(self, other):
        return self._combined(other, operator.or_)

    def __sub__(self, other):
        return self._combined(other, operator.sub)

    def __xor__(self, other):
        return self._combined(other, operator.xor)

    def __invert__(self):
        """The songs of the collection that are not in this dataset."""
        return self._over(~self._core)

    def _compared(self, other, comparison):
        if not isinstance(other, SetOperations):
            return NotImplemented
        return comparison(self._core, other._core)

    def __eq__(self, other):
        return self._compared(other, lambda a, b: a == b)

    def __le__(self, other):
        return self._compared(other, lambda a, b: a <= b)

    def __lt__(self, other):
        return self._compared(other, lambda a, b: a < b)

    def __ge__(self, other):
        return self._compared(other, lambda a, b: b <= a)

    def __gt__(self, other):
        return self._compared(other, lambda a, b: b < a)

    def __hash__(self):
        return self._core.fingerprint()

    def _all(self, others, operation):
        result = self
        for other in others:
            result = result._combined(other, operation, stacklevel=4)
            if result is NotImplemented:
                raise TypeError(f"found {other!r}, expected a Dataset")
        return result

    def union(self, *others):
        """The songs of this and of all others."""
        return self._all(others, operator.or_)

    def intersection(self, *others):
        """The songs that this and all others have."""
        return self._all(others, operator.and_)

    def difference(self, *others):
        """The songs that none of the others has."""
        return self._all(others, operator.sub)

    def symmetric_difference(self, other):
        """The songs that one of the two has, not both."""
        return self._all([other], operator.xor)

    def complement(self):
        """The songs of the collection that are not in this dataset."""
        return ~self

    def issubset(self, other):
        """Has `other` every song of this?"""
        return self <= other

    def issuperset(self, other):
        """Has this every song of `other`?"""
        return self >= other

    def isdisjoint(self, other):
        """Have the two no song in common?"""
        return len(self._all([other], operator.and_)) == 0
