"""Write what the docs and the package take from the code: commands.md from `--help`, and the JSON schemas.

`make docs` runs this; a test fails when its output differs from what stands in the repository.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ["COLUMNS"] = os.environ["TERMINAL_WIDTH"] = "100"

import typer
from typer.testing import CliRunner

from extract.cli import app
from extract.outputs.run_info import RunInfo
from extract.records import CheckLine, Record
from extract.schemas.paper import Paper
from extract.validate import Reason

CHECKOUT = Path(__file__).parent.parent


def commands() -> str:
    """Return the help texts of all commands as one page."""
    pages = [_page(" ".join(["extract", *names]), names) for names in _names(typer.main.get_command(app), [])]
    return "# Commands\n\nMade from `--help` by `make docs`.\n\n" + "\n".join(pages)


def _names(command: Any, names: list[str]) -> list[list[str]]:
    """Return the words of a command and of those below it."""
    below = getattr(command, "commands", {})
    return [names, *(found for name in sorted(below) for found in _names(below[name], [*names, name]))]


def _page(title: str, arguments: list[str]) -> str:
    result = CliRunner().invoke(app, [*arguments, "--help"], prog_name="extract")
    lines = [line.rstrip() for line in result.output.strip().splitlines()]
    return f"## {title}\n\n```\n" + "\n".join(lines) + "\n```\n"


def schemas() -> dict[str, str]:
    """Return the JSON schemas of what the tool writes, by file name."""
    models = {"record": Record, "paper": Paper, "run": RunInfo, "check_line": CheckLine}
    return {f"{name}.schema.json": _schema(model) for name, model in models.items()}


def _schema(model: Any) -> str:
    return json.dumps(model.model_json_schema(by_alias=True, mode="serialization"), indent=2, ensure_ascii=False) + "\n"


def reasons() -> str:
    """Return the reason codes of checks as a page."""
    rows = "".join(f"| `{reason}` | {reason.description} |\n" for reason in Reason)
    return f"# Reason codes of checks\n\nMade from `extract.Reason` by `make docs`.\n\n| code | meaning |\n|---|---|\n{rows}"


def files() -> dict[Path, str]:
    """Return every generated file with its content."""
    made = {CHECKOUT / "docs" / "commands.md": commands(), CHECKOUT / "docs" / "reasons.md": reasons()}
    return made | {CHECKOUT / "extract" / "json_schemas" / name: text for name, text in schemas().items()}


def main() -> int:
    """Write the files."""
    for path, content in files().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
