"""A document with what a run found in it, as every tool that it is exported to gets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

SLOTS = ("metric", "subject", "dataset", "baseline", "condition")
"""What a quantity can be related to: the names of fields, of the labels of spans, and of relations."""


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled piece of the text. Offsets are characters as Python counts them (code points), `end` exclusive."""

    id: str
    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A slot of a quantity: from the id of the quantity's span to the id of the slot's; `label` is the slot."""

    head: str
    tail: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A number that was extracted, with everything that is said of it.

    `label` is its kind ("result"), for schemas of users the name of its field. `fields` holds the item as it stands in the
    record, `places` the slots that stand in the text in the very words of the field. Without a place in the text `start`,
    `end` and `quote` are null.
    """

    id: str
    path: str
    label: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    verdict: str
    reasons: Sequence[str] = ()
    message: str | None = None
    score: float | None = None

    @property
    def span(self) -> Span | None:
        if self.start is None or self.end is None:
            return None
        return Span(self.id, self.start, self.end, self.label)

    @property
    def attributes(self) -> dict[str, Any]:
        """What is said of the number and stands nowhere in the text as its slot; absent fields are left out."""
        shown = {name: value for name, value in self.fields.items() if name not in _NO_ATTRIBUTES and name not in self.places}
        return {name: value for name, value in shown.items() if value is not None}


_NO_ATTRIBUTES = frozenset(("quote", "start", "end", "kind", "confidence"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedDocument:
    """A document with its statements. `model` names the model and the version of this package that answered."""

    id: str
    title: str | None
    text: str
    status: str
    model: str
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    statements: Sequence[Statement] = ()
    num_rejected: int = 0

    @property
    def located(self) -> list[Statement]:
        return [statement for statement in self.statements if statement.span is not None]

    @property
    def unlocated(self) -> list[Statement]:
        return [statement for statement in self.statements if statement.span is None]

    @property
    def score(self) -> float | None:
        """The lowest confidence of its statements: what is read first by those who look at the doubtful first."""
        return min((statement.score for statement in self.statements if statement.score is not None), default=None)


def spans_and_relations(document: AnnotatedDocument) -> tuple[list[Span], list[Relation]]:
    """Return the spans of a document, those of the statements before those of slots, and how they hang together.

    A slot that several statements share is one span.
    """
    spans = list(_statement_spans(document))
    of_slots: dict[tuple[int, int, str], Span] = {}
    relations = []
    for statement in document.located:
        for slot, (start, end) in statement.places.items():
            span = of_slots.setdefault((start, end, slot), Span(f"s{len(of_slots)}", start, end, slot))
            relations.append(Relation(statement.id, span.id, slot))
    return [*spans, *of_slots.values()], relations


def _statement_spans(document: AnnotatedDocument) -> Iterator[Span]:
    for statement in document.located:
        assert statement.span is not None
        yield statement.span


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two spans share a character."""
    return one.start < other.end and other.start < one.end
