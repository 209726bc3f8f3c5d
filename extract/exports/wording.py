"""A statement in one line, for people who look at it in a tool."""

from __future__ import annotations

from typing import Any

from extract.exports.annotated import SLOTS, AnnotatedDocument, Statement
from extract.records import Verdict


def in_words(statement: Statement) -> str:
    """Return "83.6% = 83.6 %, result; metric: accuracy; dataset: X; unsupported: …"."""
    fields = statement.fields
    shown = [f"{slot}: {fields[slot]}" for slot in SLOTS if fields.get(slot)]
    quote = statement.quote or fields.get("quote")
    value = " ".join(str(part) for part in (_value(fields), fields.get("unit")) if part is not None)
    head = f"{quote} = {value}" if quote else value
    return "; ".join([f"{head}, {statement.label}", *shown, judgement(statement)])


def _value(fields: Any) -> str | None:
    value, high = fields.get("value"), fields.get("value_high")
    return f"{value} to {high}" if high is not None else None if value is None else str(value)


def judgement(statement: Statement) -> str:
    """Return the verdict, with its reasons where it flags."""
    if not Verdict(statement.verdict).flags:
        return statement.verdict
    return f"{statement.verdict} ({', '.join(statement.reasons)}): {statement.message}"


def all_in_words(document: AnnotatedDocument) -> str:
    """Return a line for each statement of a document."""
    return "\n".join(in_words(statement) for statement in document.statements)
