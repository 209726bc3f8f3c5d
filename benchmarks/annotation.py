"""Go the whole way from pages to gold and figures: run, report, export, each export read by its tool's own library, import, eval.

    python -m benchmarks.annotation [--write]

Uses the real pages and annotated abstracts where they lie beside the checkout, else the invented ones. Libraries that are not installed are
named as such. With --write the table is put into docs/annotation.md and the example of `extract eval` into docs/evaluation.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path

from benchmarks.data import CHECKOUT, INVENTED, REAL

PAGES = REAL.parent / "pages"
_NOT_HERE = "not installed here"


def extract(*arguments: object, width: int = 100) -> str:
    """Run the command; return what it prints on standard output.

    Raises:
        RuntimeError: it ended otherwise than with 0 or 1.
    """
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "COLUMNS": str(width), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "extract", *map(str, arguments)], capture_output=True, text=True, env=environment, check=False
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    return done.stdout


def label_studio(target: Path) -> str:
    """Say how many predictions Label Studio's SDK finds valid under the configuration that goes with them."""
    known = import_module("label_studio_sdk.label_interface").LabelInterface((target / "labels.xml").read_text(encoding="utf-8"))
    known.validate()
    tasks = json.loads((target / "tasks.json").read_text(encoding="utf-8"))
    errors = [known.validate_prediction(one, return_errors=True) for task in tasks for one in task["predictions"]]
    return f"{errors.count([])} of {len(errors)} predictions valid"


def spacy(target: Path) -> str:
    """Say how many documents and spans spaCy reads."""
    bin_, language = import_module("spacy.tokens").DocBin(), import_module("spacy").blank("en")
    found = list(bin_.from_disk(target).get_docs(language.vocab))
    return f"{len(found)} documents, {sum(len(one.spans['sc']) for one in found)} spans"


def parquet(target: Path) -> str:
    """Say how many rows pyarrow reads."""
    return f"{import_module('pyarrow.parquet').read_table(target).num_rows} rows"


READERS: dict[str, tuple[str, Callable[[Path], str]]] = {
    "label-studio": ("label-studio-sdk", label_studio),
    "spacy": ("spaCy", spacy),
    "parquet": ("pyarrow", parquet),
}
FORMATS = {
    "label-studio": "label-studio", "doccano": "doccano.jsonl", "prodigy": "prodigy.jsonl", "brat": "brat", "argilla": "argilla",
    "spacy": "statements.spacy", "csv": "statements.csv", "parquet": "statements.parquet", "leaderboard": "leaderboard.csv",
}  # fmt: skip
BACK = ("label-studio", "doccano", "prodigy", "brat", "argilla")


def exports_of(run: Path, folder: Path) -> list[str]:
    """Export to everything, read it, bring it back; return the rows of the table."""
    rows = ["| format | read by its library | quantities that come back as they were |", "|---|---|---|"]
    for name, file in FORMATS.items():
        target = folder / file
        try:
            extract("export", run, "--to", name, "-o", target)
        except RuntimeError as error:
            rows.append(f"| {name} | {str(error).splitlines()[0]} | |")
            continue
        rows.append(f"| {name} | {read(name, target)} | {back(name, target, run, folder) if name in BACK else ''} |")
    return rows


def read(name: str, target: Path) -> str:
    """Say what the tool's library reads of an export."""
    if name not in READERS:
        return ""
    title, reader = READERS[name]
    try:
        with warnings.catch_warnings(), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            warnings.simplefilter("ignore")
            return f"{title}: {reader(target)}"
    except ImportError:
        return f"{title} is {_NOT_HERE}"


def back(name: str, target: Path, run: Path, folder: Path) -> str:
    """Import an export that nobody touched; say how many quantities are the run's."""
    gold = folder / f"{name}.gold.jsonl"
    extract("import", target / "tasks.json" if name == "label-studio" else target, "--from", name, "-o", gold)
    ran, came = ([json.loads(line) for line in file.read_bytes().split(b"\n") if line] for file in (run / "records.jsonl", gold))
    wanted = {one["id"]: [dict(item, confidence=None) for item in one["data"]["quantities"]] for one in ran if one["data"]}
    found = {one["id"]: [dict(item, confidence=None) for item in one["data"]["quantities"]] for one in came}
    placed = [(id_, item) for id_, items in wanted.items() for item in items if item.get("start") is not None]
    return f"{sum(item in found.get(id_, []) for id_, item in placed)} of {len(placed)}"


def put(page: Path, name: str, text: str) -> None:
    """Replace what stands between the comments of a page."""
    pattern, before = rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", page.read_text(encoding="utf-8")
    page.write_text(re.sub(pattern, lambda found: found[1] + text + found[2], before, flags=re.DOTALL), encoding="utf-8")


def main() -> None:
    """Go the way, print the table and the evaluation."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--write", action="store_true", help="put table and example into the docs")
    is_real = PAGES.is_dir()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        extract("run", *(sorted(PAGES.glob("*.txt")) if is_real else [CHECKOUT / "fixtures" / "pages"]), "--out", folder / "pages")
        extract("report", folder / "pages")
        size = (folder / "pages" / "report.html").stat().st_size
        rows = "\n".join(exports_of(folder / "pages", folder)) + "\n"
        print(f"report.html: {size / 1000:.0f} kB\n\n{rows}")
        gold = REAL / "dev.jsonl" if is_real else INVENTED / "open.jsonl"
        extract("run", gold, "--out", folder / "gold")
        print(f"{gold.name}:\n\n{extract('eval', gold, folder / 'gold')}")
        if arguments.parse_args().write:
            extract("run", INVENTED / "open.jsonl", "--out", folder / "invented")
            example = extract("eval", INVENTED / "open.jsonl", folder / "invented", width=80)
            lines = "\n".join(line.rstrip() for line in example.strip("\n").splitlines())
            put(CHECKOUT / "docs" / "evaluation.md", "example", f"\n```\n{lines}\n```\n\n")
            put(CHECKOUT / "docs" / "annotation.md", "round trips", f"\n{rows}\n")


if __name__ == "__main__":
    main()
