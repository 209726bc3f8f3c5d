"""Prepositions, clauses and sentences: how far a name reaches."""

from __future__ import annotations

import pytest

from extract.language.attribution import Slot
from tests.marked_passages import links_of, slot_of

DATASETS = [
    ("[Zeno]o achieves {83.1%} accuracy on [Plants]d and {71.9%} on [Birds]d.", ["Plants", "Birds"]),
    ("[Zeno]o gets {53.9} box AP and {46.4} mask AP on [Street]d.", ["Street", "Street"]),
    ("On [Plants]d, [Zeno]o reaches {83.1%}; on [Birds]d, it reaches {71.9%}.", ["Plants", "Birds"]),
    ("We report {27.3} BLEU for [En-De]d.", ["En-De"]),
    ("[Zeno]o sets a new record of {86.5%} [Plants]d top-1 accuracy.", ["Plants"]),
    ("The [Plants]d accuracy of {86.5%} is the best so far.", ["Plants"]),
    ("[Plants]d accuracy rises by {3.0%}.", ["Plants"]),
    (
        "[Zeno]o improves [Plants]d accuracy from {61.0%} to {83.7%} and reduces [Birds]d error from {45.7} to {28.3}.",
        ["Plants"] * 2 + ["Birds"] * 2,
    ),
    ("[Zeno]o achieves {83.1%} accuracy on [Plants]d, which is the first result above {83%}.", ["Plants", "Plants"]),
    ("Pre-trained on [Hugeset]d, [Zeno]o achieves {83.1%} accuracy.", [None]),
    ("With [Hugeset]d pre-training, [Zeno]o achieves {83.1%} accuracy on [Plants]d.", ["Plants"]),
    ("[Zeno]o achieves {83.1%} accuracy on [Plants]d. Without augmentation, it still reaches {80.2%}.", ["Plants", "Plants"]),
    (
        "[Zeno]o achieves {83.1%} accuracy on [Plants]d. Averaged over all tasks, it reaches {70.2%} accuracy across {22} benchmarks.",
        ["Plants", None, None],
    ),
    ("Its error on [Plants-C]d ({8.5%} error) is low.", ["Plants-C"]),
    (
        "[Zeno]o improves recall on [Plants]d from {31.7%} to {42.0%} and on [Birds]d from {52.0%} to {63.9%}.",
        ["Plants"] * 2 + ["Birds"] * 2,
    ),
    ("On [Hugeset]d, [Zeno]o gets a [Plants]d accuracy of {41.3%}, {+3.6%} over [Alba]s and {+1.9%} over [Brio]s.", ["Plants"] * 3),
    ("[Zeno]o reaches {84.3%} on [Plants]d and {50.1%} on the validation set.", ["Plants", "Plants"]),
    ("[Zeno]o reduces toxicity by {52%} on harmful prompts without a loss on [Plants]d.", ["Plants"]),
    ("[Zeno]o wins in {22%} of the cases; all {5} failures occur on [Plants]d.", [None, None]),
    ("[Zeno]o is {2.1x} faster and uses {40M} parameters.", [None, None]),
]
SUBJECTS: list[tuple[str, list[str | None]]] = [
    ("[Zeno]o achieves {83.1%} accuracy while [Brio]s gets {80.4%}.", ["Zeno", "Brio"]),
    ("[Alba]s scores {61.0}, whereas the larger [Brio]s scores {64.2}.", ["Alba", "Brio"]),
    ("We propose [Zeno]o. We obtain {83.1%} accuracy on [Plants]d.", ["Zeno"]),
    ("We propose [Zeno]o. It reaches {83.1%} accuracy on [Plants]d.", ["Zeno"]),
    ("We propose [Zeno]o. [Our method]o reaches {83.1%} accuracy on [Plants]d.", ["Zeno"]),
    (
        "For [Alba]s, it improves from {81.5%} to {83.4%} and for [Brio]s, it improves from {73.8%} to {81.4%}.",
        ["Alba", "Alba", "Brio", "Brio"],
    ),
    ("[Alba]s trained with [our method]o reaches {77.5%} accuracy.", ["Alba"]),
    ("The accuracy of [Alba]s is {77.5%}.", ["Alba"]),
    ("[Zeno]o reaches {70.8%}, surpassing [Alba]s's {68.3%}.", ["Zeno", "Alba"]),
    ("[Zeno]o reaches {82.9%}, surpassing {82.0%} achieved by [Alba]s.", ["Zeno", "Alba"]),
    ("[Zeno]o reaches a recall of {73.2%} vs. {54.7%} by [Alba]s.", ["Zeno", "Alba"]),
    ("[Zeno]o reaches {74%} recall (vs. {71%} for [Alba]s).", ["Zeno", "Alba"]),
    ("[Zeno]o attains {99.1%} compared to {98.7%} of [the state of the art]r.", ["Zeno", "the state of the art"]),
    ("[Zeno]o matches [Alba-Ti]s ({72.2%} accuracy when distilled).", ["Alba-Ti"]),
    ("Models such as [Alba]s with {86M} parameters are common.", ["Alba"]),
    ("We train a {557-million}-parameter [Alba]s model.", ["Alba"]),
    ("The best result was achieved by [Alba]s with {71.3} F1.", ["Alba"]),
    ("[Alba]s solves {67%} of the problems, while [Brio]s solves only {29.9%}.", ["Alba", "Brio"]),
    ("[Zeno]o gets {88.2%} and {3.1%}, compared to {79.5%} and {6.4%} for [Brio]s.", ["Zeno", "Zeno", "Brio", "Brio"]),
    ("[Zeno]o beats [Brio]s that has {10x} more weights ({4.4B}).", ["Brio", "Brio"]),
    ("[Zeno]o reaches {78.9%} versus {76.0%} for [Alba]s and {75.2%} for [Brio]s.", ["Zeno", "Alba", "Brio"]),
    ("[Zeno]o achieves a macro F1 of {81.9} on [Plants]d ([Alba]s: {76.4}).", ["Zeno", "Alba"]),
    ("[Zeno]o reaches {58.4%}, while [the official baseline]r obtains {41.2%}.", ["Zeno", "the official baseline"]),
    ("[Zeno]o gains {9%} over the [Alba]s baseline ({20.0}).", ["Zeno", "Alba"]),
    ("[Zeno]o trained with [Brio]s reaches {84.3%}.", ["Zeno"]),
    ("[Our method]o matches [Alba]s (Dice {0.88} vs. {0.89}).", ["Our method", "Alba"]),
    ("[Zeno]o's audio encoder reaches {39.4%} accuracy.", ["Zeno's audio encoder"]),
    ("[Zeno]o reaches {74%}, while the next best technique reaches {71%}.", ["Zeno", "next best technique"]),
    ("We show that [Zeno]o needs {40M} parameters.", ["Zeno"]),
    ("[Zeno]o surpasses [Alba]s, which has {40M} parameters.", ["Alba"]),
    ("[Zeno]o gets {56.8}, surpassing larger models (e.g., [Alba]s, {40.9}) and leading ones ([Brio]s, {45.4}).", ["Zeno", "Alba", "Brio"]),
    ("[Zeno]o is small. Others are expensive, with [Alba]s taking {1.7 s} a text.", ["Alba"]),
    ("[Zeno]o is small. Latency drops from {276} to {48}.", [None, "Zeno"]),
    ("Doctors are right in {67%} of the cases. We propose [Zeno]o.", [None]),
    ("[Zeno]o reads [Tarn]d, a new corpus of {600} pairs from {9} domains.", ["Tarn", "Tarn"]),
]


@pytest.mark.parametrize(("text", "expected"), DATASETS)
def test_the_dataset_is_the_one_in_reach(text: str, expected: list[str | None]) -> None:
    """Behind a preposition of place, inside the phrase, at the head of the clause, or carried on; never what was trained on."""
    assert slot_of(text, Slot.DATASET) == expected


@pytest.mark.parametrize(("text", "expected"), SUBJECTS)
def test_the_subject_is_the_system_of_the_clause_or_the_rival_whose_value_it_is(text: str, expected: list[str | None]) -> None:
    """Clause subject, "we" and "it" for the paper's own, possessives, brackets, and values given for comparison."""
    assert slot_of(text, Slot.SUBJECT) == expected


def test_a_sentence_fills_all_slots() -> None:
    """Scores and gains side by side."""
    text = "On [Plants]d, [Zeno]o achieves {75.2%} top-1 accuracy, which is {1.8x} faster than [Alba]s with {0.5%} higher accuracy."
    assert links_of(text) == [
        {"quote": "75.2%", "metric": "top-1 accuracy", "subject": "Zeno", "dataset": "Plants"},
        {"quote": "1.8x", "metric": "speed", "subject": "Zeno", "dataset": "Plants", "baseline": "Alba"},
        {"quote": "0.5%", "metric": "accuracy", "subject": "Zeno", "dataset": "Plants", "baseline": "Alba"},
    ]
