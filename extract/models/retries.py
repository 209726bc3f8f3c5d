"""Ask again after faults that may pass: exponential back-off with full jitter, and what the server asks to wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

from extract.errors import ErrorKind, ProviderStopped
from extract.models.config import RemoteConfig
from extract.models.faults import Consequence, Fault

T = TypeVar("T")
_NUM_PASSING_BY = 20
Sleep = Callable[[float], Awaitable[None]]


def _no_one_else() -> int:
    return 0


async def retried(
    call: Callable[[int], Awaitable[T]],
    config: RemoteConfig,
    *,
    on_fault: Callable[[Fault], None],
    sleep: Sleep = asyncio.sleep,
    num_answered: Callable[[], int] = _no_one_else,
) -> T:
    """Return what `call` returns, called again after each fault that may pass: the one owner of retries.

    `call` gets the number of the attempt, from 1. `on_fault` hears of each fault before the wait that follows it. `num_answered`
    counts the answers to all questions: one that is refused for its number again and again while others are answered is not
    refused for that.

    Raises:
        Fault: the last one, when there is no point in asking again.
        ProviderStopped: the server asks to wait too long.
    """
    retrying = AsyncRetrying(
        retry=retry_if_exception(_may_pass),
        stop=_enough(config, num_answered),
        wait=_wait(config),
        before_sleep=lambda state: on_fault(_fault(state)),
        sleep=sleep,
        reraise=True,
    )

    async def attempt() -> T:
        return await call(retrying.statistics["attempt_number"])

    try:
        return await retrying(attempt)
    finally:
        retrying.iter_state.reset()  # its actions hold the question and themselves: a long run would pile them up until a collection


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, Fault) and error.consequence is Consequence.RETRY


def _fault(state: RetryCallState) -> Fault:
    error = state.outcome.exception() if state.outcome else None
    assert isinstance(error, Fault)
    return error


def _enough(config: RemoteConfig, num_answered: Callable[[], int]) -> Callable[[RetryCallState], bool]:
    num_before = num_answered()

    def stop(state: RetryCallState) -> bool:
        passed_by = num_answered() - num_before >= _NUM_PASSING_BY * state.attempt_number
        limited = _fault(state).kind is ErrorKind.RATE_LIMITED and not passed_by
        return state.attempt_number >= (config.num_refusals if limited else config.num_tries)

    return stop


def _wait(config: RemoteConfig) -> Callable[[RetryCallState], float]:
    jittered = wait_random_exponential(multiplier=config.first_wait_seconds, max=config.longest_wait_seconds)

    def wait(state: RetryCallState) -> float:
        asked = _fault(state).retry_after_seconds
        if asked is None:
            return jittered(state)
        if asked > config.max_wait_seconds:
            raise ProviderStopped(
                f"the server asks to wait {asked:.0f} s, longer than {config.max_wait_seconds:.0f} s",
                hint="the same command continues the run later; --max-wait allows a longer wait",
            )
        return asked + jittered(state) / 10

    return wait
