"""doccano: the JSONL of its export, with relations ("entities", "relations") or without ("label").

Places are UTF-16 units, see `extract.exports.doccano`; a project that counts grapheme clusters cannot be told from the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extract.exports.annotated import Relation, Span
from extract.exports.carried import KEY, from_carried
from extract.exports.offsets import Utf16Offsets
from extract.imports.annotations import Annotation, BadAnnotation
from extract.imports.rows import Outcome, read_list
from extract.imports.values import name_of, objects, place, title_of, unpacked, whole_text


def read(path: Path) -> Iterator[Outcome]:
    """Read the documents of an export."""
    return read_list(path, from_line)


def from_line(row: Mapping[str, Any], where: str) -> Annotation:
    """Read one line."""
    text = whole_text(row, "text", "data")
    carried = from_carried(unpacked(row.get(KEY)))
    has_relations = "entities" in row
    return Annotation(
        id=carried.document if carried and carried.document else name_of(row.get("id")),
        title=title_of(row.get("title")),
        text=text,
        spans=list(_entities(row, text) if has_relations else _tuples(row, text)),
        relations=list(_relations(row)) if has_relations else None,
        carried=carried,
    )


def _entities(row: Mapping[str, Any], text: str) -> Iterator[Span]:
    units = Utf16Offsets(text)
    for item in objects(row.get("entities"), "entities"):
        start, end = (units.to_characters(place(item.get(name), name)) for name in ("start_offset", "end_offset"))
        yield Span(str(item.get("id")), start, end, str(item.get("label")))


def _tuples(row: Mapping[str, Any], text: str) -> Iterator[Span]:
    units = Utf16Offsets(text)
    found = row.get("label", row.get("labels"))
    if not isinstance(found, list) or not all(isinstance(item, list) and len(item) == 3 for item in found):
        raise BadAnnotation('neither "entities" nor "label" with [start, end, label] in it', "export a sequence-labelling project as JSONL")
    for index, (start, end, label) in enumerate(found):
        yield Span(f"d{index}", units.to_characters(place(start, "start")), units.to_characters(place(end, "end")), str(label))


def _relations(row: Mapping[str, Any]) -> Iterator[Relation]:
    for item in objects(row.get("relations"), "relations"):
        yield Relation(str(item.get("from_id")), str(item.get("to_id")), str(item.get("type")))
