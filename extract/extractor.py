"""The Python face: texts, files and documents in, records out."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from extract.documents import Document
from extract.models import RunContext, open_model
from extract.models.base import Parameters
from extract.options import Options
from extract.ordered import Stop, in_order
from extract.outputs.run_folder import new_run_id
from extract.pipeline import Job, process
from extract.processes import work_in_processes
from extract.prompting import load_prompt
from extract.records import Record
from extract.schemas import resolve_schema
from extract.sources import read_documents

Item: TypeAlias = str | Path | Document
WINDOW_PER_REQUEST = 16  # finished records held behind a slow one, for each request in flight


@dataclass(frozen=True, slots=True)
class Extractor(Options):
    """Reads documents with a model and checks what it says against the text. Its fields are those of `Options`."""

    def run(self, items: Item | Iterable[Item]) -> Iterator[Record]:
        """Yield a record for each document of `items`, in order.

        A `str` is a text, a `pathlib.Path` a file or folder, a `Document` itself. Works inside a running event loop (in
        notebooks) too. Closing the iterator early stops the work; what was answered by then is in the cache.

        Raises:
            UsageError: wrong options, or an input that cannot be used.
            StoppedError: the provider answers no further request; the records before that have been yielded.
        """
        return _in_thread(lambda: self.run_async(items))

    async def run_async(self, items: Item | Iterable[Item]) -> AsyncIterator[Record]:
        """Yield a record for each document of `items`, in order: `run` for callers that have an event loop."""
        stop = Stop()
        async with open_job(self, RunContext(run_id=new_run_id(), is_stopped=lambda: bool(stop))) as job:
            documents = _documents(items)
            async for record in work_through(documents, job, self, stop):
                yield record


@asynccontextmanager
async def open_job(options: Options, context: RunContext) -> AsyncIterator[Job]:
    """Open the model and load schema and prompt; let go of them at the end.

    Raises:
        UsageError: one of them cannot be used.
    """
    schema = resolve_schema(options.schema)
    prompt = load_prompt(schema.model, schema.name, options.prompt)
    model = open_model(options, context)
    try:
        yield Job(
            model=model,
            schema=schema,
            prompt=prompt,
            parameters=Parameters(options.max_output_tokens, options.temperature, options.seed),
            on_unsupported=options.on_unsupported,
            chunk_chars=options.chunk_chars,
        )
    finally:
        await model.close()


async def work_through(
    documents: Iterator[Document], job: Job, options: Options, stop: Stop, num_processes: int = 1
) -> AsyncIterator[Record]:
    """Yield the record of each document in order: with several requests in flight, or in several processes without a server.

    Raises:
        ExtractError: the reason why no further record comes, after those before it.
    """

    if num_processes > 1 and not options.asks_a_server:
        async for record in work_in_processes(documents, job, num_processes, stop):
            yield record
        return

    async def work(document: Document) -> Record:
        return await process(document, job)

    # The model itself bounds what is in flight: documents that wait for their next try keep no others from being asked about.
    window = options.max_concurrency * WINDOW_PER_REQUEST if options.asks_a_server else WINDOW_PER_REQUEST
    at_once = window if options.asks_a_server else 1
    async for record in in_order(documents, work, at_once=at_once, window=window, stop=stop):
        yield record


def _documents(items: Item | Iterable[Item]) -> Iterator[Document]:
    if isinstance(items, str | Path | Document):
        items = [items]
    num_texts = 0
    for item in items:
        if isinstance(item, Document):
            yield item
        elif isinstance(item, Path):
            yield from read_documents([str(item)])
        else:
            yield Document(id=f"text#{num_texts}", text=item)
            num_texts += 1


class _End:
    """The last thing in the queue: the error that ended the work, if any."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def _in_thread(make: Callable[[], AsyncIterator[Record]]) -> Iterator[Record]:
    """Run an async iterator in an event loop of its own, in a thread, and yield what it yields."""
    results: queue.Queue[Record | _End] = queue.Queue(maxsize=64)
    closed = threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(_fill(results, make(), closed)), daemon=True, name="extract")
    thread.start()
    try:
        while not isinstance(result := results.get(), _End):
            yield result
        if result.error is not None:
            raise result.error
    finally:
        closed.set()
        thread.join()


async def _fill(results: queue.Queue[Record | _End], records: AsyncIterator[Record], closed: threading.Event) -> None:
    error: BaseException | None = None
    try:
        async for record in records:
            await _put(results, record, closed)
            if closed.is_set():
                break
    except Exception as raised:  # noqa: BLE001 - handed over to the thread that asked, which raises it
        error = raised
    await _put(results, _End(error), closed)


async def _put(results: queue.Queue[Record | _End], item: Record | _End, closed: threading.Event) -> None:
    """Put an item without ever blocking the event loop, so that requests in flight go on while the reader is slow."""
    while not closed.is_set():
        try:
            results.put_nowait(item)
            return
        except queue.Full:
            await asyncio.sleep(0.01)
