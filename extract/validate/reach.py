"""How far a given name stands from a number: what stands only elsewhere cannot have what the sentence gives to another name."""

from __future__ import annotations

import re
from enum import StrEnum

from extract.language.attribution import Link
from extract.language.mentions import Mention, MentionKind
from extract.records import Verdict
from extract.schemas.markers import Role
from extract.validate.binding import is_compared, places_of
from extract.validate.change import change_of
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
GUESSED = frozenset(("earlier", "later", "own", "with", "earlier-parallel", "shared", "shared-ahead", "carried"))  # they fill gaps
_ACTS = frozenset(("subject", "subject-own", "attached-own", "possessive", "rival"))  # who or what the sentence speaks of


def where(source: Source, index: int, said: str) -> Where:
    """Return where a name stands, under any of its spellings, seen from a number."""
    places = places_of(source, said, (0, len(source.text)))
    if not places:
        return Where.NOWHERE
    start, end = source.sentence_of(source.passage.readings[index].start)
    if any(start <= at < end for at, _ in places):
        return Where.HERE
    return Where.EARLIER if places[0][0] < start else Where.LATER


def out_of_reach(source: Source, index: int, role: Role, said: str, link: Link) -> Attached | None:
    """Return the verdict on a name that the clause of a number does not have, where that gives the number to another one.

    `link` is what the text links the number to instead. The paper's own work is in reach everywhere.
    """
    if not fits(role, link.mention) or (role is Role.SUBJECT and source.may_be_own(said)):
        return None
    place = where(source, index, said)
    if place is Where.HERE:
        return _elsewhere_in_sentence(source, index, said, link) if role is Role.SUBJECT else None
    if place is Where.NOWHERE or (role is Role.SUBJECT and link.rule == "own" and source.is_data(said)):
        return None
    if place is not Where.LATER and not _is_shown(source, role, said, link):
        return None
    return _given_to_linked(source, index, role, link, f"speaks of {shorten(said)} only {place.value}")


def _elsewhere_in_sentence(source: Source, index: int, said: str, link: Link) -> Attached | None:
    """Judge a system that the sentence names only as what something is compared with, or in a later clause."""
    reading = source.passage.readings[index]
    sentence = source.sentence_of(reading.start)
    places = places_of(source, said, sentence)
    if any(_OPENS.fullmatch(source.text, end, reading.start) for _, end in places):
        return None
    if link.rule != "own" and all(is_compared(source, sentence, at) for at, _ in places):
        return _given_to_linked(source, index, Role.SUBJECT, link, f"only compares with {shorten(said)}")
    _, end = source.clause_of(reading.start)
    change = change_of(source, index)
    if not (change and index == change[0]) and all(at >= end for at, _ in places):
        return _given_to_linked(source, index, Role.SUBJECT, link, f"speaks of {shorten(said)} only behind it")
    return None


def _given_to_linked(source: Source, index: int, role: Role, link: Link, rest: str) -> Attached:
    quote = source.passage.readings[index].quote
    gives = f"measures {quote} against" if role is Role.BASELINE else f"gives {quote} to"
    message = f"the text {gives} {shorten(link.text)}, and {rest}"
    return Attached(Verdict.MISATTRIBUTED, OTHER[role], message, link.start, link.end)


def _is_shown(source: Source, role: Role, said: str, link: Link) -> bool:
    if role is not Role.SUBJECT:
        return link.rule not in GUESSED
    return link.rule in _ACTS and (bool(source.keys_of(said)) or link.rule == "subject")


def fits(role: Role, mention: Mention | None) -> bool:
    """Tell whether what a number is linked to can be the sort of thing that is asked for."""
    if mention is None:
        return role is not Role.SUBJECT
    return mention.kind in ((MentionKind.DATASET,) if role is Role.DATASET else (MentionKind.SYSTEM, MentionKind.OTHER))
