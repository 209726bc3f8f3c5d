"""JSON for tools: one object a line, or one long list, written as it comes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def write_lines(rows: Iterable[dict[str, Any]], path: Path, *, ascii_only: bool = False) -> None:
    """Write JSON Lines. `ascii_only` escapes the rest, for tools that guess encodings."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=ascii_only) + "\n")


def write_list(rows: Iterable[dict[str, Any]], path: Path, *, ascii_only: bool = False) -> None:
    """Write one JSON list, an item a line, without holding it in memory."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for index, row in enumerate(rows):
            file.write(",\n" if index else "\n")
            file.write(json.dumps(row, ensure_ascii=ascii_only))
        file.write("\n]\n")
