"""Words of a text, with names such as ViT-B/16, Recall@1 and GPT-3.5 kept whole."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"[^\W_]+"
    r"(?:(?=[-‐‑–.,@&/^_'’])(?:[-‐‑–][^\W_]+|(?<=\d)\.\d+|(?<=\d),\d{3}(?!\d)|[@&][^\W_]+|/[vV]?\d+(?!\.?\d|[%\\])|\^\{?[^\W_]+\}?|_\{?[^\W_]+\}?|['’](?:t|re|ve|ll)\b))*"
    r"(?:(?<=\D)\+{1,2}(?!\d))?"
)


class Token(NamedTuple):
    """One word: `text[start:end]`; `low` is its lower case."""

    start: int
    end: int
    text: str
    low: str


def tokenize(text: str) -> list[Token]:
    """Return the words of the text in order; marks of punctuation are the gaps between them."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(char.lower()[:1] for char in text)
    new = tuple.__new__  # the constructor of a named tuple takes twice as long, and this is the busiest line of the package
    return [new(Token, (start, end, text[start:end], lower[start:end])) for start, end in map(re.Match.span, _TOKEN.finditer(text))]
