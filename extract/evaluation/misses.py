"""What a run got wrong, one case a line, for people who improve prompts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extract.evaluation.agreeing import FURTHER_SLOTS, SLOTS, Row
from extract.evaluation.annotated import Annotated, place_of
from extract.evaluation.evaluating import Scored
from extract.evaluation.pairing import Pair

_AROUND = 60
_TOOLS_OWN = ("also", "optional")


def misses(scored: Iterable[Scored]) -> Iterator[dict[str, Any]]:
    """Yield what was missed, what was found and is not annotated, and each slot that is wrong, document by document.

    Slots that no annotated quantity has (a gold without conditions, say) are left out.
    """
    every = list(scored)
    slots = [*SLOTS, *(slot for slot in FURTHER_SLOTS if any(one.counts.get(f"{slot}.stated") for one in every))]
    for one in every:
        gold, found = one.joined.gold, one.joined.found
        for row in one.both.missed:
            yield _case(gold, "missed", row) | {"gold": _plain(row), "found": None}
        for index, row in one.both.extra:
            yield _case(gold, "not_annotated", row) | {"gold": None, "found": _plain(row), "verdict": _verdict(found, index)}
        for pair in one.both.pairs:
            yield from (_wrong(gold, found, pair, slot) for slot in slots if slot not in pair.right)


def _wrong(gold: Annotated, found: Annotated | None, pair: Pair, slot: str) -> dict[str, Any]:
    also = (pair.annotated.get("also") or {}).get(slot, [])
    contents = {"slot": slot, "gold": pair.annotated.get(slot), "also": also, "found": pair.found.get(slot)}
    return _case(gold, "wrong_slot", pair.annotated) | contents | {"verdict": _verdict(found, pair.found_index)}


def _case(gold: Annotated, what: str, row: Row) -> dict[str, Any]:
    start, end = place_of(row) or (None, None)
    around = None if gold.text is None or start is None or end is None else gold.text[max(0, start - _AROUND) : end + _AROUND]
    return {"id": gold.id, "what": what, "quote": row.get("quote"), "start": start, "end": end, "around": around}


def _verdict(found: Annotated | None, index: int) -> str | None:
    return found.verdicts[index] if found is not None and found.verdicts else None


def _plain(row: Row) -> dict[str, Any]:
    return {name: content for name, content in row.items() if name not in _TOOLS_OWN}
