"""For tools that show no two spans on one character: statements first, then slots, the rest as attributes."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace

from extract.exports.annotated import AnnotatedDocument, Span, Statement, overlap
from extract.exports.notes import Note, Notes


@dataclass(slots=True)
class _Kept:
    """Spans that share no character, in the order of the text."""

    starts: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    def taken_by(self, span: Span) -> Span | None:
        """Return the last of the spans that share a character with this one."""
        index = bisect_left(self.starts, span.end) - 1
        return self.spans[index] if index >= 0 and overlap(self.spans[index], span) else None

    def add(self, span: Span) -> None:
        index = bisect_left(self.starts, span.start)
        self.starts.insert(index, span.start)
        self.spans.insert(index, span)


def without_overlaps(document: AnnotatedDocument, notes: Notes) -> AnnotatedDocument:
    """Return the document with spans that share no character; what had to go is counted."""
    kept = _Kept()
    statements = []
    for statement in document.statements:
        span = statement.span
        if span is not None and kept.taken_by(span) is not None:
            notes[Note.OVERLAPPING] += 1
            continue
        if span is not None:
            kept.add(span)
        statements.append(statement)
    return replace(document, statements=[_with_free_places(statement, kept, notes) for statement in statements])


def _with_free_places(statement: Statement, kept: _Kept, notes: Notes) -> Statement:
    """Keep the places of slots that are free, or taken by the same slot at the same place; `kept` grows."""
    places = {}
    for slot, (start, end) in statement.places.items():
        span = Span("", start, end, slot)
        other = kept.taken_by(span)
        if other is None or other == span:
            places[slot] = (start, end)
            if other is None:
                kept.add(span)
        else:
            notes[Note.OVERLAPPING_SLOTS] += 1
    return replace(statement, places=places)
