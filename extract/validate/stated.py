"""Find a given value among the numbers of the text, and say why it is not there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from extract.numbers import read_numbers
from extract.numbers.readings import Distractor, Modifier, Reading
from extract.records import Nearest
from extract.validate.quotes import Found, Span
from extract.validate.reasons import Reason
from extract.validate.sizes import sizes_of
from extract.validate.source import Source, grounds
from extract.validate.units import measures
from extract.validate.values import Claimed, Outcome, compare

FEW = 6  # numbers that are simply compared
MAX_HITS = 1000  # numbers that have one value
MAX_EXPLAINED = 2000  # numbers of a text that a missing value is compared with
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


@dataclass(frozen=True, slots=True)
class Hit:
    """A number of the text that states the value: its index among the passage's readings."""

    index: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
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
    for start, end in (span for place in found.places for span in place):
        first = max(0, bisect_right(source.starts, start) - 1)  # the number that the span may begin in
        last = bisect_left(source.starts, end, first)
        held.update(i for i in range(first, last) if _holds(source, (start, end), readings[i]))
    return sorted(held)


def _holds(source: Source, span: Span, reading: Reading) -> bool:
    start, end = span
    if reading.number_end <= start or end <= reading.number_start:
        return False
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
    places = islice((i for i in among if i in likely and grounds(readings[i])), MAX_HITS)
    hits = [Hit(i, compare(claim, readings[i], source.text, only_equal=True)) for i in places]
    return sorted((hit for hit in hits if hit.outcome <= Outcome.EQUAL), key=lambda hit: (hit.outcome, hit.index))


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
    near = nearest_reading(claim, real) or nearest_reading(claim, everywhere)
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
    stated = any(compare(claim, reading, title) <= Outcome.EQUAL for reading in read_numbers(title))
    return Reason.IN_TITLE_ONLY if stated else None


def _rounded(claim: Claimed, readings: list[Reading]) -> Reading | None:
    """Return a number that rounds to the given one: at its own last digit, or at its last digit that is not zero."""
    step = _last_digit(claim.value)
    for reading in readings:
        if any(value.value != claim.value and 0 < abs(value.value - claim.value) * 2 <= step for value in reading.values):
            return reading
    return None


def _last_digit(value: Fraction) -> Fraction:
    """Return what one in the last digit is worth that is not zero; 0 for a value without an end."""
    if not value:
        return Fraction(0)
    step = Fraction(1)
    while value % (step * 10) == 0:
        step *= 10
    for _ in range(12):
        if value % step == 0:
            return step
        step /= 10
    return Fraction(0)


def _derived(claim: Claimed, readings: list[Reading]) -> bool:
    stated = {value.value for reading in readings[:MAX_COMBINED] for value in reading.values[:1]}
    wanted = claim.value
    stated |= {value.uncertainty for reading in readings[:MAX_COMBINED] for value in reading.values[:1] if value.uncertainty}
    sums = any(wanted - value in stated or value - wanted in stated for value in stated if value)
    return sums or any(100 - value == wanted for value in stated if 0 < value < 100)


def nearest_reading(claim: Claimed, readings: Iterable[Reading]) -> Reading | None:
    """Return the number whose value comes nearest, by ratio, those of the same sort of unit before others; of equals, the first."""
    wanted = claim.measures[0].dimension

    def rank(reading: Reading) -> tuple[bool, float]:
        value = reading.values[0]
        return measures(value.unit)[0].dimension != wanted, _distance(claim.value, value.value)

    return min(readings, key=rank, default=None)


def _distance(a: Fraction, b: Fraction) -> float:
    largest = max(abs(a), abs(b))
    return float(abs(a - b) / largest) if largest else 0.0


def as_nearest(reading: Reading | None) -> Nearest | None:
    """Put a reading into a check; None where its value is beyond a JSON number."""
    if reading is None:
        return None
    value = reading.values[0]
    try:
        number = int(value.value) if value.value.denominator == 1 and abs(value.value) < 10**18 else float(value.value)
    except OverflowError:
        return None
    return Nearest(value=number, unit=value.unit, start=reading.start, end=reading.end, quote=reading.quote)
