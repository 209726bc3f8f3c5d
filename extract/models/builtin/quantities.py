"""The quantities of a text, with what is said of each."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from extract.language.attribution import Slot
from extract.language.passage import Passage
from extract.models.builtin.conditions import condition_of
from extract.models.builtin.confidence import confidence_of, signs_of
from extract.models.builtin.found import Found, found_in
from extract.models.builtin.metrics import metric_of
from extract.models.builtin.slots import Unsaid, dataset_of, fillers_from, subject_of, unsaid_in


def quantities_of(passage: Passage) -> list[dict[str, Any]]:
    """Return the quantities of the passage in order, as plain JSON values."""
    every = found_in(passage)
    following: list[Found | None] = [*every[1:], None]
    unsaid = unsaid_in(passage, every)
    return [_quantity(passage, *one, unsaid) for one in zip(every, following, strict=False)]


def _quantity(passage: Passage, found: Found, following: Found | None, unsaid: Unsaid) -> dict[str, Any]:
    reading, value = found.candidate.reading, found.candidate.reading.values[0]
    fillers = fillers_from(found.links)
    texts = {slot: link.text for slot, link in fillers.items()}
    return {
        "quote": reading.quote,
        "value": json_value(value.value),
        "value_high": json_value(value.high),
        "uncertainty": json_value(value.uncertainty),
        "unit": found.candidate.unit,
        "kind": found.kind,
        "metric": metric_of(passage, found.candidate, found.kind, texts.get(Slot.METRIC)),
        "subject": subject_of(passage, found, fillers.get(Slot.SUBJECT), unsaid),
        "dataset": dataset_of(passage, found, fillers.get(Slot.DATASET), unsaid),
        "baseline": texts.get(Slot.BASELINE) if found.kind == "improvement" else None,  # a difference has one
        "condition": _condition(passage.text, found, following),
        "modifier": reading.modifier.value if reading.modifier else None,
        "start": reading.start,
        "end": reading.end,
        "confidence": confidence_of(signs_of(found, fillers)),
    }


def _condition(text: str, found: Found, following: Found | None) -> str | None:
    if found.kind not in ("result", "improvement", "cost"):
        return None
    return condition_of(text, found.candidate, following.candidate.reading if following else None)


def json_value(value: Fraction | None) -> int | float | None:
    """Return an exact number as a JSON number, an int when it is whole."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)
