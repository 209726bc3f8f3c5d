"""Files read whole: listing pages, and plain texts of one document each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from extract.documents import Document, Source
from extract.errors import InputError
from extract.sources.blocks import BLANKS
from extract.sources.fields import Item
from extract.sources.listing import Entry, Listing, split_listing

_MAX_TITLE_CHARS = 200
_FIRST_LINE = re.compile(r"([^\r\n]+)(?:\r\n|\n|\r)[ \t\xa0]*(?:\r\n|\n|\r)\s*")
_NEXT_PARAGRAPH = re.compile(r"(?:[^\r\n]+(?:\r\n|\n|\r)?)+")
_NEWLINE = re.compile(r"\r\n|\n|\r")


def decode_whole(data: bytes, path: str) -> str:
    """Decode a whole file as utf-8-sig, its newlines kept. Raises InputError naming the line of the first wrong byte."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(_NEWLINE.findall(data[: error.start].decode("utf-8", "replace"))) + 1
        raise InputError(f"not UTF-8 (byte {error.start + 1} of the file)", path=path, line=line, hint="save the file as UTF-8") from error


def read_text(text: str, path: str, warn: Callable[[str], None]) -> Iterator[Item]:
    """Yield the entries of a listing page, or the one document that a plain text is.

    A page that is cut off, or whose structure is in doubt, gives warnings that name file and line.
    """
    listing = split_listing(text)
    if not listing.is_listing:
        yield Item(document=read_plain(text, path))
        return
    _warn_of_doubts(listing, path, warn)
    for entry in listing.entries:
        yield Item(document=_document(entry, path))


def read_plain(text: str, path: str) -> Document:
    """Read a text as one document.

    A first line of at most 200 characters is its title when a blank line and a longer paragraph follow and it does not end as
    sentences do ("?" and "!" aside). The text is everything else, blanks at both ends left out.
    """
    start = len(text) - len(text.lstrip(BLANKS))
    end = len(text.rstrip(BLANKS))
    title = _title_of(text, start)
    title_start = start if title else None
    if title:
        rest = text[start + len(title) :]
        start += len(title) + len(rest) - len(rest.lstrip(BLANKS))
    return Document(id="", title=title, text=text[start:end], source=Source(path=path, title_start=title_start, start=start, end=end))


def _title_of(text: str, start: int) -> str | None:
    first = _FIRST_LINE.match(text, start)
    if first is None:
        return None
    title = first[1].rstrip(BLANKS)
    below = _NEXT_PARAGRAPH.match(text, first.end())
    if len(title) > _MAX_TITLE_CHARS or title.endswith((".", ",", ";")) or below is None:
        return None
    return title if len(below[0]) > len(title) else None


def _document(entry: Entry, path: str) -> Document:
    return Document(
        id="",
        title=entry.title,
        text=entry.text,
        source=Source(path=path, title_start=entry.title_start, start=entry.start, end=entry.end),
        meta=entry.details.to_meta() if entry.details else {},
    )


def _warn_of_doubts(listing: Listing, path: str, warn: Callable[[str], None]) -> None:
    if listing.num_signs < 2:
        count = len(listing.entries)
        warn(f"{path}: read as a listing page of {count} abstracts, as titles and paragraphs alternate; no known header line stands above")
    for doubt in listing.warnings:
        warn(f"{path}:{doubt.line}: {doubt.message}")
