"""Compare wordings of metrics: a paraphrase is no contradiction, another metric is."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.validate.agreement import Relation, abbreviates, stems
from extract.validate.vocabulary import CONCEPTS, NAMED_MEASURES, WEAK_METRIC_WORDS

_CUT = re.compile(
    r"\s*(?:,|\(|\b(?:over|than|relative to|compared (?:to|with)|against|versus|vs\.?|with respect to|at|after|before|with|without|"
    r"when|under|using|across|among|on|in|for|from|per|between|instead of|during|by)\b)",
    re.IGNORECASE,
)
_CUTOFF = re.compile(r"\b(?:top|rank|r|p|recall|precision|hits?|pass|acc|ndcg|map|mrr|ap|em)\s?[-@ ]?\s?(?:\()?(\d+)\b", re.IGNORECASE)
_SIZE = re.compile(r"\b(?:size|scale|capacity)s?\b", re.IGNORECASE)  # of a model
WEAK = frozenset(stems(WEAK_METRIC_WORDS))
LONGEST_NAME = 9  # characters of a measure's name that is known by its capitals alone
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
    return frozenset(stem for stem in stems(head(metric)) if stem not in WEAK)


@lru_cache(maxsize=8192)
def cutoffs(metric: str) -> frozenset[str]:
    """Return the k of top-k, R@k and the like."""
    return frozenset(_CUTOFF.findall(metric))


@lru_cache(maxsize=8192)
def concepts(metric: str) -> frozenset[str]:
    """Return the kinds of measure that a wording names: quality, error, speed, memory …"""
    return frozenset(_OF_STEM[stem] for stem in stems(head(metric)) if stem in _OF_STEM)


@lru_cache(maxsize=8192)
def concepts_of_last(metric: str) -> str | None:
    """Return the kind of measure that the last word of a metric's head names: quality for "top-1 accuracy", nothing for "F1 gain"."""
    words = stems(head(metric))
    return _OF_STEM.get(words[-1]) if words else None


@lru_cache(maxsize=8192)
def same_metric(said: str, stated: str) -> Relation:
    """Compare two wordings. Other cut-offs (top-1, top-5) or kinds of measure are other metrics; common words make them the same."""
    mine, theirs = cutoffs(said), cutoffs(stated)
    if mine and theirs and not mine & theirs:
        return Relation.OTHER
    if abbreviates(said, stated) or abbreviates(stated, said):
        return Relation.SAME
    mine, theirs = concepts(said), concepts(stated)
    if sizes(said, stated):
        return Relation.SAME
    if mine and theirs and not mine & theirs:
        return Relation.OTHER
    if telling(said) & telling(stated) or (mine & theirs):
        return Relation.SAME
    return Relation.UNCLEAR


def sizes(said: str, stated: str) -> bool:
    """Tell whether one wording speaks of a size and the other gives it: a model's size, in parameters."""
    return _is_size_of(said, concepts(stated)) or _is_size_of(stated, concepts(said))


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


@lru_cache(maxsize=8192)
def proper(wording: str) -> frozenset[str]:
    """Return the names of measures in a wording: F1, mAP, AUROC, kappa; not words such as accuracy, which stand for many."""
    found = re.findall(r"[^\W_]+(?:[-@][^\W_]+)*", head(wording))
    return frozenset(name for name in map(_as_name, found) if name)


def _as_name(word: str) -> str:
    low = word.lower()
    is_name = low in NAMED_MEASURES or (word[1:] != low[1:] and len(word) < LONGEST_NAME)
    return re.sub(r"[\W_]", "", low) if is_name and _OF_STEM.get(stems(low)[-1]) != "parameters" else ""


def other_name(said: str, stated: str) -> bool:
    """Tell whether two wordings have names of different measures; mAP and AP, R@1 and Recall@1 may be the same."""
    mine, theirs = proper(said), proper(stated)
    if not mine or not theirs or abbreviates(said, stated) or abbreviates(stated, said):
        return False
    return not any(_alike(a, b) for a in mine for b in theirs)


def _alike(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    digits = {re.sub(r"\D", "", name) for name in (a, b)} - {""}
    return len(digits) < 2 and (long.endswith(short) or long.startswith(short) or (long[0] == short[0] and len(short) < 4))
