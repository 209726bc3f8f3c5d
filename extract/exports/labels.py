"""The labels of spans, in the order in which tools list them, with a colour each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from extract.exports.annotated import SLOTS, AnnotatedDocument
from extract.schemas.paper import Kind

KINDS: tuple[str, ...] = get_args(Kind)
PLAIN_COLOUR = "#7f7f7f"

_COLOURS = {
    "result": "#1b7837",
    "improvement": "#5aae61",
    "cost": "#b35806",
    "data": "#2166ac",
    "setting": "#762a83",
    "metric": "#a6dba0",
    "subject": "#fdb863",
    "dataset": "#92c5de",
    "baseline": "#f4a582",
    "condition": "#d8b365",
}


def colour(label: str) -> str:
    """Return the colour of a label; kinds are dark, slots are light."""
    return _COLOURS.get(label, PLAIN_COLOUR)


class Labels:
    """The labels of statements that were met; those of the schema `paper` are known before."""

    def __init__(self) -> None:
        self._met: dict[str, None] = {}

    def watch(self, documents: Iterable[AnnotatedDocument]) -> Iterable[AnnotatedDocument]:
        """Hand documents on, and remember their labels."""
        for document in documents:
            self._met.update(dict.fromkeys(statement.label for statement in document.statements))
            yield document

    @property
    def of_statements(self) -> list[str]:
        """The kinds of `paper`, unless only labels of other schemas were met."""
        others = [label for label in self._met if label not in KINDS]
        return others if others and len(others) == len(self._met) else [*KINDS, *others]

    @property
    def all(self) -> list[str]:
        known = self.of_statements
        return [*known, *(slot for slot in SLOTS if slot not in known)]
