"""Places in a text, in the counting of browsers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def utf16_offsets(text: str) -> Callable[[int], int]:
    """Return the function from offsets in Python characters to offsets in UTF-16 units, in which JavaScript counts.

    The two differ by one for each character beyond U+FFFF that stands before the place.
    """
    astral = [found.start() for found in _ASTRAL.finditer(text)]
    if not astral:
        return lambda offset: offset
    return lambda offset: offset + bisect_left(astral, offset)
