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
    "upward of, well over, well above, better than, longer than, in excess of, as few as, older than, larger or equal to, up from at least",
    Modifier.AT_MOST: "at most, less than, fewer than, lower than, smaller than, below, under, within, no more than, not more than, "
    "no greater than, maximum of, a maximum of, just under, well under, well below, shorter than, younger than, beneath, sub-",
    Modifier.UP_TO: "up to, as much as, as many as, as high as, as low as, as little as, as large as, upto, as long as, as fast as",
}
_PHRASES = {phrase.strip(): modifier for modifier, phrases in _BEFORE.items() for phrase in phrases.split(",")}
_AFTER = {
    " or more": Modifier.AT_LEAST, " or higher": Modifier.AT_LEAST, " or greater": Modifier.AT_LEAST, " or better": Modifier.AT_LEAST,
    " or above": Modifier.AT_LEAST, " or larger": Modifier.AT_LEAST, " or longer": Modifier.AT_LEAST, " and above": Modifier.AT_LEAST,
    " or less": Modifier.AT_MOST, " or fewer": Modifier.AT_MOST, " or lower": Modifier.AT_MOST, " or below": Modifier.AT_MOST,
    " or smaller": Modifier.AT_MOST, " at most": Modifier.AT_MOST, " at least": Modifier.AT_LEAST, " or so": Modifier.APPROX,
}  # fmt: skip
_AFTER_RE = re.compile("|".join(map(re.escape, _AFTER)))


def modifier_before(text: str, start: int) -> Modifier | None:
    """Return what the words right in front of `start` say of the number there."""
    words = text[max(0, start - 48) : start].lower().replace("(", " ( ").split()
    while words and words[-1] in vocabulary.FILLERS and words[-1] != "by":
        words.pop()
    for length in (4, 3, 2, 1):
        if len(words) >= length and (modifier := _PHRASES.get(" ".join(words[-length:]))):
            return modifier if _is_bound(words, text, start) else None
    return None


def _is_bound(words: list[str], text: str, start: int) -> bool:
    """Say whether the last word bounds the number: not "improvement over 3 methods", "99% over 10 runs", "under 10% labels"."""
    last = words[-1]
    before = words[-2] if len(words) > 1 else ""
    if last == "over":
        article = text[max(0, start - 5) : start].endswith((" the ", " a "))
        return not article and before not in vocabulary.OVER_WHAT and not before.endswith(("%", "x")) and not before[-1:].isdigit()
    if last == "under":
        return before in vocabulary.COUNTED_UNDER
    return True


def modifier_after(text: str, end: int) -> Modifier | None:
    """Return what the words right behind `end` say of the number there: "5 or more"."""
    match = _AFTER_RE.match(text, end)
    return _AFTER[match[0]] if match else None
