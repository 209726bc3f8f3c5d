"""Score answers against annotated quantities: the totals that benchmarks and training need, by the rules of `extract.evaluation`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.data import Row
from extract.evaluation.agreeing import SLOTS, is_right
from extract.evaluation.pairing import pairs


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision and recall of what is said, and the share that is right, null counting as an answer."""

    precision: float
    recall: float
    right: float

    @property
    def f1(self) -> float:
        return f1(self.precision, self.recall)


@dataclass(slots=True)
class Score:
    """What was counted over some abstracts."""

    num_annotated: int = 0
    num_given: int = 0
    num_paired: int = 0
    num_tuples: int = 0
    right: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    stated: Counter[str] = field(default_factory=Counter)
    both: Counter[str] = field(default_factory=Counter)

    def detection(self) -> Rates:
        precision, recall = ratio(self.num_paired, self.num_given), ratio(self.num_paired, self.num_annotated)
        return Rates(precision, recall, recall)

    def slot(self, name: str) -> Rates:
        """Return the rates of a slot over the paired quantities."""
        both = self.both[name]
        return Rates(ratio(both, self.said[name]), ratio(both, self.stated[name]), ratio(self.right[name], self.num_paired))

    def tuples(self) -> Rates:
        """Return the rates of value, metric and dataset together."""
        precision, recall = ratio(self.num_tuples, self.num_given), ratio(self.num_tuples, self.num_annotated)
        return Rates(precision, recall, recall)

    def merge(self, other: Score) -> None:
        """Add what was counted over other abstracts."""
        self.num_annotated += other.num_annotated
        self.num_given += other.num_given
        self.num_paired += other.num_paired
        self.num_tuples += other.num_tuples
        for mine, theirs in ((self.right, other.right), (self.said, other.said), (self.stated, other.stated), (self.both, other.both)):
            mine.update(theirs)

    def add(self, name: str, annotated: Any, given: Any, *, right: bool) -> None:
        """Count one slot of one pair."""
        self.right[name] += right
        self.said[name] += given is not None
        self.stated[name] += annotated is not None
        self.both[name] += right and annotated is not None and given is not None


def score(rows: Iterable[Row], answers: Iterable[Row]) -> Score:
    """Return the score of answers to annotated abstracts, one answer a row."""
    total = Score()
    for row, answer in zip(rows, answers, strict=True):
        paired = pairs(row["quantities"], answer["quantities"])
        found = {id(annotated) for annotated, _ in paired}
        for annotated, given in paired:
            agreed = {slot: is_right(slot, annotated, given.get(slot)) for slot in SLOTS}
            for slot, right in agreed.items():
                total.add(slot, annotated.get(slot), given.get(slot), right=right)
            total.num_tuples += agreed["value"] and agreed["metric"] and agreed["dataset"]
        total.num_paired += len(paired)
        total.num_given += len(answer["quantities"])
        total.num_annotated += sum(id(item) in found or not item.get("optional") for item in row["quantities"])
    return total


def ratio(part: int, whole: int) -> float:
    """Return the share, 0 of nothing."""
    return part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean, 0 where both are 0."""
    return f_beta(precision, recall, 1.0)


def f_beta(precision: float, recall: float, beta: float) -> float:
    """Return the mean in which recall counts `beta` times as much as precision."""
    whole = beta * beta * precision + recall
    return (1 + beta * beta) * precision * recall / whole if whole else 0.0
