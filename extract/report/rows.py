"""A record as the lines of the page's data blocks. What they hold is written down in `page/data.js`, which reads them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from extract.records import Check, Record, Status, Verdict
from extract.report.columns import Column
from extract.report.embedding import web_address
from extract.report.items import REJECTED, Item, Listed, items_of, listed_of
from extract.report.offsets import utf16_offsets
from extract.report.strings import Strings
from extract.report.values import shown

VERDICTS = (*(str(verdict) for verdict in Verdict), REJECTED)
STATUSES = tuple(str(status) for status in Status)
_LINK_KEYS = ("url", "link", "html_url", "pdf_url")
Offset = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Rows:
    """What the page gets to know of one record: a row of the list of documents, rows of the table, its text, and the rest."""

    document: list[Any]
    items: list[list[Any]]
    text: str
    details: dict[str, Any]


def rows_of(record: Record, number: int, columns: Sequence[Column], strings: Strings) -> Rows:
    """Return the rows of the `number`-th record, strings replaced by their numbers where many rows share them."""
    items, listed = items_of(record), listed_of(record)
    num_flagged = sum(item.flagged for item in items) + sum(name.check.verdict.flags for name in listed)
    note = record.error.message if record.error else ""
    document = [record.id, record.title or "", STATUSES.index(record.status), len(items), num_flagged, note]
    return Rows(
        document=document,
        items=[_item_row(item, number, position, columns, strings) for position, item in enumerate(items)],
        text=record.text,
        details=_details(record, items, listed, strings),
    )


def _item_row(item: Item, number: int, position: int, columns: Sequence[Column], strings: Strings) -> list[Any]:
    cells = [strings.number(item.cells.get(column.key) or "") for column in columns]
    return [number, position, VERDICTS.index(item.verdict), item.number, *cells]


def _details(record: Record, items: list[Item], listed: list[Listed], strings: Strings) -> dict[str, Any]:
    offset = utf16_offsets(record.text)
    found: dict[str, Any] = {
        "items": [_item_details(item, offset, strings) for item in items],
        "listed": [_listed_details(name) for name in listed],
        "link": next(filter(None, (web_address(record.meta.get(key)) for key in _LINK_KEYS)), None),
        "about": _about(record),
        "error": [record.error.kind, record.error.message, record.error.retryable] if record.error else None,
        "data": _raw_data(record),
    }
    return {key: value for key, value in found.items() if value}


def _raw_data(record: Record) -> str | None:
    """Return everything extracted as indented JSON, for schemas whose every field the page does not know."""
    if record.data is None or record.schema_.startswith("paper@"):
        return None
    return json.dumps(record.data, indent=1, ensure_ascii=False)


def _item_details(item: Item, offset: Offset, strings: Strings) -> list[Any]:
    start, end = (offset(item.span[0]), offset(item.span[1])) if item.span else (None, None)
    return [item.path, start, end, item.confidence, [_check(check, strings) for check in item.checks], item.slots]


def _check(check: Check, strings: Strings) -> list[Any]:
    """Return a check; the sentence of one that is right is that of its reason, and is left out."""
    field = strings.number(check.path.rpartition(".")[2])
    row: list[Any] = [field, VERDICTS.index(check.verdict), strings.number(check.reason)]
    message = "" if check.verdict is Verdict.SUPPORTED else check.message
    nearest = shown_nearest(check)
    given = "" if check.given is None else shown(check.given)
    return [*row, message, given, nearest] if message or given or nearest else row


def shown_nearest(check: Check) -> str:
    """Return the stated value that comes nearest, as the text words it; an empty string where there is none."""
    return check.nearest.quote if check.nearest else ""


def _listed_details(listed: Listed) -> list[Any]:
    check = listed.check
    return [listed.list_name, listed.name, VERDICTS.index(check.verdict), check.message, web_address(listed.name)]


def _about(record: Record) -> list[tuple[str, str]]:
    """Return what else a reader may ask about a document: where it stands, what the input said of it, what it cost."""
    usage, source = record.usage, record.source
    rows = {"id": record.id, "file": source.path if source else ""}
    if source and source.line is not None:
        rows["line"] = str(source.line)
    elif source and source.start is not None:
        rows["characters"] = f"{source.start}–{source.end}"
    rows |= {str(key): shown(value) for key, value in record.meta.items()}
    rows |= {"answered by": record.answered_by or "", "tokens": _tokens(record)}
    rows["cost"] = f"${usage.cost_usd:.4f}{' (not paid in this run)' if usage.cached else ''}" if usage.cost_usd else ""
    return [(key, value) for key, value in rows.items() if value]


def _tokens(record: Record) -> str:
    usage = record.usage
    return f"{usage.input_tokens} in, {usage.output_tokens} out" if usage.input_tokens is not None else ""
