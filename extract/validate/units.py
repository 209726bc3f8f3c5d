"""What a given unit says: what is measured, and by which factor the number has to be multiplied."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from extract.numbers.units import LETTER_SCALES, Unit, parse_unit
from extract.validate.vocabulary import SCORES

PERCENT, POINTS, RATIO = "share", "points", "times"  # families of extract.numbers.units

MULTIPLY_ADDS = "multiply-adds"

_MULTIPLY_ADDS = frozenset(("MACs", "M-Adds", "Mult-Adds", "multiply-adds"))  # four spellings of one thing
_RELATIVE = re.compile(r"\brelative(?:ly)?\b|\brel\.", re.IGNORECASE)
_ABSOLUTE = re.compile(r"\babsolute(?:ly)?\b|\babs\.", re.IGNORECASE)
_HEADS = re.compile(r"(%|percent|per cent|x|×|times)(?:\s+|(?<=[%×]))(?!points?\b)\S")  # "x faster", "% accuracy"
_NO_UNIT = frozenset(["none", "null", "n/a", "unitless", "-", "score", "number", "count", "dimensionless", "ratio"])


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to understand a unit. `dimension` None means a counted noun, or no unit where `noun` is empty too."""

    dimension: str | None = None
    factor: Fraction = Fraction(1)
    noun: str = ""
    relative: bool = False  # "% relative"
    absolute: bool = False
    approximately: float = 1.0  # the factor as a floating-point number

    @property
    def bare(self) -> bool:
        """Whether there is no unit at all."""
        return self.dimension is None and not self.noun


@lru_cache(maxsize=4096)
def measures(unit: str | None) -> tuple[Measure, ...]:
    """Return the ways to understand a unit, the likeliest first; never empty.

    Scale words are taken into the factor ("M parameters", "billion images", "thousand"); words that only name a score
    ("mIoU") are no unit.
    """
    text = " ".join((unit or "").replace("\\", "").split())
    relative, absolute = bool(_RELATIVE.search(text)), bool(_ABSOLUTE.search(text))
    if relative or absolute:
        text = re.sub(r"\(\s*\)", "", _ABSOLUTE.sub("", _RELATIVE.sub("", text))).strip(" ,;()")
    found = _measures(text)
    return tuple(replace(m, relative=relative, absolute=absolute) for m in found) if relative or absolute else tuple(found)


def _measures(text: str) -> list[Measure]:
    low = text.lower()
    if not low or low in _NO_UNIT:
        return [Measure()]
    found = [Measure(factor=Fraction(LETTER_SCALES[text]), approximately=float(LETTER_SCALES[text]))] if text in LETTER_SCALES else []
    found.append(_measure(parse_unit(text)))
    upper, per, below = text.partition(" per ") if " per " in text else text.partition("/")
    if per == " per " or (per and parse_unit(below).family is None and parse_unit(upper).family is not None):
        found.append(_measure(parse_unit(upper)))  # the text may leave the rest to its words: "5 ms for each frame"
    if found[-1].dimension is None and found[-1].noun:
        if head := _HEADS.match(low):
            return [_measure(parse_unit(head[1]))]
        if low in SCORES or low.split()[-1] in SCORES:
            return [Measure()]
    return found


def _measure(unit: Unit) -> Measure:
    factor = unit.scale * unit.factor
    if unit.family is None:
        return Measure(factor=factor, noun=unit.name.lower(), approximately=approximately(factor))
    factor = factor * 100 if unit.family == PERCENT else factor
    family = MULTIPLY_ADDS if unit.family in _MULTIPLY_ADDS else unit.family
    return Measure(family, factor, approximately=approximately(factor))


def approximately(number: Fraction) -> float:
    """Return the nearest floating-point number, infinity where there is none."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf
