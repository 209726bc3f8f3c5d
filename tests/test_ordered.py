"""Many at once, results in order."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from extract.errors import InputError, ProviderStopped
from extract.ordered import Stop, in_order


async def results(items: Iterator[int], delays: dict[int, float], *, at_once: int = 4, window: int = 8) -> list[int]:
    """Run `in_order` with work that sleeps as told and doubles its item."""

    async def work(item: int) -> int:
        await asyncio.sleep(delays.get(item, 0))
        return 2 * item

    return [result async for result in in_order(items, work, at_once=at_once, window=window, stop=Stop())]


async def test_results_come_in_the_order_of_the_items() -> None:
    """A slow first item holds the others back, none is lost."""
    assert await results(iter(range(1, 20)), {1: 0.05}) == [2 * n for n in range(1, 20)]


async def test_nothing_is_read_beyond_the_window() -> None:
    """Behind a slow head at most `window` items are held."""
    taken: list[int] = []

    def items() -> Iterator[int]:
        for n in range(1, 100):
            taken.append(n)
            yield n

    task = asyncio.create_task(results(items(), {1: 0.1}))
    await asyncio.sleep(0.05)
    assert len(taken) == 8
    assert len(await task) == 99


async def test_a_stop_yields_what_was_done_before_it_and_raises_the_reason() -> None:
    """The items in flight beside the one that stopped are waited for."""
    seen: list[int] = []

    async def work(item: int) -> int:
        await asyncio.sleep(0.01 * item)
        if item == 3:
            raise ProviderStopped("no quota")
        return item

    with pytest.raises(ProviderStopped, match="no quota"):
        async for result in in_order(iter(range(1, 50)), work, at_once=4, window=8, stop=Stop()):
            seen.append(result)
    assert seen == [1, 2]


async def test_an_input_that_breaks_in_the_middle_keeps_what_came_before() -> None:
    """The error of the input is raised after the results of the items that could be read."""

    def items() -> Iterator[int]:
        yield from (1, 2, 3)
        raise InputError("not JSON", path="a.jsonl", line=4)

    seen: list[int] = []

    async def work(item: int) -> int:
        await asyncio.sleep(0)
        return item

    with pytest.raises(InputError, match=r"a\.jsonl:4: not JSON"):
        async for result in in_order(items(), work, at_once=2, window=8, stop=Stop()):
            seen.append(result)
    assert seen == [1, 2, 3]


async def test_a_slow_head_does_not_keep_the_others_from_working() -> None:
    """Work goes on behind a slow item up to the window: the whole takes hardly longer than the slow item itself."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    await results(iter(range(1, 41)), dict.fromkeys(range(2, 41), 0.01) | {1: 0.2}, at_once=4, window=64)
    assert loop.time() - began < 0.35
