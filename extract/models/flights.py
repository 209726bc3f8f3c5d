"""One request for equal questions asked at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class SingleFlight(Generic[T]):
    """Runs one call per key at a time; those who ask meanwhile get its result, or its error.

    The call runs in a task of its own: one who asked may be cancelled, the others still get their answer. When nobody waits
    any more, the call is cancelled too.
    """

    def __init__(self) -> None:
        self._flights: dict[str, asyncio.Task[T]] = {}
        self._num_waiting: dict[str, int] = {}

    async def run(self, key: str, call: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Return the result of the call under way for `key`, starting it if there is none."""
        task = self._flights.get(key)
        if task is None:
            task = self._flights[key] = asyncio.create_task(call())
            task.add_done_callback(lambda _: self._flights.pop(key, None))
        self._num_waiting[key] = self._num_waiting.get(key, 0) + 1
        try:
            return await asyncio.shield(task)
        finally:
            self._num_waiting[key] -= 1
            if not self._num_waiting[key]:
                del self._num_waiting[key]
                task.cancel()
