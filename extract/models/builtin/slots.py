"""What fills the slots of a quantity: what the text attaches its number to, and what goes without saying."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extract.language.attribution import Link, Slot
from extract.language.generic import OWN_KEY
from extract.language.mentions import Mention, MentionKind, Role
from extract.language.passage import Passage
from extract.models.builtin.described import described_before, described_dataset
from extract.models.builtin.found import Found
from extract.models.builtin.kinds import is_listed

_TRIED_ON = re.compile(r"\b(?:[Oo]n|[Aa]cross)\s(?:(?:all|each of|the|these|its|over|about|up to|more than|only|just|around|nearly)\s)*$")
_TRAINS = re.compile(r"\b(?:pre-?)?(?:train|tun|fine-tun|finetun)\w*\b", re.IGNORECASE)
Fillers = Mapping[Slot, Link]

_FROM_AFAR = frozenset(("later", "clause", "earlier", "sentence"))
_HAS_COUNT = frozenset(("counted", "sized", "possessive", "bracket", "holds"))


def fillers_from(links: Iterable[Link]) -> Fillers:
    """Return the surest link of each slot; "our method", which has no name, is left out."""
    first: dict[Slot, Link] = {}
    for link in links:
        if not link.rule.endswith("-unnamed"):
            first.setdefault(link.slot, link)
    return first


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What goes without saying in a text."""

    dataset: Mention | None  # the only one that it names, where no number is tied to it: what its results were measured on
    owner: str | None  # the dataset that it presents, where it presents nothing else: whose sizes it states


def unsaid_in(passage: Passage, every: Iterable[Found]) -> Unsaid:
    """Return what goes without saying in a passage with these quantities."""
    tied = any(link.slot is Slot.DATASET for found in every for link in found.links)
    return Unsaid(None if tied else _only_dataset(passage), _own_data(passage))


def _only_dataset(passage: Passage) -> Mention | None:
    named = {mention.key: mention for mention in reversed(passage.mentions) if mention.kind is MentionKind.DATASET}
    only = next(iter(named.values())) if len(named) == 1 else None
    return only if only is not None and only.role is Role.NAMED else None


def _own_data(passage: Passage) -> str | None:
    """Return the paper's own dataset, as it is called for short, or None where it presents something else, too."""
    own = [mention for mention in passage.mentions if mention.role is Role.OWN and mention.key != OWN_KEY]
    if any(mention.kind is not MentionKind.DATASET for mention in own):
        return None
    return min((mention.text for mention in own if mention.key == own[0].key), key=len) if own else None


def dataset_of(passage: Passage, found: Found, link: Link | None, unsaid: Unsaid) -> str | None:
    """Return what a number was measured on: a name, or words for it where they stand nearer."""
    end = found.candidate.reading.end
    if found.kind in ("result", "improvement") and (link is None or link.rule in _FROM_AFAR):
        described = described_dataset(passage.text, end)
        if described is not None:
            return described
    if link is not None:
        return link.text
    if found.kind in ("result", "improvement") and not _names_dataset(passage, found.candidate.floor, end):
        described = described_before(passage.text, found.candidate.floor, found.candidate.reading.start)
        if described is not None:
            return described
    only = unsaid.dataset if found.kind == "result" else None
    return only.text if only is not None and only.end < end else None


def _names_dataset(passage: Passage, start: int, end: int) -> bool:
    return any(m.kind is MentionKind.DATASET and start <= m.start < end for m in passage.mentions)


def subject_of(passage: Passage, found: Found, link: Link | None, unsaid: Unsaid) -> str | None:
    """Return who has the value; what is compared, and what something is tried on, belongs to nobody."""
    is_count = found.kind in ("data", "setting")
    place = found.kind == "data" and unsaid.owner is None and _is_tried_on(passage.text, found) and not _is_data(link)
    if link is not None and not (is_count and link.rule not in _HAS_COUNT and (place or _counts_compared(found))):
        return link.text
    return unsaid.owner if is_count and not place else None


def _is_tried_on(text: str, found: Found) -> bool:
    """Tell whether something is tried, not trained, on what is counted: "across 17 languages"."""
    start = found.candidate.reading.start
    lead = _TRIED_ON.search(text, max(0, start - 40), start)
    return lead is not None and not _TRAINS.search(text, max(found.candidate.floor, lead.start() - 80), lead.start())


def _is_data(link: Link | None) -> bool:
    return link is not None and link.mention is not None and link.mention.kind is MentionKind.DATASET


def _counts_compared(found: Found) -> bool:
    """Tell whether systems, people or test sets are counted, which belong to no system."""
    return is_listed((found.candidate.unit or "").rpartition(" ")[2], "compared")
