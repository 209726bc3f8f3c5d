"""Names and measures that stand only in other sentences, and constructions that say nothing against a right claim."""

from __future__ import annotations

from typing import Any

import pytest

from extract.validate import check

SCORES = "We present Heron. The hover index on RidgeSet is 31.2. An SPL of 0.44 was found in fog. The drift ratio is 0.09 at dawn."
LATER = (
    "We present Heron. Landing fails in 13.1% of storms. On RidgeSet, Heron has an accuracy of 81.4%. On ValleySet, its accuracy is 77.9%."
)
RIVALS = (
    "We present Heron. Against Stork (62.4% accuracy) and Crane (60.1% accuracy) we are better in fog. "
    "Rain is harder still. At dusk the accuracy is 77.0%."
)
OWNER = "The tuned Heron-4B reached an accuracy of 0.641, surpassing the 0.572 accuracy of the Stork-8B base model."
HOURS = "We train the speech encoder of Heron on the 960-hour RidgeTalk corpus."
LISTS = "We present Heron, outperforming distillation on the Stork-32B (+11.0 on RidgeSet) and Stork-14B (+4.8 on ValleySet) models."
SCANS = "The RidgeEye dataset is new. It consists of 120 retinas, each with at least 45 MRI scans, and each MRI was taken at dawn."
EPOCHS = "We present Heron. Training Heron for 71 epochs on RidgeSet was enough."
NAMED = "We present Heron. The error on RidgeSet-147 is 11.9, lower than on ValleySet-101, at 12.4."
EXAMPLE = (
    "We present Heron. It is best on all RidgeSuite tasks (e.g., +26.1 on RidgeSet); on ValleySet, it gains 3.4. RidgeSuite has 8.5 GB."
)
SINGLE = "We present Heron. Heron runs on a single consumer GPU."

RIGHT = [
    (SCORES, {"value": 0.44, "metric": "SPL"}),
    (SCORES, {"value": 0.09, "metric": "ratio of drift"}),
    (LATER, {"value": 77.9, "unit": "%", "metric": "landing accuracy", "dataset": "ValleySet"}),
    (RIVALS, {"value": 77.0, "unit": "%", "subject": "Heron"}),
    (OWNER, {"value": 0.572, "metric": "accuracy", "subject": "Stork-8B"}),
    (HOURS, {"value": 960, "unit": "h", "metric": "training data"}),
    (LISTS, {"value": 4.8, "subject": "Stork-14B", "dataset": "ValleySet", "baseline": "distillation"}),
    (SCANS, {"value": 45, "unit": "scans", "metric": "MRI scans", "dataset": "RidgeEye"}),
    (EPOCHS, {"value": 71, "unit": "epochs", "metric": "training time"}),
    (NAMED, {"value": 11.9, "metric": "error on RidgeSet-147", "dataset": "RidgeSet-147"}),
    (EXAMPLE, {"value": 26.1, "subject": "Heron", "dataset": "RidgeSuite"}),
    (SINGLE, {"value": 1, "unit": "GPUs", "quote": "a single consumer GPU", "subject": "Heron"}),
]
WRONG = [
    (SCORES, {"value": 0.44, "metric": "drift ratio"}, "other_metric"),
    (LATER, {"value": 13.1, "unit": "%", "dataset": "ValleySet"}, "other_dataset"),
    (RIVALS, {"value": 77.0, "unit": "%", "subject": "Stork"}, "other_subject"),
    (OWNER, {"value": 0.572, "metric": "accuracy", "subject": "Heron-4B"}, "other_subject"),
    (HOURS, {"value": 960, "unit": "h", "metric": "training time"}, "other_metric"),
    (SINGLE, {"value": 2, "unit": "GPUs", "subject": "Heron"}, "value_not_in_text"),
]


def flags(text: str, quantity: dict[str, Any]) -> list[str]:
    """Return the reasons of the checks that flag."""
    return [str(found.reason) for found in check(text, {"quantities": [quantity]}) if found.verdict.flags]


@pytest.mark.parametrize(("text", "quantity"), RIGHT)
def test_right_claims_are_not_flagged(text: str, quantity: dict[str, Any]) -> None:
    """What the text says is left alone, however it is worded."""
    assert flags(text, quantity) == []


@pytest.mark.parametrize(("text", "quantity", "reason"), WRONG)
def test_wrong_claims_are_flagged(text: str, quantity: dict[str, Any], reason: str) -> None:
    """What the text gives to another name or measure is flagged."""
    assert flags(text, quantity) == [reason]
