"""Numbers joined by slashes that go with names joined by slashes: "R/P of 77.4/35.4 on A and 60.2/30.5 on B"."""

from __future__ import annotations

import re

from extract.language.aliases import name_key
from extract.validate.respective import Listed
from extract.validate.source import Source

_NAMES = re.compile(r"(?<![\w/])[A-Za-z][\w@.+-]*?(?:\s?/\s?[A-Za-z\d][\w@+-]*)+")
LONGEST = 12  # numbers of a row; more are no row of results
_SLASH = re.compile(r"\s?[%\\]{0,2}\s?/\s?")
_STEM = re.compile(r"^(.*[^\W\d_]+[-@ ]?)\d+$")  # ROUGE-1
_SHORT = re.compile(r"^(?:\d{1,2}|[A-Z])$")
_WORD = re.compile(r"[^\s,;()]+")


def place_in_row(source: Source, index: int, said: str) -> Listed | None:
    """Return the name that goes with a number of a row, where that one is given or another one of its list."""
    row = _row(source, index)
    members = _members(source, row) if len(row) > 1 else []
    if not members:
        return None
    given = {name_key(word) for word in _WORD.findall(said)}
    mine = members[row.index(index)]
    if name_key(mine) in given:
        return Listed(mine, own=True)
    return Listed(mine, own=False) if any(name_key(member) in given for member in members) else None


def _row(source: Source, index: int) -> list[int]:
    """Return the numbers that slashes join to a number, itself included, in order."""
    row = [index]
    while len(row) < LONGEST and row[0] > 0 and _are_joined(source, row[0] - 1):
        row.insert(0, row[0] - 1)
    while len(row) < LONGEST and row[-1] + 1 < len(source.passage.readings) and _are_joined(source, row[-1]):
        row.append(row[-1] + 1)
    return row if len(row) < LONGEST else []


def _are_joined(source: Source, index: int) -> bool:
    """Tell whether nothing but a slash stands between a number and the next."""
    first, second = source.passage.readings[index : index + 2]
    return _SLASH.fullmatch(source.text, first.end, second.start) is not None


def _members(source: Source, row: list[int]) -> list[str]:
    """Return the nearest list of as many names in the sentence: before the row, or behind it."""
    start, end = source.sentence_at(row[0])
    at = source.starts[row[0]]
    found = [(abs(match.start() - at), _spelled_out(match[0])) for match in _NAMES.finditer(source.text, start, end)]
    fitting = [(distance, names) for distance, names in found if len(names) == len(row)]
    return min(fitting)[1] if fitting else []


def _spelled_out(names: str) -> list[str]:
    """Return the names of a list, what only the first of them has added to the others: "ROUGE-1/2/L"."""
    first, *others = re.split(r"\s?/\s?", names)
    stem = _STEM.match(first)
    return [first, *(f"{stem[1]}{other}" if stem and _SHORT.match(other) else other for other in others)]
