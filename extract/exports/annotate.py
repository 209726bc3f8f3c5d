"""From a record to an annotated document: the statements of the schema `paper`, and those of users' own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extract.exports.annotated import SLOTS, AnnotatedDocument, Statement
from extract.exports.places import place_of
from extract.records import Check, Record
from extract.schemas.paper import Paper, Quantity
from extract.validate import checks_below, worst

_NAMES = ("methods", "datasets", "code_urls")


def annotate(record: Record, version: str = "") -> AnnotatedDocument:
    """Return what a run found in a document; `version` is that of the package that made the run.

    A failed document has no statements and is a document all the same.
    """
    model = record.answered_by or record.model
    paper = record.data if isinstance(record.data, Paper) else None
    return AnnotatedDocument(
        id=record.id,
        title=record.title,
        text=record.text,
        status=record.status.value,
        model=f"{model}, extract {version}" if version else model,
        names={name: getattr(paper, name) for name in _NAMES} if paper else {},
        statements=list(_of_paper(paper, record) if paper else _of_any(record)),
        num_rejected=len(record.rejected),
    )


def _of_paper(paper: Paper, record: Record) -> Iterator[Statement]:
    for index, quantity in enumerate(paper.quantities):
        path = f"quantities.{index}"
        checks = checks_below(record.checks, path)
        start, end = _place(quantity, record.text)
        yield Statement(
            id=f"q{index}",
            path=path,
            label=quantity.kind,
            start=start,
            end=end,
            quote=None if start is None else record.text[start:end],
            fields=quantity.model_dump(mode="json"),
            places=_places(quantity, start, record.text, {check.path: check for check in checks}, path),
            score=quantity.confidence,
            **_judgement(checks),
        )


def _place(quantity: Quantity, text: str) -> tuple[int, int] | tuple[None, None]:
    start, end = quantity.start, quantity.end
    if start is None or end is None or not 0 <= start < end <= len(text):
        return None, None
    return start, end


def _places(quantity: Quantity, near: int | None, text: str, checks: Mapping[str, Check], path: str) -> dict[str, tuple[int, int]]:
    if near is None:
        return {}
    wordings = ((slot, getattr(quantity, slot)) for slot in SLOTS)
    found = {slot: place_of(wording, text, near, checks.get(f"{path}.{slot}")) for slot, wording in wordings if wording}
    return {slot: place for slot, place in found.items() if place is not None}


def _judgement(checks: list[Check]) -> dict[str, Any]:
    """Return verdict, reasons and message: of the checks that have the worst verdict."""
    verdict = worst(checks)
    decisive = [check for check in checks if check.verdict is verdict]
    flagged = [check for check in decisive if check.verdict.flags]
    return {
        "verdict": verdict.value,
        "reasons": list(dict.fromkeys(check.reason for check in decisive)),
        "message": "; ".join(f"{check.path.rpartition('.')[2]}: {check.message}" for check in flagged) or None,
    }


def _of_any(record: Record) -> Iterator[Statement]:
    """Yield a statement for each checked number, and for each quote whose object has none."""
    checks = {check.path: check for check in reversed(record.checks)}
    numbers = [path for path in checks if _is_number(_at(record.data, path))]
    objects = {_parent(path) for path in numbers}
    stated = [check for path, check in reversed(checks.items()) if path in numbers or _parent(path) not in objects]
    for index, check in enumerate(stated):
        yield _field(check, record, f"q{index}")


def _field(check: Check, record: Record, name: str) -> Statement:
    in_text = check.in_ == "text" and check.start is not None and check.end is not None and check.start < check.end
    start, end = (check.start, check.end) if in_text else (None, None)
    words = [part for part in check.path.split(".") if not part.isdigit()]
    return Statement(
        id=name,
        path=check.path,
        label=words[-1] if words else "value",
        start=start,
        end=end,
        quote=record.text[start:end] if in_text else None,
        fields={"value": _at(record.data, check.path)},
        **_judgement(checks_below(record.checks, check.path)),
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _parent(path: str) -> str:
    return path.rpartition(".")[0]


def _at(data: Any, path: str) -> Any:
    """Return what stands at a path ("doses.2.amount") of plain data, or None."""
    for part in path.split("."):
        if isinstance(data, list) and part.isdigit() and int(part) < len(data):
            data = data[int(part)]
        elif isinstance(data, Mapping):
            data = data.get(part)
        else:
            return None
    return data
