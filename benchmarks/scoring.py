"""Score quantities against annotated ones, by the same rules as the scorer of the real annotated abstracts.

Quantities are paired by overlap of their spans, most overlap first. Metrics, subjects and baselines agree when they differ by at most two
words or share most of them; datasets agree when all words that tell datasets apart are equal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.data import Row

SLOTS = ("value", "value_high", "unit", "kind", "metric", "subject", "dataset", "baseline", "modifier")
_UNITS = {
    "percent": "%", "per cent": "%", "times": "x", "fold": "x", "hour": "h", "hours": "h", "hr": "h", "second": "s", "seconds": "s",
    "sec": "s", "minute": "min", "minutes": "min", "day": "days", "pp": "points", "point": "points", "percentage points": "points",
    "percent points": "points", "millisecond": "ms", "milliseconds": "ms", "pixels": "px", "epoch": "epochs", "params": "parameters",
}  # fmt: skip
_GENERIC = frozenset((
    "dataset", "datasets", "benchmark", "benchmarks", "corpus", "challenge", "task", "set", "sets", "subset", "split", "test", "dev", "val",
    "validation", "training", "train", "1k", "ilsvrc", "2012", "classification", "detection", "segmentation", "retrieval", "ms",
))  # fmt: skip


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


def pairs(annotated: list[Row], given: list[Row]) -> list[tuple[Row, Row]]:
    """Pair annotated and given quantities whose spans overlap, one to one, most overlap first."""
    ranked = sorted(
        (
            (-shared, not same_value(one.get("value"), other.get("value")), i, j)
            for i, one in enumerate(annotated)
            for j, other in enumerate(given)
            if (shared := min(one["end"], other["end"]) - max(one["start"], other["start"])) > 0
        )
    )
    left, right, found = set(range(len(annotated))), set(range(len(given))), []
    for _, _, i, j in ranked:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            found.append((annotated[i], given[j]))
    return found


def is_right(slot: str, annotated: Row, given: Any) -> bool:
    """Tell whether a slot is as annotated, or as one of the readings listed as acceptable too."""
    return any(agrees(slot, one, given) for one in (annotated.get(slot), *annotated.get("also", {}).get(slot, ())))


def agrees(slot: str, one: Any, other: Any) -> bool:
    """Tell whether two contents of a slot say the same."""
    if slot in ("value", "value_high"):
        return same_value(one, other)
    if slot in ("kind", "modifier"):
        return bool(one == other)
    if slot == "unit":
        return _same_unit(one, other)
    return _same_dataset(one, other) if slot == "dataset" else _same_text(one, other)


def same_value(one: float | None, other: float | None) -> bool:
    """Tell whether two numbers are equal but for rounding of the machine."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other)) + 1e-12


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


def _norm(text: str | None) -> str:
    return re.sub(r"[^a-z0-9]+", " ", (text or "").lower()).strip()


def _words(text: str | None) -> set[str]:
    """Return the words of a name, plural s dropped, "state of the art" and SOTA as one."""
    words = _norm(text).replace("state of the art", "sota").replace("state of the arts", "sota").split()
    return {word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in words}


def _glued(text: str | None) -> str:
    return _norm(text).replace(" ", "")


def _same_text(one: str | None, other: str | None) -> bool:
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs or _glued(one) == _glued(other):
        return _glued(one) == _glued(other)
    if (mine <= theirs or theirs <= mine) and abs(len(mine) - len(theirs)) <= 2:
        return True
    if any(word[-1].isdigit() for word in mine - theirs) and any(word[-1].isdigit() for word in theirs - mine):
        return False  # top-1 against top-5
    return len(mine & theirs) / len(mine | theirs) > 0.5


def _same_dataset(one: str | None, other: str | None) -> bool:
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs or _glued(one) == _glued(other):
        return _glued(one) == _glued(other)
    if ("and" in mine) != ("and" in theirs):
        return False
    few, many = sorted((mine, theirs), key=len)
    return few <= many and many - few <= _GENERIC


def _same_unit(one: str | None, other: str | None) -> bool:
    mine, theirs = (_UNITS.get(unit, unit) for unit in ((item or "").strip().lower() for item in (one, other)))
    return mine == theirs or (bool(_norm(mine) and _norm(theirs)) and _same_text(mine, theirs))
