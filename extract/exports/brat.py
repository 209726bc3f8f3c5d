"""brat: a folder with a .txt and an .ann file for each document, and annotation.conf and visual.conf.

The shape is brat's standoff format (server/src/annotation.py). Offsets are code points of the .txt file, as Python counts.
brat reads that file with universal newlines, which would move what stands behind a carriage return: the .txt has a blank
for one before a line feed, and a line feed for one that stands alone, so that no place moves. A span that crosses the end of a line
becomes a discontinuous one, as brat writes it itself. documents.jsonl, which brat passes over, keeps ids, titles and original texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extract.exports.annotated import SLOTS, AnnotatedDocument, Relation, Span, Statement, spans_and_relations
from extract.exports.carried import KEY, to_carry
from extract.exports.labels import Labels, colour
from extract.exports.notes import Note, Notes
from extract.exports.wording import judgement
from extract.records import Verdict

DOCUMENTS = "documents.jsonl"
NOTE = "AnnotatorNotes"
RELATION_PREFIX = "of_"
MODIFIERS = ("approx", "at_least", "at_most", "up_to")

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_NO_TYPE = re.compile(r"[^A-Za-z0-9_-]")
_LONGEST_NAME = 100


def write(documents: Iterable[AnnotatedDocument], target: Path, notes: Notes) -> None:
    """Write the files of each document, then the configuration for the labels that were met."""
    labels = Labels()
    with (target / DOCUMENTS).open("w", encoding="utf-8", newline="\n") as index:
        for number, document in enumerate(labels.watch(documents)):
            name = file_name(document.id, number)
            notes[Note.CARRIAGE_RETURNS] += "\r" in document.text
            (target / f"{name}.txt").write_text(text_for_brat(document.text), encoding="utf-8", newline="")
            (target / f"{name}.ann").write_text(to_ann(document), encoding="utf-8", newline="\n")
            index.write(json.dumps(_index_line(name, document)) + "\n")
    (target / "annotation.conf").write_text(_annotation_conf(labels), encoding="utf-8", newline="\n")
    (target / "visual.conf").write_text(_visual_conf(labels), encoding="utf-8", newline="\n")


def file_name(document: str, number: int) -> str:
    """Return a name that any file system and brat's addresses take, in the order of the run: 0012-page.txt-12."""
    return f"{number:05d}-{_UNSAFE.sub('-', document)[-_LONGEST_NAME:]}"


def text_for_brat(text: str) -> str:
    """Return a text of the same length whose line ends are line feeds."""
    return text.replace("\r\n", " \n").replace("\r", "\n")


def _index_line(name: str, document: AnnotatedDocument) -> dict[str, Any]:
    return {"file": name, "id": document.id, "title": document.title, "text": document.text, KEY: to_carry(document)}


def to_ann(document: AnnotatedDocument) -> str:
    """Return the content of the .ann file."""
    spans, relations = spans_and_relations(document)
    number = {span.id: f"T{index}" for index, span in enumerate(spans, 1)}
    lines = [_text_bound(number[span.id], span, document.text) for span in spans]
    lines += [_relation(index, relation, number) for index, relation in enumerate(relations, 1)]
    for statement in document.located:
        lines += _attributes(statement, number[statement.id], len(lines))
    return "".join(f"{line}\n" for line in lines)


def brat_type(label: str) -> str:
    """Return a label as the name of a type."""
    return _NO_TYPE.sub("_", label)


def _text_bound(name: str, span: Span, text: str) -> str:
    pieces = list(_fragments(text, span.start, span.end))
    places = ";".join(f"{start} {end}" for start, end in pieces)
    return f"{name}\t{brat_type(span.label)} {places}\t{' '.join(text[start:end] for start, end in pieces)}"


def _fragments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a span that lie in one line each, by every sign that ends a line for Python."""
    place = start
    for line in text[start:end].splitlines(keepends=True):
        length = len(line.splitlines()[0])
        if length:
            yield place, place + length
        place += len(line)


def _relation(index: int, relation: Relation, number: dict[str, str]) -> str:
    return f"R{index}\t{RELATION_PREFIX}{brat_type(relation.label)} Arg1:{number[relation.head]} Arg2:{number[relation.tail]}"


def _attributes(statement: Statement, target: str, first: int) -> list[str]:
    """Return verdict, modifier, and a note with the rest; ids only have to differ."""
    lines = [f"A{first + 1}\tverdict {target} {statement.verdict}"]
    if statement.attributes.get("modifier"):
        lines.append(f"A{first + 2}\tmodifier {target} {statement.attributes['modifier']}")
    return [*lines, f"#{first + 1}\t{NOTE} {target}\t{json.dumps(note_of(statement))}"]


def note_of(statement: Statement) -> dict[str, Any]:
    """Return what the note of a statement holds: what annotators may correct, then what the run thought of it."""
    fields = {name: value for name, value in statement.attributes.items() if name != "modifier"}
    known = {"judgement": judgement(statement), "confidence": statement.score}
    return fields | {name: value for name, value in known.items() if value is not None}


def _annotation_conf(labels: Labels) -> str:
    statements = [brat_type(label) for label in labels.of_statements]
    heads = "|".join(statements)
    return "\n".join(
        [
            "[entities]",
            *(brat_type(label) for label in labels.all),
            "",
            "[relations]",
            *(f"{RELATION_PREFIX}{slot}\tArg1:{heads}, Arg2:{slot}" for slot in SLOTS),
            "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
            "",
            "[events]",
            "",
            "[attributes]",
            f"verdict\tArg:<ENTITY>, Value:{'|'.join(verdict.value for verdict in Verdict)}",
            f"modifier\tArg:<ENTITY>, Value:{'|'.join(MODIFIERS)}",
            "",
        ]
    )


def _visual_conf(labels: Labels) -> str:
    colours = [f"{brat_type(label)}\tbgColor:{colour(label)}" for label in labels.all]
    return "\n".join(["[labels]", "", "[drawing]", "SPAN_DEFAULT\tfgColor:black, bgColor:lightgray, borderColor:darken", *colours, ""])
