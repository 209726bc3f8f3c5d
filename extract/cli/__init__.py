"""The command line: each command parses, calls the library, and maps errors. Only this package prints."""

from __future__ import annotations

import io
import os
import sys
from typing import NoReturn

import typer

from extract.cli.cache import app as cache
from extract.cli.check import check
from extract.cli.evaluate import evaluate
from extract.cli.export import export
from extract.cli.import_ import import_
from extract.cli.numbers import numbers
from extract.cli.report import report
from extract.cli.run import run
from extract.cli.split import split
from extract.errors import ExtractError

app = typer.Typer(
    name="extract",
    help="Abstracts to structured facts, with every number checked against the text it came from.",
    epilog="Exit codes: 0 done; 1 some documents failed (or are flagged, where asked for); 2 wrong usage or unusable input; "
    "3 stopped by the budget; 4 stopped by the provider; 130 interrupted.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for command in (run, split, numbers, check, export, report):
    app.command()(command)
app.command("import")(import_)
app.command("eval")(evaluate)
app.add_typer(cache, name="cache")


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"extract {version('abstract-extract')}")
        raise typer.Exit


@app.callback()
def _root(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version and stop.")) -> None:
    pass


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    _print_utf8()
    try:
        app(standalone_mode=True)
    except ExtractError as error:
        complain(error)
        code = error.exit_code
    except KeyboardInterrupt:
        print("extract: interrupted", file=sys.stderr)
        code = 130
    except BrokenPipeError:
        code = _reader_gone()
    except SystemExit as leaving:
        if not isinstance(leaving.__context__, BrokenPipeError):  # which the library makes an exit code 1
            raise
        code = _reader_gone()
    else:
        code = 0
    sys.exit(code)


def _print_utf8() -> None:
    """Print UTF-8 whatever the locale is: JSON is nothing else, and names in messages have to go through."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _reader_gone() -> int:
    """Let nothing more be written to a pipe that nobody reads: there is nothing left to say."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def complain(error: ExtractError) -> None:
    """Say what went wrong and what to do about it, on standard error."""
    print(f"extract: {error}", file=sys.stderr)
    if error.hint:
        print(f"  {error.hint}", file=sys.stderr)
