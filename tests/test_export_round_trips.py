"""What nobody touches in a tool comes back as it went out, whatever the text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.exports import argilla, brat, doccano, label_studio, prodigy
from extract.exports.annotated import AnnotatedDocument, Span, spans_and_relations
from extract.exports.notes import Notes
from extract.exports.offsets import Utf16Offsets
from extract.exports.overlaps import without_overlaps
from extract.exports.tokens import tokens_of
from extract.imports import Import, Tool
from tests.annotated_documents import documents, quantities

Writer = Callable[[list[AnnotatedDocument], Path, Notes], None]
TOOLS: list[tuple[Tool, Writer, str]] = [
    (Tool.LABEL_STUDIO, label_studio.write, ""),
    (Tool.DOCCANO, doccano.write, "doccano.jsonl"),
    (Tool.PRODIGY, prodigy.write, "prodigy.jsonl"),
    (Tool.BRAT, brat.write, ""),
    (Tool.ARGILLA, argilla.write, ""),
]


def there_and_back(tool: Tool, write: Writer, name: str, document: AnnotatedDocument) -> dict[str, Any]:
    """Export a document, import it, and return the only line."""
    with TemporaryDirectory() as folder:
        write([document], Path(folder) / name, Notes())
        found = Import(Path(folder) / name, tool)
        lines = list(found.lines())
    assert (len(lines), found.problems, found.skipped) == (1, [], [])
    return lines[0]


@pytest.mark.parametrize(("tool", "write", "name"), TOOLS)
@settings(deadline=None)
@given(document=documents())
def test_what_goes_out_comes_back(tool: Tool, write: Writer, name: str, document: AnnotatedDocument) -> None:
    """Texts with characters above U+FFFF, combining marks and every kind of line end; slots in the text and not."""
    if tool is Tool.ARGILLA:  # it cannot hold spans at the end of texts with such characters, see its module
        document = replace(document, text=document.text + "." * len(document.text))
    line = there_and_back(tool, write, name, document)
    expected = {"id": document.id, "title": document.title, "text": document.text, "data": {"quantities": quantities(document)}}
    assert line == expected


@settings(deadline=None)
@given(text=st.text(st.sampled_from("ab😀𝒳é\u0301\r\n")), place=st.integers(0, 20))
def test_utf_16_units_are_those_of_the_codec(text: str, place: int) -> None:
    """There and back for every character; as many units as the encoder makes."""
    place = min(place, len(text))
    offsets = Utf16Offsets(text)
    assert offsets.to_units(place) == len(text[:place].encode("utf-16-le")) // 2
    assert offsets.to_characters(offsets.to_units(place)) == place


@given(text=st.text(st.sampled_from("ab1 \r\n\t.😀\u0301"), min_size=1), places=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 3))))
def test_tokens_have_the_borders_of_all_spans_and_lose_no_character(text: str, places: list[tuple[int, int]]) -> None:
    """Tokens and the blanks that belong to none make up the text, wherever spans begin and end."""
    spans = [Span("", start, start + length, "") for start, length in places if start + length <= len(text)]
    tokens = tokens_of(text, spans)
    assert "".join(text[token.start : token.end] + " " * token.space for token in tokens) == text
    assert {span.start for span in spans} <= {token.start for token in tokens}
    assert {span.end for span in spans} <= {token.end for token in tokens}


@settings(deadline=None)
@given(document=documents())
def test_without_overlaps_no_character_has_two_spans(document: AnnotatedDocument) -> None:
    """No statement is lost where statements themselves do not overlap."""
    free = without_overlaps(document, Notes())
    spans = sorted(spans_and_relations(free)[0], key=lambda span: span.start)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert [one.id for one in free.statements] == [one.id for one in document.statements]


@settings(deadline=None)
@given(document=documents())
def test_offsets_of_brat_are_those_of_its_text_file(document: AnnotatedDocument) -> None:
    """The words behind the tab are those at the place, read with universal newlines as brat does."""
    with TemporaryDirectory() as folder:
        brat.write([document], Path(folder), Notes())
        [file] = Path(folder).glob("*.ann")
        text = file.with_suffix(".txt").read_text(encoding="utf-8")
        lines = [line.split("\t") for line in file.read_bytes().decode().split("\n") if line.startswith("T")]
    for _, place, words in lines:
        pieces = [(int(pair.split()[0]), int(pair.split()[1])) for pair in place.partition(" ")[2].split(";")]
        assert " ".join(text[start:end] for start, end in pieces) == words


def test_what_goes_along_is_json() -> None:
    """Every number of the record is a number there."""
    from tests.annotated_documents import birds

    line = doccano.to_line(birds())
    assert [item["fields"]["value"] for item in json.loads(line["extract"])["statements"]] == [83.6, 71, 12]
