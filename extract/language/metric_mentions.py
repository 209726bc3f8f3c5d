"""Words that name what is measured: "zero-shot top-1 accuracy", "word error rate", "GPU memory"."""

from __future__ import annotations

import re
from functools import cache

from extract.language.aliases import name_key
from extract.language.mentions import Mention, MentionKind
from extract.language.metric_shapes import is_metric, is_metric_shape
from extract.language.tokens import Token
from extract.language.words import Remembered, lowered, verb_forms, word_list

_MAX_WORDS = 6
_MAX_LENGTH = 120
_CASED = 3  # a head this short counts only as written: "AP", not "ap"; "IS", not "is"
_STATED = re.compile(r" ?(?:[=<>≤≥]|\\(?:le|ge|leq|geq|approx)\b) ?[-–−+]?\.?\d|,? [-–−]?0?\.\d")


def find_metrics(text: str, tokens: list[Token], heads: list[int], taken: list[tuple[int, int]], measures: frozenset[str]) -> list[Mention]:
    """Return the metrics named in the text, with the words before them that belong to the name.

    `heads` are the places of the tokens that are a head; `taken` spans are left out; `measures` are names that stand for a metric in
    this text.
    """
    blocked = frozenset(position for start, end in taken for position in (start, end - 1))
    found: list[Mention] = []
    for index in _heads(tokens, heads, measures):
        token = tokens[index]
        first = _first(text, tokens, index, blocked, measures)
        if first is None:
            continue
        start = tokens[first].start
        if found and found[-1].end > start:
            start = min(start, found.pop().start) if token.end - found[-1].start < _MAX_LENGTH else token.start
        found.append(Mention(start, token.end, text[start : token.end], MentionKind.METRIC, name_key(text[start : token.end])))
    return found


def _first(text: str, tokens: list[Token], index: int, blocked: frozenset[int], measures: frozenset[str]) -> int | None:
    """Return the first word of the metric whose head is the word at `index`, or None where the word names none."""
    token = tokens[index]
    if token.start in blocked:
        return None
    begin = _phrase_start(text, tokens, index)
    if begin == index and token.low in _phrases() and token.low not in _single_heads() and not _IS_CASED_HEAD[token.text]:
        return None
    first = _first_word(text, tokens, begin, blocked)
    return None if first == index and token.text not in measures and not _stands_alone(text, token) else first


def _heads(tokens: list[Token], heads: list[int], measures: frozenset[str]) -> list[int]:
    if not measures:
        return heads
    return sorted({*heads, *(index for index, token in enumerate(tokens) if token.text in measures and token.text != token.low)})


def is_head(word: str) -> bool:
    """Tell whether a word can be the last of a metric."""
    low = word.lower()
    return low in _small_heads() or (word != low and _IS_CASED_HEAD[word]) or "@" in word


@cache
def _small_heads() -> frozenset[str]:
    return _single_heads() | frozenset(_phrases())


@cache
def _single_heads() -> frozenset[str]:
    heads = word_list("metrics", "heads") | word_list("metrics", "statistics")
    long = _lower_heads() | lowered("metrics", "compound heads")
    return frozenset(head for head in heads if head == head.lower()) | frozenset(head for head in long if len(head) > _CASED)


_IS_CASED_HEAD = Remembered(lambda word: is_metric(word) or word in word_list("metrics", "statistics"))


def _stands_alone(text: str, token: Token) -> bool:
    if token.text in word_list("metrics", "heads") or (len(token.text) > _CASED and token.low in _lower_heads()):
        return True
    if token.text in word_list("metrics", "statistics"):
        return bool(_STATED.match(text, token.end))
    return is_metric_shape(token.text)


def _phrase_start(text: str, tokens: list[Token], index: int) -> int:
    """Return the first word of the phrase that ends with the word ("tokens per second"), or the word itself."""
    for phrase in _phrases().get(tokens[index].low, ()):
        first = index - phrase.count(" ")
        if first >= 0 and text[tokens[first].start : tokens[index].end].lower() == phrase:
            return first
    return index


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    """Return the metrics of several words by their last word, longer ones first."""
    found: dict[str, tuple[str, ...]] = {}
    for phrase in sorted(lowered("metrics", "phrases"), key=len, reverse=True):
        last = phrase.rpartition(" ")[2]
        found[last] = (*found.get(last, ()), phrase)
    return found


@cache
def _lower_heads() -> frozenset[str]:
    return frozenset(head for head in word_list("metrics", "heads") if head.islower())


_JOINTS = (" ", "~", "-", "\n")


def _first_word(text: str, tokens: list[Token], head: int, blocked: frozenset[int]) -> int:
    first = head
    while first > 0 and head - first < _MAX_WORDS:
        before = tokens[first - 1]
        gap = text[before.end : tokens[first].start]
        if gap not in _JOINTS or before.start in blocked or before.end - 1 in blocked or not _MODIFIES[before.low]:
            break
        first -= 1
    return first


def _modifies(word: str) -> bool:
    if word in lowered("metrics", "modifiers") or word in _lower_heads():
        return True
    if word in word_list("words", "function words") or word in verb_forms("verbs"):
        return False
    return not word[0].isdigit() and not word.endswith("ly") and len(word) > 2


_MODIFIES = Remembered(_modifies)
