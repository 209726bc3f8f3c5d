"""`extract export`: a run in the format of another tool."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from extract.exports import Exported, Format, Run

FormatName = Literal["label-studio", "doccano", "prodigy", "brat", "spacy", "argilla", "csv", "parquet", "leaderboard"]


def export(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.", show_default=False)],
    to: Annotated[FormatName, typer.Option("--to", help="The tool, or the kind of table.", show_default=False)],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="File or folder; - for standard output [default: in RUN/exports]."),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an earlier export.")] = False,
) -> None:
    """Start an annotation project, or make a table, from a run.

    Quantities are spans, what they measure are spans related to them or attributes, each as the tool allows. What the tool
    cannot hold is counted at the end.
    """
    from extract.cli.outputs import refuse_inputs
    from extract.exports import SHAPES, Format, find_run

    found, kind = find_run(run), Format(to)
    refuse_inputs(output, [run], option="--output")
    if str(output) == "-":
        _to_stdout(found, kind)
        return
    _report(_export(found, kind, output or found.folder / "exports" / SHAPES[kind].name, overwrite=overwrite), found)


def _export(run: Run, to: Format, target: Path, *, overwrite: bool) -> Exported:
    from extract.exports import export as export_run

    return export_run(run, to, target, overwrite=overwrite)


def _to_stdout(run: Run, to: Format) -> None:
    """Make the file elsewhere first, so that a broken run prints nothing."""
    from extract.exports import SHAPES

    if SHAPES[to].is_folder:
        raise typer.BadParameter(f"{to} is a folder of files, which standard output cannot take", param_hint="--output")
    with tempfile.TemporaryDirectory() as folder:
        done = _export(run, to, Path(folder) / SHAPES[to].name, overwrite=False)
        with done.target.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    done.target = Path("-")
    _report(done, run)


def _report(done: Exported, run: Run) -> None:
    """Say what was written and, line by line, what was not."""
    from extract.cli.progress import say

    say(f"{done.num_documents} documents with {done.num_statements} statements to {done.target}")
    for note, number in done.notes.items():
        if number:
            say(f"  {number} {note}")
    if num_missing := max(0, run.num_documents - done.num_documents):
        say(f"  {num_missing} documents have no record yet: the run is not finished")
