"""The rows of a file: JSON Lines, or one JSON list. A row that cannot be read does not stop the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from extract.errors import InputError
from extract.imports.annotations import Annotation, BadAnnotation, Problem, Skipped

_BOM = b"\xef\xbb\xbf"

Outcome = Annotation | Problem | Skipped
Reader = Callable[[Mapping[str, Any], str], Annotation | Skipped]


def read_lines(path: Path, read: Reader) -> Iterator[Outcome]:
    """Read a JSON Lines file, one line in memory at a time; blank lines are passed over.

    Raises:
        InputError: the file cannot be read.
    """
    with _opened(path) as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _outcome(partial(_row, line.removeprefix(_BOM)), read, f"{path}:{number}")


def read_list(path: Path, read: Reader) -> Iterator[Outcome]:
    """Read a JSON list of objects, or JSON Lines where the file does not begin with a bracket.

    Raises:
        InputError: the file cannot be read, or is no list.
    """
    with _opened(path) as file:
        if not file.read(100).removeprefix(_BOM).lstrip().startswith(b"["):
            yield from read_lines(path, read)
            return
        file.seek(0)
        try:
            rows = json.loads(file.read().removeprefix(_BOM))
        except (ValueError, RecursionError) as error:
            raise InputError(f"no JSON ({error})", path=str(path), hint="export the annotations from the tool again, as JSON") from error
    for number, row in enumerate(rows, 1):
        yield _outcome(partial(_object, row), read, f"{path}, item {number}")


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=str(path), hint="give the file that the tool exported") from error
    with file:
        yield file


def _row(line: bytes) -> Mapping[str, Any]:
    try:
        return _object(json.loads(line))
    except (ValueError, RecursionError) as error:
        raise BadAnnotation(f"no JSON ({error})", "each line has to be one JSON object; export the annotations again") from error


def _object(row: Any) -> Mapping[str, Any]:
    if not isinstance(row, Mapping):
        raise BadAnnotation("no JSON object", "export the annotations from the tool again")
    return row


def _outcome(row: Callable[[], Mapping[str, Any]], read: Reader, place: str) -> Outcome:
    try:
        return read(row(), place)
    except BadAnnotation as bad:
        return Problem(place, str(bad), bad.hint)
