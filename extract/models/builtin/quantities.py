"""The quantities of a text: which numbers count, and what is said of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from extract.language.attribution import Link, attribute
from extract.language.passage import Passage
from extract.models.builtin.confidence import confidence_of, signs_of
from extract.models.builtin.kinds import Candidate, choose_kind, features_of, is_linked, is_listed
from extract.models.builtin.metrics import metric_of
from extract.models.builtin.slots import slots_from
from extract.numbers.readings import Form, Reading
from extract.numbers.units import UNITS
from extract.schemas.paper import Kind

_PROPOSED = re.compile(
    r"\b(?:propos\w+|introduc\w+|present\w*|design\w*|develop\w*|consist\w*|compris\w+|compos\w+|contain\w*|includ\w+|relies|rely|combin\w+|into|via|namely|called|use|uses|using|"
    r"employ\w*|adopt\w*|learn\w*|has|have|with)\s+(?:(?:of|on|the|a|its|these|our|novel|only|just|exactly)\s+)*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity with what it was read from: its kind, the probability of that kind, and what it is attached to."""

    candidate: Candidate
    kind: Kind
    share: float
    links: list[Link]
    crowd: int  # quantities in its sentence


def quantities_of(passage: Passage) -> list[dict[str, Any]]:
    """Return the quantities of the passage in order, as plain JSON values."""
    return [_quantity(passage, found) for found in found_in(passage)]


def found_in(passage: Passage) -> list[Found]:
    """Return the quantities of the passage in order, with what they were read from."""
    links = attribute(passage)
    found: list[Found] = []
    candidates = list(candidates_of(passage))
    crowds = Counter(candidate.floor for candidate in candidates)
    for candidate in candidates:
        before = found[-1] if found else None
        linked = before.kind if before and is_linked(passage.text, before.candidate.reading, candidate.reading) else None
        attached = links.get(candidate.index, [])
        kind, share = choose_kind(features_of(passage.text, candidate, attached, linked))
        found.append(Found(candidate, kind, share, attached, crowds[candidate.floor]))
    return found


def candidates_of(passage: Passage) -> Iterator[Candidate]:
    """Yield the numbers of the passage that are quantities, in order."""
    sentences = iter(passage.sentences)
    floor, end = next(sentences, (0, 0))
    for index, reading in enumerate(passage.readings):
        if reading.distractor is not None:
            continue
        while reading.start >= end:
            following = next(sentences, None)
            if following is None:
                break
            floor, end = following
        unit = _unit_of(reading)
        if not _own_design(passage.text, floor, reading, unit):
            yield Candidate(index, reading, floor, unit)


def _unit_of(reading: Reading) -> str | None:
    """Return the unit; a share of one ("0.75 dermatologists") counts nothing, it is a score beside a name."""
    value = reading.values[0]
    return None if value.unit and abs(value.value) < 1 and reading.form is Form.DECIMAL and value.unit not in UNITS else value.unit


def _own_design(text: str, floor: int, reading: Reading, unit: str | None) -> bool:
    """Tell whether a small number word counts parts of the paper's own design or argument ("two modules")."""
    value = reading.values[0].value
    if reading.form is not Form.WORD or value > 10 or value.denominator != 1 or unit is None:
        return False
    noun = unit.split()[-1]
    if is_listed(noun, "design"):
        return True
    return is_listed(noun, "design when proposed") and bool(_PROPOSED.search(text, floor, reading.start))


def _quantity(passage: Passage, found: Found) -> dict[str, Any]:
    reading, value = found.candidate.reading, found.candidate.reading.values[0]
    slots = slots_from(found.links)
    return {
        "quote": reading.quote,
        "value": json_value(value.value),
        "value_high": json_value(value.high),
        "uncertainty": json_value(value.uncertainty),
        "unit": found.candidate.unit,
        "kind": found.kind,
        "metric": metric_of(passage, found.candidate, found.kind, slots.metric),
        "subject": slots.subject,
        "dataset": slots.dataset,
        "baseline": slots.baseline,
        "condition": None,
        "modifier": reading.modifier.value if reading.modifier else None,
        "start": reading.start,
        "end": reading.end,
        "confidence": confidence_of(signs_of(found.candidate, found.kind, found.share, found.links, found.crowd)),
    }


def json_value(value: Fraction | None) -> int | float | None:
    """Return an exact number as a JSON number, an int when it is whole."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)
