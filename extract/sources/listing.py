"""Split a listing page (a paper site's list saved as text) into its entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extract.sources.blocks import Block, Kind, split_blocks
from extract.sources.details import NO_DETAILS, Details
from extract.sources.doubts import PageWarning, find_doubts
from extract.sources.furniture import glued_length, is_button, is_site_sign
from extract.sources.labelling import Label, label_blocks, looks_like_title

_SPACED_BUTTON = re.compile(r"Subscribe\s+(?=[^\sa-z])")
_MANY = 5
_LONG_CHARS = 100
_SECTION = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+)?(?:introduction|background|related work|motivation|(?:materials and )?methods?|methodology|approach|"
    r"experiments?|evaluation|results?(?: and discussion)?|discussion|conclusions?|future work|limitations|references|bibliography|"
    r"appendix|acknowledge?ments?|summary|overview|installation|usage|licen[cs]e|(?:table of )?contents)\s*:?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One title with its abstract. Offsets are characters of the page: `text == page[start:end]`, and so for the title.

    `details` is None on pages whose entries have no such lines; an abstract that stands under no title has no title.
    """

    text: str
    start: int
    end: int
    line: int
    title: str | None = None
    title_start: int | None = None
    details: Details | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What stands on a page: its entries in order, and a warning for all that is in doubt or left out.

    `is_listing` says whether the page is a list of papers at all, and not a text of its own; `num_signs` counts what
    such pages have: known headings and author lines (two each), buttons (one in all).
    """

    entries: tuple[Entry, ...]
    warnings: tuple[PageWarning, ...]
    num_signs: int
    is_listing: bool


def split_listing(page: str) -> Listing:
    """Split a page into its entries; pure, and in time linear in the page's length.

    Nothing is left out in silence: a title without an abstract, an abstract without a title, unknown lines, and an end in
    mid-sentence each give a warning.
    """
    blocks = split_blocks(page)
    num_signs = _count_signs(blocks)
    if not num_signs and sum(len(block.text) >= _LONG_CHARS for block in blocks) < 2:
        return Listing(entries=(), warnings=(), num_signs=0, is_listing=False)
    labels = label_blocks(blocks)
    starts = [position for position, label in enumerate(labels) if label is Label.TEXT]
    dated = _dates_are_details(blocks, labels, starts)
    entries = tuple(_entry(page, blocks, labels, position, dated) for position in starts)
    return Listing(
        entries=entries,
        warnings=find_doubts(blocks, labels),
        num_signs=num_signs,
        is_listing=_is_listing(entries, blocks, labels, num_signs),
    )


def _count_signs(blocks: Sequence[Block]) -> int:
    """Count what only listing pages have, twice each; buttons that other pages have too count once, all together."""
    num_sure = sum(block.kind is Kind.DETAILS or is_site_sign(block.text) for block in blocks)
    return 2 * num_sure + any(is_button(block.text) for block in blocks)


def _entry(page: str, blocks: Sequence[Block], labels: Sequence[Label], first: int, dated: bool) -> Entry:
    """Build the entry whose abstract begins at a block."""
    last = _last_of_text(labels, first)
    start, end = blocks[first].start, blocks[last].end
    title_at = _title_position(labels, first)
    details = _details_of(blocks, labels, title_at, last, dated)
    title_start = title_end = None
    if title_at is not None:
        title_start, title_end = blocks[title_at].start + _button_length(blocks, labels, title_at), blocks[title_at].end
    return Entry(
        text=page[start:end],
        start=start,
        end=end,
        line=blocks[first].line,
        title=None if title_start is None else page[title_start:title_end],
        title_start=title_start,
        details=details,
    )


def _last_of_text(labels: Sequence[Label], first: int) -> int:
    last = first
    while last + 1 < len(labels) and labels[last + 1] is Label.MORE_TEXT:
        last += 1
    return last


def _title_position(labels: Sequence[Label], text_at: int) -> int | None:
    position = text_at - 1
    while position >= 0 and labels[position] is Label.BETWEEN:
        position -= 1
    return position if position >= 0 and labels[position] is Label.TITLE else None


def _details_of(blocks: Sequence[Block], labels: Sequence[Label], title_at: int | None, last: int, dated: bool) -> Details | None:
    """Return what the lines below the abstract say, or those between title and abstract; all unknown where none stand."""
    below = blocks[last + 1] if last + 1 < len(blocks) else None
    if below and (below.kind is Kind.DETAILS or (dated and _is_bare_date(below))):
        return below.details
    between = [block for block in blocks[title_at:last] if block.kind is Kind.DETAILS] if title_at is not None else []
    if between:
        return between[0].details
    return NO_DETAILS if dated else None


def _is_bare_date(block: Block) -> bool:
    return block.kind is Kind.FURNITURE and block.details.date_text is not None


def _dates_are_details(blocks: Sequence[Block], labels: Sequence[Label], starts: Sequence[int]) -> bool:
    """Say whether the entries of this page have details, so that a date alone below an abstract is its date.

    On a page without author lines dates alone count when most abstracts have one: else they are headings of days.
    """
    if any(block.kind is Kind.DETAILS for block in blocks):
        return True
    below = [_last_of_text(labels, first) + 1 for first in starts]
    num_dated = sum(position < len(blocks) and _is_bare_date(blocks[position]) for position in below)
    return num_dated >= 2 and 2 * num_dated > len(starts)


def _button_length(blocks: Sequence[Block], labels: Sequence[Label], title_at: int) -> int:
    """Return the number of characters of a button glued to a title: only the first title, or one below header lines, can have it."""
    title = blocks[title_at].text
    above = blocks[title_at - 1].text if title_at else ""
    below_header = is_site_sign(above) or is_button(above)
    if not below_header and labels[title_at - 1 if title_at else 0] not in (Label.HEADER, Label.TITLE):
        return 0
    spaced = _SPACED_BUTTON.match(title)
    if glued_length(title) or not (spaced and below_header):
        return glued_length(title)
    has_button = any(block.text.lower().startswith("subscribe") for block in blocks[max(0, title_at - 20) : title_at])
    return 0 if has_button else spaced.end()


def _is_listing(entries: Sequence[Entry], blocks: Sequence[Block], labels: Sequence[Label], num_signs: int) -> bool:
    titles = [entry.title for entry in entries if entry.title is not None]
    if num_signs >= 2:
        return len(titles) >= 1
    if any(_SECTION.fullmatch(title) for title in titles):
        return False
    if num_signs:
        found = {label for block, label in zip(blocks, labels, strict=True) if block.kind is Kind.TEXT}
        return found == {Label.TITLE, Label.TEXT} or (len(titles) >= 2 and 2 * labels.count(Label.MORE_TEXT) <= len(entries))
    return _alternates(entries, blocks, labels)


def _alternates(entries: Sequence[Entry], blocks: Sequence[Block], labels: Sequence[Label]) -> bool:
    """Say whether a page without any known sign reads as a list: titles of papers and long paragraphs in turn, nothing else."""
    titles = [entry.title for entry in entries if entry.title is not None]
    unknown = [label for block, label in zip(blocks, labels, strict=True) if block.kind is Kind.TEXT]
    num_stray = sum(label not in (Label.TITLE, Label.TEXT, Label.HEADER) for label in unknown)
    enough = 3 if Label.HEADER in unknown else 2
    if len(titles) < max(enough, len(entries)) or num_stray > 0.1 * len(entries) or unknown.count(Label.TITLE) > len(titles) + 1:
        return False
    if median(len(title.split()) for title in titles) < 3 or median(len(entry.text) for entry in entries) < 200:
        return False
    return len(titles) >= _MANY or 2 * sum(map(looks_like_title, titles)) >= len(titles)
