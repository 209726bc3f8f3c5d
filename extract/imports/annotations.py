"""An annotated document as it comes back from a tool, the same for every tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.exports.annotated import Relation, Span
from extract.exports.carried import Carried


class BadAnnotation(Exception):
    """One document, or one thing in it, that cannot be read; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A document with the spans that an annotator left. Offsets are Python characters of `text`.

    `relations` is null where the tool has none. `fields` holds, by span id, what the tool lets annotators write about a
    span; a field that is absent there was not written. `carried` is what went along from the export,
    `problems` what of the document could not be read.
    """

    id: str | None
    title: str | None
    text: str
    spans: Sequence[Span]
    relations: Sequence[Relation] | None = None
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    has_fields: bool = False
    carried: Carried | None = None
    is_reviewed: bool = True
    problems: Sequence[BadAnnotation] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, with its place ("gold.jsonl:12") and what to do about it."""

    place: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A document that its annotator turned down, or never looked at."""

    place: str
    reason: str
