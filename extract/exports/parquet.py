"""Parquet: the table of statements, with types, in row groups that are written as they come."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from extract.exports.annotated import AnnotatedDocument
from extract.exports.extras import library
from extract.exports.notes import Note, Notes
from extract.exports.tables import COLUMNS, rows

EXTRA = "parquet"
ROWS_OF_A_GROUP = 50_000
_FLOATS = ("value", "value_high", "uncertainty", "confidence")
_INTEGERS = ("start", "end")


def write(documents: Iterable[AnnotatedDocument], target: Path, notes: Notes) -> None:
    """Write the table; values are 64-bit floats."""
    arrow, parquet = library("pyarrow", EXTRA), library("pyarrow.parquet", EXTRA)
    types = dict.fromkeys(COLUMNS, arrow.string()) | dict.fromkeys(_FLOATS, arrow.float64()) | dict.fromkeys(_INTEGERS, arrow.int64())
    schema = arrow.schema(list(types.items()))
    with parquet.ParquetWriter(target, schema) as writer:
        found = rows(documents)
        while group := [_typed(row, notes) for row in islice(found, ROWS_OF_A_GROUP)]:
            writer.write_table(arrow.Table.from_pylist(group, schema=schema))


def _typed(row: dict[str, Any], notes: Notes) -> dict[str, Any]:
    return {name: _float(value, notes) if name in _FLOATS else _text(value, name) for name, value in row.items()}


def _text(value: Any, name: str) -> Any:
    return value if value is None or name in _INTEGERS else str(value)


def _float(value: Any, notes: Notes) -> float | None:
    if not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:
        notes[Note.TOO_LARGE] += 1
        return None
