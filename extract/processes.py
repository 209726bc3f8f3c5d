"""Spread the built-in model's work over processes: rules take the processor's time, where asking a server takes waiting."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

from extract.documents import Document
from extract.ordered import Stop, in_order
from extract.pipeline import Job, process
from extract.records import Record

DOCUMENTS_AT_A_TIME = 16
MIN_DOCUMENTS = 500  # below that, starting processes costs more than it saves
MAX_PROCESSES = 8

_job: Job | None = None


def suitable_processes(num_documents: int) -> int:
    """Return how many processes are worth it for so many documents."""
    return min(os.cpu_count() or 1, MAX_PROCESSES) if num_documents >= MIN_DOCUMENTS else 1


async def work_in_processes(documents: Iterator[Document], job: Job, num_processes: int, stop: Stop) -> AsyncIterator[Record]:
    """Yield the record of each document in order, as `process` makes it in one of the processes.

    Raises:
        ExtractError: the reason why no further record comes, after those before it.
    """
    loop = asyncio.get_running_loop()
    context = multiprocessing.get_context("spawn")  # a fork would take over threads and locks in any state
    with ProcessPoolExecutor(num_processes, context, initializer=_start, initargs=(job,)) as pool:

        async def work(some: list[Document]) -> list[Record]:
            return await loop.run_in_executor(pool, _process_all, some)

        at_once = 2 * num_processes  # so that none waits for its next documents
        async for records in in_order(_batches(documents), work, at_once=at_once, window=2 * at_once, stop=stop):
            for record in records:
                yield record


def _batches(documents: Iterator[Document]) -> Iterator[list[Document]]:
    while some := list(islice(documents, DOCUMENTS_AT_A_TIME)):
        yield some


def _start(job: Job) -> None:
    """Keep the job in a new process; Ctrl-C is the business of the one that started it."""
    global _job
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _job = job


def _process_all(documents: list[Document]) -> list[Record]:
    assert _job is not None
    job = _job

    async def run() -> list[Record]:
        return [await process(document, job) for document in documents]

    return asyncio.run(run())
