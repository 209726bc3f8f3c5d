"""Numbers that belong together: ranges, ±, dimensions, ratios, fractions, and units shared by a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from extract.numbers import units
from extract.numbers.atoms import Atom
from extract.numbers.composite import composite
from extract.numbers.nouns import counted_noun
from extract.numbers.readings import Distractor, Form, Value

_DASH = frozenset(("-", " - ", "- to ", "-to-", " -- "))
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
        ", ..., ",
        ", ... , ",
        ", …, ",
        ", ..., and ",
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
    for rule in _RULES.get(text[atoms[k].end : atoms[k + 1].start].strip(), ()):
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
    joined = replace(a, end=end, unit=a.unit or b.unit, uncertainty=abs(b.value))
    return _both_times_power(text, atoms, k, joined) or (joined, k + 2)


_TIMES = re.compile(r"\) ?[×x·*] ?")


def _both_times_power(text: str, atoms: list[Atom], k: int, joined: Atom) -> tuple[Atom, int] | None:
    """Read (3.2 ± 0.1) × 10^5, where the power holds for the value and its error."""
    if k + 2 >= len(atoms) or atoms[k + 2].form is not Form.POWER or text[joined.start - 1 : joined.start] != "(" or not joined.uncertainty:
        return None
    power = atoms[k + 2]
    if not _TIMES.fullmatch(text, joined.end, power.start) or not text.startswith("10^", power.number_start):
        return None
    factor = power.value
    value, error = joined.value * factor, joined.uncertainty * factor
    joined = replace(joined, start=joined.start - 1, end=power.end, number_end=power.number_end, value=value, uncertainty=error)
    joined.unit, joined.form, joined.mantissa = power.unit, Form.POWER, value
    return joined, k + 3


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
    others: tuple[Value, ...] = (Value(product, b.unit),) if b.unit is None else ()
    others += tuple(Value(atom.value, unit) for atom in atoms[k + 1 : last + 1] if atom.value not in (a.value, 3, 1))[:2]
    return replace(a, end=b.end, number_end=b.number_end, form=Form.DIMENSION, unit=unit, others=others), last + 1


def _glued_product(text: str, atoms: list[Atom], k: int) -> tuple[Atom, int] | None:
    """Read 8x7B as the name of a model; it says neither 8 nor 7 billion of anything."""
    a, b = atoms[k], atoms[k + 1]
    if a.whole and b.scale != 1 and text[a.end : b.start] in ("x", "×"):
        return replace(a, end=b.end, number_end=b.number_end, distractor=Distractor.NAME), k + 2
    return None


_RATIO_GAPS = frozenset((":", " : ", "-to-"))


def _ratio(text: str, atoms: list[Atom], k: int) -> tuple[Atom, int] | None:
    a, b = atoms[k], atoms[k + 1]
    gap = _gap(text, a, b)
    if gap not in _RATIO_GAPS or not (a.whole and b.whole and a.bare) or not b.value or b.value > 10**6 or b.distractor:
        return None
    if gap == "-to-" and (b.unit or not (a.value > b.value or 1 == a.value < b.value or text.startswith(" ratio", b.number_end))):
        return None
    if (k + 2 < len(atoms) and _gap(text, b, atoms[k + 2]) == ":") or (1900 < b.value < 2100 and a.value < 100):
        return None
    return replace(a, end=b.number_end, number_end=b.number_end, value=a.value / b.value, form=Form.RATIO), k + 2


def _fraction(text: str, atoms: list[Atom], k: int) -> tuple[Atom, int] | None:
    """Join 11/12; 82.9/84.8 is a list, and so is 4/8-bit."""
    a, b = atoms[k], atoms[k + 1]
    if _gap(text, a, b) != "/" or not (a.whole and b.whole and a.bare) or b.distractor not in (None, Distractor.ORDINAL):
        return None
    if (
        not (0 < a.value < b.value or _is_improper(text, a, b))
        or (b.unit is not None and a.value != 1)
        or (k + 2 < len(atoms) and _gap(text, b, atoms[k + 2]) in _SLASH)
    ):
        return None
    if text.startswith("/", a.start - 1) or text.startswith(("-", "/"), b.number_end):
        return None
    return replace(a, end=b.end, number_end=b.number_end, value=a.value / b.value, form=Form.FRACTION, unit=b.unit), k + 2


def _is_improper(text: str, a: Atom, b: Atom) -> bool:
    """Say whether 4/3 is a fraction though it is above one: small numbers behind a word that asks for one."""
    return (
        0 < b.value < a.value < 20
        and re.search(r"(?:ratio|factor|fraction|exponent|multiple)\b[^.;,]{0,20}$", text[max(0, a.start - 32) : a.start]) is not None
    )


def _mixed(text: str, atoms: list[Atom], k: int) -> tuple[Atom, int] | None:
    """Join 2½ and 1 1/2."""
    a, b = atoms[k], atoms[k + 1]
    gap = text[a.end : b.start]
    if gap not in ("", " ") or not (a.whole and a.bare) or a.value > 100:
        return None
    after = k + 2
    if (
        b.form is not Form.FRACTION
        and gap
        and k + 2 < len(atoms)
        and (made := _fraction(text, atoms, k + 1))
        and made[0].value < 1
        and atoms[k + 2].value in _PARTS
    ):
        b, after = made
    if b.form is not Form.FRACTION:
        return None
    return replace(b, start=a.start, number_start=a.number_start, value=a.value + b.value, form=Form.FRACTION), after


_PARTS = (2, 3, 4, 5, 6, 8, 16)


_SHARE_LEAD = re.compile(r"(?:^|[.;:(] ?|\b(?:[Rr]oughly|[Aa]bout|[Nn]early|[Aa]lmost|only|than|around|[Aa]pproximately|over|some) )$")
_COMMON_WHOLES = (3, 4, 5, 10, 100)


def _one_in(text: str, atoms: list[Atom], k: int) -> tuple[Atom, int] | None:
    a, b = atoms[k], atoms[k + 1]
    if text[a.end : b.start] not in (" in ", " out of ", " in every ") or a.distractor or not (a.bare and b.bare and 0 < a.value < b.value):
        return None
    if text[a.end : b.start] == " out of " and a.form is not Form.WORD and a.value > 1:
        share = a.value / b.value  # two counts: 7 out of 8 tasks
        return (replace(a, others=(Value(share * 100, "%"), Value(share))), k + 1) if b.value in _COMMON_WHOLES else None
    if (
        text[a.end : b.start] == " in "
        and a.value > 1
        and not (b.value in _COMMON_WHOLES and _SHARE_LEAD.search(text, max(0, a.start - 16), a.start))
    ):
        return None
    if text[a.end : b.start] == " in " and (b.value > 10**6 or 1500 < b.value < 2100):
        return None
    return replace(a, end=b.end, number_end=b.number_end, value=a.value / b.value, form=Form.FRACTION), k + 2


_CHANGE = re.compile(
    r"\b(?:improv|increas|decreas|reduc|rais|boost|lift|drop|fall|fell|ris(?:e|ing)|rose|grow|grew|declin|cut|lower|shrink|shrank|go(?:es|ing)?|went|"
    r"up|down|bring|brought|advanc|push|enhanc|chang|jump|climb|accelerat|speed|degrad|shift|mov|elevat|compress|tak(?:e|ing)|took|gain|narrow|shorten|deteriorat|better|worsen|progress|doubl|tripl|halv)[a-z]*\b(?!.*(?:rang|vary|varie|scal))",
    re.S,
)


def _range(text: str, atoms: list[Atom], k: int) -> tuple[Atom, int] | None:
    """Join 10-20%, 3 to 5, between 3 and 5; "from 46 to 64" is a before and an after unless values are said to range."""
    a, b = atoms[k], atoms[k + 1]
    if b.distractor or a.distractor is Distractor.ORDINAL or b.high is not None or a.high is not None or not _fits(a, b):
        return None
    if a.form in (Form.RATIO, Form.DIMENSION):
        return None
    gap = _gap(text, a, b)
    before = text[max(0, a.start - 24) : a.start].lower()
    if gap == " and " and "between " not in before:
        return None
    low, high = _on_one_scale(a, b)
    if low >= high and not (low < 0 and high < 0):
        return None
    if gap in _DASH:
        fits = gap != " - " or a.form is not Form.WORD
    elif gap.strip() in ("to", "and") or gap in (" up to ", " upto "):
        fits = (gap == " and ") == ("between " in before[-14:]) and not _is_change(text, a, a.unit or b.unit, before)
    else:
        fits = False
    if not fits:
        return None
    others = tuple(v._replace(high=b.value) for v in a.others)
    joined = replace(a, end=b.end, number_end=b.number_end, value=low, high=high, unit=a.unit or b.unit, form=Form.RANGE, others=others)
    joined.scale, joined.glued = max(a.scale, b.scale), b.glued or a.glued
    return joined, k + 2


def _on_one_scale(a: Atom, b: Atom) -> tuple[Fraction, Fraction]:
    """Return both ends; a scale, orders of magnitude or a prefixed unit that stand once hold for both: "10-150 MFLOPs"."""
    if b.form is Form.ORDERS and a.bare and 0 <= a.value <= 30:
        return Fraction(10) ** int(a.value), b.value
    if a.bare and a.value and b.form is Form.POWER and b.mantissa and a.form in (Form.INTEGER, Form.DECIMAL):
        return a.value * abs(b.value / b.mantissa), b.value
    if (a.bare or _is_amount(a)) and a.value and (b.scale != 1 or b.unit is not None) and b.mantissa:
        return a.value * abs(b.value / b.mantissa), b.value
    return a.value, b.value


def _is_amount(a: Atom) -> bool:
    """Say whether a number has a currency for its unit and no scale of its own: "$2–3 million"."""
    return a.scale == 1 and not a.glued and a.unit in units.CURRENCIES.values()


def _is_change(text: str, a: Atom, unit: str | None, before: str) -> bool:
    """Say whether "A to B" tells of one thing that went from A to B."""
    around = text[max(0, a.start - 160) : a.start]
    if not before.rstrip("~<> ").endswith("from"):
        return _OTHER_CHANGE.search(around[-90:]) is not None and not _RANGING.search(around[-110:])
    clause = re.split(r"[.;,(]\s", around[-110:])[-1]
    if _RANGING.search(clause):
        return bool(_CHANGE.search(clause))
    return unit in (None, "%", "points") or bool(_CHANGE.search(re.split(r"[.;]\s", around)[-1]))


_RANGING = re.compile(r"\b(?:rang|var[iy]|scal|span|across|between|anywhere|differ|sizes?\b|extend)")
_OTHER_CHANGE = re.compile(r"\bfrom ~?[0-9.]+%? to ~?[0-9.]+%?(?: and| on|,| \()[^.;]{0,30}$")


def _tilde(text: str, atoms: list[Atom], k: int) -> tuple[Atom, int] | None:
    """Join 15 ~ 20 km, 15% ~ 20%."""
    a, b = atoms[k], atoms[k + 1]
    alike = a.bare or (a.unit is not None and a.unit == b.unit)
    if not text.startswith("~", b.start) or not alike or a.distractor or b.distractor or b.high is not None or a.modifier:
        return None
    low, high = _on_one_scale(a, b)
    joined = replace(a, end=b.end, number_end=b.number_end, value=low, high=high, unit=b.unit, form=Form.RANGE)
    joined.scale, joined.glued = b.scale, b.glued
    return (joined, k + 2) if low < high else None


_RULES: dict[str, tuple[_Join, ...]] = {
    "": (_plus_minus, _tilde, _mixed, composite),
    "±": (_plus_minus,), "(±": (_plus_minus,),
    "×": (_dimension,), "x": (_dimension,), "X": (_dimension,), "*": (_dimension,),
    ":": (_ratio,), "-to-": (_ratio, _range),
    "/": (_fraction,),
    "in": (_one_in,), "out of": (_one_in,), "in every": (_one_in,),
    "-": (_range,), "--": (_range,), "- to": (_range,), "to": (_range,), "and": (composite, _range), "up to": (_range,), "upto": (_range,),
}  # fmt: skip
"""What may join two numbers, by what stands between them."""


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
    taken = False
    for k in range(len(atoms) - 2, -1, -1):
        a, b = atoms[k], atoms[k + 1]
        was_taken, taken = taken, False
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
        if _stands_apart(text, a, b):
            continue
        if gap in (" to ", " → ", "→") or (
            gap in _LIST and (was_taken or gap.strip() not in (",", ";") or _ends_with_and(text, atoms, k + 1))
        ):
            _take_unit(a, b)
            taken = True


_NAME_BEFORE = re.compile(r"(?<![.!?:;] )(?<!^)\b[A-Za-z]*[A-Z][\w-]* $")


def _stands_apart(text: str, a: Atom, b: Atom) -> bool:
    """Say whether a bare number has nothing to do with the unit behind the next: "alpha=0.1 and 10%", "an iPhone 14 and 0.61 ms"."""
    if text.startswith("=", a.start - 1) or text.startswith("= ", a.start - 2):
        return "=" not in text[b.start - 2 : b.start]
    return a.form is Form.INTEGER and b.form is Form.DECIMAL and _NAME_BEFORE.search(text, max(0, a.start - 30), a.start) is not None


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
