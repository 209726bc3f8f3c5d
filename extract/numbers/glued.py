"""Tell digits that belong to a name that began before them from numbers of their own."""

from __future__ import annotations

import re

from extract.numbers import units


def is_glued(text: str, start: int) -> bool:
    """Say whether the number that begins at `start` is part of a name that began before it: ResNet-50, F1, ViT-B/16, R@1, CO_2."""
    before = text[start - 1] if start else " "
    if before.isalpha():
        return (
            not (before in "xX" and text[start - 2 : start - 1].isdigit()) and not _blank_lost(text, start) and not _is_factor(text, start)
        )
    if before in "_@#^" or (before in "'+" and text[start - 2 : start - 1].isalpha()):
        return True
    if before == "{" and text[start - 2 : start - 1] in ("_", "^"):
        return True
    if before in ")]}":
        return _CLEAR_UNIT.match(text, start) is None
    if before in "-/." and start >= 2 and text[start - 2].isalpha():
        if before == "-" and text[max(0, start - 6) : start - 1].lower().endswith(("sub", " to", "-to", "over", "under")):
            return False
        return before == "." or not follows_number(text, start)
    if before == "-" and text[start - 2 : start - 1].isdigit():
        return _MODEL_BEFORE.search(text, max(0, start - 16), start) is not None
    return before == "-" and text[start - 2 : start - 1] in (")", "]", "}")


_NUMBER_BEFORE = re.compile(
    r"(?<![A-Za-z0-9_-])[0-9][0-9.,]{0,12}"
    r"([A-Za-zµ]{1,4}| (?:[mµn]?s|[kcmµn]?m|[kKMGT]B|[kMG]?Hz|[km]?g|[km]W|min|hr?s?|days?|hours?|minutes?|seconds?|weeks?))[-/]$"
)


def follows_number(text: str, start: int) -> bool:
    """Say whether the letters before the dash or slash are the scale or unit of another number: 1k-10k, 7B/13B, 8GB/16GB."""
    match = _NUMBER_BEFORE.search(text, max(0, start - 20), start)
    if match is None:
        return False
    letters = match[1].lstrip()
    return letters in units.LETTER_SCALES or (letters in units.UNITS and (len(letters) > 1 or letters in "xshmg"))


_MODEL_BEFORE = re.compile(r"(?<![A-Za-z0-9.])[A-Z][A-Za-z]*[0-9]+-$")


_CLEAR_UNIT = re.compile(r"[0-9.]+(?:-[0-9.]+)?(?:%|[xX×](?![0-9A-Za-z]))")


_SCALED = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{1,2})?(?: |-)(?:up-?|down-?|super|SR|scal|magnif|zoom|speed|fast|small|larg|compress|reduc|slow|few|"
    r"accelerat|cheap|less|more|lower|higher)"
)


def _is_factor(text: str, start: int) -> bool:
    """Say whether the x before the digits is a times sign: "x4 upscaling"; x1 and x2 are variables."""
    return text[start - 1] == "x" and not text[start - 2 : start - 1].isalnum() and _SCALED.match(text, start) is not None


def _blank_lost(text: str, start: int) -> bool:
    """Say whether a word ran into a number that has a unit of its own: "provides25-33x higher"."""
    word = text[max(0, start - 5) : start]
    return len(word) == 5 and word.isalpha() and word.islower() and _CLEAR_UNIT.match(text, start) is not None
