"""Attribution by place: what the number's own clause gives to one name cannot be had by a name that stands only elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from extract.validate import check

RACE = (
    "We present Heron, a planner for gliders. On RidgeSet, Heron lands 81.4% of flights within 40 ms. It was trained in 31 hours. "
    "Stork, a planner of the last decade, lands 62.0% of flights on RidgeSet. On ValleySet, Heron lands 77.9% of flights."
)
CLAUSES = "We present Heron. Heron needs 12 rounds on RidgeSet; Stork and Crane need 30 and 44 rounds to get there."
BEATEN = "We present Heron. On RidgeSet, Heron lands 81.4% of flights, clearly more than Stork and better than Crane."
GAINS = "We present Heron. Stork was the best planner so far. On RidgeSet, Heron is 3.5% more accurate than Crane."
TURNS = "At dusk the hit rate is still 77.0%, at dawn it is 71.2%."
STATES = "We estimate that 5.9% of the labels are wrong and that a further 11.3% are incomplete."
NAMED = "We present Heron. It scores 88.9 F1 on RidgeSet (Stork-1.5: 85.9; Crane: 78.9)."
PARTS = (
    "We present Heron. On RidgeSet the spread is 0.15%, but at most 0.03% of it is noise; on ValleySet the two values are 0.09% and 0.04%."
)
INSTEAD = "We present Heron. The resulting Heron index occupies 4.1 GB instead of 25.6 GB."

RIGHT = [
    (RACE, {"value": 31, "unit": "h", "metric": "training time", "subject": "Heron"}),
    (RACE, {"value": 62.0, "unit": "%", "subject": "Stork", "dataset": "RidgeSet"}),
    (RACE, {"value": 81.4, "unit": "%", "subject": "the proposed planner", "dataset": "RidgeSet"}),
    (CLAUSES, {"value": 30, "unit": "rounds", "subject": "Stork"}),
    (GAINS, {"value": 3.5, "unit": "%", "subject": "Heron", "baseline": "Crane"}),
    (TURNS, {"value": 71.2, "unit": "%", "metric": "hit rate at dawn"}),
    (STATES, {"value": 11.3, "unit": "%", "metric": "labels that are incomplete"}),
    (NAMED, {"value": 85.9, "metric": "F1", "subject": "Stork-1.5", "dataset": "RidgeSet"}),
    (PARTS, {"value": 0.04, "unit": "%", "dataset": "ValleySet"}),
    (INSTEAD, {"value": 4.1, "unit": "GB", "subject": "Heron"}),
]
WRONG = [
    (RACE, {"value": 81.4, "unit": "%", "dataset": "ValleySet"}, "other_dataset"),
    (RACE, {"value": 77.9, "unit": "%", "dataset": "RidgeSet"}, "other_dataset"),
    (RACE, {"value": 81.4, "unit": "%", "subject": "Stork"}, "other_subject"),
    (RACE, {"value": 77.9, "unit": "%", "subject": "Stork"}, "other_subject"),
    (CLAUSES, {"value": 12, "unit": "rounds", "subject": "Stork"}, "other_subject"),
    (BEATEN, {"value": 81.4, "unit": "%", "subject": "Stork"}, "other_subject"),
    (GAINS, {"value": 3.5, "unit": "%", "baseline": "Stork"}, "other_baseline"),
    (TURNS, {"value": 71.2, "unit": "%", "metric": "hit rate at dusk"}, "other_metric"),
    (STATES, {"value": 11.3, "unit": "%", "metric": "labels that are wrong"}, "other_metric"),
    (NAMED, {"value": 85.9, "metric": "F1", "subject": "Crane"}, "other_subject"),
    (PARTS, {"value": 0.09, "unit": "%", "dataset": "RidgeSet"}, "other_dataset"),
    (PARTS, {"value": 0.04, "unit": "%", "dataset": "RidgeSet"}, "other_dataset"),
    (INSTEAD, {"value": 25.6, "unit": "GB", "subject": "Heron"}, "other_subject"),
]


def flags(text: str, quantity: dict[str, Any]) -> list[tuple[str, str]]:
    """Return verdict and reason of the checks that flag."""
    return [(found.verdict.value, found.reason) for found in check(text, {"quantities": [quantity]}) if found.verdict.flags]


@pytest.mark.parametrize(("text", "quantity"), RIGHT)
def test_a_name_in_reach_is_not_flagged(text: str, quantity: dict[str, Any]) -> None:
    """The own work is in reach everywhere; others are where their clause names them."""
    assert flags(text, quantity) == []


@pytest.mark.parametrize(("text", "quantity", "reason"), WRONG)
def test_a_name_that_stands_only_elsewhere_is_misattributed(text: str, quantity: dict[str, Any], reason: str) -> None:
    """Named only later, only in another sentence or clause, only as what is compared with, or in the place beside another number."""
    assert flags(text, quantity) == [("misattributed", reason)]


def test_without_a_name_for_the_own_work_any_system_may_be_it() -> None:
    """Where the text does not show whose work it is, a system of another sentence is not flagged."""
    text = "Heron is a planner for gliders. On RidgeSet, 81.4% of flights are landed."
    assert flags(text, {"value": 81.4, "unit": "%", "subject": "Heron"}) == []


def test_the_message_says_where_the_name_stands() -> None:
    """The sentence names what has the value, and where the given name is spoken of."""
    found = [c.message for c in check(RACE, {"quantities": [{"value": 81.4, "unit": "%", "subject": "Stork"}]}) if c.verdict.flags]
    assert found == ["the text gives 81.4% to Heron, and speaks of Stork only later"]
    found = [
        c.message for c in check(TURNS, {"quantities": [{"value": 71.2, "unit": "%", "metric": "hit rate at dusk"}]}) if c.verdict.flags
    ]
    assert found == ["the text gives 77.0% for hit rate at dusk, not 71.2%"]
