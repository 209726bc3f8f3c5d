"""Compare data of any schema: the contents of its fields, wherever they stand.

A field is a path with the positions in lists left out ("experiments.*.accuracy"). What a document says in a field is a bag of numbers and
strings; a hit is one that stands in both bags. So the order of lists does not matter, and neither does which number belongs to which
name: that is what the quantities of the schema `paper` are for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from extract.evaluation.agreeing import Row
from extract.evaluation.rates import Counts, Line, retrieval

_ALL, _NUMBERS = "all fields", "all numbers"


def field_counts(annotated: Row, found: Row) -> Counter[str]:
    """Count one document: contents annotated, given and in both, in all, of numbers, and by field."""
    wanted, given = Counter(_contents(annotated, "")), Counter(_contents(found, ""))
    counts: Counter[str] = Counter()
    for part, bag in (("annotated", wanted), ("given", given), ("hits", wanted & given)):
        for (path, content), number in bag.items():
            counts[f"{path}.{part}"] += number
            counts[f"{_ALL}.{part}"] += number
            counts[f"{_NUMBERS}.{part}"] += number * isinstance(content, float)
    return counts


def _contents(node: Any, path: str) -> Iterator[tuple[str, float | str]]:
    """Yield each content that is not null with its path: numbers as floats, the rest as text without case and blanks at odds."""
    if isinstance(node, dict):
        for name, below in node.items():
            yield from _contents(below, f"{path}.{name}" if path else name)
    elif isinstance(node, list):
        for below in node:
            yield from _contents(below, f"{path}.*" if path else "*")
    elif node is not None:
        yield path, _content(node)


def _content(node: Any) -> float | str:
    if isinstance(node, int | float) and not isinstance(node, bool):
        try:
            return float(node)
        except OverflowError:
            return str(node)
    return " ".join(str(node).casefold().split())


def field_lines(counts: Counts) -> list[Line]:
    """Return the figures: all fields, all numbers, and each field."""
    paths = sorted({name.rpartition(".")[0] for name, count in counts.items() if count} - {_ALL, _NUMBERS})
    head = [name for name in (_ALL, _NUMBERS) if counts.get(f"{name}.annotated") or counts.get(f"{name}.given")]
    named = [("all", name) for name in head] + [("field", path) for path in paths]
    return [retrieval(group, name, f"{name}.hits", f"{name}.given", f"{name}.annotated") for group, name in named]
