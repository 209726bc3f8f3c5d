"""Put the source's own characters in the place of what a model gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from extract.records import Verdict
from extract.validate.checking import Judged
from extract.validate.fields import field_uses, is_model, is_record, record_values
from extract.validate.findings import Finding
from extract.validate.quotes import Span
from extract.validate.source import Source
from extract.validate.statements import Path

Updates = dict[Path, dict[str, Any]]


def narrow(source: Source, judged: Judged, offset: int) -> tuple[dict[str, Any], list[Finding]]:
    """Return the new fields of one object, and what was found out about it, with what the model gave.

    A quote becomes the source's own characters: the number with its unit and sign where that was found, else the place of
    the quote; a quote that stands nowhere is left as it is, without offsets. `offset` is added to the offsets of the fields.
    """
    quotes = judged.statement.quotes[:1]
    span = _span(source, judged) if quotes else None
    findings = judged.findings
    fields: dict[str, Any] = {"start": None, "end": None} if quotes else {}
    if span:
        quote = source.text[span[0] : span[1]]
        fields = {"start": span[0] + offset, "end": span[1] + offset, quotes[0].key: quote}
        findings = [_narrowed(finding, span, quote) if finding.given is quotes[0] else finding for finding in findings]
    return fields, findings


def _span(source: Source, judged: Judged) -> Span | None:
    finding = next((finding for finding in judged.findings if finding.given is judged.statement.quotes[0]), None)
    if finding is None or finding.verdict is not Verdict.SUPPORTED or finding.start is None or finding.end is None:
        return None
    if judged.reading is None:
        return finding.start, finding.end
    reading = source.passage.readings[judged.reading]
    return reading.start, reading.end


def _narrowed(finding: Finding, span: Span, quote: str) -> Finding:
    given = finding.given.value
    shown = given if given != quote else None
    return Finding(finding.given, finding.verdict, finding.reason, finding.message, span[0], span[1], finding.part, shown)


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
    if isinstance(node, (list, tuple, set, frozenset)):
        items = [_rebuild(item, below.get(i, [])) for i, item in enumerate(node)]
        return node._make(items) if hasattr(node, "_make") else type(node)(items)
    if is_model(node.__class__):
        known = {name: own[name] for name, _ in field_uses(node.__class__) if name in own} if own else own
        return node.model_copy(update={key: _rebuild(getattr(node, key), rest) for key, rest in below.items()} | known)
    if is_record(node):
        known = {name: own[name] for name in record_values(node) if name in own}
        return replace(node, **{key: _rebuild(getattr(node, key), rest) for key, rest in below.items()} | known)
    if not isinstance(node, Mapping):
        return node
    changed = {key: _rebuild(value, below[str(key)]) for key, value in node.items() if str(key) in below}
    return {**node, **changed, **own}
