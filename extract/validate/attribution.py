"""Check what a number is said to be attached to: its dataset, metric, subject and baseline."""

from __future__ import annotations

from extract.records import Verdict
from extract.schemas.markers import Role
from extract.validate.binding import right_behind
from extract.validate.company import other_company
from extract.validate.doubts import find_doubt
from extract.validate.linked import check_name
from extract.validate.measured import check_metric
from extract.validate.messages import shorten
from extract.validate.reasons import Reason
from extract.validate.respective import place_in_list
from extract.validate.slots import SLOTS, Attached, given_to
from extract.validate.source import Source
from extract.validate.statements import Statement


def attached(source: Source, index: int, statement: Statement) -> dict[Role, Attached]:
    """Return the verdict on each slot that is given for a number of the text."""
    return {role: _judge(source, index, role, said, statement) for role in SLOTS if (said := statement.said(role))}


def _judge(source: Source, index: int, role: Role, said: str, statement: Statement) -> Attached:
    place = place_in_list(source, index, said)
    if place is not None and not place.own:
        return given_to(source, index, role, place.member)
    if role in (Role.METRIC, Role.SUBJECT) and (company := other_company(source, index, said)) is not None:
        return given_to(source, index, role, company)
    if place is not None and role is not Role.METRIC:
        reading = source.passage.readings[index]
        return Attached(
            Verdict.SUPPORTED, Reason.ATTACHED, f"the text gives it to {shorten(place.member)}", reading.start, reading.end, True
        )
    if role in (Role.DATASET, Role.SUBJECT) and (behind := right_behind(source, index, said)) is not None:
        return Attached(Verdict.SUPPORTED, Reason.ATTACHED, f"the text gives it to {shorten(said)}", *behind, sure=True)
    verdict = check_metric(source, index, said) if role is Role.METRIC else check_name(source, index, role, said, statement)
    doubt = None if verdict.verdict.flags else find_doubt(source, index, role, said, statement, verdict)
    return doubt or verdict
