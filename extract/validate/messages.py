"""One sentence for a person about each verdict."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from extract.numbers.readings import Reading
from extract.validate.reasons import Reason

MAX_SHOWN = 60

_QUOTES = {
    Reason.QUOTE_EXACT: "the quote stands in the text",
    Reason.QUOTE_RESPACED: "the quote stands in the text but for blanks, dashes or LaTeX",
    Reason.QUOTE_ELLIPSIS: "the pieces of the quote stand in one sentence of the text",
    Reason.QUOTE_NOT_IN_TEXT: "the text has no such passage",
    Reason.QUOTE_DIGITS_DIFFER: "the text has these words with other digits",
    Reason.QUOTE_SPLICED: "the quote joins passages that stand apart in the text",
    Reason.QUOTE_CUTS_NUMBER: "the quote cuts a number of the text in two",
    Reason.QUOTE_IN_TITLE_ONLY: "the quote stands only in the title",
    Reason.QUOTE_EMPTY: "the quote is empty",
}
_MISSES = {
    Reason.VALUE_NOT_IN_QUOTE: "the quote does not state {given}",
    Reason.VALUE_NOT_IN_TEXT: "the text does not state {given}",
    Reason.ROUNDED: "the text states {stated}, of which {given} is a rounding",
    Reason.DERIVED: "the text does not state {given}; it follows from other numbers only by calculation",
    Reason.SCALE_DIFFERS: "the text states {stated}, on another scale than {given}",
    Reason.SIGN_DIFFERS: "the text states {stated}, with the other sign than {given}",
    Reason.UNIT_DIFFERS: "the text states {stated}, not {given}",
    Reason.BOUND_DIFFERS: "the text bounds {stated} from the other side",
    Reason.IN_NAME: "{number} stands in the text only inside a name",
    Reason.IN_YEAR: "{number} stands in the text only as a year or date",
    Reason.IN_CITATION: "{number} stands in the text only in a citation",
    Reason.IN_LIST_NUMBER: "{number} stands in the text only as a list number",
    Reason.IN_REFERENCE: "{number} stands in the text only as the number of a figure, table or section",
    Reason.IN_URL: "{number} stands in the text only in a web address or identifier",
    Reason.IN_FORMULA: "{number} stands in the text only in a formula",
    Reason.IN_WORDS: "{number} stands in the text only in a word that counts nothing",
    Reason.IN_TITLE_ONLY: "{number} stands only in the title",
    Reason.HIGH_NOT_STATED: "the text states no range that ends at {given}",
}


def about_quote(reason: Reason) -> str:
    """Return the sentence about a quote."""
    return _QUOTES[reason]


def about_miss(reason: Reason, given: Any, unit: str | None, stated: Reading | None, nearest: Reading | None = None) -> str:
    """Return the sentence about a value that is not stated, with the nearest one that is."""
    words, number = with_unit(given, unit), with_unit(given, None)
    sentence = _MISSES[reason].format(given=words, number=number, stated=shorten(stated.quote) if stated else "another number")
    if "{stated}" in _MISSES[reason] or nearest is None or reason is Reason.IN_TITLE_ONLY:
        return sentence
    return f"{sentence}; the nearest is {shorten(nearest.quote)}"


def with_unit(value: Any, unit: str | None) -> str:
    """Write a number as it was given, with its unit."""
    number = shorten(str(float(value)) if isinstance(value, Fraction) else _digits(value))
    return number if not unit else f"{number}{'' if unit in ('%', 'x') else ' '}{shorten(unit)}"


def _digits(value: Any) -> str:
    """Write a number; one too long to be written as digits by its length."""
    if isinstance(value, int) and value.bit_length() > 4000:
        return f"a number of {value.bit_length()} bits"
    return f"{value:,}" if isinstance(value, int) and abs(value) >= 10_000 else str(value)


def shorten(text: str) -> str:
    """Cut a long string, at its end."""
    text = " ".join(text.split())
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"
