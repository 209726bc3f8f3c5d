"""Who has a number by the words right before it: the subject of a contrasting clause, or whatever a comparison leads to."""

from __future__ import annotations

import re

from extract.validate.agreement import stems
from extract.validate.comparable import comparable
from extract.validate.source import Source

_CONTRAST = re.compile(r"\b(?:whereas|while|but|although|though)\s+", re.IGNORECASE)
_HAS = re.compile(
    r"(?P<who>(?:[\w'.-]+\s+){1,5}?)(?:only\s+|still\s+)?"
    r"(?:had|has|have|obtain(?:s|ed)?|achieve[sd]?|reach(?:es|ed)?|scored?|scores|gets?|got|attain(?:s|ed)?|needs?|needed|"
    r"requires?|required|"
    r"keeps?|kept|retains?|"
    r"shows?|gives?|delivers?|provides?|consumes?|loses?|lost|gains?|runs?|takes?|"
    r"took|yield(?:s|ed)?|uses?|used|reports?|reported|produces?|produced|costs?)\b"
)
_NOBODY = re.compile(
    r"^(?:it|its|we|our|ours|they|this|that|these|those|which|\w+ing|the (?:latter|former|proposed)|both|each|there)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:compared (?:to|with)|as opposed to|in contrast to|instead of|rather than|down from|up from|versus|vs\.?|v\.s\.|against)\s+"
    r"(?:(?:the|a|an|only|just|about|around|roughly|merely)\s+)*[~<>$]*$",
    re.IGNORECASE,
)


def contrasted_owner(source: Source, index: int, said: str) -> str | None:
    """Return the subject of the clause behind "whereas" or "while" that holds a number, where it is not the given system."""
    reading = source.passage.readings[index]
    start, _ = source.sentence_of(reading.start)
    lead = source.text[start : reading.start]
    last = max(_CONTRAST.finditer(lead), key=re.Match.start, default=None)
    clause = _HAS.match(lead, last.end()) if last else None
    if clause is None or _NOBODY.match(clause["who"]) or ";" in lead[clause.end() :]:
        return None
    who = clause["who"].strip()
    return None if frozenset(stems(who)) & frozenset(stems(said)) or source.keys_of(who) & source.keys_of(said) else who


def owns_other(source: Source, index: int, said: str) -> bool:
    """Tell whether the given system is the subject of a later clause behind "whereas" or "while" that has a number of its own."""
    readings = source.passage.readings
    _, end = source.sentence_of(readings[index].start)
    for contrast in _CONTRAST.finditer(source.text, readings[index].end, end):
        clause = _HAS.match(source.text, contrast.end(), end)
        later = clause and any(clause.end() <= readings[i].start < end for i in comparable(source, index))
        if clause and later and not _NOBODY.match(clause["who"]) and frozenset(stems(said)) == frozenset(stems(clause["who"])) - {"the"}:
            return True
    return False


def is_compared_value(source: Source, index: int) -> bool:
    """Tell whether words of comparison lead straight to a number: "compared to 13 ms", "vs. 54.7%"."""
    reading = source.passage.readings[index]
    return _COMPARED.search(source.text[max(0, reading.start - 50) : reading.start]) is not None
