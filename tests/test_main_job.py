"""`extract run` with the built-in model, as a user runs it."""

from __future__ import annotations

import ast
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract import Extractor, Record
from extract.sources import read_documents
from tests.command import extract, lines


def test_pages_become_checked_records_in_order(fixtures: Path, tmp_path: Path) -> None:
    """Every document of every page has its record, and every located quantity is the piece of text that it claims."""
    done = extract("run", fixtures / "pages", "--out", tmp_path / "out")
    records = lines(tmp_path / "out" / "records.jsonl")
    documents = list(read_documents([str(fixtures / "pages")]))
    assert done.returncode == 0, done.stderr
    assert [(record["id"], record["title"], record["text"]) for record in records] == [(d.id, d.title, d.text) for d in documents]
    quantities = [(record["text"], q) for record in records for q in record["data"]["quantities"]]
    assert len(quantities) > 60
    assert all(text[q["start"] : q["end"]] == q["quote"] for text, q in quantities)


def test_the_same_command_again_changes_nothing(fixtures: Path, tmp_path: Path) -> None:
    """All records are kept, and their bytes too."""
    command = ("run", fixtures / "abstracts.jsonl", "--out", tmp_path / "out")
    extract(*command)
    before = (tmp_path / "out" / "records.jsonl").read_bytes()
    again = extract(*command)
    assert again.returncode == 0
    assert (tmp_path / "out" / "records.jsonl").read_bytes() == before
    assert json.loads((tmp_path / "out" / "run.json").read_text())["state"] == "finished"


def test_a_folder_with_another_run_is_refused_until_it_may_be_overwritten(fixtures: Path, tmp_path: Path) -> None:
    """Exit code 2, one line on what differs, one on what to do."""
    extract("run", fixtures / "abstracts.jsonl", "--out", tmp_path / "out")
    other = extract("run", fixtures / "abstracts.csv", "--out", tmp_path / "out")
    assert other.returncode == 2
    assert "holds another run; what differs: inputs (abstracts.jsonl, abstracts.csv)" in other.stderr
    assert "--overwrite" in other.stderr
    assert extract("run", fixtures / "abstracts.csv", "--out", tmp_path / "out", "--overwrite").returncode == 0


def test_an_interrupted_run_keeps_what_is_done_and_goes_on(fixtures: Path, tmp_path: Path) -> None:
    """Ctrl-C ends with 130; the same command does the rest, and the file is that of an undisturbed run."""
    source = tmp_path / "many.jsonl"
    text = (fixtures / "abstracts.jsonl").read_text(encoding="utf-8").splitlines()
    source.write_text("".join(json.dumps({**json.loads(text[n % len(text)]), "id": str(n)}) + "\n" for n in range(1500)), encoding="utf-8")
    command = [sys.executable, "-m", "extract", "run", str(source), "--out", str(tmp_path / "out")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    records = tmp_path / "out" / "records.jsonl"
    while not (records.exists() and records.stat().st_size > 0):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    info = json.loads((tmp_path / "out" / "run.json").read_text())
    assert (process.returncode, info["state"]) == (130, "interrupted"), errors
    assert 0 < info["not_started"] == 1500 - len(lines(records))
    assert extract(*command[3:]).returncode == 0
    whole = records.read_bytes()
    assert extract("run", source, "--out", tmp_path / "other").returncode == 0
    assert (tmp_path / "other" / "records.jsonl").read_bytes() == whole


def test_standard_input_is_an_input_and_can_be_continued(tmp_path: Path) -> None:
    """The id is made of `-`; the same text again is the same run."""
    text = b"A model of 12 layers is trained on 3 datasets."
    assert extract("run", "-", "--out", tmp_path / "out", stdin=text).returncode == 0
    assert extract("run", "-", "--out", tmp_path / "out", stdin=text).returncode == 0
    assert [record["id"] for record in lines(tmp_path / "out" / "records.jsonl")] == ["-#0"]


def test_limit_and_shard_choose_documents(fixtures: Path, tmp_path: Path) -> None:
    """Shards together are the whole, each in input order."""
    ids = [document.id for document in read_documents([str(fixtures / "pages")])]
    found = []
    for shard in ("1/2", "2/2"):
        out = tmp_path / shard.replace("/", "-")
        extract("run", fixtures / "pages", "--out", out, "--shard", shard, "--limit", "3")
        found.append([record["id"] for record in lines(out / "records.jsonl")])
    assert found == [ids[0:6:2], ids[1:6:2]]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.txt"], "nowhere.txt: no such file or folder"),
        (["{empty}"], "empty"),
        (["{binary}"], "binary.bin"),
        (["{page}", "--shard", "3/2"], "--shard"),
        (["{page}", "--model", "nobody/gpt"], "nobody"),
        (["{page}", "--schema", "nowhere.py:A"], "nowhere.py"),
        (["{page}", "--schema", "json:JSONEncoder"], "pydantic"),
        (["{page}", "--prompt", "nowhere.j2"], "nowhere.j2"),
        (["{page}", "--max-concurrency", "0"], "--max-concurrency"),
        (["{page}", "--frobnicate"], "--frobnicate"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(fixtures: Path, tmp_path: Path, arguments: list[str], words: str) -> None:
    """No traceback, and no records."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "binary.bin").write_bytes(b"\x00\x01\x02" * 100)
    places = {"empty": tmp_path / "empty", "binary": tmp_path / "binary.bin", "page": fixtures / "abstracts.jsonl"}
    done = extract("run", *[argument.format(**places) for argument in arguments], "--out", tmp_path / "out")
    assert (done.returncode, words in done.stderr, "Traceback" in done.stderr) == (2, True, False), done.stderr
    assert not (tmp_path / "out" / "records.jsonl").exists()


def test_a_schema_the_built_in_model_does_not_know_is_an_error_that_names_the_option(fixtures: Path, tmp_path: Path) -> None:
    """The built-in model knows `paper` only."""
    (tmp_path / "trial.py").write_text("from pydantic import BaseModel\nclass Trial(BaseModel):\n    patients: int\n")
    done = extract("run", fixtures / "abstracts.jsonl", "--out", tmp_path / "out", "--schema", f"{tmp_path / 'trial.py'}:Trial")
    assert done.returncode == 2
    assert "--model" in done.stderr


def test_quiet_says_nothing(fixtures: Path, tmp_path: Path) -> None:
    """No progress and no table; nothing ever goes to standard output."""
    quiet = extract("run", fixtures / "notes" / "tomatoes.txt", "--out", tmp_path / "out", "--quiet")
    loud = extract("run", fixtures / "notes" / "tomatoes.txt", "--out", tmp_path / "out", "--overwrite")
    assert (quiet.stdout, quiet.stderr, loud.stdout) == ("", "", "")
    assert "documents" in loud.stderr


def test_warnings_about_inputs_are_shown_and_kept(fixtures: Path, tmp_path: Path) -> None:
    """They stand in run.json too, where they can be found later."""
    done = extract("run", fixtures / "abstracts.jsonl", "--out", tmp_path / "out", "--quiet")
    warnings = json.loads((tmp_path / "out" / "run.json").read_text())["warnings"]
    assert warnings and all(f"extract: {warning}" in done.stderr for warning in warnings)


def test_the_records_are_those_of_the_python_api(fixtures: Path, tmp_path: Path) -> None:
    """One pipeline, two faces."""
    extract("run", fixtures / "abstracts.jsonl", "--out", tmp_path / "out")
    written = [Record.model_validate_json(line) for line in (tmp_path / "out" / "records.jsonl").read_bytes().splitlines()]
    assert list(Extractor().run(fixtures / "abstracts.jsonl")) == written


def test_help_comes_quickly() -> None:
    """No heavy library is loaded for it."""
    code = "import sys; from extract.cli import app; app(['run', '--help'], standalone_mode=False); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    loaded = set(ast.literal_eval(done.stdout.splitlines()[-1]))
    assert loaded.isdisjoint({"openai", "instructor", "jinja2", "diskcache"})


def test_the_real_pages(shared: Path, tmp_path: Path) -> None:
    """205 records in order, with exactly the titles and texts of the pages; every quantity stands where it says."""
    pages = sorted((shared / "pages").glob("*.txt"))
    done = extract("run", *pages, "--out", tmp_path / "out")
    records = lines(tmp_path / "out" / "records.jsonl")
    assert done.returncode == 0, done.stderr
    assert (len(records), len({record["text"] for record in records})) == (205, 188)
    for record in records:
        source = record["source"]
        page = Path(source["path"]).read_bytes().decode("utf-8-sig")
        assert page[source["start"] : source["end"]] == record["text"]
        assert page[source["title_start"] :].startswith(record["title"])
        assert all(record["text"][q["start"] : q["end"]] == q["quote"] for q in record["data"]["quantities"])
