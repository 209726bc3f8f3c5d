"""Measure the way to a paid model beside the loops that people write, and print Markdown tables.

    python -m benchmarks.paid_path [processor] [throughput] [cached] [memory] [--quick] [--write]

A small server in a process of its own answers every request with all numbers of the text; texts have 1,450 characters and five numbers,
about as many as real abstracts have. Each way of asking (benchmarks/asking.py) runs in a process of its own too, twice: with few and with
many documents; figures are the slope between the two, so that start-up does not count. The ways take turns, several times, and the middle
figure is shown. `--write` puts the tables into docs/paid-models.md. Without a name all but `memory` is measured, which takes long.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.asking import TITLE, text_of
from benchmarks.data import CHECKOUT
from tests.server import RunningServer, Settings, run_server

DOCS = CHECKOUT / "docs" / "paid-models.md"
WAYS = {
    "aiohttp": "a bare aiohttp loop, answers not looked at",
    "openai": "openai: `AsyncOpenAI.chat.completions.create` and `model_validate_json`",
    "instructor": "instructor, as its documentation shows it",
    "langextract": "langextract",
    "answers": "extract, answers only: cache, limits, retries",
    "extract": "extract, everything: also checked and written",
    "create": "extract, everything, through instructor's `create`",
}


@dataclass(frozen=True, slots=True)
class Took:
    """What one process took: seconds of its processors, seconds, and its largest size in MB."""

    cpu: float
    wall: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    few: int
    many: int
    num_rounds: int
    slow_few: int  # where answers take their time
    slow_many: int
    cached: int


QUICK, WHOLE = Size(300, 1500, 1, 640, 1920, 1500), Size(300, 1800, 3, 1280, 5120, 6000)


class Bench:
    """Runs processes against one server."""

    def __init__(self, server: RunningServer, folder: Path) -> None:
        self.server = server
        self.folder = folder
        self._num_runs = 0

    def took(self, way: str, num: int, at_once: int) -> Took:
        """Run one way of asking with so many documents."""
        cache = self._fresh("cache")
        if way == "extract":
            return self._measured(self._extract(num, at_once, cache))
        arguments = map(str, (way, self.server.url, num, at_once, cache))
        return self._measured([sys.executable, "-m", "benchmarks.asking", *arguments])

    def cold_and_cached(self, num: int) -> tuple[Took, Took]:
        """Run extract with an empty cache, then again with all answers in it."""
        cache = self._fresh("cache")
        return self._measured(self._extract(num, 64, cache)), self._measured(self._extract(num, 64, cache))

    def slope(self, way: str, few: int, many: int, at_once: int) -> Took:
        """Return what one document takes, start-up apart."""
        low, high = self.took(way, few, at_once), self.took(way, many, at_once)
        return Took((high.cpu - low.cpu) / (many - few), (high.wall - low.wall) / (many - few), high.peak_mb)

    def _extract(self, num: int, at_once: int, cache: Path) -> list[str]:
        words = ["run", self._documents(num), "--out", self._fresh("out"), "--model", "tiny", "--base-url", self.server.url]
        words += ["--mode", "json_schema", "--max-concurrency", at_once, "--cache-dir", cache, "--reask", 0, "--quiet"]
        return [sys.executable, "-m", "extract", *map(str, words)]

    def _documents(self, num: int) -> Path:
        path = self.folder / f"{num}.jsonl"
        if not path.exists():
            with path.open("w") as file:
                file.writelines(json.dumps({"id": f"d{n}", "title": TITLE, "text": text_of(n)}) + "\n" for n in range(num))
        return path

    def _fresh(self, name: str) -> Path:
        self._num_runs += 1
        return self.folder / f"{name}{self._num_runs}"

    def _measured(self, command: list[str]) -> Took:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=CHECKOUT, env={**os.environ, "OPENAI_API_KEY": "none"}, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            raise SystemExit(f"failed: {' '.join(command)}")
        return Took(usage.ru_utime + usage.ru_stime, time.perf_counter() - began, usage.ru_maxrss / 1024)


def middle(tooks: list[Took]) -> Took:
    """Return the middle of each figure."""
    return Took(*(statistics.median(getattr(took, name) for took in tooks) for name in ("cpu", "wall", "peak_mb")))


def interleaved(bench: Bench, ways: list[str], few: int, many: int, at_once: int, num_rounds: int) -> dict[str, Took]:
    """Measure several ways in turns."""
    found: dict[str, list[Took]] = {way: [] for way in ways}
    for _ in range(num_rounds):
        for way in ways:
            found[way].append(bench.slope(way, few, many, at_once))
    return {way: middle(tooks) for way, tooks in found.items()}


def processor_table(bench: Bench, size: Size) -> Iterator[str]:
    """Yield processor time for one document, with instant answers."""
    bench.server.configure(Settings())
    ways = [way for way in WAYS if way != "langextract" or find_spec("langextract")]
    found = interleaved(bench, ways, size.few, size.many, 64, size.num_rounds)
    plain, usual = found["openai"].cpu, found["instructor"].cpu
    yield "Processor time for one document, 64 in flight, instant answers:\n"
    yield from head("way", "ms a document", "× openai", "× instructor")
    for way, took in found.items():
        yield f"| {WAYS[way]} | {1000 * took.cpu:.2f} | {took.cpu / plain:.2f} | {took.cpu / usual:.2f} |"
    if "langextract" not in found:
        yield "\nlangextract is not installed, and left out."


def throughput_table(bench: Bench, size: Size) -> Iterator[str]:
    """Yield documents a second where an answer takes 200 ms."""
    bench.server.configure(Settings(latency_seconds=0.2))
    few, many = size.slow_few, size.slow_many
    yield "Documents a second where an answer takes 200 ms (ideal: 320 with 64 in flight, 1,280 with 256):\n"
    yield from head("way", "64 in flight", "of the ideal", "256 in flight", "of the bare loop", "× openai")
    ways = ["aiohttp", "openai", "extract"]
    low = interleaved(bench, ways, few, many, 64, size.num_rounds)
    high = interleaved(bench, ways, 2 * few, 2 * many, 256, size.num_rounds)
    bare, plain = high["aiohttp"].wall, high["openai"].wall
    for way in ways:
        first, second = 1 / low[way].wall, 1 / high[way].wall
        shares = f"{first:.0f} | {first / 320:.2f} | {second:.0f} | {second * bare:.2f} | {second * plain:.2f}"
        yield f"| {WAYS[way].partition(':')[0]} | {shares} |"
    bench.server.configure(Settings(latency_seconds=0.2, slow_share=0.1))
    ratio = bench.slope("extract", few, many, 64).wall / (0.2 * 1.9 / 64)
    yield f"\nOne answer in ten ten times slower, 64 in flight: {ratio:.2f} times the ideal schedule."


def cached_line(bench: Bench, size: Size) -> Iterator[str]:
    """Yield documents a second where all answers are in the cache."""
    bench.server.configure(Settings())
    few, many = size.cached // 5, size.cached
    rates = []
    for _ in range(size.num_rounds):
        low, high = bench.cold_and_cached(few)[1], bench.cold_and_cached(many)[1]
        rates.append((many - few) / (high.wall - low.wall))
    yield f"Everything in the cache, checks made again: {statistics.median(rates):.0f} documents a second."


def memory_table(bench: Bench, _: Size) -> Iterator[str]:
    """Yield the largest size of the process with 10,000 and with 100,000 documents."""
    bench.server.configure(Settings())
    (cold, cached), (more_cold, more_cached) = (bench.cold_and_cached(num) for num in (10_000, 100_000))
    yield "Largest size of the process in MB:\n"
    yield from head("answers", "10,000 documents", "100,000 documents", "ratio")
    for name, few, many in (("asked for", cold, more_cold), ("in the cache", cached, more_cached)):
        yield f"| {name} | {few.peak_mb:.0f} | {many.peak_mb:.0f} | {many.peak_mb / few.peak_mb:.2f} |"


def head(*names: str) -> Iterator[str]:
    """Yield the head of a table."""
    yield f"| {' | '.join(names)} |"
    yield "|---" * len(names) + "|"


def write_section(name: str, lines: list[str]) -> None:
    """Put lines between their marks in the page about paid models."""
    page = DOCS.read_text(encoding="utf-8")
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, _, rest = page.partition(start)
    DOCS.write_text(before + start + "\n" + "\n".join(lines) + "\n\n" + end + rest.partition(end)[2], encoding="utf-8")


TABLES: dict[str, Callable[[Bench, Size], Iterator[str]]] = {
    "processor": processor_table,
    "throughput": throughput_table,
    "cached": cached_line,
    "memory": memory_table,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="*", choices=list(TABLES), metavar="TABLE", help=f"some of {', '.join(TABLES)}")
    parser.add_argument("--quick", action="store_true", help="fewer documents, one round")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/paid-models.md")
    arguments = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4096)), hard))
    with run_server() as server, tempfile.TemporaryDirectory() as folder:
        bench = Bench(server, Path(folder))
        for name in arguments.tables or [name for name in TABLES if name != "memory"]:
            lines = []
            for line in TABLES[name](bench, QUICK if arguments.quick else WHOLE):
                print(line, flush=True)
                lines.append(line)
            print(flush=True)
            if arguments.write:
                write_section(name, lines)


if __name__ == "__main__":
    main()
