"""Which numbers of a text could be taken for one another."""

from __future__ import annotations

from extract.numbers.readings import Reading
from extract.validate.source import Source, grounds
from extract.validate.units import PERCENT, POINTS, Measure, measures

_SHARES = (PERCENT, POINTS, None)


def comparable(source: Source, index: int) -> list[int]:
    """Return the other quantities of the passage with the same sort of unit and another value, by index."""
    known = source.comparable.get(index)
    if known is None:
        mine = source.passage.readings[index]
        quantities = ((i, other) for i, other in enumerate(source.passage.readings) if i != index and grounds(other))
        known = source.comparable[index] = [i for i, other in quantities if alike(mine, other) and not _equal(mine, other)]
    return known


def alike(mine: Reading, other: Reading) -> bool:
    """Tell whether two numbers have the same sort of unit; percentages, points and bare scores are of one sort."""
    a, b = sort_of(mine), sort_of(other)
    if a.dimension is None and b.dimension is None and a.noun and b.noun:
        return a.noun.split()[-1].rstrip("s") == b.noun.split()[-1].rstrip("s")
    return a.dimension == b.dimension or (a.dimension in _SHARES and b.dimension in _SHARES and not a.noun and not b.noun)


def _equal(mine: Reading, other: Reading) -> bool:
    return mine.values[0].value == other.values[0].value


def sort_of(reading: Reading) -> Measure:
    """Return what the likeliest value of a number measures."""
    return measures(reading.values[0].unit)[0]
