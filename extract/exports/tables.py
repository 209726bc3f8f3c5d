"""Tables: a row for each statement, or for each result, as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extract.exports.annotated import SLOTS, AnnotatedDocument, Statement
from extract.exports.cells import cell
from extract.exports.notes import Note, Notes
from extract.records import Verdict

_NUMBERS = ("value", "value_high", "uncertainty")
COLUMNS = (
    *("document", "title", "status", "path", "kind", "quote", "start", "end", *_NUMBERS, "unit", "modifier"),
    *SLOTS,
    *("confidence", "verdict", "reasons", "message", "model"),
)
LEADERBOARD = ("dataset", "metric", "value", "unit", "method", "document", "verdict")


def write_csv(documents: Iterable[AnnotatedDocument], target: Path, notes: Notes) -> None:
    """Write a row for each statement."""
    _write(COLUMNS, rows(documents), target)


def write_leaderboard(documents: Iterable[AnnotatedDocument], target: Path, notes: Notes) -> None:
    """Write a row for each result, whatever its verdict."""
    _write(LEADERBOARD, _results(documents, notes), target)


def rows(documents: Iterable[AnnotatedDocument]) -> Iterator[dict[str, Any]]:
    """Yield the rows of all statements, those without a place in the text too."""
    return (_row(document, statement) for document in documents for statement in document.statements)


def _row(document: AnnotatedDocument, statement: Statement) -> dict[str, Any]:
    fields = statement.fields
    return {
        "document": document.id,
        "title": document.title,
        "status": document.status,
        "path": statement.path,
        "kind": statement.label,
        "quote": statement.quote if statement.quote is not None else fields.get("quote"),
        "start": statement.start,
        "end": statement.end,
        **{name: fields.get(name) for name in (*_NUMBERS, "unit", "modifier", *SLOTS)},
        "confidence": statement.score,
        "verdict": statement.verdict,
        "reasons": " ".join(statement.reasons) if Verdict(statement.verdict).flags else None,
        "message": statement.message,
        "model": document.model,
    }


def _results(documents: Iterable[AnnotatedDocument], notes: Notes) -> Iterator[dict[str, Any]]:
    for document in documents:
        for statement in document.statements:
            if statement.label != "result":
                notes[Note.OTHER_KINDS] += 1
                continue
            row = _row(document, statement)
            yield {**{name: row.get(name) for name in LEADERBOARD}, "method": row["subject"]}


def _write(columns: tuple[str, ...], found: Iterable[dict[str, Any]], target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        quoting = csv.DictWriter(file, columns, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        for row in found:
            cells = {name: cell(value) for name, value in row.items()}
            has_return = any("\r" in value for value in cells.values() if isinstance(value, str))
            (quoting if has_return else writer).writerow(cells)  # csv quotes only the line end that it writes
