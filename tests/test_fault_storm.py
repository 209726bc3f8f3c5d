"""Two thousand documents against a server at which everything goes wrong that can."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.command import extract, lines
from tests.server import FAULTS, RunningServer, Settings, run_server
from tests.server.answering import fraction_of
from tests.test_paid_runs import documents

NUM_DOCUMENTS = 2000
RATE = 0.04  # 23 faults: nearly every text meets one

# What a document ends with when a fault strikes every time: status and error kind.
ENDS: dict[str | None, tuple[str, str | None]] = {
    None: ("ok", None),
    "html": ("failed", "server"),
    "cut_body": ("failed", "server"),
    "cut_json": ("failed", "server"),
    "malformed": ("failed", "invalid"),
    "schema_invalid": ("failed", "invalid"),
    "wrong_types": ("partial", None),
    "nan": ("partial", None),
    "extra_text": ("ok", None),
    "empty_choices": ("failed", "invalid"),
    "no_choices": ("failed", "invalid"),
    "null_content": ("failed", "invalid"),
    "truncated": ("failed", "truncated"),
    "refusal": ("failed", "refused"),
    "content_filter": ("failed", "refused"),
    "429": ("failed", "rate_limited"),
    "429_retry_after": ("failed", "rate_limited"),
    "500": ("failed", "server"),
    "503": ("failed", "server"),
    "408": ("failed", "timed_out"),
    "hang": ("failed", "timed_out"),
    "disconnect": ("failed", "server"),
    "400": ("failed", "invalid"),
    "422": ("failed", "invalid"),
}
MENDED_BY_ASKING_AGAIN = {"malformed", "schema_invalid", "wrong_types", "nan", "empty_choices", "no_choices", "null_content", "truncated"}
FINAL = {"refusal", "content_filter", "400", "422"}


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    with run_server() as server:
        yield server


def fault_of(text: str, settings: Settings) -> str | None:
    share = fraction_of(settings.seed, "fault", text)
    for fault, rate in settings.faults.items():
        if share < rate:
            return fault
        share -= rate
    return None


def storm(server: RunningServer, folder: Path, settings: Settings, num: int, *options: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    server.configure(settings)
    source = documents(folder / "in.jsonl", num)
    arguments = ("run", source, "--out", folder / "out", "--model", "tiny", "--base-url", server.url, "--mode", "tools", "--quiet")
    done = extract(*arguments, "--timeout", "4", *options, timeout=600)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return lines(folder / "out" / "records.jsonl"), json.loads((folder / "out" / "run.json").read_text())


def ends(records: list[dict[str, Any]], settings: Settings) -> dict[str | None, Counter[tuple[str, str | None]]]:
    """Count how the documents of each fault ended."""
    found: dict[str | None, Counter[tuple[str, str | None]]] = {}
    for record in records:
        end = (record["status"], record["error"] and record["error"]["kind"])
        found.setdefault(fault_of(record["text"], settings), Counter())[end] += 1
    return found


def check_accounts(server: RunningServer, records: list[dict[str, Any]], info: dict[str, Any], num: int) -> None:
    """Every document has one record, and every answered request stands in one of them."""
    assert [record["id"] for record in records] == [f"d{n}" for n in range(num)]
    answered = server.counts()["answered"]
    assert sum(record["usage"]["requests"] for record in records) == answered
    assert (info["counts"]["requests"], info["not_started"]) == (answered, 0)


@pytest.mark.slow
@pytest.mark.timeout(700)
def test_faults_on_the_first_attempt_are_mended(running: RunningServer, tmp_path: Path) -> None:
    """Only refusals and requests that the server will not take end a document; nothing is lost, nothing comes twice."""
    settings = Settings(faults=dict.fromkeys(FAULTS, RATE), faults_strike="first", hang_seconds=10, latency_seconds=0.01)
    records, info = storm(running, tmp_path, settings, NUM_DOCUMENTS)
    check_accounts(running, records, info, NUM_DOCUMENTS)
    assert ends(records, settings) == {
        fault: Counter({ENDS[fault] if fault in FINAL else ("ok", None): count.total()}) for fault, count in ends(records, settings).items()
    }


@pytest.mark.slow
@pytest.mark.timeout(700)
def test_faults_that_persist_end_in_their_status(running: RunningServer, tmp_path: Path) -> None:
    """Each kind of fault has one status and one kind of error."""
    settings = Settings(
        faults=dict.fromkeys(FAULTS, RATE), faults_strike="always", hang_seconds=10, latency_seconds=0.01, retry_after="0.1"
    )
    records, info = storm(running, tmp_path, settings, NUM_DOCUMENTS)
    check_accounts(running, records, info, NUM_DOCUMENTS)
    assert ends(records, settings) == {fault: Counter({ENDS[fault]: count.total()}) for fault, count in ends(records, settings).items()}


@pytest.mark.parametrize("strike", ["first", "always"])
def test_a_small_storm_has_the_same_ends(running: RunningServer, tmp_path: Path, strike: Any) -> None:
    """A hundred documents, without the faults that take long."""
    quick = [fault for fault in FAULTS if fault not in ("hang", "429", "408", "500", "503", "disconnect", "html", "cut_body", "cut_json")]
    settings = Settings(faults=dict.fromkeys(quick, 0.07), faults_strike=strike)
    records, info = storm(running, tmp_path, settings, 100)
    check_accounts(running, records, info, 100)
    mended = set() if strike == "always" else MENDED_BY_ASKING_AGAIN | {"429_retry_after"}
    found = ends(records, settings)
    assert found == {fault: Counter({("ok", None) if fault in mended else ENDS[fault]: count.total()}) for fault, count in found.items()}
