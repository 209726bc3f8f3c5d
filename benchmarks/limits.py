"""Measure what a run makes of a server's rate limit, and print a Markdown table.

    python -m benchmarks.limits [--quick] [--write]

The test server allows 600 requests a minute: as a bucket that holds one second's worth, or as a window of a minute; with x-ratelimit
headers and Retry-After, or with neither. Nothing is told to the command. Goodput is the share of what is allowed that is answered in
the first whole window after a short warm-up, refused the share of requests that are refused in it. `--quick` allows 1,800, in windows
of two seconds.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

from benchmarks.asking import TITLE, text_of
from benchmarks.data import CHECKOUT
from benchmarks.paid_path import head, write_section
from tests.server import RunningServer, Settings, run_server


@dataclass(frozen=True, slots=True)
class Size:
    """How much is allowed, for how many documents it is tried, and how many whole windows after the first are measured."""

    per_minute: int
    window_seconds: float
    num_documents: int
    num_windows: int


WARM_UP_SECONDS = 5.0
QUICK, WHOLE = Size(1800, 2, 420, 2), Size(600, 60, 1790, 1)


def figures(server: RunningServer, size: Size, limit: Literal["bucket", "window"], headers: bool) -> tuple[float, float]:
    """Return the shares of goodput and of refused requests."""
    server.configure(
        Settings(
            latency_seconds=0.2,
            requests_per_minute=size.per_minute,
            limit=limit,
            window_seconds=size.window_seconds,
            sends_limit_headers=headers,
        )
    )
    opened = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        rows = ({"id": f"d{n}", "title": TITLE, "text": text_of(n)} for n in range(size.num_documents))
        source.write_text("".join(json.dumps(row) + "\n" for row in rows))
        words = ["run", source, "--out", f"{folder}/out", "--model", "tiny", "--base-url", server.url, "--mode", "tools"]
        words += ["--no-cache", "--reask", "0", "--quiet"]
        subprocess.run([sys.executable, "-m", "extract", *map(str, words)], cwd=CHECKOUT, check=False, stderr=subprocess.DEVNULL)
    moments = server.moments()
    begun = opened + math.ceil((moments[0][0] + WARM_UP_SECONDS - opened) / size.window_seconds) * size.window_seconds
    told = [answered for moment, answered in moments if 0 < moment - begun <= size.num_windows * size.window_seconds]
    return sum(told) / (size.num_windows * size.window_seconds) / (size.per_minute / 60), 1 - sum(told) / len(told)


def table(size: Size) -> Iterator[str]:
    """Yield the table, row by row."""
    yield from head("limit", "the server says", "goodput", "refused")
    limits: tuple[Literal["bucket", "window"], ...] = ("bucket", "window")
    with run_server() as server:
        for limit, headers in product(limits, (True, False)):
            goodput, refused = figures(server, size, limit, headers)
            kind = "bucket of one second" if limit == "bucket" else f"window of {size.window_seconds:g} s"
            yield f"| {kind} | {'limits and waits' if headers else 'nothing'} | {goodput:.1%} | {refused:.1%} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true", help="put the table into docs/paid-models.md")
    arguments = parser.parse_args()
    lines = []
    for line in table(QUICK if arguments.quick else WHOLE):
        print(line, flush=True)
        lines.append(line)
    if arguments.write:
        write_section("limits", lines)


if __name__ == "__main__":
    main()
