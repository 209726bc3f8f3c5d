"""How far a figure could be off: bootstrap intervals over documents, and a paired test for two runs.

Documents are the units, since the quantities of one document are not independent of each other. Intervals are percentiles of the
bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13); that of the difference of two runs on the same
documents is the paired bootstrap's (Koehn, Statistical Significance Tests for Machine Translation Evaluation, EMNLP 2004).

The p-value is that of a randomisation over documents, as in Yeh (More Accurate Tests for the Statistical Significance of Result
Differences, COLING 2000), done on what each document contributes to the difference instead of on its counts: see `_p_values`.

The counts of a document are packed into one integer, 32 bits a count, so that a resample of all figures is one sum of integers.
"""

from __future__ import annotations

import random
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from extract.evaluation.rates import Counts, Rate

LEVEL = 0.95
_BYTES = 4
_FIELD = 64
_DIGITS = 45
_AS_LARGE = 0.99


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the ends of its interval; None where it cannot be had."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Second run less first run, with its interval and the two-sided p-value of no difference."""

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
    if not resamples:
        return [Difference(value) for value in seen]
    chances = _p_values([_contributions(first, second, rate) for rate in rates], resamples=resamples, seed=seed)
    return [Difference(value, *_ends(values), None if value is None else p) for value, values, p in zip(seen, drawn, chances, strict=True)]


def _p_values(shares: Sequence[Sequence[int]], *, resamples: int, seed: int) -> list[float]:
    """Return, for each figure, how often a difference as large comes about when the signs of the documents' shares in it are thrown by lot.

    Swapping the answers of the two runs document by document would test whether they are alike in everything: a run that finds less gets
    a tiny p-value for its precision, whatever that is. The signs of score contributions test the figure alone (Hemerik, Goeman and Finos,
    Robust Testing in Generalized Linear Models by Sign Flipping Score Contributions, JRSS B 2020); where both runs have equal wholes the
    two are the same. What comes within a hundredth is as large: else shares of next to nothing would break the ties where one document
    makes the difference. One is added to numerator and denominator, so that no p-value is 0 (Phipson and Smyth 2010).
    """
    sums = [sum(share) for share in shares]
    packed = [sum(share << _FIELD * k for k, share in enumerate(one)) for one in zip(*shares, strict=True)]
    bias = sum(1 << (_FIELD * k + _FIELD - 1) for k in range(len(shares)))  # keeps each field above 0
    lots, as_large = random.Random(seed), [0] * len(shares)
    for _ in range(resamples):
        turned = sum(compress(packed, lots.choices((False, True), k=len(packed)))) + bias
        fields = struct.unpack(f"<{len(shares)}Q", turned.to_bytes(_FIELD // 8 * len(shares), "little"))
        for k, (field, whole) in enumerate(zip(fields, sums, strict=True)):
            as_large[k] += abs(whole - 2 * (field - (1 << (_FIELD - 1)))) >= _AS_LARGE * abs(whole) - len(packed)
    return [(1 + count) / (1 + resamples) for count in as_large]


def _contributions(first: Sequence[Counts], second: Sequence[Counts], rate: Rate) -> list[int]:
    """Return what each document adds to the difference, linear at the figure of both runs together, in whole units of a tiny share.

    A document adds `(m part - r whole) / Whole` of the second run less that of the first; the sum is the difference of the figures.
    """
    sides = [[_part_and_whole(counts, rate) for counts in run] for run in (first, second)]
    parts, wholes = ([sum(one[k] for one in side) for side in sides] for k in (0, 1))
    if not all(wholes):
        return [0] * len(first)
    common = sum(parts) / sum(wholes)
    unit = 2.0**-_DIGITS
    mine, theirs = ([(part - common * whole) / all_ for part, whole in side] for side, all_ in zip(sides, wholes, strict=True))
    return [round((other - one) / unit) for one, other in zip(mine, theirs, strict=True)]


def _part_and_whole(counts: Counts, rate: Rate) -> tuple[int, int]:
    return len(rate.wholes) * counts.get(rate.part, 0), sum(counts.get(name, 0) for name in rate.wholes)


def total(documents: Sequence[Counts]) -> Counter[str]:
    """Return the counts of all documents together."""
    counts: Counter[str] = Counter()
    for one in documents:
        counts.update(one)
    return counts


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
