"""`extract check`: the validator alone."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer

_HINT = "give a JSONL file, or - for standard input"


def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="JSONL with id, text and data on each line; - for standard input.")],
    schema: Annotated[
        str, typer.Option(metavar="SCHEMA", help="paper, file.py:Class or package.module:Class, for fields of your own.")
    ] = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No table; errors only.")] = False,
) -> None:
    """Check extractions that any tool made.

    Prints the same lines with 'checks' on standard output. Exit code 1 when something is flagged, 2 when a line could not be
    read (the others are checked all the same).
    """
    from extract.cli.progress import say
    from extract.cli.summary import Findings
    from extract.errors import InputError
    from extract.schemas import resolve_schema
    from extract.validate import BadLine, check_lines

    findings = Findings()
    num_bad = 0
    with _lines(file) as lines:
        for line in check_lines(lines, schema=resolve_schema(schema).model if schema else None):
            if isinstance(line, BadLine):
                num_bad += 1
                say(f"{file}:{line.number}: {line.message}")
            else:
                print(line.json)
                findings.add(json.loads(line.json))
    if not num_bad and not findings.num_lines:
        raise InputError("holds no line", path=file, hint=_HINT)
    if not quiet:
        findings.print()
    raise typer.Exit(2 if num_bad else 1 if findings.num_flagged else 0)


@contextmanager
def _lines(file: str) -> Iterator[TextIO]:
    from extract.errors import InputError

    try:
        stream = sys.stdin.buffer if file == "-" else Path(file).open("rb")  # noqa: SIM115 (closed below)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=file, hint=_HINT) from error
    with io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="\n") as lines:
        yield lines
