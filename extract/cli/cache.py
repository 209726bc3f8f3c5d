"""`extract cache`: what is kept of earlier runs, whether it is sound, and how to erase it."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from extract.models.cache import AnswerCache

app = typer.Typer(
    help="Answers of models that were asked, kept so that nothing is paid for twice. They hold what models said, pieces of your "
    "texts included, and no key.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Folder = Annotated[
    Path | None,
    typer.Option("--cache-dir", metavar="DIR", help="Where answers are kept [default: EXTRACT_CACHE_DIR, else the platform's folder]."),
]


@app.command()
def info(cache_dir: Folder = None) -> None:
    """Say where the cache is and what it holds."""
    from extract.models.cache import default_folder

    cache = _opened(cache_dir)
    if cache is None:
        print(f"folder   {cache_dir or default_folder(os.environ)}\nanswers  0")
        return
    found = cache.contents()
    cache.close()
    print(f"folder   {cache.folder}")
    print(f"answers  {found.num_answers} of {len(found.runs)} runs, {found.num_bytes / 1e6:.1f} MB")
    if found.oldest is not None and found.newest is not None:
        print(f"stored   {_day(found.oldest)} to {_day(found.newest)}")
    if found.num_damaged or found.num_set_aside:
        print(f"damaged  {found.num_damaged} answers, {found.num_set_aside} databases set aside")


@app.command()
def verify(cache_dir: Folder = None) -> None:
    """Check every stored answer. Exit with 1 when one is damaged: it is never used, and asked for again when it is needed."""
    cache = _opened(cache_dir)
    if cache is None:
        print("0 answers are sound, 0 are damaged")
        return
    found = cache.contents()
    cache.close()
    print(f"{found.num_answers} answers are sound, {found.num_damaged} are damaged")
    raise typer.Exit(1 if found.num_damaged else 0)


@app.command()
def clear(
    cache_dir: Folder = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Delete all stored answers. What they cost is paid again when they are needed."""
    cache = _opened(cache_dir)
    if cache is None:
        print("0 answers deleted")
        return
    num_answers = cache.contents().num_answers
    if not yes and not (sys.stdin.isatty() and typer.confirm(f"Delete {num_answers} answers in {cache.folder}?")):
        print("extract: nothing was deleted; --yes deletes without asking", file=sys.stderr)
        raise typer.Exit(2)
    cache.clear()
    cache.close()
    print(f"{num_answers} answers deleted")


def _opened(cache_dir: Path | None) -> AnswerCache | None:
    """Open the cache that is there; where none is, say so and make none."""
    from extract.cli.progress import say
    from extract.errors import UsageError
    from extract.models.cache import AnswerCache, default_folder

    folder = cache_dir or default_folder(os.environ)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is no folder", hint="give the folder that --cache-dir or EXTRACT_CACHE_DIR named for the run")
    if not (folder / "answers").is_dir():
        say(f"{folder}: holds no answers")
        return None
    return AnswerCache.open(folder, notify=say)


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M")
