"""Which numbers of a text could be taken for one another."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from extract.numbers.readings import Reading
from extract.validate.source import Source
from extract.validate.units import PERCENT, POINTS, Measure, measures

MAX_AROUND = 200  # numbers on either side

_SHARES = (PERCENT, POINTS, None)


def comparable(source: Source, index: int) -> list[int]:
    """Return the other quantities with the same sort of unit and another value, by index; those around, in a long passage."""
    known = source.comparable.get(index)
    if known is None:
        at = bisect_left(source.quantities, index)
        around = source.quantities[max(0, at - MAX_AROUND) : at + MAX_AROUND]
        numbers, (unit, value) = source.likeliest, source.likeliest[index]
        known = [i for i in around if numbers[i][1] != value and _alike_units(unit, numbers[i][0])]
        source.comparable[index] = known
    return known


def comparable_here(source: Source, index: int) -> list[int]:
    """Return those of the comparable numbers that stand in the sentence of a number."""
    known = source.comparable_here.get(index)
    if known is None:
        (start, end), starts = source.sentence_at(index), source.starts
        known = source.comparable_here[index] = [i for i in comparable(source, index) if start <= starts[i] < end]
    return known


def alike(mine: Reading, other: Reading) -> bool:
    """Tell whether two numbers have the same sort of unit; percentages, points and bare scores are of one sort."""
    return _alike_units(mine.values[0].unit, other.values[0].unit)


@lru_cache(maxsize=16384)
def _alike_units(mine: str | None, other: str | None) -> bool:
    a, b = measures(mine)[0], measures(other)[0]
    if a.dimension is None and b.dimension is None and a.noun and b.noun:
        return a.noun.split()[-1].rstrip("s") == b.noun.split()[-1].rstrip("s")
    return a.dimension == b.dimension or (a.dimension in _SHARES and b.dimension in _SHARES and not a.noun and not b.noun)


def sort_of(reading: Reading) -> Measure:
    """Return what the likeliest value of a number measures."""
    return measures(reading.values[0].unit)[0]
