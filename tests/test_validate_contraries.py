"""Contraries: what the words of a number exclude is flagged, be it a qualifier, a use, a direction, or a change where a value stands."""

from __future__ import annotations

from typing import Any

import pytest

from extract.validate import check

SCORES = "Heron has a labelled score of 91.2% and an unlabelled score of 93.5%. Training takes 3 hours, decoding 12 ms per sentence."
LAYERS = "Heron has a 12-layer encoder and a 6-layer decoder. It attains a median score of 0.79, 2.3x faster than Stork at training."
CHANGES = "Heron lowers the false positive rate by 12% at a 0.3-point loss in recall. Peak torque rises by 3%."
LABELS = "With only 5% of the labels, Crane keeps up. It uses 12 hours of supervised data and much unsupervised data."
VALUES = "On RidgeSet, Heron lands safely, recording 20.5% in hit rate and 43.7% in coverage."
SPEEDS = "Heron renders 60 frames per second; the first frame is late."

RIGHT = [
    (SCORES, {"value": 91.2, "unit": "%", "metric": "labelled score"}),
    (SCORES, {"value": 12, "unit": "ms", "metric": "inference time per sentence"}),
    (LAYERS, {"value": 12, "unit": "layers", "metric": "encoder depth"}),
    (LAYERS, {"value": 2.3, "unit": "x", "metric": "training speed-up over Stork"}),
    (CHANGES, {"value": 12, "unit": "%", "metric": "reduction of the false positive rate"}),
    (CHANGES, {"value": 12, "unit": "%", "metric": "false positive rate"}),
    (CHANGES, {"value": 3, "unit": "%", "metric": "increase in peak torque"}),
    (LABELS, {"value": 5, "unit": "%", "metric": "labelled data"}),
    (LABELS, {"value": 12, "unit": "h", "metric": "supervised data"}),
    (VALUES, {"value": 20.5, "unit": "%", "metric": "hit rate"}),
    (SPEEDS, {"value": 60, "unit": "frames", "metric": "frames per second"}),
]
WRONG = [
    (SCORES, {"value": 93.5, "unit": "%", "metric": "labelled score"}),
    (SCORES, {"value": 12, "unit": "ms", "metric": "training time per sentence"}),
    (LAYERS, {"value": 6, "unit": "layers", "metric": "encoder depth"}),
    (LAYERS, {"value": 0.79, "metric": "mean score"}),
    (LAYERS, {"value": 2.3, "unit": "x", "metric": "inference speed-up over Stork"}),
    (CHANGES, {"value": 12, "unit": "%", "metric": "false negative rate reduction"}),
    (CHANGES, {"value": 12, "unit": "%", "metric": "increase of the false positive rate"}),
    (CHANGES, {"value": 0.3, "unit": "points", "metric": "precision loss"}),
    (CHANGES, {"value": 3, "unit": "%", "metric": "reduction of peak torque"}),
    (LABELS, {"value": 5, "unit": "%", "metric": "share of unlabelled data"}),
    (LABELS, {"value": 12, "unit": "h", "metric": "unsupervised data"}),
    (VALUES, {"value": 20.5, "unit": "%", "metric": "hit rate improvement"}),
]


def flags(text: str, quantity: dict[str, Any]) -> list[str]:
    """Return the reasons of the checks that flag."""
    return [found.reason for found in check(text, {"quantities": [quantity]}) if found.verdict.flags]


@pytest.mark.parametrize(("text", "quantity"), RIGHT)
def test_a_qualifier_of_the_text_is_not_flagged(text: str, quantity: dict[str, Any]) -> None:
    """The text's own qualifier, another word for it, or none at all."""
    assert flags(text, quantity) == []


@pytest.mark.parametrize(("text", "quantity"), WRONG)
def test_what_the_words_of_the_text_exclude_is_flagged(text: str, quantity: dict[str, Any]) -> None:
    """Mean for median, decoder for encoder, negative for positive, a rise for a fall, a change for a value."""
    assert flags(text, quantity) == ["other_metric"]


def test_the_message_tells_which_way_a_change_goes() -> None:
    """The direction that the verb gives stands in the message."""
    quantity = {"value": 3, "unit": "%", "metric": "reduction of peak torque"}
    messages = [found.message for found in check(CHANGES, {"quantities": [quantity]}) if found.verdict.flags]
    assert messages == ["the text gives 3% for an increase, not for reduction of peak torque"]
