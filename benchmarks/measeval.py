"""Measure the number reader on another field's text: overlap of its readings with the quantities of MeasEval.

    python benchmarks/measeval.py [TRAIN.jsonl] [--misses N]

Recall is the share of annotated spans that a reading overlaps, precision the share of readings that overlap an annotated span.
Three figures: every number that is read, without what is told to be no quantity, and quantulum3 where it is installed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extract.numbers import read_numbers  # noqa: E402

Span = tuple[int, int]
DEFAULT = ROOT.parent / "shared" / "measeval" / "train.jsonl"


@dataclass(frozen=True)
class Paragraph:
    """A text with the spans that annotators marked as quantities."""

    text: str
    gold: list[Span]


def load(path: Path) -> list[Paragraph]:
    """Return the paragraphs of the file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Paragraph(row["text"], [(q["start"], q["end"]) for q in row["quantities"]]) for row in rows]


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Say whether a span shares a character with one of the others."""
    return any(span[0] < end and start < span[1] for start, end in others)


def score(paragraphs: list[Paragraph], read: Callable[[str], list[Span]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 in per cent."""
    found = [(paragraph, read(paragraph.text)) for paragraph in paragraphs]
    right = sum(overlaps(span, paragraph.gold) for paragraph, spans in found for span in spans)
    hit = sum(overlaps(span, spans) for paragraph, spans in found for span in paragraph.gold)
    precision = 100 * right / max(1, sum(len(spans) for _, spans in found))
    recall = 100 * hit / max(1, sum(len(paragraph.gold) for paragraph in paragraphs))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def every_number(text: str) -> list[Span]:
    """Return the span of every reading."""
    return [(reading.start, reading.end) for reading in read_numbers(text)]


def quantities(text: str) -> list[Span]:
    """Return the spans of the readings that are quantities."""
    return [(reading.start, reading.end) for reading in read_numbers(text) if reading.distractor is None]


def quantulum(text: str) -> list[Span]:
    """Return the spans that quantulum3 finds."""
    from quantulum3 import parser  # type: ignore[import-not-found, unused-ignore]

    return [quantity.span for quantity in parser.parse(text)]


def print_misses(paragraphs: list[Paragraph], limit: int) -> None:
    """Print what is missed and what is found in excess, each with a little text around it."""
    for paragraph in paragraphs[:limit]:
        spans = quantities(paragraph.text)
        for kind, some, others in (("missed", paragraph.gold, spans), ("excess", spans, paragraph.gold)):
            for start, end in some:
                if not overlaps((start, end), others):
                    text = paragraph.text
                    print(f"{kind}  {text[max(0, start - 30) : start]}[{text[start:end]}]{text[end : end + 30]}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print the errors in the first N paragraphs")
    args = parser.parse_args()
    paragraphs = load(args.path)
    readers = {"every number": every_number, "quantities only": quantities, "quantulum3": quantulum}
    print(f"{'reader':18s}{'P':>7s}{'R':>7s}{'F1':>7s}   ({len(paragraphs)} paragraphs)")
    for name, read in readers.items():
        try:
            print(f"{name:18s}" + "".join(f"{figure:7.1f}" for figure in score(paragraphs, read)))
        except ModuleNotFoundError:
            print(f"{name:18s}  not installed")
    print_misses(paragraphs, args.misses)


if __name__ == "__main__":
    main()
