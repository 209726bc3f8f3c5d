"""What the words around a number say of its course: a value or a change, upwards or downwards, at training or in use."""

from __future__ import annotations

import re

from extract.validate.contrary import DOWNWARDS, UPWARDS, qualified_words
from extract.validate.elsewhere import own_stretch
from extract.validate.metrics import concepts, head
from extract.validate.source import Source

_USES = "training|inference|decoding|testing|deployment"
_LEADS = r"(?:(?:takes?|took|needs?|requires?|time|only|about|of|is|in|within)\s+){0,3}[~<>]*$"
_USE_AHEAD = re.compile(rf"\b(?P<use>{_USES})\s+{_LEADS}", re.IGNORECASE)
_USE_BEHIND = re.compile(rf"[^,;:.()]{{0,60}}?\b(?:for|at|during|in)\s+(?:the\s+)?(?P<use>{_USES})\b", re.IGNORECASE)
_CLASS_OF_USE = {word: "training" if word == "training" else "use" for word in _USES.split("|")} | {"train": "training"}
_VERB = re.compile(
    r"\b(?:(?P<down>reduc|lower|decreas|cuts?\b|drop|declin|falls?\b|fell\b|shrink|shrank|shorten)|(?P<better>improv|enhanc)|"
    r"(?:increas|rais|rises?\b|rising\b|rose\b|grow|grew\b|boost|climb))\w*",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+(?:(?:up to|about|around|over|more than|nearly|almost|roughly|approximately|an?|only|at least)\s+)*[~<>+-]*$")
_RISES = frozenset(UPWARDS.split("|"))
_FALLS = frozenset(DOWNWARDS.split("|"))
_GAINS = frozenset(("gain", "gains", "improvement", "improvements"))
_LOSSES = frozenset(("loss", "losses", "degradation", "deterioration"))
_NOUNS = r"(?:(?!with|without|and|of|in|on|by|no|but|while|for|to|at|from|than|over)[\w@-]+\s+){0,3}?"
_OUTCOME = re.compile(rf"\W{{0,3}}{_NOUNS}(?P<outcome>{'|'.join(sorted(_GAINS | _LOSSES))})\b(?!\s+function)", re.IGNORECASE)
_EITHER_WAY = re.compile(r"\b(?:rates?|ratio|sparsity|compression)\b", re.IGNORECASE)
REACH = 90  # characters before a number
_CHANGE_GIVEN = re.compile(r"\b(?:improvement|gain|increase|reduction|decrease|drop|boost)s?\b", re.IGNORECASE)
_ATTAINS = re.compile(r"\b(?:achiev|reach|attain|obtain|record|scor|report)\w*\s+(?:(?:an?|the|only|about)\s+)*$", re.IGNORECASE)
_CHANGE = re.compile(  # or a comparison
    r"\b(?:improv|increas|reduc|decreas|gain|boost|sav|cut|speed|accelerat|chang|declin|degrad|deteriorat|los[es]|differ|gap|margin|advantage|"
    r"relativ|rais|rise|rising|rose|drop|fall|fell|grow|lift|shrink|shrank|surpass|exceed|outperform|beat|than\b|over\b|compared|versus|vs\b|"
    r"by\b|more\b|less\b|fewer|lower|better|worse|above|below|from\b|\w+er\s+than)",
    re.IGNORECASE,
)


def other_course(source: Source, index: int, said: str) -> str | None:
    """Return what the words around a number say of its course, where a metric says the opposite."""
    return _other_use(source, index, said) or _other_way(source, index, said) or _worse(source, index, said) or _level(source, index, said)


def _other_use(source: Source, index: int, said: str) -> str | None:
    """Return what a number is for by the words right beside it, where another use is given: "decoding 12 ms", "2x faster at training"."""
    mine = {_CLASS_OF_USE[word] for word in qualified_words(head(said)) if word in _CLASS_OF_USE}
    if not mine:
        return None
    start, end = own_stretch(source, index)
    reading = source.passage.readings[index]
    ahead, behind = _USE_AHEAD.search(source.text[start : reading.start]), _USE_BEHIND.match(source.text, reading.end, end)
    stated = (ahead or behind or {"use": ""})["use"].lower()
    return stated if stated and _CLASS_OF_USE[stated] not in mine else None


def _other_way(source: Source, index: int, said: str) -> str | None:
    """Return which way the verb points that leads to a number with "by", where a change the other way is given: "reduces by 3%"."""
    words = frozenset(qualified_words(head(said)))
    if words.isdisjoint(_RISES) == words.isdisjoint(_FALLS | _LOSSES):
        return None  # no way is given, or both
    start, _ = source.sentence_at(index)
    lead = source.text[max(start, source.passage.readings[index].start - REACH) : source.passage.readings[index].start]
    verb = max(_VERB.finditer(lead), key=re.Match.start, default=None) if _BY.search(lead) else None
    if verb is None or re.search(r"\d", lead[verb.end() :]):
        return None
    if verb["better"] is not None:
        return "an improvement" if _more_is_better(said) and not words.isdisjoint(_FALLS | _LOSSES) else None
    down = verb["down"] is not None
    return None if words.isdisjoint(_RISES if down else _FALLS) else ("a decrease" if down else "an increase")


def _more_is_better(metric: str) -> bool:
    """Tell whether an improvement of a measure can only be a rise; a rate may be one of errors."""
    kinds = concepts(metric)
    return bool(kinds) and kinds <= {"quality", "other"} and _EITHER_WAY.search(metric) is None


def _worse(source: Source, index: int, said: str) -> str | None:
    """Return the word behind a number that tells a loss where a gain is given, or the other way round: "a 3% accuracy loss"."""
    found = _OUTCOME.match(source.text, source.passage.readings[index].end, own_stretch(source, index)[1])
    words = frozenset(qualified_words(head(said)))
    if found is None or words.isdisjoint(_GAINS) == words.isdisjoint(_LOSSES):
        return None
    stated = found["outcome"].lower()
    return f"a {stated}" if words.isdisjoint(_GAINS if stated in _GAINS else _LOSSES) else None


def _level(source: Source, index: int, said: str) -> str | None:
    """Return "the value itself" where a change is given, and the sentence speaks of none: "achieves 3% in X"."""
    reading, (start, end) = source.passage.readings[index], source.sentence_at(index)
    if reading.values[0].unit not in ("%", None) or _CHANGE_GIVEN.search(head(said)) is None or reading.quote[:1] in "+-<>~":
        return None
    lead = source.text[max(start, reading.start - REACH) : reading.start]
    if _ATTAINS.search(lead) is None or _CHANGE.search(source.text, start, end):
        return None
    return "the value itself"
