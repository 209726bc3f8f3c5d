"""The quantities of a text: which numbers count, and what is said of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from extract.language.attribution import Link
from extract.language.generic import OWN_KEY
from extract.language.mentions import MentionKind, Role
from extract.language.passage import Passage
from extract.models.builtin.conditions import condition_of
from extract.models.builtin.confidence import confidence_of, signs_of
from extract.models.builtin.kinds import Candidate, certain_kind, choose_kind, features_of, is_linked, is_listed
from extract.models.builtin.metrics import metric_of
from extract.models.builtin.slots import slots_from
from extract.numbers.readings import Form, Reading
from extract.numbers.units import UNITS
from extract.schemas.paper import Kind

_DIGITS = re.compile(r"(?<=[\s~])\d+(?:\.\d+)*")
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
    every = found_in(passage)
    return [_quantity(passage, found, following) for found, following in zip_longest(every, every[1:])]


def found_in(passage: Passage) -> list[Found]:
    """Return the quantities of the passage in order, with what they were read from."""
    links = passage.links
    found: list[Found] = []
    candidates = list(candidates_of(passage))
    crowds = Counter(candidate.floor for candidate in candidates)
    for candidate in candidates:
        before = found[-1] if found else None
        linked = before.kind if before and is_linked(passage.text, before.candidate.reading, candidate.reading) else None
        attached = links.get(candidate.index, [])
        certain = certain_kind(passage.text, candidate)
        kind, share = (certain, 1.0) if certain else choose_kind(features_of(passage.text, candidate, attached, linked))
        found.append(Found(candidate, kind, share, attached, crowds[candidate.floor]))
    return found


def candidates_of(passage: Passage) -> Iterator[Candidate]:
    """Yield the numbers of the passage that are quantities, in order."""
    sentences = iter(passage.sentences)
    floor, end = next(sentences, (0, 0))
    inside = _numbers_in_names(passage)
    for index, reading in enumerate(passage.readings):
        if reading.distractor is not None or reading.number_start in inside:
            continue
        while reading.start >= end:
            following = next(sentences, None)
            if following is None:
                break
            floor, end = following
        unit = _unit_of(passage.text, reading)
        if not _own_design(passage.text, floor, reading, unit):
            yield Candidate(index, reading, floor, unit)


def _numbers_in_names(passage: Passage) -> set[int]:
    """Return where digits begin that are part of a name: "2.0" in "wav2vec 2.0"."""
    names = (
        mention
        for mention in passage.mentions
        if mention.kind in (MentionKind.DATASET, MentionKind.SYSTEM) and mention.role is not Role.RIVAL
    )
    return {mention.start + match.start() for mention in names for match in _DIGITS.finditer(passage.text[mention.start : mention.end])}


def _unit_of(text: str, reading: Reading) -> str | None:
    """Return the unit; a share of one ("0.75 dermatologists") counts nothing, it is a score beside a name."""
    value = reading.values[0]
    if reading.form is Form.FRACTION and text[max(0, reading.start - 2) : reading.start].strip().endswith("="):
        return None
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


def _quantity(passage: Passage, found: Found, following: Found | None) -> dict[str, Any]:
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
        "subject": slots.subject or (_own_data(passage) if found.kind in ("data", "setting") else None),
        "dataset": slots.dataset,
        "baseline": slots.baseline,
        "condition": _condition(passage.text, found, following),
        "modifier": reading.modifier.value if reading.modifier else None,
        "start": reading.start,
        "end": reading.end,
        "confidence": confidence_of(signs_of(found.candidate, found.kind, found.share, found.links, found.crowd)),
    }


def _own_data(passage: Passage) -> str | None:
    """Return the dataset that the paper presents, where it presents nothing else: what its sizes belong to."""
    own = [mention for mention in passage.mentions if mention.role is Role.OWN and mention.key != OWN_KEY]
    if any(mention.kind is not MentionKind.DATASET for mention in own):
        return None
    return own[0].text if own else None


def _condition(text: str, found: Found, following: Found | None) -> str | None:
    if found.kind not in ("result", "improvement", "cost"):
        return None
    return condition_of(text, found.candidate, following.candidate.reading if following else None)


def json_value(value: Fraction | None) -> int | float | None:
    """Return an exact number as a JSON number, an int when it is whole."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)
