"""The tools that annotations come back from, and how a file of theirs becomes gold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from extract.errors import InputError
from extract.imports import argilla, brat, doccano, label_studio, prodigy
from extract.imports.annotations import Annotation, Problem, Skipped
from extract.imports.gold import to_gold
from extract.imports.rows import Outcome

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Tool(StrEnum):
    """Where annotations come back from."""

    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"
    PRODIGY = "prodigy"
    BRAT = "brat"
    ARGILLA = "argilla"


_READERS: dict[Tool, Callable[[Path], Iterator[Outcome]]] = {
    Tool.LABEL_STUDIO: label_studio.read,
    Tool.DOCCANO: doccano.read,
    Tool.PRODIGY: prodigy.read,
    Tool.BRAT: brat.read,
    Tool.ARGILLA: argilla.read,
}


@dataclass(slots=True)
class Import:
    """Reads the annotations of a file, and counts. `problems` says what could not be read."""

    path: Path
    tool: Tool
    reviewed_only: bool = False
    num_documents: int = 0
    num_quantities: int = 0
    num_unreviewed: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield a line of gold for each document that can be read.

        Raises:
            InputError: the file cannot be read at all, or holds nothing.
        """
        number = 0
        for number, outcome in enumerate(_READERS[self.tool](self.path), 1):
            match outcome:
                case Problem():
                    self.problems.append(outcome)
                case Skipped():
                    self.skipped.append(outcome)
                case Annotation():
                    yield from self._line(outcome, number)
        if not number:
            raise InputError("holds no document", path=str(self.path), hint="export the annotations from the tool again")

    def _line(self, annotation: Annotation, number: int) -> Iterator[dict[str, Any]]:
        self.num_unreviewed += not annotation.is_reviewed
        if self.reviewed_only and not annotation.is_reviewed:
            return
        gold = to_gold(annotation)
        name = annotation.id or f"document {number}"
        self.problems += [Problem(f"{self.path}, {name}", str(problem), problem.hint) for problem in gold.problems]
        self.num_documents += 1
        self.num_quantities += len(gold.line["data"]["quantities"])
        yield gold.line


def to_json(line: dict[str, Any]) -> str:
    """Return a line of gold as it stands in the file; halves of characters, which UTF-8 cannot hold, are escaped."""
    written = json.dumps(line, ensure_ascii=False)
    return json.dumps(line) if _LONE_SURROGATE.search(written) else written
