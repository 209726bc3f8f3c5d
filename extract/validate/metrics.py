"""Compare wordings of metrics: a paraphrase is no contradiction, another metric is."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.validate.agreement import Relation, abbreviates, stems
from extract.validate.vocabulary import CONCEPTS, FILLER, NAMED_MEASURES, WEAK_METRIC_WORDS

_CUT = re.compile(
    r"\s*(?:,|\(|\b(?:over|than|relative to|compared (?:to|with)|against|versus|vs\.?|with respect to|at|after|before|with|without|"
    r"when|under|using|across|among|on|in|for|from|per|between|instead of|during|by)\b)",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:reduction|increase|improvement|decrease|gain|drop|saving|difference|change|decline|degradation|growth|rise|loss|cut)s?$",
    re.IGNORECASE,
)  # in something
_CUTOFF = re.compile(r"\b(?:top|rank|r|p|recall|precision|hits?|pass|acc|ndcg|map|mrr|ap|em)\s?[-@ ]?\s?(?:\()?(\d+)\b", re.IGNORECASE)
_SHORT = re.compile(r"\b[A-Z]{3,}(?=s?\b)")
_SIZE = re.compile(r"\b(?:size|scale|capacity)s?\b", re.IGNORECASE)  # of a model
_COST = re.compile(r"\b(?:costs?|overheads?|budgets?|demands?|burden|complexity|requirements?|efficiency)\b", re.IGNORECASE)
_SPENT = re.compile(r"\b(?:cost|overhead)s?$", re.IGNORECASE)
RESOURCES = frozenset(("speed", "memory", "parameters", "compute", "energy", "size"))
_PAID = RESOURCES | {"other", "resolution"}  # what may be called a cost, or may not be told from one
WEAK = frozenset(stems(WEAK_METRIC_WORDS))
LONGEST_NAME = 9  # characters of a measure's name that is known by its capitals alone
_OF_WORD = {word: concept for concept, names in CONCEPTS.items() for word in names.split()}
_OF_STEM = {piece: concept for word, concept in _OF_WORD.items() for piece in stems(word)[:1]}
KINDS = frozenset(_OF_STEM)  # stems of the words that name a kind of measure


@lru_cache(maxsize=8192)
def head(metric: str) -> str:
    """Return a metric without what it is measured against, or under which condition: "top-1 accuracy gain over X" is its gain."""
    cut = next((cut for cut in _CUT.finditer(metric) if not (cut[0].endswith("in") and _CHANGE.search(metric, 0, cut.start()))), None)
    return metric[: cut.start()] if cut and cut.start() > 2 else metric


@lru_cache(maxsize=8192)
def telling(metric: str) -> frozenset[str]:
    """Return the stems of a metric's head that tell it from others."""
    return frozenset(stem for stem in stems(head(metric)) if stem not in WEAK and stem not in FILLER)


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
    if stands_for(said, stated) or stands_for(stated, said):
        return Relation.SAME
    mine, theirs = concepts(said), concepts(stated)
    if sizes(said, stated):
        return Relation.SAME
    if mine and theirs and not mine & theirs:
        return Relation.OTHER
    if _SPENT.search(head(said)) and not mine - RESOURCES and theirs and not theirs & _PAID:
        return Relation.OTHER
    if telling(said) & telling(stated) or (mine & theirs):
        return Relation.SAME
    return Relation.UNCLEAR


@lru_cache(maxsize=8192)
def stands_for(short: str, long: str) -> bool:
    """Tell whether a wording is a short form of another, or holds one of words of it: RTF in "RTF reduction", for real-time factor."""
    if abbreviates(short, long):
        return True
    initials = "".join(word[0].lower() for word in re.findall(r"[^\W_]+", long))
    names = [name.lower() for name in _SHORT.findall(short)]
    return any(name in initials or (len(name) > 3 and name[:-1] in initials) for name in names)  # WERR is the reduction of the WER


def sizes(said: str, stated: str) -> bool:
    """Tell whether one wording speaks of a size and the other gives it: a model's size, in parameters."""
    return _is_size_of(said, concepts(stated)) or _is_size_of(stated, concepts(said))


def _is_size_of(wording: str, concepts_of_other: frozenset[str]) -> bool:
    """Tell whether a wording speaks of a size, which the other one gives in parameters or memory."""
    return _SIZE.search(head(wording)) is not None and not concepts_of_other.isdisjoint(("parameters", "memory", "size", "resolution"))


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
    is_name = low in NAMED_MEASURES or (word[1:] != low[1:] and (len(word) < LONGEST_NAME or word.endswith("Score")))
    return re.sub(r"[\W_]", "", low) if is_name and _OF_STEM.get(stems(low)[-1]) != "parameters" else ""


def other_name(said: str, stated: str) -> bool:
    """Tell whether two wordings have names of different measures; mAP and AP, R@1 and Recall@1 may be the same."""
    mine, theirs = proper(said), proper(stated)
    if not mine or not theirs or abbreviates(said, stated) or abbreviates(stated, said):
        return False
    return not any(_alike(a, b) for a in mine for b in theirs)


def may_be_alike(said: str, stated: str) -> bool:
    """Tell whether two wordings may name one measure: by names that are alike (WER, WERR), or as a cost, which any resource is."""
    if any(_alike(a, b) for a in proper(said) for b in proper(stated)):
        return True
    mine, theirs = concepts(said), concepts(stated)
    return (is_cost(said) and bool(theirs & RESOURCES)) or (is_cost(stated) and bool(mine & RESOURCES))


def is_cost(wording: str) -> bool:
    """Tell whether a wording speaks of a cost without naming a measure other than a resource."""
    return _COST.search(head(wording)) is not None and not concepts(wording) - RESOURCES


def _alike(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    digits = {re.sub(r"\D", "", name) for name in (a, b)} - {""}
    return len(digits) < 2 and (long.endswith(short) or long.startswith(short) or (long[0] == short[0] and len(short) < 4))
