"""Units: their names, which are the same, which convert; and the view that undoes LaTeX."""

from fractions import Fraction

import pytest

from extract.numbers import conversion, normal_unit, same_unit, undo_latex


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("percent", "%"),
        (r"\%", "%"),
        ("hours", "h"),
        ("seconds", "s"),
        ("GFLOPs", "FLOPs"),
        ("GPU days", "GPU-days"),
        ("fold", "x"),
        ("pp", "points"),
        ("percentage points", "points"),
        ("params", "parameters"),
        ("M parameters", "parameters"),
        ("million images", "images"),
        ("$", "USD"),
        ("image-text pairs", "image-text pairs"),
        ("sigma", "sigma"),
        ("degree", "degrees"),
        ("CHF", "CHF"),
        ("  ", None),
        (None, None),
    ],
)
def test_a_unit_has_one_name(spelling: str | None, name: str | None) -> None:
    """Spellings, plurals and scale words come down to the name a record uses."""
    assert normal_unit(spelling) == name


@pytest.mark.parametrize(
    ("source", "target", "factor"),
    [
        ("ms", "s", "1/1000"),
        ("µs", "ms", "1/1000"),
        ("min", "h", "1/60"),
        ("GB", "MB", "1000"),
        ("GFLOPs", "FLOPs", "1000000000"),
        ("M parameters", "parameters", "1000000"),
        ("million images", "images", "1000000"),
        ("GPU-days", "GPU-hours", "24"),
        ("‰", "%", "1/10"),
        ("cents", "USD", "1/100"),
        ("mg/kg", "g/kg", "1/1000"),
        ("km per hour", "m s^-1", "5/18"),
        ("g/cm3", "kg/m³", "1000"),
        ("square kilometres", "km^2", "1"),
        ("GB per second", "GB/s", "1"),
        ("languages", "language", "1"),
        (None, None, "1"),
    ],
)
def test_compatible_units_convert_exactly(source: str | None, target: str | None, factor: str) -> None:
    """A value in the source times the factor is the value in the target."""
    assert conversion(source, target) == Fraction(factor)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("points", "%"),
        ("USD", "GBP"),
        ("mg/kg", "mg"),
        ("km^2", "km"),
        ("GPU-hours", "TPU-hours"),
        ("s", "m"),
        ("images", "classes"),
        ("x", "%"),
    ],
)
def test_other_units_do_not_convert(a: str, b: str) -> None:
    """Points are not percent, and no currency is another."""
    assert (conversion(a, b), same_unit(a, b)) == (None, False)


@pytest.mark.parametrize(("a", "b"), [("sigma", "σ"), ("degrees", "°"), ("sigma", "standard deviations")])
def test_a_sign_and_its_word_are_the_same_unit(a: str, b: str) -> None:
    """A record names the unit as the text does; both names agree."""
    assert (conversion(a, b), same_unit(a, b)) == (Fraction(1), True)


@pytest.mark.parametrize(
    ("source", "view"),
    [
        (r"$5 \times 10^{-4}$", "5 × 10^-4"),
        (r"640$\times$480", "640×480"),
        (r"7.9\pm0.3\%", "7.9±0.3%"),
        ("2.8times faster, 1248times1248", "2.8× faster, 1248×1248"),
        ("5 times 10 images", "5 times 10 images"),
        ("3·10⁸ and 3·5 and 10**6", "3·10^8 and 3.5 and 10^6"),
        ("geq 81.3%, le13, approx13%, sim 5", "≥ 81.3%, ≤13, ≈13%, ~ 5"),
        ("the ell_2 norm, 45 rightarrow 60", "the ℓ_2 norm, 45 → 60"),
        ("1{,}200 and 12\u2009500", "1,200 and 12 500"),
        ("−2.4, 5–8, 10⁻⁴, CO₂", "-2.4, 5-8, 10^-4, CO_2"),
        (r"\frac{1}{14} of \text{ms}", "1/14 of ms"),
        ("$5 and $10, {https://a.b}", "$5 and $10, {https://a.b}"),
    ],
)
def test_latex_and_odd_characters_are_undone_on_the_view(source: str, view: str) -> None:
    """What a listing page leaves of LaTeX reads as it was meant; prices and braces of other kinds stay."""
    assert undo_latex(source).text == view


def test_a_span_of_the_view_is_found_in_the_source_and_back() -> None:
    """Spans keep whole commands and leave out the dollars around them."""
    view = undo_latex(r"set to $5 \times 10^{-4}$ here")
    start, end = view.text.index("5"), view.text.index(" here")
    assert view.source[slice(*view.source_span(start, end))] == r"5 \times 10^{-4}"
    assert view.view_span(*view.source_span(start, end)) == (start, end)
