"""Argilla: records.json of `Dataset.to_disk` or `Dataset.records.to_json`; responses, else suggestions, which nobody reviewed.

Of several responses the first counts; those without a value are drafts, or were discarded. Places are UTF-16 units, see
`extract.exports.argilla`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extract.exports.annotated import Span
from extract.exports.argilla import QUESTION, RECORDS
from extract.exports.carried import KEY, from_carried
from extract.exports.offsets import Utf16Offsets
from extract.imports.annotations import Annotation, BadAnnotation
from extract.imports.rows import Outcome, read_list
from extract.imports.values import name_of, objects, place, title_of, unpacked, whole_text


def read(path: Path) -> Iterator[Outcome]:
    """Read the records of a file, or of a folder that has them."""
    return read_list(path / RECORDS if path.is_dir() else path, from_record)


def from_record(record: Mapping[str, Any], where: str) -> Annotation:
    """Read one record."""
    fields = record.get("fields")
    if not isinstance(fields, Mapping):
        raise BadAnnotation('no "fields"', "export with dataset.to_disk(…) or dataset.records.to_json(…)")
    text = whole_text(fields, "text")
    metadata = record.get("metadata")
    metadata = metadata if isinstance(metadata, Mapping) else {}
    responses = [one for one in objects(_of_question(record, "responses"), "responses") if one.get("value") is not None]
    value = responses[0].get("value") if responses else _suggested(record)
    carried = from_carried(unpacked(metadata.get(KEY)))
    return Annotation(
        id=name_of(metadata.get("document")) or name_of(record.get("id")),
        title=title_of(fields.get("title")),
        text=text,
        spans=list(_spans(value, text)),
        carried=carried,
        is_reviewed=bool(responses),
    )


def _of_question(record: Mapping[str, Any], name: str) -> Any:
    found = record.get(name)
    return found.get(QUESTION) if isinstance(found, Mapping) else None


def _suggested(record: Mapping[str, Any]) -> Any:
    suggestion = _of_question(record, "suggestions")
    return suggestion.get("value") if isinstance(suggestion, Mapping) else None


def _spans(value: Any, text: str) -> Iterator[Span]:
    units = Utf16Offsets(text)
    for index, item in enumerate(objects(value, QUESTION)):
        start, end = (units.to_characters(place(item.get(name), name)) for name in ("start", "end"))
        yield Span(f"a{index}", start, end, str(item.get("label")))
