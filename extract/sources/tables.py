"""CSV and TSV: a header row with a column `text` or `abstract`, one document per row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from extract.documents import Source
from extract.errors import InputError
from extract.sources.fields import TEXT_KEYS, BadLine, Item, to_item

_DELIMITERS = ",\t;|"
_MAX_FIELD_CHARS = 1 << 27  # far above any article; keeps an unclosed quote from reading a whole disk into memory
_COLUMN_NAME = re.compile(r"\w[\w .:/()#-]{0,39}")
_KNOWN_COLUMNS = frozenset((
    "id", "title", "text", "abstract", "source", "meta", "url", "doi", "year", "date", "authors", "author", "journal", "venue",
    "keywords", "arxiv_id", "pmid", "name",
))  # fmt: skip


def find_delimiter(head: str) -> str | None:
    """Return what separates the columns when the text begins like a table of documents, else None.

    The first row must name a column text or abstract. Prose can begin so too ("Text, images and sound …"), so that the other
    names must be known ones, or the second row must have as many fields; a single column must be quoted.
    """
    for delimiter in _DELIMITERS:
        rows = _first_rows(head, delimiter)
        names = [_name(field) for field in rows[0]] if rows else []
        if not any(key in names for key in TEXT_KEYS) or not all(map(_COLUMN_NAME.fullmatch, names)) or len(set(names)) < len(names):
            continue
        if len(names) == 1:
            follows = head.splitlines()[1:2]
            return delimiter if follows and follows[0].startswith('"') else None
        if sum(name in _KNOWN_COLUMNS for name in names) >= 2 or (len(rows) > 1 and len(rows[1]) == len(names)):
            return delimiter
    return None


def read_table(stream: BinaryIO, path: str, delimiter: str) -> Iterator[Item]:
    """Yield the documents of a table, one row in memory at a time; empty rows are passed over.

    `line` of a source is where the row begins, from 1. An empty field is null, the text aside. Raises InputError naming
    the line for a row that does not fit the header, or an unclosed quote.
    """
    csv.field_size_limit(_MAX_FIELD_CHARS)
    rows = csv.reader(_decode(stream, path), delimiter=delimiter, strict=True)
    names: list[str] = []
    line = 1
    while (row := _next_row(rows, path, line)) is not None:
        if row and not names:
            names = [_name(field) for field in row]
        elif row:
            yield _read_row(names, row, Source(path=path, line=line))
        line = rows.line_num + 1


def _read_row(names: list[str], row: list[str], source: Source) -> Item:
    if len(row) != len(names):
        message = f"the row has {len(row)} fields, the header {len(names)} ({', '.join(names[:8])})"
        raise InputError(message, path=source.path, line=source.line, hint='quote fields that hold the separator or a newline: "…"')
    fields = {name: value for name, value in zip(names, row, strict=True) if value or name in TEXT_KEYS}
    try:
        return to_item(fields, source)
    except BadLine as error:
        raise InputError(str(error), path=source.path, line=source.line, hint=error.hint) from error


def _next_row(rows: Iterator[list[str]], path: str, line: int) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        message = f"the row that begins here is not CSV ({error})"
        raise InputError(message, path=path, line=line, hint="look for a quote that is not closed") from error


def _decode(stream: BinaryIO, path: str) -> Iterator[str]:
    for number, line in enumerate(stream, start=1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as error:
            message = f"not UTF-8 (byte {error.start + 1} of the line)"
            raise InputError(message, path=path, line=number, hint="save the file as UTF-8") from error
        yield text.removeprefix("\ufeff") if number == 1 else text


def _first_rows(head: str, delimiter: str) -> list[list[str]]:
    """Parse the first two rows of a head that may end within one."""
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            rows += [row] if row else []
            if len(rows) == 2:
                break
    except csv.Error:
        return rows
    return rows


def _name(field: str) -> str:
    return field.strip().removeprefix("\ufeff").lower()
