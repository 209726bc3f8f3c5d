"""An event loop whose clock jumps to the next moment at which something happens: minutes of waiting pass in milliseconds."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _NoWait:
    """A selector that never waits: there is nothing outside to wait for."""

    def __init__(self, selector: Any, loop: VirtualLoop) -> None:
        self._selector = selector
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout:
            self._loop.now += timeout
        return list(self._selector.select(0))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._selector, name)


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop for code that waits on nothing but time."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1000.0
        self._selector: Any = _NoWait(self._selector, self)

    def time(self) -> float:
        """Return the time that has passed in this loop."""
        return self.now


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a loop of its own."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)
