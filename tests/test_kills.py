"""kill -9 at any moment, a full disk, a damaged cache, two runs at once: nothing is paid twice, nothing wrong is served."""

from __future__ import annotations

import json
import random
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.command import extract, lines
from tests.server import RunningServer, Settings, run_server
from tests.test_paid_runs import documents


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    with run_server() as server:
        yield server


def arguments(server: RunningServer, source: Path, folder: Path, *more: str | Path) -> list[str]:
    command = ("run", source, "--out", folder, "--model", "tiny", "--base-url", server.url, "--mode", "tools", "--quiet", *more)
    return [str(word) for word in command]


def start(words: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "extract", *words], stderr=subprocess.PIPE)


def num_answered_at_rest(server: RunningServer) -> int:
    """Return how many requests were answered, when those that a killed process had in flight are done with too."""
    while server.counts()["in_flight"]:
        time.sleep(0.05)
    return int(server.counts()["answered"])


def num_stored(cache: Path) -> int:
    """Return how many answers a cache holds, whatever state a kill left it in."""
    database = cache / "answers" / "cache.db"
    if not database.exists():
        return 0
    with closing(sqlite3.connect(database)) as connection:
        has_table = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'Cache'").fetchone()
        return int(connection.execute("SELECT COUNT(*) FROM Cache").fetchone()[0]) if has_table else 0


@pytest.mark.slow
def test_twenty_kills_cost_no_more_than_what_was_in_flight(running: RunningServer, tmp_path: Path) -> None:
    """At random moments, 16 requests at a time; the records at the end are byte for byte those of an undisturbed run."""
    running.configure(Settings(latency_seconds=0.1, slow_share=0.1, slow_factor=5))
    source = documents(tmp_path / "in.jsonl", 1500)
    words = arguments(running, source, tmp_path / "killed", "--reask", "0", "--max-concurrency", "16", "--cache-dir", tmp_path / "one")
    moments = random.Random(7)
    num_lost = 0
    for _ in range(20):
        process = start(words)
        time.sleep(moments.uniform(0.3, 4.0))
        process.kill()
        process.communicate()
        num_now = num_answered_at_rest(running) - num_stored(tmp_path / "one") - num_lost
        assert 0 <= num_now <= 16
        num_lost += num_now
    assert extract(*words).returncode == 0
    assert running.counts()["answered"] == 1500 + num_lost
    undisturbed = arguments(running, source, tmp_path / "whole", "--reask", "0", "--cache-dir", tmp_path / "two")
    assert extract(*undisturbed).returncode == 0
    assert (tmp_path / "killed" / "records.jsonl").read_bytes() == (tmp_path / "whole" / "records.jsonl").read_bytes()


def test_a_full_disk_stops_the_run_and_costs_what_was_in_flight(running: RunningServer, tmp_path: Path) -> None:
    """The message says what to do; with room again the same command goes on and pays for the rest only."""
    running.configure(Settings(latency_seconds=0.02))
    source = documents(tmp_path / "in.jsonl", 500)
    words = arguments(running, source, tmp_path / "out", "--reask", "0", "--max-concurrency", "8")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    full = subprocess.run([sys.executable, "-m", "extract", *words], capture_output=True, preexec_fn=limited, check=False, timeout=120)
    assert full.returncode not in (0, 1) and b"Traceback" not in full.stderr, full.stderr
    assert b"the same command" in full.stderr.lower()
    assert extract(*words).returncode == 0
    assert [record["id"] for record in lines(tmp_path / "out" / "records.jsonl")] == [f"d{n}" for n in range(500)]
    assert running.counts()["answered"] <= 500 + 8


def test_a_damaged_cache_is_set_aside_and_the_rest_is_asked_again(running: RunningServer, tmp_path: Path) -> None:
    """What can be read is not paid again, the run says so, and its records are right."""
    running.configure(Settings())
    source = documents(tmp_path / "in.jsonl", 150)
    assert extract(*arguments(running, source, tmp_path / "a", "--reask", "0", "--cache-dir", tmp_path / "cache")).returncode == 0
    database = tmp_path / "cache" / "answers" / "cache.db"
    content = bytearray(database.read_bytes())
    content[60_000:100_000] = b"\x07" * 40_000
    database.write_bytes(content)
    again = extract(*arguments(running, source, tmp_path / "b", "--reask", "0", "--cache-dir", tmp_path / "cache"))
    records = [[json.loads(line)["data"] for line in (tmp_path / name / "records.jsonl").read_text().splitlines()] for name in ("a", "b")]
    assert (again.returncode, "set aside" in again.stderr) == (0, True), again.stderr
    assert records[0] == records[1]
    assert 150 < running.counts()["answered"] < 300
    assert any("set aside" in warning for warning in json.loads((tmp_path / "b" / "run.json").read_text())["warnings"])


def test_two_runs_at_once_share_the_cache(running: RunningServer, tmp_path: Path) -> None:
    """Both end well, and no document is asked about more than twice."""
    running.configure(Settings(latency_seconds=0.02))
    source = documents(tmp_path / "in.jsonl", 120)
    processes = [start(arguments(running, source, tmp_path / name, "--reask", "0", "--cache-dir", tmp_path / "cache")) for name in "ab"]
    assert [process.communicate()[1] for process in processes] == [b"", b""]
    data = [[record["data"] for record in lines(tmp_path / name / "records.jsonl")] for name in "ab"]
    assert data[0] == data[1] and len(data[0]) == 120
    assert running.counts()["answered"] <= 240


def test_the_cache_can_be_looked_at_checked_and_erased(running: RunningServer, tmp_path: Path) -> None:
    """`extract cache info`, `verify` and `clear`; clearing needs a yes."""
    running.configure(Settings())
    folder = ("--cache-dir", tmp_path / "cache")
    assert "answers  0" in extract("cache", "info", *folder).stdout
    extract(*arguments(running, documents(tmp_path / "in.jsonl", 7), tmp_path / "out", *folder))
    assert "7 of 1 runs" in extract("cache", "info", *folder).stdout
    verified, refused, cleared = (extract("cache", *words, *folder) for words in (("verify",), ("clear",), ("clear", "--yes")))
    assert (verified.returncode, verified.stdout) == (0, "7 answers are sound, 0 are damaged\n")
    assert (refused.returncode, cleared.stdout) == (2, "7 answers deleted\n")
    assert "answers  0 of 0 runs" in extract("cache", "info", *folder).stdout
