"""What is in doubt about a listing page, or left out of its entries: one warning each, with its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.sources.blocks import Block, Kind
from extract.sources.labelling import Label, ends_sentence, is_list_item

_SHOWN_CHARS = 60
_SHOWN_LINES = 6
_LONG_HEADER_CHARS = 40
_IN_TEXT = (Label.TEXT, Label.MORE_TEXT)


@dataclass(frozen=True, slots=True, order=True)
class PageWarning:
    """A doubt about one line of a page, from 1."""

    line: int
    message: str


def find_doubts(blocks: Sequence[Block], labels: Sequence[Label]) -> tuple[PageWarning, ...]:
    """Return the warnings about a labelled page in the order of its lines."""
    found: list[PageWarning] = []
    detailed = any(block.kind is Kind.DETAILS for block in blocks)
    for position, block in enumerate(blocks):
        before = labels[position - 1] if position else Label.HEADER
        after = labels[position + 1] if position + 1 < len(labels) else None
        found += [PageWarning(block.line, message) for message in _doubts(block, before, labels[position], after, detailed)]
    return tuple(sorted([*found, *_left_out(blocks, labels), *_cut_off(blocks, labels, detailed)]))


def _doubts(block: Block, before: Label, label: Label, after: Label | None, detailed: bool) -> Iterator[str]:
    if block.read and block.read.problem:
        yield block.read.problem
    match label:
        case Label.TITLE if after not in (Label.TEXT, Label.BETWEEN):
            where = "the page may be cut off here" if after is None else "left out"
            yield f"a title without an abstract, {where}: {_shown(block.text)}"
        case Label.BETWEEN if after not in (Label.TEXT, Label.BETWEEN):
            yield "the title above has no abstract and is left out"
        case Label.TEXT if before not in (Label.TITLE, Label.BETWEEN):
            yield f"an abstract without a title: {_shown(block.text)}"
        case Label.MORE_TEXT if not detailed and not is_list_item(block.text):
            yield f"no title above this paragraph: taken for a part of the abstract before it: {_shown(block.text)}"
        case Label.HEADER if block.kind is Kind.TEXT and len(block.text) > _LONG_HEADER_CHARS:
            yield f"taken for a line of the page's header, left out: {_shown(block.text)}"
        case Label.DETAILS if before not in _IN_TEXT:
            yield f"no abstract stands above these lines, left out: {_shown(block.text)}"


def _left_out(blocks: Sequence[Block], labels: Sequence[Label]) -> Iterator[PageWarning]:
    """Yield one warning for all unknown lines between and below the entries."""
    unknown = [
        block for block, label in zip(blocks, labels, strict=True) if label in (Label.OTHER, Label.BETWEEN) and block.kind is Kind.TEXT
    ]
    if unknown:
        lines = ", ".join(str(block.line) for block in unknown[:_SHOWN_LINES]) + (" …" if len(unknown) > _SHOWN_LINES else "")
        message = f"{len(unknown)} unknown line(s) that are neither title nor abstract, left out (line {lines}): {_shown(unknown[0].text)}"
        yield PageWarning(unknown[0].line, message)


def _cut_off(blocks: Sequence[Block], labels: Sequence[Label], detailed: bool) -> Iterator[PageWarning]:
    """Yield a warning when the last abstract ends in mid-sentence, or lacks the details that the others have."""
    if not labels or labels[-1] not in _IN_TEXT:
        return
    last = blocks[-1]
    if not ends_sentence(last.text):
        yield PageWarning(last.line, f"the last abstract may be cut off: it ends {_shown_end(last.text)}")
    elif detailed:
        yield PageWarning(last.line, "the page may be cut off: the last abstract has no author and date lines")


def _shown(text: str) -> str:
    start = " ".join(text[: 2 * _SHOWN_CHARS].split())
    return repr(start if len(start) <= _SHOWN_CHARS and len(text) <= 2 * _SHOWN_CHARS else start[:_SHOWN_CHARS] + "…")


def _shown_end(text: str) -> str:
    return repr("…" + " ".join(text[-40:].split()))
