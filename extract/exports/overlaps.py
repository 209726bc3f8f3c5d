"""For tools that show no two spans on one character: statements first, then slots, the rest as attributes."""

from __future__ import annotations

from dataclasses import replace

from extract.exports.annotated import AnnotatedDocument, Span, Statement, overlap
from extract.exports.notes import Note, Notes


def without_overlaps(document: AnnotatedDocument, notes: Notes) -> AnnotatedDocument:
    """Return the document with spans that share no character; what had to go is counted."""
    kept: list[Span] = []
    statements = []
    for statement in document.statements:
        span = statement.span
        if span is not None and any(overlap(span, other) for other in kept):
            notes[Note.OVERLAPPING] += 1
            continue
        kept += [span] if span is not None else []
        statements.append(statement)
    return replace(document, statements=[_with_free_places(statement, kept, notes) for statement in statements])


def _with_free_places(statement: Statement, kept: list[Span], notes: Notes) -> Statement:
    """Keep the places of slots that are free, or taken by the same slot at the same place; `kept` grows."""
    places = {}
    for slot, (start, end) in statement.places.items():
        span = Span("", start, end, slot)
        if span in kept or not any(overlap(span, other) for other in kept):
            places[slot] = (start, end)
            kept += [] if span in kept else [span]
        else:
            notes[Note.OVERLAPPING_SLOTS] += 1
    return replace(statement, places=places)
