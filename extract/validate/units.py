"""What a given unit says: what is measured, and by which factor the number has to be multiplied."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from extract.numbers.units import LETTER_SCALES, Unit, parse_unit

PERCENT, POINTS, RATIO = "share", "points", "times"  # families of extract.numbers.units

_RELATIVE = re.compile(r"\brelative(?:ly)?\b|\brel\.", re.IGNORECASE)
_ABSOLUTE = re.compile(r"\babsolute(?:ly)?\b|\babs\.", re.IGNORECASE)
_HEADS = re.compile(r"(%|percent|per cent|x|×|times)(?:\s+|(?<=[%×]))(?!points?\b)\S")  # "x faster", "% accuracy"
_NO_UNIT = frozenset(["none", "null", "n/a", "unitless", "-", "score", "number", "count", "dimensionless", "ratio"])
_SCORES = frozenset(
    """accuracy accuracies map ap miou iou f1 bleu rouge score scores auc auroc recall precision error psnr ssim fid perplexity ppl wer
    cer top-1 top-5 top1 top5 rate kappa correlation ndcg mrr hits""".split()
)  # words that name a score rather than a unit


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
    if found[-1].dimension is None and found[-1].noun:
        if head := _HEADS.match(low):
            return [_measure(parse_unit(head[1]))]
        if low in _SCORES or low.split()[-1] in _SCORES:
            return [Measure()]
    return found


def _measure(unit: Unit) -> Measure:
    factor = unit.scale * unit.factor
    if unit.family is None:
        return Measure(factor=factor, noun=unit.name.lower(), approximately=approximately(factor))
    factor = factor * 100 if unit.family == PERCENT else factor
    return Measure(unit.family, factor, approximately=approximately(factor))


def approximately(number: Fraction) -> float:
    """Return the nearest floating-point number, infinity where there is none."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf
