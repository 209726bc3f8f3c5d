"""Each export, read by the tool it is for, or by that tool's own library."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from extract.exports import argilla, brat, doccano, label_studio, parquet, prodigy, spacy_docs
from extract.exports.annotate import annotate
from extract.exports.annotated import AnnotatedDocument, spans_and_relations
from extract.exports.labels import Labels
from extract.exports.notes import Note, Notes
from extract.imports import Import, Tool
from tests.annotated_documents import BIRDS, birds, document, quantities, record, statement
from tests.conftest import CHECKOUT


def library(name: str) -> Any:
    """Import a library of a tool, without what it says of itself, or skip."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip(name, reason=f"{name} is not installed here")


def of_others() -> AnnotatedDocument:
    """A document of a schema that is not `paper`."""
    check = {"path": "arms.0.dose", "verdict": "supported", "reason": "r", "message": "", "in": "text", "start": 0, "end": 4}
    data = {"arms": [{"dose": 5}]}
    return annotate(record(text="5 mg had no effect.", data=data, checks=[check], schema="Trial@1a2b"))


@pytest.mark.parametrize("found", [birds(), of_others()], ids=["paper", "other"])
def test_label_studio_takes_configuration_and_predictions(tmp_path: Path, found: AnnotatedDocument) -> None:
    """Its SDK validates both; every region has the text at its place."""
    interface = library("label_studio_sdk.label_interface").LabelInterface
    label_studio.write([found], tmp_path, Notes())
    known = interface((tmp_path / "labels.xml").read_text(encoding="utf-8"))
    known.validate()
    [task] = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    [prediction] = task["predictions"]
    assert known.validate_prediction(prediction, return_errors=True) == []
    places = [item["value"] for item in prediction["result"] if item["type"] == "labels"]
    assert [found.text[value["start"] : value["end"]] for value in places] == [value["text"] for value in places]


def test_label_studio_converts_what_was_annotated(tmp_path: Path) -> None:
    """Its converter makes CoNLL of the task; each statement is there with its label."""
    converter = library("label_studio_sdk.converter")
    labels = Labels()
    found = document("BirdNet has 12 layers", [statement("BirdNet has 12 layers", "12", 0, "setting", value=12, subject="BirdNet")])
    task = label_studio.to_task(found)
    task |= {"id": 1, "annotations": [{"id": 1, "completed_by": {"email": "a@b"}, **task.pop("predictions")[0]}]}
    (tmp_path / "tasks.json").write_text(json.dumps([task]), encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        converter.Converter(label_studio.labelling_config(labels), str(tmp_path)).convert_to_conll2003(
            str(tmp_path / "tasks.json"), str(tmp_path / "out"), is_dir=False
        )
    written = (tmp_path / "out" / "result.conll").read_text(encoding="utf-8").split("\n")
    assert {"12 -X- _ B-setting", "BirdNet -X- _ B-subject"} <= set(written)


def test_brat_files_are_read_by_a_parser_of_the_format(tmp_path: Path) -> None:
    """Entities with their words, relations with their ends."""
    parser = library("pybrat.parser").BratParser()
    brat.write([birds()], tmp_path, Notes())
    [example] = parser.parse(str(tmp_path))
    spans, relations = spans_and_relations(birds())
    assert {(one.mention, one.type, one.start) for one in example.entities} == {
        (BIRDS[one.start : one.end], one.label, one.start) for one in spans
    }
    names = {one.id: BIRDS[one.start : one.end] for one in spans}
    assert {(one.arg1.mention, one.arg2.mention, one.type) for one in example.relations} == {
        (names[one.head], names[one.tail], f"of_{one.label}") for one in relations
    }


def test_spacy_reads_its_documents_back(tmp_path: Path) -> None:
    """Entities, the span group, and in the user data what spaCy has no place for."""
    spacy, tokens = library("spacy"), library("spacy.tokens")
    spacy_docs.write([birds()], tmp_path / "birds.spacy", Notes())
    [doc] = tokens.DocBin().from_disk(tmp_path / "birds.spacy").get_docs(spacy.blank("en").vocab)
    assert doc.text == BIRDS
    assert [(one.text, one.label_) for one in doc.ents] == [("83.6%", "result"), ("71%", "result"), ("12", "data")]
    spans, relations = spans_and_relations(birds())
    assert {(one.start_char, one.end_char, one.label_) for one in doc.spans["sc"]} == {(one.start, one.end, one.label) for one in spans}
    assert [list(one) for one in doc.user_data["extract"]["relations"]] == [[one.head, one.tail, one.label] for one in relations]
    assert library("spacy.displacy").render(doc, style="ent").count("<mark") == 3


def test_spans_inside_spacys_tokens_are_counted() -> None:
    """A number that is glued to a word is none of spaCy's tokens; the user data names it."""
    text = "at 5.3GHz with a ResNet-50x model"
    notes = Notes()
    found = document(text, [statement(text, "5.3", 0, "cost", value=5.3), statement(text, "5.3GHz", 1, "cost", value=5.3)])
    doc = spacy_docs.to_doc(found, library("spacy").blank("en"), notes)
    assert (notes[Note.INSIDE_TOKENS], len(doc.ents) + notes[Note.NOT_ENTITIES]) == (
        len(doc.user_data["extract"]["inside_tokens"]),
        len(doc.spans["sc"]),
    )
    assert notes[Note.INSIDE_TOKENS] >= 1


def test_prodigys_spans_fall_on_its_tokens() -> None:
    """spaCy makes a document of the tokens, and finds every span in it, as Prodigy does."""
    spacy, tokens = library("spacy"), library("spacy.tokens")
    task = prodigy.to_task(birds())
    doc = tokens.Doc(spacy.blank("en").vocab, words=[one["text"] for one in task["tokens"]], spaces=[one["ws"] for one in task["tokens"]])
    assert doc.text == BIRDS
    for span in task["spans"]:
        found = doc.char_span(span["start"], span["end"])
        assert (found.start, found.end - 1) == (span["token_start"], span["token_end"])


def test_parquet_has_the_rows_of_the_table(tmp_path: Path) -> None:
    """Numbers are numbers; one that no float can hold is an empty cell, and counted."""
    reader = library("pyarrow.parquet")
    huge = replace(birds().statements[2], fields={**birds().statements[2].fields, "value": 10**400})
    notes = Notes()
    parquet.write([birds(), document(BIRDS, [huge])], tmp_path / "birds.parquet", notes)
    rows = reader.read_table(tmp_path / "birds.parquet").to_pylist()
    assert [(row["quote"], row["value"], row["start"], row["dataset"]) for row in rows[:2]] == [
        ("83.6%", 83.6, BIRDS.index("83.6%"), "FinchSet"),
        ("71%", 71.0, BIRDS.index("71%"), "FinchSet"),
    ]
    assert (rows[3]["value"], notes) == (None, {Note.TOO_LARGE: 1})


class _Argilla(BaseHTTPRequestHandler):
    """Answers the only question that Argilla's client asks before it lets anybody build settings: who am I?"""

    def do_GET(self) -> None:
        body = json.dumps({"id": "8a0c1c6e-4a1c-4f0e-9b5b-000000000000", "username": "a", "first_name": "a", "role": "owner"}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def argilla_server() -> Iterator[str]:
    """Serve `_Argilla` on a free port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Argilla) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.filterwarnings("ignore")
def test_argillas_client_reads_settings_and_records(tmp_path: Path) -> None:
    """As `Dataset.from_disk` does, and what it writes comes back."""
    client = library("argilla")
    argilla.write([birds()], tmp_path, Notes())
    with argilla_server() as address:
        client.Argilla(api_url=address, api_key="none")
        settings = client.Settings.from_json(tmp_path / ".argilla" / "settings.json")
        settings.validate()
    records = library("argilla.records._io").JsonIO
    [found] = records._records_from_json(tmp_path / "records.json")
    assert {question.name for question in settings.questions} == set(found.suggestions.to_dict()) == {"spans"}
    records.to_json([found], tmp_path / "back.json")
    assert next(Import(tmp_path / "back.json", Tool.ARGILLA).lines())["data"]["quantities"] == quantities(birds())


def test_argilla_gets_no_span_that_its_server_refuses() -> None:
    """The server counts characters, its page UTF-16 units; one such span would cost all records of a request."""
    text = "🐦🐦 reach 71%"
    notes = Notes()
    found = argilla.to_record(document(text, [statement(text, "71%", value=71, unit="%")]), notes)
    assert (found["suggestions"]["spans"]["value"], notes[Note.BEYOND_LIMIT]) == ([], 1)


def test_doccano_itself_imports_and_exports_the_lines(tmp_path: Path) -> None:
    """Through its database and back; the interpreter of an environment with doccano stands in DOCCANO_PYTHON."""
    python = os.environ.get("DOCCANO_PYTHON")
    if not python:
        pytest.skip("DOCCANO_PYTHON names no interpreter that has doccano")
    second = replace(birds(), id="birds.txt#1", text=f"\U0001d4b3e\u0301 {BIRDS}", statements=[])
    doccano.write([birds(), second], tmp_path / "in.jsonl", Notes())
    command = [python, "-m", "tests.doccano_server", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl")]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    found = list(Import(tmp_path / "out.jsonl", Tool.DOCCANO).lines())
    assert [(line["id"], line["text"], line["data"]["quantities"]) for line in found] == [
        (one.id, one.text, quantities(one)) for one in (birds(), second)
    ]


def test_doccanos_rules_hold_for_the_lines(tmp_path: Path) -> None:
    """Those of `SpanLabel`, `RelationLabel` and `TextData` in its importer: no empty text, no empty span, whole-number ids that exist."""
    notes = Notes()
    doccano.write([birds(), document("", [])], tmp_path / "in.jsonl", notes)
    [line] = [json.loads(row) for row in (tmp_path / "in.jsonl").read_text(encoding="ascii").splitlines()]
    assert notes == {Note.EMPTY_TEXT: 1}
    names = {item["id"] for item in line["entities"]}
    assert all(0 <= item["start_offset"] < item["end_offset"] and item["label"] for item in line["entities"])
    assert all({item["from_id"], item["to_id"]} <= names and item["type"] for item in line["relations"])
    assert all(isinstance(name, int) for name in names)
