"""Words that name a metric by their shape alone: "NDCG@10", "AP_{50}", "mIoU", "ROUGE-L"."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.language.words import one_of, word_list

_CUT_OFF = re.compile(r"[A-Za-z][\w-]*@(?:k|K|n|N|\d[\d.,:]*(?:IoU)?)$")
_SCORE = re.compile(r"[A-Z][A-Za-z]+-?Scores?$")  # FactScore
_TOP = re.compile(r"(?:top|rank)-?(?:\d+|k)$", re.IGNORECASE)
_FAMILY = re.compile(
    r"(?:[A-Z]{2,4}-(?=m))?(?:(?:[mnsgrw]|avg|mean|macro|micro|weighted|box|mask|bbox|min|max|NC|BEV|3D|2D)-?)?"
    rf"{one_of('metrics', 'families')}"
    r"(?:\d{1,3}|-(?:\d{1,3}|[LNWSU]|Lsum|Sum|score|scores|index)|[_^]\{?[\w.+]{1,8}\}?)?(?:/[\dL]+)*s?$"
)


@lru_cache(maxsize=1 << 14)
def is_metric_shape(word: str) -> bool:
    """Tell whether a word is shaped like a metric: a cut-off behind "@", "top-k", a well-known metric with its variant."""
    return bool(_CUT_OFF.match(word) or _TOP.match(word) or _SCORE.match(word) or _FAMILY.match(word))


def is_metric(word: str) -> bool:
    """Tell whether a word, as written, names a metric: by its shape, or as one that is known."""
    return word in word_list("metrics", "heads") or is_metric_shape(word)
