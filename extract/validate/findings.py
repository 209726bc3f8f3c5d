"""What is found out about one field, before it becomes a check of the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any, Literal

from pydantic import TypeAdapter

from extract.numbers.readings import Reading
from extract.records import Check, Nearest, Verdict
from extract.validate.reasons import Reason
from extract.validate.statements import Given

MAX_BITS = 4000  # a longer whole number is not written out


@dataclass(slots=True)
class Finding:
    """The verdict on one field; `start` and `end` are characters of `part`. `shown` is what the model gave, where a check tells it."""

    given: Given
    verdict: Verdict
    reason: Reason
    message: str
    start: int | None = None
    end: int | None = None
    part: Literal["title", "text"] | None = None
    shown: Any = None
    nearest: Reading | None = None


_CHECKS = TypeAdapter(list[Check])


def as_checks(findings: Iterable[Finding], offset: int = 0) -> list[Check]:
    """Return the checks; `offset` is added to the characters of the text, which may be a chunk of its document."""
    return _CHECKS.validate_python([_as_fields(finding, 0 if finding.part == "title" else offset) for finding in findings])


def _as_fields(finding: Finding, offset: int) -> dict[str, Any]:
    return {
        "path": finding.given.path,
        "verdict": finding.verdict,
        "reason": str(finding.reason),
        "message": finding.message,
        "in": finding.part,
        "start": None if finding.start is None else finding.start + offset,
        "end": None if finding.end is None else finding.end + offset,
        "given": finding.shown,
        "nearest": None if finding.nearest is None else _as_nearest(finding.nearest, offset),
    }


def in_text(given: Given, verdict: Verdict, reason: Reason, message: str, start: int | None = None, end: int | None = None) -> Finding:
    """Return a finding about a place of the text, or about none."""
    return Finding(given, verdict, reason, message, start, end, None if start is None else "text")


def _as_nearest(reading: Reading, offset: int) -> Nearest | None:
    """Put a reading into a check; None where its value is beyond a JSON number."""
    value = reading.values[0]
    try:
        number = int(value.value) if value.value.denominator == 1 and abs(value.value) < 10**18 else float(value.value)
    except OverflowError:
        return None
    return Nearest(value=number, unit=value.unit, start=reading.start + offset, end=reading.end + offset, quote=reading.quote)


def jsonable(value: Any) -> Any:
    """Return a value as JSON can hold it: exact where a JSON number would not be."""
    if isinstance(value, Decimal):
        return float(value) if value.is_finite() and Decimal(repr(float(value))) == value else str(value)
    if isinstance(value, Fraction) or (isinstance(value, float) and not isfinite(value)):
        return str(value)
    if isinstance(value, int) and value.bit_length() > MAX_BITS:
        return f"a number of {value.bit_length()} bits"
    return value
