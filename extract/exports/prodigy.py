"""Prodigy: JSONL tasks for the interface `relations`, with tokens, spans and relations.

The shape is that of Prodigy's documentation of that interface, and of tasks that it saved: `token_end` is the last token
and not the one behind it, `head` and `child` are the last tokens of their spans, character offsets are those of Python. The
interface shows no two spans on one character. The tokens are made here, so that each span has whole ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extract.exports.annotated import AnnotatedDocument, Span, spans_and_relations
from extract.exports.carried import KEY, to_carry
from extract.exports.lines import write_lines
from extract.exports.notes import Notes
from extract.exports.overlaps import without_overlaps
from extract.exports.tokens import tokens_of
from extract.exports.wording import all_in_words


def write(documents: Iterable[AnnotatedDocument], target: Path, notes: Notes) -> None:
    """Write a task for each document."""
    write_lines((to_task(without_overlaps(document, notes)) for document in documents), target)


def to_task(document: AnnotatedDocument) -> dict[str, Any]:
    """Return the task of one document, whose spans share no character."""
    spans, relations = spans_and_relations(document)
    tokens = tokens_of(document.text, spans)
    first = {token.start: index for index, token in enumerate(tokens)}
    last = {token.end: index for index, token in enumerate(tokens)}
    placed = {span.id: _span(span, document.text, first[span.start], last[span.end]) for span in spans}
    return {
        "text": document.text,
        "tokens": [
            {"text": document.text[token.start : token.end], "start": token.start, "end": token.end, "id": index, "ws": token.space}
            for index, token in enumerate(tokens)
        ],
        "spans": [placed[span.id] for span in sorted(spans, key=lambda span: span.start)],
        "relations": [_relation(placed[relation.head], placed[relation.tail], relation.label) for relation in relations],
        "meta": _meta(document),
        KEY: to_carry(document),
    }


def _span(span: Span, text: str, token_start: int, token_end: int) -> dict[str, Any]:
    return {
        "text": text[span.start : span.end],
        "start": span.start,
        "end": span.end,
        "token_start": token_start,
        "token_end": token_end,
        "type": "span",
        "label": span.label,
    }


def _relation(head: dict[str, Any], child: dict[str, Any], label: str) -> dict[str, Any]:
    shown = ("start", "end", "token_start", "token_end", "label")
    return {
        "head": head["token_end"],
        "child": child["token_end"],
        "head_span": {key: head[key] for key in shown},
        "child_span": {key: child[key] for key in shown},
        "label": label,
    }


def _meta(document: AnnotatedDocument) -> dict[str, Any]:
    """Return what Prodigy shows below a task; its key "score" is what it sorts by."""
    meta: dict[str, Any] = {"document": document.id, "title": document.title, "model": document.model, "status": document.status}
    if document.score is not None:
        meta |= {"score": document.score}
    return {**meta, "statements": all_in_words(document)}
