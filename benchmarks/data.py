"""The annotated abstracts that benchmarks and training read: those of the repository, and real ones where they lie beside it.

Each set has an open part, which rules and weights are made with, and an aside part, which is scored and never read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
CHECKOUT = Path(__file__).resolve().parents[1]
INVENTED = CHECKOUT / "fixtures" / "annotated"
REAL = CHECKOUT.parent / "shared" / "gold"
MODEL = CHECKOUT / "extract" / "models" / "builtin"


@dataclass(frozen=True, slots=True)
class Part:
    """The open or the aside part of a set of annotated abstracts."""

    name: str
    rows: list[Row]


def open_parts() -> list[Part]:
    """Return the open parts: the real abstracts, where they are there, and the invented ones."""
    return [part for part in parts() if part.name.endswith("open")]


def parts() -> list[Part]:
    """Return every part, the open and the aside one of a set side by side; what is not there is left out."""
    found = []
    if (REAL / "dev.jsonl").is_file():
        rows = read_rows(REAL / "dev.jsonl")
        found += [
            Part(f"real, {name}", [row for row in rows if is_aside(row["id"]) == aside])
            for name, aside in (("open", False), ("aside", True))
        ]
    found += [Part(f"invented, {name}", read_rows(INVENTED / f"{name}.jsonl")) for name in ("open", "aside")]
    return found


def is_aside(key: str) -> bool:
    """Tell whether a real abstract belongs to the quarter that is scored but never read (as its scorer has it)."""
    return hashlib.sha1(key.split(".")[0].encode()).digest()[0] % 4 == 0


def read_rows(path: Path) -> list[Row]:
    """Return the lines of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def fold_of(key: str, num_folds: int) -> int:
    """Return the fold of an abstract in cross-validation; the same one in every run."""
    return hashlib.md5(key.encode()).digest()[0] % num_folds
