"""The metric of a quantity: what the text attaches the number to, the thing counted, or what its unit implies."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from extract.language.attribution.words import W, classes_of_words
from extract.language.counted import counted_phrase
from extract.language.mentions import Mention, MentionKind
from extract.language.passage import Passage
from extract.language.words import lowered, word_list
from extract.models.builtin.kinds import Candidate
from extract.numbers.units import UNITS
from extract.schemas.paper import Kind

_TIME_NAMES = ("time", "latency", "cost", "runtime", "demand", "budget", "delay", "duration", "times", "costs")
_MEMORY_NAMES = ("memory", "storage", "footprint", "size", "consumption", "usage", "vram")
_SPEED_NAMES = ("speed", "throughput", "rate", "fps")
_POWER_NAMES = ("power", "consumption", "energy", "dissipation")
_SIZE_NAMES = ("resolution", "resolutions", "size", "sizes")
_SELF_NAMED = frozenset(
    ("parameters", "FLOPs", "MACs", "multiply-adds", "M-Adds", "Mult-Adds", "OPs", "epochs", "timesteps", "tokens", "images")
)
_TRAINING = re.compile(r"\b(?:pre-?|re)?train(?:s|ed|ing)?\b|\bepochs\b", re.IGNORECASE)
_POINTS = re.compile(r"\s([A-Z]\w*[A-Z][\w@-]*)\s(?:percentage\s)?points?\b")  # 1.4 AER points
_SHARE_OF = re.compile(r"\d\s?\\?% of (?:the |its |all )?$")
_ERRORS = ("error", "errors", "mae", "rmse")
_RESOURCES = frozenset(("time", "data", "rate"))
_REACH = 120


def metric_of(passage: Passage, candidate: Candidate, kind: Kind, attached: str | None) -> str | None:
    """Return the metric as the text words it, in the singular, or a plain name for what the unit measures, or None."""
    metric = _metric_of(passage, candidate, kind, attached)
    return metric[:-3] + "y" if metric is not None and metric.endswith("accuracies") else metric


def _metric_of(passage: Passage, candidate: Candidate, kind: Kind, attached: str | None) -> str | None:
    unit = candidate.unit
    if unit in (None, "points") and (points := _POINTS.match(passage.text, candidate.reading.number_end)):
        return points.group(1)
    if unit is not None and unit not in UNITS and kind in ("data", "setting", "cost"):
        return counted_phrase(passage.text, candidate.reading.number_end, unit)
    if attached is not None and attached.rpartition(" ")[2].lower() in word_list("words", "dataset nouns"):
        attached = None
    if attached is not None and unit in UNITS and unit != "bits" and UNITS[unit].family in _RESOURCES and _is_score(attached):
        attached = None  # 40.1 mAP with 120 FPS
    if kind == "data" and unit in UNITS and UNITS[unit].family in ("time", "data") and (attached is None or attached.endswith("time")):
        return "data"
    if unit == "px":
        return attached if attached and attached.lower().endswith(_SIZE_NAMES) else _named(passage, candidate, _SIZE_NAMES) or "resolution"
    if attached is None and kind == "improvement" and unit in (None, "%", "points"):
        return _nearest(passage, candidate)
    if unit is None or (attached is not None and not _only_unit(attached, candidate)):
        return attached
    return _implied(passage, candidate, unit, kind)


def _is_score(metric: str) -> bool:
    """Tell whether a metric is an accuracy or the like, which has neither seconds nor bytes; an error may have them."""
    return not metric.lower().endswith(_ERRORS) and W.SCORE in classes_of_words().get(metric.rpartition(" ")[2].lower(), frozenset())


def _only_unit(attached: str, candidate: Candidate) -> bool:
    """Tell whether the words attached are nothing but the number's own unit ("ms")."""
    quote = candidate.reading.quote.lower()
    return quote.endswith(attached.lower()) and candidate.unit not in ("parameters", "FLOPs", "epochs", "timesteps", "tokens", "images")


def _implied(passage: Passage, candidate: Candidate, unit: str, kind: Kind) -> str | None:
    family = (UNITS[unit].family if unit in UNITS else None) or ""
    if "time" in family or unit in ("days", "weeks", "months"):
        return _named(passage, candidate, _TIME_NAMES) or _time_name(passage.text, candidate, unit, kind)
    if unit in ("KB", "MB", "GB", "TB", "KiB", "MiB", "GiB"):
        return _named(passage, candidate, _MEMORY_NAMES) or "memory"
    if family in ("power", "energy"):
        return _named(passage, candidate, _POWER_NAMES) or family
    if unit == "FPS":
        return _named(passage, candidate, _SPEED_NAMES) or "speed"
    if unit in UNITS and unit not in _SELF_NAMED:
        return None
    return unit if unit in _SELF_NAMED else counted_phrase(passage.text, candidate.reading.number_end, unit)


def _time_name(text: str, candidate: Candidate, unit: str, kind: Kind) -> str | None:
    if unit in ("ms", "µs", "ns"):
        return "latency"
    around = text[candidate.floor : candidate.reading.end + _REACH // 2]
    return "training time" if _TRAINING.search(around) else "time" if kind == "cost" else None


def _named(passage: Passage, candidate: Candidate, heads: tuple[str, ...]) -> str | None:
    """Return the nearest metric of the sentence, before the number or right behind it, whose last word is one of `heads`."""
    start, end = candidate.reading.start, candidate.reading.end
    first = bisect_left(passage.mentions, max(candidate.floor, start - _REACH), key=_start_of)
    last = bisect_left(passage.mentions, end + _REACH // 3, key=_start_of)
    near = [
        (max(mention.start - end, start - mention.end), mention.text)
        for mention in passage.mentions[first:last]
        if mention.kind is MentionKind.METRIC and mention.text.lower().endswith(heads)
    ]
    return min(near, default=(0, None))[1]


def _nearest(passage: Passage, candidate: Candidate) -> str | None:
    """Return the nearest metric of the sentence: a gain that names none is one in what its sentence speaks of."""
    start, end = candidate.reading.start, candidate.reading.end
    sentence_end = passage.sentences[bisect_right(passage.sentences, candidate.floor, key=_first) - 1][1]
    first = bisect_left(passage.mentions, max(candidate.floor, start - 2 * _REACH), key=_start_of)
    last = bisect_left(passage.mentions, min(sentence_end, end + 2 * _REACH), key=_start_of)
    near = [
        (max(mention.start - end, start - mention.end), text)
        for mention in passage.mentions[first:last]
        if mention.kind is MentionKind.METRIC and (text := _without_gain(mention.text)) and not _has_share(passage.text, mention.start)
    ]
    return min(near, default=(0, None))[1]


def _has_share(text: str, start: int) -> bool:
    """Tell whether a measure has a share of its own: "with 0.5% of the trainable parameters"."""
    return _SHARE_OF.search(text, max(0, start - 20), start) is not None


def _without_gain(metric: str) -> str:
    """Return "performance" of "performance gains", nothing of "average improvement"."""
    *before, last = metric.split()
    words = before if W.GAIN in classes_of_words().get(last.lower(), frozenset()) else [*before, last]
    return "" if words and words[-1].lower() in lowered("metrics", "modifiers") else " ".join(words)


def _first(span: tuple[int, int]) -> int:
    return span[0]


def _start_of(mention: Mention) -> int:
    return mention.start
