"""Names are found however their pieces are spaced, in time that grows with the text."""

from __future__ import annotations

import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.validate import check
from extract.validate.spelling import lowered, spelled_places
from tests.timing import least_seconds

TEXT = "We use CIFAR-10, CIFAR-100, the Image Nets and ResNet50s; ResNet-50x is none."
PIECES = st.lists(st.sampled_from(["ab", "a", "7", "70", "-", " ", "_", "s", "es", "B", "."]), max_size=12).map("".join)
LINES = ["1", "(", "()", "a ± ", "1,1,", "1% on A, ", "A1 by 1% and ", "1/", "4 to 3 on A, "]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("CIFAR10", ["CIFAR-10"]),
        ("image net", ["Image Nets"]),
        ("ResNet-50", ["ResNet50s"]),
        ("CIFAR", ["CIFAR", "CIFAR"]),
        ("10", ["10"]),
        ("-", []),
    ],
)
def test_a_name_is_found_in_any_spelling_as_a_whole_word(name: str, found: list[str]) -> None:
    """Hyphens, blanks and the plural may differ; a longer number or word is another name."""
    assert [TEXT[start:end] for start, end in spelled_places(lowered(TEXT), name, (0, len(TEXT)))] == found


@given(PIECES, PIECES)
def test_places_are_those_of_the_pattern(text: str, name: str) -> None:
    """The same places as a regular expression made of the pieces of the name."""
    pieces = re.findall(r"[^\W\d_]+|\d+", name)
    pattern = r"(?<![^\W_])" + r"[\W_]{0,3}".join(map(re.escape, pieces)) + r"(?:e?s)?(?![^\W_])"
    wanted = [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)] if pieces else []
    assert spelled_places(lowered(text), name, (0, len(text))) == wanted


@given(st.text(max_size=20))
def test_lower_case_keeps_every_place(text: str) -> None:
    """Letters whose lower case is longer are left as they are."""
    assert len(lowered(text)) == len(text)


@pytest.mark.parametrize("line", LINES)
def test_no_line_makes_checking_slow(line: str) -> None:
    """A long line of one thing is read and checked in time that grows with its length, not with its square."""
    quantity = {"value": 7, "unit": "%", "quote": "1", "metric": "accuracy over A", "subject": "A", "dataset": "B", "baseline": "A"}
    data = {"quantities": [quantity, {"value": 1, "metric": "x"}]}
    short, long = (least_seconds(partial(check, line * (length // len(line)), data), repeat=1) for length in (10_000, 80_000))
    assert long < 32 * short + 0.5


@pytest.mark.parametrize(("name", "found"), [("Route 2", True), ("Route 3", True), ("Route 8", False), ("Track 2", False)])
def test_a_numbered_name_is_found_in_a_range(name: str, found: bool) -> None:
    """ "Routes 1-3" names three of them."""
    checks = check("We drove 4 km on Routes 1-3 and 7 km on Tracks 5 to 9.", {"value": 4, "unit": "km", "dataset": name})
    assert ("name_not_in_source" not in [each.reason for each in checks]) is found
