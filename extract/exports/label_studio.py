"""Label Studio: tasks.json with predictions, and labels.xml, the labelling configuration that goes with them.

The shape is that of Label Studio's task format. Offsets of `Text` are code points: its page counts `[...text].length`,
and one for each line feed and each carriage return (`domManager.ts` and `view.jsx` in web/libs/editor/src/tags/object/RichText).
What it draws in a line with a character above U+FFFF can be shifted; what it stores is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2

from extract.exports.annotated import SLOTS, AnnotatedDocument, Relation, Span, Statement, spans_and_relations
from extract.exports.carried import KEY, to_carry
from extract.exports.labels import Labels, colour
from extract.exports.lines import write_list
from extract.exports.notes import Notes
from extract.exports.wording import all_in_words, judgement

TASKS = "tasks.json"
CONFIG = "labels.xml"
TEXTS = ("value", "value_high", "uncertainty", "unit")
MODIFIERS = ("approx", "at_least", "at_most", "up_to")


def write(documents: Iterable[AnnotatedDocument], target: Path, notes: Notes) -> None:
    """Write both files into the folder."""
    labels = Labels()
    write_list((to_task(document) for document in labels.watch(documents)), target / TASKS)
    (target / CONFIG).write_text(labelling_config(labels), encoding="utf-8", newline="\n")


def labelling_config(labels: Labels) -> str:
    """Return the configuration for these labels."""
    return _template().render(
        statements=[(label, colour(label)) for label in labels.of_statements],
        slots=[(slot, colour(slot)) for slot in SLOTS],
        texts=TEXTS,
        modifiers=MODIFIERS,
    )


@cache
def _template() -> jinja2.Template:
    source = (files("extract.exports") / "label_studio.xml.jinja").read_text(encoding="utf-8")
    return jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True).from_string(source)


def to_task(document: AnnotatedDocument) -> dict[str, Any]:
    """Return the task of one document: its data, and one prediction."""
    spans, relations = spans_and_relations(document)
    of_statements = {statement.id: statement for statement in document.located}
    result = [item for span in spans for item in _region(span, document.text, of_statements.get(span.id))]
    prediction: dict[str, Any] = {"model_version": document.model, "result": [*result, *map(_relation, relations)]}
    if document.score is not None:
        prediction["score"] = document.score
    return {
        "data": {
            "text": document.text,
            "title": document.title or "",
            "document": document.id,
            "status": document.status,
            "statements": all_in_words(document),
            KEY: to_carry(document),
        },
        "predictions": [prediction] if document.status != "failed" else [],
    }


def _region(span: Span, text: str, statement: Statement | None) -> list[dict[str, Any]]:
    """Return the items of one region: its label, then its fields, which share its id."""
    place = {"start": span.start, "end": span.end}
    region: dict[str, Any] = {"id": span.id, "from_name": "label", "to_name": "text", "type": "labels"}
    region["value"] = {**place, "text": text[span.start : span.end], "labels": [span.label]}
    if statement is None:
        return [region]
    region["meta"] = {"text": [judgement(statement)]}
    if statement.score is not None:
        region["score"] = statement.score
    return [region, *(_field(span.id, place, name, value) for name, value in statement.attributes.items() if _is_control(name))]


def _is_control(name: str) -> bool:
    return name in TEXTS or name in SLOTS or name == "modifier"


def _field(region: str, place: dict[str, int], name: str, value: Any) -> dict[str, Any]:
    item = {"id": region, "from_name": control_of(name), "to_name": "text"}
    if name == "modifier":
        return {**item, "type": "choices", "value": {**place, "choices": [str(value)]}}
    return {**item, "type": "textarea", "value": {**place, "text": [str(value)]}}


def control_of(field: str) -> str:
    """Return the name of the control for a field: a slot in words of its own is another one than the label of its spans."""
    return f"{field}_wording" if field in SLOTS else field


def _relation(relation: Relation) -> dict[str, Any]:
    return {"type": "relation", "from_id": relation.head, "to_id": relation.tail, "direction": "right", "labels": [relation.label]}
