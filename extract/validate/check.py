"""The validator's two ways in: check what was extracted, and put the source's own characters into it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

from pydantic import BaseModel

from extract.errors import UsageError
from extract.language.passage import Passage, understand
from extract.records import Check
from extract.validate.checking import Judged, check_listed, check_statement
from extract.validate.findings import as_checks
from extract.validate.grounding import narrow, with_updates
from extract.validate.source import Source
from extract.validate.statements import Parts, Path, can_be_taken, take_apart

_HINT = "give an instance of a pydantic model or a dataclass, or dicts and lists: json.loads(...) for JSON text"


@dataclass(frozen=True, slots=True)
class Grounded:
    """An extracted instance with the source's own quotes and their offsets, and every check on it."""

    data: Any
    checks: list[Check]


def check(text: str, data: Any, *, title: str | None = None, schema: type[BaseModel] | None = None) -> list[Check]:
    """Check every number, quote and name of an extraction against its text; supported ones are listed too.

    `data` is an instance of any pydantic model or dataclass, or plain dicts, lists and numbers; `schema` tells what their
    fields mean, else their names do. Offsets are characters of `text`, end-exclusive. No content raises.

    Raises:
        UsageError: `data` is something else, JSON text for example, so that nothing in it could be checked.
    """
    if not can_be_taken(data):
        raise UsageError(f"data is of type {type(data).__name__}, which cannot be checked", hint=_HINT)
    source = Source(understand(text, title))
    parts = take_apart(data, schema)
    listed = [check_listed(source, given) for given in parts.listed]
    return as_checks(chain(listed, *(item.findings for item in _judge(source, parts))))


def ground(
    text: str,
    data: Any,
    *,
    title: str | None = None,
    schema: type[BaseModel] | None = None,
    passage: Passage | None = None,
    offset: int = 0,
) -> Grounded:
    """Check an extraction and narrow its quotes: `quote`, `start` and `end` become those of the number with its unit and sign.

    What the model gave stands in the check as `given`. `start` and `end` of an item are taken as a hint. `offset` is where
    the text begins in its document: it is added to every offset that is returned. `data` keeps its type.
    """
    source = Source(passage or understand(text, title))
    parts = take_apart(data, schema)
    updates: dict[Path, dict[str, Any]] = {}
    findings = [check_listed(source, given) for given in parts.listed]
    for item in _judge(source, parts):
        updates[item.statement.path], found = narrow(source, item, offset)
        findings += found
    return Grounded(with_updates(data, updates), as_checks(findings, offset))


def _judge(source: Source, parts: Parts) -> list[Judged]:
    used: set[int] = set()
    judged = []
    for statement in parts.statements:
        judged.append(check_statement(source, statement, used))
        reading = judged[-1].reading
        if reading is not None:
            used.add(reading)
    return judged
