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
TURNS = (
    "Compared with plain sampling on FinchSet, Wren lowers the error from 8.2 to 6.1 on Nest-XL/2, 31.4 to 25.9 on Nest-B/16, "
    "and 11.6 to 8.4 on Nest-H/16. Unlike older coders, which shrink images only 6x, ours shrinks them 24x. "
    "Wren sets new marks on Lark (88.5% on L400 and 87.2% on L600). With a mean hit ratio (mHR) of 63.2%, telling birds apart is easy, "
    "while naming them remains hard with an mHR of 31.7%. "
    "It improves reading over the frozen Owl encoder, raising PSNR from 18.2 dB to 21.4 dB."
)

VARIANTS = (
    "Our fastest model, Wren-S1, reaches 79.2% accuracy, and our largest one, Wren-S7, obtains 83.3% accuracy. "
    "It exceeds the best baseline, FinchNet (error = 1.25), and cuts the rate of attacks from 49.2% (OwlGuard) to 23.9%. "
    "We call it Wren. Wren has a distance of 1.62 without guidance and 1.17 with guidance."
)
RIGHT = [
    (VARIANTS, {"value": 79.2, "unit": "%", "metric": "accuracy", "subject": "Wren-S1"}),
    (VARIANTS, {"value": 1.25, "metric": "error", "subject": "FinchNet"}),
    (VARIANTS, {"value": 1.17, "metric": "distance with guidance", "subject": "Wren"}),
    (TURNS, {"value": 31.4, "metric": "error", "subject": "plain sampling", "dataset": "FinchSet"}),
    (TURNS, {"value": 25.9, "metric": "error", "subject": "Wren", "dataset": "FinchSet"}),
    (TURNS, {"value": 6, "unit": "x", "subject": "older coders"}),
    (TURNS, {"value": 88.5, "unit": "%", "dataset": "L400"}),
    (TURNS, {"value": 63.2, "unit": "%", "metric": "mHR"}),
    (TURNS, {"value": 18.2, "unit": "dB", "metric": "PSNR", "subject": "frozen Owl encoder"}),
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
PLACES = (
    "We compare readers on four languages: Aru, Bel, Cor and Dun. Wren has an F1 score of 0.671 for Aru and 0.705 for Bel. "
    "It is far ahead of all others with 0.830 for Cor. On the test set, it saves up to 27.9% on LPIPS and 53.5% on DISTS compared to Finch."
)
WRONG = [
    (VARIANTS, {"value": 83.3, "unit": "%", "metric": "accuracy", "subject": "Wren-S1"}, "other_subject"),
    (VARIANTS, {"value": 1.25, "metric": "error", "subject": "Wren"}, "other_subject"),
    (VARIANTS, {"value": 49.2, "unit": "%", "metric": "rate of attacks", "subject": "Wren"}, "other_subject"),
    (VARIANTS, {"value": 1.62, "metric": "distance with guidance", "subject": "Wren"}, "other_metric"),
    (PLACES, {"value": 0.83, "metric": "F1 score", "dataset": "Bel"}, "other_dataset"),
    (PLACES, {"value": 53.5, "unit": "%", "metric": "savings on LPIPS compared to Finch"}, "other_metric"),
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


@pytest.mark.parametrize("piece", ["4 to 3 on A1, ", "4.1, ", "4.1 and ", "4.1/", "(4.1), ", "4 cats, ", "with X 4.1 and without X 4.2, "])
def test_lists_of_thousands_of_numbers_are_checked(piece: str) -> None:
    """However far away the words are that lead to them."""
    text = f"Wren lowers the error from 9 to 8 on A0, {piece * 3000}and 78.5 to 77.4 on A2."
    assert flags(text, {"value": 77.4, "metric": "error after the change", "subject": "Wren", "baseline": "earlier ones"}) == []
