"""Properties of the validator: altered digits never pass, offsets cut out what they claim, nothing raises."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.validate import check, ground

NUMBERS = st.decimals(min_value=1, max_value=9999, places=2)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text(max_size=20)
KEYS = st.sampled_from(["quote", "value", "value_high", "unit", "dataset", "metric", "subject", "quantities", "start", "end", "x"])
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner),
    max_leaves=12,
)
NOISE = st.text(alphabet=st.sampled_from("0123456789.,%()[]±-–−~<>+/x×KMB$\\^{}_ \nabtimesonWe…"), max_size=80)


@given(NUMBERS, st.integers(0, 9), st.data())
def test_an_altered_digit_is_never_supported(number: Any, digit: int, data: st.DataObject) -> None:
    """Whatever digit of the stated number is changed, the value is unsupported."""
    stated = f"{number:.2f}"
    place = data.draw(st.sampled_from([i for i, char in enumerate(stated) if char.isdigit()]))
    altered = stated[:place] + str(digit) + stated[place + 1 :]
    found = check(f"It reaches {stated} ms here.", {"value": altered, "unit": "ms"})[0]
    assert (found.verdict == "supported") == (float(altered) == float(stated))


@given(NUMBERS, st.sampled_from(["{:.2f}%", "{:.2f} %", "{:.2f}\\%", "{:.2f} percent", "{:,.2f}%"]))
def test_a_right_percentage_stays_supported_in_any_notation(number: Any, form: str) -> None:
    """The value is supported as percent however the text writes it."""
    found = check(f"The loss grew by {form.format(number)} overall.", {"value": number, "unit": "%"})[0]
    assert found.verdict == "supported"


@given(
    st.integers(1, 999),
    st.sampled_from(
        [
            ("{} million images", 10**6, "images"),
            ("{}M images", 10**6, "images"),
            ("{}K tokens", 10**3, "tokens"),
            ("{} GFLOPs", 10**9, "FLOPs"),
            ("{} minutes", 60, "s"),
            ("{} GB", 1000, "MB"),
            ("{}x fewer steps", 1, "x"),
            ("{}-fold fewer steps", 1, "times"),
            ("{} percentage points", 1, "points"),
        ]
    ),
)
def test_a_right_value_stays_supported_on_another_scale(number: int, form: tuple[str, int, str]) -> None:
    """Scale words and units that convert change nothing about a value."""
    pattern, factor, unit = form
    found = check(f"It took {pattern.format(number)} in all.", {"value": number * factor, "unit": unit})[0]
    assert found.verdict == "supported"


@given(NOISE, DATA)
@settings(max_examples=150)
def test_nothing_raises_and_offsets_lie_in_the_text(text: str, data: Any) -> None:
    """Any text with any data gives checks whose spans lie in the text."""
    for found in check(text, [data]):
        assert found.start is None or (found.end is not None and 0 <= found.start <= found.end <= len(text))


@given(NOISE, st.data())
@settings(max_examples=150)
def test_grounded_quotes_are_cut_out_by_their_offsets(text: str, data: st.DataObject) -> None:
    """`text[start:end]` is the quote that stands in the grounded data."""
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    item = ground(text, {"quote": quote, "value": 1}).data
    assert item["start"] is None or text[item["start"] : item["end"]] == item["quote"]
