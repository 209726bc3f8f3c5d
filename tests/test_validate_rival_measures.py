"""Rival measures: what the text measures elsewhere is flagged, whatever the measures are called; a paraphrase is not."""

from __future__ import annotations

from typing import Any

import pytest

from extract.validate import check

TRADE = "We propose Heron. It reduces RTF by 76% with a 0.2-point degradation in tracking loss rate. Its real-time factor (RTF) is low."
PROOF = "Heron detects any faked flight with high probability, while keeping top accuracy on the RidgeSet glides (99.4%)."
SHARES = "Heron beats Stork on 98.0% of routes. Yet most landings drift into shallow water near the shore."
ROWS = "Our tracker reaches SR/SPL of 71.8/33.9 on RidgeSet and 58.6/29.7 on ValleySet; its ROUGE-1/2/L is 44.6/21.5/41.4."
TESTS = "The Crane and Wader tests were not significant (p=0.412 and p=0.436)."
COSTS = "Heron shows a +2.6% CIDEr improvement. Earlier work suffers from a large inference overhead."
STATES = "Of all papers, 23% report confidence intervals and 61% release code."
CHANGES = "Heron brings the tracker from an average drift rate (DR) of 62.3% across all five valleys to 27.5% DR."

RIGHT = [
    (TRADE, {"value": 76, "unit": "%", "metric": "real-time factor reduction"}),
    (TRADE, {"value": 0.2, "unit": "points", "metric": "tracking loss"}),
    (PROOF, {"value": 99.4, "unit": "%", "metric": "glide accuracy"}),
    (SHARES, {"value": 98.0, "unit": "%", "metric": "win rate against Stork"}),
    (ROWS, {"value": 33.9, "metric": "SPL"}),
    (ROWS, {"value": 41.4, "metric": "ROUGE-L"}),
    (TESTS, {"value": 0.412, "metric": "p-value of the Crane test"}),
    (COSTS, {"value": 2.6, "unit": "%", "metric": "gain in captioning quality"}),
    (STATES, {"value": 61, "unit": "%", "metric": "papers with released code"}),
    (CHANGES, {"value": 62.3, "unit": "%", "metric": "drift rate before tuning"}),
]
WRONG = [
    (TRADE, {"value": 76, "unit": "%", "metric": "tracking loss rate reduction"}),
    (TRADE, {"value": 0.2, "unit": "points", "metric": "real-time factor"}),
    (PROOF, {"value": 99.4, "unit": "%", "metric": "probability of detecting faked flights"}),
    (SHARES, {"value": 98.0, "unit": "%", "metric": "share of landings that drift into shallow water"}),
    (ROWS, {"value": 29.7, "metric": "SR"}),
    (ROWS, {"value": 21.5, "metric": "ROUGE-1"}),
    (TESTS, {"value": 0.412, "metric": "p-value of the Wader test"}),
    (COSTS, {"value": 2.6, "unit": "%", "metric": "reduction of inference overhead"}),
    (STATES, {"value": 23, "unit": "%", "metric": "papers that release code"}),
]


def flags(text: str, quantity: dict[str, Any]) -> list[str]:
    """Return the reasons of the checks that flag."""
    return [found.reason for found in check(text, {"quantities": [quantity]}) if found.verdict.flags]


@pytest.mark.parametrize(("text", "quantity"), RIGHT)
def test_a_wording_of_ones_own_is_not_flagged(text: str, quantity: dict[str, Any]) -> None:
    """Short forms, paraphrases, and the member of a row that goes with the number."""
    assert flags(text, quantity) == []


@pytest.mark.parametrize(("text", "quantity"), WRONG)
def test_a_measure_of_something_else_is_flagged(text: str, quantity: dict[str, Any]) -> None:
    """The measure of another number, of another clause or sentence, and of another member of a row."""
    assert flags(text, quantity) == ["other_metric"]


def test_a_value_before_a_change_is_not_the_one_after_it() -> None:
    """Words between "from" and the number, and a count between the two numbers, do not hide the change."""
    assert flags(CHANGES, {"value": 62.3, "unit": "%", "metric": "drift rate after tuning"}) == ["before_after_swapped"]
