"""Why a check came out as it did: one code for each answer that the validator can give."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Reason codes of checks; `description` says in one sentence what each means. Part of the public interface."""

    description: str

    def __new__(cls, code: str, description: str) -> Reason:
        """Make a member that is its code, with a description."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.description = description
        return member

    QUOTE_EXACT = "quote_exact", "The quote stands in the text as given."
    QUOTE_RESPACED = "quote_respaced", "The quote stands in the text but for blanks, line breaks, dashes or LaTeX; every digit is equal."
    QUOTE_ELLIPSIS = "quote_ellipsis", "The pieces on either side of an ellipsis stand in one sentence of the text, in this order."
    QUOTE_NOT_IN_TEXT = "quote_not_in_text", "The quote does not stand in the text."
    QUOTE_DIGITS_DIFFER = "quote_digits_differ", "The words of the quote stand in the text, but with other digits."
    QUOTE_SPLICED = "quote_spliced", "The quote joins pieces that stand in different places of the text."
    QUOTE_CUTS_NUMBER = "quote_cuts_number", "The quote begins or ends inside a number."
    QUOTE_IN_TITLE_ONLY = "quote_in_title_only", "The quote stands in the title, and numbers come from the text."
    QUOTE_EMPTY = "quote_empty", "The quote holds no character that could be found."

    VALUE_STATED = "value_stated", "The text states the value as given."
    VALUE_EQUAL = "value_equal", "The text states the value in another notation: 83.6% for 0.836, 79 ms for 0.079 s."
    VALUE_NOT_IN_TEXT = "value_not_in_text", "No number of the text has this value."
    VALUE_NOT_IN_QUOTE = "value_not_in_quote", "The quote stands in the text, but it does not hold this value."
    VALUE_NOT_FINITE = "value_not_finite", "The value is not a finite number."
    VALUE_NOT_READ = "value_not_read", "The value is a string that cannot be read as a number."
    ROUNDED = "rounded", "The text states a more exact number, of which this one is a rounding."
    DERIVED = "derived", "The text states two numbers of which this one is the sum, the difference or the complement."
    SCALE_DIFFERS = "scale_differs", "The text states the same digits on another scale: thousands for millions, a fraction for percent."
    SIGN_DIFFERS = "sign_differs", "The text states the number with the opposite sign."
    UNIT_DIFFERS = "unit_differs", "The text states the number in another unit."
    BOUND_DIFFERS = "bound_differs", "The text bounds the number from the other side."
    HIGH_NOT_STATED = "high_not_stated", "The text states no range with this upper end."
    IN_NAME = "in_name", "The number stands in the text only inside a name."
    IN_YEAR = "in_year", "The number stands in the text only as a year or a date."
    IN_CITATION = "in_citation", "The number stands in the text only in a citation."
    IN_LIST_NUMBER = "in_list_number", "The number stands in the text only as a list number."
    IN_REFERENCE = "in_reference", "The number stands in the text only as the number of a figure, a table or a section."
    IN_URL = "in_url", "The number stands in the text only in a web address or an identifier."
    IN_FORMULA = "in_formula", "The number stands in the text only in a formula."
    IN_WORDS = "in_words", "The number stands in the text only in words that count nothing: a pronoun, an ordinal."
    IN_TITLE_ONLY = "in_title_only", "The number stands in the title only."

    ATTACHED = "attached", "The text attaches the value to it."
    OTHER_DATASET = "other_dataset", "The text gives the value to another dataset."
    OTHER_METRIC = "other_metric", "The text gives the value to another metric, counted thing or condition."
    OTHER_SUBJECT = "other_subject", "The text gives the value to another system."
    OTHER_BASELINE = "other_baseline", "The text measures the value against something else."
    BEFORE_AFTER_SWAPPED = "before_after_swapped", "The value before a change is given as the one after it, or the other way round."
    UNDECIDED = "undecided", "The text can be read either way."
    PARAPHRASED = "paraphrased", "The wording is not the text's own, so that it is not checked."
    VALUE_UNSUPPORTED = "value_unsupported", "The value is not supported, so that there is nothing to attach."

    NAME_IN_TEXT = "name_in_text", "The name stands in the text."
    NAME_IN_TITLE = "name_in_title", "The name stands in the title."
    NAME_NOT_IN_SOURCE = "name_not_in_source", "The name stands neither in the title nor in the text."
    URL_IN_TEXT = "url_in_text", "The address stands in the text."
    URL_NOT_IN_SOURCE = "url_not_in_source", "The address stands neither in the title nor in the text."
