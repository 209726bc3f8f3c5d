"""Check what a number is said to be attached to: its dataset, metric, subject and baseline."""

from __future__ import annotations

from extract.schemas.markers import Role
from extract.validate.doubts import find_doubt
from extract.validate.linked import check_name
from extract.validate.measured import check_metric
from extract.validate.slots import SLOTS, Attached
from extract.validate.source import Source
from extract.validate.statements import Statement


def attached(source: Source, index: int, statement: Statement) -> dict[Role, Attached]:
    """Return the verdict on each slot that is given for a number of the text."""
    verdicts: dict[Role, Attached] = {}
    for role in SLOTS:
        if said := statement.said(role):
            verdict = check_metric(source, index, said) if role is Role.METRIC else check_name(source, index, role, said, statement)
            doubt = None if verdict.verdict.flags else find_doubt(source, index, role, said, statement, verdict)
            verdicts[role] = doubt or verdict
    return verdicts
