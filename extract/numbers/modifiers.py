"""What the words and signs around a number say of it: about, at least, at most, up to."""

from __future__ import annotations

import re

from extract.numbers import vocabulary
from extract.numbers.readings import Modifier

SIGNS = {
    "~": Modifier.APPROX,
    "≈": Modifier.APPROX,
    "<": Modifier.AT_MOST,
    "≤": Modifier.AT_MOST,
    ">": Modifier.AT_LEAST,
    "≥": Modifier.AT_LEAST,
}

_BEFORE = {
    Modifier.APPROX: "about, around, approximately, approx., approx, roughly, nearly, almost, circa, ca., ca, c., estimated, close to, "
    "near, some, on the order of, in the order of, of the order of, order of, approaching, practically, virtually, somewhat, "
    "averaging about, just about, well nigh",
    Modifier.AT_LEAST: "at least, over, more than, greater than, larger than, higher than, above, exceeding, exceed, exceeds, exceeded, "
    "surpass, surpasses, surpassing, surpassed, no less than, not less than, no fewer than, minimum of, a minimum of, beyond, upwards of, "
    "upward of, well over, well above, better than, longer than, in excess of, older than, larger or equal to, up from at least, "
    "no lower than, not under, not below, no smaller than",
    Modifier.AT_MOST: "at most, less than, fewer than, lower than, smaller than, below, under, within, no more than, not more than, "
    "no greater than, maximum of, a maximum of, just under, well under, well below, shorter than, younger than, beneath, sub-, "
    "no larger than, no higher than, no longer than, not over, not above, not exceeding",
    Modifier.UP_TO: "up to, as much as, as many as, as high as, as low as, as little as, as large as, upto, as long as, as fast as",
}
_PHRASES = {phrase.strip(): modifier for modifier, phrases in _BEFORE.items() for phrase in phrases.split(",")}
HEDGES = frozenset(phrase for phrase in _PHRASES if " " not in phrase)
"""Single words that modify the number behind them, so that a number behind one in a capital is in no name."""

_LAST_WORDS = frozenset(phrase.split()[-1] for phrase in _PHRASES)
_AFTER = {
    " or more": Modifier.AT_LEAST, " or higher": Modifier.AT_LEAST, " or greater": Modifier.AT_LEAST, " or better": Modifier.AT_LEAST,
    " or above": Modifier.AT_LEAST, " or larger": Modifier.AT_LEAST, " or longer": Modifier.AT_LEAST, " and above": Modifier.AT_LEAST,
    " or less": Modifier.AT_MOST, " or fewer": Modifier.AT_MOST, " or lower": Modifier.AT_MOST, " or below": Modifier.AT_MOST,
    " or smaller": Modifier.AT_MOST, " at most": Modifier.AT_MOST, " at least": Modifier.AT_LEAST, " or so": Modifier.APPROX,
}  # fmt: skip
_AFTER_RE = re.compile("|".join(map(re.escape, _AFTER)))
_BETWEEN = frozenset(" \n(-")
_NEGATED = frozenset(("not", "never", "no", "without", "cannot", "hardly", "rarely", "nor"))
_TURNED = {Modifier.AT_LEAST: Modifier.AT_MOST, Modifier.AT_MOST: Modifier.AT_LEAST}
_SPANS = frozenset(("days", "weeks", "months", "years", "decades", "centuries", "epochs"))
_OTHERS_VALUE = re.compile(r" (?:achieved|by|from|reported|obtained|scored|attained|reached)\b")


def modifier_before(text: str, start: int, end: int | None = None, unit: str | None = None) -> Modifier | None:
    """Return what the words right in front of `start` say of the number there, which ends at `end` and has this unit."""
    if start < 2 or text[start - 1] not in _BETWEEN or text[start - 2].isdigit():
        return None
    last = text[max(text.rfind(" ", max(0, start - 24), start - 1) + 1, start - 24, 0) : start].strip("( \n").lower()
    if last not in _LAST_WORDS and last not in vocabulary.FILLERS and "\n" not in last:
        return None
    words = text[max(0, start - 48) : start].lower().replace("(", " ( ").split()
    while words and words[-1] in vocabulary.FILLERS and words[-1] != "by":
        words.pop()
    for length in (4, 3, 2, 1):
        if len(words) >= length and (modifier := _PHRASES.get(" ".join(words[-length:]))):
            if not _is_bound(words, text, start, unit) or (end is not None and _is_rival(words, text, start, end)):
                return None
            return _turned(modifier, words[: -length or None], words[-length])
    return None


def _turned(modifier: Modifier, before: list[str], first: str) -> Modifier | None:
    """Return the bound as a negation before it leaves it: "never drafts more than 7" is at most 7."""
    near = before[-3:]
    if modifier not in _TURNED or first in _NEGATED or _NEGATED.isdisjoint(near) or "only" in near or near[-1].endswith((",", ";", ":")):
        return modifier
    return _TURNED[modifier] if first != "beyond" else None


def _is_rival(words: list[str], text: str, start: int, end: int) -> bool:
    """Say whether the number is what another one reached, not a bound: "surpassing the 71.2% of BERT"."""
    if not words[-1].startswith(("surpass", "exceed")) and words[-1] not in ("above", "below", "beyond"):
        return False
    if text.endswith((" the ", " its ", " their "), 0, start):
        return True
    return words[-1][0] in "se" and _OTHERS_VALUE.match(text, end) is not None


def _is_bound(words: list[str], text: str, start: int, unit: str | None) -> bool:
    """Say whether the last word bounds the number: not "improvement over 3 methods", "99% over 10 runs", "under 10% labels"."""
    last = words[-1]
    before = words[-2] if len(words) > 1 else ""
    if last == "over":
        if unit in _SPANS and before not in vocabulary.COUNTED_OVER:
            return False
        article = text.endswith((" the ", " a "), 0, start)
        return not article and before not in vocabulary.OVER_WHAT and not before.endswith(("%", "x")) and not before[-1:].isdigit()
    if last == "under":
        return before in vocabulary.COUNTED_UNDER or unit in vocabulary.LIMITED_UNITS
    return True


def modifier_after(text: str, end: int) -> Modifier | None:
    """Return what the words right behind `end` say of the number there: "5 or more"."""
    match = _AFTER_RE.match(text, end) if text.startswith((" or ", " at ", " and "), end) else None
    return _AFTER[match[0]] if match else None
