"""doccano: JSONL for a sequence-labelling project with relations.

The shape is that of doccano 1.8.4 (`RelationExtractionDataset`, `SpanLabel` and `RelationLabel` in
backend/data_import): "text", "entities" with integer ids, "relations"; every other key becomes metadata and comes back with
the export. Its page counts UTF-16 units (`Text.ts` of its v-annotator: `text.length`), unless the project is set to
count grapheme clusters, which must stay off. Its importer guesses encodings, so that the lines are ASCII. It refuses empty
texts, and drops overlapping spans without a word unless the project allows them; a relation to a dropped span then ends the import.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extract.exports.annotated import AnnotatedDocument, spans_and_relations
from extract.exports.carried import KEY, to_carry
from extract.exports.lines import write_lines
from extract.exports.notes import Note, Notes
from extract.exports.offsets import Utf16Offsets
from extract.exports.wording import all_in_words


def write(documents: Iterable[AnnotatedDocument], target: Path, notes: Notes) -> None:
    """Write a line for each document that has a text."""
    write_lines(_lines(documents, notes), target, ascii_only=True)


def _lines(documents: Iterable[AnnotatedDocument], notes: Notes) -> Iterator[dict[str, Any]]:
    for document in documents:
        if document.text:
            yield to_line(document)
        else:
            notes[Note.EMPTY_TEXT] += 1


def to_line(document: AnnotatedDocument) -> dict[str, Any]:
    """Return the line of one document. What goes along is a string, since doccano's export rounds numbers."""
    spans, relations = spans_and_relations(document)
    units = Utf16Offsets(document.text)
    number = {span.id: index for index, span in enumerate(spans)}
    return {
        "id": document.id,
        "text": document.text,
        "title": document.title or "",
        "entities": [
            {
                "id": number[span.id],
                "start_offset": units.to_units(span.start),
                "end_offset": units.to_units(span.end),
                "label": span.label,
            }
            for span in spans
        ],
        "relations": [
            {"id": index, "from_id": number[relation.head], "to_id": number[relation.tail], "type": relation.label}
            for index, relation in enumerate(relations)
        ],
        "statements": all_in_words(document),
        "model": document.model,
        KEY: json.dumps(to_carry(document)),
    }
