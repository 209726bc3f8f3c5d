"""What a number can be said to be attached to, and the verdict on it."""

from __future__ import annotations

from dataclasses import dataclass

from extract.language.attribution import Slot
from extract.language.mentions import MentionKind
from extract.records import Verdict
from extract.schemas.markers import Role
from extract.validate.messages import shorten
from extract.validate.reasons import Reason
from extract.validate.source import Source

SLOTS = (Role.METRIC, Role.SUBJECT, Role.DATASET, Role.BASELINE)
LINKED = {Role.METRIC: Slot.METRIC, Role.SUBJECT: Slot.SUBJECT, Role.DATASET: Slot.DATASET, Role.BASELINE: Slot.BASELINE}
KINDS = {
    Role.SUBJECT: frozenset((MentionKind.SYSTEM, MentionKind.OTHER)),
    Role.DATASET: frozenset((MentionKind.DATASET,)),
    Role.BASELINE: frozenset((MentionKind.SYSTEM,)),
}
OTHER = {
    Role.METRIC: Reason.OTHER_METRIC,
    Role.SUBJECT: Reason.OTHER_SUBJECT,
    Role.DATASET: Reason.OTHER_DATASET,
    Role.BASELINE: Reason.OTHER_BASELINE,
}


@dataclass(slots=True)
class Attached:
    """The verdict on one slot of a number; the span is where the text says it, or says otherwise."""

    verdict: Verdict
    reason: Reason
    message: str
    start: int | None = None
    end: int | None = None
    sure: bool = False  # shown by a construction of the text, not only by what it says elsewhere


def given_to(source: Source, index: int, role: Role, name: str) -> Attached:
    """Return the verdict that the text gives a number to another name."""
    reading = source.passage.readings[index]
    return Attached(Verdict.MISATTRIBUTED, OTHER[role], f"the text gives {reading.quote} to {shorten(name)}", reading.start, reading.end)
