"""Read what stands before the digits of a number: sign, currency, one of ~ < >."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.numbers import units
from extract.numbers.modifiers import SIGNS
from extract.numbers.readings import Form, Value

if TYPE_CHECKING:
    from extract.numbers.atoms import Atom


_NO_SIGN_BEHIND = frozenset(")%]}'×°-")  # "2×-3×" and "5%--7%" are ranges


def read_sign(text: str, atom: Atom) -> None:
    """Read what stands before the digits: currency, a sign, one of ~ < > with at most one blank."""
    start = _read_currency(text, atom)
    before = text[start - 1] if start else ""
    if before and before in "+-":
        ahead = text[start - 2 : start - 1]
        if not (ahead.isalnum() or ahead in _NO_SIGN_BEHIND):
            start -= 1
            atom.signed = True
            if before == "-":
                atom.value = -atom.value
                atom.number_start = start
                atom.others = tuple(Value(-v.value, v.unit) for v in atom.others)
    elif before == " " and text.startswith("minus ", start - 6) and _NEGATIVE.search(text, max(0, start - 20), start):
        start, atom.signed, atom.value = start - 6, True, -atom.value
        atom.number_start = start
    blank = start - 1 if start and text[start - 1] == " " else start
    if blank and text[blank - 1] in SIGNS:
        atom.modifier = SIGNS[text[blank - 1]]
        start = blank - 1
        if start and text[start - 1] in "~≈<>":
            start -= 1
    elif start and text[start - 1] == "±":
        start -= 1
    elif start and atom.bare and text[start - 1] in "x×" and not _MULTIPLIED.search(text, max(0, start - 4), start - 1):
        start -= 1
        atom.unit, atom.form = "x", Form.MULTIPLIER
    elif blank < start and text[blank - 1 : blank] == "×" and atom.bare and _FREE_TIMES.search(text, max(0, blank - 10), blank - 1):
        start = blank - 1
        atom.unit, atom.form = "x", Form.MULTIPLIER
    atom.start = start


_NEGATIVE = re.compile(r"\b(?:of|at|to|is|was|were|about|from|and|between|below|than|by|around|near|reached|reaches) minus $")
_FREE_TIMES = re.compile(r"(?:\b(?:an?|of|by|with|over|about|nearly|almost|to|than) |[(,~] ?)$")
_MULTIPLIED = re.compile(r"[A-Za-z]$|[0-9)\]}] ?$")


def _read_currency(text: str, atom: Atom) -> int:
    start = atom.number_start
    blank = start - 1 if start > 1 and text[start - 2] in "$€£" and text.endswith(("US$ ", "€ ", "£ "), 0, start) else start
    if blank and text[blank - 1] in "$€£¥₹₩":
        sign = text[blank - 1]
        start = blank - 1
        if text[start - 2 : start] == "US" and sign == "$":
            start -= 2
        if atom.unit is None:
            atom.unit = units.CURRENCIES[sign]
    elif start > 3 and atom.unit is None and text[start - 1] == " " and (match := units.CODE_BEFORE.match(text, start - 4)):
        atom.unit, atom.distractor, start = units.UNITS[match[1]].name, None, start - 4
    return start
