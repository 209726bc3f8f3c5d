"""What `attribute` returns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extract.language.mentions import Mention
from extract.numbers.readings import Reading


class Slot(StrEnum):
    """What a number can be attached to."""

    METRIC = "metric"
    SUBJECT = "subject"
    DATASET = "dataset"
    BASELINE = "baseline"


@dataclass(slots=True)
class Link:
    """The text attaches one number to one name, in one slot.

    `rule` names the construction that shows it ("aligned", "bracket", "clause" …); `strength` in 0..1 says how surely. A
    `firm` link excludes every other name of the same kind in the same slot: a claim that gives the number to another one
    is wrong. `text` is the wording for the slot (longer than the mention where the metric has modifiers).
    `figure` is what the number looks like from here: one of the values of `roles.Figure`.
    """

    reading: Reading
    slot: Slot
    text: str
    start: int
    end: int
    mention: Mention | None
    rule: str
    strength: float
    firm: bool
    figure: str = ""
