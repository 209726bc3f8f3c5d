"""Which numbers of a text could be taken for one another."""

from __future__ import annotations

from extract.numbers.readings import Reading
from extract.validate.source import Source
from extract.validate.units import PERCENT, POINTS, Measure, measures

_SHARES = (PERCENT, POINTS, None)


def comparable(source: Source, index: int) -> list[int]:
    """Return the other quantities of the passage with the same sort of unit and another value, by index."""
    known = source.comparable.get(index)
    if known is None:
        readings = source.passage.readings
        known = [i for i in source.quantities if i != index and _alike_but_other(readings[index], readings[i])]
        source.comparable[index] = known
    return known


def alike(mine: Reading, other: Reading) -> bool:
    """Tell whether two numbers have the same sort of unit; percentages, points and bare scores are of one sort."""
    a, b = sort_of(mine), sort_of(other)
    if a.dimension is None and b.dimension is None and a.noun and b.noun:
        return a.noun.split()[-1].rstrip("s") == b.noun.split()[-1].rstrip("s")
    return a.dimension == b.dimension or (a.dimension in _SHARES and b.dimension in _SHARES and not a.noun and not b.noun)


def _alike_but_other(mine: Reading, other: Reading) -> bool:
    return alike(mine, other) and mine.values[0].value != other.values[0].value


def sort_of(reading: Reading) -> Measure:
    """Return what the likeliest value of a number measures."""
    return measures(reading.values[0].unit)[0]
