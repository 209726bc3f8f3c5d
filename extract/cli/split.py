"""`extract split`: documents only."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer


def split(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.", show_default=False)],
) -> None:
    """Split inputs into documents, as JSONL."""
    from extract.cli.progress import say
    from extract.sources import document_to_json, read_documents

    for document in read_documents(paths, stdin=sys.stdin.buffer, warn=say):
        print(json.dumps(document_to_json(document), ensure_ascii=False))
