"""Find a quote in its source: exactly, or but for what a faithful quote may differ in. Never fuzzily."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from extract.validate.reasons import Reason
from extract.validate.view import View, plain

MAX_PLACES = 200  # a quote that stands in more places than this tells nothing apart

_ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|(?<!\.)\.\.\.(?!\.))\s*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

Span = tuple[int, int]


@dataclass(slots=True)
class Found:
    """Where a quote stands. `places` are characters of the text, in order; empty where it does not stand there."""

    reason: Reason
    places: tuple[tuple[Span, ...], ...] = ()  # one place is one span, or several where an ellipsis parts it
    near: Span | None = None  # where the same words stand with other digits

    @property
    def supported(self) -> bool:
        """Whether it stands anywhere."""
        return bool(self.places)


def find_quote(text: str, quote: str, *, view_of_text: Callable[[], View], sentences: Callable[[], list[Span]], title: str | None) -> Found:
    """Find every place of a quote in the text.

    Looks for it exactly, then but for blanks, line breaks, Unicode forms of one sign and LaTeX remnants, then around an
    ellipsis. A place that begins or ends inside a number is none.
    """
    wanted = quote.strip()
    exact = _exact_places(text, wanted) if wanted else []
    whole = [span for span in exact if not _cuts_number(text, span)]
    if whole and (wanted[0].isalnum() or plain(wanted).strip()):
        return Found(Reason.QUOTE_EXACT, tuple((span,) for span in whole))
    if not plain(quote).strip():
        return Found(Reason.QUOTE_EMPTY)
    source, wanted = view_of_text(), plain(quote)
    respaced = _respaced_places(source, wanted)
    whole = [span for span in respaced if not _cuts_number(text, span)]
    if whole:
        return Found(Reason.QUOTE_RESPACED, tuple((span,) for span in whole))
    if exact or respaced:
        return Found(Reason.QUOTE_CUTS_NUMBER, near=(exact or respaced)[0])
    parted = _parted_place(source, quote, sentences)
    return Found(Reason.QUOTE_ELLIPSIS, (parted,)) if parted else _miss(source, wanted, title)


def _exact_places(text: str, quote: str) -> list[Span]:
    places: list[Span] = []
    at = text.find(quote)
    while at >= 0 and len(places) < MAX_PLACES:
        places.append((at, at + len(quote)))
        at = text.find(quote, at + len(quote))
    return places


def _respaced_places(source: View, wanted: str) -> list[Span]:
    return [source.span(start, end) for start, end in _exact_places(source.plain, wanted)]


def _cuts_number(text: str, span: Span) -> bool:
    """Tell whether one of the two ends lies inside a number: 3.6 in 83.6, 83 in 83.6, 1 in 1,000."""
    start, end = span
    first, last = text[start], text[end - 1]
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if first.isdigit() and before and (before[-1].isdigit() or (before[-1] in ".," and before[0].isdigit() and len(before) == 2)):
        return True
    if first in ".," and text[start + 1 : start + 2].isdigit() and before[-1:].isdigit():
        return True
    return last.isdigit() and bool(after) and (after[0].isdigit() or (after[0] in ".," and after[1:].isdigit()))


def _parted_place(source: View, quote: str, sentences: Callable[[], list[Span]]) -> tuple[Span, ...] | None:
    """Find the pieces of a quote with ellipses, in order and in one sentence."""
    pieces = [plain(piece) for piece in _ELLIPSIS.split(quote)]
    pieces = [piece for piece in pieces if piece.strip()]
    if not pieces or not _ELLIPSIS.search(quote):
        return None
    for first, last in _exact_places(source.plain, pieces[0]):
        spans = _follow(source, (first, last), pieces[1:])
        if spans and not any(_cuts_number(source.text, span) for span in spans) and _one_sentence(spans, sentences()):
            return spans
    return None


def _follow(source: View, first: Span, pieces: list[str]) -> tuple[Span, ...]:
    """Return the first piece and the nearest places of the others after it; empty where one is missing."""
    spans, at = [source.span(*first)], first[1]
    for piece in pieces:
        found = source.plain.find(piece, at)
        if found < 0:
            return ()
        at = found + len(piece)
        spans.append(source.span(found, at))
    return tuple(spans)


def _one_sentence(spans: tuple[Span, ...], sentences: list[Span]) -> bool:
    starts = [start for start, _ in sentences]
    return bisect_right(starts, spans[0][0]) == bisect_right(starts, spans[-1][1] - 1)


def _miss(source: View, wanted: str, title: str | None) -> Found:
    """Say why a quote stands nowhere in the text."""
    if title and wanted in plain(title):
        return Found(Reason.QUOTE_IN_TITLE_ONLY)
    if re.search(r"\d", wanted) and _NUMBER.sub("0", wanted) in _NUMBER.sub("0", source.plain):
        return Found(Reason.QUOTE_DIGITS_DIFFER, near=_same_length_place(source, wanted))
    return Found(Reason.QUOTE_SPLICED if _is_spliced(source.plain, wanted) else Reason.QUOTE_NOT_IN_TEXT)


def _same_length_place(source: View, wanted: str) -> Span | None:
    at = re.sub(r"\d", "0", source.plain).find(re.sub(r"\d", "0", wanted))
    return None if at < 0 else source.span(at, at + len(wanted))


def _is_spliced(source: str, wanted: str) -> bool:
    """Tell whether two pieces of the text, each long enough to be no accident, make up the whole quote."""
    head = _longest(len(wanted), lambda length: wanted[:length] in source)
    tail = _longest(len(wanted), lambda length: wanted[len(wanted) - length :] in source)
    return head + tail >= len(wanted) and min(head, tail) >= 6


def _longest(limit: int, fits: Callable[[int], bool]) -> int:
    """Return the greatest length that fits, given that every shorter one fits too."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low
