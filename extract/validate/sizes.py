"""The numbers of a text by their size, so that a given value is compared only with those that can state it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite, log

from extract.numbers.readings import Reading
from extract.validate.units import approximately, measures
from extract.validate.values import MAX_ORDERS, Claimed

STEPS = 1e5  # of a size, to the power of e: far wider than what counts as equal
_FACTORS = (1.0, 100.0, 0.01)  # a share is given as a number or in percent

Size = int | None  # None is nothing


class Sizes:
    """Which numbers have which size, as they stand and in the smallest common measure of their units."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        """Sort the numbers by the size of every value that they can have."""
        self._by_size: dict[Size, set[int]] = {}
        for i, reading in enumerate(readings):
            for size in _sizes_of_reading(reading):
                self._by_size.setdefault(size, set()).add(i)

    def near(self, sizes: Iterable[Size]) -> set[int]:
        """Return the numbers of nearly one of these sizes, by index."""
        return set().union(*(self._by_size.get(near, ()) for size in sizes for near in _neighbours(size)))


def sizes_of(claim: Claimed) -> set[Size]:
    """Return the sizes that a number which states a claim can have."""
    value = claim.approximately
    return {_size(value * measure.approximately * factor) for measure in claim.measures for factor in _FACTORS}


def _sizes_of_reading(reading: Reading) -> set[Size]:
    found: set[Size] = set()
    for value in reading.values:
        for end in (value.value,) if value.high is None else (value.value, value.high):
            plain = approximately(end)
            found.add(_size(plain))
            found.update(_size(plain * measure.approximately) for measure in measures(value.unit))
            if 0 < plain < MAX_ORDERS and end.denominator == 1:
                found.add(_size(10.0**plain))  # orders of magnitude
    return found


def _size(value: float) -> Size:
    return round(log(abs(value)) * STEPS) if value and isfinite(value) else None


def _neighbours(size: Size) -> tuple[Size, ...]:
    return (None,) if size is None else (size - 1, size, size + 1)
