"""What goes with what: lists set side by side, labels in brackets, changes, people, and what a value was reached with."""

from __future__ import annotations

from typing import Any

import pytest

from extract.validate import check

LISTS = "The error was cut by 19.4%, 13.0% and 6.1% in the one-year, two-year and three-year gap sets, respectively."
SPEAKERS = "Our planner lowers the error by 45.0% and 25.0%, for two- and three-glider flights, respectively."
SPLITS = "We present Heron. Heron reaches 19.9% and 15.7% hit rate on the RidgeSet validation and test sets, respectively."
BRACKETS = "We present Heron. Heron reaches correlations of 0.991 (HAX) and 0.974 (HBX) on RidgeSet."
SIDES = "Heron keeps 94.3% mean landing rate and 79.0% median landing rate."
MODELS = "We compare 12 planners (3 slow planners and 9 fast planners)."
CHANGE = "We present Heron. Heron reduces the drift of a light glider from 10.15 to 9.12."
ARROW = "We present Heron. Heron reduces the calibration error by 43% (0.051 -> 0.029)."
SPAN = "We found that drilling doubles the time to a stall (from 13 to 26 minutes)."
HUMAN = "We present Heron. Heron reaches an accuracy of 79.5% that approaches human performance (82%)."
SLOW = "We find that existing planners for gliders are very slow (52 seconds a flight). We present Heron."
WITH = "We present Heron. With true wind, the drift of Heron falls to 32.5%. Without a pilot it is 40.1%."
WINGS = "Heron with WingA-50 reaches 47.4 points on RidgeSet. Combined with the newer WingB, Heron reaches 59.3 points."
SHARED = "We present Heron. Heron gains 11.8% in lift at dawn and 9.2% at dusk over the previous Crane model. It also beats Stork."
RELATIVE = (
    "We present Heron. Training reduces the drift relative to the old planner Crane by approximately 19%, with lower cost than Stork."
)
PART = "In a test, 80 of the 100 pilots preferred our landings."
AGAINST = "We present Heron. Heron reaches a landing rate of 70%, compared to 10% for a plain planner."
BITS = "We present Heron. Heron plans with 4-bit and 2-bit precision."
SHORT = "We present Heron. Heron has a phase error rate (PER) of 41.6%."
PAIR = "We present Heron. Heron reduces RMSE and MAE by 12% on RidgeSet and RMSE by 19% on ValleySet."

WRONG = [
    (LISTS, {"value": 19.4, "unit": "%", "dataset": "three-year gap set"}, "other_dataset"),
    (SPEAKERS, {"value": 25.0, "unit": "%", "metric": "error reduction on two-glider flights"}, "other_metric"),
    (SPLITS, {"value": 19.9, "unit": "%", "dataset": "RidgeSet test set"}, "other_dataset"),
    (BRACKETS, {"value": 0.991, "metric": "correlation for HBX"}, "other_metric"),
    (SIDES, {"value": 79.0, "unit": "%", "metric": "mean landing rate"}, "other_metric"),
    (MODELS, {"value": 9, "unit": "planners", "metric": "slow planners compared"}, "other_metric"),
    (CHANGE, {"value": 10.15, "metric": "drift with Heron"}, "before_after_swapped"),
    (ARROW, {"value": 0.051, "metric": "calibration error with Heron"}, "before_after_swapped"),
    (SPAN, {"value": 13, "unit": "min", "metric": "time to a stall after drilling"}, "before_after_swapped"),
    (HUMAN, {"value": 82, "unit": "%", "metric": "accuracy", "subject": "Heron"}, "other_subject"),
    (SLOW, {"value": 52, "unit": "s", "subject": "Heron"}, "other_subject"),
    (WITH, {"value": 32.5, "unit": "%", "metric": "drift without true wind"}, "other_metric"),
    (WINGS, {"value": 59.3, "metric": "points", "subject": "Heron with WingA-50"}, "other_subject"),
    (SHARED, {"value": 11.8, "unit": "%", "metric": "lift gain at dawn over Stork"}, "other_baseline"),
    (RELATIVE, {"value": 19, "unit": "%", "metric": "drift reduction relative to Stork"}, "other_baseline"),
    (PART, {"value": 100, "unit": "pilots", "metric": "pilots who preferred our landings"}, "other_metric"),
    (AGAINST, {"value": 70, "unit": "%", "metric": "landing rate", "subject": "plain planner"}, "other_subject"),
]
RIGHT = [
    (LISTS, {"value": 6.1, "unit": "%", "dataset": "three-year gap set"}),
    (SPEAKERS, {"value": 25.0, "unit": "%", "metric": "error reduction on three-glider flights"}),
    (SPLITS, {"value": 15.7, "unit": "%", "dataset": "RidgeSet test set"}),
    (BRACKETS, {"value": 0.974, "metric": "correlation for HBX"}),
    (SIDES, {"value": 79.0, "unit": "%", "metric": "landing rate, median"}),
    (CHANGE, {"value": 9.12, "metric": "drift with Heron"}),
    (ARROW, {"value": 0.029, "metric": "calibration error with Heron"}),
    (SPAN, {"value": 26, "unit": "min", "metric": "time to a stall after drilling"}),
    (HUMAN, {"value": 82, "unit": "%", "metric": "accuracy", "subject": "humans"}),
    (WITH, {"value": 32.5, "unit": "%", "metric": "drift with true wind"}),
    (WINGS, {"value": 59.3, "metric": "points", "subject": "Heron with WingB"}),
    (SHARED, {"value": 11.8, "unit": "%", "metric": "lift gain at dawn over Crane"}),
    (PART, {"value": 100, "unit": "pilots", "metric": "pilots"}),
    (AGAINST, {"value": 10, "unit": "%", "metric": "landing rate", "subject": "plain planner"}),
    (BITS, {"value": 2, "unit": "bits", "metric": "precision", "subject": "Heron"}),
    (SHORT, {"value": 41.6, "unit": "%", "metric": "PER", "subject": "Heron"}),
    (PAIR, {"value": 12, "unit": "%", "metric": "RMSE reduction", "dataset": "RidgeSet"}),
]

NOTATIONS = [
    ("Heron wins 7 out of 8 races.", {"value": 7, "unit": "races", "metric": "races won"}),
    ("Heron wins 7 out of 8 races.", {"value": 8, "unit": "races", "metric": "races"}),
    ("Heron is 1.6x-2.7x faster.", {"value": 2.7, "unit": "x"}),
    ("Heron lands within 15 ~ 20 km.", {"value": 20, "unit": "km"}),
    ("Heron carries two slow cameras and one rather fast camera.", {"value": 1, "unit": "cameras"}),
    ("Heron burns below 12 mJ/g.", {"value": 12, "unit": "mJ/g"}),
]


def flags(text: str, quantity: dict[str, Any]) -> list[str]:
    """Return the reasons of the checks that flag."""
    return [found.reason for found in check(text, {"quantities": [quantity]}) if found.verdict.flags]


@pytest.mark.parametrize(("text", "quantity", "reason"), WRONG)
def test_what_goes_with_another_number_is_misattributed(text: str, quantity: dict[str, Any], reason: str) -> None:
    """A member, label, state, person, companion or rival of another number of the sentence is flagged."""
    assert flags(text, quantity) == [reason]


@pytest.mark.parametrize(("text", "quantity"), RIGHT)
def test_what_goes_with_the_number_itself_is_not_flagged(text: str, quantity: dict[str, Any]) -> None:
    """The number's own member, label, state, person, companion or rival passes, in words of one's own too."""
    assert flags(text, quantity) == []


@pytest.mark.parametrize(("text", "quantity"), NOTATIONS)
def test_rarer_notations_are_understood(text: str, quantity: dict[str, Any]) -> None:
    """Two counts in "7 out of 8", ranges of factors and with a tilde, "one" that counts, units as they are written."""
    assert flags(text, quantity) == []
