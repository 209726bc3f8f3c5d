"""Words that name what is measured: "zero-shot top-1 accuracy", "word error rate", "GPU memory"."""

from __future__ import annotations

from functools import cache

from extract.language.aliases import name_key
from extract.language.mentions import Mention, MentionKind
from extract.language.tokens import Token
from extract.language.words import lowered, verb_forms, word_list

_MAX_WORDS = 6
_MAX_LENGTH = 120
_CASED = 3  # a head this short counts only as written: "AP", not "ap"; "IS", not "is"


def find_metrics(text: str, tokens: list[Token], taken: list[tuple[int, int]]) -> list[Mention]:
    """Return the metrics named in the text, with the words before them that belong to the name; `taken` spans are left out."""
    blocked = frozenset(position for start, end in taken for position in (start, end - 1))
    found: list[Mention] = []
    exact, lower = word_list("metrics", "heads"), _lower_heads() | word_list("metrics", "compound heads")
    heads = [index for index, token in enumerate(tokens) if token.text in exact or (token.low in lower and len(token.text) > _CASED)]
    for index in heads:
        token = tokens[index]
        if token.start in blocked:
            continue
        first = _first_word(text, tokens, index, blocked)
        if first == index and not _stands_alone(token):
            continue
        start = tokens[first].start
        if found and found[-1].end > start:
            start = found.pop().start if token.end - found[-1].start < _MAX_LENGTH else token.start
        found.append(Mention(start, token.end, text[start : token.end], MentionKind.METRIC, name_key(text[start : token.end])))
    return found


def _stands_alone(token: Token) -> bool:
    return token.text in word_list("metrics", "heads") or (len(token.text) > _CASED and token.low in _lower_heads())


@cache
def _lower_heads() -> frozenset[str]:
    return frozenset(head for head in word_list("metrics", "heads") if head.islower())


def _first_word(text: str, tokens: list[Token], head: int, blocked: frozenset[int]) -> int:
    first = head
    while first > 0 and head - first < _MAX_WORDS:
        before = tokens[first - 1]
        gap = text[before.end : tokens[first].start]
        if gap not in (" ", "~", "-", "\n") or before.start in blocked or before.end - 1 in blocked or not _modifies(before):
            break
        first -= 1
    return first


def _modifies(token: Token) -> bool:
    word = token.low
    if word in lowered("metrics", "modifiers") or word in _lower_heads():
        return True
    if word in word_list("words", "function words") or word in verb_forms("verbs"):
        return False
    return not word[0].isdigit() and not word.endswith("ly") and len(word) > 2
