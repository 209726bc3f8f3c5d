"""Offsets as JavaScript counts them: UTF-16 units, two for each character above U+FFFF."""

from __future__ import annotations

from bisect import bisect_left


class Utf16Offsets:
    """Turns offsets of one text from Python characters to UTF-16 units and back."""

    def __init__(self, text: str) -> None:
        self._astral = [] if text.isascii() else [place for place, char in enumerate(text) if char > "\uffff"]
        self._units = [place + earlier for earlier, place in enumerate(self._astral)]

    def to_units(self, place: int) -> int:
        """Return the number of UTF-16 units before a character."""
        return place + bisect_left(self._astral, place)

    def to_characters(self, unit: int) -> int:
        """Return the number of characters before a UTF-16 unit; a unit inside a pair counts as that pair's begin."""
        earlier = bisect_left(self._units, unit)
        if earlier and self._units[earlier - 1] == unit - 1:
            return self._astral[earlier - 1]
        return unit - earlier
