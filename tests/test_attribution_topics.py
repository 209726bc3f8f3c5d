"""What a clause speaks of, verbs that no list has, and how far things reach from sentence to sentence."""

from __future__ import annotations

import pytest

from extract.language.attribution import Slot, attribute
from tests.marked_passages import links_of, marked, slot_of

METRICS = [
    ("Query latency on one core falls to {38 ms}.", ["Query latency"]),
    ("The average upload shrinks from {26.4 MB} to {0.9 MB}.", ["average upload"] * 2),
    ("Traffic per round ebbs by {41%}.", ["Traffic"]),
    ("On [Plants]d, the share of blurred photos dwindles from {31%} to {12%}.", ["share of blurred photos"] * 2),
    (
        "Look: over {13} public sets, mean tide equals {49.2} versus {47.1} for [Alba]s.",
        ["public sets", "mean tide", "mean tide"],
    ),
    ("The accuracy of [Alba]s, judged by {three} raters, drops to {71.0%}.", ["raters", "accuracy"]),
    ("[Zeno]o drafts {7} tokens.", ["tokens"]),
    ("Storage swells to {3 GB} while recall saturates at {81%}.", ["Storage", "recall"]),
    ("[Zeno]o needs {40%} fewer tokens at the same accuracy.", ["tokens"]),
    ("[Zeno]o processes {3x} as many frames as [Alba]s.", ["frames"]),
    ("[Zeno]o has a look-ahead of {240 ms}.", ["look-ahead"]),
    ("[Zeno]o reaches {84.6%} recall and [Brio]s, at {12M} parameters, {81.2%}.", ["recall", "parameters", "recall"]),
    ("[Zeno]o reaches a recall of {83.1%}. On [Birds]d, the corresponding numbers are {71.0%} and {69.3%}.", ["recall"] * 3),
    ("[Zeno]o reaches a recall of {83.1%}. Beyond {40%}, it breaks.", ["recall", None]),
    ("[Zeno]o reaches a recall of {83.1%} with {9 ms} latency. It takes {3 GB}.", ["recall", "latency", "memory"]),
    ("[Zeno]o comes within {1.6 points} of [Alba]s.", [None]),
    ("Pruning leaves accuracy unchanged at {76.1%}.", ["accuracy"]),
    ("[Zeno]o is {half} the size of [Alba]s.", ["size"]),
    ("[Zeno]o beats [Alba]s by {2.0%} with {30%} fewer tokens, and beats [Brio]s by {1.0%}.", [None, "tokens", None]),
    ("[Zeno]o reaches {83.1%} recall on [Plants]d. On [Birds]d it reaches {48.2%}.", ["recall", None]),
]
DATASETS = [
    ("We use [Plants]d ({697} images) only.", ["Plants"]),
    ("[Plants]d, with its {3550} writers, is large.", ["Plants"]),
    ("We train on {800} images of [Plants]d.", ["Plants"]),
    ("On [Plants]d accuracy is {71.0%}, but noise is {3%}; on [Birds]d the two are {64.0%} and {5%}.", ["Plants"] * 2 + ["Birds"] * 2),
    ("[Zeno]o reaches {71.0%} accuracy on [Plants]d. It reaches {70.1%} accuracy when pruned.", ["Plants", "Plants"]),
    ("Memory falls to {0.9 GB} and accuracy on [Birds]d drops to {71.0%}.", [None, "Birds"]),
    ("[Zeno]o gains {2.0%} over [Alba]s and {3.0%} over [Brio]s on [Plants]d.", ["Plants", "Plants"]),
    ("[Zeno]o reaches {71.0%} accuracy on [Plants]d. Membership inference has an AUC of {0.53}.", ["Plants", None]),
]
SUBJECTS = [
    ("Accuracy rises from {46.3%} ([Alba]s) and {48.8%} ([Brio]s) to {57.0%}.", ["Alba", "Brio", None]),
    ("The variation is {17.4%} for [Alba]s.", ["Alba"]),
    ("With only {61 MFLOPs} per image, [Brio]s reaches {70.7%} accuracy.", ["Brio", "Brio"]),
    ("[Alba]s drops from {40.3} to {39.6} AP.", ["Alba", "Alba"]),
    ("We present [Zeno]o. [Zeno]o lifts accuracy from {40.3} to {46.6}.", [None, "Zeno"]),
    ("[Zeno]o has {61.0}, while the larger teacher has {64.1}.", ["Zeno", "larger teacher"]),
    ("[Zeno]o gets {61.0} versus {60.0} for [Alba]s, {58.0} for [Brio]s and {57.0} for [Dora]s.", ["Zeno", "Alba", "Brio", "Dora"]),
    ("[Zeno]o does well on {22} public benchmarks.", [None]),
    ("Whereas [Alba]s needs {110M} parameters, [Brio]s makes do with {14M}.", ["Alba", "Brio"]),
    ("[Alba]s reaches {71.0%} recall. It is {3x} faster than [Brio]s.", ["Alba", "Alba"]),
    ("We test on [Plants]d ({697} images).", ["Plants"]),
    ("[Zorro]s opens the text. [Zorro]s closes it. Speed is {71 FPS}.", ["Zorro"]),
    ("The errors of [Alba]s, [Brio]s and [Dora]s are reduced by {5%}, {4%} and {3%}.", ["Alba", "Brio", "Dora"]),
]
BASELINES = [
    ("The advantage over [Alba]s widens to {8.2%}.", ["Alba"]),
    ("On [Plants]d the gain over [Alba]s is {3.7%}, over [Brio]s {1.2%}.", ["Alba", "Brio"]),
    ("[Zeno]o comes within {1.6 points} of [Alba]s.", ["Alba"]),
    ("Recall is {91.2%}, {2.7 points} shy of [Alba]s.", [None, "Alba"]),
    ("[Zeno]o loses {half} the accuracy of [Alba]s.", ["Alba"]),
    ("Compared to [Alba]s, our score of {66.9} is better by {10.6}.", [None, "Alba"]),
    ("[Zeno]o improves the recall of [Alba]s by {2.0%}.", ["Alba"]),
    ("[Zeno]o improves upon [Alba]s by {2.0%}.", ["Alba"]),
    ("[Zeno]o processes {3x} as many frames as [Alba]s.", ["Alba"]),
    ("[Zeno]o outperforms [the strongest earlier method]r, [Alba]s, by {2.1%}.", ["Alba"]),
    ("[Zeno]o improves existing detectors by {2.0%}.", ["existing detectors"]),
    ("We find that {5.9%} of the original labels are wrong.", [None]),
]


@pytest.mark.parametrize(("text", "expected"), METRICS)
def test_what_a_clause_speaks_of_is_measured(text: str, expected: list[str | None]) -> None:
    """The head of the subject, whatever the verb; another measure or unit does not go on in the next sentence."""
    assert slot_of(text, Slot.METRIC) == expected


@pytest.mark.parametrize(("text", "expected"), DATASETS)
def test_counts_stand_beside_their_dataset_and_scores_go_on_with_one_measure(text: str, expected: list[str | None]) -> None:
    """A dataset holds what is counted in it; the next sentence keeps the dataset only for the measure taken there."""
    assert slot_of(text, Slot.DATASET) == expected


@pytest.mark.parametrize(("text", "expected"), SUBJECTS)
def test_who_has_a_value_is_found_behind_it_and_before_the_verb(text: str, expected: list[str | None]) -> None:
    """In brackets or behind "for", in the clause that a fronted number opens, in a contrast with words alone."""
    assert slot_of(text, Slot.SUBJECT) == expected


@pytest.mark.parametrize(("text", "expected"), BASELINES)
def test_a_difference_is_measured_against_what_it_is_said_of(text: str, expected: list[str | None]) -> None:
    """Advantages, distances, multiples and improvements, wherever the other system stands."""
    assert slot_of(text, Slot.BASELINE) == expected


def test_a_dataset_beyond_another_is_not_firm() -> None:
    """A second dataset between the number and the one it was given leaves room for doubt."""
    text = "[Zeno]o reaches {75.2%} accuracy on [Plants]d. On [Birds]d, features of [Plants]d give {71.0%}."
    firm = [[link.firm for link in found if link.slot is Slot.DATASET] for found in attribute(marked(text)).values()]
    assert firm == [[True], [False]]


def test_the_words_for_a_contrast_are_spelled_as_in_the_text() -> None:
    """The phrase stands without its article."""
    assert links_of("[Zeno]o has {61.0} F1, while The Older Net has {64.1}.")[1]["subject"] == "Older Net"
