"""Runs the command as a user does: a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def extract(
    *arguments: object, stdin: bytes = b"", environment: Mapping[str, str] | None = None, timeout: float = 240
) -> subprocess.CompletedProcess[str]:
    """Run `extract` and wait for it."""
    done = subprocess.run(
        [sys.executable, "-m", "extract", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        timeout=timeout,
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "100", **(environment or {})},
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def lines(path: Path) -> list[dict[str, Any]]:
    """Read a JSONL file, whose lines end with a line feed and with nothing else that Unicode calls a line's end."""
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]
