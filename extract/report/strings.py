"""Strings that stand in many rows, each kept once."""

from __future__ import annotations

from collections.abc import Iterator


class Strings:
    """Numbers strings in the order of their first use; the empty string is 0."""

    def __init__(self) -> None:
        self._strings = [""]
        self._numbers = {"": 0}

    def number(self, text: str) -> int:
        """Return the number of a string, a new one where it was not met before."""
        number = self._numbers.setdefault(text, len(self._strings))
        if number == len(self._strings):
            self._strings.append(text)
        return number

    def __getitem__(self, number: int) -> str:
        return self._strings[number]

    def __iter__(self) -> Iterator[str]:
        return iter(self._strings)
