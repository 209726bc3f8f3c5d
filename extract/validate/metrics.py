"""Compare wordings of metrics: a paraphrase is no contradiction, another metric is."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.validate.agreement import Relation, stems
from extract.validate.vocabulary import CONCEPTS, WEAK_METRIC_WORDS

_CUT = re.compile(
    r"\s*(?:,|\(|\b(?:over|than|relative to|compared (?:to|with)|against|versus|vs\.?|with respect to|at|after|before|with|without|"
    r"when|under|using|across|among|on|in|for|from|per|between|instead of|during|by)\b)",
    re.IGNORECASE,
)
_CUTOFF = re.compile(r"\b(?:top|rank|r|p|recall|precision|hits?|pass|acc|ndcg|map|mrr|ap|em)\s?[-@ ]?\s?(?:\()?(\d+)\b", re.IGNORECASE)
_SIZE = re.compile(r"\b(?:size|scale|capacity)s?\b", re.IGNORECASE)  # of a model
_WEAK = frozenset(stems(WEAK_METRIC_WORDS))
_OF_WORD = {word: concept for concept, names in CONCEPTS.items() for word in names.split()}
_OF_STEM = {piece: concept for word, concept in _OF_WORD.items() for piece in stems(word)[:1]}


@lru_cache(maxsize=8192)
def head(metric: str) -> str:
    """Return a metric without what it is measured against, or under which condition: "top-1 accuracy gain over X" is its gain."""
    cut = _CUT.search(metric)
    return metric[: cut.start()] if cut and cut.start() > 2 else metric


@lru_cache(maxsize=8192)
def telling(metric: str) -> frozenset[str]:
    """Return the stems of a metric's head that tell it from others."""
    return frozenset(stem for stem in stems(head(metric)) if stem not in _WEAK)


@lru_cache(maxsize=8192)
def cutoffs(metric: str) -> frozenset[str]:
    """Return the k of top-k, R@k and the like."""
    return frozenset(_CUTOFF.findall(metric))


@lru_cache(maxsize=8192)
def concepts(metric: str) -> frozenset[str]:
    """Return the kinds of measure that a wording names: quality, error, speed, memory …"""
    return frozenset(_OF_STEM[stem] for stem in stems(head(metric)) if stem in _OF_STEM)


@lru_cache(maxsize=8192)
def same_metric(said: str, stated: str) -> Relation:
    """Compare two wordings. Other cut-offs (top-1, top-5) or kinds of measure are other metrics; common words make them the same."""
    mine, theirs = cutoffs(said), cutoffs(stated)
    if mine and theirs and not mine & theirs:
        return Relation.OTHER
    mine, theirs = concepts(said), concepts(stated)
    if _is_size_of(said, theirs) or _is_size_of(stated, mine):
        return Relation.SAME
    if mine and theirs and not mine & theirs:
        return Relation.OTHER
    if telling(said) & telling(stated) or (mine & theirs):
        return Relation.SAME
    return Relation.UNCLEAR


def _is_size_of(wording: str, concepts_of_other: frozenset[str]) -> bool:
    """Tell whether a wording speaks of a size, which the other one gives in parameters or memory."""
    return _SIZE.search(head(wording)) is not None and not concepts_of_other.isdisjoint(("parameters", "memory", "size"))


def missing(said: str, stated: str) -> frozenset[str]:
    """Return the telling stems of a given metric that a stated one lacks."""
    return telling(said) - frozenset(stems(stated))


def is_measure(wording: str) -> bool:
    """Tell whether a wording names a measure, not only a counted thing."""
    return bool(concepts(wording) or cutoffs(wording))


def is_size(wording: str) -> bool:
    """Tell whether a wording names nothing but a size."""
    return concepts(wording) == {"size"}
