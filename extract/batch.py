"""The main job: documents into a run folder, continued where an earlier call ended."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from extract.documents import Document
from extract.errors import ExtractError, StoppedError
from extract.extractor import open_job, work_through
from extract.models import RunContext
from extract.models.traffic import Traffic
from extract.options import Options
from extract.ordered import Stop
from extract.outputs.record_file import RecordWriter, Scan, scan_records
from extract.outputs.run_folder import RECORDS, RUN, earlier_run, locked, new_run_id
from extract.outputs.run_info import RunInfo, State, library_versions, now
from extract.outputs.run_info import Session as BegunSession
from extract.pipeline import Job
from extract.processes import suitable_processes
from extract.prompting import load_prompt
from extract.records import Record
from extract.rules import rules_version
from extract.schemas import resolve_schema
from extract.sources import input_fingerprint, read_documents


class Interrupted(StoppedError):
    """Somebody pressed Ctrl-C."""

    exit_code = 130


class Progress(Protocol):
    """Is told how far the run has come."""

    def start(self, total: int, kept: int) -> None:
        """Take note that the run begins, or goes on with `kept` records of an earlier call."""

    def advance(self, record: Record) -> None:
        """Take note that a record was written."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which of the documents: every `num_shards`-th from `shard` (counted from 1), the first `limit` of them."""

    limit: int | None = None
    shard: int = 1
    num_shards: int = 1

    def of(self, documents: Iterator[Document]) -> Iterator[Document]:
        """Return the selected documents."""
        return islice(islice(documents, self.shard - 1, None, self.num_shards), self.limit)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of a run, read as often as needed: `stdin` must be seekable (see `extract.sources.spool`)."""

    paths: Sequence[str]
    stdin: BinaryIO | None = None
    selection: Selection = field(default_factory=Selection)

    def documents(self, warn: Callable[[str], None] = lambda _: None) -> Iterator[Document]:
        """Yield the selected documents; warnings about the inputs go to `warn`."""
        self._rewind()
        return self.selection.of(read_documents(self.paths, stdin=self.stdin, warn=warn))

    def fingerprint(self) -> list[dict[str, Any]]:
        """Return path, size and hash of each input."""
        self._rewind()
        return input_fingerprint(self.paths, stdin=self.stdin)

    def _rewind(self) -> None:
        if self.stdin is not None:
            self.stdin.seek(0)


@dataclass(frozen=True, slots=True)
class Batch:
    """A run to be done: what, with what, and where to."""

    inputs: Inputs
    folder: Path
    options: Options = field(default_factory=Options)
    overwrite: bool = False

    async def run(self, progress: Progress, warn: Callable[[str], None], stop: Stop) -> RunInfo:
        """Do the run, or the rest of it, and return what run.json says at the end.

        Inputs are read once before any work, so that a broken line is found before anything is paid for.

        Raises:
            UsageError: options or inputs that cannot be used; the folder holds another run.
            StoppedError: the run ended early; what is done stands in the folder.
        """
        warnings: list[str] = []
        total = sum(1 for _ in self.inputs.documents(warnings.append))
        for warning in warnings:
            warn(warning)
        with locked(self.folder):
            return await self._run_locked(total, warnings, warn, progress, stop)

    async def _run_locked(self, total: int, warnings: list[str], warn: Callable[[str], None], progress: Progress, stop: Stop) -> RunInfo:
        fingerprint = self._fingerprint()
        earlier = earlier_run(self.folder, fingerprint, overwrite=self.overwrite)
        scan = scan_records(self.folder / RECORDS, self._to_be_redone)
        info = RunInfo(
            id=earlier.id if earlier else new_run_id(),
            fingerprint=fingerprint,
            settings=self.options.settings(),
            versions=library_versions(),
            num_documents=total,
            not_started=total,
            sessions=earlier.sessions if earlier else [],
            warnings=warnings,
        )

        def note(warning: str) -> None:
            info.warnings.append(warning)
            warn(warning)

        context = RunContext(run_id=info.id, spent_usd=scan.tally.cost_usd, is_stopped=lambda: bool(stop), warn=note)
        async with open_job(self.options, context) as job:
            return await _Session(self, info, scan, job, progress, context.traffic).work(stop)

    def _fingerprint(self) -> dict[str, Any]:
        """Return everything that shapes the records."""
        schema = resolve_schema(self.options.schema)
        prompt = load_prompt(schema.model, schema.name, self.options.prompt)
        selection = self.inputs.selection
        return {
            "inputs": self.inputs.fingerprint(),
            "shard": f"{selection.shard}/{selection.num_shards}",
            "schema": schema.name,
            "prompt": prompt.version,
            "prompt_sha256": prompt.digest,
            **self.options.shaping(),
            "rules": rules_version(),
        }

    def _to_be_redone(self, record: Record) -> bool:
        if record.error is None:
            return False
        return record.error.retryable or self.options.retry_failed


class _Session:
    """One call's work on a run: what is left to be done, written in order, and counted."""

    def __init__(self, batch: Batch, info: RunInfo, scan: Scan, job: Job, progress: Progress, traffic: Traffic) -> None:
        self._batch = batch
        self._info = info
        self._scan = scan
        self._job = job
        self._progress = progress
        self._traffic = traffic
        self._tally = scan.tally
        self._begun = BegunSession(started=now(), num_kept=scan.num_lines - len(scan.again))
        self._clock = time.monotonic()
        self._positions: deque[int] = deque()

    async def work(self, stop: Stop) -> RunInfo:
        """Do what is left, and leave a folder that says how far it came."""
        left = self._left()
        first = next(left, None)
        if first is None:
            return self._save("finished")
        await self._job.prepare(first)
        self._save("running")
        self._progress.start(self._info.num_documents, self._begun.num_kept)
        try:
            await self._write(chain([first], left), stop)
        except BaseException as error:
            self._save("interrupted" if isinstance(error, Interrupted | asyncio.CancelledError) else "stopped", error)
            raise
        return self._save("finished")

    def _left(self) -> Iterator[Document]:
        """Yield the documents that have no record yet or one to be done again, noting their positions."""
        for position, document in enumerate(self._batch.inputs.documents()):
            if position >= self._scan.num_lines or position in self._scan.again:
                self._positions.append(position)
                yield document

    async def _write(self, documents: Iterator[Document], stop: Stop) -> None:
        writer = RecordWriter(self._batch.folder / RECORDS, self._scan)
        num_processes = suitable_processes(self._info.num_documents - self._begun.num_kept)
        try:
            async for record in work_through(documents, self._job, self._batch.options, stop, num_processes):
                writer.write(record, self._positions.popleft())
                self._tally.add(record)
                self._begun.num_done += 1
                self._progress.advance(record)
        finally:
            writer.close()

    def _save(self, state: State, error: BaseException | None = None) -> RunInfo:
        self._begun.seconds = round(time.monotonic() - self._clock, 3)
        traffic = self._traffic
        self._begun.requests, self._begun.answered = traffic.sent, traffic.answered
        self._begun.refused, self._begun.retries = traffic.refused, traffic.retries
        info = self._info.model_copy(
            update={
                "state": state,
                "stopped_by": str(error) if isinstance(error, ExtractError) else None,
                "not_started": max(0, self._info.num_documents - self._tally.num_documents),
                "counts": self._tally,
                "sessions": [*self._info.sessions, self._begun],
            }
        )
        info.write(self._batch.folder / RUN)
        return info
