"""What a run costs, and that it never costs more than it may."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.models.completions import Completion
from extract.models.pricing import find_price
from extract.models.providers import resolve_target
from tests.command import extract, lines
from tests.server import RunningServer, Settings, run_server
from tests.test_paid_runs import documents

PRICES = ("--price-input", "1", "--price-output", "4")


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    with run_server() as server:
        yield server


def command(server: RunningServer, source: Path, folder: Path, *more: str | Path) -> tuple[str | Path, ...]:
    return ("run", source, "--out", folder, "--model", "tiny", "--base-url", server.url, "--mode", "tools", *more)


@pytest.mark.parametrize(
    ("name", "url", "input_usd", "output_usd"),
    [
        ("openai/gpt-5-mini", None, 0.25, 2.0),
        ("openai/gpt-5-mini-2025-08-07", None, 0.25, 2.0),
        ("openai/gpt-5-mini", "https://api.openai.com/v1", 0.25, 2.0),
    ],
)
def test_prices_of_known_models_are_at_hand(name: str, url: str | None, input_usd: float, output_usd: float) -> None:
    """Offline, also for dated names of a model; cached input costs less."""
    price = find_price(resolve_target(name, url, {}), None, None)
    assert price is not None
    assert (round(price.input_usd * 1e6, 6), round(price.output_usd * 1e6, 6)) == (input_usd, output_usd)
    assert price.cached_input_usd < price.input_usd
    million = Completion("", "stop", None, 1_000_000, 0, cached_input_tokens=1_000_000)
    assert price.of(million) == pytest.approx(price.cached_input_usd * 1e6)


@pytest.mark.parametrize("name", ["openai/no-such-model", "ollama/qwen3:8b"])
def test_an_unknown_price_is_none(name: str) -> None:
    """Nothing is guessed."""
    assert find_price(resolve_target(name, None, {}), None, None) is None


def test_each_record_and_the_run_say_what_they_cost(running: RunningServer, tmp_path: Path) -> None:
    """Tokens that the server counted times the price; an answer from an earlier run costs nothing."""
    running.configure(Settings())
    source = documents(tmp_path / "in.jsonl", 5)
    extract(*command(running, source, tmp_path / "a", *PRICES))
    extract(*command(running, source, tmp_path / "b", *PRICES))
    usages = [record["usage"] for record in lines(tmp_path / "a" / "records.jsonl")]
    assert [usage["cost_usd"] for usage in usages] == [
        pytest.approx((usage["input_tokens"] + 4 * usage["output_tokens"]) / 1e6) for usage in usages
    ]
    totals = [json.loads((tmp_path / name / "run.json").read_text())["counts"]["cost_usd"] for name in ("a", "b")]
    assert totals == [pytest.approx(sum(usage["cost_usd"] for usage in usages)), 0.0]


def test_a_run_stops_before_it_passes_its_budget_and_goes_on_with_a_higher_one(running: RunningServer, tmp_path: Path) -> None:
    """Exit code 3; the server's own count stays below; the end is that of an undisturbed run."""
    running.configure(Settings(latency_seconds=0.02))
    source = documents(tmp_path / "in.jsonl", 200)
    stopped = extract(*command(running, source, tmp_path / "out", *PRICES, "--max-cost", "0.1"))
    info = json.loads((tmp_path / "out" / "run.json").read_text())
    assert stopped.returncode == 3, stopped.stderr
    assert "--max-cost" in stopped.stderr and "the budget of $0.1 is used up" in stopped.stderr
    assert 0.07 < running.counts()["cost_usd"] <= 0.1
    assert info["state"] == "stopped" and 0 < info["not_started"] < 200
    done = extract(*command(running, source, tmp_path / "out", *PRICES, "--max-cost", "10"))
    assert (done.returncode, running.counts()["answered"]) == (0, 200)
    assert [record["id"] for record in lines(tmp_path / "out" / "records.jsonl")] == [f"d{n}" for n in range(200)]


def test_a_budget_holds_over_kills_and_broken_answers(running: RunningServer, tmp_path: Path) -> None:
    """What was in flight at a kill, and what arrived broken, counts as spent."""
    running.configure(Settings(latency_seconds=0.05, faults={"html": 0.2, "500": 0.1}))
    source = documents(tmp_path / "in.jsonl", 300)
    arguments = command(running, source, tmp_path / "out", *PRICES, "--max-cost", "0.1", "--max-output-tokens", "400")
    for num_answered in (10, 30):
        process = subprocess.Popen([sys.executable, "-m", "extract", *map(str, arguments)], stderr=subprocess.DEVNULL)
        while running.counts()["answered"] < num_answered and process.poll() is None:
            time.sleep(0.02)
        process.kill()
        process.wait()
    assert extract(*arguments).returncode == 3
    assert 0.02 < running.counts()["cost_usd"] <= 0.1


def test_a_budget_needs_a_price(tmp_path: Path) -> None:
    """A usage error that says which options give one."""
    source = documents(tmp_path / "in.jsonl", 1)
    done = extract("run", source, "--out", tmp_path / "out", "--model", "ollama/qwen3:8b", "--max-cost", "1")
    assert (done.returncode, "--price-input and --price-output" in done.stderr) == (2, True)


def test_a_dry_run_says_what_would_be_asked_and_sends_nothing(running: RunningServer, tmp_path: Path) -> None:
    """Documents, distinct texts, cached ones, tokens and dollars, near what the run then takes; no key and no folder are needed."""
    running.configure(Settings())
    source = documents(tmp_path / "in.jsonl", 30, distinct=20)
    extract(*command(running, source, tmp_path / "out", "--limit", "5"))
    dry = extract(*command(running, source, tmp_path / "dry", *PRICES, "--dry-run"))
    found = {line[:24].strip(): line[24:].strip() for line in dry.stdout.splitlines()}
    assert (running.counts()["requests"], (tmp_path / "dry").exists()) == (5, False)
    assert [found[name] for name in ("documents", "different requests", "answers in the cache", "requests to send")] == [
        "30",
        "20",
        "5",
        "15",
    ]
    extract(*command(running, source, tmp_path / "all", *PRICES))
    counts = json.loads((tmp_path / "all" / "run.json").read_text())["counts"]
    assert int(found["input tokens"].split()[1]) == pytest.approx(counts["input_tokens"], rel=0.5)
    assert float(found["cost"].split()[1].strip("$,")) == pytest.approx(counts["cost_usd"], rel=0.5)
