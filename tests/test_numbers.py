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
        ("a run of 3·10^8 steps", "3·10^8", "300000000", "steps"),
        ("a run of 3·10⁸ steps", "3·10⁸", "300000000", "steps"),
        ("a run of 3 x 10^8 steps", "3 x 10^8", "300000000", "steps"),
        ("some 2**16 entries", "2**16", "65536", "entries"),
        ("a flux of (3.2 ± 0.1) × 10^5 there", "(3.2 ± 0.1) × 10^5", "320000", None),
        ("two-orders-of-magnitude savings", "two-orders-of-magnitude", "100", "x"),
        ("three full orders of magnitude", "three full orders of magnitude", "1000", "x"),
        ("1.5 orders of magnitude more", "1.5 orders of magnitude", "1.5", "orders of magnitude"),
        ("a 4-to-1 majority", "4-to-1", "4", None),
        ("a 7 : 3 split", "7 : 3", "7/3", None),
        ("seven out of ten drivers", "seven out of ten", "7/10", "drivers"),
        ("a ratio of at most 4/3 there", "4/3", "4/3", "x"),
        ("it took 2½ cups", "2½", "5/2", "cups"),
        ("it took 1 1/2 hours", "1 1/2 hours", "3/2", "h"),
        ("sales of 5.2 mln units", "5.2 mln", "5200000", "units"),
        ("ninety-eight point seven percent", "ninety-eight point seven percent", "98.7", "%"),
        ("two point five times slower", "two point five times", "2.5", "x"),
        ("cut by a third.", "third", "1/3", "x"),
        ("within half a point of it", "half a point", "1/2", "points"),
        ("one tenth of a percent", "one tenth of a percent", "1/10", "%"),
        ("it halves memory", "halves", "1/2", "x"),
        ("an epsilon of 8/255 there", "8/255", "8/255", None),
        ("shrunk by a factor of 512.", "512", "512", "x"),
        ("soft labels are worth 5.2 F1 points", "5.2", "5.2", "points"),
        ("for ×4 enlargement", "×4", "4", "x"),
        ("for x4 upscaling", "x4", "4", "x"),
        ("streams of 1080p and more", "1080p", "1080", "px"),
        ("at 4K resolution", "4K", "4000", "px"),
        ("it paid EUR 6,500 to all", "EUR 6,500", "6500", "EUR"),
        ("it paid €3m to all", "€3m", "3000000", "EUR"),
        ("two RTX 3090s suffice", "two", "2", "GPUs"),
        ("on 8 A100s overnight", "8", "8", "GPUs"),
        ("it took 64 A100 GPU-days", "64", "64", "GPU-days"),
        ("2,048-d vectors", "2,048", "2048", "dimensions"),
        ("six 3x3 convolutions", "six", "6", "convolutions"),
        ("saw 1,862 taxa there", "1,862", "1862", "taxa"),
        ("a flow of 5 mL·min⁻¹ there", "5 mL·min⁻¹", "5", "mL·min^-1"),
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
    assert [found for found in quantities(text) if found[0] != "3x3"] == [(quote, Fraction(value), unit)]


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
        ("1–2 × 10⁻³ mol", "1–2 × 10⁻³ mol", "0.001", "0.002", "mol"),
        ("a front from 0.6 to 4.1 GMACs", "0.6 to 4.1 GMACs", "600000000", "4100000000", "MACs"),
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


def test_unequal_errors_keep_the_larger() -> None:
    """An error above and another below make one reading."""
    assert only("is 69.1^{+9.4}_{-7.8} km there").values == (Value(Fraction("69.1"), "km", None, Fraction("9.4")),)
    assert only("is 5.2 (+0.2/-0.3) days there").values == (Value(Fraction("5.2"), "days", None, Fraction("0.3")),)


def test_the_unit_behind_a_list_holds_for_each_member() -> None:
    """Units and counted nouns that stand once, at the end, are shared."""
    assert [unit for _, _, unit in quantities("gains of 5.6, 4.5 and 3.0% are seen")] == ["%", "%", "%"]
    assert [unit for _, _, unit in quantities("sets of 104,000 and 8,174 images")] == ["images", "images"]
    assert [unit for _, _, unit in quantities("2-, 3- and 4-bit weights")] == ["bits", "bits", "bits"]
    assert [unit for _, _, unit in quantities("codes of 16, 32, 64, ..., 512 bits")] == ["bits"] * 4
    assert [unit for _, _, unit in quantities("with 31M parameters; the other, having 39M, wins")] == ["parameters", "parameters"]


def test_a_unit_is_not_shared_with_a_number_that_stands_apart() -> None:
    """A setting with a sign of equality and the digits of a product are no members of the list they happen to stand in."""
    assert [unit for _, _, unit in quantities("with beta=0.1 and 10% of it")] == [None, "%"]
    assert quantities("on a Zephyr 14 and 0.6 ms on it") == [("0.6 ms", Fraction("0.6"), "ms")]


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
        ("taking under four minutes", Modifier.AT_MOST, "four minutes"),
        ("within 1% of it", Modifier.AT_MOST, "1%"),
        ("as low as 2%", Modifier.UP_TO, "2%"),
        ("it never reads more than 7 tokens", Modifier.AT_MOST, "7"),
        ("without exceeding 5 ms", Modifier.AT_MOST, "5 ms"),
        ("it does not fall below 60%", Modifier.AT_LEAST, "60%"),
        ("models exceeding 87% accuracy", Modifier.AT_LEAST, "87%"),
        ("surpassing the 82.0% of it", None, "82.0%"),
        ("exceeding 71.2% reported there", None, "71.2%"),
        ("takes over six weeks", Modifier.AT_LEAST, "six weeks"),
        ("Over six weeks, they ran", None, "six weeks"),
        ("taxes grow over ten years", None, "ten years"),
        ("an anisotropy of nearly two", Modifier.APPROX, "two"),
        ("for sizes as small as 4", None, "4"),
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
        ("using Python 3.10 there", Distractor.NAME),
        ("under CC BY 4.0 there", Distractor.NAME),
        ("with W4A4 there", Distractor.NAME),
        ("on A100-80GB cards", Distractor.NAME),
        ("an RTX 3090 card", Distractor.NAME),
        ("a Zephyr 2 7B tuned", Distractor.NAME),
        ("in 2014", Distractor.YEAR),
        ("the 1990s", Distractor.YEAR),
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
        ("a 95% CI of it", Distractor.CUTOFF),
        ("a 90% credible interval", Distractor.CUTOFF),
        ("AP at an IoU threshold of 0.5", Distractor.CUTOFF),
        ("by successive halving", Distractor.DESIGN),
        ("hundreds of layers", Distractor.VAGUE),
        ("many orders of magnitude", Distractor.VAGUE),
    ],
)
def test_numbers_that_are_no_quantities_say_why(text: str, kind: Distractor) -> None:
    """Each kind of distractor is told apart."""
    assert {reason for _, reason in distractors(text)} == {kind}
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("lower than Zephyr's 12.0 there", "12"),
        ("Nearly 40 of them", "40"),
        ("AP50 45 there", "45"),
        ("conditions 12 were met", "12"),
        ("in the last two stages only", "2"),
        ("with one head per channel", "1"),
        ("by less than one AP", "1"),
    ],
)
def test_a_number_behind_a_name_or_in_a_phrase_of_design_may_be_a_quantity(text: str, value: str) -> None:
    """Possessives, hedges in capitals and metrics make no names; what is singled out of a design is counted."""
    assert [found for _, found, _ in quantities(text)] == [Fraction(value)]


def test_list_numbers_are_told_from_counts() -> None:
    """(1), 2) and "3." open items; the numbers in the items stay quantities."""
    text = "As follows: (1) 12 tasks; (2) 9 domains. Also: 1) 5 sites, 2) 7 cities. 1. Fast. 2. Small."
    assert [value for _, value, _ in quantities(text)] == [12, 9, 5, 7]
    assert {kind for _, kind in distractors(text)} == {Distractor.LIST_NUMBER}


def test_a_number_has_several_readings_where_the_text_allows_them() -> None:
    """48G is a count or gigabytes; a bare score may be percent."""
    assert only("needs 48G memory").values == (Value(Fraction(48 * 10**9)), Value(Fraction(48), "GB"))
    assert only("cooled to 12K there").values == (Value(Fraction(12), "K"), Value(Fraction(12000)))
    assert only("cooled to 23.4 K there").values == (Value(Fraction("23.4"), "K"), Value(Fraction(23400)))
    assert only("by 3 orders of magnitude").values == (Value(Fraction(1000), "x"), Value(Fraction(3), "orders of magnitude"))
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
