"""What the keys of an input line mean, the same for JSON Lines and CSV."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extract.documents import Document, Source

TEXT_KEYS = ("text", "abstract")

GOLD_KEYS = frozenset((
    "quantities", "methods", "datasets", "code_urls", "data", "checks", "rejected", "answers", "annotations", "annotation", "gold",
    "labels", "label", "spans", "entities", "relations", "claim", "claims", "verdict", "expected", "also", "optional",
))  # fmt: skip
"""Keys that look like answers: left out of `meta`, so that what a document is judged by never travels with it."""

RECORD_KEYS = frozenset(("record", "status", "usage", "model", "answered_by", "prompt", "schema", "error"))
"""Keys of a line of records.jsonl that tell of an earlier run: a document read back starts anew."""

_SOURCE_KEYS = frozenset(("path", "title_start", "start", "end", "line"))


class BadLine(Exception):
    """A line of a file cannot be read: what is wrong with it, and what to do."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A document as its reader found it: without an id, or with the one that the input gives."""

    document: Document
    given_id: str | None = None


def to_item(fields: Mapping[str, Any], source: Source) -> Item:
    """Make a document of the fields of a line.

    `text` (or `abstract`, where text is missing or empty) is needed; `id` and `title` may be missing or null. `meta` is the line's
    own `meta` joined with every key that is not known; keys that look like gold are left out (`GOLD_KEYS`), and so are those
    of an earlier run. The `source` of a line that `extract split` wrote is kept. Raises BadLine.
    """
    text_key = next((key for key in (*_filled(fields), *TEXT_KEYS) if fields.get(key) is not None), None)
    if text_key is None:
        message = f'neither "text" nor "abstract"; the keys are {_names(fields)}'
        raise BadLine(message, 'give each document its text as "text" or "abstract"')
    text, title = _expect_text(fields, text_key), _expect_text(fields, "title")
    kept = _read_source(fields.get("source"))
    known = {"id", "title", text_key, "meta"} | ({"source"} if kept else set()) | GOLD_KEYS | RECORD_KEYS
    document = Document(
        id="",
        title=title or None,
        text=text or "",
        source=kept or source,
        meta={key: value for key, value in fields.items() if key not in known} | _read_meta(fields.get("meta")),
    )
    return Item(document=document, given_id=_read_id(fields.get("id")))


def document_to_json(document: Document) -> dict[str, Any]:
    """Return the document as a JSON object; read back as a line of JSON Lines it gives the same document."""
    source = document.source
    place = None if source is None else {
        "path": source.path,
        "title_start": source.title_start,
        "start": source.start,
        "end": source.end,
        "line": source.line,
    }  # fmt: skip
    return {"id": document.id, "title": document.title, "text": document.text, "source": place, "meta": dict(document.meta)}


def _filled(fields: Mapping[str, Any]) -> list[str]:
    return [key for key in TEXT_KEYS if fields.get(key)]


def _expect_text(fields: Mapping[str, Any], key: str) -> str | None:
    value = fields.get(key)
    if value is not None and not isinstance(value, str):
        raise BadLine(f'"{key}" is {_kind(value)}, expected a string')
    return value


def _read_id(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadLine(f'"id" is {_kind(value)}, expected a string or a whole number')
    return str(value)


def _read_meta(value: object) -> dict[str, Any]:
    if value is None:
        return {}
    return dict(value) if isinstance(value, dict) else {"meta": value}


def _read_source(value: object) -> Source | None:
    """Return the place that an earlier reading wrote down; None for a `source` of the user's own."""
    if not isinstance(value, dict) or not value.keys() <= _SOURCE_KEYS or not isinstance(value.get("path"), str):
        return None
    offsets = {key: number for key, number in value.items() if key != "path"}
    if all(number is None or (isinstance(number, int) and not isinstance(number, bool)) for number in offsets.values()):
        return Source(path=value["path"], **offsets)
    return None


def _names(fields: Mapping[str, Any]) -> str:
    names = [str(name) for name in fields][:8]
    return ", ".join(names) + (" …" if len(fields) > len(names) else "") if names else "none"


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), "of another kind")
