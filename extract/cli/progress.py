"""How far a run has come: a live bar on a terminal, plain lines in a log."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from rich.progress import TaskID

    from extract.records import Record

SECONDS_BETWEEN_LINES = 5.0


def say(message: str) -> None:
    """Print one line on standard error."""
    print(f"extract: {message}", file=sys.stderr, flush=True)


class CommandProgress(Protocol):
    """What the command shows while it works. `started` says that there was something to be done."""

    started: bool

    def start(self, total: int, kept: int) -> None: ...
    def advance(self, record: Record) -> None: ...
    def warn(self, message: str) -> None: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


def progress_for(*, quiet: bool, verbose: bool) -> CommandProgress:
    """Choose by what standard error is."""
    if quiet:
        return Lines(verbose=verbose, every=None)
    return Bar(verbose=verbose) if sys.stderr.isatty() else Lines(verbose=verbose, every=SECONDS_BETWEEN_LINES)


class Lines:
    """Plain lines: one at the start, one every few seconds, one for each bad document where asked for."""

    def __init__(self, *, verbose: bool, every: float | None) -> None:
        self._verbose = verbose
        self._every = every
        self._done = self._total = 0
        self.started = False
        self._last = time.monotonic()

    def start(self, total: int, kept: int) -> None:
        """Say how much there is to do."""
        self.started = True
        self._done, self._total = kept, total
        if self._every is not None:
            say(f"{total} documents" + (f", {kept} of them done before" if kept else ""))

    def advance(self, record: Record) -> None:
        """Count a record, and say so when it is time."""
        self._done += 1
        if self._verbose and (line := _complaint(record)):
            say(line)
        if self._every is not None and time.monotonic() - self._last >= self._every:
            self._last = time.monotonic()
            say(f"{self._done} of {self._total} documents done")

    def warn(self, message: str) -> None:
        """Say what a person should know."""
        say(message)

    def close(self) -> None:
        """Nothing is left open."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class Bar:
    """A live bar with the counts so far."""

    def __init__(self, *, verbose: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._verbose = verbose
        self._flagged = self._failed = 0
        self.started = False
        self._task: TaskID | None = None
        self._progress = Progress(
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )

    def start(self, total: int, kept: int) -> None:
        """Show the bar."""
        self.started = True
        self._progress.start()
        self._task = self._progress.add_task("", total=total, completed=kept)

    def advance(self, record: Record) -> None:
        """Move the bar on by one document."""
        self._flagged += record.status == "flagged"
        self._failed += record.status in ("failed", "partial")
        if self._verbose and (line := _complaint(record)):
            self.warn(line)
        if self._task is not None:
            self._progress.update(self._task, advance=1, description=f"{self._flagged} flagged, {self._failed} failed")

    def warn(self, message: str) -> None:
        """Say what a person should know, above the bar."""
        self._progress.console.print(f"extract: {message}", markup=False, highlight=False)

    def close(self) -> None:
        """Take the bar away."""
        self._progress.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _complaint(record: Record) -> str | None:
    if record.error is not None:
        return f"{record.id}: {record.status}: {record.error.message}"
    first = next((check for check in record.checks if check.verdict.flags), None)
    return f"{record.id}: {first.path}: {first.message}" if first else None
