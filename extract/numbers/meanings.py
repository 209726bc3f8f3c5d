"""What a number may mean: a bare score may be percent, 48G gigabytes, 12K a temperature."""

from __future__ import annotations

import re
from fractions import Fraction

from extract.numbers import units
from extract.numbers.atoms import Atom
from extract.numbers.readings import Form, Value

_TEMPERATURE = re.compile(r"kelvin|temperature|cool|cryo|superconduct|anneal|thermal|melt|freez|heat(?:ed|ing)|\bT_?c\b|°C", re.I)


def _is_cold(text: str, atom: Atom) -> bool:
    """Say whether 12K may be a temperature by the words around it."""
    return _TEMPERATURE.search(text, max(0, atom.start - 60), atom.end + 40) is not None


_SCORE_WORDS = (
    "accura",
    "recall",
    "precision",
    "top-",
    "top1",
    "score",
    " ap",
    "map",
    "f1",
    "iou",
    "auc",
    "match",
    "rate",
    "error",
    "percent",
    " acc",
)


def values_of(text: str, atom: Atom) -> tuple[Value, ...]:
    """Return every way to understand the number, the likeliest first."""
    first = Value(atom.value, atom.unit, atom.high, atom.uncertainty)
    if atom.distractor is not None:
        return (first,)
    if atom.glued == "K" and atom.unit is None and atom.mantissa is not None and atom.high is None and _is_cold(text, atom):
        return (Value(atom.mantissa, "K", None, atom.uncertainty), first, *atom.others)
    return (first, *_other_values(text, atom), *atom.others)


def _other_values(text: str, atom: Atom) -> list[Value]:
    """Return what else the number may mean: a bare score is percent or a share of one, 48G is 48 GB, a half 50 %."""
    if atom.form is Form.FRACTION:
        if atom.unit in units.UNITS and atom.unit != "x":
            return []
        return [Value(atom.value * 100, "%")] + ([Value(atom.value)] if atom.unit else [])
    if atom.glued == "K" and atom.unit is None and atom.mantissa is not None:
        return [Value(atom.mantissa, "K")]
    if atom.unit == "K" and atom.scale == 1:
        return [Value(atom.value * 1000, None, None if atom.high is None else atom.high * 1000)]
    if atom.glued in ("G", "T") and atom.mantissa is not None and atom.unit is None:
        return [Value(atom.mantissa, atom.glued + "B")]
    score = atom.unit is None and atom.scale == 1 and _within(atom.value, 100)
    if not score or atom.form not in (Form.DECIMAL, Form.INTEGER, Form.RANGE) or not _is_score(text, atom):
        return []
    factor = 100 if _is_share(atom) and not _is_gain(text, atom) else 1
    scaled = [None if end is None else end * factor for end in (atom.high, atom.uncertainty)]
    return [Value(atom.value * factor, "%", scaled[0], scaled[1])]


def _is_share(atom: Atom) -> bool:
    """Say whether the number lies between 0 and 1 and is written with a point: 0.836 may be 83.6 %."""
    return atom.form is not Form.INTEGER and _within(atom.value, 1) and (atom.high is None or _within(atom.high, 1))


def _within(value: Fraction, limit: int) -> bool:
    """Say whether a number is at most `limit` in size; a good deal faster than comparing fractions."""
    return abs(value.numerator) <= limit * value.denominator


def _is_score(text: str, atom: Atom) -> bool:
    if _is_share(atom):
        return True
    around = text[max(0, atom.start - 60) : atom.end + 40].lower()
    return any(map(around.__contains__, _SCORE_WORDS))


def _is_gain(text: str, atom: Atom) -> bool:
    return atom.signed or text.endswith((" by ", "gain of ", "increase of ", "improvement of "), max(0, atom.start - 20), atom.start)
