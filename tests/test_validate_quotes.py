"""Quotes are found exactly, or but for blanks, dashes and LaTeX; never with other digits."""

from __future__ import annotations

import pytest

from extract.validate import check

TEXT = (
    "We report a 10\\times speedup over B. On TillSet, accuracy rises from 61.0\\% to 83.7\\%.\n"
    "The log–likelihood is −13.7 nats, and 12 500 leaves were pressed. Costs fall by 40%."
)


def verdict(quote: str, title: str | None = None) -> tuple[str, str]:
    """Return verdict and reason of a lone quote."""
    (found,) = check(TEXT, {"quote": quote}, title=title)
    return found.verdict.value, found.reason


@pytest.mark.parametrize(
    "quote", ["10\\times speedup", "from 61.0\\% to 83.7\\%", "The log–likelihood is −13.7 nats", "\\%.\nThe log"]
)  # fmt: skip
def test_a_verbatim_quote_is_exact(quote: str) -> None:
    """A piece of the text is found as it is, across line breaks too."""
    assert verdict(quote) == ("supported", "quote_exact")


@pytest.mark.parametrize(
    "quote", ["10× speedup", "from 61.0% to 83.7%", "log-likelihood is -13.7 nats", "83.7%. The log", "12500 leaves", "10 \\times\nspeedup"]
)  # fmt: skip
def test_a_faithful_quote_may_differ_in_blanks_dashes_and_latex(quote: str) -> None:
    """Spacing, LaTeX remnants and the Unicode forms of one sign make no difference."""
    assert verdict(quote) == ("supported", "quote_respaced")


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("from 61.0% to 38.7%", "quote_digits_differ"),
        ("accuracy improves to 83.7%", "quote_not_in_text"),
        ("10\\times speedup over B. Costs fall by 40%", "quote_spliced"),
        ("rises from 61", "quote_cuts_number"),
        ("3.7\\%", "quote_cuts_number"),
        ("1.0\\% to 83.7\\%", "quote_cuts_number"),
        ("12500", "quote_respaced"),
        ("  ", "quote_empty"),
    ],
)
def test_each_failing_quote_says_why(quote: str, reason: str) -> None:
    """Altered digits, invented passages, spliced pieces and halves of numbers are told apart."""
    assert verdict(quote) == ("supported" if reason == "quote_respaced" else "unsupported", reason)


def test_an_ellipsis_joins_pieces_of_one_sentence_only() -> None:
    """Pieces in order and in one sentence are supported; pieces of two sentences are not."""
    assert verdict("accuracy rises … to 83.7%") == ("supported", "quote_ellipsis")
    assert verdict("a 10\\times speedup ... to 83.7%")[0] == "unsupported"


def test_a_quote_of_the_title_is_none_of_the_text() -> None:
    """Numbers come from the text; the title alone grounds no quote."""
    assert verdict("Pressing leaves", title="Pressing leaves faster") == ("unsupported", "quote_in_title_only")


def test_a_quote_that_differs_in_digits_points_to_the_place() -> None:
    """The check carries the span where the same words stand with other digits."""
    (found,) = check(TEXT, {"quote": "fall by 70%"})
    assert TEXT[found.start : found.end] == "fall by 40%"
