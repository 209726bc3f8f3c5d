"""Find a given value among the numbers of the text, and say why it is not there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import lcm

from extract.numbers import read_numbers
from extract.numbers.readings import Distractor, Modifier, Reading
from extract.validate.agreement import stems
from extract.validate.quotes import Found
from extract.validate.reasons import Reason
from extract.validate.sizes import sizes_of
from extract.validate.source import Source, grounds
from extract.validate.units import measures
from extract.validate.values import Claimed, Outcome, compare

FEW = 6  # numbers that are simply compared
REACH = 40  # characters
MAX_HITS = 1000  # numbers that have one value
MAX_EXPLAINED = 2000  # numbers of a text that a missing value is compared with
MAX_DECIMALS = 12  # of a value that may be a rounding
MAX_COMBINED = 60  # numbers of a text that sums and differences are looked for among

_IN_WORDS = {
    Distractor.NAME: Reason.IN_NAME,
    Distractor.YEAR: Reason.IN_YEAR,
    Distractor.DATE: Reason.IN_YEAR,
    Distractor.CITATION: Reason.IN_CITATION,
    Distractor.LIST_NUMBER: Reason.IN_LIST_NUMBER,
    Distractor.REFERENCE: Reason.IN_REFERENCE,
    Distractor.URL: Reason.IN_URL,
    Distractor.FORMULA: Reason.IN_FORMULA,
    Distractor.PRONOUN: Reason.IN_WORDS,
    Distractor.ORDINAL: Reason.IN_WORDS,
}
_LOW, _HIGH = (Modifier.AT_MOST, Modifier.UP_TO), (Modifier.AT_LEAST,)
_FAILURES = {
    Outcome.UNIT_DIFFERS: Reason.UNIT_DIFFERS,
    Outcome.SIGN_DIFFERS: Reason.SIGN_DIFFERS,
    Outcome.SCALE_DIFFERS: Reason.SCALE_DIFFERS,
}


@dataclass(slots=True)
class Hit:
    """A number of the text that states the value: its index among the passage's readings."""

    index: int
    outcome: Outcome


@dataclass(slots=True)
class Miss:
    """Why no number of the text states the value, and the one that comes nearest."""

    reason: Reason
    nearest: Reading | None = None


def within(source: Source, found: Found | None) -> list[int]:
    """Return the numbers that a quote holds, by index; all of the text's where nothing is quoted.

    A number counts as held when its digits lie in the quote, sign or not, or when the quote holds one end of its range.
    """
    readings = source.passage.readings
    if found is None:
        return list(range(len(readings)))
    held: set[int] = set()
    for start, end in chain.from_iterable(found.places):
        first = max(0, bisect_right(source.starts, start) - 1)  # the number that the span may begin in
        last = bisect_left(source.starts, end, first)
        held.update([i for i in range(first, last) if _holds(source, start, end, readings[i])])
    return sorted(held)


def _holds(source: Source, start: int, end: int, reading: Reading) -> bool:
    if reading.number_end <= start or end <= reading.number_start:
        return False
    if start <= reading.number_start and reading.number_end <= end:
        return True
    before = source.text[reading.number_start : start].strip().lower() if start > reading.number_start else ""
    if (_after_sign(source.text, reading) >= start or before in ("a", "an")) and not source.text[end : reading.number_end].strip("}$ "):
        return True
    if not any(value.high is not None or value.uncertainty is not None for value in reading.values):
        return False
    quoted = {value.value for part in read_numbers(source.text[start:end]) for value in part.values}
    ends = {end for value in reading.values for end in (value.value, value.high)}
    return bool(quoted & ends)


def _after_sign(text: str, reading: Reading) -> int:
    at = reading.number_start
    while at < reading.number_end - 1 and not text[at].isalnum() and text[at] != ".":
        at += 1
    return at


def find_value(source: Source, claim: Claimed, among: Sequence[int]) -> list[Hit]:
    """Return the numbers that state the value, those in the same notation first, else in the order of the text."""
    readings = source.passage.readings
    likely = among if len(among) <= FEW else source.sizes.near(sizes_of(claim))
    places = [i for i in among if i in likely and (grounds(readings[i]) or _counts_one(source, claim, readings[i]))][:MAX_HITS]
    outcomes = [(compare(claim, readings[i], source.text, only_equal=True), i) for i in places]
    return [Hit(i, outcome) for outcome, i in sorted(outcomes) if outcome <= Outcome.EQUAL]


def _counts_one(source: Source, claim: Claimed, reading: Reading) -> bool:
    """Tell whether a "one" that looks like a pronoun counts what is given: "one slow camera"."""
    if reading.distractor is not Distractor.PRONOUN or not claim.measures[0].noun:
        return False
    return not frozenset(stems(claim.measures[0].noun)).isdisjoint(stems(source.text[reading.end : reading.end + REACH]))


def contradicts_bound(modifier: str | None, reading: Reading) -> bool:
    """Tell whether the given bound and the text's face opposite ways."""
    if modifier is None or reading.modifier is None:
        return False
    return (modifier in _LOW and reading.modifier in _HIGH) or (modifier in _HIGH and reading.modifier in _LOW)


def explain_miss(source: Source, claim: Claimed, among: list[int], quoted: bool) -> Miss:
    """Say why a value is not stated: what the text has instead, in the quote first, then anywhere."""
    readings = source.passage.readings
    held = [readings[i] for i in among[:MAX_EXPLAINED]]
    real = [reading for reading in held if grounds(reading)]
    everywhere = [reading for reading in readings[:MAX_EXPLAINED] if grounds(reading)]
    near = nearest_reading(claim, real or everywhere)
    failure = _failure(source, claim, real)
    if failure and failure.reason is not Reason.SCALE_DIFFERS:
        return failure
    if reason := _in_words(claim, held):
        return Miss(reason, near)
    if failure:
        return failure
    if quoted and find_value(source, claim, range(len(readings))):
        return Miss(Reason.VALUE_NOT_IN_QUOTE, near)
    if rounded := _rounded(claim, real):
        return Miss(Reason.ROUNDED, rounded)
    if _derived(claim, everywhere):
        return Miss(Reason.DERIVED, near)
    if not quoted and (elsewhere := _in_title(source, claim)):
        return Miss(elsewhere, near)
    return Miss(Reason.VALUE_NOT_IN_QUOTE if quoted else Reason.VALUE_NOT_IN_TEXT, near)


def _failure(source: Source, claim: Claimed, readings: list[Reading]) -> Miss | None:
    """Return the number that has the same digits but another unit, sign or scale, the smallest fault first."""
    outcomes = [(compare(claim, reading, source.text), reading) for reading in readings]
    best = min(outcomes, key=lambda pair: pair[0], default=None)
    return Miss(_FAILURES[best[0]], best[1]) if best and best[0] in _FAILURES else None


def _in_words(claim: Claimed, readings: list[Reading]) -> Reason | None:
    """Return why a number that has the value grounds nothing: it belongs to a name, a date, a citation …"""
    wanted = {claim.value, *(claim.value * measure.factor for measure in claim.measures)}
    for reading in readings:
        if not grounds(reading) and reading.distractor and any(value.value in wanted for value in reading.values):
            return _IN_WORDS.get(reading.distractor, Reason.IN_NAME)
    return None


def _in_title(source: Source, claim: Claimed) -> Reason | None:
    title = source.title or ""
    stated = any(compare(claim, reading, title) <= Outcome.EQUAL for reading in source.title_readings)
    return Reason.IN_TITLE_ONLY if stated else None


def _rounded(claim: Claimed, readings: list[Reading]) -> Reading | None:
    """Return a number that rounds to the given one: at its own last digit, or at its last digit that is not zero."""
    up, down = _last_digit(claim.value).as_integer_ratio()
    top, bottom = claim.value.as_integer_ratio()
    for reading in readings:
        for value in reading.values:
            apart = abs(value.value.numerator * bottom - top * value.value.denominator)  # times both denominators
            if apart and apart * 2 * down <= up * bottom * value.value.denominator:
                return reading
    return None


def _last_digit(value: Fraction) -> Fraction:
    """Return what one in the last digit is worth that is not zero; 0 for a value without an end."""
    top, bottom = value.as_integer_ratio()
    step = 1
    while top and bottom == 1 and top % (step * 10) == 0:
        step *= 10
    decimals = next((n for n in range(MAX_DECIMALS) if top * 10**n % bottom == 0), None)
    return Fraction(0) if not top or decimals is None else Fraction(step, 10**decimals)


def _derived(claim: Claimed, readings: list[Reading]) -> bool:
    """Tell whether a value is the sum or the difference of two that are stated, or what one of them lacks to 100."""
    first = [reading.values[0] for reading in readings[:MAX_COMBINED]]
    parts = [value.value for value in first] + [value.uncertainty for value in first if value.uncertainty]
    common = lcm(claim.value.denominator, *(part.denominator for part in parts))  # whole numbers are several times as fast
    wanted, *stated = (part.numerator * (common // part.denominator) for part in (claim.value, *parts))
    known = frozenset(stated)
    sums = any(wanted - value in known or value - wanted in known for value in known if value)
    return sums or any(100 * common - value == wanted for value in known if 0 < value < 100 * common)


def nearest_reading(claim: Claimed, readings: Iterable[Reading]) -> Reading | None:
    """Return the number whose value comes nearest, by ratio, those of the same sort of unit before others; of equals, the first."""
    wanted = claim.measures[0].dimension

    def rank(reading: Reading) -> tuple[bool, float]:
        value = reading.values[0]
        return measures(value.unit)[0].dimension != wanted, _distance(claim.value, value.value)

    return min(readings, key=rank, default=None)


def _distance(a: Fraction, b: Fraction) -> float:
    mine, other = a.numerator * b.denominator, b.numerator * a.denominator
    largest = max(abs(mine), abs(other))
    return abs(mine - other) / largest if largest else 0.0
