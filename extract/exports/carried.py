"""What goes along with a document through an annotation tool, so that what nobody touched comes back as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extract.exports.annotated import AnnotatedDocument, Statement

KEY = "extract"
"""The name under which tools keep it."""


def to_carry(document: AnnotatedDocument) -> dict[str, Any]:
    """Return the statements of a document as JSON values. Offsets are characters, whatever the tool counts."""
    return {
        "document": document.id,
        "model": document.model,
        "status": document.status,
        "statements": [_statement(statement) for statement in document.statements],
        **document.names,
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "id": statement.id,
        "path": statement.path,
        "label": statement.label,
        "start": statement.start,
        "end": statement.end,
        "quote": statement.quote,
        "fields": dict(statement.fields),
        "places": {slot: list(place) for slot, place in statement.places.items()},
        "verdict": statement.verdict,
        "reasons": list(statement.reasons),
        "message": statement.message,
        "score": statement.score,
    }


@dataclass(frozen=True, slots=True)
class Carried:
    """What came back: the id of the document, and its statements as they went out."""

    document: str | None
    statements: Sequence[Statement]


def from_carried(value: Any) -> Carried | None:
    """Read what went along; None where the tool, or somebody, lost it or changed its shape."""
    if not isinstance(value, Mapping):
        return None
    try:
        statements = [_read(item) for item in value["statements"]]
    except (KeyError, TypeError, ValueError):
        return None
    name = value.get("document")
    return Carried(name if isinstance(name, str) else None, statements)


def _read(item: Mapping[str, Any]) -> Statement:
    places = {str(slot): (int(start), int(end)) for slot, (start, end) in dict(item.get("places") or {}).items()}
    return Statement(
        id=str(item["id"]),
        path=str(item.get("path", "")),
        label=str(item["label"]),
        start=item["start"],
        end=item["end"],
        quote=item["quote"],
        fields=dict(item["fields"]),
        places=places,
        verdict=str(item.get("verdict", "")),
    )
