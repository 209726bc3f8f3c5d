"""Properties of the number reader that hold for any text."""

import re
from fractions import Fraction
from functools import partial

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.numbers import Distractor, read_numbers, read_value, undo_latex
from extract.numbers.reader import readings_of
from tests.timing import least_seconds

SCRAPS = """
0 1 7 12 2019 3.5 .5 1,000 12 500 86M 1.4 million seven one half twice third hundred two orders of magnitude × x ± +/- - – − ~ < ≥ %
\\% $ € to and , ; : . / | ( ) [ ] { } ^ _ ^{-3} \\times times geq le approx pm frac{1}{2} \\text{5 ms} ms GB ResNet- top- Table in of the
images ² ₂ ½ İ K et al. 10^ e-4 http://a.b/ point EUR A100 RTX IoU CI _{-7.8} ^{+9.4} (+0.3/-0.2) 4K 1080p ** · -to- per under over not than
"""
PIECES = st.sampled_from([*re.split(r"[ \n]+", SCRAPS), " ", "\n"])
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES, max_size=25).map(" ".join))


@given(TEXTS)
@settings(max_examples=500, deadline=None)
@example("AP_{50 75} 10^{-3}")
@example("mathrm{5, 10}")
@example("\ud83d\ude00 5%")
def test_offsets_cut_out_what_they_claim(text: str) -> None:
    """Quotes are verbatim, hold their number, and readings are in order and apart."""
    end = 0
    for reading in read_numbers(text):
        assert text[reading.start : reading.end] == reading.quote != ""
        assert reading.start <= reading.number_start < reading.number_end <= reading.end
        assert reading.start >= end
        assert reading.values
        end = reading.end


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_view_maps_every_span_back_to_where_it_came_from(text: str) -> None:
    """Unchanged stretches of the view are equal to their source, and the edits cover the rest."""
    view = undo_latex(text)
    at = source_at = 0
    for edit in view.edits:
        assert view.text[at : edit.start] == text[source_at : edit.source_start]
        at, source_at = edit.end, edit.source_end
    assert view.text[at:] == text[source_at:]
    assert view.source_span(0, len(view.text))[1] <= len(text)
    assert [reading.quote for reading in readings_of(view)] == [reading.quote for reading in read_numbers(text)]


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_value_raises(text: str) -> None:
    """Whatever a model gives as a value can be read or says nothing."""
    read_value(text)


def written(value: Fraction) -> list[str]:
    """Return ways to write a decimal with at most four places."""
    places = _decimal(value)
    whole, _, part = places.lstrip("-").partition(".")
    grouped = f"{int(whole):,}" + (f".{part}" if part else "")
    sign = "-" if value < 0 else ""
    ways = [places, sign + grouped, places.replace("-", "−"), places + "%", places + r"\%", places + " ms", places + "x", f"{places} ± 0.5"]
    if int(whole) == 0 and part:
        ways.append(f"{sign}.{part}")
    if "." not in places:
        ways += [f"{sign}{int(whole):,}".replace(",", "\u2009"), f"{sign}{whole}e0"]
    return ways


def _decimal(value: Fraction) -> str:
    sign, scaled = ("-" if value < 0 else ""), abs(value.numerator) * 10000 // value.denominator
    text = f"{scaled // 10000}.{scaled % 10000:04d}".rstrip("0").rstrip(".")
    return sign + text


@given(st.integers(-(10**12), 10**12), st.sampled_from([1, 10, 100, 1000]), st.data())
@settings(max_examples=400, deadline=None)
def test_a_number_written_in_any_form_keeps_its_value(digits: int, divisor: int, data: st.DataObject) -> None:
    """Reading back gives the exact value, as a value string and in running text, where 1684 may be a year."""
    value = Fraction(digits, divisor)
    way = data.draw(st.sampled_from(written(value)))
    assert read_value(way)[0].value == value
    found = [reading for reading in read_numbers(f"we reach {way} on it") if reading.distractor in (None, Distractor.YEAR)]
    assert [reading.values[0].value for reading in found] == [value]


SMALL = """
zero one two three four five six seven eight nine ten
eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
"""
ONES: list[str] = re.findall(r"\w+", SMALL)
TENS: list[str] = re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety")


def spelled(number: int) -> str:
    """Return a number below a billion in English words."""
    for size, word in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            return f"{spelled(number // size)} {word}" + (f" {spelled(rest)}" if rest else "")
    if number < 20:
        return ONES[number]
    return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")


@given(st.integers(0, 10**9 - 1))
@settings(max_examples=300, deadline=None)
def test_a_spelled_number_keeps_its_value(number: int) -> None:
    """English number words of any length are one number."""
    assert [value.value for value in read_value(spelled(number))[:1]] == [number]


REPEATED = ["1", "[", "[1,", "(1 ", "a ± ", "1 ± ", ",", "1,", "1x", "1/", "1:", "1-", "1 to ", "111 ", "one ", "hundred "]


@pytest.mark.parametrize("piece", [*REPEATED, "$", "\\", "^{", "1.", "{", "e1", "10^", "1 A ", "top 1, ", "^+1_-", "1-to-", "x1", "$1m"])
def test_time_is_linear_in_the_length_of_the_text(piece: str) -> None:
    """No text of one kind takes much longer than ten times what a tenth of it takes."""
    text = piece * (60_000 // len(piece))
    short, long = (least_seconds(partial(read_numbers, text[:length])) for length in (6_000, 60_000))
    assert long < 40 * max(short, 0.005)
