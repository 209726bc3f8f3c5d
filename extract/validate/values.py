"""Compare a given value, in its unit, with what the text states."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import IntEnum
from fractions import Fraction
from math import isfinite, log10, ulp
from typing import Any

from extract.numbers.readings import Form, Reading, Value
from extract.validate.units import PERCENT, POINTS, RATIO, Measure, approximately, measures

_ORDERS = re.compile(r"\s*(?:\w+\s+)?orders? of magnitude", re.IGNORECASE)
_COUNTED = frozenset(("pixels", "epochs", "timesteps", "octaves", "orders"))  # units that a text may leave to the noun beside the number

NOTHING, ONE = Fraction(0), Fraction(1)
SCORE_REACH = 160  # characters
UNIT_REACH = 60
MAX_SCALES = 18  # powers of ten
MAX_ORDERS = 30
MAX_EXPONENT = 400  # beyond it an exact fraction would only cost memory
MIN_DIGITS_OF_ROUNDED_FRACTION = 12
DIGITS_OF_FLOAT = 16
MAX_FLOAT_EXPONENT = 300

_BEHIND_PERCENT = re.compile(r"%\s?[(\[][^()%]{0,16}$|%\s?[(\[]\d+% CI:?,? $")  # its interval: "78.6% (62.1-87.9)"
_RELATIVE = re.compile(r"\brelative(?:ly)?\b", re.I)
_ABSOLUTE = re.compile(r"\babsolute\b", re.I)
_NO_POINTS = re.compile(
    r"\b(?:faster|slower|speed\w*|smaller|larger|fewer|reduction in|less|training (?:speed|time|cost)|latency|param\w*|FLOPs)\b", re.I
)
_PERCENT_SCORE = re.compile(
    r"\b(?:top-?\s?[0-9]+|acc\b|accurac\w+|precision|recall|error|errors|rate|rates|m?AP\d*|m?IoU|PQ|F1|score|R@\d+|EM|mAPs?|"
    r"sensitivity|specificity|AUC|AUROC)(?![\w-])",
    re.I,
)


class Outcome(IntEnum):
    """How a given value stands to a stated one, the best first."""

    STATED = 0
    EQUAL = 1  # the same in another notation
    UNIT_DIFFERS = 2
    SIGN_DIFFERS = 3
    SCALE_DIFFERS = 4
    NO = 5


@dataclass(slots=True)
class Claimed:
    """A number as given: exact, with every way to understand its unit.

    `step` is what one in its last digit is worth, where it has so many digits that it may be the rounding of a fraction.
    """

    value: Fraction
    measures: tuple[Measure, ...] = (Measure(),)
    unit: str | None = None
    metric: str | None = None
    step: Fraction = NOTHING
    approximately: float = field(init=False)  # the value as a floating-point number

    def __post_init__(self) -> None:
        self.approximately = approximately(self.value)

    @property
    def is_score(self) -> bool:
        """Whether it is of a metric that is given in percent."""
        return bool(self.metric and _PERCENT_SCORE.search(self.metric))

    def of(self, unit: str | None, metric: str | None = None) -> Claimed:
        """Return the same number in a unit, of a metric."""
        return Claimed(self.value, measures(unit), unit, metric, self.step)


def exact(value: Any) -> Claimed | None:
    """Return a number as an exact fraction; None for NaN, infinities and absurd exponents."""
    if isinstance(value, Fraction):
        return Claimed(value)
    if isinstance(value, int):
        return Claimed(Fraction(int(value))) if value.bit_length() < 4 * MAX_EXPONENT else None
    if isinstance(value, float) and not isfinite(value):
        return None
    try:
        number = value if isinstance(value, Decimal) else Decimal(repr(float(value)) if isinstance(value, float) else value)
    except (InvalidOperation, ValueError):
        return None
    if not number.is_finite() or abs(number.adjusted()) > MAX_EXPONENT:
        return None
    return Claimed(Fraction(number), step=_last_step(number))


def _last_step(number: Decimal) -> Fraction:
    """Return how far a number of many digits may lie from the fraction that it rounds: one in its last digit.

    Where it has as many digits as a floating-point number, it may have been one: then one in that number's last bit.
    """
    if len(number.as_tuple().digits) < MIN_DIGITS_OF_ROUNDED_FRACTION:
        return NOTHING
    digits = number.normalize().as_tuple()
    if len(digits.digits) < MIN_DIGITS_OF_ROUNDED_FRACTION or not isinstance(digits.exponent, int):
        return NOTHING
    step = Fraction(10) ** digits.exponent
    near_float = len(digits.digits) >= DIGITS_OF_FLOAT and abs(number.adjusted()) < MAX_FLOAT_EXPONENT
    return max(step, Fraction(ulp(float(number)))) if near_float else step


def compare(claim: Claimed, reading: Reading, text: str, *, only_equal: bool = False) -> Outcome:
    """Return how a given number stands to a reading: to the one of its values, or end of its range, that agrees best.

    With `only_equal` the faults of numbers that do not agree are not looked into: they are all `NO`.
    """
    best = Outcome.NO
    for value in _ways(reading, text):
        ends = _ends(value, claim)
        for measure in claim.measures:
            for stated in _stated_measures(value.unit, measure, reading, text):
                factor = _factor(measure, stated, reading, text, claim)
                for end in ends:
                    best = min(best, _compare_end(claim, measure, end, stated, factor, only_equal))
                    if best is Outcome.STATED:
                        return best
    return best


_SPREAD = re.compile(
    r"\b(?:std|s\.?d|(?:standard |std\.? )?deviation|standard error|uncertaint(?:y|ies)|error bars?|margin of error|spread|variation)\b|±",
    re.I,
)


def _ends(value: Value, claim: Claimed) -> tuple[Fraction, ...]:
    """Return the numbers that a value states: itself, the other end of its range, and what follows ± where the claim speaks of that."""
    ends = (value.value,) if value.high is None else (value.value, value.high)
    if value.uncertainty is not None and claim.metric and _SPREAD.search(claim.metric):
        return (*ends, value.uncertainty)
    return ends


_PER = re.compile(r" ?(?:per|/|an?|each) ?([A-Za-z]+)")


def _stated_measures(unit: str | None, mine: Measure, reading: Reading, text: str) -> tuple[Measure, ...]:
    """Return the ways to understand a stated unit; one "per hour" behind it is taken in where the given unit has such a part."""
    if unit and mine.dimension and "/" in mine.dimension and (match := _PER.match(text, reading.end)):
        return (*measures(unit), *measures(f"{unit}/{match[1]}"))
    return measures(unit)


def _ways(reading: Reading, text: str) -> tuple[Value, ...]:
    """Return the values of a reading; n orders of magnitude are also a factor of 10**n."""
    first = reading.values[0]
    said = first.value.denominator == 1 and (first.unit == "orders" or _ORDERS.match(text, reading.number_end) is not None)
    if not said or not 0 < first.value < MAX_ORDERS:
        return reading.values
    high = None if first.high is None or first.high > MAX_ORDERS else Fraction(10) ** int(first.high)
    return (*reading.values, Value(Fraction(10) ** int(first.value), "x", high))


def _compare_end(claim: Claimed, mine: Measure, end: Fraction, theirs: Measure, factor: Fraction | None, only_equal: bool) -> Outcome:
    """Compare with one end of a range: exactly, but only where floating-point numbers come near, since most numbers do not."""
    same_unit = factor is ONE and (mine is theirs or (mine.approximately == theirs.approximately and mine.factor == theirs.factor))
    if same_unit and claim.value == end:
        return Outcome.STATED
    given, stated = claim.approximately, approximately(end)
    times = 1.0 if factor is ONE else float(factor or 0)
    if factor is not None and _near(given * mine.approximately * times, stated * theirs.approximately):
        scale = mine.factor * factor / theirs.factor
        if _same(claim.value * scale, end, claim.step * scale):
            return Outcome.STATED if scale == 1 else Outcome.EQUAL
    if only_equal:
        return Outcome.NO
    value = given * mine.approximately
    other_unit = factor is None and (_near(given, stated) or _near(value, stated))
    if other_unit or (mine.dimension == theirs.dimension is not None and claim.value == end):
        return Outcome.UNIT_DIFFERS
    if stated and (_near(-stated, given) or _near(-stated, value) or _near(-stated, value * times / theirs.approximately)):
        return Outcome.SIGN_DIFFERS
    apart = _power_of_ten_apart(value, stated) or (given != value and _power_of_ten_apart(given, stated))
    return Outcome.SCALE_DIFFERS if apart else Outcome.NO


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9 * abs(b)


def _factor(mine: Measure, theirs: Measure, reading: Reading, text: str, claim: Claimed) -> Fraction | None:
    """Return what the given number has to be multiplied with to be the stated one, besides the factors of the units.

    None where the two units cannot say the same.
    """
    one = ONE
    if mine.dimension == theirs.dimension:
        return one if _same_kind(mine, theirs, reading, text) else None
    if mine.dimension == POINTS and theirs.dimension == PERCENT:
        return None if _around(text, reading, _RELATIVE) or _around(text, reading, _NO_POINTS) else one
    if mine.bare and theirs.dimension == PERCENT:
        return Fraction(100) if _is_hundredth(claim.value * mine.factor, reading) else one
    if mine.dimension == PERCENT and theirs.dimension in (None, RATIO):
        return _percent_of_bare(mine, theirs, reading, text, claim)
    if mine.dimension is None:
        fits = _noun_fits(mine, theirs) or _is_written(claim.unit, reading, text)
        return (theirs.factor if theirs.dimension else one) if fits else None
    if theirs.dimension is not None:
        return None
    return one if _bare_fits(mine, theirs) or (theirs.bare and _unit_stands_near(claim.unit, reading, text)) else None


def _same_kind(mine: Measure, theirs: Measure, reading: Reading, text: str) -> bool:
    if mine.dimension != PERCENT:
        return True
    if mine.relative:
        return not _around(text, reading, _ABSOLUTE) and (reading.values[0].unit is not None or _around(text, reading, _RELATIVE))
    return not (mine.absolute and _around(text, reading, _RELATIVE))


def _is_hundredth(value: Fraction, reading: Reading) -> bool:
    """Tell whether one of the reading's percentages is a hundred times the value: 0.836 for 83.6%."""
    ends = [end for v in reading.values for end in (v.value, v.high) if end is not None]
    return value * 100 in ends and value not in ends


def _percent_of_bare(mine: Measure, theirs: Measure, reading: Reading, text: str, claim: Claimed) -> Fraction | None:
    """Compare a given percentage with a number that has no percent sign: 0.45, three quarters, 71.5 after "top-1"."""
    if theirs.noun and reading.form not in (Form.FRACTION, Form.WORD):
        return None
    if mine.relative and theirs.bare and not _around(text, reading, _RELATIVE):
        return None
    value = claim.value * mine.factor
    if abs(value) <= 100 and any(_near(approximately(value) / 100, approximately(v.value)) for v in reading.values):
        return Fraction(1, 100) if theirs.dimension is None or reading.form is Form.FRACTION else None
    shared = claim.is_score or _is_score(text, reading) or _BEHIND_PERCENT.search(text[max(0, reading.start - 30) : reading.start])
    return ONE if theirs.bare and abs(value) > 1 and shared else None


def _noun_fits(mine: Measure, theirs: Measure) -> bool:
    """Tell whether a number given without a unit, or with a noun, can be one that the text gives a unit of measurement."""
    if mine.bare:
        return True
    words = {word.removesuffix("s") for word in re.split(r"[\s/-]+", mine.noun)}
    if theirs.dimension is None:
        return True
    if theirs.dimension == RATIO:
        return bool(words & {"fold", "time", "x", "factor", "ratio"})
    if theirs.dimension in _COUNTED or theirs.dimension in ("data", "rate", "dB"):
        return True
    return bool(words & set(theirs.dimension.removesuffix("s").split()))


def _bare_fits(mine: Measure, theirs: Measure) -> bool:
    """Tell whether a number given with a unit of measurement can be one that the text gives none."""
    if mine.dimension in (RATIO, POINTS, *_COUNTED):
        return theirs.bare
    return bool(theirs.noun) and mine.dimension is not None and theirs.noun.split()[-1] in mine.dimension


def _is_written(unit: str | None, reading: Reading, text: str) -> bool:
    """Tell whether the given unit stands right behind the number as it was given: "12 mJ/g"."""
    rest = text[reading.number_end : reading.number_end + UNIT_REACH].lstrip(" -~\\")
    return unit is not None and len(unit) > 1 and rest.startswith(unit) and not rest[len(unit) : len(unit) + 1].isalnum()


def _unit_stands_near(unit: str | None, reading: Reading, text: str) -> bool:
    """Tell whether the given unit stands as a word near a number without one: "FLOPs of 4.6G"."""
    around, wanted = text[max(0, reading.start - UNIT_REACH) : reading.end + UNIT_REACH].lower(), (unit or "").lower()
    at = around.find(wanted) if len(wanted) > 1 else -1
    while at >= 0 and (around[at - 1 : at].isalnum() or around[at + len(wanted) : at + len(wanted) + 1].isalnum()):
        at = around.find(wanted, at + 1)
    return at >= 0


def _is_score(text: str, reading: Reading) -> bool:
    """Tell whether the words near a bare number speak of a score that is given in percent."""
    return bool(_PERCENT_SCORE.search(text, max(0, reading.start - SCORE_REACH), reading.end + SCORE_REACH))


def _around(text: str, reading: Reading, words: re.Pattern[str]) -> bool:
    """Tell whether such words stand in the same clause, near the number."""
    before = re.split(r"[.;:]\s", text[max(0, reading.start - 60) : reading.start])[-1]
    after = re.split(r"[.;:]\s", text[reading.end : reading.end + 60])[0]
    return bool(words.search(before) or words.search(after))


def _same(given: Fraction, stated: Fraction, step: Fraction) -> bool:
    """Compare exactly; a given number of many digits may be the rounding, or the cutting off, of a fraction such as 11/12."""
    return given == stated or (abs(given - stated) < step and not _terminates(stated.denominator))


def _terminates(denominator: int) -> bool:
    while denominator % 10 == 0:
        denominator //= 10
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


def _power_of_ten_apart(a: float, b: float) -> bool:
    if not a or not b or a * b < 0 or not isfinite(a / b):
        return False
    power = log10(a / b) if a / b > 0 else 0.0
    return 0.5 < abs(power) < MAX_SCALES and abs(power - round(power)) < 1e-9
