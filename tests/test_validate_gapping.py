"""Clauses without a verb, and words of all or none: the subject that stands beside the number is the one that has it."""

from __future__ import annotations

from typing import Any

import pytest

from extract.validate import check

TIMES = "Preprocessing takes 90 seconds, a query 15 ms on average. The median time to landing was 3 days, the mean 11 days."
SIZES = "The encoder has 14M parameters and the decoder 55M. Column shuffling contributes 1.9% and value masking 0.7%."
OPPOSITES = "Heron loses 2.7% of accuracy on non-IID data. Judges marked 12% of its claims as unsupported."
OUTCOMES = "Heron improves recall by 3.1 points at a 0.4% accuracy loss. Its mean delay is 14 s, with a maximum of 95 s."
SHARES = "We put down 44% of mistakes to outdated maps and 31% to haste. Here Heron lands, winning 31 of 45 games."

RIGHT = [
    (TIMES, {"value": 15, "unit": "ms", "metric": "query latency"}),
    (TIMES, {"value": 11, "unit": "days", "metric": "average time to landing"}),
    (SIZES, {"value": 55_000_000, "unit": "parameters", "metric": "decoder size"}),
    (SIZES, {"value": 0.7, "unit": "%", "metric": "contribution of value masking"}),
    (OPPOSITES, {"value": 2.7, "unit": "%", "metric": "accuracy drop on non-IID data"}),
    (OPPOSITES, {"value": 12, "unit": "%", "metric": "unsupported claims"}),
    (OUTCOMES, {"value": 3.1, "unit": "points", "metric": "recall gain"}),
    (OUTCOMES, {"value": 95, "unit": "s", "metric": "longest delay"}),
    (SHARES, {"value": 44, "unit": "%", "metric": "errors due to outdated maps"}),
    (SHARES, {"value": 31, "unit": "games", "metric": "games won"}),
]
WRONG = [
    (TIMES, {"value": 90, "unit": "s", "metric": "query latency"}),
    (TIMES, {"value": 15, "unit": "ms", "metric": "preprocessing time"}),
    (TIMES, {"value": 11, "unit": "days", "metric": "median time to landing"}),
    (SIZES, {"value": 14_000_000, "unit": "parameters", "metric": "decoder parameters"}),
    (SIZES, {"value": 55_000_000, "unit": "parameters", "metric": "encoder parameters"}),
    (SIZES, {"value": 0.7, "unit": "%", "metric": "contribution of column shuffling"}),
    (OPPOSITES, {"value": 2.7, "unit": "%", "metric": "accuracy drop on IID data"}),
    (OPPOSITES, {"value": 12, "unit": "%", "metric": "share of supported claims"}),
    (OUTCOMES, {"value": 3.1, "unit": "points", "metric": "drop in recall"}),
    (OUTCOMES, {"value": 0.4, "unit": "%", "metric": "accuracy gain"}),
    (OUTCOMES, {"value": 95, "unit": "s", "metric": "mean delay"}),
    (SHARES, {"value": 44, "unit": "%", "metric": "mistakes due to haste"}),
]


def flags(text: str, quantity: dict[str, Any]) -> list[str]:
    """Return the reasons of the checks that flag."""
    return [found.reason for found in check(text, {"quantities": [quantity]}) if found.verdict.flags]


@pytest.mark.parametrize(("text", "quantity"), RIGHT)
def test_the_subject_beside_the_number_is_not_flagged(text: str, quantity: dict[str, Any]) -> None:
    """Mean and average are one, a loss is a drop, and a participle is no subject."""
    assert flags(text, quantity) == []


@pytest.mark.parametrize(("text", "quantity"), WRONG)
def test_the_subject_of_the_other_clause_is_flagged(text: str, quantity: dict[str, Any]) -> None:
    """The subject of the clause before or behind, what the sentence negates, a gain where it tells a loss."""
    assert flags(text, quantity) == ["other_metric"]
