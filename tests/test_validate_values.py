"""Values: honest notations are supported, everything computed, rounded or rescaled is not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extract.records import Nearest
from extract.validate import check

SUPPORTED = [
    ("It costs $0.50 per hour.", {"value": 0.5, "unit": "USD/hour"}),
    ("It takes 5 ms for a frame, i.e. 5 ms/frame.", {"value": 5, "unit": "ms/frame"}),
    ("The car does 90 km per hour.", {"value": 25, "unit": "m/s"}),
    ("Recall is 91.2 ± 0.4%.", {"value": 0.4, "unit": "%", "metric": "standard deviation of recall"}),
    ("A drop of 3.5~ms was seen.", {"value": 3.5, "unit": "ms", "quote": "3.5 ms"}),
    ("It took 2h 30min.", {"value": 150, "unit": "min"}),
    ("Screens of 1920x1080 are used.", {"value": 1080, "unit": "px"}),
    ("Accuracy is 83.6%.", {"value": 83.6, "unit": "%"}),
    ("Accuracy is 83.6%.", {"value": 0.836}),
    ("Accuracy is 83.60%.", {"value": Decimal("83.6"), "unit": "percent"}),
    ("Top-1 accuracy is 0.45.", {"value": 45, "unit": "%"}),
    ("The set has 1.4M images.", {"value": 1_400_000, "unit": "images"}),
    ("The set has 1.4M images.", {"value": 1.4, "unit": "million images"}),
    ("It takes 79 ms.", {"value": 0.079, "unit": "s"}),
    ("It takes 0.1 GPU-days.", {"value": 2.4, "unit": "GPU hours"}),
    ("It needs 4.6 GFLOPs.", {"value": 4_600_000_000, "unit": "FLOPs"}),
    ("Forty-two raters took part.", {"value": 42, "unit": "raters"}),
    ("It keeps 11/12 of the layers.", {"value": 0.9166666666666666}),
    ("Positives and negatives stand at a ratio of 7:3.", {"value": 7 / 3}),
    ("Positives and negatives stand at a ratio of 7:3.", {"value": Decimal("2.33333333333")}),
    ("It is two orders of magnitude faster.", {"value": 100, "unit": "x"}),
    ("Loss falls below 10^{-4}.", {"value": 0.0001}),
    ("Up to 14x faster than B.", {"value": 14, "unit": "x"}),
    ("Costs fall by 10-20%.", {"value": 20, "unit": "%"}),
    ("Costs fall by 10-20%.", {"value": 10, "value_high": 20, "unit": "%"}),
    ("It scores 91.3 ± 0.4%.", {"value": 91.3, "uncertainty": 0.4, "unit": "%"}),
    ("Accuracy is 83.6%.", {"value": "83.6%"}),
    ("The set has 1.4M images.", {"value": "1.4 million"}),
    ("It gains 2.3 points.", {"value": 2.3, "unit": "percentage points"}),
]
UNSUPPORTED = [
    ("The dose was 5 mg/kg.", {"value": 5, "unit": "g/kg"}, "unit_differs"),
    ("The car does 90 km/h.", {"value": 90, "unit": "m/s"}, "unit_differs"),
    ("The lake covers 12 km² of land.", {"value": 12, "unit": "km"}, "unit_differs"),
    ("Recall is 91.2 ± 0.4%.", {"value": 0.4, "unit": "%", "metric": "recall"}, "value_not_in_text"),
    ("A quarter of a million logs were read.", {"value": 1_000_000}, "value_not_in_text"),
    ("The half-life is 12.3(4) days.", {"value": 12.34, "unit": "days"}, "value_not_in_text"),
    ("Accuracy is 83.6%.", {"value": 83.9, "unit": "%"}, "value_not_in_text"),
    ("Accuracy is 83.6%.", {"value": 84, "unit": "%"}, "rounded"),
    ("It rises from 61.0% to 83.7%.", {"value": 22.7, "unit": "%"}, "derived"),
    ("It takes 79 ms.", {"value": 79, "unit": "s"}, "unit_differs"),
    ("The error falls by 12%.", {"value": 12, "unit": "x"}, "unit_differs"),
    ("It gains 2.3 percentage points.", {"value": 2.3, "unit": "% relative"}, "unit_differs"),
    ("It gains 9.8% (relative).", {"value": 9.8, "unit": "points"}, "unit_differs"),
    ("We paid £35.", {"value": 35, "unit": "USD"}, "unit_differs"),
    ("The set has 1.4M images.", {"value": 1400, "unit": "images"}, "scale_differs"),
    ("PSNR changes by −2.4 dB.", {"value": 2.4, "unit": "dB"}, "sign_differs"),
    ("We use ResNet-50 here.", {"value": 50, "unit": "layers"}, "in_name"),
    ("It was released in 2021.", {"value": 2021, "unit": "images"}, "in_year"),
    ("See https://example.org/run73 for code.", {"value": 73}, "in_url"),
    ("It beats others [14].", {"value": 14, "unit": "x"}, "in_citation"),
    ("Costs fall by 10-20%.", {"value": 10, "value_high": 30, "unit": "%"}, "high_not_stated"),
    ("Fewer than 40 raters took part.", {"value": 40, "unit": "raters", "modifier": "at_least"}, "bound_differs"),
    ("It scores 91.3 ± 0.4%.", {"value": 91.7, "unit": "%"}, "derived"),
    ("It stands at a ratio of 7:3.", {"value": Decimal("2.33333333343")}, "value_not_in_text"),
    ("Accuracy is 83.6%.", {"value": float("nan"), "unit": "%"}, "value_not_finite"),
    ("Accuracy is 83.6%.", {"value": Decimal("Infinity")}, "value_not_finite"),
    ("Accuracy is 83.6%.", {"value": "rather high"}, "value_not_read"),
    ("Accuracy is 83.6%.", {"value": Decimal("1e999999999")}, "value_not_in_text"),
]


def flags(text: str, quantity: dict[str, Any]) -> list[str]:
    """Return the reasons of the checks that flag."""
    return [found.reason for found in check(text, {"quantities": [quantity]}) if found.verdict.flags]


@pytest.mark.parametrize(("text", "quantity"), SUPPORTED)
def test_a_right_value_in_an_honest_notation_is_supported(text: str, quantity: dict[str, Any]) -> None:
    """Percent and fraction, scale words, units that convert, number words, powers and ends of ranges all agree."""
    assert flags(text, quantity) == []


@pytest.mark.parametrize(("text", "quantity", "reason"), UNSUPPORTED)
def test_a_wrong_value_is_unsupported_with_its_reason(text: str, quantity: dict[str, Any], reason: str) -> None:
    """What the text does not state is flagged, whatever it comes near to."""
    assert flags(text, quantity) == [reason]


def test_a_value_outside_its_quote_is_unsupported() -> None:
    """The quote has to hold the value, though the text states it elsewhere."""
    quantity = {"quote": "79.1% on B", "value": 87.4, "unit": "%"}
    assert flags("We reach 87.4% on A and 79.1% on B.", quantity) == ["value_not_in_quote"]


def test_a_number_of_the_title_grounds_nothing() -> None:
    """Numbers come from the text; the reason says that the title has it."""
    (found,) = check("We map galaxies.", {"value": 140, "unit": "galaxies"}, title="Mapping 140 galaxies")
    assert (found.verdict.value, found.reason) == ("unsupported", "in_title_only")


def test_a_miss_names_the_nearest_stated_value() -> None:
    """The check of a value that is not stated carries the one that comes nearest."""
    (found,) = check("Error is 4.1%, down from 7%.", {"value": 4.7, "unit": "%"})
    assert found.nearest == Nearest(value=4.1, unit="%", start=9, end=13, quote="4.1%")
    assert found.message == "the text does not state 4.7%; the nearest is 4.1%"


@pytest.mark.parametrize(
    ("text", "quantity", "message"),
    [
        ("We use ResNet-34 on 12 images.", {"value": 34, "unit": "layers"}, "34 stands in the text only inside a name; the nearest is 12"),
        ("It was released in 2021.", {"value": 2021, "unit": "images"}, "2021 stands in the text only as a year or date"),
        ("It beats others [14].", {"value": 14, "unit": "x"}, "14 stands in the text only in a citation"),
    ],
)
def test_the_nearest_value_is_never_one_that_grounds_nothing(text: str, quantity: dict[str, Any], message: str) -> None:
    """Numbers in names, years and citations are no values that a miss could have meant."""
    (found,) = check(text, {"quantities": [quantity]})
    assert (found.message, found.nearest and found.nearest.quote in text[-10:]) == (message, True if found.nearest else None)


def test_an_interval_in_brackets_behind_a_percentage_is_in_percent() -> None:
    """The ends of an interval have the unit of the value that it belongs to."""
    assert flags("Effectiveness was 78.6% (62.1-87.9) in June.", {"value": 62.1, "value_high": 87.9, "unit": "%"}) == []
