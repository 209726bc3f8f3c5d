"""Numbers of a change: "from 46 to 64" has one before it and one after it."""

from __future__ import annotations

import re
from fractions import Fraction

from extract.numbers.readings import Form, Reading
from extract.validate.agreement import stems
from extract.validate.binding import is_compared, places_of
from extract.validate.comparable import alike, sort_of
from extract.validate.source import Source, grounds

REACH = 80  # characters before a number
FARTHEST = 90  # characters between the two
MOST_CHANGES = 12  # of a list
_BEFORE = re.compile(
    r"\b(?:before|prior to|without|original(?:ly)?|initial(?:ly)?|baseline|previous(?:ly)?|start(?:ing)?|"
    r"unmodified|old|vanilla|from scratch|pre)\b",
    re.IGNORECASE,
)
_CLEARLY_BEFORE = re.compile(r"\b(?:before|prior to|originally|initially)\b", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|final|resulting|afterwards?|new)\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:\w+\s+){0,2}[~<>$]*$", re.IGNORECASE)
_REACHED = re.compile(r"\bfrom\s+(?:[A-Za-z][\w-]*\s+){1,4}to\s+(?:\w+\s+){0,2}[~<>$]*$", re.IGNORECASE)
_FROM_MEASURE = re.compile(r"\bfrom\s+(?:an?|the)\s+(?:[\w()-]+\s+){1,7}of\s+[~<>$]*$", re.IGNORECASE)  # from a rate of 46
_TO = re.compile(r"^[^.;()]{0,40}?\bto\s+(?:\w+\s+){0,2}[~<>$]*$", re.IGNORECASE)
_ONLY_TO = re.compile(r"\s?to\s[~<>$]*")
_GOES_ON = re.compile(r"[^.;,]{0,40},\s(?:and\s)?[~<>$]*|[^.;,]{0,40}\sand\s[~<>$]*")
_WITH = re.compile(r"\b(?:with|using|under|via|by)\s+(?:the\s+)?(.+)$", re.IGNORECASE)
_ARROW = re.compile(r"\s*[$\\]*(?:[-=]+>|→|⇒|(?:long)?rightarrow)[$\s]*")
_PRONOUN = re.compile(
    r"\s*(?:(?:moreover|furthermore|also|in addition|additionally|specifically),?\s+)?(?:it|they|this|which)\s+\w*\s*$", re.IGNORECASE
)
_VERB = re.compile(
    r"\b(?:reduc|improv|increas|decreas|lower|rais|boost|cut|drop|bring|push|shrink|grow|climb|rise|rose|fell|fall|declin|"
    r"accelerat|shorten|go|went|enhanc|lift)\w*\b",
    re.IGNORECASE,
)


def change_of(source: Source, index: int) -> tuple[int, int] | None:
    """Return the numbers before and after the change that a number is part of, by index."""
    if index not in source.changes:
        source.changes[index] = _find_change(source, index)
    return source.changes[index]


def _find_change(source: Source, index: int) -> tuple[int, int] | None:
    for first in (index, index - 1, index - 2):
        for second in (first + 1, first + 2):
            if first >= 0 and index in (first, second) and _is_change(source, first, second):
                return first, second
    return None


def _is_change(source: Source, first: int, second: int) -> bool:
    readings = source.passage.readings
    if second >= len(readings):
        return False
    before, after = readings[first], readings[second]
    if after.start > before.end + FARTHEST or (second > first + 1 and readings[first + 1].form is not Form.WORD):
        return False
    if _comes_from(source, before, after) or _goes_on(source, first, second):
        return _can_change(before, after)
    return _ARROW.fullmatch(source.text, before.end, after.start) is not None and _can_change(before, after)


def _comes_from(source: Source, before: Reading, after: Reading) -> bool:
    lead = source.text[max(0, before.start - REACH) : before.start]
    comes_from = "from" in lead.lower() and (_FROM.search(lead) or _FROM_MEASURE.search(lead))
    return bool(comes_from) and _TO.search(source.text[before.end : after.start]) is not None


def _goes_on(source: Source, first: int, second: int) -> bool:
    """Tell whether two numbers go on a list of changes, of which the first alone has its "from": "from 9 to 7 on A, 5 to 4 on B"."""
    readings = source.passage.readings
    for _ in range(MOST_CHANGES):
        if second != first + 1 or not _ONLY_TO.fullmatch(source.text, readings[first].end, readings[second].start):
            return False
        last = next((i for i in range(first - 1, max(first - 4, -1), -1) if grounds(readings[i])), 0)
        if last < 1 or not _GOES_ON.fullmatch(source.text, readings[last].end, readings[first].start):
            return False
        if _comes_from(source, readings[last - 1], readings[last]):
            return True
        first, second = last - 1, last
    return False


def _can_change(before: Reading, after: Reading) -> bool:
    fits = alike(before, after) or _last_word(before) == _last_word(after) == "time"
    return fits and grounds(before) and grounds(after)


def end_of_change(source: Source, index: int, value: Fraction | None) -> int | None:
    """Return which end of "from 13 to 26 minutes", read as one number, a value is: 0 before, 1 after."""
    reading = source.passage.readings[index]
    low, high = reading.values[0].value, reading.values[0].high
    if (
        value is None
        or high is None
        or value not in (low, high)
        or not _FROM.search(source.text[max(0, reading.start - 30) : reading.start])
    ):
        return None
    return int(value == high)


def is_reached(source: Source, index: int) -> bool:
    """Tell whether a number is what something came to from a state that is not given in numbers: "from chance to 89%"."""
    start = source.passage.readings[index].start
    return _REACHED.search(source.text[max(0, start - 60) : start]) is not None


def says_before(words: str) -> bool:
    """Tell whether a wording speaks of the state before a change."""
    return bool(_BEFORE.search(words))


def clearly_before(words: str) -> bool:
    """Tell whether a wording can only speak of the state before a change; "without" may be what the change brings about."""
    return bool(_CLEARLY_BEFORE.search(words))


def means_of(words: str) -> str | None:
    """Return what a wording says a value was reached with: X of "error with X"."""
    found = _WITH.search(words)
    return found[1] if found else None


def says_after(words: str) -> bool:
    """Tell whether a wording speaks of the state after a change."""
    return bool(_AFTER.search(words)) and not says_before(words)


def brings_about(source: Source, first: int, subject: str) -> bool:
    """Tell whether a system is what brings a change about: it stands before a verb that has an object."""
    start, _ = source.sentence_of(source.passage.readings[first].start)
    lead = source.text[start : source.passage.readings[first].start]
    verb = max(_VERB.finditer(lead), key=re.Match.start, default=None)
    if verb is None or len(stems(lead[verb.end() :])) < 2:  # "it improves from 46": it has the value itself
        return False
    if _PRONOUN.fullmatch(lead, 0, verb.start()) and source.keys_of(subject) and not places_of(source, subject, (start, start + len(lead))):
        return True
    wanted, ahead, behind = (frozenset(stems(part)) for part in (subject, lead[: verb.start()], lead[verb.end() :]))
    places = places_of(source, subject, (start, start + verb.start()))
    if places and all(is_compared(source, (start, start + verb.start()), at) for at, _ in places):
        return False
    named_here = wanted <= ahead or (not wanted & (ahead | behind) and source.is_own(subject))
    return named_here and not wanted <= behind


def _last_word(reading: Reading) -> str:
    return (sort_of(reading).dimension or "").rsplit(" ", 1)[-1]
