"""Label Studio: its JSON export, with annotations; tasks that have predictions only were not reviewed.

Of several annotations the one that is marked as ground truth counts, else the one changed last; cancelled ones do not.
Places are code points. Exports of releases before they were (2022) count UTF-16 units, which shows where the text of a
region is not the one at its place: then those are taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.exports.annotated import SLOTS, Relation, Span
from extract.exports.carried import KEY, from_carried
from extract.exports.label_studio import TASKS, TEXTS, control_of
from extract.exports.offsets import Utf16Offsets
from extract.imports.annotations import Annotation, BadAnnotation, Skipped
from extract.imports.rows import Outcome, read_list
from extract.imports.values import name_of, objects, place, title_of, whole_text

_FIELDS = {control_of(field): field for field in (*TEXTS, "modifier", *SLOTS)}


def read(path: Path) -> Iterator[Outcome]:
    """Read the tasks of an export, or of a folder that `extract export` wrote."""
    return read_list(path / TASKS if path.is_dir() else path, from_task)


def from_task(task: Mapping[str, Any], where: str) -> Annotation | Skipped:
    """Read one task."""
    data = task.get("data")
    if not isinstance(data, Mapping):
        raise BadAnnotation('no "data"', "export as JSON; JSON-MIN, CSV and the others leave relations out")
    annotations = [one for one in objects(task.get("annotations"), "annotations") if not one.get("was_cancelled")]
    if task.get("annotations") and not annotations:
        return Skipped(where, "skipped by its annotator")
    predictions = objects(task.get("predictions"), "predictions") if not annotations else []
    chosen = _chosen(annotations) or (predictions[-1] if predictions else {})
    result = objects(chosen.get("result"), "result")
    text = whole_text(data, "text")
    carried = from_carried(data.get(KEY))
    fields = _fields(result)
    found = list(_spans(result, text))
    return Annotation(
        id=name_of(data.get("document")) or name_of(data.get("id")) or name_of(task.get("id")),
        title=title_of(data.get("title")),
        text=text,
        spans=[one for one in found if isinstance(one, Span)],
        problems=[one for one in found if isinstance(one, BadAnnotation)],
        relations=list(_relations(result)),
        fields=fields,
        has_fields=bool(fields),
        carried=carried,
        is_reviewed=bool(annotations),
    )


def _chosen(annotations: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    return max(annotations, key=lambda one: (bool(one.get("ground_truth")), str(one.get("updated_at") or "")), default=None)


def _spans(result: Sequence[Mapping[str, Any]], text: str) -> Iterator[Span | BadAnnotation]:
    """Yield the regions; one without exactly one label is a problem, and so is everything that hangs on it."""
    for item in result:
        value = item.get("value")
        if item.get("type") != "labels" or not isinstance(value, Mapping):
            continue
        labels = value.get("labels")
        if isinstance(labels, list) and len(labels) == 1:
            yield Span(str(item.get("id")), *_located(value, text), str(labels[0]))
        else:
            yield BadAnnotation(f"region {item.get('id')} has {len(labels or [])} labels", "give it one label")


def _located(value: Mapping[str, Any], text: str) -> tuple[int, int]:
    start, end = place(value.get("start"), "start"), place(value.get("end"), "end")
    said = value.get("text")
    if not isinstance(said, str) or _plain(text[start:end]) == _plain(said):
        return start, end
    units = Utf16Offsets(text)
    as_units = units.to_characters(start), units.to_characters(end)
    return as_units if _plain(text[slice(*as_units)]) == _plain(said) else (start, end)


def _plain(text: str) -> str:
    """Return a text without what Label Studio changes in those of regions: line ends become a backslash and an n."""
    return "".join(text.replace("\\n", " ").split())


def _fields(result: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for item in result:
        name, value = _FIELDS.get(str(item.get("from_name"))), item.get("value")
        if name is not None and isinstance(value, Mapping):
            written = value.get("choices" if item.get("type") == "choices" else "text")
            first = written[-1] if isinstance(written, list) and written else written
            if first is not None:
                found.setdefault(str(item.get("id")), {})[name] = str(first)
    return found


def _relations(result: Sequence[Mapping[str, Any]]) -> Iterator[Relation]:
    for item in result:
        if item.get("type") == "relation":
            labels = item.get("labels")
            yield Relation(str(item.get("from_id")), str(item.get("to_id")), str(labels[0]) if isinstance(labels, list) and labels else "")
