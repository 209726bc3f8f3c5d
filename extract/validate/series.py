"""Lists that go side by side: as many names as numbers, and each number with its own label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.language.mentions import Mention
from extract.validate.agreement import stems
from extract.validate.comparable import comparable_here
from extract.validate.source import Source

_JOINT = re.compile(
    r"(?:[\s,;/|&~+<>$%\\]|\b(?:and|or|by|of|an?|over|up to|about|around|the|v\.?s\.?)\b)*",
)
_LABEL = re.compile(r"[\s(]+(?P<label>[A-Za-z][\w-]*(?:\s+[\w-]+){0,2}?)(?=\s*(?:[,;.)]|\band\b|\bbut\b|$))")
_PREPOSITION = re.compile(
    r"\s*\)?\s*(?:(?!on\b|for\b|by\b|in\b|and\b|of\b|with\b|at\b|to\b)[\w@-]+\s+){0,3}?(?P<preposition>on|for|by|in)\s+(?:the\s+)?"
    r"(?P<label>[A-Za-z][\w-]*(?:\s+(?!and\b|but\b|with\b|on\b|in\b|after\b|at\b|over\b)[\w-]+){0,3})",
)
_AHEAD = re.compile(r"(?:\band|,)\s+(?:the\s+)?(?P<label>[A-Za-z][\w-]*(?:\s+[A-Za-z][\w-]*){0,1})\s+(?:only\s+|by\s+)?[~<>]*$")
_SMALL = re.compile(r"\b(?:on|in|at|for|of|with|by|to|than|over|from|as|and|the|is|are|was|were|while|respectively)\b")


def matching_name(source: Source, index: int, names: Sequence[Mention]) -> tuple[Mention, list[Mention]] | None:
    """Return the name that goes with a number of a list, and its whole list of names; None without two lists of equal length."""
    numbers = _numbers_in_row(source, index) if len(names) > 1 and comparable_here(source, index) else []
    if len(numbers) < 2:
        return None
    readings = source.passage.readings
    first, last = readings[numbers[0]].start, readings[numbers[-1]].end
    rows = [row for row in _name_rows(source, names) if len(row) == len(numbers) and (row[-1].end <= first or last <= row[0].start)]
    if not rows:
        return None
    row = min(rows, key=lambda row: min(abs(row[0].start - last), abs(first - row[-1].end)))
    return row[numbers.index(index)], row


def _numbers_in_row(source: Source, index: int) -> list[int]:
    """Return the numbers of the list that a number stands in, itself included, in order."""
    readings = source.passage.readings
    alike = sorted([index, *comparable_here(source, index)])
    at = alike.index(index)
    first = last = at
    while first > 0 and _joins(source, readings[alike[first - 1]].end, readings[alike[first]].start):
        first -= 1
    while last + 1 < len(alike) and _joins(source, readings[alike[last]].end, readings[alike[last + 1]].start):
        last += 1
    return alike[first : last + 1]


def _name_rows(source: Source, names: Sequence[Mention]) -> list[list[Mention]]:
    rows: list[list[Mention]] = []
    for mention in names:
        if rows and _joins(source, rows[-1][-1].end, mention.start) and mention.key != rows[-1][-1].key:
            rows[-1].append(mention)
        else:
            rows.append([mention])
    return rows


def _joins(source: Source, start: int, end: int) -> bool:
    return start < end <= start + 30 and _JOINT.fullmatch(source.text, start, end) is not None


def other_label(source: Source, index: int, said: str, spellings: Sequence[str]) -> str | None:
    """Return what a number is labelled with, where the given name is the label of another number of its sentence.

    Labels stand behind ("0.90 ours, 0.75 experts"), behind a preposition ("48% for A, 62% for B"), or, for the later number
    alone, ahead ("A adds 0.8 and B 0.3").
    """
    wanted = {stems(name) for name in (said, *spellings)}
    behind, phrase = _behind(source, index), _of_preposition(source, index, "for|by")
    if any(label and set(stems(label)) & set(name) for label in (behind, phrase) for name in wanted):
        return None
    for other in comparable_here(source, index):
        theirs = [_behind(source, other) if behind else None, _of_preposition(source, other, "for|by") if phrase else None]
        if source.passage.readings[other].start > source.passage.readings[index].start:
            theirs.append(_ahead(source, other))
        if any(label and stems(label) in wanted for label in theirs):
            return behind or phrase or f"another than {said}"
    return None


def _behind(source: Source, index: int) -> str | None:
    found = _LABEL.match(source.text, source.passage.readings[index].end)
    return found["label"] if found and not _SMALL.search(found["label"]) else None


def _of_preposition(source: Source, index: int, prepositions: str) -> str | None:
    found = _PREPOSITION.match(source.text, source.passage.readings[index].end)
    return found["label"] if found and found["preposition"] in prepositions.split("|") else None


def _ahead(source: Source, index: int) -> str | None:
    start = source.passage.readings[index].start
    found = _AHEAD.search(source.text[max(0, start - 50) : start])
    return found["label"] if found and not _SMALL.search(found["label"]) else None
