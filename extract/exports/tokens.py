"""Tokens for tools that mark tokens: words, single signs, and every border of a span."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from extract.exports.annotated import Span

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text; `space` tells that one blank follows, which belongs to no token."""

    start: int
    end: int
    space: bool


def tokens_of(text: str, spans: Iterable[Span]) -> list[Token]:
    """Return the tokens of a text, cut so that every span begins where a token begins and ends where one ends."""
    places = list(spans)
    starts, ends = {span.start for span in places}, {span.end for span in places}
    borders = sorted(starts | ends)
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        for start, end in _cut(match.start(), match.end(), borders):
            if text[start] == " " and tokens and not tokens[-1].space and start not in starts and start + 1 not in ends:
                tokens[-1] = Token(tokens[-1].start, start, True)
                start += 1
            if start < end:
                tokens.append(Token(start, end, False))
    return tokens


def _cut(start: int, end: int, borders: list[int]) -> list[tuple[int, int]]:
    inside = borders[bisect_left(borders, start + 1) : bisect_left(borders, end)]
    places = [start, *inside, end]
    return list(pairwise(places))
