"""Figures as ratios of sums: what is counted in each document, and what is made of the counts.

Every figure is `len(wholes) * part / sum(wholes)` over counts that are summed over documents (micro-average). With one whole that is a
share (precision, recall); with two, what was found and what is annotated, it is their F1: 2h / (p + g) = 2PR / (P + R).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rate:
    """A ratio of sums; see the module."""

    part: str
    wholes: tuple[str, ...]

    def of(self, counts: Counts) -> float | None:
        """Return the figure, None where there is nothing to take a share of."""
        whole = sum(counts.get(name, 0) for name in self.wholes)
        return len(self.wholes) * counts.get(self.part, 0) / whole if whole else None


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one thing: a line of the table. `counts` names the counts that are shown with it."""

    group: str
    name: str
    rates: Mapping[str, Rate]
    counts: Mapping[str, str]


def retrieval(group: str, name: str, hits: str, given: str, annotated: str) -> Line:
    """Return the line of precision, recall and F1."""
    return Line(group, name, retrieval_rates(hits, given, annotated), {"hits": hits, "given": given, "annotated": annotated})


def retrieval_rates(hits: str, given: str, annotated: str) -> dict[str, Rate]:
    """Return precision, recall and F1."""
    return {"precision": Rate(hits, (given,)), "recall": Rate(hits, (annotated,)), "f1": Rate(hits, (given, annotated))}
