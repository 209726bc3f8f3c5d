"""What a wording says a value was reached with or without, against what the sentence of the number says."""

from __future__ import annotations

import re

from extract.language.aliases import name_key
from extract.language.mentions import Mention, MentionKind
from extract.validate.comparable import comparable
from extract.validate.source import Source, is_proper
from extract.validate.spelling import spelled_places

Span = tuple[int, int]

_COMPANY = re.compile(r"\b(?P<word>with|without|w/o|using)\s+(?:(?:the|an?|any|its|our)\s+)*(?P<what>[^,;()]+)", re.IGNORECASE)
_ENDS = re.compile(r"\s+(?:on|for|in|over|at|than|from|to|by|and|after|before|backbone|model|network|encoder)\b.*$", re.IGNORECASE)
_LEADS = re.compile(r"\b(?P<word>with|without|w/o|using|no)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_NEGATIVE = frozenset(("without", "w/o", "no"))
_NAMES = frozenset((MentionKind.SYSTEM, MentionKind.OTHER))
REACH = 60  # characters
LONGEST = 5  # words


def other_company(source: Source, index: int, said: str) -> str | None:
    """Return what the sentence of a number says instead of what is given: "without X" for "with X", or "with Z"."""
    given = _COMPANY.search(said)
    what = _ENDS.sub("", given["what"]).strip() if given else ""
    if given is None or not what or len(what.split()) > LONGEST:
        return None
    sentence = source.sentence_at(index)
    negative = given["word"].lower() in _NEGATIVE
    places = spelled_places(source.low, what, sentence)
    if places:
        return _other_way(source, sentence, places, negative=negative)
    return None if negative else _another(source, index, sentence, what, said)


def _other_way(source: Source, sentence: Span, places: list[Span], *, negative: bool) -> str | None:
    """Return the words of the sentence where they always say the opposite."""
    leads = [(_LEADS.search(source.text, max(sentence[0], at - REACH), at), end) for at, end in places]
    if any(lead is None or (lead["word"].lower() in _NEGATIVE) == negative for lead, _ in leads):
        return None
    lead, end = leads[0]
    return source.text[lead.start() : end] if lead else None


def _another(source: Source, index: int, sentence: Span, what: str, said: str) -> str | None:
    """Return the name that stands behind "with" in the sentence, where the given one does with another number of the sort."""
    readings = source.passage.readings
    elsewhere = [source.sentence_of(at) for at, _ in spelled_places(source.low, what, (0, len(source.low)))]
    if not any(start <= readings[i].start < end for start, end in elsewhere for i in comparable(source, index)):
        return None
    given = name_key(said)
    for mention in source.names_in(sentence, _NAMES):
        if _is_company(source, sentence, mention) and is_proper(mention.text) and name_key(mention.text) not in given:
            return mention.text
    return None


def _is_company(source: Source, sentence: Span, mention: Mention) -> bool:
    lead = _LEADS.search(source.text, max(sentence[0], mention.start - REACH), mention.start)
    return lead is not None and lead["word"].lower() not in _NEGATIVE
