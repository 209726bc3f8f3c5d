"""Annotated documents for the tests of evaluation, invented."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

TEXT = "WrenNet reaches 83.6% accuracy on FinchSet and 71.2% on OwlSet, 2.8 times faster than CrowNet."
ACCURACY = {
    "start": 16, "end": 21, "quote": "83.6%", "value": 83.6, "unit": "%", "kind": "result", "metric": "accuracy", "subject": "WrenNet",
    "dataset": "FinchSet",
}  # fmt: skip
OTHER = {**ACCURACY, "start": 47, "end": 52, "quote": "71.2%", "value": 71.2, "dataset": "OwlSet"}
SPEED = {
    "start": 64, "end": 73, "quote": "2.8 times", "value": 2.8, "unit": "x", "kind": "improvement", "metric": "speed", "subject": "WrenNet",
    "baseline": "CrowNet",
}  # fmt: skip


def document(id_: str | None, quantities: Iterable[Mapping[str, Any]], text: str | None = TEXT, **fields: Any) -> dict[str, Any]:
    """Return a document in the flat shape; without id or text where they are None."""
    every = {"id": id_, "text": text, "quantities": list(quantities), **fields}
    return {name: content for name, content in every.items() if content is not None}


def write(path: Path, documents: Iterable[Mapping[str, Any]]) -> Path:
    """Write JSONL."""
    path.write_text("".join(json.dumps(one) + "\n" for one in documents), encoding="utf-8")
    return path
