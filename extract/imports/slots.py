"""The slots of an annotated number: what it is related to, and what went along where a tool knows no relations."""

from __future__ import annotations

from collections.abc import Sequence

from extract.exports.annotated import SLOTS, Span, Statement, overlap
from extract.imports.annotations import Annotation


def slots_of(span: Span, spans: Sequence[Span], before: Statement | None, annotation: Annotation) -> dict[str, str | None]:
    """Return every slot of a number, null where it has none. Several spans of one slot are listed with commas."""
    related = _related(span, spans, annotation)
    return {slot: _slot(slot, span, spans, related.get(slot, []), before, annotation) for slot in SLOTS}


def _slot(
    slot: str, span: Span, spans: Sequence[Span], related: list[Span], before: Statement | None, annotation: Annotation
) -> str | None:
    if related:
        return ", ".join(dict.fromkeys(annotation.text[one.start : one.end] for one in related))
    written = annotation.fields.get(span.id, {}).get(slot, "").strip()
    if written:
        return written
    if before is not None and slot in before.places:
        return None if annotation.relations is not None else _still_there(slot, spans, before, annotation.text)
    if annotation.has_fields:
        return None
    wording = before.fields.get(slot) if before else None
    return None if wording is None else str(wording)


def _related(span: Span, spans: Sequence[Span], annotation: Annotation) -> dict[str, list[Span]]:
    """Return the spans a number is related to, by slot and in the order of the text; the direction of a relation does not matter."""
    of_slots = {one.id: one for one in spans if one.label in SLOTS}
    ends = [(relation.head, relation.tail) for relation in annotation.relations or ()]
    others = {tail for head, tail in ends if head == span.id} | {head for head, tail in ends if tail == span.id}
    found: dict[str, list[Span]] = {}
    for one in sorted((of_slots[name] for name in others if name in of_slots), key=lambda one: (one.start, one.end)):
        found.setdefault(one.label, []).append(one)
    return found


def _still_there(slot: str, spans: Sequence[Span], before: Statement, text: str) -> str | None:
    """Return the wording of a slot whose span stands where it stood, or was moved a little; null where it was deleted."""
    start, end = before.places[slot]
    place = Span("", start, end, slot)
    alike = [one for one in spans if one.label == slot and overlap(one, place)]
    best = max(alike, key=lambda one: ((one.start, one.end) == (start, end), min(one.end, end) - max(one.start, start)), default=None)
    return None if best is None else text[best.start : best.end]
