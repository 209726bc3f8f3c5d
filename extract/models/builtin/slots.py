"""What fills the slots of a quantity: what the text attaches its number to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extract.language.attribution import Link, Slot

Fillers = Mapping[Slot, Link]


def fillers_from(links: Iterable[Link]) -> Fillers:
    """Return the surest link of each slot; "our method", which has no name, is left out."""
    first: dict[Slot, Link] = {}
    for link in links:
        if not link.rule.endswith("-unnamed"):
            first.setdefault(link.slot, link)
    return first
