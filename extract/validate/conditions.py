"""Conditions given with a metric, where a number tells them apart: "accuracy with 1% of the labels", "after 90 epochs"."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from extract.numbers import read_numbers
from extract.numbers.readings import Reading
from extract.validate.comparable import alike
from extract.validate.metrics import head
from extract.validate.source import Source, grounds

_AGAINST = re.compile(  # "over X" of "gain over X with 1% of the labels"
    r"\b(?:over|than|relative to|compared (?:to|with)|against|versus|vs\.?)\s.*?(?=\s(?:at|on|with|under|after|before|in|for|using)\b|$)",
    re.IGNORECASE,
)
_PARTING = re.compile(r"[,;:.]|\b(?:and|or|but|while|whereas)\b")


def other_condition(source: Source, index: int, metric: str) -> Reading | None:
    """Return the number that the text couples with the given condition instead, where it does.

    The condition's own number stands in the text; either it stands in another sentence than the value, beside another
    value of the same sort, or in one sentence values and conditions go in pairs, and these two are of different pairs.
    """
    condition = _AGAINST.sub("", metric[len(head(metric)) :])
    for value in _numbers_of(condition) if condition else ():
        places = [i for i, r in enumerate(source.passage.readings) if i != index and grounds(r) and any(v.value == value for v in r.values)]
        if places and all(_coupled_elsewhere(source, index, place) for place in places):
            return source.passage.readings[places[0]]
    return None


@lru_cache(maxsize=1024)
def _numbers_of(condition: str) -> tuple[Fraction, ...]:
    return tuple(reading.values[0].value for reading in read_numbers(condition) if reading.distractor is None)


def _coupled_elsewhere(source: Source, index: int, condition: int) -> bool:
    readings = source.passage.readings
    if not grounds(readings[condition]) or _goes_with(source, index, condition):
        return False
    near = _same_sentence(source, condition)
    values = [i for i in near if alike(readings[i], readings[index]) and i != condition]
    if index not in near:
        return bool(values)
    conditions = [i for i in near if alike(readings[i], readings[condition]) and i not in values]
    paired = len(values) == len(conditions) > 1
    return paired and values.index(index) != conditions.index(condition)


def _goes_with(source: Source, index: int, condition: int) -> bool:
    """Tell whether nothing parts a value from a number beside it: "SDR @ 2 mm = 84%"."""
    if abs(index - condition) != 1:
        return False
    first, second = (source.passage.readings[i] for i in sorted((index, condition)))
    return not _PARTING.search(source.text, first.end, second.start)


def _same_sentence(source: Source, index: int) -> list[int]:
    readings = source.passage.readings
    start, end = source.sentence_at(index)
    return [i for i, reading in enumerate(readings) if start <= reading.start < end and grounds(reading)]
