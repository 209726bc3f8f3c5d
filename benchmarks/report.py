"""Measure the page of a large run: how long it takes to write, to open and to filter in a headless Chromium.

python -m benchmarks.report [--documents 10000] [--keep FILE]

The documents are the invented abstracts, read by the built-in model and multiplied; each copy has names and words of its own.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.data import CHECKOUT, INVENTED
from extract.outputs.reading import read_records, read_run_info
from extract.outputs.run_folder import RECORDS, RUN
from extract.records import Record
from extract.report import write_report
from extract.schemas.paper import Paper, Quantity
from tests.browser import Browser, browser, why_no_browser

SIZE = (1280, 900)
QUERIES = ("accuracy", "imagenet 8", "o", "model 17", "nothing like this")
_TYPED = """
const [query, done] = arguments;
const field = document.getElementById(query.field);
field.value = query.text;
const begun = performance.now();
field.dispatchEvent(new Event("input", { bubbles: true }));
requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
"""
_CLICKED = "const begun = performance.now(); document.querySelector(arguments[0]).click(); return performance.now() - begun"
_PRESSED = """
const begun = performance.now();
dispatchEvent(new KeyboardEvent("keydown", { key: arguments[0] }));
return performance.now() - begun;
"""
_OPENED = (
    "return document.documentElement.dataset.ready === '' ? performance.timing.loadEventEnd - performance.timing.navigationStart : null"
)


def main() -> int:
    """Print the figures; return 0 also where there is no browser."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="put the page here")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = written(Path(folder) / "run", given.documents)
        reason = why_no_browser()
        if reason:
            print(f"not opened: {reason}")
        else:
            measured(page)
        if given.keep:
            shutil.copy(page, given.keep)
    return 0


def written(run: Path, num_documents: int) -> Path:
    """Make the run and its page; print what that took."""
    make_run(run, num_documents)
    page = run / "report.html"
    begun = time.perf_counter()
    figures = write_report(run, page)
    seconds = time.perf_counter() - begun
    megabytes = page.stat().st_size / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{figures.num_documents:,} documents, {figures.num_items:,} quantities: a page of {megabytes:.1f} MB")
    print(f"| write | {seconds:.1f} s, process of {memory:.0f} MiB |")
    return page


def make_run(folder: Path, num_documents: int) -> None:
    """Write a run folder with so many documents."""
    source = folder.parent / "source"
    command = [sys.executable, "-m", "extract", "run", str(INVENTED / "open.jsonl"), "--out", str(source), "--quiet", "--overwrite"]
    subprocess.run(command, check=True, cwd=CHECKOUT)
    folder.mkdir()
    records = list(read_records(source))
    with (folder / RECORDS).open("w", encoding="utf-8") as file:
        file.writelines(f"{record.to_json()}\n" for record in multiplied(records, num_documents))
    read_run_info(source).model_copy(update={"num_documents": num_documents}).write(folder / RUN)


def multiplied(records: list[Record], num_documents: int) -> Iterator[Record]:
    """Yield copies of records in turn, each with its own id, title, last sentence and names."""
    for number, record in enumerate(islice(cycle(records), num_documents)):
        copy = number // len(records)
        changes: dict[str, Any] = {"id": f"{record.id}~{number}", "title": f"{record.title} {number}"}
        changes["text"] = f"{record.text} This is copy {copy} of document{number}."
        if isinstance(record.data, Paper):
            renamed = [_renamed(quantity, copy) for quantity in record.data.quantities]
            changes["data"] = record.data.model_copy(update={"quantities": renamed})
        yield record.model_copy(update=changes)


def _renamed(quantity: Quantity, copy: int) -> Quantity:
    """Give a quantity a dataset and a method that few copies share."""
    changes = {
        "dataset": quantity.dataset and f"{quantity.dataset} {copy % 20}",
        "subject": quantity.subject and f"{quantity.subject} {copy}",
    }
    return quantity.model_copy(update=changes)


def measured(page: Path) -> None:
    """Open the page and type into it; print the times."""
    with browser(*SIZE) as opened:
        times = [_open(opened, page) for _ in range(5)]
        _print("open", times)
        opened.go("#/quantities")
        for query in QUERIES:
            _print(f"filter quantities: {query!r}", [_type(opened, "quantity-search", query) for _ in range(5)])
        _print("filter by dataset", [_type(opened, "quantity-dataset", text) for text in ("i", "im", "ima", "imag")])
        _print("sort by method", [_clicked(opened, '#quantity-table th[data-key="subject"] button') for _ in range(3)])
        opened.go("#/documents")
        for query in ("accuracy", "document77"):
            _print(f"filter documents: {query!r}", [_type(opened, "document-search", query) for _ in range(5)])
        _print("next document (j)", [_pressed(opened, "j") for _ in range(5)])


def _open(opened: Browser, page: Path) -> float:
    opened.open(page)
    milliseconds = opened.run(_OPENED)
    assert milliseconds is not None, "the page's scripts have failed"
    return float(milliseconds)


def _type(opened: Browser, field: str, text: str) -> float:
    opened.run_async(_TYPED, {"field": field, "text": ""})
    return float(opened.run_async(_TYPED, {"field": field, "text": text}))


def _clicked(opened: Browser, selector: str) -> float:
    return float(opened.run(_CLICKED, selector))


def _pressed(opened: Browser, key: str) -> float:
    return float(opened.run(_PRESSED, key))


def _print(what: str, milliseconds: list[float]) -> None:
    print(f"| {what} | median {statistics.median(milliseconds):.0f} ms, worst {max(milliseconds):.0f} ms |")


if __name__ == "__main__":
    sys.exit(main())
