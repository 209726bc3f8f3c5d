"""Data sets that a text describes instead of naming them: "on the clinical dialogue corpus"."""

from __future__ import annotations

import re

from extract.language.words import one_of

_TELLS_NOTHING = rf"(?:{one_of('words', 'quantifiers')}|{one_of('words', 'describes no dataset')})"
_WORD = rf"(?!{_TELLS_NOTHING}\s)[a-z][a-z-]*\s"
_DESCRIBED = re.compile(
    r"\s(?:[^\s,.;:()\d]+\s){0,6}?(?:\([^()]*\)\s)?(?:on|in|for|over)\s(?:(?:the|our|an?|its)\s)?"
    rf"((?:{_WORD}){{1,4}}(?:datasets?|test\ssets?|evaluation\ssets?|corpus|corpora|benchmarks?))(?![\w-])"
)


def described_dataset(text: str, end: int) -> str | None:
    """Return the words for the data set behind a number that ends at `end`, or None."""
    match = _DESCRIBED.match(text, end)
    return match.group(1) if match else None
