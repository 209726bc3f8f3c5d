"""Rate limits of a real server, met by the whole command."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.command import extract, lines
from tests.server import RunningServer, Settings, run_server
from tests.test_paid_runs import documents

WARM_UP_SECONDS = 5.0


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    with run_server() as server:
        yield server


def run(server: RunningServer, folder: Path, settings: Settings, num: int, num_windows: int, *options: str) -> tuple[float, float]:
    """Return answers a second, and the share of requests that were refused, in so many whole windows after the first."""
    server.configure(settings)
    opened = time.monotonic()
    arguments = ("run", documents(folder / "in.jsonl", num), "--out", folder / "out", "--model", "tiny", "--base-url", server.url)
    done = extract(*arguments, "--mode", "tools", "--quiet", *options, timeout=600)
    assert done.returncode == 0, done.stderr
    assert len(lines(folder / "out" / "records.jsonl")) == num
    moments, seconds = server.moments(), settings.window_seconds
    begun = opened + math.ceil((moments[0][0] + WARM_UP_SECONDS - opened) / seconds) * seconds
    told = [answered for moment, answered in moments if 0 < moment - begun <= num_windows * seconds]
    return sum(told) / (num_windows * seconds), 1 - sum(told) / len(told)


@pytest.mark.slow
@pytest.mark.parametrize("headers", [True, False])
@pytest.mark.parametrize("limit", ["bucket", "window"])
def test_a_few_seconds_of_a_limit(running: RunningServer, tmp_path: Path, limit: Any, headers: bool) -> None:
    """1,800 a minute, in windows of two seconds or as a bucket: most of it is used."""
    settings = Settings(latency_seconds=0.05, requests_per_minute=1800, limit=limit, window_seconds=2, sends_limit_headers=headers)
    goodput, _ = run(running, tmp_path, settings, 420, 2)
    assert goodput >= (0.6 if limit == "window" and not headers else 0.8) * 30


@pytest.mark.slow
def test_given_rates_are_not_passed(running: RunningServer, tmp_path: Path) -> None:
    """With the server's own limit given, nothing is refused."""
    settings = Settings(requests_per_minute=1800, window_seconds=2, sends_limit_headers=False)
    goodput, refused = run(running, tmp_path, settings, 300, 2, "--requests-per-minute", "1800")
    assert (goodput >= 0.9 * 30, refused) == (True, 0.0)


@pytest.mark.slow
@pytest.mark.timeout(700)
@pytest.mark.parametrize("headers", [True, False])
@pytest.mark.parametrize("limit", ["bucket", "window"])
def test_six_hundred_a_minute(running: RunningServer, tmp_path: Path, limit: Any, headers: bool) -> None:
    """As a bucket of one second, and as a window of a minute: at least 95 % is used, and under 2 % refused."""
    settings = Settings(latency_seconds=0.2, requests_per_minute=600, limit=limit, sends_limit_headers=headers)
    goodput, refused = run(running, tmp_path, settings, 1790, 1)
    assert goodput >= 0.95 * 10
    assert refused < 0.02


def test_one_long_wait_stalls_no_other(running: RunningServer, tmp_path: Path) -> None:
    """A document that is to wait for twelve seconds does so alone."""
    running.configure(Settings(latency_seconds=0.02, faults={"429_retry_after": 0.02}, retry_after="12"))
    done = extract(
        *("run", documents(tmp_path / "in.jsonl", 300), "--out", tmp_path / "out", "--model", "tiny", "--base-url", running.url),
        *("--mode", "tools", "--quiet"),
    )
    moments = [moment for moment, answered in running.moments() if answered]
    in_time = sum(moment < moments[0] + 11.9 for moment in moments)
    assert done.returncode == 0
    assert in_time >= 280 and moments[-1] - moments[0] < 30


def test_a_wait_longer_than_allowed_stops_the_run(running: RunningServer, tmp_path: Path) -> None:
    """Exit code 4; the same command goes on later."""
    running.configure(Settings(scripted=("429_retry_after",), retry_after="1000"))
    arguments = ("run", documents(tmp_path / "in.jsonl", 5), "--out", tmp_path / "out", "--model", "tiny", "--base-url", running.url)
    stopped = extract(*arguments, "--mode", "tools", "--max-wait", "10")
    assert (stopped.returncode, "asks to wait 1000 s, longer than 10 s" in stopped.stderr) == (4, True)
    assert extract(*arguments, "--mode", "tools", "--max-wait", "10").returncode == 0
