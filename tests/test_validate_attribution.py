"""Attribution: a right number hung on the wrong name is flagged, a paraphrase is not."""

from __future__ import annotations

from typing import Any

import pytest

from extract.validate import check

NETS = (
    "We present LedgerNet, a network for receipts. On ReceiptBench, LedgerNet reaches 87.4% accuracy, and on TillSet it reaches 79.1%. "
    "It is 2.3 times faster than FormReader. Distillation reduces the error rate from 6.8% to 4.9%."
)
LISTS = "We propose Wren. It attains accuracies of 93.1%, 70.2% and 67.7% on CIFAR-10, CIFAR-100 and ImageNet, respectively."
CUTOFFS = "We propose Wren. Wren attains top-1 and top-5 accuracies of 71.2% and 90.6%, respectively, on ImageNet."
RIVALS = "HoverPlan replans in 0.8 ms, surpassing RotorMap's 3.1 ms. We call our method HoverPlan."
GAINS = "We propose Wren. Wren outperforms Finch by 15.7% and Robin by 18.8% in accuracy on ImageNet."
SHARES = "With 10% of the labels, Wren reaches 77.5% accuracy. With 1% of the labels, Wren reaches 73.9% accuracy."
SPLITS = "We report 3.5% error on the validation set (3.6% error on the test set)."
DUEL = (
    "We present SpecTree. SpecTree serves 41 requests a second, compared to 13 requests a second for the baseline. "
    "In the dark, SpecTree keeps 62% of them, whereas plain decoding had 48%. "
    "Wren falls from 56.4 to 41.8 mAP and Finch from 65.5 to 52.1 mAP."
)
DATA = (
    "The model was trained on 112,120 radiographs and tested on 2,310 radiographs. "
    "It gains 4.2 points on legal text but only 0.3 points on news."
)

RIGHT = [
    (DUEL, {"value": 41, "metric": "throughput", "subject": "SpecTree"}),
    (DUEL, {"value": 48, "unit": "%", "subject": "plain decoding"}),
    (DUEL, {"value": 52.1, "metric": "mAP", "subject": "Finch"}),
    (DATA, {"value": 2310, "unit": "radiographs", "metric": "test radiographs"}),
    (DATA, {"value": 0.3, "unit": "points", "dataset": "news"}),
    (NETS, {"value": 87.4, "unit": "%", "dataset": "ReceiptBench", "subject": "LedgerNet", "metric": "accuracy"}),
    (NETS, {"value": 79.1, "unit": "%", "dataset": "TillSet", "metric": "recognition quality"}),
    (NETS, {"value": 2.3, "unit": "x", "metric": "inference speed", "baseline": "FormReader"}),
    (NETS, {"value": 6.8, "unit": "%", "metric": "error rate before distillation"}),
    (LISTS, {"value": 70.2, "unit": "%", "dataset": "CIFAR100", "subject": "Wren"}),
    (CUTOFFS, {"value": 90.6, "unit": "%", "metric": "top-5 accuracy"}),
    (RIVALS, {"value": 3.1, "unit": "ms", "subject": "RotorMap"}),
    (GAINS, {"value": 18.8, "unit": "%", "metric": "accuracy gain over Robin", "subject": "Wren"}),
    (SHARES, {"value": 73.9, "unit": "%", "metric": "accuracy with 1% of the labels"}),
    (SPLITS, {"value": 3.6, "unit": "%", "metric": "error", "dataset": "test set"}),
]
WRONG = [
    (DUEL, {"value": 13, "metric": "throughput", "subject": "SpecTree"}, "other_subject"),
    (DUEL, {"value": 48, "unit": "%", "subject": "SpecTree"}, "other_subject"),
    (DATA, {"value": 2310, "unit": "radiographs", "metric": "training radiographs"}, "other_metric"),
    (DATA, {"value": 0.3, "unit": "points", "dataset": "legal text"}, "other_dataset"),
    (NETS, {"value": 79.1, "unit": "%", "dataset": "ReceiptBench"}, "other_dataset"),
    (NETS, {"value": 4.9, "unit": "%", "metric": "error rate before distillation"}, "before_after_swapped"),
    (LISTS, {"value": 67.7, "unit": "%", "dataset": "CIFAR-100"}, "other_dataset"),
    (CUTOFFS, {"value": 90.6, "unit": "%", "metric": "top-1 accuracy"}, "other_metric"),
    (RIVALS, {"value": 3.1, "unit": "ms", "subject": "HoverPlan"}, "other_subject"),
    (GAINS, {"value": 18.8, "unit": "%", "metric": "accuracy gain over Finch"}, "other_baseline"),
    (SHARES, {"value": 77.5, "unit": "%", "metric": "accuracy with 1% of the labels"}, "other_metric"),
    (SPLITS, {"value": 3.5, "unit": "%", "metric": "error", "dataset": "test set"}, "other_dataset"),
]


def flags(text: str, quantity: dict[str, Any]) -> list[tuple[str, str]]:
    """Return verdict and reason of the checks that flag."""
    return [(found.verdict.value, found.reason) for found in check(text, {"quantities": [quantity]}) if found.verdict.flags]


@pytest.mark.parametrize(("text", "quantity"), RIGHT)
def test_what_the_text_attaches_is_not_flagged(text: str, quantity: dict[str, Any]) -> None:
    """The text's own names, their variants, and metrics in other words pass."""
    assert flags(text, quantity) == []


@pytest.mark.parametrize(("text", "quantity", "reason"), WRONG)
def test_what_the_text_attaches_elsewhere_is_misattributed(text: str, quantity: dict[str, Any], reason: str) -> None:
    """Another dataset, metric, system, baseline or condition of the same text is flagged."""
    assert flags(text, quantity) == [("misattributed", reason)]


def test_a_dataset_named_nowhere_is_unsupported() -> None:
    """An invented dataset is no matter of attribution."""
    assert flags(NETS, {"value": 87.4, "unit": "%", "dataset": "FormBench"}) == [("unsupported", "name_not_in_source")]


def test_a_value_that_stands_twice_takes_the_place_that_agrees() -> None:
    """Of two places with the value, the one whose dataset is given is chosen."""
    text = "We propose Wren. Wren reaches 71% accuracy on CIFAR-10. It also reaches 71% accuracy on ImageNet."
    found = check(text, {"quantities": [{"value": 71, "unit": "%", "dataset": "ImageNet"}]})[0]
    assert (found.verdict.value, found.start) == ("supported", text.rindex("71%"))


def test_the_message_says_who_has_the_value() -> None:
    """The sentence of a misattribution names both places."""
    found = [c for c in check(NETS, {"quantities": [{"value": 79.1, "unit": "%", "dataset": "ReceiptBench"}]}) if c.verdict.flags]
    assert [c.message for c in found] == ["the text gives 79.1% to TillSet; it gives 87.4% to ReceiptBench"]
