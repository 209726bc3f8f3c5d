"""A document to the pieces that models are asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.documents import Document

DEFAULT_CHUNK_CHARS = 24_000  # some 6,000 tokens: every abstract is one chunk
MIN_SPLIT_CHARS = 1_500  # below that an answer that finds no room is not too long for its text, but endless

_SENTENCE_END = re.compile(r"[.!?][)\]\"'”’]*\s+(?=[^\W\d_]|[(\"“])|\n\s*\n")
_BLANK = re.compile(r"\s+")
_HOLDS_DIGIT_NEAR_END = re.compile(r"\d\S*$")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document: `document.text[start:end]`, end-exclusive. The chunks of a document follow each other without a gap."""

    document: Document
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    @property
    def is_whole(self) -> bool:
        return self.start == 0 and self.end == len(self.document.text)


def chunk_document(document: Document, max_chars: int = DEFAULT_CHUNK_CHARS) -> list[Chunk]:
    """Cut a document between sentences into chunks of at most `max_chars` characters; an abstract is one chunk.

    Where no sentence ends, the cut is at a blank that no number stands beside; a text without such a blank is cut at the
    next one behind the limit, so that no number is ever cut.
    """
    borders = [0, *_borders(document.text, max_chars), len(document.text)]
    return [Chunk(document, start, end) for start, end in pairwise(borders)]


def halves(chunk: Chunk, min_chars: int = MIN_SPLIT_CHARS) -> list[Chunk]:
    """Cut a chunk in two, as near to its middle as `chunk_document` would; one below `min_chars` cannot be cut: there are none."""
    if chunk.end - chunk.start < min_chars:
        return []
    limit = (chunk.end - chunk.start) * 2 // 3
    border = _sentence_border(chunk.text, 0, limit) or _blank_border(chunk.text, 0, limit)
    if border is None or border >= len(chunk.text):
        return []
    middle = chunk.start + border
    return [replace(chunk, end=middle), replace(chunk, start=middle)]


def _borders(text: str, max_chars: int) -> Iterator[int]:
    start = 0
    while len(text) - start > max_chars:
        border = _sentence_border(text, start, max_chars) or _blank_border(text, start, max_chars)
        if border is None or border >= len(text):
            return
        yield border
        start = border


def _sentence_border(text: str, start: int, max_chars: int) -> int | None:
    """Return the last place in reach where a sentence has ended and the next does not begin with a number."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start + max_chars // 2, start + max_chars)]
    return next((end for end in reversed(ends) if not text[end : end + 1].isdigit()), None)


def _blank_border(text: str, start: int, max_chars: int) -> int | None:
    """Return the last blank in reach between two words without digits, else the first such one behind."""
    limit = start + max_chars
    near = [match for match in _BLANK.finditer(text, start + max_chars // 2, limit) if _between_words(text, match)]
    if near:
        return near[-1].end()
    return next((match.end() for match in _BLANK.finditer(text, limit) if _between_words(text, match)), None)


def _between_words(text: str, blank: re.Match[str]) -> bool:
    before = text[max(0, blank.start() - 40) : blank.start()]
    after = text[blank.end() : blank.end() + 40].split(maxsplit=1)
    return not _HOLDS_DIGIT_NEAR_END.search(before) and not (after and any(map(str.isdigit, after[0])))
