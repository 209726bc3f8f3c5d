"""Measures and what gains are measured against."""

from __future__ import annotations

import pytest

from extract.language.attribution import Slot
from tests.marked_passages import slot_of

METRICS = [
    ("[Zeno]o achieves {76.5%} zero-shot top-1 accuracy.", ["zero-shot top-1 accuracy"]),
    (
        "The average linear transfer accuracy across {6} datasets improves from {77.98%} to {79.70%}.",
        ["datasets"] + ["average linear transfer accuracy"] * 2,
    ),
    ("[Zeno]o has a mean corruption error of {45.7}.", ["mean corruption error"]),
    ("[Zeno]o reaches a mean absolute error (MAE) of {4.2}.", ["mean absolute error"]),
    ("The top-1 accuracy ({84.2%}) is close.", ["top-1 accuracy"]),
    ("[Zeno]o gains {2.3%} in recall.", ["recall"]),
    ("[Zeno]o achieves {3.1%} higher recall than [Alba]s.", ["recall"]),
    ("[Zeno]o is {2.8x} faster than [Alba]s and {25%} smaller.", ["speed", "size"]),
    ("[Zeno]o is {3%} more accurate than [Alba]s.", ["accuracy"]),
    ("[Zeno]o reduces the word error rate by {11%}.", ["word error rate"]),
    ("[Zeno]o reduces Chamfer Distance by {48.6%}.", ["Chamfer Distance"]),
    ("[Zeno]o uses {10x} fewer parameters than [Alba]s.", ["parameters"]),
    ("[Zeno]o gives a {4.2x} throughput gain.", ["throughput"]),
    ("[Zeno]o yields a {3.6%} improvement in mean recall.", ["mean recall"]),
    ("[Zeno]o achieves {83.1%} accuracy on [Plants]d and {71.9%} on [Birds]d.", ["accuracy", "accuracy"]),
    ("We test {14} African languages and {76} models.", ["African languages", "models"]),
    ("[Zeno]o needs {444M FLOPs}.", ["FLOPs"]),
    ("Indexing time falls from {30 h} to just {2 h}.", ["Indexing time", "Indexing time"]),
    ("[Zeno]o reduces latency by a factor of {3x}.", ["latency"]),
    ("[Zeno]o cuts the number of false alarms in reports by {30%}.", ["number of false alarms"]),
    ("[Zeno]o brings a {12%} reduction in hallucinations.", ["hallucinations"]),
    ("The median hospital stay was {6 days} with the drug and {9 days} without it.", ["median hospital stay", "median hospital stay"]),
    ("[Zeno]o trains in {3 days} on one machine.", ["training time"]),
    ("[Zeno]o runs at {31 FPS} with {2 GB}.", ["speed", "memory"]),
    ("A {350}-parameter model is small.", ["parameter"]),
    ("[Zeno]o needs {10} sampling steps instead of {1000}.", ["sampling steps", "sampling steps"]),
    ("The accuracy ({81.0%}) is high and the recall is {77.0%}.", ["accuracy", "recall"]),
    ("[Zeno]o is only {0.5} BLEU below [Alba]s.", ["BLEU"]),
    ("[Zeno]o keeps {95%} of [Alba]s's quality.", ["quality"]),
    ("[Zeno]o converges in {340} rounds, compared with {520} for [Alba]s and {610} for [Brio]s.", ["rounds"] * 3),
    ("The prefill time decreases by {62%} and the key cache by {70%}.", ["prefill time", "key cache"]),
    ("[Zeno]o is {3.4 times} as fast as [Alba]s.", ["speed"]),
    ("Screening time fell by {42%}, from {31 min} to {18 min}.", ["Screening time"] * 3),
    ("With a rate of {0.1}, accuracy falls from {78.1%} to {77.3%}.", ["rate", "accuracy", "accuracy"]),
    ("[Zeno]o reaches {73.4} F1 on [Plants]d. These scores drop to {70.2} without it.", ["F1", "F1"]),
    ("Quantization to {8 bits} costs {0.6} mAP.", ["bits", "mAP"]),
    ("A relative improvement of {4%} in F1 is seen.", ["F1"]),
    ("We find that {31%} of the answers are wrong.", ["answers"]),
    ("[Zeno]o achieves {1.8%} ({91.9%} vs. {90.1%}) higher recall than [Alba]s.", ["recall", "recall", "recall"]),
]
BASELINES = [
    ("[Zeno]o is {2.8x} faster than [Alba]s.", ["Alba"]),
    ("[Zeno]o gains {1.4%} over [Alba]s on [Plants]d.", ["Alba"]),
    ("Compared to [Alba]s, [Zeno]o improves recall by {2.3%}.", ["Alba"]),
    ("[Zeno]o improves recall by {2.3%} relative to [Alba]s.", ["Alba"]),
    ("Outperforming [Alba]s by {15.7%} and [Brio]s by {18.8%}, [Zeno]o leads.", ["Alba", "Brio"]),
    ("[Zeno]o surpasses [previous state-of-the-art methods]r by {2.2%}.", ["state of the art"]),
    ("[Zeno]o is {3.2%} more accurate on [Plants]d while reducing latency by {15%} compared to [Alba]s.", ["Alba", "Alba"]),
    ("[Zeno]o is comparable to [Alba]s while using {4 times} fewer parameters.", ["Alba"]),
    ("[Zeno]o improves accuracy over [Alba]s by {3.6%}.", ["Alba"]),
    ("[Zeno]o is {5%} better than the handcrafted policy.", ["handcrafted policy"]),
    ("[Zeno]o improves [Alba]s by {2.8%}.", ["Alba"]),
    ("[Zeno]o keeps {93%} of the original accuracy.", ["original"]),
    ("[Zeno]o is only {0.5} BLEU below [Alba]s.", ["Alba"]),
    ("[Zeno]o is {3.4 times} as fast as [Alba]s.", ["Alba"]),
    ("The latency is {140 ms}, {half} that of [Alba]s.", [None, "Alba"]),
    ("Ahead of [Alba]s by {1.5%} and {2.0%}, [Zeno]o leads.", ["Alba", "Alba"]),
    ("[Zeno]o needs {2x} more memory than [Alba]s and {4x} more than [Brio]s.", ["Alba", "Brio"]),
    ("[Zeno]o improves recall by {2.3%}.", [None]),
    ("[Zeno]o reaches {83.1%} accuracy, above [Alba]s.", [None]),
    ("Gains over [Alba]s ({+4.2%}) and [Brio]s ({+3.5%}) are clear.", ["Alba", "Brio"]),
]


@pytest.mark.parametrize(("text", "expected"), METRICS)
def test_the_measure_is_worded_as_in_the_text(text: str, expected: list[str]) -> None:
    """Behind the number, before it, as what changed, as what an adjective says, or carried on from the number before."""
    assert slot_of(text, Slot.METRIC) == expected


@pytest.mark.parametrize(("text", "expected"), BASELINES)
def test_a_gain_has_the_baseline_that_is_stated(text: str, expected: list[str | None]) -> None:
    """Behind words of comparison, as object of a verb of winning, shared between gains; none where none is stated."""
    assert slot_of(text, Slot.BASELINE) == expected
