"""Noun phrases, as far as the rules need them: where one begins and ends, and what it measures."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from extract.language.attribution.tokens import Kind, Token
from extract.language.attribution.words import W, measured_by
from extract.language.mentions import MentionKind

_NOT_IN_A_MEASURE = frozenset({W.VAGUE, W.COMPARATIVE, W.GAIN, W.ADVERB, W.DETERMINER, W.ABOUT})
_VERBAL = frozenset({W.VERB, W.CHANGE, W.REACH, W.TRAINING})
_LONGEST = 9  # tokens of a phrase


@dataclass(slots=True)
class Phrase:
    """A wording with the characters it spans; the pieces may be apart in the text."""

    text: str
    start: int
    end: int
    head: str
    measures: bool  # its head is the name of a measure


def phrase_after(tokens: list[Token], at: int) -> tuple[int, int]:
    """Return first and last+1 of the run of content tokens that begins at `at`; empty when there is none."""
    end = at
    while end < len(tokens) - 1 and _is_participle(tokens[end]) and tokens[end + 1].content:
        end += 1
    while end < len(tokens) and end - at < _LONGEST and tokens[end].content:
        end += 1
    return at, end


def _is_participle(token: Token) -> bool:
    """Tell whether a verb's form may stand before a noun: "reduced latency", "trained models"."""
    return token.kind is Kind.WORD and token.word.endswith("ed") and not token.classes.isdisjoint(_VERBAL)


def phrase_before(tokens: list[Token], at: int) -> tuple[int, int]:
    """Return first and last+1 of the run of content tokens that ends just before `at`."""
    start = at
    while start > 0 and at - start < _LONGEST and tokens[start - 1].content:
        start -= 1
    return start, at


def measure_in(text: str, tokens: list[Token], start: int, end: int) -> Phrase | None:
    """Return what the phrase measures, without names, praise, comparatives and words of difference; None if nothing is left."""
    kept = [t for t in tokens[start:end] if _can_measure(t)]
    while kept and (kept[0].word in ("e.g", "i.e", "namely") or _is_adverb(kept[0]) or _is_praise(kept[0])):
        kept.pop(0)
    while kept and (_is_adverb(kept[-1]) or (kept[-1].word.endswith("ed") and any(W.MEASURE in t.classes for t in kept[:-1]))):
        kept.pop()  # accuracy unchanged
    if len(kept) == 1 and kept[0].word == "scores":
        return None  # these scores drop to 70.2
    if not kept or (len(kept) == 1 and kept[0].word in _STATISTICS):
        return _vague_statistic(text, tokens[start:end])
    return Phrase(_wording(text, kept), kept[0].start, kept[-1].end, kept[-1].word, W.MEASURE in kept[-1].classes)


_STATISTICS = frozenset(("average", "mean", "median", "maximum", "minimum"))


def _vague_statistic(text: str, tokens: list[Token]) -> Phrase | None:
    """Return "median performance" whole, which says little without either word."""
    if len(tokens) != 2 or tokens[0].word not in _STATISTICS or W.VAGUE not in tokens[1].classes:
        return None
    return Phrase(text[tokens[0].start : tokens[1].end], tokens[0].start, tokens[1].end, tokens[1].word, True)


def _is_praise(token: Token) -> bool:
    return W.PRAISE in token.classes and W.MEASURE not in token.classes


def _is_adverb(token: Token) -> bool:
    return token.kind is Kind.WORD and token.word.endswith("ly") and token.word not in ("family", "anomaly", "assembly", "supply")


def _can_measure(token: Token) -> bool:
    if token.mention is not None and token.mention.kind in (MentionKind.DATASET, MentionKind.SYSTEM):
        return False
    if W.MEASURE in token.classes and W.GAIN not in token.classes:
        return True
    if token.kind is not Kind.NAME and W.CHANGE in token.classes and W.GAIN not in token.classes and token.word.endswith("ed"):
        return False
    return token.classes.isdisjoint(_NOT_IN_A_MEASURE) and token.word not in measured_by()


def _wording(text: str, kept: list[Token]) -> str:
    """Return the text of the tokens, gaps where something was left out closed with one blank."""
    pieces = [text[kept[0].start : kept[0].end]]
    for before, token in pairwise(kept):
        between = text[before.end : token.start]
        pieces.append(between if not between.strip() or between == "-" else " ")
        pieces.append(text[token.start : token.end])
    return " ".join("".join(pieces).split())


def comparative_in(tokens: list[Token], start: int, end: int) -> str | None:
    """Return what an adjective of the phrase measures by itself: "faster" -> speed, "more accurate" -> accuracy."""
    table = measured_by()
    return next((table[t.word] for t in tokens[start:end] if t.word in table), None)


_BEFORE_A_NAME = frozenset((W.DETERMINER, W.PRAISE, W.RIVALS, W.SYSTEMNOUN))


def lead_of(tokens: list[Token], at: int) -> Token | None:
    """Return the token before the name, without articles and adjectives."""
    at -= 1
    while at >= 0 and (not tokens[at].classes.isdisjoint(_BEFORE_A_NAME) or (not tokens[at].classes and tokens[at].kind is Kind.WORD)):
        at -= 1
    return tokens[at] if at >= 0 else None
