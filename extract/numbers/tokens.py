"""The words of a text as a set: what is not among them need not be searched for."""

from __future__ import annotations

_ONLY_LETTERS = bytes(c if 97 <= c <= 122 else 32 for c in range(256))


def lower(text: str) -> str:
    """Return the text in lower case, character by character, so that offsets hold."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def tokens(lowered: str) -> frozenset[bytes]:
    """Return the runs of ASCII letters of a text in lower case."""
    return frozenset(lowered.encode("utf-8", "surrogatepass").translate(_ONLY_LETTERS).split())
