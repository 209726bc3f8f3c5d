"""spaCy: a DocBin of documents tokenised by spaCy's blank English pipeline.

Statements are entities as far as they do not overlap; all spans stand in the span group "sc", which spancat trains on. A
span that does not fall on tokens of spaCy's (`Doc.char_span` is None) would be lost in training anyway; those are listed in
`doc.user_data`, as are relations, attributes and ids. Offsets are Python's.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extract.exports.annotated import AnnotatedDocument, Span, spans_and_relations
from extract.exports.carried import KEY, to_carry
from extract.exports.extras import library
from extract.exports.notes import Note, Notes

EXTRA = "spacy"
GROUP = "sc"


def write(documents: Iterable[AnnotatedDocument], target: Path, notes: Notes) -> None:
    """Write one DocBin; it is held in memory until then, about as large as the texts."""
    spacy, binary = library("spacy", EXTRA), library("spacy.tokens", EXTRA)
    pipeline = spacy.blank("en")
    pipeline.max_length = 10**9
    docs = binary.DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"], store_user_data=True)
    for document in documents:
        docs.add(to_doc(document, pipeline, notes))
    docs.to_disk(target)


def to_doc(document: AnnotatedDocument, pipeline: Any, notes: Notes) -> Any:
    """Return one document as spaCy's."""
    spacy = library("spacy.util", EXTRA)
    doc = pipeline.make_doc(document.text)
    spans, relations = spans_and_relations(document)
    notes[Note.NO_RELATIONS] += len(relations)
    found = [(span, doc.char_span(span.start, span.end, label=span.label, span_id=span.id)) for span in spans]
    whole = [token_span for _, token_span in found if token_span is not None]
    inside = [span for span, token_span in found if token_span is None]
    doc.spans[GROUP] = whole
    of_statements = [token_span for token_span in whole if token_span.id_.startswith("q")]
    doc.ents = spacy.filter_spans(of_statements)
    notes[Note.INSIDE_TOKENS] += len(inside)
    notes[Note.NOT_ENTITIES] += len(of_statements) - len(doc.ents)
    doc.user_data[KEY] = {
        **_packable(to_carry(document)),
        "title": document.title,
        "relations": [[relation.head, relation.tail, relation.label] for relation in relations],
        "inside_tokens": [_plain(span) for span in inside],
    }
    return doc


def _packable(value: Any) -> Any:
    """Return plain data as msgpack can hold it: whole numbers of more than 64 bits as floats, those beyond floats as text."""
    if isinstance(value, dict):
        return {name: _packable(below) for name, below in value.items()}
    if isinstance(value, list):
        return [_packable(below) for below in value]
    if not isinstance(value, int) or -(2**63) <= value < 2**64:
        return value
    try:
        return float(value)
    except OverflowError:
        return str(value)


def _plain(span: Span) -> list[Any]:
    return [span.id, span.start, span.end, span.label]
