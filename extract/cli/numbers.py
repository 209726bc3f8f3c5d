"""`extract numbers`: readings of every number."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer


def numbers(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.", show_default=False)],
) -> None:
    """Read every number of the inputs, as JSONL.

    A line a document: each number with its place, what it can mean, and why it is no quantity if it is none.
    """
    from extract.cli.progress import say
    from extract.numbers import read_numbers
    from extract.numbers.plain import reading_to_json
    from extract.sources import read_documents

    for document in read_documents(paths, stdin=sys.stdin.buffer, warn=say):
        line = {"id": document.id, "numbers": [reading_to_json(reading) for reading in read_numbers(document.text)]}
        print(json.dumps(line, ensure_ascii=False))
