"""Lists that go side by side: as many names as numbers, and each number with its own label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.language.mentions import Mention
from extract.validate.agreement import stems
from extract.validate.comparable import comparable
from extract.validate.source import Source

Span = tuple[int, int]

_JOINT = re.compile(r"\s*(?:[,;/|&]|\band\b|\bor\b|\bto\b(?=\s*$)|\bby\b|\bof\b|\ban?\b|\bover\b|\bup to\b|\babout\b|\baround\b|\bthe\b|\bv\.?s\.?|[~+<>$%\\])*\s*")
_LABEL = re.compile(r"[\s(]+(?P<label>[A-Za-z][\w-]*(?:\s+[\w-]+){0,2}?)(?=\s*(?:[,;.)]|\band\b|\bbut\b|$))")
_SMALL = re.compile(r"\b(?:on|in|at|for|of|with|by|to|than|over|from|as|and|the|is|are|was|were|while|respectively)\b")


def matching_name(source: Source, index: int, sentence: Span, names: Sequence[Mention]) -> tuple[Mention, list[Mention]] | None:
    """Return the name that goes with a number of a list, and its whole list of names; None without two lists of equal length."""
    numbers = _numbers_in_row(source, index, sentence)
    if len(numbers) < 2:
        return None
    readings = source.passage.readings
    first, last = readings[numbers[0]].start, readings[numbers[-1]].end
    rows = [row for row in _name_rows(source, names) if len(row) == len(numbers) and (row[-1].end <= first or last <= row[0].start)]
    if not rows:
        return None
    row = min(rows, key=lambda row: min(abs(row[0].start - last), abs(first - row[-1].end)))
    return row[numbers.index(index)], row


def _numbers_in_row(source: Source, index: int, sentence: Span) -> list[int]:
    """Return the numbers of the list that a number stands in, itself included, in order."""
    readings = source.passage.readings
    alike = sorted([index, *(i for i in comparable(source, index) if sentence[0] <= readings[i].start < sentence[1])])
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


def label_of(source: Source, index: int) -> str | None:
    """Return the one to three words that stand right behind a number as its label: "0.90 ours, 0.75 experts"."""
    found = _LABEL.match(source.text, source.passage.readings[index].end)
    return found["label"] if found and not _SMALL.search(found["label"]) else None


def other_label(source: Source, index: int, said: str, spellings: Sequence[str], sentence: Span) -> str | None:
    """Return a number's label where the given name is the label of another number of its sentence."""
    mine, wanted = label_of(source, index), {stems(name) for name in (said, *spellings)}
    if mine is None or stems(mine) in wanted:
        return None
    readings = source.passage.readings
    labels = (label_of(source, i) for i in comparable(source, index) if sentence[0] <= readings[i].start < sentence[1])
    return mine if any(label and stems(label) in wanted for label in labels) else None
