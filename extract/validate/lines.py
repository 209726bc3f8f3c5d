"""Check a file of somebody's extractions, line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from extract.validate.check import check
from extract.validate.verdicts import flagged


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """A line of the input with its checks, as JSON without the newline."""

    number: int
    json: str
    flagged: bool


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be read, and why. Lines count from 1."""

    number: int
    message: str


def check_lines(lines: Iterable[str], *, schema: type[BaseModel] | None = None) -> Iterator[CheckedLine | BadLine]:
    """Check each JSONL line `{"id", "text", "title"?, "data"}` and yield it with `checks` added; blank lines are passed over.

    A line that cannot be read is yielded as a `BadLine` in its place, and the rest go on.
    """
    for number, line in enumerate(lines, 1):
        if line.strip("\ufeff \t\r\n"):
            try:
                yield _checked(number, line, schema)
            except LineError as error:
                yield BadLine(number, str(error))


def check_line(line: str, *, schema: type[BaseModel] | None = None) -> str:
    """Return one JSONL line with `checks` added, every other key kept.

    Raises:
        LineError: the line is no JSON object with a string `text` and an object or a list `data`.
    """
    return _checked(1, line, schema).json


class LineError(ValueError):
    """A line of a file of extractions cannot be read."""


def _checked(number: int, line: str, schema: type[BaseModel] | None) -> CheckedLine:
    row = _row(line)
    checks = check(row["text"], row["data"], title=row.get("title"), schema=schema)
    row["checks"] = [item.model_dump(by_alias=True) for item in checks]
    return CheckedLine(number, _dump(row), flagged(checks))


def _row(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line.strip("\ufeff \t\r\n"), parse_constant=str)  # NaN and Infinity are no JSON: they go on as strings
    except (ValueError, RecursionError) as error:
        raise LineError(f"no JSON: {error}" if not isinstance(error, RecursionError) else "JSON nested too deeply") from error
    if not isinstance(row, dict):
        raise LineError("no JSON object")
    if not isinstance(row.get("text"), str):
        raise LineError("`text` is missing or no string")
    if not isinstance(row.get("data"), (dict, list)):
        raise LineError("`data` is missing or neither object nor list")
    if not isinstance(row.get("title"), (str, type(None))):
        raise LineError("`title` is no string")
    return row


def _dump(row: dict[str, Any]) -> str:
    line = json.dumps(row, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:  # half of a surrogate pair, which UTF-8 cannot hold
        return json.dumps(row)
    return line
