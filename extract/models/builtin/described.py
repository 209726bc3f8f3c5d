"""Data sets that a text describes instead of naming them: "on the clinical dialogue corpus"."""

from __future__ import annotations

import re

from extract.language.words import one_of

_TELLS_NOTHING = rf"(?:{one_of('words', 'quantifiers')}|{one_of('words', 'describes no dataset')})"
_WORD = rf"(?!{_TELLS_NOTHING}\s)[a-z][a-z-]*\s"
_SINGULAR = r"(?:dataset|test\sset|evaluation\sset|corpus|benchmark)(?![\w-])"
_DATA = r"(?:datasets?|test\ssets?|evaluation\ssets?|corpus|corpora|benchmarks?|tasks)(?![\w-])"
_ARTICLE = r"(?:(?:the|our|an?|its)\s)?"
_DESCRIBED = re.compile(rf"\s(?:[^\s,.;:()\d]+\s){{0,6}}?(?:\([^()]*\)\s)?(?:on|in|for|over)\s{_ARTICLE}((?:{_WORD}){{1,4}}{_DATA})")
_NOT_TRAINED = r"(?<![Tt]rained )(?<![Tt]raining )(?<!tuned )(?<!tuning )(?<!only )(?<!based )(?<!built )"
_BEFORE = re.compile(rf"{_NOT_TRAINED}\b(?:[Oo]n|[Aa]cross)\s{_ARTICLE}((?:{_WORD}){{1,4}}{_SINGULAR})")
_NAME = rf"({one_of('words', 'languages')}(?:-{one_of('words', 'languages')})?)"
_LANGUAGE = re.compile(
    rf"\s(?:(?!and\s)[^\s,.;:()\d]+\s){{0,3}}?(?:on|for|in)\s{_NAME}(?=[,.;)]|\s(?:and|or|to|with|while|using)\s|\sfrom\s\d)"
)
_LANGUAGE_BEFORE = re.compile(rf"\b(?:on|for|in)\s{_NAME}\s(?:by\s|(?:from\s)(?:[\d.]+\s?%?\sto\s)?)$")
_REACH = 60
_FARTHEST = 400


def described_dataset(text: str, end: int) -> str | None:
    """Return the words for the data set, or the language, behind a number that ends at `end`, or None."""
    match = _DESCRIBED.match(text, end) or _LANGUAGE.match(text, end)
    return match.group(1) if match else None


def described_before(text: str, floor: int, start: int) -> str | None:
    """Return the words for the last data set described between `floor`, or not too far away, and a number at `start`, else the language."""
    language = _LANGUAGE_BEFORE.search(text, max(floor, start - _REACH), start)
    found = language.group(1) if language else None
    for match in _BEFORE.finditer(text, max(floor, start - _FARTHEST), start):
        found = match.group(1)
    return found
