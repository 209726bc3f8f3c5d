"""The formats of exports, and how one is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from extract.exports import argilla, brat, doccano, label_studio, parquet, prodigy, spacy_docs, tables
from extract.exports.annotate import annotate
from extract.exports.annotated import SLOTS, AnnotatedDocument
from extract.exports.notes import Note, Notes
from extract.exports.runs import Run
from extract.exports.targets import new_target

Writer = Callable[[Iterable[AnnotatedDocument], Path, Notes], None]


class Format(StrEnum):
    """What a run can be exported to."""

    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"
    PRODIGY = "prodigy"
    BRAT = "brat"
    SPACY = "spacy"
    ARGILLA = "argilla"
    CSV = "csv"
    PARQUET = "parquet"
    LEADERBOARD = "leaderboard"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a format is written: its writer, the name of its file or folder, and for a folder what it holds.

    A table has rows for statements without a place in the text; the others only mark what has one.
    """

    write: Writer
    name: str
    holds: frozenset[str] = frozenset()
    is_table: bool = False

    @property
    def is_folder(self) -> bool:
        return bool(self.holds)


SHAPES = {
    Format.LABEL_STUDIO: Shape(label_studio.write, "label-studio", frozenset((label_studio.TASKS, label_studio.CONFIG))),
    Format.DOCCANO: Shape(doccano.write, "doccano.jsonl"),
    Format.PRODIGY: Shape(prodigy.write, "prodigy.jsonl"),
    Format.BRAT: Shape(brat.write, "brat", frozenset((".txt", ".ann", ".conf", brat.DOCUMENTS))),
    Format.SPACY: Shape(spacy_docs.write, "statements.spacy"),
    Format.ARGILLA: Shape(argilla.write, "argilla", frozenset((argilla.RECORDS, ".argilla"))),
    Format.CSV: Shape(tables.write_csv, "statements.csv", is_table=True),
    Format.PARQUET: Shape(parquet.write, "statements.parquet", is_table=True),
    Format.LEADERBOARD: Shape(tables.write_leaderboard, "leaderboard.csv", is_table=True),
}


@dataclass(slots=True)
class Exported:
    """What was exported, and what was not."""

    target: Path
    num_documents: int = 0
    num_statements: int = 0
    notes: Notes = field(default_factory=Notes)

    def count(self, documents: Iterable[AnnotatedDocument], *, is_table: bool) -> Iterator[AnnotatedDocument]:
        """Hand documents on, and count them."""
        for document in documents:
            self.num_documents += 1
            self.num_statements += len(document.statements)
            self.notes[Note.FAILED] += document.status == "failed"
            self.notes[Note.REJECTED] += document.num_rejected
            self.notes[Note.NAMES] += sum(map(len, document.names.values()))
            if not is_table:
                self.notes[Note.UNLOCATED] += len(document.unlocated)
                self.notes[Note.OTHER_WORDING] += sum(_num_loose_slots(document))
            yield document


def _num_loose_slots(document: AnnotatedDocument) -> Iterator[int]:
    for statement in document.located:
        yield sum(1 for slot in SLOTS if statement.fields.get(slot) and slot not in statement.places)


def export(run: Run, to: Format, target: Path, *, overwrite: bool = False) -> Exported:
    """Write a run in a format; documents are read and written one by one.

    Raises:
        UsageError: the target exists, or a library is missing.
        InputError: a record cannot be read.
    """
    shape = SHAPES[to]
    done = Exported(target)
    documents = (annotate(record, run.version) for record in run.read())
    with new_target(target, is_folder=shape.is_folder, overwrite=overwrite, ours=shape.holds) as path:
        shape.write(done.count(documents, is_table=shape.is_table), path, done.notes)
    return done
