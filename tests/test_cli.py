"""The commands besides `run`, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

from extract.records import Check
from tests.command import extract, lines


def test_split_prints_the_documents_of_pages(fixtures: Path) -> None:
    """One JSON object a line, with the place in the file."""
    page = fixtures / "pages" / "author_lines.txt"
    done = extract("split", page)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    content = page.read_bytes().decode("utf-8-sig")
    assert (done.returncode, len(rows) >= 10) == (0, True)
    assert all(content[row["source"]["start"] : row["source"]["end"]] == row["text"] for row in rows)
    assert rows[0].keys() == {"id", "title", "text", "source", "meta"}


def test_what_split_prints_is_an_input_with_the_same_documents(fixtures: Path) -> None:
    """Ids, titles, texts and places survive."""
    once = extract("split", fixtures / "pages").stdout
    assert extract("split", "-", stdin=once.encode()).stdout == once


def test_a_file_that_cannot_be_read_ends_with_2(tmp_path: Path) -> None:
    """The message names file and line."""
    (tmp_path / "bad.jsonl").write_text('{"text": "a"}\n{"text": \n')
    done = extract("split", tmp_path / "bad.jsonl")
    assert done.returncode == 2
    assert "bad.jsonl:2" in done.stderr and "Traceback" not in done.stderr


def test_numbers_prints_every_reading_with_its_place() -> None:
    """Names and years are there too, marked as no quantities."""
    text = "In 2021 the ResNet-50 reached 83.6% at 2.8times the speed."
    row = json.loads(extract("numbers", "-", stdin=text.encode()).stdout)
    found = {number["quote"]: (number["values"][0]["value"], number["distractor"]) for number in row["numbers"]}
    assert all(text[number["start"] : number["end"]] == number["quote"] for number in row["numbers"])
    assert found["83.6%"] == (83.6, None) and found["2.8times"] == (2.8, None)
    assert found["2021"][1] == "year"


def test_check_marks_wrong_extractions(fixtures: Path) -> None:
    """The lines come back in order with their checks; exit code 1 says that something is flagged."""
    file = fixtures / "wrong_extractions.jsonl"
    done = extract("check", file)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [row["id"] for row in rows] == [row["id"] for row in lines(file)]
    assert any(Check.model_validate(check).verdict.flags for row in rows for check in row["checks"])


def test_check_goes_on_after_a_line_it_cannot_read() -> None:
    """The bad line is named with its number; exit code 2; the others are checked."""
    good = json.dumps({"id": "a", "text": "It has 12 layers.", "data": {"quantities": [{"quote": "12", "value": 12}]}})
    done = extract("check", "-", "--quiet", stdin=f"{good}\nnot json\n\n{good}\n".encode())
    assert (done.returncode, len(done.stdout.splitlines())) == (2, 2)
    assert "-:2: no JSON" in done.stderr


def test_check_without_flags_ends_with_0() -> None:
    """Everything in order."""
    good = json.dumps({"id": "a", "text": "It has 12 layers.", "data": {"quantities": [{"quote": "12", "value": 12}]}})
    assert extract("check", "-", stdin=good.encode()).returncode == 0


def test_a_reader_that_goes_away_is_no_error(fixtures: Path) -> None:
    """`extract split … | head -1` ends quietly."""
    import subprocess
    import sys

    command = f"{sys.executable} -m extract split {fixtures / 'pages'} | head -c 10"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
