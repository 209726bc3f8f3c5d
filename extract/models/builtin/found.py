"""The quantities of a text before their slots are filled: which numbers count, and of which kind they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from extract.language.attribution import Link, attribute
from extract.language.mentions import MentionKind, Role
from extract.language.passage import Passage
from extract.models.builtin.kinds import Candidate, certain_kind, choose_kind, features_of, is_listed
from extract.numbers.readings import Form, Reading
from extract.numbers.units import UNITS
from extract.schemas.paper import Kind

_PROPOSED = re.compile(
    r"\b(?:propos\w+|introduc\w+|present\w*|design\w*|develop\w*|consist\w*|compris\w+|compos\w+|contain\w*|includ\w+|relies|rely|combin\w+|into|via|namely|called|use|uses|using|"
    r"employ\w*|adopt\w*|learn\w*|has|have|with)\s+(?:(?:of|on|the|a|its|these|our|novel|only|just|exactly)\s+)*$",
    re.IGNORECASE,
)


_SURE = 0.7


class Found(NamedTuple):
    """A quantity with what it was read from: its kind, the probability of that kind, and what it is attached to."""

    candidate: Candidate
    kind: Kind
    share: float
    links: Sequence[Link]
    crowd: int  # quantities in its sentence


def found_in(passage: Passage) -> list[Found]:
    """Return the quantities of the passage in order, with what they were read from."""
    links = attribute(passage)
    found: list[Found] = []
    candidates = list(candidates_of(passage))
    crowds = Counter(candidate.floor for candidate in candidates)
    for candidate in candidates:
        attached = links.get(candidate.index, [])
        kind = certain_kind(passage.text, candidate)
        share = 1.0
        if kind is None:
            before = (found[-1].candidate, found[-1].kind) if found else None
            kind, share = choose_kind(features_of(passage.text, candidate, attached, before))
            if kind == "result" and share < _SURE and candidate.unit != "x" and any(link.figure == "gain" for link in attached):
                kind = "improvement"  # 3.2 AP better
        found.append(Found(candidate, kind, share, attached, crowds[candidate.floor]))
    return found


def candidates_of(passage: Passage) -> Iterator[Candidate]:
    """Yield the numbers of the passage that are quantities, in order."""
    sentences = iter(passage.sentences)
    floor, end = next(sentences, (0, 0))
    for index, reading in enumerate(passage.readings):
        if reading.distractor is not None or _is_in_name(passage, reading.number_start):
            continue
        while reading.start >= end:
            following = next(sentences, None)
            if following is None:
                break
            floor, end = following
        unit = _unit_of(passage, reading)
        if not _own_design(passage.text, floor, reading, unit):
            yield Candidate(index, reading, floor, unit)


_start_of = attrgetter("start")


def _is_in_name(passage: Passage, start: int) -> bool:
    """Tell whether the digits at `start` are part of a name: "2.0" in "wav2vec 2.0"."""
    at = bisect_right(passage.mentions, start, key=_start_of) - 1
    if at < 0 or not passage.mentions[at].start < start < passage.mentions[at].end:
        return False
    name, before = passage.mentions[at], passage.text[start - 1]
    if name.kind not in (MentionKind.DATASET, MentionKind.SYSTEM) or name.role is Role.RIVAL:
        return False
    return passage.text[start].isdecimal() and (before.isspace() or before == "~")


def _unit_of(passage: Passage, reading: Reading) -> str | None:
    """Return the unit; a share of one ("0.75 dermatologists") counts nothing, it is a score beside a name."""
    text, value = passage.text, reading.values[0]
    if value.unit is None and reading.quote[-1] in "MB" and _glosses_system(passage, reading):
        return "parameters"
    if reading.form is Form.FRACTION and text[max(0, reading.start - 2) : reading.start].strip().endswith("="):
        return None
    counts = value.unit and reading.form is Form.DECIMAL and value.unit not in UNITS
    return None if counts and abs(value.value) < 1 else value.unit


def _glosses_system(passage: Passage, reading: Reading) -> bool:
    """Tell whether the number stands alone in brackets behind a system's name: "GPT-2 (124M)"."""
    if not (passage.text.endswith(" (", 0, reading.start) and passage.text.startswith(")", reading.end)):
        return False
    at = bisect_right(passage.mentions, reading.start, key=_start_of) - 1
    return at >= 0 and passage.mentions[at].kind is MentionKind.SYSTEM and passage.mentions[at].end == reading.start - 2


def _own_design(text: str, floor: int, reading: Reading, unit: str | None) -> bool:
    """Tell whether a small number word counts parts of the paper's own design or argument ("two modules")."""
    value = reading.values[0].value
    if reading.form is not Form.WORD or value > 10 or value.denominator != 1 or unit is None:
        return False
    noun = unit.split()[-1]
    if is_listed(noun, "design"):
        return True
    return is_listed(noun, "design when proposed") and bool(_PROPOSED.search(text, floor, reading.start))
