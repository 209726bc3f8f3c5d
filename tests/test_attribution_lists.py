"""Lists: which number goes with which name."""

from __future__ import annotations

import pytest

from extract.language.attribution import Slot
from tests.marked_passages import slot_of

DATASETS = [
    (
        "[Zeno]o scores {71.2}, {64.9} and {80.3} F1 on [NewsCorp]d, [Webtalk]d and [LegalQA]d, respectively.",
        ["NewsCorp", "Webtalk", "LegalQA"],
    ),
    ("On [NewsCorp]d and [Webtalk]d, [Zeno]o reaches {71.2%} and {64.9%} accuracy.", ["NewsCorp", "Webtalk"]),
    ("[Zeno]o has a word error rate of {2.1%}/{4.4%} on [Speech-clean]d/[Speech-other]d.", ["Speech-clean", "Speech-other"]),
    ("[Zeno]o scores {71.2} | {64.9} BLEU on [En-De]d | [En-Fr]d.", ["En-De", "En-Fr"]),
    ("[Zeno]o improves recall by {1.5%} and {2.7%} on [Foodies]d and [Plants]d.", ["Foodies", "Plants"]),
    ("We obtain {85.1%} ([Actions-A]d) and {51.6%} ([Actions-B]d) top-1 accuracy.", ["Actions-A", "Actions-B"]),
    ("[Zeno]o leads on [Foodies]d ({91.4%}), [Plants]d ({88.0%}) and [Birds]d ({79.5%}).", ["Foodies", "Plants", "Birds"]),
    ("[Zeno]o reaches {53.9} box AP and {51.2} mIoU on [Street]d and [Rooms]d, respectively.", ["Street", "Rooms"]),
    ("On [Street]d and [Rooms]d, [Zeno]o reaches {53.9} box AP and {51.2} mIoU.", ["Street", "Rooms"]),
    ("[Zeno]o gains {2.1%} and more than {1%} in recall on [Street]d and [Rooms]d.", ["Street", "Rooms"]),
    ("[Zeno]o reaches on [Street]d {53.9%} and on [Rooms]d {51.2%}.", ["Street", "Rooms"]),
    ("[Zeno]o reaches {53.9} mAP/{51.2} mIoU on [Street]d/[Rooms]d.", ["Street", "Rooms"]),
    ("[Zeno]o reaches {53.9} mAP, {51.2} mIoU, and {88.0%} accuracy on [Street]d, [Rooms]d, and [Plants]d.", ["Street", "Rooms", "Plants"]),
    ("[Zeno]o obtains {85.1%} ({51.6%}) top-1 accuracy on [Actions-A]d ([Actions-B]d).", ["Actions-A", "Actions-B"]),
    (
        "Accuracy improves from {85.1%} to {88.2%} on [Street]d and from {40.3%} to {44.0%} on [Rooms]d.",
        ["Street", "Street", "Rooms", "Rooms"],
    ),
    ("[Zeno]o gains {4.8%} in recall and {2.1%} in precision on [Street]d.", ["Street", "Street"]),
    ("[Zeno]o has {4.1%} CER and {9.7%} WER on [Talks]d, {7.0%} CER and {16.1%} WER on [Letters]d.", ["Talks"] * 2 + ["Letters"] * 2),
    ("Tests on [Street]d and [Rooms]d show that [Zeno]o reaches {36.8} AP and {20.6} AP, respectively.", ["Street", "Rooms"]),
    ("Recall grows to {81.2%} on [Street]d and reward from {0.68} to {0.74} on a subset of [Rooms]d.", ["Street", "Rooms", "Rooms"]),
    (
        "Image-to-text and text-to-image recall are {62.7}/{42.1} and {38.0}/{23.2} on [Photos]d and [Captions]d.",
        ["Photos"] * 2 + ["Captions"] * 2,
    ),
]
METRICS = [
    ("[Zeno]o achieves {0.71} and {0.93} top-1 and top-3 accuracy.", ["top-1 accuracy", "top-3 accuracy"]),
    ("[Zeno]o achieves {62.7}/{42.1} I2T/T2I retrieval accuracy on [Photos]d.", ["I2T retrieval accuracy", "T2I retrieval accuracy"]),
    ("[Zeno]o reaches precision and recall of {81.0%} and {77.3%}.", ["precision", "recall"]),
    ("[Zeno]o gets {53.9} box AP and {46.4} mask AP on [Street]d.", ["box AP", "mask AP"]),
    ("[Zeno]o cuts latency and memory by {12%} and {30%}, respectively.", ["latency", "memory"]),
]
SUBJECTS = [
    ("[Zeno-S]o and [Zeno-L]o reach {71.2%} and {73.8%} accuracy on [Plants]d.", ["Zeno-S", "Zeno-L"]),
    ("The top-1 error of [Alba]s, [Brio]s and [Cleo]s drops to {5.6%}, {4.5%} and {3.0%}, respectively.", ["Alba", "Brio", "Cleo"]),
]
BASELINES = [
    ("[Zeno]o is {3.2%} and {6.2%} more accurate than [Alba]s and [Brio]s on [Plants]d.", ["Alba", "Brio"]),
    ("[Zeno]o outperforms [Alba]s and [Brio]s by {3.2%} and {6.2%}, respectively.", ["Alba", "Brio"]),
]


@pytest.mark.parametrize(("text", "expected"), DATASETS)
def test_datasets_of_a_list_go_to_the_numbers_in_line(text: str, expected: list[str]) -> None:
    """As many datasets as numbers, in commas, slashes, bars or brackets, before or behind: each number takes its own."""
    assert slot_of(text, Slot.DATASET) == expected


@pytest.mark.parametrize(("text", "expected"), METRICS)
def test_measures_of_a_list_go_to_the_numbers_in_line(text: str, expected: list[str]) -> None:
    """Measures that share a head are spelled out, and each number takes its own."""
    assert slot_of(text, Slot.METRIC) == expected


@pytest.mark.parametrize(("text", "expected"), SUBJECTS)
def test_systems_of_a_list_go_to_the_numbers_in_line(text: str, expected: list[str]) -> None:
    """As many systems as numbers: each has its own value."""
    assert slot_of(text, Slot.SUBJECT) == expected


@pytest.mark.parametrize(("text", "expected"), BASELINES)
def test_rivals_of_a_list_go_to_the_gains_in_line(text: str, expected: list[str]) -> None:
    """As many rivals as gains: each gain is over its own."""
    assert slot_of(text, Slot.BASELINE) == expected


def test_changes_of_a_list_go_to_the_names_in_line() -> None:
    """The two ends of a change go together: "from 38 to 46 and from 35 to 44 for A and B"."""
    text = "For [Alba]s and [Brio]s, accuracy rises from {38.5%} to {46.9%} and from {35.0%} to {44.1%}, respectively."
    assert slot_of(text, Slot.SUBJECT) == ["Alba", "Alba", "Brio", "Brio"]


def test_a_list_answers_that_of_the_sentence_before() -> None:
    """Two gains without names, behind two scores on two datasets."""
    text = "[Zeno]o reaches {58.4%} F1 on [Plants]d and {63.0%} on [Birds]d. More audio brings a further {3.1%} and {2.5%}."
    assert slot_of(text, Slot.DATASET) == ["Plants", "Birds", "Plants", "Birds"]


def test_lists_of_different_length_are_not_aligned() -> None:
    """Two numbers and three datasets: the numbers keep the whole list, no member of it."""
    text = "[Zeno]o scores {71.2} to {80.3} F1 on [NewsCorp]d, [Webtalk]d and [LegalQA]d."
    assert slot_of(text, Slot.DATASET) == ["NewsCorp, Webtalk and LegalQA"] * 2


def test_a_later_list_answers_an_earlier_one() -> None:
    """Gains in the order of the scores just stated take their measures and datasets."""
    text = "[Zeno]o achieves {88.5%} on [Plants]d and {80.7%} on [Birds]d, surpassing [Alba]s by {2.2%} and {21.1%}, respectively."
    assert slot_of(text, Slot.DATASET) == ["Plants", "Birds", "Plants", "Birds"]
