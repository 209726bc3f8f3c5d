"""Exports, imports and evaluation at the edges: large numbers, odd characters, folders of others, and what must not get lost."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path
from typing import Any

import pytest

from extract.errors import InputError, UsageError
from extract.evaluation.agreeing import agrees
from extract.evaluation.chance import Kappa, kappa
from extract.evaluation.files import read_annotated
from extract.exports import argilla, brat, doccano, label_studio, spacy_docs, tables
from extract.exports.annotated import Statement
from extract.exports.notes import Note, Notes
from extract.exports.overlaps import without_overlaps
from extract.exports.targets import new_target
from extract.imports import Import, Tool, to_json
from extract.imports import argilla as from_argilla
from extract.imports import doccano as from_doccano
from extract.imports import label_studio as from_label_studio
from extract.imports.annotations import Annotation
from extract.imports.gold import to_gold
from extract.imports.readings import number_from
from tests.annotated_documents import document, statement

_BRAT = frozenset((".txt", ".ann", ".conf", "documents.jsonl"))


def test_spacy_takes_numbers_of_more_than_64_bits(tmp_path: Path) -> None:
    """As floats in the user data: training takes 3e23 operations."""
    spacy = pytest.importorskip("spacy")
    text = "It took 3e23 FLOPs."
    spacy_docs.write([document(text, [statement(text, "3e23", value=3 * 10**23, unit="FLOPs")])], tmp_path / "a.spacy", Notes())
    [doc] = spacy.tokens.DocBin(store_user_data=True).from_disk(tmp_path / "a.spacy").get_docs(spacy.blank("en").vocab)
    assert doc.user_data["extract"]["statements"][0]["fields"]["value"] == 3e23


def test_a_carriage_return_ends_no_row(tmp_path: Path) -> None:
    """The cell that has one stands in quotes."""
    text = "A 1 on Old\rSet"
    tables.write_csv([document(text, [statement(text, "1", value=1, dataset="Old\rSet")])], tmp_path / "a.csv", Notes())
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8") as file:
        assert [row["dataset"] for row in csv.DictReader(file)] == ["Old\rSet"]


@pytest.mark.parametrize(("written", "number"), [("1e400", 10**400), ("1e999999999", None), ("-1e-999999999", None), ("NaN", None)])
def test_endless_numbers_are_none(written: str, number: int | None) -> None:
    """What an annotator writes never fills the memory."""
    assert number_from(written) == number


def test_a_folder_of_texts_is_no_earlier_export(tmp_path: Path) -> None:
    """Pages that somebody wants read are .txt files too: they are not replaced."""
    (tmp_path / "page.txt").write_text("precious")
    with (
        pytest.raises(UsageError, match="holds files that no export wrote"),
        new_target(tmp_path, is_folder=True, overwrite=True, ours=_BRAT),
    ):
        pass
    assert (tmp_path / "page.txt").read_text() == "precious"


def test_an_export_replaces_an_earlier_one(tmp_path: Path) -> None:
    """And leaves nothing beside it."""
    target = tmp_path / "brat"
    target.mkdir()
    (target / "documents.jsonl").write_text("old")
    with new_target(target, is_folder=True, overwrite=True, ours=_BRAT) as new:
        (new / "documents.jsonl").write_text("new")
    assert ([path.name for path in tmp_path.iterdir()], (target / "documents.jsonl").read_text()) == (["brat"], "new")


def test_a_text_full_of_numbers_is_soon_without_overlaps() -> None:
    """The time grows with their number, not with its square."""
    places = [(10 * index, 10 * index + 5) for index in range(20_000)]
    statements = [
        Statement(
            id=f"q{start}", path="", label="data", start=start, end=end, quote="x" * 5, places={"dataset": (end, end + 3)}, verdict=""
        )
        for start, end in places
    ]
    notes = Notes()
    begin = time.process_time()
    found = without_overlaps(document("x" * 200_000, statements), notes)
    assert (len(found.statements), sum(notes.values()), time.process_time() - begin < 10) == (20_000, 0, True)


@pytest.mark.parametrize("name", [".", ".."])
def test_an_export_has_a_name(name: str) -> None:
    """The folder in which one stands is not replaced."""
    with pytest.raises(UsageError, match="is no name"), new_target(Path(name), is_folder=True, overwrite=True, ours=_BRAT):
        pass


def test_numbers_at_one_place_keep_their_readings() -> None:
    """By label, in whatever order a tool lists them."""
    text = "It is 3x better."
    both = [statement(text, "3x", 0, "result", value=3), statement(text, "3x", 1, "improvement", value=2)]
    line = doccano.to_line(document(text, both))
    line["entities"].reverse()
    found = to_gold(from_doccano.from_line(line, "")).line["data"]["quantities"]
    assert {one["kind"]: one["value"] for one in found} == {"result": 3, "improvement": 2}


@pytest.mark.parametrize(("values", "is_reviewed", "num"), [([None], False, 1), ([None, []], True, 0), ([[]], True, 0)])
def test_responses_of_argilla_without_a_value_are_none(values: list[Any], is_reviewed: bool, num: int) -> None:
    """Discarded ones have none, which is not to say that the text states no number."""
    text = "Net gets 3% on AB."
    record = argilla.to_record(document(text, [statement(text, "3%", value=3)]), Notes())
    record["responses"] = {"spans": [{"value": value, "user_id": "u"} for value in values]}
    found = from_argilla.from_record(record, "")
    assert (found.is_reviewed, len(found.spans)) == (is_reviewed, num)


def test_words_written_in_place_of_a_relation_count() -> None:
    """An annotator deletes the relation to a span and writes what the text does not say in these words."""
    text = "Net gets 3% on AB."
    task = label_studio.to_task(document(text, [statement(text, "3%", value=3, dataset="AB")]))
    result = [item for item in task["predictions"][0]["result"] if item["type"] != "relation"]
    written = {"id": "q0", "from_name": "dataset_wording", "to_name": "text", "type": "textarea", "value": {"text": ["AB v2"]}}
    found = from_label_studio.from_task({**task, "annotations": [{"result": [*result, written]}]}, "")
    assert isinstance(found, Annotation)
    assert [one["dataset"] for one in to_gold(found).line["data"]["quantities"]] == ["AB v2"]


def test_a_slot_beyond_argillas_limit_is_not_taken_for_deleted() -> None:
    """It is no span there, and still said of the number when that comes back."""
    text = "🐦🐦🐦 gets 3% on AB."
    notes = Notes()
    record = argilla.to_record(document(text, [statement(text, "3%", value=3, dataset="AB")]), notes)
    [found] = to_gold(from_argilla.from_record(record, "")).line["data"]["quantities"]
    assert (found["dataset"], notes[Note.BEYOND_LIMIT]) == ("AB", 1)


def test_labels_that_brat_cannot_hold_come_back(tmp_path: Path) -> None:
    """The field of a user's schema is called as it was."""
    text = "Height: 9 m."
    found = Statement(id="q0", path="höhe", label="höhe", start=8, end=9, quote="9", fields={"value": 9}, verdict="supported")
    brat.write([document(text, [found])], tmp_path, Notes())
    [line] = Import(tmp_path, Tool.BRAT).lines()
    assert [one["label"] for one in line["data"]["quantities"]] == ["höhe"]


def test_half_a_character_does_not_end_an_import(tmp_path: Path) -> None:
    """It is escaped in the gold, as it was in the file."""
    (tmp_path / "a.jsonl").write_text('{"text": "a \\ud83d 3", "spans": [], "answer": "accept"}\n')
    [line] = Import(tmp_path / "a.jsonl", Tool.PRODIGY).lines()
    assert json.loads(to_json(line).encode())["text"] == "a \ud83d 3"


def test_json_nested_without_end_is_a_problem(tmp_path: Path) -> None:
    """In a line of its own it does not stop the others; a whole file of it is an error."""
    good = '{"text": "a 3", "spans": [], "answer": "accept"}'
    (tmp_path / "a.jsonl").write_text('{"a": ' + "[" * 100_000 + f"\n{good}\n")
    found = Import(tmp_path / "a.jsonl", Tool.PRODIGY)
    assert (len(list(found.lines())), len(found.problems)) == (1, 1)
    (tmp_path / "a.json").write_text("[" * 100_000)
    with pytest.raises(InputError, match="no JSON"):
        list(Import(tmp_path / "a.json", Tool.LABEL_STUDIO).lines())


def test_gold_in_a_run_folder_is_read_to_its_end(tmp_path: Path) -> None:
    """Only a run's own records are torn where the last newline is missing."""
    (tmp_path / "run.json").write_text("{}")
    rows = "\n".join(json.dumps({"id": name, "quantities": []}) for name in "ab")
    for name in ("gold.jsonl", "records.jsonl"):
        (tmp_path / name).write_text(rows)
    assert [len(read_annotated(tmp_path / name)) for name in ("gold.jsonl", "records.jsonl")] == [2, 1]


@pytest.mark.parametrize(
    ("slot", "one", "other"),
    [
        ("dataset", "數據甲", "數據乙"),
        ("dataset", "數據甲", None),
        ("subject", "β", "γ"),
        ("unit", "μs", "s"),
        ("metric", "полнота", "точность"),
    ],
)
def test_names_in_other_scripts_differ(slot: str, one: str, other: Any) -> None:
    """From each other and from none."""
    assert (agrees(slot, one, other), agrees(slot, one, one)) == (False, True)


def test_units_agree_by_chance_as_they_do_otherwise() -> None:
    """With a blank in one of them too."""
    assert kappa("unit", [("k m", "km"), ("s", "s")]) == Kappa(1.0, 0.5)
