"""Places in a text, in the counting of browsers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable


def utf16_offsets(text: str) -> Callable[[int], int]:
    """Return the function from offsets in Python characters to offsets in UTF-16 units, in which JavaScript counts.

    The two differ by one for each character beyond U+FFFF that stands before the place.
    """
    astral = [place for place, character in enumerate(text) if character > "\uffff"]
    if not astral:
        return lambda offset: offset
    return lambda offset: offset + bisect_left(astral, offset)
