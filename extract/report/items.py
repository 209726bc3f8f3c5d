"""The rows of the report's table: every statement of a record about a number, the rejected ones too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extract.records import Check, Record, Rejected, Verdict
from extract.report.values import at_path, scalars, shown, shown_number, shown_value
from extract.schemas.paper import Paper, Quantity
from extract.validate import worst

REJECTED = "rejected"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A statement about a number.

    `cells` holds its text by column (see `columns`), `slots` what is shown beside the columns, `span` its place in the
    text in Python characters, None where it was not located. `verdict` is the worst of its checks, or "rejected".
    """

    path: str
    verdict: str
    cells: Mapping[str, str]
    number: float | None = None
    span: Span | None = None
    checks: tuple[Check, ...] = ()
    slots: tuple[tuple[str, str], ...] = ()
    confidence: float | None = None

    @property
    def flagged(self) -> bool:
        return self.verdict in (Verdict.UNSUPPORTED, Verdict.MISATTRIBUTED, REJECTED)


def items_of(record: Record) -> list[Item]:
    """Return the statements of a record in their order, and after them what was rejected."""
    stated = _of_paper(record, record.data) if isinstance(record.data, Paper) else _of_other(record)
    return [*stated, *(_rejected(record, rejected) for rejected in record.rejected)]


def _of_paper(record: Record, paper: Paper) -> Iterator[Item]:
    below: dict[str, list[Check]] = {}
    for check in record.checks:
        below.setdefault(".".join(check.path.split(".")[:2]), []).append(check)
    for position, quantity in enumerate(paper.quantities):
        path = f"quantities.{position}"
        yield _quantity(record.text, path, quantity, below.get(path, []))


def _quantity(text: str, path: str, quantity: Quantity, checks: list[Check]) -> Item:
    slots = ("unit", "kind", "metric", "dataset", "subject", "baseline", "condition")
    cells = {slot: getattr(quantity, slot) or "" for slot in slots}
    return Item(
        path=path,
        verdict=worst(checks),
        cells=cells | {"value": shown_value(quantity), "quote": quantity.quote, "reason": _reasons(checks)},
        number=_float(quantity.value),
        span=_span(text, quantity.start, quantity.end),
        checks=tuple(checks),
        confidence=quantity.confidence,
    )


def _of_other(record: Record) -> Iterator[Item]:
    """Yield one item for each object of a list that holds checked numbers or quotes, and for each checked field elsewhere."""
    groups: dict[str, list[Check]] = {}
    for check in record.checks:
        parent, _, field = check.path.rpartition(".")
        if field.isdigit() and isinstance(at_path(record.data, check.path), str):
            continue  # a listed name
        groups.setdefault(parent if parent.rpartition(".")[2].isdigit() else check.path, []).append(check)
    return (_statement(record, path, checks) for path, checks in groups.items())


def _statement(record: Record, path: str, checks: list[Check]) -> Item:
    own = dict(scalars(at_path(record.data, path)))
    fields = own or {path.rpartition(".")[2]: at_path(record.data, path)}
    checked = {check.path.rpartition(".")[2] for check in checks}
    numbers = {key: value for key, value in fields.items() if key in checked and _float(value) is not None}
    quotes = [value for key, value in fields.items() if key in checked and isinstance(value, str)]
    spans = (_span(record.text, check.start, check.end) for check in checks if check.in_ != "title")
    return Item(
        path=path,
        verdict=worst(checks),
        cells={
            "field": _pattern(path),
            "value": " · ".join(shown_number(value) if len(numbers) == 1 else f"{key} {shown(value)}" for key, value in numbers.items()),
            "quote": next(iter(quotes), ""),
            "reason": _reasons(checks),
        },
        number=next((_float(value) for value in numbers.values()), None),
        span=next((span for span in spans if span), None),
        checks=tuple(checks),
        slots=(("field", path), *((key, shown(value)) for key, value in own.items())),
    )


def _rejected(record: Record, rejected: Rejected) -> Item:
    fields = dict(scalars(rejected.item)) or {"answer": rejected.item}
    slots = tuple((key, shown(value)) for key, value in fields.items() if key not in ("start", "end", "confidence"))
    cells = {key: shown(fields.get(key)) for key in ("unit", "kind", "metric", "dataset", "subject", "baseline", "condition", "quote")}
    value = " ".join(filter(None, (shown(fields.get("value")), cells["unit"])))
    check = Check(path=rejected.path, verdict=Verdict.NOT_CHECKED, reason=rejected.reason, message=rejected.message)
    return Item(
        path=rejected.path,
        verdict=REJECTED,
        cells=cells | {"value": value, "reason": rejected.reason, "field": _pattern(rejected.path)},
        number=_float(fields.get("value")),
        span=_quoted_span(record.text, fields),
        checks=(check,),
        slots=slots,
    )


def _pattern(path: str) -> str:
    """Return a path with its positions left open: "doses.3.amount" as "doses.*.amount"."""
    return re.sub(r"(?<=\.)\d+(?=\.|$)", "*", path)


def _reasons(checks: Iterable[Check]) -> str:
    """Return the reasons of the checks that decide the verdict, each once; none where nothing is amiss."""
    checks = list(checks)
    decisive = worst(checks)
    if decisive in (Verdict.SUPPORTED, Verdict.NOT_CHECKED):
        return ""
    return " ".join(dict.fromkeys(check.reason for check in checks if check.verdict is decisive))


def _float(value: Any) -> float | None:
    if isinstance(value, bool | str) or value is None:
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if abs(number) < float("inf") else None


def _span(text: str, start: Any, end: Any) -> Span | None:
    """Return a place that lies in the text and is not empty, else None."""
    if not isinstance(start, int) or not isinstance(end, int):
        return None
    return (start, end) if 0 <= start < end <= len(text) else None


def _quoted_span(text: str, fields: Mapping[str, Any]) -> Span | None:
    """Return the place of something rejected where it has one and the text agrees."""
    span = _span(text, fields.get("start"), fields.get("end"))
    return span if span and text[slice(*span)] == fields.get("quote") else None


@dataclass(frozen=True, slots=True)
class Listed:
    """A name or link that a record lists, with the check on it."""

    path: str
    name: str
    check: Check

    @property
    def list_name(self) -> str:
        return self.path.rpartition(".")[0]


def listed_of(record: Record) -> list[Listed]:
    """Return the listed names and links of a record that were checked."""
    data = {name: getattr(record.data, name) for name in Paper.model_fields} if isinstance(record.data, Paper) else record.data
    found = ((check, at_path(data, check.path)) for check in record.checks if check.path.rpartition(".")[2].isdigit())
    return [Listed(check.path, name, check) for check, name in found if isinstance(name, str)]
