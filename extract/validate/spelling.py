"""Places of a name in a text, its pieces spaced or hyphened in any way: CIFAR10 and CIFAR-10, a plural too."""

from __future__ import annotations

import re
from functools import lru_cache

Span = tuple[int, int]

MAX_GAP = 3  # characters between two pieces of a name
MAX_PIECES = 40
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_ENDINGS = ("", "s", "es")


def lowered(text: str) -> str:
    """Return a text in lower case, character for character: a letter whose lower case has another length stays."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def spelled_places(low: str, name: str, within: Span) -> list[Span]:
    """Return every place of a name as a whole word in a stretch of a text that is in lower case."""
    pieces = _pieces(name)
    start, end = within
    found: list[Span] = []
    at = low.find(pieces[0], start, end) if pieces else -1
    while at >= 0:
        stop = None if low[at - 1 : at].isalnum() else _match(low, pieces, at, end)
        if stop is not None:
            found.append((at, stop))
        at = low.find(pieces[0], at + 1 if stop is None else stop, end)
    return found


def _match(low: str, pieces: tuple[str, ...], at: int, limit: int) -> int | None:
    """Return where a name ends whose first piece stands at a place; None where the rest of it does not follow."""
    at += len(pieces[0])
    for piece in pieces[1:]:
        gap = 0
        while not low.startswith(piece, at):
            if gap == MAX_GAP or low[at : at + 1].isalnum():
                return None
            at, gap = at + 1, gap + 1
        at += len(piece)
    return next((at + len(e) for e in _ENDINGS if _ends_word(low, at, e) and at + len(e) <= limit), None)


def _ends_word(low: str, at: int, ending: str) -> bool:
    end = at + len(ending)
    return low.startswith(ending, at) and not low[end : end + 1].isalnum()


@lru_cache(maxsize=4096)
def _pieces(name: str) -> tuple[str, ...]:
    return tuple(piece.lower() for piece in _PIECE.findall(name)[:MAX_PIECES])
