"""Fit the confidence of the built-in model; see extract/models/builtin/confidence.py.

    python -m benchmarks.train_confidence

Logistic regression from the open parts on named signs; what counts as right is what the scorer counts: value, metric and dataset as
annotated. Rules do better on the texts that they were made with, so the constant alone is set afterwards: to the share that is right
on the aside parts, one number from their scores.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.data import MODEL, Part, Row, parts
from benchmarks.fitting import Choice, Settings, Weights, fit, to_toml
from extract.evaluation.agreeing import is_right
from extract.evaluation.pairing import pairs
from extract.language.passage import Passage
from extract.models.builtin.confidence import signs_of
from extract.models.builtin.found import found_in
from extract.models.builtin.quantities import quantities_of
from extract.models.builtin.slots import fillers_from

HEADER = "# Weights of the signs that a quantity is right, made by benchmarks/train_confidence.py from annotated abstracts.\n"
SETTINGS = Settings(rounds=20, rate=0.1, decay=0.05, abstracts=6)
NUM_BANDS = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """A quantity that the model gives: its signs, its confidence, and whether value, metric and dataset are right."""

    abstract: str
    signs: frozenset[str]
    confidence: float
    right: bool


def judged(part: Part) -> list[Judged]:
    """Return the quantities that the model gives for the abstracts of a part."""
    return [one for row in part.rows for one in _judged(row)]


def _judged(row: Row) -> Iterator[Judged]:
    passage = Passage(row["text"], row["title"])
    every, answers = found_in(passage), quantities_of(passage)
    right = {given["start"] for annotated, given in pairs(row["quantities"], answers) if _agrees(annotated, given)}
    for found, answer in zip(every, answers, strict=True):
        yield Judged(row["id"], frozenset(signs_of(found, fillers_from(found.links))), answer["confidence"], answer["start"] in right)


def _agrees(annotated: Row, given: Row) -> bool:
    return all(is_right(slot, annotated, given[slot]) for slot in ("value", "metric", "dataset"))


def trained(every: list[Judged]) -> Weights:
    """Return the weights of the signs."""
    return fit([Choice([sorted(one.signs), ()], [one.right, not one.right], one.abstract) for one in every], SETTINGS)


def shifted(weights: Weights, every: list[Judged]) -> Weights:
    """Return the weights with the constant moved to where the mean confidence is the share that is right."""
    sums = [sum(weights.get(sign, 0.0) for sign in one.signs) for one in every]
    wanted = sum(one.right for one in every)
    low, high = -5.0, 5.0
    for _ in range(40):
        middle = (low + high) / 2
        given = sum(1 / (1 + math.exp(-value - middle)) for value in sums)
        low, high = (middle, high) if given < wanted else (low, middle)
    return weights | {"always": weights.get("always", 0.0) + low}


def bands(every: list[Judged]) -> list[tuple[int, float]]:
    """Return, for each fifth of the confidence, how many quantities have it and the share of them that is right."""
    counts = [[0, 0] for _ in range(NUM_BANDS)]
    for one in every:
        band = counts[min(int(one.confidence * NUM_BANDS), NUM_BANDS - 1)]
        band[0] += 1
        band[1] += one.right
    return [(total, right / total if total else 0.0) for total, right in counts]


def train() -> None:
    """Fit and write confidence.toml."""
    by_name = {part.name: judged(part) for part in parts()}
    opened = [one for name, every in by_name.items() if name.endswith("open") for one in every]
    aside = [one for name, every in by_name.items() if name.endswith("aside") for one in every]
    (MODEL / "confidence.toml").write_text(HEADER + to_toml(shifted(trained(opened), aside), 0.0), encoding="utf-8")


if __name__ == "__main__":
    train()
