"""Do many things at once, and hand the results out in order from a bounded window."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Generic, TypeVar

from extract.errors import ExtractError

T = TypeVar("T")
R = TypeVar("R")


class Stop:
    """Tells a running job that nothing new is to be started, and why. The first reason stays."""

    def __init__(self) -> None:
        self.reason: BaseException | None = None

    def set(self, reason: BaseException) -> None:
        """Ask for the stop."""
        self.reason = self.reason or reason

    def __bool__(self) -> bool:
        return self.reason is not None


async def in_order(items: Iterator[T], work: Callable[[T], Awaitable[R]], *, at_once: int, window: int, stop: Stop) -> AsyncIterator[R]:
    """Yield `work(item)` for each item in the order of the items.

    At most `at_once` items are being worked on and at most `window` are held, finished ones behind a slow one included, so
    that memory does not grow with the number of items. When `stop` is set, or the work on an item raises an `ExtractError`,
    nothing new is started: what is in flight is waited for, the results before the first missing one are yielded, and then
    the reason is raised. When the items themselves end with an `ExtractError`, those before it are done first.
    """
    gate = asyncio.Semaphore(at_once)
    pending: deque[asyncio.Task[R | None]] = deque()
    source = _Source(items, stop)

    async def one(item: T) -> R | None:
        async with gate:
            if stop:
                return None
            try:
                return await work(item)
            except ExtractError as error:
                stop.set(error)
                return None

    try:
        while True:
            while len(pending) < window and (item := source.next()) is not None:
                pending.append(asyncio.create_task(one(item)))
            if not pending or (result := await pending.popleft()) is None:
                break
            yield result
        await asyncio.gather(*pending)
    finally:
        for task in pending:
            task.cancel()
    if reason := stop.reason or source.error:
        raise reason


class _Source(Generic[T]):
    """The items that are still to be started; ends for good at the last one, at a stop, or at an item that cannot be read."""

    def __init__(self, items: Iterator[T], stop: Stop) -> None:
        self.error: ExtractError | None = None
        self._items: Iterator[T] | None = items
        self._stop = stop

    def next(self) -> T | None:
        if self._items is None or self._stop:
            return None
        try:
            return next(self._items)
        except StopIteration:
            self._items = None
        except ExtractError as error:
            self._items, self.error = None, error
        return None
