"""Names for the same thing: spellings of one name, and abbreviations a text introduces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_SEPARATORS = re.compile(r"[\W_]+")
_BRACKET = re.compile(r"\(\s*([^\W\d_][\w^{}+&./-]{1,18}?)s?\s*(?:[;,]\s*[a-z\d\[][^()]{0,40})?\)")
_SPELLED_OUT = re.compile(r"\(([A-Z][^()\d]{8,80})\)")
_SHORT_BEFORE = re.compile(r"\b([A-Z][\w-]{1,12})\s\Z")
_WORD = re.compile(r"[^\W_]+")


class Abbreviation(NamedTuple):
    """A long form at `text[start:end]` and the short one behind it in brackets."""

    start: int
    end: int
    long: str
    short: str
    short_start: int
    short_end: int


@lru_cache(maxsize=1 << 14)
def name_key(name: str) -> str:
    """Return what the spellings of one name share: CIFAR10 and CIFAR-10, M^2-Encoders and M^2-Encoder."""
    key = _SEPARATORS.sub("", name).lower()
    return key[:-1] if len(key) > 3 and name.endswith("s") and not name.endswith("ss") and name[-2:-1].isalpha() else key


def find_abbreviations(text: str) -> list[Abbreviation]:
    """Return the abbreviations that the text introduces: "Unsupervised Generative Transition (UGT)", "AudioCaps (AC)"."""
    found = [item for match in _BRACKET.finditer(text) if (item := _abbreviation(text, match))]
    found += _reversed(text)
    return sorted(found, key=lambda item: item.start)


def _reversed(text: str) -> Iterator[Abbreviation]:
    """Read "SHRP (Specialized Head Routing and Pruning)": the initials of the words in brackets are the name before it."""
    for long in _SPELLED_OUT.finditer(text):
        short = _SHORT_BEFORE.search(text, max(0, long.start() - 14), long.start())
        if short and _are_initials(short[1], long[1]):
            yield Abbreviation(long.start(1), long.end(1), long[1], short[1], short.start(1), short.end(1))


def _are_initials(short: str, long: str) -> bool:
    initials = "".join(word[0] for word in _WORD.findall(long) if word.lower() not in ("of", "the", "and", "for", "in", "on", "with"))
    return initials.lower() == "".join(char for char in short.lower() if char.isalpha())


def _abbreviation(text: str, match: re.Match[str]) -> Abbreviation | None:
    """Match the letters of the short form with the words before it, from the last to the first (Schwartz and Hearst, 2003)."""
    short = match.group(1)
    if not any(char.isupper() for char in short):
        return None
    letters = [char for char in short.lower() if char.isalpha()]
    floor = max(0, match.start() - 12 * len(letters) - 30)
    start = _long_start(text, letters, floor, match.start())
    if start is None:
        return None
    long = text[start : match.start()].rstrip()
    num_words = len(_WORD.findall(long))
    if len(long) <= len(short) or num_words > min(len(letters) + 5, 2 * len(letters)) or re.search(r"[.;:()]\s|\($|,\s[a-z]", long):
        return None
    return Abbreviation(start, start + len(long), long, short, match.start(1), match.end(1))


def _long_start(text: str, letters: list[str], floor: int, end: int) -> int | None:
    position = end
    for number, letter in enumerate(reversed(letters)):
        first = number == len(letters) - 1
        position -= 1
        while position >= floor and not (text[position].lower() == letter and (not first or _starts_word(text, position))):
            position -= 1
        if position < floor:
            return None
    return position


def _starts_word(text: str, position: int) -> bool:
    return position == 0 or not text[position - 1].isalnum()
