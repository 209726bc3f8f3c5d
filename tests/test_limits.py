"""Rate limits: as fast as the server allows, hardly a request refused, in time that is not waited for."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest

from extract.errors import StoppedError
from extract.models.limits import Limiter
from extract.models.limits.headers import Told, told
from tests.server.limiting import Limits
from tests.server.settings import Settings
from tests.virtual_time import run


@dataclass
class Service:
    """A service under `settings`.

    `noise` of the requests are refused at random, `slow_share` of the answers take ten times as long, and `seats` may be under
    way at once.
    """

    settings: Settings
    latency: float = 0.2
    jitter: float = 0.3
    noise: float = 0.0
    slow_share: float = 0.0
    seats: int | None = None
    ended: list[tuple[float, bool]] = field(default_factory=list)
    most_in_flight: int = 0
    _in_flight: int = 0

    def __post_init__(self) -> None:
        self._random = random.Random(1)
        self._limits: Limits | None = None

    async def ask(self) -> tuple[bool, dict[str, str], float | None]:
        loop = asyncio.get_running_loop()
        self._limits = self._limits or Limits(self.settings, clock=loop.time)
        await asyncio.sleep(0.1 * self.latency)
        wait = self._limits.wait_seconds(100)
        headers = self._limits.headers() if self.settings.sends_limit_headers else {}
        refused = wait > 0 or self._random.random() < self.noise or (self.seats is not None and self._in_flight >= self.seats)
        if not refused:
            self._in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self._in_flight)
            times = 10 if self._random.random() < self.slow_share else 1
            await asyncio.sleep(times * self.latency * self._random.uniform(1 - self.jitter, 1 + self.jitter))
            self._in_flight -= 1
        self.ended.append((loop.time(), not refused))
        return not refused, headers, (wait or None) if self.settings.retry_after else None


async def drive(service: Service, seconds: float, limiter: Limiter) -> None:
    """Let 500 at a time ask for so long; who is refused waits and tries again."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds

    async def one() -> None:
        tries = 0
        while loop.time() < end:
            sent_at = await limiter.enter(100, urgent=tries > 0, again=tries > 1)
            answered, headers, retry_after = await service.ask()
            if answered:
                limiter.answered(sent_at, headers)
                limiter.leave(sent_at, 100, 100)
                tries = 0
                continue
            limiter.refused(sent_at, headers, retry_after, again=tries > 1)
            limiter.leave(sent_at, 100)
            tries += 1
            await asyncio.sleep(service._random.uniform(0, min(30.0, 0.5 * 2**tries)) if retry_after is None else retry_after)

    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asyncio.gather(*(one() for _ in range(500)))


def measured(service: Service, seconds: float, limiter: Limiter, warm_up: float) -> tuple[float, float, float]:
    """Return answers a second and the share refused after the warm-up, and the share refused in all."""
    run(drive(service, seconds, limiter))
    begun = service.ended[0][0]
    after = [answered for moment, answered in service.ended if moment - begun > warm_up]
    everything = [answered for _, answered in service.ended]
    return sum(after) / (seconds - warm_up), 1 - sum(after) / len(after), 1 - sum(everything) / len(everything)


@pytest.mark.parametrize("latency", [0.02, 0.2, 2.0])
@pytest.mark.parametrize("limit", ["bucket", "window"])
def test_with_headers_all_that_is_allowed_is_used_and_nearly_nothing_refused(limit: Any, latency: float) -> None:
    """600 requests a minute, as a bucket of one second and as a window of a minute."""
    service = Service(Settings(requests_per_minute=600, limit=limit), latency)
    goodput, refused, refused_in_all = measured(service, 180, Limiter(64), 60)
    assert goodput >= 0.95 * 10
    assert max(refused, refused_in_all) < 0.02


@pytest.mark.parametrize("latency", [0.02, 0.2, 2.0])
@pytest.mark.parametrize("limit", ["bucket", "window"])
def test_without_headers_the_rate_is_learned_from_refusals(limit: Any, latency: float) -> None:
    """A refusal says how long to wait, and no more."""
    settings = Settings(requests_per_minute=600, limit=limit, sends_limit_headers=False)
    goodput, refused, _ = measured(Service(settings, latency), 240, Limiter(64), 60)
    assert goodput >= 0.95 * 10
    assert refused < 0.02


@pytest.mark.parametrize("latency", [0.02, 0.2])
@pytest.mark.parametrize("limit", ["bucket", "window"])
def test_bare_refusals_teach_the_rate_too(limit: Any, latency: float) -> None:
    """Neither headers nor a time to wait: it takes more tries to find out when a window opens again."""
    settings = Settings(requests_per_minute=600, limit=limit, sends_limit_headers=False, retry_after="")
    goodput, refused, _ = measured(Service(settings, latency), 240, Limiter(64), 60)
    assert goodput >= 0.93 * 10
    assert refused < 0.02


def test_a_limit_of_tokens_is_kept_too() -> None:
    """60,000 tokens a minute at 100 a request are 600 requests."""
    service = Service(Settings(tokens_per_minute=60_000))
    goodput, refused, _ = measured(service, 180, Limiter(64), 60)
    assert (goodput >= 0.95 * 10, refused < 0.02) == (True, True)


@pytest.mark.parametrize("limit", ["bucket", "window"])
@pytest.mark.parametrize("given", [{"requests_per_minute": 600}, {"tokens_per_minute": 60_000}])
def test_a_given_rate_is_never_passed(limit: Any, given: dict[str, Any]) -> None:
    """A server with just that limit refuses nothing."""
    service = Service(Settings(limit=limit, sends_limit_headers=False, **given))
    goodput, _, refused_in_all = measured(service, 180, Limiter(64, **given), 60)
    assert (goodput >= 0.95 * 10, refused_in_all) == (True, 0.0)


@pytest.mark.parametrize("noise", [0.02, 0.05, 0.1])
def test_refusals_at_random_do_not_slow_down(noise: float) -> None:
    """They have nothing to do with how fast one sends, which is found out."""
    goodput, _, _ = measured(Service(Settings(), noise=noise), 90, Limiter(64), 30)
    assert goodput >= 0.9 * 64 / (1.1 * 0.2) * (1 - noise)


@pytest.mark.parametrize("most", [5, 64, 256])
def test_concurrency_grows_to_what_is_allowed_while_it_pays(most: int) -> None:
    """A server that is as fast for many as for few is asked by as many as may."""
    service = Service(Settings(), jitter=0.0)
    goodput, _, _ = measured(service, 30, Limiter(most), 5)
    assert goodput >= 0.95 * most / 0.22
    assert service.most_in_flight == most


@pytest.mark.parametrize("most", [64, 256])
def test_a_few_slow_answers_do_not_look_like_a_full_server(most: int) -> None:
    """One in ten that takes ten times as long: as many as may are in flight all the same."""
    service = Service(Settings(), slow_share=0.1)
    goodput, _, _ = measured(service, 60, Limiter(most), 10)
    assert goodput >= 0.95 * most / (0.02 + 1.9 * 0.2)


async def _queued(service: Service, num: int) -> None:
    """Answer one after another: more at once brings nothing."""
    limiter = Limiter(num)
    seat = asyncio.Semaphore(4)

    async def one() -> None:
        sent_at = await limiter.enter(1)
        service._in_flight += 1
        service.most_in_flight = max(service.most_in_flight, service._in_flight)
        async with seat:
            await asyncio.sleep(0.1)
        service._in_flight -= 1
        limiter.answered(sent_at, {})
        limiter.leave(sent_at, 1)

    await asyncio.gather(*(one() for _ in range(2000)))


def test_concurrency_stays_low_where_more_does_not_pay() -> None:
    """A server that works on four at a time is not flooded with 64."""
    service = Service(Settings())
    run(_queued(service, 64))
    assert service.most_in_flight <= 24


def test_who_is_sent_again_goes_first_and_a_stop_ends_all_waiting() -> None:
    """Nobody is let through after the stop."""
    stopped: list[bool] = []

    async def main() -> list[str]:
        limiter = Limiter(1, is_stopped=lambda: bool(stopped))
        order: list[str] = []

        async def one(name: str, urgent: bool) -> None:
            sent_at = await limiter.enter(1, urgent=urgent)
            order.append(name)
            await asyncio.sleep(1)
            if name == "again":
                stopped.append(True)
            limiter.leave(sent_at, 1)

        tasks: list[Coroutine[Any, Any, None]] = [one("first", False), one("second", False), one("again", True)]
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(end) for end in ends] == [type(None), StoppedError, type(None)]
        return order

    assert run(main()) == ["first", "again"]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        (
            {"x-ratelimit-limit-requests": "600", "x-ratelimit-remaining-requests": "9", "x-ratelimit-reset-requests": "6m0s"},
            Told(600, 9, 360),
        ),
        (
            {"x-ratelimit-limit-requests": "600", "x-ratelimit-remaining-requests": "9", "x-ratelimit-reset-requests": "120ms"},
            Told(600, 9, 0.12),
        ),
        ({"x-ratelimit-limit-requests": "6", "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1.5"}, Told(6, 0, 1.5)),
        (
            {"x-ratelimit-limit-requests": "6", "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "soon"},
            Told(6, 0, None),
        ),
        ({"x-ratelimit-limit-requests": "many", "x-ratelimit-remaining-requests": "0"}, None),
    ],
)
def test_headers_about_limits_are_read(headers: dict[str, str], expected: Told | None) -> None:
    """Durations in every spelling; nonsense counts as nothing said."""
    assert told(headers, "requests") == expected
