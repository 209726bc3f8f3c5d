"""A listing page as a row of blocks: paragraphs, or lines where a page has no blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby, pairwise

from extract.sources.details import (
    NO_DETAILS,
    Details,
    DetailsRead,
    is_organization,
    is_separator,
    join_details,
    read_count,
    read_details_line,
    without_bullet,
)
from extract.sources.furniture import is_furniture

BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\u200b\u2060\ufeff"

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_PROSE_CHARS = 200
_MIN_INNER_PAIRS = 3


class Kind(Enum):
    """What a block is before its neighbours are looked at."""

    TEXT = "text"
    FURNITURE = "furniture"
    DETAILS = "details"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its surrounding blanks: offsets into the page, its number from 1, and the paragraph it stands in."""

    text: str
    start: int
    number: int
    paragraph: int

    @property
    def end(self) -> int:
        """The offset behind the line's last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring lines that belong together."""

    text: str
    start: int
    line: int
    kind: Kind
    num_lines: int = 1
    read: DetailsRead | None = None

    @property
    def end(self) -> int:
        """The offset behind the block's last character."""
        return self.start + len(self.text)

    @property
    def details(self) -> Details:
        """What the block says of an abstract; all unknown for any other block."""
        return self.read.details if self.read else NO_DETAILS


def split_lines(page: str) -> list[Line]:
    """Return the lines that hold anything. Line ends are LF, CR LF and CR; no other character ends a line."""
    lines, paragraph, after_blank = [], 0, True
    for number, match in enumerate(_LINE.finditer(page), start=1):
        text = match[1].lstrip(BLANKS)
        start = match.start() + len(match[1]) - len(text)
        text = text.rstrip(BLANKS)
        paragraph += bool(text) and after_blank
        if text:
            lines.append(Line(text, start, number, paragraph))
        after_blank = not text
    return lines


def split_blocks(page: str) -> list[Block]:
    """Cut a page into blocks: details and known page furniture line by line, everything else by paragraphs.

    Where a title and its abstract stand on neighbouring lines more often than in neighbouring paragraphs, each line is
    a block of its own.
    """
    lines = split_lines(page)
    by_line = _is_dense(lines)
    blocks: list[Block] = []
    for run in _runs(lines):
        if isinstance(run, Block):
            blocks.append(run)
        elif by_line or _count_pairs(run) >= _MIN_INNER_PAIRS:
            blocks += [_text_block(page, [line]) for line in run]
        else:
            blocks += _paragraph_blocks(page, run)
    return blocks


def _runs(lines: Sequence[Line]) -> Iterator[Block | list[Line]]:
    """Yield details as blocks, and what lies between them as paragraphs."""
    paragraph: list[Line] = []
    position = 0
    while position < len(lines):
        found = _details_at(lines, position)
        new_paragraph = paragraph and paragraph[-1].paragraph != lines[position].paragraph
        if paragraph and (found or new_paragraph):
            yield paragraph
            paragraph = []
        if found:
            block, position = found
            yield block
        else:
            paragraph.append(lines[position])
            position += 1
    if paragraph:
        yield paragraph


def _details_at(lines: Sequence[Line], first: int) -> tuple[Block, int] | None:
    """Read the details that begin at a line; return them and the position after them."""
    reads: list[DetailsRead] = []
    position = first
    organization = _organization_at(lines, first)
    if organization:
        reads.append(organization)
        position += 1
    while position < len(lines):
        read = read_details_line(lines[position].text)
        if read is None:
            read = _votes_after_date(lines, position) if reads else None
        if read is None or _repeats(reads, read):
            break
        reads.append(read)
        position += 1
    if not reads:
        return None
    joined = join_details(reads)
    sure = joined.sure and joined.details != NO_DETAILS
    kind = Kind.DETAILS if sure else Kind.FURNITURE
    text = "\n".join(line.text for line in lines[first:position])
    block = Block(text, lines[first].start, lines[first].number, kind, position - first, replace(joined, sure=sure))
    return block, position


def _organization_at(lines: Sequence[Line], position: int) -> DetailsRead | None:
    """Read a line that names an organisation: a separator and a date follow, or a bullet stands before it and a date follows."""
    text = lines[position].text
    follows = position + 1
    if follows < len(lines) and is_separator(lines[follows].text):
        follows += 1
    elif without_bullet(text) == text:
        return None
    if not is_organization(text) or read_details_line(text):
        return None
    read = read_details_line(lines[follows].text) if follows < len(lines) else None
    if read is None or read.details.date_text is None:
        return None
    return DetailsRead(details=Details(organization=without_bullet(text)), sure=True)


def _votes_after_date(lines: Sequence[Line], position: int) -> DetailsRead | None:
    """Read up-votes that stand on the line right below their date."""
    line, above = lines[position], lines[position - 1]
    dated = read_details_line(above.text)
    votes = read_count(line.text)
    if votes is None or dated is None or dated.details.date_text is None or dated.details.upvotes is not None:
        return None
    return DetailsRead(details=Details(upvotes=votes)) if line.number == above.number + 1 else None


def _repeats(reads: Sequence[DetailsRead], read: DetailsRead) -> bool:
    """Say whether a line says again what the lines before it say: it belongs to something else."""
    said = {name for earlier in reads for name, value in earlier.details.to_meta().items() if value is not None}
    return any(value is not None and name in said for name, value in read.details.to_meta().items())


def _paragraph_blocks(page: str, paragraph: Sequence[Line]) -> list[Block]:
    """Split off the known furniture at the head of a paragraph; the rest is one block."""
    num_known = next((count for count, line in enumerate(paragraph) if not is_furniture(line.text)), len(paragraph))
    blocks = [_text_block(page, [line]) for line in paragraph[:num_known]]
    return [*blocks, _text_block(page, paragraph[num_known:])] if num_known < len(paragraph) else blocks


def _text_block(page: str, lines: Sequence[Line]) -> Block:
    first, last = lines[0], lines[-1]
    kind = Kind.FURNITURE if len(lines) == 1 and is_furniture(first.text) else Kind.TEXT
    return Block(page[first.start : last.end], first.start, first.number, kind, len(lines))


def _is_dense(lines: Sequence[Line]) -> bool:
    """Say whether titles stand directly above their abstracts, with no blank line between."""
    paragraphs = [(group[0].text, sum(len(line.text) for line in group)) for group in _paragraphs(lines)]
    across = sum(
        len(above) < _PROSE_CHARS <= num_chars and len(above) == above_chars
        for (above, above_chars), (_, num_chars) in pairwise(paragraphs)
    )
    return _count_pairs(lines) > across


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    return [list(group) for _, group in groupby(lines, key=lambda line: line.paragraph)]


def _count_pairs(lines: Sequence[Line]) -> int:
    """Count the short lines, sentences aside, with a long line right below."""
    return sum(
        len(above.text) < _PROSE_CHARS <= len(below.text) and above.paragraph == below.paragraph and not above.text.endswith(".")
        for above, below in pairwise(lines)
    )
