"""Whether confidence is what it says: of the quantities given with 0.8, about four in five should be right.

The expected calibration error is the mean distance, over bands of confidence of equal width, between mean confidence and the share that
is right, each band weighed by its quantities (Naeini et al., AAAI 2015; Guo et al., On Calibration of Modern Neural Networks, ICML 2017).
Right means: value, metric and dataset as annotated. The Brier score is the mean squared distance (Brier 1950).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.evaluation.agreeing import Row
from extract.evaluation.pairing import Compared

NUM_BANDS = 10


@dataclass(frozen=True, slots=True)
class Band:
    """The quantities whose confidence lies in `[low, high)`; the last band holds 1 too."""

    low: float
    high: float
    num: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The bands that hold a quantity, and both errors over all of them."""

    num: int
    expected_calibration_error: float
    brier_score: float
    bands: tuple[Band, ...]


def judged(both: Compared) -> list[tuple[float, bool]]:
    """Return confidence and rightness of each quantity given with a confidence."""
    every: list[tuple[Row, bool]] = [(pair.found, pair.is_tuple) for pair in both.pairs]
    every += [(row, False) for _, row in both.extra]
    return [(row["confidence"], right) for row, right in every if _is_share(row.get("confidence"))]


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def reliability(every: Iterable[tuple[float, bool]]) -> Reliability | None:
    """Return how reliable confidence is; None where nothing has one."""
    answers = list(every)
    if not answers:
        return None
    sorted_in: list[list[tuple[float, bool]]] = [[] for _ in range(NUM_BANDS)]
    for confidence, right in answers:
        sorted_in[min(int(confidence * NUM_BANDS), NUM_BANDS - 1)].append((confidence, right))
    bands = tuple(_band(number, members) for number, members in enumerate(sorted_in) if members)
    error = sum(band.num * abs(band.confidence - band.right) for band in bands) / len(answers)
    brier = sum((confidence - right) ** 2 for confidence, right in answers) / len(answers)
    return Reliability(len(answers), error, brier, bands)


def _band(number: int, members: Sequence[tuple[float, bool]]) -> Band:
    mean = sum(confidence for confidence, _ in members) / len(members)
    right = sum(right for _, right in members) / len(members)
    return Band(number / NUM_BANDS, (number + 1) / NUM_BANDS, len(members), mean, right)
