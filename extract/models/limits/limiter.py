"""The gate that every request goes through: as many as the server takes, and none that it is known to refuse."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable, Mapping
from typing import TypeAlias

from extract.errors import StoppedError
from extract.models.limits.allowance import Allowance
from extract.models.limits.concurrency import Concurrency
from extract.models.limits.headers import REQUESTS, TOKENS, told
from extract.models.limits.refusals import Refusals

_NUM_IN_A_ROW = 4  # refusals without an answer between them: nothing gets through at present
_NUM_IN_A_ROW_OF_NOISE = 8
_REST_SECONDS = 0.3  # after a refusal a server's bucket is empty; it is left to fill a little
_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 10.0
_SECONDS_OF_A_WINDOW = 3.0  # a server that lets nothing through for so long counts in windows
_CLOCK_SECONDS = 0.05  # servers round what they ask for
_SECONDS_BETWEEN_LOOKS = 0.25


_Turn: TypeAlias = tuple[asyncio.Future[None], float, bool]


class Limiter:
    """Lets requests through in the order in which they ask, those that are sent again first. Belongs to one event loop."""

    def __init__(
        self,
        max_concurrency: int,
        requests_per_minute: float | None = None,
        tokens_per_minute: float | None = None,
        *,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._concurrency = Concurrency(max_concurrency)
        self._requests = Allowance(math.inf if requests_per_minute is None else requests_per_minute / 60)
        self._tokens = Allowance(math.inf if tokens_per_minute is None else tokens_per_minute / 60)
        self._refusals = Refusals()
        self._asked_to_stop = is_stopped
        self._closed = False
        self._waiting: deque[_Turn] = deque()
        self._urgent: deque[_Turn] = deque()
        self._in_flight = 0
        self._tokens_in_flight = 0.0
        self._num_refused_in_a_row = 0
        self._pause_seconds = _FIRST_PAUSE_SECONDS
        self._unsure_seconds = 0.0
        self._paused_until = -math.inf
        self._last_pause = self._closed_since = -math.inf
        self._probing = False
        self._num_since_pause = 0
        self._timer: asyncio.TimerHandle | None = None
        self._held_back = False

    @property
    def in_flight(self) -> int:
        """How many requests are under way."""
        return self._in_flight

    def close(self) -> None:
        """Let nobody through any more."""
        self._closed = True

    def _is_stopped(self) -> bool:
        return self._closed or self._asked_to_stop()

    @property
    def counts_tokens(self) -> bool:
        """Whether there is a limit of tokens."""
        return self.is_told_tokens or math.isfinite(self._tokens.rate)

    @property
    def is_told_tokens(self) -> bool:
        """Whether the server speaks of such a limit: servers count beforehand, with the most tokens that an answer may have."""
        return self._tokens.told_rate is not None

    async def enter(self, tokens: float, *, urgent: bool = False, again: bool = False) -> float:
        """Wait until a request of about so many tokens may be sent; return the moment. `leave` has to follow.

        Urgent ones go first. One that is sent `again` and again teaches nothing: it may be refused for what it holds.

        Raises:
            StoppedError: nothing is to be sent any more.
        """
        loop = asyncio.get_running_loop()
        if self._is_stopped():
            raise StoppedError("stopped")
        if not self._waiting and not self._urgent and self._wait_seconds(tokens, loop.time()) == 0.0:
            self._let_through(tokens, loop.time(), again)
            return loop.time()
        turn: asyncio.Future[None] = loop.create_future()
        (self._urgent if urgent else self._waiting).append((turn, tokens, again))
        self._pump()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self._let_go(loop.time(), tokens)
            raise
        return loop.time()

    def leave(self, sent_at: float, tokens: float, used: float | None = None) -> None:
        """Take note that a request has ended, and what it has really used where that is known."""
        if used is not None and self._tokens.told_rate is None:
            self._tokens.take(used - tokens)
        self._let_go(sent_at, tokens)

    def _let_go(self, sent_at: float, tokens: float) -> None:
        self._in_flight -= 1
        if sent_at >= self._last_pause:
            self._num_since_pause -= 1
        self._tokens_in_flight -= tokens
        self._pump()

    def answered(self, sent_at: float, headers: Mapping[str, str]) -> None:
        """Take note of an answer of any kind but a refusal for too many requests."""
        now = asyncio.get_running_loop().time()
        self._listen(headers, now)
        self._num_refused_in_a_row = 0
        if self._probing and sent_at >= self._last_pause:
            self._probing, self._pause_seconds = False, _FIRST_PAUSE_SECONDS
            is_window = self._paused_until - self._closed_since >= _SECONDS_OF_A_WINDOW
            if self._refusals.opened(now - self._unsure_seconds, is_sure=is_window):
                self._requests.set_rate(self._rate(), now)
        saturated = bool(self._waiting or self._urgent) and not self._held_back
        self._concurrency.answered(sent_at, now, saturated=saturated)
        if self._refusals.answered(now, held_back=self._held_back):
            self._requests.set_rate(self._rate(), now)

    def refused(self, sent_at: float, headers: Mapping[str, str], retry_after: float | None, *, again: bool = False) -> None:
        """Take note of a refusal for too many requests; all others wait too if nothing gets through."""
        now = asyncio.get_running_loop().time()
        if retry_after == 0.0:
            return
        nothing_left = self._listen(headers, now)
        if sent_at >= self._last_pause and not again:
            self._num_refused_in_a_row += 1
        if self._probing or self._num_refused_in_a_row >= self._num_telling(retry_after) or (nothing_left and retry_after is not None):
            self._pause(retry_after, sent_at, now)
        elif not again:
            self._learn(sent_at, now)

    def _num_telling(self, retry_after: float | None) -> int:
        """Return how many refusals in a row say that nothing gets through: fewer where the server speaks of a long wait."""
        if self._refusals.is_noise:
            return _NUM_IN_A_ROW_OF_NOISE
        return _NUM_IN_A_ROW // 2 if retry_after is not None and retry_after >= _SECONDS_OF_A_WINDOW else _NUM_IN_A_ROW

    def _learn(self, sent_at: float, now: float) -> None:
        was_noise = self._refusals.is_noise
        if self._refusals.refused(sent_at, now):
            self._requests.set_rate(self._rate(), now, rest_seconds=_REST_SECONDS)
            if was_noise:
                self._concurrency.lower(now)

    def _listen(self, headers: Mapping[str, str], now: float) -> bool:
        """Take over what the server says of its limits; say whether it says that nothing is left."""
        nothing_left = False
        for name, allowance, in_flight in ((REQUESTS, self._requests, self._in_flight), (TOKENS, self._tokens, self._tokens_in_flight)):
            said = told(headers, name)
            if said is not None:
                allowance.listen(said, in_flight, now)
                nothing_left = nothing_left or said.remaining < 1
        return nothing_left

    def _rate(self) -> float:
        """Return the rate to send at: what refusals teach, below what the headers say."""
        return min(self._refusals.rate, self._requests.told_rate or math.inf)

    def _pause(self, retry_after: float | None, sent_at: float, now: float) -> None:
        if sent_at < self._last_pause:
            return
        seconds = self._pause_seconds if retry_after is None else retry_after + _CLOCK_SECONDS
        self._unsure_seconds = seconds / 2 if retry_after is None else 0.0  # at some moment of the pause it opened
        self._pause_seconds = min(_LONGEST_PAUSE_SECONDS, 2 * self._pause_seconds)
        self._requests.empty(now)
        if not self._probing:
            self._closed_since = now
        if self._refusals.closed(now):
            self._requests.set_rate(self._rate(), now)
        self._last_pause = now
        self._num_since_pause = 0
        self._paused_until = now + seconds
        self._probing = True
        self._num_refused_in_a_row = 0

    def _wait_seconds(self, tokens: float, now: float) -> float | None:
        """Return how long the next request has to wait; None until another one has ended."""
        self._held_back = False
        if now < self._paused_until:
            self._held_back = True
            return self._paused_until - now
        if self._probing:
            return None if self._num_since_pause else 0.0
        if self._in_flight >= self._concurrency.limit:
            return None
        seconds = max(self._requests.wait(1.0, now), self._tokens.wait(tokens, now))
        self._held_back = seconds > 0
        return seconds

    def _let_through(self, tokens: float, now: float, again: bool) -> None:
        self._requests.take(1.0)
        self._tokens.take(tokens)
        if not again:
            self._refusals.sent(now)
        self._in_flight += 1
        self._num_since_pause += 1
        self._tokens_in_flight += tokens

    def _pump(self) -> None:
        """Let through whoever may go now, and look again when the next one may."""
        loop = asyncio.get_running_loop()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        stopped = self._is_stopped()
        while queue := self._next_queue():
            turn, tokens, again = queue[0]
            if turn.done():
                queue.popleft()
                continue
            if stopped:
                queue.popleft()
                turn.set_exception(StoppedError("stopped"))
                continue
            seconds = self._wait_seconds(tokens, loop.time())
            if seconds != 0.0:
                self._timer = loop.call_later(min(seconds or _SECONDS_BETWEEN_LOOKS, _SECONDS_BETWEEN_LOOKS), self._pump)
                return
            queue.popleft()
            self._let_through(tokens, loop.time(), again)
            turn.set_result(None)

    def _next_queue(self) -> deque[_Turn]:
        """Return who is next: those that are sent again, unless it is to be found out whether anything gets through at all."""
        first, second = (self._waiting, self._urgent) if self._probing else (self._urgent, self._waiting)
        return first or second
