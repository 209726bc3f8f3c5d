"""Notations that people write besides the plain ones: other thousands marks, amounts in two units, errors, prices, odd spellings."""

from fractions import Fraction

import pytest

from extract.numbers import Distractor, read_numbers

Item = tuple[str, str, str | None]


def quantities(text: str) -> list[Item]:
    """Return quote, likeliest value (with the upper end of a range) and unit of every quantity."""
    items = []
    for reading in read_numbers(text):
        if reading.distractor is None:
            value = reading.values[0]
            items.append((reading.quote, str(value.value) if value.high is None else f"{value.value}..{value.high}", value.unit))
    return items


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it holds 1'250'000 rows", [("1'250'000", "1250000", "rows")]),
        ("it holds 1’250 rows", [("1’250", "1250", "rows")]),
        ("it holds 3~200~000 rows", [("3~200~000", "3200000", "rows")]),
        ("it holds 2_000_000 rows", [("2_000_000", "2000000", "rows")]),
        ("kostete 1.250.000 Lire und 3,5 % Steuer", [("1.250.000", "1250000", None), ("3,5 %", "7/2", "%")]),
        ("it costs 1.5 lakh rupees", [("1.5 lakh rupees", "150000", "INR")]),
    ],
)
def test_thousands_are_parted_in_many_ways(text: str, expected: list[Item]) -> None:
    """Apostrophes, ties, low lines and, where commas are decimal, points part thousands."""
    assert quantities(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we vary 1k-10k documents", [("1k-10k", "1000..10000", "documents")]),
        ("it has 1.2M–1.5M rows", [("1.2M–1.5M", "1200000..1500000", "rows")]),
        ("a 3x-5x zoom", [("3x-5x", "3..5", "x")]),
        ("on 8GB/16GB cards", [("8GB", "8", "GB"), ("16GB", "16", "GB")]),
        ("losing 10~20% of it", [("10~20%", "10..20", "%")]),
        ("losing 10.5% ~ 20% of it", [("10.5% ~ 20%", "21/2..20", "%")]),
        ("losing 62% upto 90% of it", [("62% upto 90%", "62..90", "%")]),
        ("at $2–3 million", [("$2–3 million", "2000000..3000000", "USD")]),
        ("from 1.1 → 3.3 GB/s", [("1.1", "11/10", "GB/s"), ("3.3 GB/s", "33/10", "GB/s")]),
    ],
)
def test_both_ends_may_have_their_scale_or_unit(text: str, expected: list[Item]) -> None:
    """A number behind a dash or slash is no name where letters of another number stand before it."""
    assert quantities(text) == expected


def test_sizes_behind_a_name_stay_part_of_it() -> None:
    """7B/13B behind the name of a model are no quantities, alone they are."""
    assert quantities("Lama 2 7B/13B and LaMo-7B/13B") == []
    assert quantities("sizes of 7B/13B") == [("7B", "7000000000", None), ("13B", "13000000000", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("took 2h 30min in all", [("2h 30min", "5/2", "h")]),
        ("took 2 hours and 30 minutes in all", [("2 hours and 30 minutes", "5/2", "h")]),
        ("took 1h30 in all", [("1h30", "3/2", "h")]),
        ("took a year and a half in all", [("a year and a half", "3/2", "years")]),
        ("took 2 hours and 30 minutes on A and B, respectively", [("2 hours", "2", "h"), ("30 minutes", "30", "min")]),
        ("took between 2 h and 30 min", [("2 h", "2", "h"), ("30 min", "30", "min")]),
    ],
)
def test_an_amount_in_two_units_is_one(text: str, expected: list[Item]) -> None:
    """Hours and minutes are added up unless the text tells them apart."""
    assert quantities(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "error"),
    [
        (r"a mass of $12.3_{\pm 0.4}$ units", "123/10", "2/5"),
        ("a mass of 12.3_{±0.4} units", "123/10", "2/5"),
        ("a mass of 12.3(4) kg", "123/10", "2/5"),
        ("a bias of 1.50(12) V", "3/2", "3/25"),
    ],
)
def test_an_error_may_be_an_index_or_stand_for_the_last_digits(text: str, value: str, error: str) -> None:
    """What follows as an index with ± or in brackets right behind a decimal is its uncertainty."""
    (reading,) = read_numbers(text)
    assert (reading.values[0].value, reading.values[0].uncertainty) == (Fraction(value), Fraction(error))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the rate is 1.2e-3.", [("1.2e-3", "3/2500", None)]),
        ("below 2.5 x 10-4.", [("2.5 x 10-4", "1/4000", None)]),
        ("12 m s^{-1}.", [("12 m s^{-1}", "12", "m s^-1")]),
        ("at 20 mK and 3 µK", [("20 mK", "20", "mK"), ("3 µK", "3", "µK")]),
        ("350 mAh and 3-5 kΩ", [("350 mAh", "350", "mAh"), ("3-5 kΩ", "3..5", "kΩ")]),
        (r"takes 15 \mu s each", [(r"15 \mu s", "15", "µs")]),
        ("takes 3.5&nbsp;ms each", [("3.5&nbsp;ms", "7/2", "ms")]),
        ("the 24-h mean", [("24-h", "24", "h")]),
        ("at minus 40 degrees", [("minus 40 degrees", "-40", "degrees")]),
        ("a quarter of a million rows", [("a quarter of a million", "250000", "rows")]),
        ("for 350 € or US$ 1.2 million", [("350 €", "350", "EUR"), ("US$ 1.2 million", "1200000", "USD")]),
        ("aborted at first to 1.3 m", [("1.3 m", "13/10", "m")]),
        ("in 2015, 2,015 people came", [("2,015", "2015", "people")]),
        ("about 10<sup>-3</sup> of CO<sub>2</sub>", [("10<sup>-3</sup>", "1/1000", None)]),
        (r"with $\times 10$ fewer steps", [(r"\times 10", "10", "x")]),
        ("all (2,700,000) of them", [("2,700,000", "2700000", None)]),
        ("a small model size (<10M)", [("<10M", "10000000", "parameters")]),
        ("better by 1.4-4.8 XYZ points", [("1.4-4.8", "7/5..24/5", "points")]),
    ],
)
def test_odd_spellings_of_quantities_are_read(text: str, expected: list[Item]) -> None:
    """Powers at the end of a sentence, rare units, signs and currencies in words or behind the amount."""
    assert quantities(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("an xyz2vec 2.0 model", Distractor.NAME),
        ("see Fig. 3B there", Distractor.REFERENCE),
        ("77 in mAP$_{\\text{50}}$", Distractor.NAME),
        ("1000s of users", Distractor.VAGUE),
        ("ISBN 978-3-16-000000-0", Distractor.NAME),
        ("(\\romannumeral 1) one and (\\romannumeral 2) two", Distractor.LIST_NUMBER),
    ],
)
def test_names_references_and_vague_numbers_are_no_quantities(text: str, kind: Distractor) -> None:
    """Versions behind a name with digits, panels of figures, indices and codes."""
    assert kind in {reading.distractor for reading in read_numbers(text)}


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("seven demanding 3D vision and text benchmarks", "benchmarks"),
        ("600 human-to-human (H2H) annotated dialogues", "dialogues"),
        ("15 metallic, coloured, and mostly symmetrical objects", "objects"),
    ],
)
def test_a_noun_is_counted_behind_a_long_description(text: str, noun: str) -> None:
    """Adjectives in a row, an abbreviation in brackets and two fields joined by "and" do not hide what is counted."""
    assert quantities(f"it holds {text}")[0][2] == noun


def test_footnote_marks_are_no_quantities() -> None:
    """A number raised by markup is the mark of a footnote."""
    assert quantities('scores 71.2 % <sup xmlns:x="http://x.org/2">1</sup> here.<sup>2</sup>') == [("71.2 %", "356/5", "%")]


@pytest.mark.parametrize("text", ["baseline minus 3 apples", "grid_1_200", "score of 83.6 (4)", "data from before 1985"])
def test_look_alikes_are_not_taken_for_them(text: str) -> None:
    """A difference, a name with low lines, a citation behind a blank and a year are what they are."""
    assert all(reading.values[0].value >= 0 and reading.values[0].uncertainty is None for reading in read_numbers(text))
    assert {reading.distractor for reading in read_numbers("data from before 1985")} == {Distractor.YEAR}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.2$\\times$-3.4$\\times$", [(1.2, 3.4, "x")]),
        ("2×-3× faster", [(2.0, 3.0, "x")]),
        ("$5\\%$--$7\\%$", [(5.0, 7.0, "%")]),
        ("10 -- 20 ms", [(10.0, 20.0, "ms")]),
        ("20°-30°", [(20.0, 30.0, "°")]),
        ("100 MB-2 GB", [(100.0, None, "MB"), (2.0, None, "GB")]),
        ("8 h-12 h", [(8.0, 12.0, "h")]),
        ("5 W m-2", [(5.0, None, "W m-2")]),
        ("a change of -5%", [(-5.0, None, "%")]),
        ("$-3.2$", [(-3.2, None, None)]),
    ],
)
def test_a_dash_between_two_numbers_is_no_sign_and_no_power(text: str, expected: list[tuple[float, float | None, str | None]]) -> None:
    """However it is written, and whatever unit stands before it."""
    values = [reading.values[0] for reading in read_numbers(text)]
    assert [(float(value.value), None if value.high is None else float(value.high), value.unit) for value in values] == expected


def test_numbers_compared_share_a_unit_that_stands_behind_a_device() -> None:
    """As those of any list do."""
    assert [reading.values[0].unit for reading in read_numbers("It took 70 vs. 620 V100 GPU days.")][:2] == ["GPU-days", "GPU-days"]


def test_billions_before_a_kind_of_network_are_parameters() -> None:
    """However many words stand between them, but no small ones."""
    text = "We train a 27B Swift shared diffusion transformer on 3M images for a model."
    units = [reading.values[0].unit for reading in read_numbers(text)]
    assert units == ["parameters", "images"]
