"""Cells of a CSV file that no spreadsheet takes for a formula."""

from __future__ import annotations

import re
from typing import Any

_PLAIN_NUMBER = re.compile(r"[-+]?(?:\d+(?:[.,]\d+)*|\.\d+)(?:[eE][-+]?\d+)?\s?%?", re.ASCII)
_STARTS_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def cell(value: Any) -> Any:
    """Return a value as it can stand in a cell: an apostrophe goes before a text that a spreadsheet would run.

    These begin with one of = + - @ (blanks before it or not, wide forms too), a tab, a carriage return or a line feed, as the
    OWASP page on CSV injection lists them. Numbers stay as they are, texts such as "-0.5%" too.
    """
    if not isinstance(value, str) or _PLAIN_NUMBER.fullmatch(value):
        return value
    runs = value.startswith(("\t", "\r", "\n")) or value.lstrip().startswith(_STARTS_FORMULA)
    return f"'{value}" if runs else value
