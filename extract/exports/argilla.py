"""Argilla: a folder that `argilla.Dataset.from_disk` takes, with settings and records.

The shape is what Argilla 2.8 writes (`Settings.to_json`, `Record.to_dict`). Its page counts UTF-16 units, its server checks
places against the number of characters (`SpanQuestionResponseValueValidator`) and refuses all records of a request for one
that lies beyond: such spans, at the end of texts with characters above U+FFFF, are left out. It has no relations.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from extract.exports.annotated import AnnotatedDocument, Relation, spans_and_relations
from extract.exports.carried import KEY, to_carry
from extract.exports.labels import Labels
from extract.exports.lines import write_list
from extract.exports.notes import Note, Notes
from extract.exports.offsets import Utf16Offsets
from extract.exports.wording import all_in_words

RECORDS = "records.json"
QUESTION = "spans"
_GUIDELINES = (
    "Mark each number that the text states with its kind, and the words that say of what it is said with metric, subject, dataset, "
    "baseline or condition. What was extracted stands below the text."
)


def write(documents: Iterable[AnnotatedDocument], target: Path, notes: Notes) -> None:
    """Write the records, then the settings for the labels that were met."""
    labels = Labels()
    write_list(_records(labels.watch(documents), notes), target / RECORDS)
    hidden = target / ".argilla"
    hidden.mkdir()
    (hidden / "settings.json").write_text(json.dumps(settings(labels), indent=2), encoding="utf-8")
    (hidden / "dataset.json").write_text(json.dumps({"name": "extract", "allow_extra_metadata": True}), encoding="utf-8")


def _records(documents: Iterable[AnnotatedDocument], notes: Notes) -> Iterator[dict[str, Any]]:
    for document in documents:
        if document.text:
            yield to_record(document, notes)
        else:
            notes[Note.EMPTY_TEXT] += 1


def to_record(document: AnnotatedDocument, notes: Notes) -> dict[str, Any]:
    """Return the record of one document, with a suggestion."""
    units = Utf16Offsets(document.text)
    document = _without_far_slots(document, units, notes)
    spans, relations = spans_and_relations(document)
    notes[Note.NO_RELATIONS] += len(relations)
    scores = _scores(document, relations)
    value, score = [], []
    for span in spans:
        end = units.to_units(span.end)
        if end > len(document.text):
            notes[Note.BEYOND_LIMIT] += 1
            continue
        value.append({"start": units.to_units(span.start), "end": end, "label": span.label})
        score.append(scores.get(span.id))
    suggestion: dict[str, Any] = {"value": value, "agent": document.model, "type": "model"}
    if score and None not in score:
        suggestion["score"] = score
    return {
        "id": document.id,
        "fields": {"text": document.text, "title": document.title or "", "statements": all_in_words(document)},
        "metadata": _metadata(document),
        "suggestions": {QUESTION: suggestion} if document.status != "failed" else {},
        "responses": {},
        "vectors": {},
        "status": "pending",
        "_server_id": None,
    }


def _without_far_slots(document: AnnotatedDocument, units: Utf16Offsets, notes: Notes) -> AnnotatedDocument:
    """Return the document without the places of slots that lie too far for the server; what is said of the numbers stays."""
    statements = []
    for statement in document.statements:
        places = {slot: place for slot, place in statement.places.items() if units.to_units(place[1]) <= len(document.text)}
        notes[Note.BEYOND_LIMIT] += len(statement.places) - len(places)
        statements.append(replace(statement, places=places))
    return replace(document, statements=statements)


def _scores(document: AnnotatedDocument, relations: list[Relation]) -> dict[str, float | None]:
    """Return a score for each span: that of a slot is the one of the last statement it belongs to."""
    scores = {statement.id: statement.score for statement in document.located}
    return scores | {relation.tail: scores[relation.head] for relation in relations}


def _metadata(document: AnnotatedDocument) -> dict[str, Any]:
    """Return what records can be filtered by; what goes along is a string, since metadata cannot nest."""
    found: dict[str, Any] = {"document": document.id, "status": document.status, "model": document.model}
    if document.statements:
        found["verdicts"] = sorted({statement.verdict for statement in document.statements})
    if document.score is not None:
        found["confidence"] = document.score
    return {**found, KEY: json.dumps(to_carry(document))}


def settings(labels: Labels) -> dict[str, Any]:
    """Return the settings of the dataset."""
    return {
        "guidelines": _GUIDELINES,
        "fields": [_field("text", required=True), _field("title"), _field("statements")],
        "questions": [_question(labels)],
        "vectors": [],
        "metadata": [_property("status", "terms"), _property("verdicts", "terms"), _property("confidence", "float")],
        "allow_extra_metadata": True,
        "distribution": {"strategy": "overlap", "min_submitted": 1},
        "mapping": None,
    }


def _field(name: str, *, required: bool = False) -> dict[str, Any]:
    shown = {"type": "text", "use_markdown": False}
    return {"name": name, "title": name, "required": required, "settings": shown, "type": "text"}


def _question(labels: Labels) -> dict[str, Any]:
    options = [{"value": label, "text": label} for label in labels.all]
    shown = {"type": "span", "field": "text", "options": options, "allow_overlapping": True, "visible_options": None}
    return {"name": QUESTION, "title": "Numbers and what they measure", "required": False, "settings": shown, "type": "span"}


def _property(name: str, kind: str) -> dict[str, Any]:
    limits: dict[str, Any] = {"values": None} if kind == "terms" else {"min": None, "max": None}
    return {"name": name, "title": name, "visible_for_annotators": True, "settings": {"type": kind, **limits}}
