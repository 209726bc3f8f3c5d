"""Prodigy: the JSONL of `prodigy db-out`. Rejected and ignored tasks are passed over, tasks without an answer were not reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.exports.annotated import Relation, Span
from extract.exports.carried import KEY, from_carried
from extract.imports.annotations import Annotation, BadAnnotation, Skipped
from extract.imports.rows import Outcome, read_lines
from extract.imports.values import name_of, objects, place, title_of, whole_text

_MARKS = frozenset(("spans", "tokens", "answer", "_task_hash", "_input_hash"))


def read(path: Path) -> Iterator[Outcome]:
    """Read the tasks of an export."""
    return read_lines(path, from_task)


def from_task(row: Mapping[str, Any], where: str) -> Annotation | Skipped:
    """Read one task; a span has no id in Prodigy and is known by its place."""
    if not _MARKS & row.keys():
        raise BadAnnotation('neither "spans" nor "answer"', "give what `prodigy db-out` printed")
    answer = row.get("answer")
    if answer in ("reject", "ignore"):
        return Skipped(where, f"{answer}ed" if answer == "reject" else "ignored")
    meta = row.get("meta")
    meta = meta if isinstance(meta, Mapping) else {}
    carried = from_carried(row.get(KEY))
    items = objects(row.get("spans"), "spans")
    spans = [
        Span(f"p{index}", place(item.get("start"), "start"), place(item.get("end"), "end"), str(item.get("label")))
        for index, item in enumerate(items)
    ]
    return Annotation(
        id=carried.document if carried and carried.document else name_of(meta.get("document")) or name_of(row.get("id")),
        title=title_of(meta.get("title")),
        text=whole_text(row, "text"),
        spans=spans,
        relations=list(_relations(row, items, spans)) if "relations" in row else None,
        carried=carried,
        is_reviewed=answer is not None,
    )


def _relations(row: Mapping[str, Any], items: Sequence[Mapping[str, Any]], spans: Sequence[Span]) -> Iterator[Relation]:
    for item in objects(row.get("relations"), "relations"):
        head, child = (_end(item, end, items, spans) for end in ("head", "child"))
        yield Relation(head, child, str(item.get("label")))


def _end(relation: Mapping[str, Any], end: str, items: Sequence[Mapping[str, Any]], spans: Sequence[Span]) -> str:
    """Return the id of the span at one end: the one at the same characters, else the one that has the token; none is an empty id."""
    place_of = relation.get(f"{end}_span")
    if isinstance(place_of, Mapping):
        wanted = (place_of.get("start"), place_of.get("end"))
        return next((span.id for span in spans if (span.start, span.end) == wanted), "")
    token = relation.get(end)
    return next((span.id for span, item in zip(spans, items, strict=True) if _has_token(item, token)), "")


def _has_token(item: Mapping[str, Any], token: Any) -> bool:
    first, last = item.get("token_start"), item.get("token_end")
    return isinstance(token, int) and isinstance(first, int) and isinstance(last, int) and first <= token <= last
