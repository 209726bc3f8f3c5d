"""How far a figure could be off: bootstrap intervals over documents, and a paired test for two runs.

Documents are the units, since the quantities of one document are not independent of each other. Intervals are percentiles of the
bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13). Two runs are compared on the same documents: the
interval of the difference is that of the paired bootstrap (Koehn, Statistical Significance Tests for Machine Translation Evaluation, EMNLP
2004), the p-value that of approximate randomisation (Noreen 1989; Yeh, More Accurate Tests for the Statistical Significance of Result
Differences, COLING 2000), with one added to numerator and denominator, so that it is never 0 (Phipson and Smyth 2010).

The counts of a document are packed into one integer, 32 bits a count, so that a resample of all figures is one sum of integers.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from extract.evaluation.rates import Counts, Rate

LEVEL = 0.95
_BYTES = 4


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the ends of its interval; None where it cannot be had."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Second run less first run, with its interval and the p-value (two-sided) that the runs are equally good."""

    value: float | None
    low: float | None = None
    high: float | None = None
    p: float | None = None


class Packing:
    """Counts by name to one integer and back."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted(set(names))
        self._format = f"<{len(self.names)}I"

    def pack(self, counts: Counts) -> int:
        """Return the counts as one integer; sums of such integers are sums of counts, below 2**32 each."""
        return int.from_bytes(struct.pack(self._format, *(counts.get(name, 0) for name in self.names)), "little")

    def unpack(self, packed: int) -> dict[str, int]:
        """Return the counts of a packed integer."""
        return dict(zip(self.names, struct.unpack(self._format, packed.to_bytes(_BYTES * len(self.names), "little")), strict=True))


def intervals(documents: Sequence[Counts], rates: Sequence[Rate], *, resamples: int, seed: int) -> list[Interval]:
    """Return each figure with its bootstrap interval; without resamples, the figure alone."""
    packing = Packing(name for counts in documents for name in counts)
    packed = [packing.pack(counts) for counts in documents]
    whole = packing.unpack(sum(packed))
    drawn: list[list[float]] = [[] for _ in rates]
    for chosen in _draws(len(packed), resamples, seed):
        counts = packing.unpack(sum(map(packed.__getitem__, chosen)))
        for values, rate in zip(drawn, rates, strict=True):
            if (value := rate.of(counts)) is not None:
                values.append(value)
    return [Interval(rate.of(whole), *_ends(values)) for rate, values in zip(rates, drawn, strict=True)]


def differences(first: Sequence[Counts], second: Sequence[Counts], rates: Sequence[Rate], *, resamples: int, seed: int) -> list[Difference]:
    """Return, for each figure, how much the second run differs from the first one on the same documents."""
    packing = Packing(name for counts in (*first, *second) for name in counts)
    one, other = [packing.pack(counts) for counts in first], [packing.pack(counts) for counts in second]
    seen = [_differ(rate, packing.unpack(sum(one)), packing.unpack(sum(other))) for rate in rates]
    drawn: list[list[float]] = [[] for _ in rates]
    for chosen in _draws(len(one), resamples, seed):
        counts = [packing.unpack(sum(map(packed.__getitem__, chosen))) for packed in (one, other)]
        for values, rate in zip(drawn, rates, strict=True):
            if (value := _differ(rate, *counts)) is not None:
                values.append(value)
    chances = _chances(packing, (one, other), rates, seen, resamples=resamples, seed=seed)
    return [Difference(value, *_ends(values), p) for value, values, p in zip(seen, drawn, chances, strict=True)]


def _chances(
    packing: Packing, runs: tuple[list[int], list[int]], rates: Sequence[Rate], seen: list[float | None], *, resamples: int, seed: int
) -> list[float | None]:
    """Return how often a difference as large comes about when the answers of the two runs are swapped by lot, document by document."""
    if not resamples:
        return [None] * len(rates)
    one, other = runs
    total, both = sum(one), sum(one) + sum(other)
    as_large = [0] * len(rates)
    lots = random.Random(seed)
    for _ in range(resamples):
        swapped = lots.choices((False, True), k=len(one))
        mine = total - sum(compress(one, swapped)) + sum(compress(other, swapped))
        counts = packing.unpack(mine), packing.unpack(both - mine)
        for number, (rate, difference) in enumerate(zip(rates, seen, strict=True)):
            value = _differ(rate, *counts)
            as_large[number] += value is None or difference is None or abs(value) >= abs(difference) - 1e-12
    return [None if value is None else (1 + count) / (1 + resamples) for value, count in zip(seen, as_large, strict=True)]


def _differ(rate: Rate, first: Counts, second: Counts) -> float | None:
    mine, theirs = rate.of(first), rate.of(second)
    return None if mine is None or theirs is None else theirs - mine


def _draws(num_documents: int, resamples: int, seed: int) -> Iterator[list[int]]:
    lots = random.Random(seed)
    everything = range(num_documents)
    for _ in range(resamples):
        yield lots.choices(everything, k=num_documents)


def _ends(values: list[float]) -> tuple[float | None, float | None]:
    """Return the percentiles of what was drawn; resamples in which a figure has nothing to take a share of are left out."""
    if not values:
        return None, None
    ranked = sorted(values)
    return _quantile(ranked, (1 - LEVEL) / 2), _quantile(ranked, (1 + LEVEL) / 2)


def _quantile(ranked: list[float], share: float) -> float:
    """Return a quantile, in between two values by their distance (definition 7 of Hyndman and Fan, 1996)."""
    place = share * (len(ranked) - 1)
    below = int(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (place - below) * (ranked[above] - ranked[below])
