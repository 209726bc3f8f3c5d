"""Fill the slots of a quantity from what the text attaches its number to."""

from __future__ import annotations

from dataclasses import dataclass

from extract.language.attribution import Link, Slot


@dataclass(frozen=True, slots=True)
class Slots:
    """What a number belongs to, as the text words it."""

    metric: str | None = None
    subject: str | None = None
    dataset: str | None = None
    baseline: str | None = None


def slots_from(links: list[Link]) -> Slots:
    """Return the surest link of each slot."""
    best: dict[Slot, Link] = {}
    for link in links:
        best.setdefault(link.slot, link)
    texts = {slot: link.text for slot, link in best.items()}
    return Slots(texts.get(Slot.METRIC), texts.get(Slot.SUBJECT), texts.get(Slot.DATASET), texts.get(Slot.BASELINE))
