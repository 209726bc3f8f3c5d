"""records.jsonl: written in order, whole up to its last line after a crash, taken up again where it ended."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from extract.errors import RunFolderError
from extract.outputs.tally import Tally
from extract.records import Record


@dataclass(slots=True)
class Scan:
    """What an earlier call left: whole lines, their counts, and the positions of those to be done again."""

    num_lines: int = 0
    num_bytes: int = 0
    tally: Tally = field(default_factory=Tally)
    again: set[int] = field(default_factory=set)


def scan_records(path: Path, to_be_redone: Callable[[Record], bool]) -> Scan:
    """Read the records of an earlier call. A last line without its newline is torn and not counted; it is cut off later.

    Raises:
        RunFolderError: a line in the middle is no record.
    """
    scan = Scan()
    for raw in read_lines(path):
        record = _parse(raw, path, scan.num_lines + 1)
        if to_be_redone(record):
            scan.again.add(scan.num_lines)
        else:
            scan.tally.add(record)
        scan.num_lines += 1
        scan.num_bytes += len(raw)
    return scan


def read_lines(path: Path) -> Iterator[bytes]:
    """Yield the whole lines of a file, newline included; a missing file has none."""
    if not path.exists():
        return
    with path.open("rb") as file:
        for raw in file:
            if raw.endswith(b"\n"):
                yield raw


def _parse(raw: bytes, path: Path, line: int) -> Record:
    try:
        return Record.model_validate_json(raw)
    except ValidationError as error:
        raise RunFolderError(
            f"{path}:{line}: not a record of this version ({error.error_count()} problems)",
            hint="give another --out, or --overwrite to start again (answers that are in the cache are not paid again)",
        ) from error


class RecordWriter:
    """Appends records to records.jsonl, or rewrites it where records in its middle are done again.

    A rewrite goes to a second file that replaces the first when it is closed; until then the first stays as it was.
    """

    def __init__(self, path: Path, scan: Scan) -> None:
        self._path = path
        self._rewriting = bool(scan.again)
        self._target = path.with_name(path.name + ".rewrite") if self._rewriting else path
        self._old = read_lines(path) if self._rewriting else iter(())
        self._position = 0 if self._rewriting else scan.num_lines
        if not self._rewriting:
            _cut(path, scan.num_bytes)
        self._file: BinaryIO = self._target.open("wb" if self._rewriting else "ab")

    def write(self, record: Record, position: int) -> None:
        """Write the record of the document at a position; those of the earlier call before it are taken over.

        The line is handed to the operating system, so that a killed process loses none that was written.
        """
        while self._position < position:
            self._take_over()
        next(self._old, None)
        self._file.write(record.to_json().encode() + b"\n")
        self._file.flush()
        self._position += 1

    def _take_over(self) -> None:
        self._file.write(next(self._old))
        self._position += 1

    def close(self) -> None:
        """Take over what is left of the earlier call, and make all of it last."""
        for raw in self._old:
            self._file.write(raw)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        if self._rewriting:
            self._target.replace(self._path)


def _cut(path: Path, num_bytes: int) -> None:
    if path.exists() and path.stat().st_size > num_bytes:
        with path.open("r+b") as file:
            file.truncate(num_bytes)
