"""From an annotated document to a line of gold: the quantities in the shape of a record's `data`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extract.exports.annotated import SLOTS, Span, Statement
from extract.exports.labels import KINDS
from extract.imports.annotations import Annotation, BadAnnotation
from extract.imports.matching import matched
from extract.imports.readings import number_from, reading_at
from extract.imports.slots import slots_of

_FIELDS = ("quote", "value", "value_high", "uncertainty", "unit", "kind", *SLOTS[:4], "condition", "modifier", "start", "end")
_READ = ("value", "value_high", "uncertainty", "unit", "modifier")
_NUMBERS = ("value", "value_high", "uncertainty")


@dataclass(frozen=True, slots=True)
class Gold:
    """A line of gold, and what of the annotations could not go into it."""

    line: dict[str, Any]
    problems: Sequence[BadAnnotation]


def to_gold(annotation: Annotation) -> Gold:
    """Return the line of one document.

    A number that stands where it stood keeps its reading, unless the annotator wrote another one; one that is new or was moved is
    read from the text. Its kind is its label, its slots are what it is related to.
    """
    spans = [trimmed(span, annotation.text) for span in annotation.spans]
    problems = [*annotation.problems, *(_misplaced(span, annotation.text) for span in spans if not _fits(span, annotation.text))]
    spans = [span for span in spans if _fits(span, annotation.text)]
    statements = sorted((span for span in spans if span.label not in SLOTS), key=lambda span: (span.start, span.end))
    before = matched(statements, annotation.carried.statements if annotation.carried else ())
    quantities = []
    for span in statements:
        try:
            quantities.append(_quantity(span, spans, before.get(span.id), annotation))
        except BadAnnotation as problem:
            problems.append(problem)
    problems += _loose(spans, annotation)
    line = {"id": annotation.id, "title": annotation.title, "text": annotation.text, "data": {"quantities": quantities}}
    return Gold(line, problems)


def trimmed(span: Span, text: str) -> Span:
    """Return a span without blanks at its ends, which a mouse picks up easily."""
    piece = text[span.start : span.end]
    if not piece.strip():
        return span
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(span.id, start, start + len(piece.strip()), span.label)


def _fits(span: Span, text: str) -> bool:
    return 0 <= span.start < span.end <= len(text)


def _misplaced(span: Span, text: str) -> BadAnnotation:
    return BadAnnotation(
        f"{span.label} at {span.start}-{span.end} lies outside of the text, which has {len(text)} characters",
        "look whether the text was changed after the export, and mark it again",
    )


def _quantity(span: Span, spans: Sequence[Span], before: Statement | None, annotation: Annotation) -> dict[str, Any]:
    quote = annotation.text[span.start : span.end]
    stands = before is not None and before.quote == quote
    found: dict[str, Any] = dict(before.fields) if before else {}
    written = _written(span, before, stands, annotation)
    if not stands:
        found |= _read(span, annotation.text, is_written=written.get("value") is not None)
    found |= written
    found |= slots_of(span, spans, before, annotation)
    found |= {"quote": quote, "kind": span.label, "start": span.start, "end": span.end}
    found = {name: found.get(name) for name in _FIELDS}
    if span.label not in KINDS:
        found |= {"kind": None, "label": span.label}
    return found


def _read(span: Span, text: str, *, is_written: bool) -> dict[str, Any]:
    reading = reading_at(text, span.start, span.end)
    if reading is None and is_written:
        return dict.fromkeys(_READ)
    if reading is None:
        raise BadAnnotation(
            f"{span.label} at {span.start}-{span.end}: no whole number in {text[span.start : span.end]!r}",
            "mark all of the number, or give the span the label of a slot",
        )
    return reading


def _written(span: Span, before: Statement | None, stands: bool, annotation: Annotation) -> dict[str, Any]:
    """Return what an annotator wrote about the number. What went out and came back unchanged counts only where it still stands."""
    if not annotation.has_fields:
        return {}
    written = annotation.fields.get(span.id, {})
    sent = {name: str(value) for name, value in before.attributes.items()} if before else {}
    found: dict[str, Any] = {}
    for name in _READ:
        if name in written and written[name] != sent.get(name):
            found[name] = _number(name, written[name], span) if name in _NUMBERS else written[name].strip() or None
        elif name in sent and name not in written and stands and name != "value":
            found[name] = None
    return found


def _number(name: str, written: str, span: Span) -> int | float | None:
    if not written.strip():
        return None
    number = number_from(written)
    if number is None:
        raise BadAnnotation(f"{span.label} at {span.start}-{span.end}: {name} is {written!r}, no number", "write digits, such as 83.6")
    return number


def _loose(spans: Sequence[Span], annotation: Annotation) -> Iterator[BadAnnotation]:
    """Yield what is said of relations that lead nowhere."""
    known = {span.id for span in annotation.spans}
    of_slots = {span.id for span in spans if span.label in SLOTS}
    for relation in annotation.relations or ():
        if not {relation.head, relation.tail} <= known:
            yield BadAnnotation(f"relation {relation.label} has an end that is no span", "draw it again, from the number to the slot")
        elif len({relation.head, relation.tail} & of_slots) != 1:
            yield BadAnnotation(
                f"relation {relation.label} does not tie a number to a {', '.join(SLOTS)}", "draw it from the number to the slot"
            )
