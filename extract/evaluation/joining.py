"""Which record belongs to which annotated document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from extract.evaluation.agreeing import Row
from extract.evaluation.annotated import Annotated, place_of


@dataclass(frozen=True, slots=True)
class Joined:
    """An annotated document and what was found in it; None where nobody looked."""

    gold: Annotated
    found: Annotated | None


@dataclass(frozen=True, slots=True)
class Joining:
    """The annotated documents in their order, and how they were joined.

    `num_other_texts` counts those joined by id although their texts differ in more than blanks: offsets may not fit there.
    """

    documents: tuple[Joined, ...]
    num_by_id: int
    num_by_text: int
    num_other_texts: int
    missing: tuple[str, ...]
    num_without_gold: int
    num_failed: int

    @property
    def num_joined(self) -> int:
        return self.num_by_id + self.num_by_text


def join(gold: Sequence[Annotated], found: Sequence[Annotated]) -> Joining:
    """Join by id where the texts are equal (or one has none), else by equal text, else by id alone; blanks do not tell texts apart.

    A document of either side is used once. Offsets of texts that differ in blanks only are carried over to the annotated text.
    """
    by_id = _by_id(gold, found, equal_texts=True)
    by_text = _by_text(gold, found, by_id)
    other_texts = _by_id(gold, found, equal_texts=False, taken={**by_id, **by_text})
    partner = {**by_id, **by_text, **other_texts}
    documents = tuple(Joined(one, _carried(found[partner[i]], one) if i in partner else None) for i, one in enumerate(gold))
    return Joining(
        documents,
        num_by_id=len(by_id) + len(other_texts),
        num_by_text=len(by_text),
        num_other_texts=len(other_texts),
        missing=tuple(_name(one, i) for i, one in enumerate(gold) if i not in partner),
        num_without_gold=len(found) - len(partner),
        num_failed=sum(found[j].failed for j in partner.values()),
    )


def _name(one: Annotated, index: int) -> str:
    return one.id if one.id is not None else f"line {index + 1}"


def _by_id(
    gold: Sequence[Annotated], found: Sequence[Annotated], *, equal_texts: bool, taken: dict[int, int] | None = None
) -> dict[int, int]:
    """Return positions of `found` by position of `gold`, for equal ids; with equal texts only, or whatever the texts are."""
    taken = taken or {}
    used = set(taken.values())
    places = {one.id: j for j, one in enumerate(found) if one.id is not None and j not in used}
    matched = {}
    for i, one in enumerate(gold):
        j = places.get(one.id) if one.id is not None and i not in taken else None
        if j is not None and (not equal_texts or _may_be_equal(one.text, found[j].text)):
            matched[i] = j
    return matched


def _by_text(gold: Sequence[Annotated], found: Sequence[Annotated], taken: dict[int, int]) -> dict[int, int]:
    used = set(taken.values())
    places: dict[str, list[int]] = {}
    for j in reversed(range(len(found))):
        if j not in used and (text := found[j].text) is not None:
            places.setdefault(_without_blanks(text), []).append(j)
    matched = {}
    for i, one in enumerate(gold):
        if i not in taken and one.text is not None and (left := places.get(_without_blanks(one.text))):
            matched[i] = left.pop()
    return matched


def _may_be_equal(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other or _without_blanks(one) == _without_blanks(other)


def _without_blanks(text: str) -> str:
    return "".join(text.split())


def _carried(found: Annotated, gold: Annotated) -> Annotated:
    """Return what was found with its places in the annotated text, where the two differ in blanks only."""
    if found.quantities is None or found.text is None or gold.text is None or found.text == gold.text:
        return found
    if _without_blanks(found.text) != _without_blanks(gold.text):
        return found
    before = list(accumulate((not char.isspace() for char in found.text), initial=0))
    kept = [position for position, char in enumerate(gold.text) if not char.isspace()]
    return replace(found, quantities=tuple(_moved(row, before, kept) for row in found.quantities))


def _moved(row: Row, before: list[int], kept: list[int]) -> Row:
    """Move a place: `before` counts the characters before a position but for blanks, `kept` lists where they stand in the other text."""
    place = place_of(row)
    if place is None:
        return row
    first, last = before[min(place[0], len(before) - 1)], before[min(place[1], len(before) - 1)] - 1
    if last < first:
        return {**row, "start": None, "end": None}  # nothing but blanks
    return {**row, "start": kept[first], "end": kept[last] + 1}
