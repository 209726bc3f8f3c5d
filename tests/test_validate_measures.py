"""Metrics: another measure of the text is flagged, and one that the unit rules out; a paraphrase is not."""

from __future__ import annotations

from typing import Any

import pytest

from extract.validate import check

SCORES = "We present Heron. It achieves 55.3 NDS and 45.8 mAP in 38 ms with 12M parameters on 4,000 images."
LEVELS = "We present Heron. It reaches a pixel-level AUROC of 97.8. The image-level AUROC is 98.9."
WORDY = "We present Heron. It yields a word error rate of 5.4%. TER, a stricter measure, is cut by 11.5%."
RIVALS = "We present Heron. It reaches 84.6% after tuning, exceeding MAE by 1.0%. Its tuning accuracy on RidgeSet is 40.2%."
SHARED = "We present Heron. It reaches 62.7/42.1 and 38.0/23.2 text/image retrieval accuracy on RidgeSet and ValleySet."
SIZES = "We present Heron. Scaling up the model size, Heron has 436M parameters."
PLACES = "We store weights with 4 decimal places of precision."

RIGHT = [
    (SCORES, {"value": 45.8, "metric": "mean average precision"}),
    (SCORES, {"value": 38, "unit": "ms", "metric": "inference latency"}),
    (SCORES, {"value": 4000, "unit": "images", "metric": "images for accuracy estimates"}),
    (LEVELS, {"value": 97.8, "metric": "segmentation AUROC"}),
    (WORDY, {"value": 5.4, "unit": "%", "metric": "WER"}),
    (RIVALS, {"value": 1.0, "unit": "%", "metric": "tuning accuracy"}),
    (SHARED, {"value": 42.1, "metric": "image retrieval accuracy"}),
    (SIZES, {"value": 436_000_000, "unit": "parameters", "metric": "model size"}),
    (PLACES, {"value": 4, "metric": "precision"}),
]
WRONG = [
    (SCORES, {"value": 45.8, "metric": "NDS"}),
    (SCORES, {"value": 38, "unit": "ms", "metric": "top-1 accuracy"}),
    (SCORES, {"value": 12_000_000, "unit": "parameters", "metric": "accuracy"}),
    (SCORES, {"value": 4000, "unit": "images", "metric": "mAP"}),
    (LEVELS, {"value": 97.8, "metric": "image-level AUROC"}),
]


def flags(text: str, quantity: dict[str, Any]) -> list[str]:
    """Return the reasons of the checks that flag."""
    return [found.reason for found in check(text, {"quantities": [quantity]}) if found.verdict.flags]


@pytest.mark.parametrize(("text", "quantity"), RIGHT)
def test_a_metric_in_other_words_is_not_flagged(text: str, quantity: dict[str, Any]) -> None:
    """Abbreviations, paraphrases, sizes in parameters, and measures that the text only compares with are no contradiction."""
    assert flags(text, quantity) == []


@pytest.mark.parametrize(("text", "quantity"), WRONG)
def test_another_measure_is_flagged(text: str, quantity: dict[str, Any]) -> None:
    """Another named measure of the text, another kind of the same measure, and what cannot have the unit."""
    assert flags(text, quantity) == ["other_metric"]


def test_the_message_names_the_unit_that_rules_a_metric_out() -> None:
    """No accuracy is measured in milliseconds."""
    quantity = {"value": 38, "unit": "ms", "metric": "top-1 accuracy"}
    assert [c.message for c in check(SCORES, {"quantities": [quantity]}) if c.verdict.flags] == ["top-1 accuracy is not measured in ms"]


def test_a_condition_right_beside_the_number_is_its_own() -> None:
    """However the numbers before it pair up."""
    text = "It exceeds the best baseline, FinchNet (error = 1.31 cm, hits @ 3.0 cm = 82.6%), with less than 20% of its weights."
    assert flags(text, {"value": 82.6, "unit": "%", "metric": "hit rate at 3.0 cm", "subject": "FinchNet"}) == []
    pairs = "Wren reaches 60.1% after 10 epochs and 71.4% after 90 epochs."
    assert flags(pairs, {"value": 60.1, "unit": "%", "metric": "accuracy after 90 epochs"}) == ["other_metric"]
