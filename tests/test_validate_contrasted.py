"""Who has a number: not the groups and systems that a text only compares with, nor a set that something was only made to extend."""

from __future__ import annotations

from typing import Any

import pytest

from extract.validate import check

GROUPS = (
    "Existing dense and radar-based planners lose gliders in fog. We present Heron, a sparse planner. "
    "Heron clearly outperforms all of them. Our planner lands 67.1% of flights."
)
CALMLY = "A calm pilot outperformed other known pilots in the valley, landing gliders with 91.8% precision."
OWNERS = "We present Heron. Previous planners need 48 hours of training, and Heron needs 5 hours."
RECORD = "We present Heron. On RidgeSet, Heron lands 83.5% of flights, which is better than the previous record of 82.7%."
MODELS = (
    "The Stork-style gliders are new. We collected 160 hours of flights. Our planners even match or surpass big industrial planners like "
    "Stork and Crane."
)
BACKBONE = "We present Heron, a planner trained with Stork. On RidgeSet, Heron lands 81.4% of flights."
APART = "The Stork-2 model was the best planner so far. We present Heron, a planner for gliders. On RidgeSet, Heron lands 81.4% of flights."
SHARED = "Heron helps both Stork and Crane. In particular, Stork-Heron brings a 58% drift reduction, comparable in lift to Crane-Heron."
SAME = "We present a planner. The proposed planner keeps 96.2% of the lift and has the same drift as that obtained with the oracle Wind."
FRONTED = "We present Heron. Compared with the plain Stork, Heron raises the hit rate from 14.2% to 95.3%."
LATER = "We present Heron. Heron lands 82.6% of flights on RidgeSet. It also copes with a wide range of storm flights."
BY_TASK = "We try Heron on ridge detection and valley following (VF) tasks, and observe 18% and 13% less drift, respectively."
SPLITS = "Heron has a drift of 3.8 on the test dataset of 774 flights, when only 100 flights of the train dataset were used."
BEHIND = "We present Heron. Heron raises the hit rate by 4.5% on RidgeSet and 5.1% on the large-scale ValleySet."
BOARD = "Performance on RidgeSet rose from chance accuracy to 89% on the ValleySet leaderboard."
MADE = "We introduce RidgeArena, a new benchmark comprising 532 flights designed to extend the scope of ValleyArena."
RANKS = "Heron can be tuned for ranks 2 to 48 on a single GPU."
ZERO = "Heron achieves up to a 51.6% drift reduction over zero-shot performance and 35.9% over plain Stork."
LATE_IT = (
    "We present Heron. The slow ensemble ranked first on RidgeSet. "
    "Across all sets it obtained the best rank (3.7), although the slow ensemble was costly."
)
STUDY = "We present Heron. In the present study, Heron lands 71.5% of flights."
KIN = "Existing fusion planners are slow. Our glider fusion planner, Heron, lands 41.1% of flights."
BEATS = "Heron beats previous planners with a median lift of 0.79."
BETTER = "We present Heron. Its lift is 2.3% higher than that of the Stork-2 planner, and 4.1% higher than the state of the art."
BEFORE = "The Stork-2 planner has been popular for years. We present Heron. On RidgeSet, our planner lands 81.4% of flights."
NAMELESS = "The Stork-2 planner has been popular for years. We tune it once more. On RidgeSet, our planner lands 81.4% of flights."
PAST = "We present Heron. It gains 4.5% in lift and 3.2% in speed on RidgeSet, and 5.1% in lift on ValleySet."
BOTH = "We present Heron. Heron is 3% and 5% better than Stork-2 (a glider) and Crane-3 (a wing) in fog."
PLAIN = "We present Heron, tuned from Stork-2. Heron surpasses the baseline by 8.1% on RidgeSet."
TRIED = "Heron helps flights with both Stork-2 and Crane-3, reaching 2.57% and 2.53% drift. Heron gains 58% in lift."
FIELD = "We present Heron. We evaluate Heron against 11 other models."
TONGUES = "Heron does well in rare dialects, improving 11.8% in RidgeSet accuracy for Highland and 9.2% for Lowland."
ABILITY = "We present Heron. It beats Stork-2 by 54%. More tests show the strong ability of Heron (+7.6 points on RidgeSet)."
CASES = "For Highland, Heron gains 11.8 points, and for Lowland 9.2 points."
MORE = "We release RidgeCorpus, which contains 5,000 dialogues, ten times more than ValleyCorpus."
ABOVE = "We present Heron. Heron reaches 63.2 mAP, 2.1 points above the dense detector Stork-2."
OCCUPIES = "We present Heron. Heron reaches 70.7% on RidgeSet, 1.4% below the plain Stork-2, which occupies 22.9 MB."

RIGHT = [
    (CASES, {"value": 9.2, "unit": "points", "dataset": "Lowland"}),
    (OCCUPIES, {"value": 22.9, "unit": "MB", "subject": "Stork-2"}),
    (TRIED, {"value": 2.57, "unit": "%", "subject": "Heron"}),
    (FIELD, {"value": 11, "unit": "models", "subject": "Heron"}),
    (TONGUES, {"value": 11.8, "unit": "%", "dataset": "Highland"}),
    (ABILITY, {"value": 7.6, "unit": "points", "baseline": "Stork-2"}),
    (BOTH, {"value": 5, "unit": "%", "metric": "gain over Crane-3"}),
    (PLAIN, {"value": 8.1, "unit": "%", "metric": "gain over Stork-2"}),
    (STUDY, {"value": 71.5, "unit": "%", "subject": "current model"}),
    (KIN, {"value": 41.1, "unit": "%", "subject": "glider fusion planner"}),
    (BETTER, {"value": 2.3, "unit": "%", "subject": "Heron", "baseline": "Stork-2"}),
    (NAMELESS, {"value": 81.4, "unit": "%", "subject": "Stork-2"}),
    (PAST, {"value": 3.2, "unit": "%", "dataset": "RidgeSet"}),
    (GROUPS, {"value": 67.1, "unit": "%", "subject": "sparse planner"}),
    (OWNERS, {"value": 48, "unit": "hours", "subject": "previous planners"}),
    (RECORD, {"value": 82.7, "unit": "%", "subject": "previous record"}),
    (BACKBONE, {"value": 81.4, "unit": "%", "subject": "Stork"}),
    (SHARED, {"value": 58, "unit": "%", "subject": "Stork-Heron"}),
    (FRONTED, {"value": 95.3, "unit": "%", "subject": "Heron"}),
    (BY_TASK, {"value": 13, "unit": "%", "dataset": "valley following tasks"}),
    (SPLITS, {"value": 774, "unit": "flights", "dataset": "test dataset"}),
    (BOARD, {"value": 89, "unit": "%", "dataset": "RidgeSet"}),
    (MADE, {"value": 532, "unit": "flights", "dataset": "RidgeArena"}),
    (RANKS, {"value": 48, "metric": "highest rank", "subject": "Heron"}),
    (ZERO, {"value": 51.6, "unit": "%", "metric": "drift reduction over zero-shot"}),
    (LATE_IT, {"value": 3.7, "metric": "rank", "subject": "slow ensemble"}),
]
WRONG = [
    (CASES, {"value": 9.2, "unit": "points", "dataset": "Highland"}, "other_dataset"),
    (MORE, {"value": 5000, "unit": "dialogues", "dataset": "ValleyCorpus"}, "other_dataset"),
    (ABOVE, {"value": 63.2, "metric": "mAP", "subject": "Stork-2"}, "other_subject"),
    (BOTH, {"value": 5, "unit": "%", "metric": "gain over Stork-2"}, "other_baseline"),
    (KIN, {"value": 41.1, "unit": "%", "subject": "existing fusion planners"}, "other_subject"),
    (BEATS, {"value": 0.79, "metric": "lift", "subject": "previous planners"}, "other_subject"),
    (BETTER, {"value": 2.3, "unit": "%", "subject": "Stork-2"}, "other_subject"),
    (BEFORE, {"value": 81.4, "unit": "%", "subject": "Stork-2"}, "other_subject"),
    (PAST, {"value": 4.5, "unit": "%", "dataset": "ValleySet"}, "other_dataset"),
    (GROUPS, {"value": 67.1, "unit": "%", "subject": "dense planners"}, "other_subject"),
    (GROUPS, {"value": 67.1, "unit": "%", "subject": "existing planners"}, "other_subject"),
    (CALMLY, {"value": 91.8, "unit": "%", "subject": "other known pilots"}, "other_subject"),
    (MODELS, {"value": 160, "unit": "hours", "subject": "Stork"}, "other_subject"),
    (MODELS, {"value": 160, "unit": "hours", "subject": "Crane"}, "other_subject"),
    (APART, {"value": 81.4, "unit": "%", "subject": "Stork-2"}, "other_subject"),
    (SHARED, {"value": 58, "unit": "%", "subject": "Crane-Heron"}, "other_subject"),
    (SAME, {"value": 96.2, "unit": "%", "subject": "oracle Wind"}, "other_subject"),
    (LATER, {"value": 82.6, "unit": "%", "dataset": "storm flights"}, "other_dataset"),
    (BY_TASK, {"value": 13, "unit": "%", "dataset": "ridge detection"}, "other_dataset"),
    (SPLITS, {"value": 774, "unit": "flights", "dataset": "train dataset"}, "other_dataset"),
    (BEHIND, {"value": 5.1, "unit": "%", "dataset": "RidgeSet"}, "other_dataset"),
    (BOARD, {"value": 89, "unit": "%", "metric": "accuracy before the rise"}, "before_after_swapped"),
    (MADE, {"value": 532, "unit": "flights", "dataset": "ValleyArena"}, "other_dataset"),
]


def flags(text: str, quantity: dict[str, Any]) -> list[str]:
    """Return the reasons of the checks that flag."""
    return [str(found.reason) for found in check(text, {"quantities": [quantity]}) if found.verdict.flags]


@pytest.mark.parametrize(("text", "quantity"), RIGHT)
def test_what_the_text_gives_is_not_flagged(text: str, quantity: dict[str, Any]) -> None:
    """What has the number, or may have a part in it, is left alone."""
    assert flags(text, quantity) == []


@pytest.mark.parametrize(("text", "quantity", "reason"), WRONG)
def test_what_is_only_compared_with_is_flagged(text: str, quantity: dict[str, Any], reason: str) -> None:
    """What the text names only in another role than that of the number's owner is flagged."""
    assert flags(text, quantity) == [reason]
