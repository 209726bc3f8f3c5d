"""Sentences and clauses of running scientific text."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.language.words import word_list

Span = tuple[int, int]

_CANDIDATE = re.compile(r"[.!?]++[\"')\]}”’]*+(?=\s|[A-Z][a-z])")
_INSIDE, _ANYWHERE = word_list("words", "abbreviations inside"), word_list("words", "abbreviations anywhere")
_OPENERS = '([{"“'
_LIST_NUMBER = re.compile(r"(?:^|\s)\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])$")
_LETTER = re.compile(r"^(?:[A-Z]|[A-Za-z](?:\.[A-Za-z])+)$")
_STARTS_LOWER = re.compile(r"\s*[a-zà-ÿ,;:]")
_CLAUSE_BREAK = re.compile(
    r";|:(?=\s)|,?\s+(?:while|whereas|whilst|although|though|but|yet)\s|,\s+(?:and|which|where|with|resulting in|leading to|achieving|"
    r"outperforming|surpassing|exceeding|reducing|improving)\s",
    re.IGNORECASE,
)


def split_sentences(text: str) -> list[Span]:
    """Return start and end of each sentence, without the blanks around it, in order."""
    borders = _borders(text)
    starts = [0, *borders]
    spans = (_trimmed(text, start, end) for start, end in zip(starts, [*borders, len(text)], strict=True))
    return [span for span in spans if span[0] < span[1]]


def split_clauses(text: str, start: int, end: int) -> list[Span]:
    """Return the clauses of one sentence: pieces between semicolons, conjunctions of contrast and participles after a comma."""
    cuts = [match.start() for match in _CLAUSE_BREAK.finditer(text, start, end)]
    edges = [start, *cuts, end]
    return [(low, high) for low, high in pairwise(edges) if low < high]


def _borders(text: str) -> list[int]:
    return [match.end() for match in _CANDIDATE.finditer(text) if _ends_sentence(text, match.start(), match.end())]


def _ends_sentence(text: str, start: int, end: int) -> bool:
    glued = not text[end].isspace()
    if glued and not _is_glued_border(text, start):
        return False
    if text[start] != ".":
        return glued or not _STARTS_LOWER.match(text, end)
    return not _is_abbreviation(text, start, end) and not _STARTS_LOWER.match(text, end)


def _is_glued_border(text: str, start: int) -> bool:
    """Tell whether a full stop without a blank behind it ends a sentence ("...accuracy.We show ...")."""
    before = text[max(0, start - 3) : start]
    return len(before) == 3 and before.isalpha() and before[1:].islower()


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    word = _word_before(text, start)
    if word in _INSIDE:
        return True
    if word in _ANYWHERE:
        return not text[end : end + 2].strip()[:1].isupper()
    return (len(word) <= 4 and _is_list_number(text, start)) or ("." in word and bool(_LETTER.match(word)))


def _word_before(text: str, end: int) -> str:
    """Return what stands right before a full stop, up to a blank or an opening bracket, in small letters."""
    before = text[max(0, end - 24) : end].removesuffix("\n")
    word = "" if before[-1:].isspace() else (before.split() or [""])[-1]
    return word[max(map(word.rfind, _OPENERS)) + 1 :].lower()


def _is_list_number(text: str, start: int) -> bool:
    """Tell whether the full stop belongs to a list number: it stands at the start, or behind another mark of punctuation."""
    number = _LIST_NUMBER.search(text, max(0, start - 6), start)
    if not number:
        return False
    before = text[: number.start() + 1].rstrip()
    short = len(number.group().strip(" (")) == 1  # "…, 2. Is it small" goes on; "… are 8, 10, 12. Noisy labels …" ends
    return not before or before[-1] in ".:;?!)" or (before[-1] == "," and short)


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
