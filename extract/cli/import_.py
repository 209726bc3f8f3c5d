"""`extract import`: annotations from another tool, as gold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

if TYPE_CHECKING:
    from extract.imports import Import

ToolName = Literal["label-studio", "doccano", "prodigy", "brat", "argilla"]


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What the tool exported; for brat its folder.", show_default=False)],
    tool: Annotated[ToolName, typer.Option("--from", help="The tool.", show_default=False)],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="JSONL to write [default: standard output].")
    ] = None,
    reviewed_only: Annotated[bool, typer.Option("--reviewed-only", help="Leave out documents that nobody has looked at.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an earlier file.")] = False,
) -> None:
    """Read corrected annotations back, as gold.

    A line a document: id, title, text, and data with the quantities. Numbers that an annotator added are read from the text.
    Exit code 2 when something could not be read; the rest is written all the same.
    """
    from extract.cli.outputs import refuse_inputs
    from extract.exports.targets import new_file
    from extract.imports import Import, Tool

    refuse_inputs(output, [file], option="--output")
    found = Import(file, Tool(tool), reviewed_only)
    if output is None or str(output) == "-":
        _write(found, sys.stdout)
    else:
        with new_file(output, overwrite=overwrite) as target, target.open("w", encoding="utf-8", newline="\n") as lines:
            _write(found, lines)
    _report(found)
    raise typer.Exit(2 if found.problems else 0)


def _write(found: Import, lines: TextIO) -> None:
    from extract.imports import to_json

    for line in found.lines():
        print(to_json(line), file=lines)


def _report(found: Import) -> None:
    """Say what was read, and what could not be."""
    from extract.cli.progress import say

    hint = None
    for problem in found.problems:  # a hint is given once for all the problems in a row that it is for
        say(f"{problem.place}: {problem.message}" + (f"\n  {problem.hint}" if problem.hint != hint else ""))
        hint = problem.hint
    say(f"{found.num_documents} documents with {found.num_quantities} quantities")
    if found.skipped:
        say(f"  {len(found.skipped)} documents left out, since their annotator turned them down")
    if found.num_unreviewed:
        what = "left out" if found.reviewed_only else "taken as they went out; --reviewed-only leaves them out"
        say(f"  {found.num_unreviewed} documents nobody has reviewed: {what}")
