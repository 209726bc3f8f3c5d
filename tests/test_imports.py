"""Corrections that annotators make in each tool, as its export has them, come back as gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.exports import argilla, brat, doccano, label_studio, prodigy
from extract.exports.notes import Notes
from extract.exports.offsets import Utf16Offsets
from extract.imports import Import, Tool
from extract.imports.readings import reading_at
from tests.annotated_documents import BIRDS, birds, document, statement

Row = dict[str, Any]


def imported(tmp_path: Path, tool: Tool, *rows: Row, **options: Any) -> Import:
    """Write the rows as the tool's export and read them, keeping the lines in `found`."""
    path = tmp_path / "export.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return Import(path, tool, **options)


def short(lines: list[Row]) -> list[tuple[Any, ...]]:
    """Return what matters of the quantities of the first line."""
    names = ("quote", "value", "unit", "kind", "metric", "subject", "dataset", "condition")
    return [tuple(item[name] for name in names) for item in lines[0]["data"]["quantities"]]


CORRECTED = [
    ("83.6%", 83.6, "%", "result", "accuracy", "BirdNet", "FinchSet", None),
    ("71%", 71, "%", "result", "accuracy", "BirdNet", "OwlSet", "in the wild"),
    ("3 hours", 3, "h", "cost", None, None, None, None),
]
"""The dataset of 71% is corrected, the number of layers is deleted, the hours are added."""

OWLS = (BIRDS.index("OwlSet"), BIRDS.index("OwlSet") + 6)
HOURS = (BIRDS.index("3 hours"), BIRDS.index("3 hours") + 7)


def annotated_in_label_studio() -> Row:
    """The task as Label Studio exports it after the corrections."""
    task = label_studio.to_task(birds())
    result = [item for item in task["predictions"][0]["result"] if item.get("id") != "q2"]
    wrong = next(item for item in result if item["type"] == "relation" and item["from_id"] == "q1" and item["labels"] == ["dataset"])
    for name, (start, end), label in (("n1", OWLS, "dataset"), ("n2", HOURS, "cost")):
        value = {"start": start, "end": end, "text": BIRDS[start:end], "labels": [label]}
        result.append({"id": name, "from_name": "label", "to_name": "text", "type": "labels", "value": value})
    result.remove(wrong)
    result.append({**wrong, "to_id": "n1"})
    annotation = {"id": 7, "completed_by": 1, "was_cancelled": False, "updated_at": "2026-01-02", "result": result}
    return {"id": 3, **task, "annotations": [annotation]}


def test_label_studio(tmp_path: Path) -> None:
    """The annotation counts, not the prediction beside it."""
    found = imported(tmp_path, Tool.LABEL_STUDIO, annotated_in_label_studio())
    assert short(list(found.lines())) == CORRECTED
    assert (found.problems, found.num_unreviewed) == ([], 0)


def test_doccano(tmp_path: Path) -> None:
    """The ids are new, as doccano gives its own; places are UTF-16 units."""
    line = doccano.to_line(birds())
    units = Utf16Offsets(BIRDS)
    line["entities"] = [item for item in line["entities"] if item["label"] != "data"]
    for name, place, label in ((90, OWLS, "dataset"), (91, HOURS, "cost")):
        start, end = map(units.to_units, place)
        line["entities"].append({"id": name, "start_offset": start, "end_offset": end, "label": label})
    wrong = next(item for item in line["relations"] if item["from_id"] == 1 and item["type"] == "dataset")
    wrong["to_id"] = 90
    for item in line["entities"]:
        item["id"] += 1000
    for item in line["relations"]:
        item |= {"from_id": item["from_id"] + 1000, "to_id": item["to_id"] + 1000}
    assert short(list(imported(tmp_path, Tool.DOCCANO, line).lines())) == CORRECTED


def test_prodigy(tmp_path: Path) -> None:
    """Relations are known by the places of their ends."""
    task = {**prodigy.to_task(birds()), "answer": "accept"}
    task["spans"] = [item for item in task["spans"] if item["label"] != "data"]
    owls, hours = ({"start": start, "end": end} for start, end in (OWLS, HOURS))
    task["spans"] += [{**owls, "label": "dataset"}, {**hours, "label": "cost"}]
    quote = BIRDS.index("71%")
    wrong = next(item for item in task["relations"] if item["head_span"]["start"] == quote and item["label"] == "dataset")
    wrong["child_span"] = owls
    assert short(list(imported(tmp_path, Tool.PRODIGY, task).lines())) == CORRECTED


def test_brat(tmp_path: Path) -> None:
    """brat writes new lines at the end and takes deleted ones away."""
    brat.write([birds()], tmp_path, Notes())
    [file] = tmp_path.glob("*.ann")
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("T3\t") and " T3" not in line]
    datasets = [line.split("\t")[0] for line in lines if "\tdataset " in line]
    wrong = next(line for line in lines if line.startswith("R") and "Arg1:T2 " in line and line.endswith(f"Arg2:{datasets[0]}"))
    lines[lines.index(wrong)] = wrong.replace(datasets[0], "T90")
    lines += [f"T90\tdataset {OWLS[0]} {OWLS[1]}\tOwlSet", f"T91\tcost {HOURS[0]} {HOURS[1]}\t3 hours"]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert short(list(Import(tmp_path, Tool.BRAT).lines())) == CORRECTED


def test_argilla(tmp_path: Path) -> None:
    """Without relations a slot follows its span: where that is deleted, the slot is null."""
    record = argilla.to_record(birds(), Notes())
    units = Utf16Offsets(BIRDS)
    kept = [item for item in record["suggestions"]["spans"]["value"] if item["label"] not in ("data", "dataset")]
    start, end = map(units.to_units, HOURS)
    value = [*kept, {"start": start, "end": end, "label": "cost"}]
    record["responses"] = {"spans": [{"value": value, "user_id": "8a0c1c6e-4a1c-4f0e-9b5b-000000000000"}]}
    without = [(*item[:6], None, item[7]) for item in CORRECTED]
    assert short(list(imported(tmp_path, Tool.ARGILLA, record).lines())) == without


def test_a_widened_number_is_read_anew_and_keeps_its_slots(tmp_path: Path) -> None:
    """Its region keeps the fields it had, which were true of the narrower one only."""
    text = "BirdNet has 1.4 million parameters."
    task = label_studio.to_task(document(text, [statement(text, "1.4", value=1.4, unit="GB", subject="BirdNet")]))
    [prediction] = task["predictions"]
    for item in prediction["result"]:
        if item.get("id") == "q0":
            item["value"] |= {"end": text.index(" parameters")}
    assert short(list(imported(tmp_path, Tool.LABEL_STUDIO, {**task, "annotations": [prediction]}).lines())) == [
        ("1.4 million", 1_400_000, "parameters", "result", None, "BirdNet", None, None)
    ]


@pytest.mark.parametrize(
    ("quote", "value", "unit"), [("10", 10, "%"), ("20%", 20, "%"), ("10-20%", 10, "%"), ("7", 7, "languages"), ("3.5", 3.5, "GB")]
)
def test_added_numbers_have_their_reading(quote: str, value: float, unit: str) -> None:
    """The unit may stand outside of what was marked; an end of a range is a number of its own."""
    text = "from 10-20% in 7 languages at 3.5 GB"
    start = text.index(quote)
    reading = reading_at(text, start, start + len(quote))
    assert reading is not None and (reading["value"], reading["unit"]) == (value, unit)


@pytest.mark.parametrize("piece", ["3.6%", "83", "top"])
def test_half_a_number_has_no_reading(piece: str) -> None:
    """A border between two digits, or nothing to read at all."""
    text = "top 83.6% of all"
    start = text.index(piece)
    assert reading_at(text, start, start + len(piece)) is None


def test_fields_that_were_written_count(tmp_path: Path) -> None:
    """A value, a unit that was taken away, and a slot in words of its own."""
    task = annotated_in_label_studio()
    result = task["annotations"][0]["result"]
    value = next(item for item in result if item.get("id") == "q0" and item.get("from_name") == "value")
    value["value"]["text"] = ["83.59"]
    result[:] = [item for item in result if (item.get("id"), item.get("from_name")) != ("q0", "unit")]
    result.append({"id": "q0", "from_name": "condition_wording", "to_name": "text", "type": "textarea", "value": {"text": ["at dawn"]}})
    first = short(list(imported(tmp_path, Tool.LABEL_STUDIO, task).lines()))[0]
    assert first == ("83.6%", 83.59, None, "result", "accuracy", "BirdNet", "FinchSet", "at dawn")


def test_old_exports_of_label_studio_count_utf_16_units(tmp_path: Path) -> None:
    """The text of the region tells."""
    place = [Utf16Offsets(BIRDS).to_units(BIRDS.index("71%") + more) for more in (0, 3)]
    value = {"start": place[0], "end": place[1], "text": "71%", "labels": ["result"]}
    task = {"data": {"text": BIRDS}, "annotations": [{"result": [{"id": "a", "type": "labels", "value": value}]}]}
    line = next(imported(tmp_path, Tool.LABEL_STUDIO, task).lines())
    assert [(item["quote"], item["value"]) for item in line["data"]["quantities"]] == [("71%", 71)]


def test_turned_down_and_unreviewed_documents(tmp_path: Path) -> None:
    """Rejected and ignored tasks are left out, tasks without an answer too where that is asked for."""
    task = prodigy.to_task(birds())
    rows = [{**task, "answer": "reject"}, {**task, "answer": "ignore"}, task, {**task, "answer": "accept"}]
    everything, reviewed = imported(tmp_path, Tool.PRODIGY, *rows), imported(tmp_path, Tool.PRODIGY, *rows, reviewed_only=True)
    assert (len(list(everything.lines())), len(everything.skipped), everything.num_unreviewed) == (2, 2, 1)
    assert len(list(reviewed.lines())) == 1


@pytest.mark.parametrize("shape", [{"label": [[8, 13, "result"]]}, {"labels": [[8, 13, "result"]]}])
def test_doccano_projects_without_relations(tmp_path: Path, shape: Row) -> None:
    """Their spans are lists of begin, end and label; a text that somebody else brought has its reading all the same."""
    line = next(imported(tmp_path, Tool.DOCCANO, {"id": 4, "text": "reaches 83.6% of 12", **shape}).lines())
    quantity = {"quote": "83.6%", "value": 83.6, "unit": "%", "kind": "result", "start": 8, "end": 13}
    empty = dict.fromkeys(("value_high", "uncertainty", "metric", "subject", "dataset", "baseline", "condition", "modifier"))
    assert line == {"id": "4", "title": None, "text": "reaches 83.6% of 12", "data": {"quantities": [quantity | empty]}}


def test_blanks_at_the_ends_of_a_span_are_cut_off(tmp_path: Path) -> None:
    """As a mouse picks them up."""
    line = next(imported(tmp_path, Tool.DOCCANO, {"text": "reaches 83.6% of 12", "label": [[7, 14, "result"]]}).lines())
    assert [(item["quote"], item["start"], item["end"]) for item in line["data"]["quantities"]] == [("83.6%", 8, 13)]


def test_bad_lines_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    """File, line, what is wrong, and what to do."""
    path = tmp_path / "export.jsonl"
    good = json.dumps({"id": "a", "text": "reaches 83.6%", "label": [[8, 13, "result"], [0, 7, "result"], [90, 95, "cost"]]})
    path.write_text(f'{good}\nno json\n[1]\n{{"id": "b"}}\n{{"text": "c", "label": [["x", 1, "cost"]]}}\n\n{good}\n', encoding="utf-8")
    found = Import(path, Tool.DOCCANO)
    assert [len(line["data"]["quantities"]) for line in found.lines()] == [1, 1]
    places = [problem.place for problem in found.problems]
    assert places == [f"{path}, a"] * 2 + [f"{path}:{number}" for number in (2, 3, 4, 5)] + [f"{path}, a"] * 2
    assert [problem.message.partition(":")[0] for problem in found.problems[:2]] == [
        "cost at 90-95 lies outside of the text, which has 13 characters",
        "result at 0-7",
    ]
    assert all(problem.hint for problem in found.problems)


def test_a_relation_or_region_that_cannot_be_read_costs_nothing_else(tmp_path: Path) -> None:
    """Prodigy's annotators draw arrows between bare words, Label Studio's give two labels."""
    task = prodigy.to_task(birds())
    task["relations"].append({**task["relations"][0], "child_span": {"start": 0, "end": 1}})
    from_prodigy = imported(tmp_path, Tool.PRODIGY, task)
    assert len(next(from_prodigy.lines())["data"]["quantities"]) == 3
    region = {"id": "x", "type": "labels", "value": {"start": 0, "end": 3, "labels": ["cost", "data"]}}
    row = annotated_in_label_studio()
    row["annotations"][0]["result"].append(region)
    from_label_studio = imported(tmp_path, Tool.LABEL_STUDIO, row)
    assert short(list(from_label_studio.lines())) == CORRECTED
    assert [str(problem.message) for problem in from_prodigy.problems + from_label_studio.problems] == [
        "relation metric has an end that is no span",
        "region x has 2 labels",
    ]


def test_a_broken_line_of_brat_is_named(tmp_path: Path) -> None:
    """The other lines of the file count."""
    brat.write([birds()], tmp_path, Notes())
    [file] = tmp_path.glob("*.ann")
    file.write_text(file.read_text(encoding="utf-8") + "T99 cost 1 2\nE1\tcost:T1\n", encoding="utf-8")
    found = Import(tmp_path, Tool.BRAT)
    assert len(next(found.lines())["data"]["quantities"]) == 3
    last = len(file.read_text(encoding="utf-8").splitlines())
    assert [problem.place for problem in found.problems] == [f"{file}:{last - 1}", f"{file}:{last}"]


def test_brat_folders_of_others_have_gold_too(tmp_path: Path) -> None:
    """Without documents.jsonl the name of the file is the id."""
    (tmp_path / "page-1.txt").write_text("It has 12 layers.", encoding="utf-8")
    (tmp_path / "page-1.ann").write_text("T1\tsetting 7 9\t12\n#1\tAnnotatorNotes T1\tlooks right\n", encoding="utf-8")
    line = next(Import(tmp_path, Tool.BRAT).lines())
    assert (line["id"], [(item["value"], item["unit"]) for item in line["data"]["quantities"]]) == ("page-1", [(12, "layers")])
