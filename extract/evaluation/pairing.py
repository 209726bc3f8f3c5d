"""Which found quantity is which annotated one, and what of it is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.evaluation.agreeing import FURTHER_SLOTS, SLOTS, Row, is_right, same_value
from extract.evaluation.annotated import place_of

TUPLE = frozenset(("value", "metric", "dataset"))


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotated quantity and the one found for it, with their positions and the slots that are right."""

    annotated: Row
    found: Row
    annotated_index: int
    found_index: int
    right: frozenset[str]

    @property
    def is_tuple(self) -> bool:
        """Tell whether value, metric and dataset are all right."""
        return self.right >= TUPLE


@dataclass(frozen=True, slots=True)
class Compared:
    """One annotated document beside what was found in it. `missed` leaves out what may be left out."""

    pairs: tuple[Pair, ...]
    missed: tuple[Row, ...]
    extra: tuple[tuple[int, Row], ...]


def compared(annotated: Sequence[Row], found: Sequence[Row]) -> Compared:
    """Pair the quantities of a document and judge each pair."""
    matched = paired_indexes(annotated, found)
    left, right = {i for i, _ in matched}, {j for _, j in matched}
    return Compared(
        tuple(Pair(annotated[i], found[j], i, j, right_slots(annotated[i], found[j])) for i, j in matched),
        tuple(row for i, row in enumerate(annotated) if i not in left and not row.get("optional")),
        tuple((j, row) for j, row in enumerate(found) if j not in right),
    )


def right_slots(annotated: Row, found: Row) -> frozenset[str]:
    """Return the slots that are as annotated; null counts as an answer."""
    return frozenset(slot for slot in (*SLOTS, *FURTHER_SLOTS) if is_right(slot, annotated, found.get(slot)))


def pairs(annotated: Sequence[Row], found: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Pair quantities whose spans overlap, one to one, most overlap first."""
    return [(annotated[i], found[j]) for i, j in paired_indexes(annotated, found)]


def paired_indexes(annotated: Sequence[Row], found: Sequence[Row]) -> list[tuple[int, int]]:
    """Pair the positions of quantities whose spans overlap, one to one.

    The pair that shares most characters comes first; of equal ones that with the same value, then the earlier in the lists. What has no
    place is paired with nothing.
    """
    ranked = sorted(
        (-shared, not same_value(one.get("value"), other.get("value")), i, j)
        for i, one in enumerate(annotated)
        for j, other in enumerate(found)
        if (shared := _overlap(one, other)) > 0
    )
    left, right, matched = set(range(len(annotated))), set(range(len(found))), []
    for _, _, i, j in ranked:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            matched.append((i, j))
    return matched


def _overlap(one: Row, other: Row) -> int:
    mine, theirs = place_of(one), place_of(other)
    if mine is None or theirs is None:
        return 0
    return min(mine[1], theirs[1]) - max(mine[0], theirs[0])
