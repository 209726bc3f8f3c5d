"""`extract run`: the main job."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

if TYPE_CHECKING:
    from extract.batch import Batch, Inputs
    from extract.cli.progress import CommandProgress
    from extract.options import Options
    from extract.outputs.run_info import RunInfo

# Records hold no cycles; with Python's own numbers a seventh of the time goes into looking for them.
_COLLECTION = (20_000, 10, 5)
Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.", show_default=False)]


def run(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The run folder: records.jsonl and run.json.", show_default=False)],
    model: Annotated[str, typer.Option(help="builtin, or provider/name (openai/gpt-5-mini, ollama/qwen3:8b, anthropic/...).")] = "builtin",
    base_url: Annotated[str | None, typer.Option(metavar="URL", help="Address of an OpenAI-compatible server.")] = None,
    mode: Annotated[
        Literal["auto", "json_schema", "tools", "json", "text"], typer.Option(help="How the model is asked for structure.")
    ] = "auto",
    schema: Annotated[str, typer.Option(metavar="SCHEMA", help="paper, file.py:Class or package.module:Class.")] = "paper",
    prompt: Annotated[str | None, typer.Option(metavar="FILE", help="A Jinja template to use instead of the schema's own.")] = None,
    max_concurrency: Annotated[int, typer.Option(min=1, help="The most requests in flight at once; fewer where more do not pay.")] = 64,
    requests_per_minute: Annotated[
        float | None, typer.Option(min=0.01, help="The most requests sent in a minute; what the server allows is found out anyway.")
    ] = None,
    tokens_per_minute: Annotated[float | None, typer.Option(min=1, help="The most tokens taken in a minute.")] = None,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="End a request that is not answered by then.")] = 120.0,
    max_wait: Annotated[float, typer.Option(min=0, metavar="SECONDS", help="Stop when a server asks to wait longer.")] = 900.0,
    max_output_tokens: Annotated[int, typer.Option(min=1, help="Upper limit of one answer.")] = 4096,
    temperature: Annotated[float | None, typer.Option(help="Sampling temperature, where the model takes one.")] = None,
    seed: Annotated[int | None, typer.Option(help="Sampling seed, where the model takes one.")] = None,
    reask: Annotated[
        int | None,
        typer.Option(min=0, max=10, help="How often a model is told what is wrong with its answer [default: 1; builtin: 0]."),
    ] = None,
    max_cost: Annotated[float | None, typer.Option(min=0, metavar="USD", help="Stop before the run could cost more.")] = None,
    price_input: Annotated[
        float | None, typer.Option(min=0, metavar="USD", help="Price of a million input tokens, if not the listed one.")
    ] = None,
    price_output: Annotated[float | None, typer.Option(min=0, metavar="USD", help="Price of a million output tokens.")] = None,
    on_unsupported: Annotated[
        Literal["keep", "drop"], typer.Option(help="What happens to an item that a check flags: kept and marked, or moved to 'rejected'.")
    ] = "keep",
    fail_on: Annotated[
        Literal["failed", "flagged"], typer.Option(help="Exit with 1 when documents failed, or also when some are flagged.")
    ] = "failed",
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many documents.")] = None,
    shard: Annotated[str, typer.Option(metavar="I/N", help="Only every N-th document, from the I-th.")] = "1/1",
    cache_dir: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where answers are kept [default: EXTRACT_CACHE_DIR, else the platform's folder].")
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Keep no answers beyond this run, and use none.")] = False,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask again although answers are in the cache.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Do all failed documents again, unusable answers included.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be asked and what it would cost; send nothing.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace another run in the folder.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no table; warnings and errors only.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="A line for each document that failed or is flagged.")] = False,
) -> None:
    """Read abstracts and write checked records.

    The facts of each document are extracted, every number is checked against the text, and the records go into the run
    folder. The same command on the same folder goes on where it was stopped.
    """
    from extract.batch import Batch, Inputs, Selection
    from extract.cli.progress import progress_for
    from extract.options import Options

    selection = Selection(limit, *_shard(shard))
    options = Options(
        model=model,
        base_url=base_url,
        mode=mode,
        schema=schema,
        prompt=prompt,
        max_concurrency=max_concurrency,
        requests_per_minute=requests_per_minute,
        tokens_per_minute=tokens_per_minute,
        timeout_seconds=timeout,
        max_wait_seconds=max_wait,
        max_output_tokens=max_output_tokens,
        temperature=temperature,
        seed=seed,
        reask=reask,
        max_cost=max_cost,
        price_input=price_input,
        price_output=price_output,
        on_unsupported=on_unsupported,
        cache_dir=cache_dir,
        use_cache=not no_cache,
        refresh=refresh,
        retry_failed=retry_failed,
    )
    with _spooled(paths) as stdin:
        if dry_run:
            _foresee(Inputs(paths, stdin, selection), options)
            return
        batch = Batch(Inputs(paths, stdin, selection), out, options, overwrite)
        info = _do(batch, progress_for(quiet=quiet, verbose=verbose), quiet=quiet)
    counts = info.counts
    raise typer.Exit(1 if counts.num_failed or (fail_on == "flagged" and counts.num_flagged) else 0)


def _foresee(inputs: Inputs, options: Options) -> None:
    from extract.cli.progress import say
    from extract.cli.summary import print_foresight
    from extract.foresight import foresee

    print_foresight(foresee(inputs.documents(say), options))


def _shard(text: str) -> tuple[int, int]:
    number, slash, of = text.partition("/")
    if not (slash and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise typer.BadParameter(f"{text!r} is not I/N with 1 <= I <= N", param_hint="--shard")
    return int(number), int(of)


@contextlib.contextmanager
def _spooled(paths: list[str]) -> Iterator[BinaryIO | None]:
    """Copy standard input to a temporary file where it is read, since inputs are read more than once."""
    if "-" not in paths:
        yield None
        return
    from extract.sources import spool

    with spool(sys.stdin.buffer) as copy:
        yield copy


def _do(batch: Batch, progress: CommandProgress, *, quiet: bool) -> RunInfo:
    """Do the run, with Ctrl-C asking for a clean stop and a second one for an immediate one, and say how it went."""
    from extract.cli.progress import say
    from extract.cli.summary import print_summary
    from extract.errors import StoppedError

    gc.set_threshold(*_COLLECTION)
    with progress:
        try:
            info = asyncio.run(_run(batch, progress))
        except StoppedError:
            progress.close()
            if progress.started:
                say(f"stopped; what is done stands in {batch.folder}. The same command goes on from there.")
            raise
    if not quiet:
        print_summary(info, batch.folder)
    return info


async def _run(batch: Batch, progress: CommandProgress) -> RunInfo:
    from extract.batch import Interrupted
    from extract.ordered import Stop

    stop = Stop()
    task = asyncio.current_task()
    assert task is not None

    def interrupt() -> None:
        if stop:
            task.cancel()
            return
        progress.warn("stopping: waiting for the answers in flight; press Ctrl-C again to drop them")
        stop.set(Interrupted("interrupted"))

    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C raises KeyboardInterrupt there
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, interrupt)
    try:
        return await batch.run(progress, progress.warn, stop)
    except asyncio.CancelledError as error:
        raise Interrupted("interrupted; answers in flight were dropped") from error
