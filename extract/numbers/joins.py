"""Numbers that belong together: ranges, ±, dimensions, ratios, fractions, and units shared by a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from extract.numbers.atoms import Atom
from extract.numbers.nouns import counted_noun
from extract.numbers.readings import Distractor, Form, Value

_DASH = frozenset(("-", " - ", "- to ", "-to-"))
_PM = frozenset(("±", " ± ", " ±", "± ", " (±"))
_CROSS = frozenset(("×", " × ", "x", " x ", "X", " X ", "*"))
_SLASH = frozenset(("/", " / "))
_LIST = frozenset(
    (
        ", ",
        " and ",
        ", and ",
        "/",
        " / ",
        " or ",
        ", or ",
        "|",
        " | ",
        ",",
        " & ",
        " vs. ",
        " vs ",
        " versus ",
        " v.s. ",
        "-, ",
        "- and ",
        "-, and ",
        "- or ",
        "-and ",
    )
)

_Join = Callable[[str, list[Atom], int], tuple[Atom, int] | None]


def join(text: str, atoms: list[Atom]) -> list[Atom]:
    """Return the atoms with those that make one expression put together, and the units of a list given to each member."""
    joined: list[Atom] = []
    k = 0
    while k < len(atoms):
        made = _joined_at(text, atoms, k)
        if made:
            atom, k = made
        else:
            atom, k = atoms[k], k + 1
        joined.append(atom)
    _share_names(text, joined)
    _share_units(text, joined)
    _share_with_brackets(text, joined)
    return joined


def _joined_at(text: str, atoms: list[Atom], k: int) -> tuple[Atom, int] | None:
    if k + 1 >= len(atoms) or atoms[k + 1].start - atoms[k].end > 12 or atoms[k].distractor is Distractor.NAME:
        return None
    for rule in _RULES:
        if made := rule(text, atoms, k):
            return made
    return None


def _gap(text: str, a: Atom, b: Atom) -> str:
    return text[a.end : b.start] if b.start >= a.end else "\0"


def _plus_minus(text: str, atoms: list[Atom], k: int) -> tuple[Atom, int] | None:
    a, b = atoms[k], atoms[k + 1]
    between = text[a.end : b.number_start]
    if between.strip() not in ("±", "(±") or not _fits(a, b):
        return None
    end = b.end + (1 if "(" in between and text.startswith(")", b.end) else 0)
    return replace(a, end=end, unit=a.unit or b.unit, uncertainty=abs(b.value)), k + 2


def _fits(a: Atom, b: Atom) -> bool:
    """Say whether two numbers can be in one unit: the same, or only one of them names it."""
    return a.unit == b.unit or a.unit is None or b.unit is None


def _dimension(text: str, atoms: list[Atom], k: int) -> tuple[Atom, int] | None:
    """Join 224x224 or 8 x 8 x 3; of whole numbers only."""
    last = k
    while last + 1 < len(atoms) and atoms[last].whole and atoms[last + 1].whole and _gap(text, atoms[last], atoms[last + 1]) in _CROSS:
        last += 1
    if last == k:
        return _glued_product(text, atoms, k)
    a, b = atoms[k], atoms[last]
    if b.distractor is Distractor.NAME:
        return replace(a, end=b.end, number_end=b.number_end, distractor=Distractor.NAME), last + 1
    product = Fraction(1)
    for atom in atoms[k : min(last + 1, k + 6)]:
        product *= atom.value
    small = all(atom.value < 16 for atom in atoms[k : last + 1])
    unit = b.unit or (None if small else "px")
    others = (Value(product, b.unit),) if b.unit is None else ()
    return replace(a, end=b.end, number_end=b.number_end, form=Form.DIMENSION, unit=unit, others=others), last + 1


def _glued_product(text: str, atoms: list[Atom], k: int) -> tuple[Atom, int] | None:
    """Read 8x7B as the name of a model; it says neither 8 nor 7 billion of anything."""
    a, b = atoms[k], atoms[k + 1]
    if a.whole and b.scale != 1 and text[a.end : b.start] in ("x", "×"):
        return replace(a, end=b.end, number_end=b.number_end, distractor=Distractor.NAME), k + 2
    return None


def _ratio(text: str, atoms: list[Atom], k: int) -> tuple[Atom, int] | None:
    a, b = atoms[k], atoms[k + 1]
    if _gap(text, a, b) != ":" or not (a.whole and b.whole and a.bare) or not b.value or b.value > 10**6 or b.distractor:
        return None
    if (k + 2 < len(atoms) and _gap(text, b, atoms[k + 2]) == ":") or (1900 < b.value < 2100 and a.value < 100):
        return None
    return replace(a, end=b.number_end, number_end=b.number_end, value=a.value / b.value, form=Form.RATIO), k + 2


def _fraction(text: str, atoms: list[Atom], k: int) -> tuple[Atom, int] | None:
    """Join 11/12; 82.9/84.8 is a list, and so is 4/8-bit."""
    a, b = atoms[k], atoms[k + 1]
    if _gap(text, a, b) != "/" or not (a.whole and b.whole and a.bare) or b.distractor not in (None, Distractor.ORDINAL):
        return None
    if not 0 < a.value < b.value or (b.unit is not None and a.value != 1) or (k + 2 < len(atoms) and _gap(text, b, atoms[k + 2]) in _SLASH):
        return None
    if text.startswith("/", a.start - 1) or text.startswith(("-", "/"), b.number_end):
        return None
    return replace(a, end=b.end, number_end=b.number_end, value=a.value / b.value, form=Form.FRACTION, unit=b.unit), k + 2


def _one_in(text: str, atoms: list[Atom], k: int) -> tuple[Atom, int] | None:
    a, b = atoms[k], atoms[k + 1]
    if text[a.end : b.start] not in (" in ", " out of ", " in every ") or not (a.bare and b.bare and 0 < a.value < b.value):
        return None
    if text[a.end : b.start] == " in " and (a.value > 1 or b.value > 10**6 or 1500 < b.value < 2100):
        return None
    return replace(a, end=b.end, number_end=b.number_end, value=a.value / b.value, form=Form.FRACTION), k + 2


_FROM = re.compile(r"(?:from|ranging|ranges?|between)\s(?:about |around |approximately |roughly |~)?$")
_CHANGE = re.compile(
    r"(?:improv|increas|decreas|reduc|rais|boost|lift|drop|fall|fell|ris(?:e|ing)|rose|grow|grew|declin|cut|lower|shrink|shrank|go(?:es|ing)?|went|"
    r"up|down|bring|brought|advanc|push|enhanc|chang|jump|climb|accelerat|speed|degrad|shift|mov|elevat|compress)[a-z]*\b(?!.*(?:rang|vary|varie|scal))",
    re.S,
)


def _range(text: str, atoms: list[Atom], k: int) -> tuple[Atom, int] | None:
    """Join 10-20%, 3 to 5, between 3 and 5; "from 46 to 64" is a before and an after unless values are said to range."""
    a, b = atoms[k], atoms[k + 1]
    if b.distractor or b.high is not None or a.high is not None or not _fits(a, b) or a.form in (Form.RATIO, Form.DIMENSION):
        return None
    gap = _gap(text, a, b)
    low, high = _on_one_scale(a, b)
    if low >= high and not (low < 0 and high < 0):
        return None
    before = text[max(0, a.start - 24) : a.start].lower()
    if gap in _DASH:
        fits = gap != " - " or a.form is not Form.WORD
    elif gap.strip() in ("to", "and") or gap == " up to ":
        fits = (gap == " and ") == ("between " in before[-14:]) and not _is_change(text, a, before)
    else:
        fits = False
    if not fits:
        return None
    others = tuple(replace(v, high=b.value) for v in a.others)
    joined = replace(a, end=b.end, number_end=b.number_end, value=low, high=high, unit=a.unit or b.unit, form=Form.RANGE, others=others)
    joined.scale, joined.glued = max(a.scale, b.scale), b.glued or a.glued
    return joined, k + 2


def _on_one_scale(a: Atom, b: Atom) -> tuple[Fraction, Fraction]:
    """Return both ends; a scale, orders of magnitude or a prefixed unit that stand once hold for both: "10-150 MFLOPs"."""
    if b.form is Form.ORDERS and a.bare and 0 <= a.value <= 30:
        return Fraction(10) ** int(a.value), b.value
    if a.bare and a.value and (b.scale != 1 or b.unit is not None) and b.mantissa:
        return a.value * abs(b.value / b.mantissa), b.value
    return a.value, b.value


def _is_change(text: str, a: Atom, before: str) -> bool:
    """Say whether "A to B" tells of one thing that went from A to B."""
    if not before.rstrip("~<> ").endswith("from"):
        return False
    clause = re.split(r"[.;,(]\s", text[max(0, a.start - 110) : a.start])[-1]
    return not re.search(r"\b(?:rang|var[iy]|scal|span|across|between|anywhere|differ|sizes?\b|extend)", clause) or bool(
        _CHANGE.search(clause)
    )


_RULES: tuple[_Join, ...] = (_plus_minus, _dimension, _ratio, _fraction, _one_in, _range)


def _share_names(text: str, atoms: list[Atom]) -> None:
    """Let "Kinetics-400/600", "R3D-50", "22/10a" and "1.2.3" be one name each, and "ResNet-18, 34 and 50" a list of names."""
    for a, b in pairwise(atoms):
        if b.start - a.end > 6 or b.unit is not None:
            continue
        gap = text[a.end : b.number_start]
        if gap == "." and a.bare and b.bare:
            a.distractor = b.distractor = Distractor.NAME
        elif a.distractor is Distractor.NAME and b.distractor is None and gap in _NAME_GAPS:
            b.distractor, b.start = Distractor.NAME, b.number_start
        elif b.distractor is Distractor.NAME and a.distractor is None and gap == "/" and a.bare and a.whole:
            a.distractor = Distractor.NAME
        elif a.distractor is Distractor.NAME and b.distractor is None and b.whole and gap in _LIST and counted_noun(text, b.end) is None:
            b.distractor = Distractor.NAME


_NAME_GAPS = ("/", "-", ".", ":", "+")


def _share_units(text: str, atoms: list[Atom]) -> None:
    """Give the unit behind the last of a list to the bare numbers before it: "5.6, 4.5 and 3.0%"."""
    for k in range(len(atoms) - 2, -1, -1):
        a, b = atoms[k], atoms[k + 1]
        if (
            not a.bare
            or a.distractor
            or b.unit is None
            or b.distractor
            or b.form is Form.DIMENSION
            or a.form in (Form.FRACTION, Form.RATIO)
        ):
            continue
        gap = text[a.end : b.start] if b.start - a.end < 12 else ""
        if gap == " to " or (gap in _LIST and (gap.strip() not in (",", ";") or _ends_with_and(text, atoms, k + 1))):
            _take_unit(a, b)


_OPENING = re.compile(r"(?: [a-z]+){0,2} \(")


def _share_with_brackets(text: str, atoms: list[Atom]) -> None:
    """Give the % in front of a bracket to the bare number ± in it: "5.5% error (5.8±0.3)"."""
    for a, b in pairwise(atoms):
        if a.unit == "%" and b.bare and b.uncertainty is not None and b.distractor is None and _OPENING.fullmatch(text, a.end, b.start):
            b.unit = "%"


def _take_unit(a: Atom, b: Atom) -> None:
    scale = abs(b.value / b.mantissa) if (b.mantissa and b.scale != 1) or (b.mantissa and b.unit in ("FLOPs", "MACs")) else Fraction(1)
    a.unit = b.unit
    a.value *= scale
    if a.unit == "x":
        a.form = Form.MULTIPLIER


def _ends_with_and(text: str, atoms: list[Atom], k: int) -> bool:
    """Say whether the list that atom `k` is in the middle of goes on to an "and", or to a slash."""
    if k + 1 >= len(atoms):
        return False
    gap = text[atoms[k].end : atoms[k + 1].start]
    return gap in _LIST and gap.strip() not in (",", ";")
