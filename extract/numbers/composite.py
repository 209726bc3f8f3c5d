"""Amounts in two units that are one: 2 h 30 min, 5 ft 10 inches."""

from __future__ import annotations

from dataclasses import replace

from extract.numbers import units
from extract.numbers.atoms import Atom
from extract.numbers.readings import Form

_PIECES = ("time", "months", "length")


def composite(text: str, atoms: list[Atom], k: int) -> tuple[Atom, int] | None:
    """Join 2h 30min, 3 minutes and 20 seconds, 5 ft 10 inches: a whole amount and what comes on top, in a smaller unit."""
    a, b = atoms[k], atoms[k + 1]
    if not (a.whole and a.unit and b.unit) or a.unit == b.unit or a.high is not None or b.signed or b.distractor or b.modifier:
        return None
    large, small = units.UNITS.get(a.unit), units.UNITS.get(b.unit)
    if (
        not (large and small)
        or large.family != small.family
        or large.family not in _PIECES
        or text[a.end : b.start] not in ("", " ", " and ")
    ):
        return None
    if text.endswith(("between ", "Between "), 0, a.start):
        return None
    value = a.value + b.value * small.factor / large.factor
    if not a.value < value < a.value + 1 or "respectively" in text[b.end : b.end + 80]:
        return None
    joined = replace(a, end=b.end, number_end=b.number_end, value=value, form=Form.DECIMAL)
    return joined, k + 2
