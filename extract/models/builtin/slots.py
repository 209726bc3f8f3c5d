"""What fills the slots of a quantity: what the text attaches its number to, and what goes without saying."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extract.language.attribution import Link, Slot
from extract.language.generic import OWN_KEY
from extract.language.mentions import Mention, MentionKind, Role
from extract.language.passage import Passage
from extract.models.builtin.described import described_dataset
from extract.models.builtin.found import Found
from extract.models.builtin.kinds import is_listed

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
    only = unsaid.dataset if found.kind == "result" else None
    return only.text if only is not None and only.end < end else None


def subject_of(found: Found, link: Link | None, unsaid: Unsaid) -> str | None:
    """Return who has the value; what is compared belongs to nobody."""
    is_count = found.kind in ("data", "setting")
    if link is not None and not (is_count and link.rule not in _HAS_COUNT and _counts_compared(found)):
        return link.text
    return unsaid.owner if is_count else None


def _counts_compared(found: Found) -> bool:
    """Tell whether systems, people or test sets are counted, which belong to no system."""
    return is_listed((found.candidate.unit or "").rpartition(" ")[2], "compared")
