"""What tells a value from its neighbours: "with a ResNet-50 backbone", "using 1% of the labels"."""

from __future__ import annotations

import re

from extract.models.builtin.kinds import Candidate
from extract.numbers.readings import Reading

_BEHIND = re.compile(
    r"[^,.;:()]{0,50}?\s((?:with|without|using|under|when|at)\s[^,.;:()]{3,60}?)"
    r"(?=\s(?:and|while|which|but|on|for|in|compared|outperform\w*|surpass\w*|exceed\w*|than|over|with|to)\s|[,;:()]|\.(?:\s|$))"
)
_BRACKET = re.compile(r"\s?\(([a-z][^()\d]{3,40})\)")
_NO_CONDITION = re.compile(
    r"\b(?:compared|state-of|again|respect|regard|order|least|most|our|the same time|"
    r"no (?:loss|drop)|negligible|minimal|comparable|similar|high|low)\b"
    r"|^with using|\b(?:train|trained|training|tuning|relying|less|more|one)$"
)


def condition_of(text: str, candidate: Candidate, following: Reading | None) -> str | None:
    """Return the condition that stands behind a value in its clause, in the text's words, or None.

    A phrase with a number of its own states another quantity, not a condition; `following` is the next number of the text.
    """
    match = _BEHIND.match(text, candidate.reading.end) or _BRACKET.match(text, candidate.reading.end)
    if match is None or (following is not None and following.start < match.end(1)):
        return None
    phrase = match.group(1).rstrip()
    before = text[max(candidate.reading.end, match.start(1) - 10) : match.start(1)]
    return None if "compar" in before or _NO_CONDITION.search(phrase) or " " not in phrase else phrase
