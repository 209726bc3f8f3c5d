"""Measure the built-in model against the annotated abstracts.

    python benchmarks/builtin.py [--gold ../shared/gold] [--out DIR] [--misses SLOT]

Prints the scorer's tables for the open and the aside part, precision and recall of methods, datasets and URLs for both,
and the speed. `--misses` lists what is wrong in one slot, of the open part only: the aside part is scored, never read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from extract.language.aliases import name_key
from extract.models.builtin import read_paper

Row = dict[str, Any]
SHARED = Path(__file__).resolve().parents[2] / "shared" / "gold"


def is_aside(key: str) -> bool:
    """Tell whether an abstract belongs to the quarter that is scored but never read (as the scorer has it)."""
    return hashlib.sha1(key.split(".")[0].encode()).digest()[0] % 4 == 0


def read_rows(path: Path) -> list[Row]:
    """Return the lines of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def predict(rows: list[Row]) -> tuple[list[Row], float]:
    """Return the model's answers, with the seconds they took."""
    read_paper(rows[0]["text"], rows[0]["title"])
    started = time.perf_counter()
    answers = [{"id": row["id"], **read_paper(row["text"], row["title"])} for row in rows]
    return answers, time.perf_counter() - started


def name_scores(gold: list[Row], answers: list[Row], field: str) -> str:
    """Return precision and recall of a list of names, spellings of one name counting as one."""
    spell: Callable[[str], str] = (lambda url: url.replace(" ", "").lower()) if field == "code_urls" else name_key
    hits = said = there = 0
    for row, answer in zip(gold, answers, strict=True):
        given, wanted = {spell(name) for name in answer[field]}, set(_members(row[field], spell))
        hits += len(given & wanted)
        said += len(given)
        there += len(wanted)
    return f"  {field:10s} P {hits / max(said, 1):.3f}  R {hits / max(there, 1):.3f}  ({there} named)"


def _members(names: Iterable[str], spell: Callable[[str], str]) -> Iterator[str]:
    for name in names:
        first, *rest = name.split("/") if not name.startswith("http") else (name,)
        yield spell(first)
        stem = first.rstrip("0123456789") if first[-1:].isdigit() else first
        yield from (spell(stem + part) for part in rest)


def misses(gold: list[Row], answers: list[Row], slot: str) -> Iterator[str]:
    """Say, for each quantity of the open part whose slot differs, what is annotated and what was answered."""
    for row, answer in zip(gold, answers, strict=True):
        if is_aside(row["id"]):
            continue
        if slot in ("methods", "datasets", "code_urls"):
            if set(map(name_key, row[slot])) != set(map(name_key, answer[slot])):
                yield f"{row['id']}  annotated {row[slot]}  answered {answer[slot]}"
            continue
        yield from _slot_misses(row, answer, slot)


def _slot_misses(row: Row, answer: Row, slot: str) -> Iterator[str]:
    left = list(answer["quantities"])
    for quantity in row["quantities"]:
        match = next((item for item in left if item["start"] < quantity["end"] and quantity["start"] < item["end"]), None)
        if match is None:
            yield f"{row['id']}  {quantity['quote']!r}  not found{' (optional)' if quantity.get('optional') else ''}"
            continue
        left.remove(match)
        right = [quantity.get(slot), *quantity.get("also", {}).get(slot, [])]
        if str(match.get(slot)).lower() not in [str(item).lower() for item in right]:
            yield f"{row['id']}  {quantity['quote']!r}  annotated {right}  answered {match.get(slot)!r}  ({_around(row, quantity)})"
    yield from (f"{row['id']}  {item['quote']!r}  {item['unit']} not annotated  ({_around(row, item)})" for item in left)


def _around(row: Row, item: Row) -> str:
    text: str = row["text"]
    return text[max(0, item["start"] - 60) : item["end"] + 50]


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=SHARED)
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--misses", metavar="SLOT")
    arguments = parser.parse_args()
    gold = read_rows(arguments.gold / "dev.jsonl")
    answers, seconds = predict(gold)
    if arguments.misses:
        print(*misses(gold, answers, arguments.misses), sep="\n")
        return
    predictions = arguments.out / "builtin-predictions.jsonl"
    predictions.write_text("".join(json.dumps(answer) + "\n" for answer in answers), encoding="utf-8")
    for part in ("open", "aside"):
        command = [sys.executable, str(arguments.gold / "score.py"), "quantities", str(arguments.gold / "dev.jsonl"), str(predictions)]
        print(subprocess.run([*command, "--part", part], check=True, capture_output=True, text=True).stdout.rstrip())
        chosen = [(row, answer) for row, answer in zip(gold, answers, strict=True) if is_aside(row["id"]) == (part == "aside")]
        for field in ("methods", "datasets", "code_urls"):
            print(name_scores([row for row, _ in chosen], [answer for _, answer in chosen], field))
        print()
    print(f"{len(gold) / seconds:.0f} abstracts a second on one core")


if __name__ == "__main__":
    main()
