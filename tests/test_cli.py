"""The commands besides `run`, as a user runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

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
    command = f"{sys.executable} -m extract split {fixtures / 'pages'} | head -c 10"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_a_check_whose_reader_goes_away_has_nothing_to_say(tmp_path: Path) -> None:
    """The exit code is that of a good end, and no file is blamed."""
    line = json.dumps({"id": "a", "text": "It has 12 layers. " * 500, "data": {"value": 12}}) + "\n"
    (tmp_path / "many.jsonl").write_text(line * 60)
    command = f"{{ {sys.executable} -m extract check {tmp_path}/many.jsonl; echo code $? >&2; }} | head -c 10"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == "code 0\n"


@pytest.mark.parametrize("command", ["split", "check"])
def test_output_is_utf8_whatever_the_locale(tmp_path: Path, command: str) -> None:
    """A locale of plain ASCII breaks neither what is read from standard input nor what is printed."""
    line = json.dumps({"id": "ä", "text": "It has 12 layers – naïve.", "data": {"value": 12}}, ensure_ascii=False)
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = extract(command, "-", stdin=f"\ufeff{line}\r\n".encode(), environment=ascii_only)
    assert (done.returncode, json.loads(done.stdout)["text"]) == (0, "It has 12 layers – naïve.")


def test_a_check_of_nothing_is_an_error(tmp_path: Path) -> None:
    """A job whose extractor wrote an empty file is not told that all is well."""
    (tmp_path / "none.jsonl").write_text("\n")
    done = extract("check", tmp_path / "none.jsonl")
    assert done.returncode == 2 and "none.jsonl: holds no line" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "out", "--to", "csv", "--overwrite", "-o", "out/records.jsonl"),
        ("report", "out", "-o", "out/run.json"),
        ("eval", "out/records.jsonl", "out", "--misses", "out/records.jsonl"),
        ("eval", "gold.jsonl", "out", "--json", "gold.jsonl"),
        ("import", "gold.jsonl", "--from", "doccano", "--overwrite", "-o", "gold.jsonl"),
    ],
)
def test_no_command_writes_over_what_it_reads(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """A slip of the keyboard costs neither a run nor annotations."""
    text = "BirdNet has 12 layers."
    gold = {"id": "a", "text": text, "quantities": [{"start": 12, "end": 14, "value": 12}], "label": [[12, 14, "setting"]]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n")
    assert extract("run", tmp_path / "gold.jsonl", "--out", tmp_path / "out").returncode == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = extract(*(tmp_path / one if one.startswith(("out", "gold")) else one for one in arguments))
    assert done.returncode == 2 and "is read by this command" in done.stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("command", [("report",), ("export", "--to", "csv")])
def test_records_that_cannot_be_opened_are_named(tmp_path: Path, command: tuple[str, ...]) -> None:
    """A folder where records should be stands for every error of the system."""
    assert extract("run", "-", "--out", tmp_path / "out", stdin=b"It has 12 layers.").returncode == 0
    (tmp_path / "out" / "records.jsonl").unlink()
    (tmp_path / "out" / "records.jsonl").mkdir()
    done = extract(*command, tmp_path / "out")
    assert done.returncode == 2 and "records.jsonl: cannot be read" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("code", ["class Facts(", "import no_such_module", "raise ValueError('x')"])
def test_a_schema_file_that_cannot_be_run_is_named(tmp_path: Path, code: str) -> None:
    """The message has the slip, and no traceback."""
    (tmp_path / "mine.py").write_text(code)
    done = extract("run", "-", "--out", tmp_path / "out", "--schema", f"{tmp_path}/mine.py:Facts", stdin=b"It has 12 layers.")
    assert done.returncode == 2 and "mine.py cannot be run" in done.stderr and "Traceback" not in done.stderr


def test_an_address_without_a_model_is_an_error(tmp_path: Path) -> None:
    """The built-in model would answer, and a user think that the server did."""
    done = extract("run", "-", "--out", tmp_path / "out", "--base-url", "http://127.0.0.1:9/v1", stdin=b"It has 12 layers.")
    assert done.returncode == 2 and "--model" in done.stderr


@pytest.mark.parametrize("arguments", [("info",), ("verify",), ("clear", "--yes")])
def test_looking_at_a_cache_makes_none(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """A mistyped folder stays as it is, and the command says that it holds nothing."""
    done = extract("cache", *arguments, "--cache-dir", tmp_path)
    assert (done.returncode, done.stderr) == (0, f"extract: {tmp_path}: holds no answers\n")
    assert list(tmp_path.iterdir()) == []
