"""Systems that the sentence of a number does not name, where it speaks of the paper's own work."""

from __future__ import annotations

import re

from extract.schemas.markers import Role
from extract.validate.agreement import abbreviates, same_system
from extract.validate.binding import places_of
from extract.validate.change import change_of
from extract.validate.linked import held_by, links_of
from extract.validate.source import Source

_SHORT = re.compile(r"\b[A-Z]{2,}s?\b")


def other_than(source: Source, index: int, said: str) -> bool:
    """Tell whether a sentence about the paper's own work has a number of a system that is named, with its own numbers, elsewhere."""
    sentence = source.sentence_at(index)
    if not source.keys_of(said) or source.may_be_own(said) or places_of(source, said, sentence):
        return False
    if any(abbreviates(word.removesuffix("s"), said) for word in _SHORT.findall(source.text, *sentence)):
        return False
    links = links_of(source, index, Role.SUBJECT)
    own = source.speaks_of_own(sentence) or any(link.rule.startswith("subject") for link in links)
    by_default = bool(links) and links[0].rule == "own" and not _named_just_before(source, said, sentence)
    own = own or (by_default and not _is_before(source, index))
    return own and held_by(source, index, Role.SUBJECT, said, same_system) is not None


def _is_before(source: Source, index: int) -> bool:
    """Tell whether a number is the one before a change, which others may have."""
    change = change_of(source, index)
    return change is not None and index == change[0]


def _named_just_before(source: Source, said: str, sentence: tuple[int, int]) -> bool:
    """Tell whether the sentence before names a system, of which this one may go on to speak."""
    before = max((span for span in source.passage.sentences if span[1] <= sentence[0]), default=None)
    return before is not None and bool(places_of(source, said, before))
