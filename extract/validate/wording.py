"""The words right around a number: what it counts, for which part of the data, as a gain in what."""

from __future__ import annotations

import re

from extract.validate.agreement import Relation, stems
from extract.validate.comparable import comparable
from extract.validate.metrics import head, same_metric
from extract.validate.source import Source, counted_noun
from extract.validate.vocabulary import FILLER

_GAIN = re.compile(
    r"\)?\s*(?:[\w-]+\s+){0,2}?(?:increase|reduction|improvement|decrease|gain|drop|boost|saving|savings|speedup|speed-up|rise)s?\s+(?:in|of)\s+"
    r"(?P<what>(?:[\w-]+\s*){1,4})",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\b(test|validation|val|dev|development|train|training)[\s-]*(?:set|split|data|subset)?s?\b", re.IGNORECASE)
_SPLIT_OF = re.compile(  # "a test set of 300 samples"
    r"\b(?P<split>test|validation|val|dev|development|train|training)\s+(?:data)?(?:sets?|splits?|data|subsets?|corpus)\s*"
    r"(?:of|with|containing|comprising|consisting of|including)\s+(?:(?:size|about|around|over|only|the)\s+)*[~<>]*$",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:and|/|or|,)\s*")
_SPLITS = {
    "test": "test", "validation": "validation", "val": "validation", "dev": "development", "development": "development",
    "train": "train", "training": "train",
}  # fmt: skip
_USES = {"trai": "train", "test": "test", "eval": "test", "vali": "test"}
_USED_FOR = re.compile(r"\b(?:training|trained|test|testing|tested|evaluation|evaluated|validation|validated)\b", re.IGNORECASE)
_USED_ON = re.compile(
    r"\b(?P<verb>trained|tested|evaluated|validated)\s+(?:on|with|using)\s+(?:(?:the|about|over|only|a total of)\s+)*[~<>]*$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:out\s+)?of\s+(?:the\s+|all\s+|our\s+)?$", re.IGNORECASE
)
_OUTCOME = re.compile(r"\w\s+(?:won|lost|beaten|solved|passed|failed|correct)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:in which|on which|for which|where|that|who|which)\b", re.IGNORECASE)
REACH = 80  # characters
_FOR = re.compile(r"\b(?P<prep>for|during|at|in)\s+(?:the\s+)?(?P<word>[A-Za-z][\w-]*)")


def other_gain(source: Source, index: int, metric: str) -> str | None:
    """Return what a number is stated to be a gain in, if that is another kind of measure: "60% increase in speed"."""
    found = _GAIN.match(source.text, source.passage.readings[index].end)
    if found is None or same_metric(metric, found["what"]) is not Relation.OTHER:
        return None
    return found["what"].strip()


def other_split(source: Source, index: int, dataset: str) -> str | None:
    """Return the part of the data that follows a number, where another part is given: validation set, not test set."""
    wanted = {_SPLITS[word.lower()] for word in _SPLIT.findall(dataset)}
    if len(wanted) != 1:
        return None
    start, end = _rest(source, index)
    reading = source.passage.readings[index]
    ahead = _SPLIT_OF.search(source.text[max(0, reading.start - REACH) : reading.start])
    if ahead is not None:
        return ahead["split"] if _SPLITS[ahead["split"].lower()] not in wanted else None
    following = _SPLIT.search(source.text, start, end)
    if following is None:
        return None
    second = _SPLIT.match(source.text, joint.end(), end) if (joint := _JOINT.match(source.text, following.end())) else None
    stated = {_SPLITS[found[1].lower()] for found in (following, second) if found}
    return following[0].strip() if stated.isdisjoint(wanted) else None


def other_use(source: Source, index: int, metric: str) -> str | None:
    """Return what was done with the data that a number counts, where the metric says otherwise: trained on, tested on."""
    wanted = {_USES[word.lower()[:4]] for word in _USED_FOR.findall(metric)}
    reading = source.passage.readings[index]
    stated = _USED_ON.search(source.text[max(0, reading.start - 60) : reading.start])
    if stated is None or len(wanted) != 1 or _USES[stated["verb"].lower()[:4]] in wanted:
        return None
    return f"what it was {stated['verb']} on"


def only_part(source: Source, index: int, metric: str) -> str | None:
    """Return the words for all of which the metric's words hold for a part: 100 in "80 of the 100 people agreed" are not who agreed."""
    reading = source.passage.readings[index]
    noun = counted_noun(reading)
    if not noun or _PART.search(source.text[max(0, reading.start - 40) : reading.start]) is None:
        return None
    _, end = source.clause_of(reading.start)
    behind = stems(source.text[reading.number_end : min(end, reading.number_end + REACH)])
    rest = behind[behind.index(noun[-1]) + 1 :] if noun[-1] in behind else ()
    given = frozenset(stems(metric)).difference(noun, FILLER)
    relative = _RELATIVE.search(metric)
    told = frozenset(stems(metric[relative.end() :])).difference(FILLER) if relative else frozenset()
    start, _ = source.sentence_at(index)
    stated = (*rest, *stems(source.text[start : reading.start])) if relative else rest
    is_part = _OUTCOME.search(metric) or not (given if relative is None else told).isdisjoint(stated)
    return f"all that {reading.quote} counts" if is_part else None


def other_purpose(source: Source, index: int, metric: str) -> str | None:
    """Return what a number is said to be for, where another number of the sort is for what is given: cases for validation."""
    wanted = _FOR.search(metric[len(head(metric)) :])
    mine = _purpose(source, index) if wanted else None
    if wanted is None or mine is None or stems(mine) == stems(wanted["word"]):
        return None
    purposes = [_purpose(source, other) for other in comparable(source, index)]
    return mine if any(purpose and stems(purpose) == stems(wanted["word"]) for purpose in purposes) else None


def other_noun(source: Source, index: int, metric: str) -> str | None:
    """Return what a number counts, where the metric names what another number of the text counts: modalities, not datasets."""
    mine, wanted = counted_noun(source.passage.readings[index]), stems(head(metric))
    if not mine or not wanted or set(mine) & set(wanted):
        return None
    for theirs in source.counted:
        if theirs[-1] == wanted[-1] and set(wanted) <= set(theirs) and theirs[-1] != mine[-1]:
            return source.passage.readings[index].values[0].unit
    return None


def _rest(source: Source, index: int) -> tuple[int, int]:
    """Return the text behind a number, to the next number of the sort or the end of the sentence."""
    readings = source.passage.readings
    _, end = source.sentence_at(index)
    following = [readings[i].start for i in comparable(source, index) if readings[i].start >= readings[index].end]
    return readings[index].end, min([end, *following])


def _purpose(source: Source, index: int) -> str | None:
    start, end = _rest(source, index)
    found = _FOR.search(source.text, start, min(end, start + 40))
    return found["word"] if found else None
