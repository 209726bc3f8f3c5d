"""How far a given name stands from a number: what stands only elsewhere cannot have what the sentence gives to another name."""

from __future__ import annotations

import re
from enum import StrEnum

from extract.language.attribution import Link
from extract.language.mentions import Mention, MentionKind
from extract.language.mentions import Role as MentionRole
from extract.records import Verdict
from extract.schemas.markers import Role
from extract.validate.binding import OWNED, is_compared, places_of
from extract.validate.change import change_of
from extract.validate.comparable import comparable, comparable_here
from extract.validate.messages import shorten
from extract.validate.slots import OTHER, Attached
from extract.validate.source import Source


class Where(StrEnum):
    """Where a name stands, seen from the sentence of a number."""

    HERE = "here"
    EARLIER = "earlier"
    LATER = "later"  # and nowhere before
    NOWHERE = "nowhere"


_OPENS = re.compile(r"\s?[(\[][^()\[\]\d]{0,16}")  # "X (3)"
_RELATIVE = re.compile(r",?\s+(?:which|that|who|trained|pre-?trained|running|requiring|needing|having)\s[^,;()]*")  # "X, which needs 3"
REACH = 40  # characters
_TOOL = re.compile(r"\b(?:with|without|using)\s+(?:[\w-]+\s+){0,3}(?:[\w-]+\s*\()?$", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\s*(?:(?:moreover|furthermore|also|in addition|additionally|further|specifically|besides),?\s+)?(?:it|they|this|these)\b",
    re.IGNORECASE,
)
_LATE_PRONOUN = re.compile(r"\s*(?:across|on|in|for|with|at|after|under|over|when)\s[^.;]{1,60}?\s(?:it|they)\s", re.IGNORECASE)
OPENING = 12  # characters, for "In contrast" and "The"
GUESSED = frozenset(("earlier", "later", "own", "with", "earlier-parallel", "shared", "shared-ahead", "carried"))  # they fill gaps
_LABELS = frozenset(("rival-phrase", "bracket-phrase"))  # words right beside the number, though no names
_ASIDE = GUESSED | {"modifier"}  # in "49 MRI scans" the name need be none of data
_ACTS = frozenset(("subject", "subject-own", "attached-own", "possessive", "rival"))  # who or what the sentence speaks of


def where(source: Source, index: int, said: str) -> Where:
    """Return where a name stands, under any of its spellings, seen from a number."""
    places = places_of(source, said, (0, len(source.text)))
    if not places:
        return Where.NOWHERE
    start, end = source.sentence_at(index)
    if any(start <= at < end for at, _ in places):
        return Where.HERE
    return Where.EARLIER if places[0][0] < start else Where.LATER


def out_of_reach(source: Source, index: int, role: Role, said: str, link: Link, *, has_numbers: bool) -> Attached | None:
    """Return the verdict on a name that the clause of a number does not have, where that gives the number to another one.

    `link` is what the text links the number to instead; a system that `has_numbers` of its own is no mere part of another.
    The paper's own work is in reach everywhere.
    """
    if not (fits(role, link.mention) or link.rule in _LABELS):
        return None
    if role is Role.SUBJECT and (source.may_be_own(said) or _is_tool(source, link)):
        return None
    place = where(source, index, said)
    if place is Where.HERE:
        if role is Role.DATASET and _is_compared_behind(source, index, said):
            return _given_to_linked(source, index, role, link, f"only compares with {shorten(said)}")
        return _elsewhere_in_sentence(source, index, said, link, has_numbers=has_numbers) if role is Role.SUBJECT else None
    if place is Where.NOWHERE or (role is Role.SUBJECT and link.rule == "own" and source.is_data(said)):
        return None
    if place is Where.EARLIER and role is Role.SUBJECT and _may_go_on(source, index, said, link, has_numbers=has_numbers):
        return None
    if place is Where.EARLIER and role is not Role.SUBJECT and link.rule in _ASIDE:
        return None
    return _given_to_linked(source, index, role, link, f"speaks of {shorten(said)} only {place.value}")


def _may_go_on(source: Source, index: int, said: str, link: Link, *, has_numbers: bool) -> bool:
    """Tell whether the sentence of a number may still speak of a system that is named only before it, or of something it is part of."""
    if _stands_for(source, index, said):
        return True
    has_its_own = _has_its_own(source, index, said)
    shown = link.rule in _ACTS and (bool(source.keys_of(said)) or link.rule == "subject")
    if not shown or not (has_numbers or has_its_own):
        return True
    own = link.mention is not None and link.mention.role is MentionRole.OWN
    return own and not has_its_own  # a name from before the own work may well be part of it


def _has_its_own(source: Source, index: int, said: str) -> bool:
    """Tell whether a name opens a sentence of its own that has a number of the sort."""
    opened = [source.sentence_of(at) for at, _ in places_of(source, said, (0, len(source.text))) if source.sentence_of(at)[0] == at]
    return any(start <= source.starts[other] < end for start, end in opened for other in comparable(source, index))


def _is_tool(source: Source, link: Link) -> bool:
    """Tell whether a linked name only belongs to what the sentence speaks of: "the model without X"."""
    return _TOOL.search(source.text, max(0, link.start - REACH), link.start) is not None


def _stands_for(source: Source, index: int, said: str) -> bool:
    """Tell whether the sentence of a number begins with a pronoun, and the sentence before with the given name."""
    start, _ = source.sentence_at(index)
    if _PRONOUN.match(source.text, start) is None:
        return False
    before = max((span for span in source.passage.sentences if span[1] <= start), default=(0, 0))
    return bool(places_of(source, said, before))


def _is_compared_behind(source: Source, index: int, said: str) -> bool:
    """Tell whether a sentence has a name only behind a number, as what something is compared with: "5,000 leaves, more than GIVEN"."""
    sentence, end = source.sentence_at(index), source.passage.readings[index].end
    return all(at >= end and is_compared(source, sentence, at) for at, _ in places_of(source, said, sentence))


def _goes_on_with(source: Source, index: int, said: str) -> bool:
    """Tell whether the sentence of a number says "it" behind its first phrase, and the sentence before opens with the given name."""
    start, _ = source.sentence_at(index)
    if _LATE_PRONOUN.match(source.text, start) is None:
        return False
    before = max((span for span in source.passage.sentences if span[1] <= start), default=(0, 0))
    return any(at <= before[0] + OPENING for at, _ in places_of(source, said, before))


def _elsewhere_in_sentence(source: Source, index: int, said: str, link: Link, *, has_numbers: bool) -> Attached | None:
    """Judge a system that the sentence names only as what something is compared with, or in a later clause."""
    reading = source.passage.readings[index]
    sentence = source.sentence_at(index)
    places = places_of(source, said, sentence)
    if any(pattern.fullmatch(source.text, end, reading.start) for _, end in places for pattern in (_OPENS, OWNED, _RELATIVE)):
        return None
    if _goes_on_with(source, index, said):
        return None
    if link.rule != "own" and all(is_compared(source, sentence, at) for at, _ in places):
        return _given_to_linked(source, index, Role.SUBJECT, link, f"only compares with {shorten(said)}")
    _, end = source.clause_of(reading.start)
    change = change_of(source, index)
    has_numbers = has_numbers or any(places and source.starts[other] > places[0][1] for other in comparable_here(source, index))
    if has_numbers and not (change and index == change[0]) and all(at >= end for at, _ in places):
        return _given_to_linked(source, index, Role.SUBJECT, link, f"speaks of {shorten(said)} only behind it")
    return None


def _given_to_linked(source: Source, index: int, role: Role, link: Link, rest: str) -> Attached:
    quote = source.passage.readings[index].quote
    gives = f"measures {quote} against" if role is Role.BASELINE else f"gives {quote} to"
    message = f"the text {gives} {shorten(link.text)}, and {rest}"
    return Attached(Verdict.MISATTRIBUTED, OTHER[role], message, link.start, link.end)


def fits(role: Role, mention: Mention | None) -> bool:
    """Tell whether what a number is linked to can be the sort of thing that is asked for."""
    if mention is None:
        return role is not Role.SUBJECT
    return mention.kind in ((MentionKind.DATASET,) if role is Role.DATASET else (MentionKind.SYSTEM, MentionKind.OTHER))
