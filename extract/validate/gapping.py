"""Clauses that leave out their verb: "training takes 3 h, a query 15 ms", "the encoder has 14M parameters and the decoder 55M"."""

from __future__ import annotations

import re

from extract.language.attribution.words import W, known_words
from extract.validate.agreement import stem
from extract.validate.comparable import comparable_here, sort_of
from extract.validate.source import Source
from extract.validate.vocabulary import FILLER, word_set

_BARE = re.compile(
    r"(?:[,;]|\b(?:and|but|while))\s+(?:(?:and|but|while)\s+)?(?:(?:an?|the|its|our|their)\s+)?"
    r"(?P<what>[A-Za-z][\w-]*(?:\s+[A-Za-z][\w-]*){0,2}?)\s+(?:(?:only|just|about|around)\s+)*[~<>]*$"
)
_WORD = re.compile(r"[A-Za-z][\w]*")
_NO_NOUN = frozenset((W.VERB, W.REACH, W.CHANGE, W.BEAT, W.COMPARE, W.BE, W.PREPOSITION, W.ABOUT, W.CLAUSE, W.ADVERB, W.COMPARATIVE))
_QUANTIFYING = word_set("mere further additional extra another similar full total whole single fair good")
LONGEST = 3  # words of a subject
REACH = 60  # characters


def other_gap(source: Source, index: int, said: str) -> str | None:
    """Return the subject of a number's clause where another one's is given, of two clauses whose second one has no verb."""
    sort = sort_of(source.passage.readings[index]).dimension
    here = [i for i in comparable_here(source, index) if sort_of(source.passage.readings[i]).dimension == sort]
    mine, before = _bare_subject(source, index), max((i for i in here if i < index), default=None)
    if mine and before is not None:
        return _unless_given(mine, _ahead(source, before), said)
    behind = min((i for i in here if i > index), default=None)
    theirs = _bare_subject(source, behind) if behind is not None else ()
    return _unless_given(_ahead(source, index), theirs, said) if theirs else None


def _unless_given(mine: tuple[str, ...], theirs: tuple[str, ...], said: str) -> str | None:
    """Return the words of one clause where those of the other alone are given."""
    given, own, others = (frozenset(map(_root, words)) for words in (_WORD.findall(said.lower()), mine, theirs))
    return " ".join(mine) if given & (others - own) and not given & (own - others) and own - others else None


def _bare_subject(source: Source, index: int) -> tuple[str, ...]:
    """Return the words between a comma or "and" and a number, where they are nothing but a noun with its adjectives."""
    if index not in source.subjects:
        source.subjects[index] = _find_bare_subject(source, index)
    return source.subjects[index]


def _find_bare_subject(source: Source, index: int) -> tuple[str, ...]:
    start, _ = source.sentence_at(index)
    at = source.starts[index]
    found = _BARE.search(source.text[max(start, at - REACH) : at])
    words = tuple(word.lower() for word in _WORD.findall(found["what"])) if found else ()
    alone = len(words) == 1 and sort_of(source.passage.readings[index]).dimension != "time"  # "winning 3 games", but "decoding 3 ms"
    return () if any(_is_no_noun(word) or (alone and word.endswith("ing")) for word in words) else words


def _is_no_noun(word: str) -> bool:
    known = known_words().get(word)
    return word in FILLER or word in _QUANTIFYING or word.endswith("ed") or (known is not None and not known[0].isdisjoint(_NO_NOUN))


def _ahead(source: Source, index: int) -> tuple[str, ...]:
    """Return the first words of a clause before its number: its subject."""
    start, _ = source.clause_of(source.starts[index])
    words = (word.lower() for word in _WORD.findall(source.text[start : source.starts[index]]))
    return tuple(word for word in words if word not in FILLER)[:LONGEST]


def _root(word: str) -> str:
    return "mean" if word in ("average", "averaged") else stem(word)
