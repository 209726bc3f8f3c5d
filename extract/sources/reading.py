"""Read documents from files of any of the formats, one after the other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

from extract.documents import Document
from extract.errors import InputError
from extract.sources.detection import EXPECTED, HEAD_BYTES, Format, NotReadable, decode_head, detect_format
from extract.sources.fields import Item
from extract.sources.ids import UniqueIds
from extract.sources.inputs import InputFile, check_paths, find_files, open_input
from extract.sources.jsonl import read_jsonl
from extract.sources.plain import decode_whole, read_text
from extract.sources.tables import find_delimiter, read_table

Warn = Callable[[str], None]

_TABLE_NAMES = (".csv", ".tsv")

_LOG = logging.getLogger("extract")


def read_documents(paths: Sequence[str], *, stdin: BinaryIO | None = None, warn: Warn = _LOG.warning) -> Iterator[Document]:
    """Yield the documents behind paths lazily and in order; a path is a file, a folder, or "-" for standard input.

    JSON Lines and CSV are read line by line; listing pages and plain texts one file at a time. `warn` is called with one line
    for all that is in doubt or passed over. A file that is none of the formats is an InputError when it was named, and
    passed over with a warning when it lies in a folder; so is an empty one. A file that is broken is an InputError always,
    raised when reading reaches it; a path that leads nowhere is one before anything is read.
    """
    check_paths(paths)
    ids = UniqueIds(warn)
    for path in paths:
        num_read = 0
        for file in find_files(path, warn=warn):
            with open_input(file, stdin) as stream:
                for position, item in enumerate(_read_file(file, stream, warn)):
                    wanted = item.given_id if item.given_id is not None else f"{file.name}#{position}"
                    num_read += 1
                    yield replace(item.document, id=ids.claim(wanted, _place(item)))
        if not num_read:
            raise InputError(f"no document found; {EXPECTED}", path=path, hint="give files that hold text")
    ids.finish()


def _read_file(file: InputFile, stream: BinaryIO, warn: Warn) -> Iterator[Item]:
    place = stream.tell()
    head = stream.read(HEAD_BYTES)
    stream.seek(place)
    try:
        found = detect_format(head)
    except NotReadable as error:
        if file.explicit:
            raise InputError(str(error), path=file.path, hint=error.hint) from error
        warn(f"{file.path}: skipped: {error}")
        return
    if found is Format.JSONL:
        yield from read_jsonl(stream, file.path)
    elif found is Format.CSV:
        yield from read_table(stream, file.path, find_delimiter(decode_head(head).lstrip()) or ",")
    else:
        if file.name.lower().endswith(_TABLE_NAMES):
            warn(f"{file.path}: read as one plain text: its first row names no column text or abstract, or none else that is known")
        yield from read_text(_read_whole(file, stream), file.path, warn)


def _read_whole(file: InputFile, stream: BinaryIO) -> str:
    data = stream.read()
    if b"\x00" in data:
        raise InputError(f"a binary file (byte {data.index(0) + 1} is NUL); {EXPECTED}", path=file.path, hint="only text can be read")
    return decode_whole(data, file.path)


def _place(item: Item) -> str:
    source = item.document.source
    if source is None:
        return item.document.id
    return source.path if source.line is None else f"{source.path}:{source.line}"
