"""Where the wording of a slot stands in a text."""

from __future__ import annotations

from collections.abc import Iterator

from extract.records import Check


def place_of(wording: str, text: str, near: int, check: Check | None) -> tuple[int, int] | None:
    """Return where a text has this wording, or None.

    The place that the validator found is taken if the very words stand there, else the one that is nearest to the number.
    """
    if not wording:
        return None
    if check is not None and check.in_ == "text" and check.start is not None and check.end is not None:
        if text[check.start : check.end] == wording:
            return check.start, check.end
        near = check.start
    start = min(_starts(wording, text), key=lambda start: abs(start - near), default=None)
    return None if start is None else (start, start + len(wording))


def _starts(wording: str, text: str) -> Iterator[int]:
    """Yield where the wording begins, as whole words: "COCO" does not stand in "COCO2"."""
    start = text.find(wording)
    while start >= 0:
        end = start + len(wording)
        if not (_goes_on(text[start - 1 : start], wording[0]) or _goes_on(wording[-1], text[end : end + 1])):
            yield start
        start = text.find(wording, start + 1)


def _goes_on(before: str, after: str) -> bool:
    return before.isalnum() and after.isalnum()
