"""The number reader: every notation it knows, and what it tells apart."""

from fractions import Fraction

import pytest

from extract.numbers import Distractor, Form, Modifier, Reading, Value, read_numbers, read_value


def only(text: str) -> Reading:
    """Return the one reading of a text."""
    (reading,) = read_numbers(text)
    return reading


def quantities(text: str) -> list[tuple[str, Fraction, str | None]]:
    """Return quote, likeliest value and unit of every quantity."""
    found = [reading for reading in read_numbers(text) if reading.distractor is None]
    return [(reading.quote, reading.values[0].value, reading.values[0].unit) for reading in found]


def distractors(text: str) -> list[tuple[str, Distractor]]:
    """Return quote and reason of every number that is no quantity."""
    return [(reading.quote, reading.distractor) for reading in read_numbers(text) if reading.distractor is not None]


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit"),
    [
        ("it reaches 83.6% here", "83.6%", "83.6", "%"),
        (r"it reaches 83.6\% here", r"83.6\%", "83.6", "%"),
        ("it reaches 83.6 per cent here", "83.6 per cent", "83.6", "%"),
        ("a gain of 1.1p.p. there", "1.1p.p.", "1.1", "points"),
        ("a gain of 4.6%p there", "4.6%p", "4.6", "points"),
        ("a gain of 2 percentage points", "2 percentage points", "2", "points"),
        ("p < .05 was needed", "< .05", "0.05", None),
        ("1,400,000 sentences", "1,400,000", "1400000", "sentences"),
        ("12\u2009500 leaves", "12\u2009500", "12500", "leaves"),
        ("12 500 leaves", "12 500", "12500", "leaves"),
        ("1.4 million parameters", "1.4 million", "1400000", "parameters"),
        ("86M parameters", "86M", "86000000", "parameters"),
        ("915K results", "915K", "915000", "results"),
        ("a 7B model", "7B", "7000000000", "parameters"),
        ("4.6 GFLOPs in all", "4.6 GFLOPs", "4600000000", "FLOPs"),
        ("600M MACs", "600M MACs", "600000000", "MACs"),
        ("31 GB of storage", "31 GB", "31", "GB"),
        ("79ms latency", "79ms", "79", "ms"),
        ("a launch takes 250 µs", "250 µs", "250", "µs"),
        ("5 μg/ml of it", "5 μg/ml", "5", "µg/ml"),
        ("30 GPU hours were spent", "30 GPU hours", "30", "GPU-hours"),
        ("at 1.0 frame/sec", "1.0 frame/sec", "1", "FPS"),
        ("it cost $4,200", "$4,200", "4200", "USD"),
        ("it cost €1.5 million", "€1.5 million", "1500000", "EUR"),
        ("priced at US$0.002", "US$0.002", "1/500", "USD"),
        ("it is 2.8times faster", "2.8times", "2.8", "x"),
        ("it is 3× faster", "3×", "3", "x"),
        ("it is 3 times faster", "3 times", "3", "x"),
        ("a 12-fold reduction", "12-fold", "12", "x"),
        ("it shrinks threefold", "threefold", "3", "x"),
        ("it is twice as wide", "twice", "2", "x"),
        ("time quadruples", "quadruples", "4", "x"),
        ("two orders of magnitude faster", "two orders of magnitude", "100", "x"),
        ("an order of magnitude fewer", "an order of magnitude", "10", "x"),
        ("Forty-two annotators", "Forty-two", "42", "annotators"),
        ("a hundred and twenty dialects", "a hundred and twenty", "120", "dialects"),
        ("Half a million receipts", "Half a million", "500000", "receipts"),
        ("a dozen countries", "a dozen", "12", "countries"),
        ("Three quarters of the raters", "Three quarters", "3/4", "raters"),
        ("one in five links", "one in five", "1/5", "links"),
        ("11/12 of the layers", "11/12", "11/12", "layers"),
        ("it is 1/14 of that", "1/14", "1/14", "x"),
        ("it has ⅕ of the weights", "⅕", "1/5", "weights"),
        ("2:4 sparsity", "2:4", "1/2", None),
        ("a ratio of 24:1", "24:1", "24", None),
        ("224x224 images", "224x224", "224", "px"),
        ("a size of 1248times1248", "1248times1248", "1248", "px"),
        ("an input of 224^2", "224^2", "224", "px"),
        ("below 10^{-3} in all", "10^{-3}", "1/1000", None),
        (r"set to $5 \times 10^{-4}$ here", r"5 \times 10^{-4}", "1/2000", None),
        ("a rate of 4.7e-4", "4.7e-4", "47/100000", None),
        ("2^{16} entries", "2^{16}", "65536", "entries"),
        ("by −2.4 dB", "−2.4 dB", "-2.4", "dB"),
        ("r = –0.31 there", "–0.31", "-0.31", None),
        ("Latency fell to 3,75 ms", "3,75 ms", "3.75", "ms"),
        ("a 10-day audit", "10-day", "10", "days"),
        ("with 8-bit weights", "8-bit", "8", "bits"),
        ("a 128-layer model", "128", "128", "layers"),
        ("5-shot learning", "5", "5", "shots"),
        ("6‰ after rework", "6‰", "6", "‰"),
        ("on three different model scales", "three", "3", "model scales"),
        ("across 44 representative benchmarks", "44", "44", "benchmarks"),
    ],
)
def test_a_notation_is_read_with_its_value_and_unit(text: str, quote: str, value: str, unit: str | None) -> None:
    """Each notation gives its own characters, the exact value and the unit as a record names it."""
    assert quantities(text) == [(quote, Fraction(value), unit)]


@pytest.mark.parametrize(
    ("text", "quote", "low", "high", "unit"),
    [
        ("a 10-20% gain", "10-20%", "10", "20", "%"),
        ("ranged over 5–8 ms", "5–8 ms", "5", "8", "ms"),
        ("between 0.4k and 110k samples", "0.4k and 110k", "400", "110000", "samples"),
        ("sizes ranging from 86M to 632M parameters", "86M to 632M", "86000000", "632000000", "parameters"),
        (r"by 3.2\% to 6.1\%", r"3.2\% to 6.1\%", "3.2", "6.1", "%"),
        ("10-150 MFLOPs", "10-150 MFLOPs", "10000000", "150000000", "FLOPs"),
        ("5-2500X lower", "5-2500X", "5", "2500", "x"),
        ("1-2 orders of magnitude", "1-2 orders of magnitude", "10", "100", "x"),
    ],
)
def test_a_range_in_one_expression_has_a_low_and_a_high_end(text: str, quote: str, low: str, high: str, unit: str) -> None:
    """A span of values is one reading, and a unit or scale that stands once holds for both ends."""
    reading = only(text)
    assert (reading.quote, reading.values[0]) == (quote, Value(Fraction(low), unit, Fraction(high)))


def test_a_change_from_before_to_after_is_two_quantities() -> None:
    """ "from A to B" is no range where something went from A to B."""
    text = "it improves accuracy from 61.0% to 83.7% and cuts storage from 31 GB to 2 GB"
    assert quantities(text) == [
        ("61.0%", Fraction(61), "%"),
        ("83.7%", Fraction("83.7"), "%"),
        ("31 GB", Fraction(31), "GB"),
        ("2 GB", Fraction(2), "GB"),
    ]


def test_what_follows_plus_minus_is_the_uncertainty() -> None:
    """A value with ± is one reading."""
    assert only("reaches 91.3 ± 0.4% on it").values == (Value(Fraction("91.3"), "%", None, Fraction("0.4")),)
    assert only(r"was 7.9\pm0.3\% across").values == (Value(Fraction("7.9"), "%", None, Fraction("0.3")),)


def test_the_unit_behind_a_list_holds_for_each_member() -> None:
    """Units and counted nouns that stand once, at the end, are shared."""
    assert [unit for _, _, unit in quantities("gains of 5.6, 4.5 and 3.0% are seen")] == ["%", "%", "%"]
    assert [unit for _, _, unit in quantities("sets of 104,000 and 8,174 images")] == ["images", "images"]
    assert [unit for _, _, unit in quantities("2-, 3- and 4-bit weights")] == ["bits", "bits", "bits"]


def test_slash_and_pipe_lists_are_separate_values() -> None:
    """82.9/84.8 is no fraction."""
    assert [value for _, value, _ in quantities("gets 82.9/84.8 accuracy")] == [Fraction("82.9"), Fraction("84.8")]
    assert [value for _, value, _ in quantities("gets 95.1 | 93.2 | 90.4")] == [Fraction("95.1"), Fraction("93.2"), Fraction("90.4")]


@pytest.mark.parametrize(
    ("text", "modifier", "quote"),
    [
        ("about 80% of it", Modifier.APPROX, "80%"),
        ("~13x speedup", Modifier.APPROX, "~13x"),
        ("approx13% fewer", Modifier.APPROX, "approx13%"),
        ("up to 10% more", Modifier.UP_TO, "10%"),
        ("at least 200 GPU-hours", Modifier.AT_LEAST, "200 GPU-hours"),
        ("spanning over 100 languages", Modifier.AT_LEAST, "100"),
        ("over 80%+ of it", Modifier.AT_LEAST, "80%+"),
        ("geq 81.3% on it", Modifier.AT_LEAST, "geq 81.3%"),
        ("less than 4 hours", Modifier.AT_MOST, "4 hours"),
        ("in under 3 days", Modifier.AT_MOST, "3 days"),
        ("(<80ms)", Modifier.AT_MOST, "<80ms"),
        ("5 days or more", Modifier.AT_LEAST, "5 days"),
        ("averaged over 5 seeds", None, "5"),
        ("it is 99% over 10,400 images", None, "99%"),
        ("under 10% labels", None, "10%"),
    ],
)
def test_words_and_signs_around_a_number_modify_it(text: str, modifier: Modifier | None, quote: str) -> None:
    """Signs stand in the quote, words do not; "over" and "under" count only where they bound."""
    reading = read_numbers(text)[0]
    assert (reading.modifier, reading.quote) == (modifier, quote)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ResNet-50", Distractor.NAME),
        ("ImageNet-1K", Distractor.NAME),
        ("ViT-B/16", Distractor.NAME),
        ("GPT-4", Distractor.NAME),
        ("a top-1 score", Distractor.NAME),
        ("weighted F1 is", Distractor.NAME),
        ("in 3D space", Distractor.NAME),
        ("CO_2", Distractor.NAME),
        ("a CO₂ sensor", Distractor.NAME),
        ("LLaMA-7B", Distractor.NAME),
        ("on a Pixel 1 phone", Distractor.NAME),
        ("Wu Dao 2.0 focuses", Distractor.NAME),
        ("in 2014", Distractor.YEAR),
        ("the 2012 challenge", Distractor.YEAR),
        ("in March 2019", Distractor.DATE),
        ("see [29] for it", Distractor.CITATION),
        ("Nguyen et al. (2016)", Distractor.CITATION),
        ("As shown in Table 5", Distractor.REFERENCE),
        ("in Section 4.2 it", Distractor.REFERENCE),
        ("in phase 3 of it", Distractor.REFERENCE),
        ("https://example.org/a/2", Distractor.URL),
        ("arXiv:2103.01988", Distractor.URL),
        ("costs O(n^2)", Distractor.FORMULA),
        ("the one with it", Distractor.PRONOUN),
        ("a two-stage method", Distractor.DESIGN),
        ("we propose two modules", Distractor.DESIGN),
        ("the 3rd challenge", Distractor.ORDINAL),
        ("top 10 accuracy", Distractor.CUTOFF),
        ("hundreds of layers", Distractor.VAGUE),
        ("many orders of magnitude", Distractor.VAGUE),
    ],
)
def test_numbers_that_are_no_quantities_say_why(text: str, kind: Distractor) -> None:
    """Each kind of distractor is told apart."""
    assert {reason for _, reason in distractors(text)} == {kind}
    assert quantities(text) == []


def test_list_numbers_are_told_from_counts() -> None:
    """(1), 2) and "3." open items; the numbers in the items stay quantities."""
    text = "As follows: (1) 12 tasks; (2) 9 domains. Also: 1) 5 sites, 2) 7 cities. 1. Fast. 2. Small."
    assert [value for _, value, _ in quantities(text)] == [12, 9, 5, 7]
    assert {kind for _, kind in distractors(text)} == {Distractor.LIST_NUMBER}


def test_a_number_has_several_readings_where_the_text_allows_them() -> None:
    """48G is a count or gigabytes; a bare score may be percent."""
    assert only("needs 48G memory").values == (Value(Fraction(48 * 10**9)), Value(Fraction(48), "GB"))
    assert read_numbers("an accuracy of 71.5 on it")[0].values == (Value(Fraction("71.5")), Value(Fraction("71.5"), "%"))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("83.6%", "83.6", "%"),
        ("1.4 million", "1400000", None),
        ("twice", "2", "x"),
        ("-0.5", "-0.5", None),
        ("1,400,000", "1400000", None),
        ("4.7e-4", "0.00047", None),
        ("seven", "7", None),
        ("one", "1", None),
        ("2019", "2019", None),
    ],
)
def test_a_verbatim_value_is_read_as_one_number(text: str, value: str, unit: str | None) -> None:
    """What a model gives as a value says one number."""
    assert read_value(text)[0] == Value(Fraction(value), unit)


@pytest.mark.parametrize("text", ["", "NaN", "Infinity", "n/a", "ResNet-50", "1 and 7 then 9", "1e999999999", "9" * 5000])
def test_a_value_that_is_no_number_says_nothing(text: str) -> None:
    """Strings without one readable number give no value."""
    assert read_value(text) == []


def test_readings_know_their_form() -> None:
    """The form tells how a number is written."""
    text = "7 of seven, 0.5, 10-20, 224x224, 10^4, 3x, 2:4, 1/3 and two orders of magnitude"
    assert [reading.form for reading in read_numbers(text)] == [
        Form.INTEGER,
        Form.WORD,
        Form.DECIMAL,
        Form.RANGE,
        Form.DIMENSION,
        Form.POWER,
        Form.MULTIPLIER,
        Form.RATIO,
        Form.FRACTION,
        Form.ORDERS,
    ]
