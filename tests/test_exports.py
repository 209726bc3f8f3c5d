"""Runs as they stand in the files of other tools, and what is said of what those cannot hold."""

from __future__ import annotations

import csv
import io
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, get_args

import pytest

from extract.cli.export import FormatName
from extract.cli.import_ import ToolName
from extract.exports import Format, doccano, export, find_run, label_studio, prodigy, tables
from extract.exports.annotate import annotate
from extract.exports.annotated import AnnotatedDocument, Relation, Span, spans_and_relations
from extract.exports.cells import cell
from extract.exports.notes import Note, Notes
from extract.exports.overlaps import without_overlaps
from extract.imports import Import, Tool
from tests.annotated_documents import BIRDS, TEXT, birds, document, record, statement
from tests.command import extract, lines


def test_slots_are_spans_where_the_text_has_their_words() -> None:
    """As whole words, and related to the number; another wording is an attribute."""
    found = annotate(record(), "0.1.0")
    [one] = found.statements
    assert spans_and_relations(found) == (
        [Span("q0", 16, 21, "result"), Span("s0", TEXT.rindex("FinchSet"), len(TEXT) - 1, "dataset")],
        [Relation("q0", "s0", "dataset")],
    )
    assert (one.attributes["metric"], found.model) == ("top-1", "builtin, extract 0.1.0")
    assert (one.verdict, one.reasons, one.message) == ("misattributed", ["other_metric"], "metric: it is accuracy")


def test_the_place_that_the_validator_found_is_taken() -> None:
    """Of several occurrences; where it found none, the one that is nearest to the number."""
    text = "FinchSet: 12 birds. FinchSet has 9."
    item = {"quote": "9", "value": 9, "kind": "data", "dataset": "FinchSet", "start": 33, "end": 34}
    check = {
        "path": "quantities.0.dataset",
        "verdict": "supported",
        "reason": "attached",
        "message": "",
        "in": "text",
        "start": 0,
        "end": 8,
    }
    with_check = annotate(record(text=text, data={"quantities": [item]}, checks=[check]))
    without = annotate(record(text=text, data={"quantities": [item]}, checks=[]))
    assert [one.statements[0].places["dataset"] for one in (with_check, without)] == [(0, 8), (20, 28)]


def test_schemas_of_users_have_their_numbers_by_path() -> None:
    """The label is the name of the field; a quote without a number of its own is marked too."""
    data = {"arms": [{"dose": 5, "quote": "5 mg"}], "finding": "no effect"}
    places = {"arms.0.dose": (0, 4), "arms.0.quote": (0, 4), "finding": (8, 17)}
    checks = [
        {"path": path, "verdict": "supported", "reason": "r", "message": "", "in": "text", "start": start, "end": end}
        for path, (start, end) in places.items()
    ]
    found = annotate(record(text="5 mg had no effect.", data=data, checks=checks, schema="Trial@1a2b"))
    assert [(one.path, one.label, one.quote, one.fields["value"]) for one in found.statements] == [
        ("arms.0.dose", "dose", "5 mg", 5),
        ("finding", "finding", " no effect"[:9], "no effect"),
    ]


def test_a_failed_document_is_a_document_without_annotations() -> None:
    """It is still to be annotated."""
    failed = annotate(record(status="failed", data=None, checks=[], error={"kind": "server", "message": "", "retryable": True}))
    assert (label_studio.to_task(failed)["predictions"], doccano.to_line(failed)["entities"]) == ([], [])


def test_offsets_of_label_studio_are_code_points_and_those_of_doccano_utf_16_units() -> None:
    """The bird before the number counts one, and two."""
    task, line = label_studio.to_task(birds()), doccano.to_line(birds())
    [item] = [item for item in task["predictions"][0]["result"] if item.get("id") == "q0" and item["type"] == "labels"]
    start = BIRDS.index("83.6%")
    assert (item["value"]["start"], line["entities"][0]["start_offset"]) == (start, start + 1)


def test_prodigy_names_the_last_token_of_a_span() -> None:
    """`token_end` and the ends of relations, as Prodigy does."""
    task = prodigy.to_task(birds())
    [span] = [span for span in task["spans"] if span["text"] == "83.6%"]
    tokens = [token["text"] for token in task["tokens"]]
    assert "".join(tokens[span["token_start"] : span["token_end"] + 1]) == "83.6%"
    heads = {
        (relation["head"], relation["head_span"]["start"])
        for relation in task["relations"]
        if relation["head_span"]["start"] == span["start"]
    }
    assert heads == {(span["token_end"], span["start"])}


def test_what_overlaps_is_counted_where_the_tool_cannot_show_it() -> None:
    """A slot gives way to a number, a number to an earlier one."""
    text = "the 50-bird set"
    found = [statement(text, "50", 0, value=50, dataset="50-bird set"), statement(text, "50", 1, value=5)]
    notes = Notes()
    free = without_overlaps(document(text, found), notes)
    assert [(one.id, dict(one.places), one.attributes["dataset"]) for one in free.statements] == [("q0", {}, "50-bird set")]
    assert notes == {Note.OVERLAPPING: 1, Note.OVERLAPPING_SLOTS: 1}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("-2+3", "'-2+3"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"), ("\n=1", "'\n=1"), (" =1", "' =1"), ("＝1+1", "'＝1+1"), ("-0.5", "-0.5"), ("-0.5%", "-0.5%"), ("+1.8", "+1.8"),
        ("-1,200", "-1,200"), ("-1e-3", "-1e-3"), (-0.5, -0.5), (None, None), ("a=b", "a=b"), ("", ""), ("--1", "'--1"), ("−5", "−5"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(value: object, expected: object) -> None:
    """Plain negative numbers stay numbers."""
    assert cell(value) == expected


def written(write: Any, tmp_path: Path, *found: AnnotatedDocument) -> list[dict[str, str]]:
    """Write a CSV file and read it back."""
    write(found, tmp_path / "table.csv", Notes())
    return list(csv.DictReader(io.StringIO((tmp_path / "table.csv").read_bytes().decode(), newline="")))


def test_the_table_has_a_row_for_every_statement(tmp_path: Path) -> None:
    """Those without a place in the text too; texts with commas, quotes and line ends come back whole."""
    item = {"quote": "84.1%", "value": 84.1, "kind": "result", "subject": 'Bird, "Net"\r\n2'}
    rows = written(tables.write_csv, tmp_path, annotate(record(data={"quantities": [item]}, title="=HYPERLINK(0)")))
    assert [(row["quote"], row["start"], row["value"], row["subject"], row["title"]) for row in rows] == [
        ("84.1%", "", "84.1", 'Bird, "Net"\r\n2', "'=HYPERLINK(0)")
    ]


def test_the_leaderboard_has_a_row_for_every_result(tmp_path: Path) -> None:
    """Whatever its verdict; the method is the subject, other kinds are counted."""
    notes = Notes()
    tables.write_leaderboard([birds()], tmp_path / "board.csv", notes)
    assert (tmp_path / "board.csv").read_text(encoding="utf-8").splitlines() == [
        "dataset,metric,value,unit,method,document,verdict",
        "FinchSet,accuracy,83.6,%,BirdNet,birds.txt#0,supported",
        "FinchSet,accuracy,71,%,BirdNet,birds.txt#0,supported",
    ]
    assert notes == {Note.OTHER_KINDS: 1}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of the built-in model over three texts, one of them empty of numbers."""
    folder = tmp_path_factory.mktemp("run")
    texts = [BIRDS, "It rains.", "OwlNet has 1.4 million parameters and is 2.8 times faster than BirdNet."]
    (folder / "in.jsonl").write_text("".join(json.dumps({"id": f"t{i}", "text": text}) + "\n" for i, text in enumerate(texts)))
    assert extract("run", folder / "in.jsonl", "--out", folder / "out", "--quiet").returncode == 0
    return folder / "out"


def test_export_says_where_it_wrote_and_what_could_not_be_held(run: Path, tmp_path: Path) -> None:
    """The default is a folder in the run; a second export needs --overwrite."""
    done = extract("export", run, "--to", "prodigy")
    assert (done.returncode, done.stdout) == (0, "")
    assert f"3 documents with 6 statements to {run}/exports/prodigy.jsonl" in done.stderr
    again = extract("export", run, "--to", "prodigy")
    assert again.returncode == 2 and "--overwrite" in again.stderr
    assert extract("export", run, "--to", "prodigy", "--overwrite").returncode == 0


def test_two_exports_at_once_do_not_disturb_each_other(run: Path, tmp_path: Path) -> None:
    """The file is that of the last one, and whole."""
    with ThreadPoolExecutor() as pool:
        done = list(pool.map(lambda _: extract("export", run, "--to", "csv", "-o", tmp_path / "all.csv", "--overwrite"), range(3)))
    assert [each.returncode for each in done] == [0, 0, 0]
    assert (tmp_path / "all.csv").read_text() == extract("export", run, "--to", "csv", "-o", "-").stdout
    assert [path.name for path in tmp_path.iterdir()] == ["all.csv"]


def test_documents_without_a_record_are_counted(run: Path, tmp_path: Path) -> None:
    """Also after a kill, when run.json still says that nothing was done."""
    (tmp_path / "run.json").write_bytes((run / "run.json").read_bytes())
    (tmp_path / "records.jsonl").write_bytes((run / "records.jsonl").read_bytes()[:-1])
    assert "1 documents have no record yet" in extract("export", tmp_path, "--to", "csv", "-o", "-").stderr


def test_a_folder_with_other_files_is_never_replaced(run: Path, tmp_path: Path) -> None:
    """A mistyped --output costs nothing."""
    (tmp_path / "thesis.tex").write_text("x")
    done = extract("export", run, "--to", "brat", "-o", tmp_path, "--overwrite")
    assert done.returncode == 2 and "thesis.tex" in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.name != "answers"] == ["thesis.tex"]


def test_standard_output_gets_the_data_alone(run: Path) -> None:
    """Folders cannot go there."""
    done = extract("export", run, "--to", "doccano", "-o", "-")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["t0", "t1", "t2"]
    assert extract("export", run, "--to", "brat", "-o", "-").returncode == 2


@pytest.mark.parametrize("tool", Tool)
def test_export_and_import_give_the_quantities_of_the_run(run: Path, tmp_path: Path, tool: Tool) -> None:
    """Gold has no confidence."""
    export(find_run(run), Format(tool), tmp_path / "there")
    found = list(Import(tmp_path / "there", tool).lines())
    expected = [row["data"]["quantities"] for row in lines(run / "records.jsonl")]
    assert [line["data"]["quantities"] for line in found] == [
        [{name: value for name, value in item.items() if name != "confidence"} for item in items] for items in expected
    ]


def test_import_ends_with_2_when_a_line_is_bad(tmp_path: Path) -> None:
    """The good lines are written; the file is replaced with --overwrite only."""
    (tmp_path / "in.jsonl").write_text('{"text": "12 layers", "label": [[0, 2, "setting"]]}\nno json\n')
    arguments = ("import", tmp_path / "in.jsonl", "--from", "doccano", "-o", tmp_path / "gold.jsonl")
    done = extract(*arguments)
    assert done.returncode == 2 and "in.jsonl:2" in done.stderr
    assert [line["data"]["quantities"][0]["value"] for line in lines(tmp_path / "gold.jsonl")] == [12]
    assert "--overwrite" in extract(*arguments).stderr


@pytest.mark.parametrize("tool", [Tool.LABEL_STUDIO, Tool.DOCCANO, Tool.PRODIGY, Tool.ARGILLA])
def test_import_of_nothing_is_an_error(tmp_path: Path, tool: Tool) -> None:
    """An empty export leaves no empty gold."""
    (tmp_path / "in.json").write_text("")
    done = extract("import", tmp_path / "in.json", "--from", tool, "-o", tmp_path / "gold.jsonl")
    assert done.returncode == 2 and "in.json: holds no document" in done.stderr
    assert not (tmp_path / "gold.jsonl").exists()


def test_a_file_of_doccano_is_none_of_prodigy(run: Path, tmp_path: Path) -> None:
    """Its quantities would be lost in silence; what to do about it is said once."""
    extract("export", run, "--to", "doccano", "-o", tmp_path / "there")
    done = extract("import", tmp_path / "there", "--from", "prodigy")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count('neither "spans" nor "answer"') == 3 and done.stderr.count("prodigy db-out") == 1


def test_gold_that_was_imported_is_checked_without_a_complaint(run: Path, tmp_path: Path) -> None:
    """It has the shape that `extract check` reads."""
    extract("export", run, "--to", "doccano", "-o", tmp_path / "there")
    gold = extract("import", tmp_path / "there", "--from", "doccano").stdout
    assert extract("check", "-", "--quiet", stdin=gold.encode()).returncode == 0


@pytest.mark.parametrize("to", [to for to in Format if to not in (Format.SPACY, Format.PARQUET)])
def test_a_run_that_has_come_to_no_document_is_exported(run: Path, tmp_path: Path, to: Format) -> None:
    """Nothing to say is no error; what comes back is nothing."""
    (tmp_path / "run.json").write_bytes((run / "run.json").read_bytes())
    done = export(find_run(tmp_path), to, tmp_path / "there")
    assert (done.num_documents, done.num_statements, done.target.exists()) == (0, 0, True)


def test_an_export_counts_what_stays_behind(run: Path, tmp_path: Path) -> None:
    """Failed documents, rejected items, names, numbers without a place, slots in other words."""
    lost = {"quote": "9", "value": 9, "kind": "data"}
    rejected = {"path": "quantities.1", "item": {}, "reason": "schema_invalid", "message": ""}
    rows = [
        record(data={"methods": ["BirdNet"], "quantities": [lost]}, rejected=[rejected]),
        record(status="failed", data=None, checks=[], error={"kind": "server", "message": "", "retryable": True}),
        record(),
    ]
    (tmp_path / "run.json").write_bytes((run / "run.json").read_bytes())
    (tmp_path / "records.jsonl").write_text("".join(row.to_json() + "\n" for row in rows), encoding="utf-8")
    done = export(find_run(tmp_path), Format.BRAT, tmp_path / "there")
    counted = {note: number for note, number in done.notes.items() if number}
    assert (done.num_documents, done.num_statements) == (3, 2)
    assert counted == {Note.FAILED: 1, Note.REJECTED: 1, Note.NAMES: 1, Note.UNLOCATED: 1, Note.OTHER_WORDING: 1}


def test_the_command_knows_every_format_and_tool() -> None:
    """The names of --to and --from are those of the library."""
    assert [*get_args(FormatName)] == [*Format] and [*get_args(ToolName)] == [*Tool]


def test_a_missing_library_is_named_with_its_extra(run: Path, tmp_path: Path) -> None:
    """And nothing is left behind."""
    (tmp_path / "pyarrow.py").write_text("raise ImportError")
    done = extract(
        "export", run, "--to", "parquet", "-o", tmp_path / "x.parquet", environment={"PYTHONPATH": f"{tmp_path}:{':'.join(sys.path)}"}
    )
    assert done.returncode == 2 and 'pip install "abstract-extract[parquet]"' in done.stderr
    assert not (tmp_path / "x.parquet").exists()
