"""Words of a text, with names such as ViT-B/16, Recall@1 and GPT-3.5 kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from itertools import accumulate
from typing import NamedTuple

_PIECES = (
    r"(W+"
    r"(?:(?=[-‐‑–.,@&/^_'’+])(?:[-‐‑–]W+|(?<=D)\.D+|(?<=D),D{3}(?!D)|[@&]W+|/[vV]?D+(?!\.?D|[%\\])|\^\{?W+\}?|_\{?W+\}?|['’](?:t|re|ve|ll)\b)*"
    r"(?:(?<!D)\+{1,2}(?!D))?|))"
)
_TOKEN = re.compile(_PIECES.replace("W", r"[^\W_]").replace("D", r"\d"))
_ASCII_TOKEN = re.compile(_PIECES.replace("W", "[0-9A-Za-z]").replace("D", "[0-9]"), re.ASCII)  # the same in a third of the time


class Token(NamedTuple):
    """One word: `text[start:end]`; `low` is its lower case."""

    start: int
    end: int
    text: str
    low: str


_new = partial(tuple.__new__, Token)  # the constructor of a named tuple takes twice as long, and this is a busy place


def tokenize(text: str) -> list[Token]:
    """Return the words of the text in order; marks of punctuation are the gaps between them."""
    pieces = (_ASCII_TOKEN if text.isascii() else _TOKEN).split(text)  # gap, word, gap, word, …, gap
    borders = list(accumulate(map(len, pieces)))
    starts, ends, words = borders[::2], borders[1::2], pieces[1::2]
    return list(map(_new, zip(starts, ends, words, _lowered(text, words, ends), strict=False)))


def _lowered(text: str, words: list[str], ends: list[int]) -> Iterable[str]:
    """Return the words in lower case, each as long as it was; what becomes of a letter may depend on those beside it."""
    if text.isascii():
        return map(str.lower, words)
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(char.lower()[:1] for char in text)
    return [lower[end - len(word) : end] for word, end in zip(words, ends, strict=True)]
