"""What is read: one abstract (or article), its title, and the place it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The place of a document in a file.

    Offsets count characters of the file decoded as utf-8-sig with its newlines kept; `end` is exclusive, and the
    document's text is exactly that slice. Inputs made of lines (JSONL, CSV) have `line`, from 1, instead of offsets.
    """

    path: str
    title_start: int | None = None
    start: int | None = None
    end: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One abstract: what a model is asked about and what every number is checked against."""

    id: str
    text: str
    title: str | None = None
    source: Source | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
