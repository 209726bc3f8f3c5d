"""`extract run` against a real server on loopback: what is paid, what is kept, what is said when nothing can be asked."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import extract, lines
from tests.server import RunningServer, Settings, run_server


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    """A server in a process of its own."""
    with run_server() as server:
        yield server


@pytest.fixture
def server(running: RunningServer) -> RunningServer:
    """The server, with nothing counted and nothing going wrong."""
    running.configure(Settings())
    return running


def documents(path: Path, count: int, *, distinct: int | None = None) -> Path:
    """Write documents whose texts all differ, or of which only so many do; the server reads each of them without a mistake."""
    rows = [{"id": f"d{n}", "title": "T", "text": text_of(n % (distinct or count))} for n in range(count)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def text_of(number: int) -> str:
    """Return a text that no other number has."""
    name = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    return f"The {name.capitalize()}net model reaches {50 + number % 400 / 8}% accuracy."


def test_equal_texts_cause_one_request_and_a_second_run_none(server: RunningServer, tmp_path: Path) -> None:
    """Single flight within a run, the cache between runs; the records say which documents were paid for."""
    source = documents(tmp_path / "in.jsonl", 60, distinct=20)
    first = extract("run", source, "--out", tmp_path / "a", "--model", "tiny", "--base-url", server.url)
    second = extract("run", source, "--out", tmp_path / "b", "--model", "tiny", "--base-url", server.url)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert server.counts()["answered"] == 20
    assert [record["usage"]["cached"] for record in lines(tmp_path / "a" / "records.jsonl")] == [False] * 20 + [True] * 40
    assert all(record["usage"]["cached"] for record in lines(tmp_path / "b" / "records.jsonl"))


def test_the_three_real_pages_cause_188_requests(server: RunningServer, shared: Path, tmp_path: Path) -> None:
    """205 records, 188 different texts."""
    pages = sorted((shared / "pages").glob("*.txt"))
    done = extract("run", *pages, "--out", tmp_path / "out", "--model", "tiny", "--base-url", server.url, "--reask", "0")
    assert done.returncode == 0, done.stderr
    assert len(lines(tmp_path / "out" / "records.jsonl")) == 205
    assert server.counts()["answered"] == 188


def test_a_killed_run_goes_on_without_paying_twice(server: RunningServer, tmp_path: Path) -> None:
    """After kill -9 every document is once in the output, and only what was in flight is asked again."""
    server.configure(Settings(latency_seconds=0.05))
    source = documents(tmp_path / "in.jsonl", 300)
    arguments = ("run", source, "--out", tmp_path / "out", "--model", "tiny", "--base-url", server.url, "--max-concurrency", "8")
    for num_answered in (40, 150):
        process = subprocess.Popen([sys.executable, "-m", "extract", *map(str, arguments)], stderr=subprocess.DEVNULL)
        while server.counts()["answered"] < num_answered:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
    done = extract(*arguments)
    records = lines(tmp_path / "out" / "records.jsonl")
    assert done.returncode == 0, done.stderr
    assert [record["id"] for record in records] == [f"d{n}" for n in range(300)]
    assert server.counts()["answered"] <= 300 + 2 * 8


def test_the_records_after_a_kill_are_those_of_an_undisturbed_run(server: RunningServer, tmp_path: Path) -> None:
    """Whoever reads them cannot tell that there was a kill."""
    server.configure(Settings(latency_seconds=0.02))
    source = documents(tmp_path / "in.jsonl", 120)
    command = ("run", source, "--model", "tiny", "--base-url", server.url, "--max-concurrency", "4")
    arguments = (*command, "--out", tmp_path / "killed", "--cache-dir", tmp_path / "one")
    process = subprocess.Popen([sys.executable, "-m", "extract", *map(str, arguments)], stderr=subprocess.DEVNULL)
    while server.counts()["answered"] < 50:
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert extract(*arguments).returncode == 0
    assert extract(*command, "--out", tmp_path / "whole", "--cache-dir", tmp_path / "two").returncode == 0
    assert (tmp_path / "killed" / "records.jsonl").read_bytes() == (tmp_path / "whole" / "records.jsonl").read_bytes()


def test_failed_documents_are_done_again_in_their_place(server: RunningServer, tmp_path: Path) -> None:
    """The first run meets a server that answers nothing; the second one mends the records."""
    source = documents(tmp_path / "in.jsonl", 6)
    arguments = ("run", source, "--out", tmp_path / "out", "--model", "tiny", "--base-url", server.url, "--mode", "tools", "--timeout", "1")
    server.configure(Settings(faults={"refusal": 0.5}, faults_strike="always", seed=3))
    first = extract(*arguments)
    statuses = [record["status"] for record in lines(tmp_path / "out" / "records.jsonl")]
    assert first.returncode == 1 and 0 < statuses.count("failed") < 6
    server.configure(Settings())
    assert extract(*arguments).returncode == 1  # a refusal is not asked again by itself
    assert extract(*arguments, "--retry-failed").returncode == 0
    assert [record["id"] for record in lines(tmp_path / "out" / "records.jsonl")] == [f"d{n}" for n in range(6)]
    assert server.counts()["answered"] == statuses.count("failed")


def test_no_key_is_said_before_any_work_is_done(tmp_path: Path) -> None:
    """One line that names the variable, exit code 4, no records."""
    done = extract("run", documents(tmp_path / "in.jsonl", 3), "--out", tmp_path / "out", "--model", "openai/gpt-5-mini", "--quiet")
    assert done.returncode == 4
    assert "OPENAI_API_KEY" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "out" / "records.jsonl").exists()


def test_an_unreachable_server_is_said_before_any_work_is_done(tmp_path: Path) -> None:
    """One line that names the address, exit code 4, no records."""
    url = "http://127.0.0.1:9/v1"
    done = extract("run", documents(tmp_path / "in.jsonl", 3), "--out", tmp_path / "out", "--model", "tiny", "--base-url", url, "--quiet")
    assert done.returncode == 4
    assert url.removesuffix("/v1").removeprefix("http://") in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "out" / "records.jsonl").exists()


def test_everything_that_was_paid_for_can_be_used_without_a_server_or_key(server: RunningServer, tmp_path: Path) -> None:
    """A run whose answers are all in the cache needs no network."""
    source = documents(tmp_path / "in.jsonl", 5)
    with run_server() as gone:
        extract("run", source, "--out", tmp_path / "a", "--model", "tiny", "--base-url", gone.url)
        url = gone.url
    again = extract("run", source, "--out", tmp_path / "b", "--model", "tiny", "--base-url", url)
    assert again.returncode == 0, again.stderr
    assert len(lines(tmp_path / "b" / "records.jsonl")) == 5


def test_a_key_reaches_no_file_and_no_message(server: RunningServer, tmp_path: Path) -> None:
    """Neither records, run.json, the cache nor the terminal hold it."""
    key = "sk-planted-0123456789abcdef"
    server.configure(Settings(key="another"))
    environment = {"OPENAI_API_KEY": key, "EXTRACT_CACHE_DIR": str(tmp_path / "answers")}
    source = documents(tmp_path / "in.jsonl", 3)
    done = extract(
        "run", source, "--out", tmp_path / "out", "--model", "tiny", "--base-url", server.url, "--verbose", environment=environment
    )
    assert done.returncode == 4
    files = [path for folder in ("out", "answers") for path in (tmp_path / folder).rglob("*") if path.is_file()]
    assert files and not any(key.encode() in path.read_bytes() for path in files)
    assert key not in done.stdout + done.stderr


def test_the_environment_of_the_tests_holds_no_key() -> None:
    """No test can reach a paid server by accident."""
    assert "OPENAI_API_KEY" not in os.environ


def test_run_json_says_what_went_over_the_network_and_with_which_libraries(server: RunningServer, tmp_path: Path) -> None:
    """What was sent is what was answered, refused, or broken; the summary says the same."""
    server.configure(Settings(scripted=("ok", "429_retry_after", "500"), retry_after="0.1"))
    source = documents(tmp_path / "in.jsonl", 10)
    done = extract("run", source, "--out", tmp_path / "out", "--model", "tiny", "--base-url", server.url, "--mode", "tools")
    info = json.loads((tmp_path / "out" / "run.json").read_text())
    session = {name: info["sessions"][0][name] for name in ("requests", "answered", "refused", "retries")}
    assert session == {"requests": 12, "answered": 10, "refused": 1, "retries": 2}
    assert "sent 12 requests in this call (1 refused for their number, 2 sent once more after a fault)" in done.stderr
    assert info["versions"].keys() >= {"python", "abstract-extract", "openai", "instructor", "pydantic"}
