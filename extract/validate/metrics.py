"""Compare wordings of metrics: a paraphrase is no contradiction, another metric is."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.validate.agreement import Relation, stems

_CUT = re.compile(
    r"\s*(?:,|\(|\b(?:over|than|relative to|compared (?:to|with)|against|versus|vs\.?|with respect to|at|after|before|with|without|when|under|using|"
    r"across|among|on|in|for|from|per|between|instead of|during|by)\b)",
    re.IGNORECASE,
)
_CUTOFF = re.compile(r"\b(?:top|rank|r|p|recall|precision|hits?|pass|acc|ndcg|map|mrr|ap|em)\s?[-@ ]?\s?(?:\()?(\d+)\b", re.IGNORECASE)
_SIZE = re.compile(r"\b(?:size|scale|capacity)s?\b", re.IGNORECASE)  # of a model: its parameters
_WEAK = frozenset(
    stems(
        """average mean overall total relative absolute gain improvement increase reduction decrease rate score value result performance number
        amount percentage percent point points level change difference higher lower better best worse new top margin drop boost up down size cost
        final zero shot the of max maximum minimum least most image images task tasks benchmark dataset datasets classification evaluation test
        validation train training"""
    )
)
_CONCEPTS = {
    "quality": "accuracy acc precision recall f1 map ap miou iou pq bleu rouge auc auroc auprc sensitivity specificity dice correctness",
    "error": "error errors err wer cer mistake mistakes misclassification ece mce",
    "distance": "fid perplexity ppl rmse mae mse loss",
    "speed": "speed speedup speedups faster slower latency throughput runtime fps time hours seconds quicker",
    "memory": "memory storage footprint ram disk",
    "parameters": "parameter parameters params weights",
    "compute": "flops gflops macs madds operations computation computations compute",
    "energy": "energy power watt joule",
    "resolution": "resolution resolutions",
    "other": "recall@k psnr ssim mos kappa correlation score scores rate rates ratio gain improvement compression sparsity",
}
_OF_WORD = {word: concept for concept, names in _CONCEPTS.items() for word in names.split()}
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


def cutoffs(metric: str) -> frozenset[str]:
    """Return the k of top-k, R@k and the like."""
    return frozenset(_CUTOFF.findall(metric))


def concepts(metric: str) -> frozenset[str]:
    """Return the kinds of measure that a wording names: quality, error, speed, memory …"""
    return frozenset(_OF_STEM[stem] for stem in stems(head(metric)) if stem in _OF_STEM)


def same_metric(said: str, stated: str) -> Relation:
    """Compare two wordings. Other cut-offs (top-1, top-5) or other kinds of measure are other metrics; words in common make them the same."""
    mine, theirs = cutoffs(said), cutoffs(stated)
    if mine and theirs and not mine & theirs:
        return Relation.OTHER
    mine, theirs = concepts(said), concepts(stated)
    if (_SIZE.search(said) and "parameters" in theirs) or (_SIZE.search(stated) and "parameters" in mine):
        return Relation.SAME
    if mine and theirs and not mine & theirs:
        return Relation.OTHER
    if telling(said) & telling(stated) or (mine & theirs):
        return Relation.SAME
    return Relation.UNCLEAR


def missing(said: str, stated: str) -> frozenset[str]:
    """Return the telling stems of a given metric that a stated one lacks."""
    return telling(said) - frozenset(stems(stated))


def is_measure(wording: str) -> bool:
    """Tell whether a wording names a measure, not only a counted thing."""
    return bool(concepts(wording) or cutoffs(wording))
