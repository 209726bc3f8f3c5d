"""Put the source's own characters in the place of what a model gave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from extract.records import Check, Verdict
from extract.validate.checking import Judged
from extract.validate.quotes import Span
from extract.validate.source import Source
from extract.validate.statements import Path

Updates = dict[Path, dict[str, Any]]


def narrow(source: Source, judged: Judged, offset: int) -> tuple[dict[str, Any], list[Check]]:
    """Return the new fields of one object, and its checks with what the model gave.

    A quote becomes the source's own characters: the number with its unit and sign where that was found, else the place of
    the quote; a quote that stands nowhere is left as it is, without offsets. `offset` is added to every offset.
    """
    span = _span(source, judged)
    fields: dict[str, Any] = {"start": None, "end": None}
    if span:
        fields = {"start": span[0] + offset, "end": span[1] + offset}
        fields |= {given.key: source.text[span[0] : span[1]] for given in judged.statement.quotes[:1]}
    quotes = {given.dotted: given for given in judged.statement.quotes[:1]} if span else {}
    checks = [moved(_requote(source, check, quotes, span), offset) for check in judged.checks]
    return (fields if judged.statement.quotes else {}), checks


def _span(source: Source, judged: Judged) -> Span | None:
    quotes = {given.dotted for given in judged.statement.quotes[:1]}
    check = next((check for check in judged.checks if check.path in quotes), None)
    if check is None or check.verdict is not Verdict.SUPPORTED or check.start is None or check.end is None:
        return None
    if judged.reading is None:
        return check.start, check.end
    reading = source.passage.readings[judged.reading]
    return reading.start, reading.end


def _requote(source: Source, check: Check, quotes: Mapping[str, Any], span: Span | None) -> Check:
    given = quotes.get(check.path)
    if given is None or span is None:
        return check
    differs = given.value != source.text[span[0] : span[1]]
    return check.model_copy(update={"start": span[0], "end": span[1], "given": given.value if differs else None})


def moved(check: Check, offset: int) -> Check:
    """Shift the offsets of a check, and of its nearest value, from a chunk to its document."""
    if not offset or check.in_ == "title":
        return check
    changes: dict[str, Any] = {}
    if check.start is not None and check.end is not None:
        changes = {"start": check.start + offset, "end": check.end + offset}
    if check.nearest is not None:
        near = check.nearest
        changes["nearest"] = near.model_copy(update={"start": near.start + offset, "end": near.end + offset})
    return check.model_copy(update=changes)


def with_updates(data: Any, updates: Updates) -> Any:
    """Return a copy of nested objects in which the objects at some paths have new fields; types stay as they are.

    Fields that a schema does not have are left out; a plain dict gets them.
    """
    return _rebuild(data, [(path, fields) for path, fields in updates.items() if fields])


def _rebuild(node: Any, updates: list[tuple[Path, dict[str, Any]]]) -> Any:
    if not updates:
        return node
    below: dict[Any, list[tuple[Path, dict[str, Any]]]] = {}
    own: dict[str, Any] = {}
    for path, fields in updates:
        if path:
            below.setdefault(path[0], []).append((path[1:], fields))
        else:
            own = fields
    if isinstance(node, (list, tuple)):
        return type(node)(_rebuild(item, below.get(i, [])) for i, item in enumerate(node))
    if isinstance(node, BaseModel):
        known = {key: value for key, value in own.items() if key in type(node).model_fields}
        return node.model_copy(update={key: _rebuild(getattr(node, key), rest) for key, rest in below.items()} | known)
    changed = {key: _rebuild(value, below[str(key)]) for key, value in node.items() if str(key) in below}
    return {**node, **changed, **own}
