"""What refusals teach: how many requests a second a server lets through, when it lets none through, and when they mean nothing.

Between two refusals a server that counts has let through just what it allows, whether it fills a bucket or opens a window; so
the rate of answers between them is the rate to send at. Where refusals go on at that rate, sending twice as fast for a moment
tells why: a server that counts refuses many more then, and one that refuses at random does not.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from enum import Enum

_NUM_TO_MEASURE = 30  # answers between two refusals that make their rate worth something
_SECONDS_TO_MEASURE = 1.0
_SECONDS_LATELY = 5.0
_MARGIN = 0.99
_CUT = 0.7
_SMALL_CUT = 0.85  # after a rate that was nearly right
_SMALL_SHARE = 0.1
_NUM_TO_JUDGE = 20  # requests after which a share of refusals means something
_MANY_REFUSED = 4
_MEMORY = 0.95  # of the share of refusals, from one request to the next
_MANY_RECENTLY = 0.15
_MANY_IN_ALL = 8
_MANY_SHARE = 0.02
_NUM_TO_TRY = 40
_MOST_TO_TRY = 400
_FASTER = 2.0
_MORE_REFUSED = 0.15  # by which the share grows when a server that counts is asked faster
_SOON_SECONDS = 15.0  # a refusal that comes sooner after a rate was measured is suspicious
_NUM_SUSPICIOUS = 2
_FIRST_SECONDS_BETWEEN_TRIALS = 60.0
_LIMITED_SHARE = 0.35  # more refused than that is no noise
_MOST_GROWTH = 0.16
_LOWEST = 1 / 60


@dataclass(frozen=True, slots=True)
class _Pace:
    """How fast a rate grows: by `share` after each `seconds` without a change; when settled, the share doubles each time."""

    seconds: float
    share: float


_SEARCHING = _Pace(2.0, 0.1)
_SETTLED = _Pace(10.0, 0.01)


class _State(Enum):
    LIMITED = "limited"
    TRYING = "trying"  # to send faster, to see whether more is refused
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class _Trial:
    """Rate and share of refusals before a trial, and how many requests it takes: more than went well before the last refusal."""

    rate: float
    share: float
    num: int


@dataclass(slots=True)
class _Batch:
    """Requests sent since the rate was last changed. Refusals come at once, answers take their time."""

    num: int = 0
    refused: int = 0

    @property
    def share(self) -> float:
        return self.refused / self.num if self.num else 0.0


@dataclass(slots=True)
class Refusals:
    """Finds the rate to send at. `rate` is infinite until there is a reason. All times are the caller's."""

    rate: float = math.inf
    _state: _State = _State.LIMITED
    _started: float | None = None
    _answered: int = 0
    _mark: tuple[float, int] | None = None
    _opened: tuple[float, int] | None = None
    _grown: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=8))
    _changed: float = -math.inf
    _pace: _Pace = _SEARCHING
    _batch: _Batch = field(default_factory=_Batch)
    _recent_share: float = 0.0
    _num_suspicious: int = 0
    _before_trial: _Trial = field(default_factory=lambda: _Trial(0.0, 0.0, 0))
    _next_trial: float = -math.inf
    _seconds_between_trials: float = _FIRST_SECONDS_BETWEEN_TRIALS

    @property
    def is_noise(self) -> bool:
        """Whether refusals have turned out not to depend on the rate."""
        return self._state is _State.NOISE

    def sent(self, now: float) -> None:
        """Take note that a request is sent."""
        self._batch.num += 1
        self._recent_share *= _MEMORY
        if self._started is None:
            self._started = now

    def answered(self, now: float, *, held_back: bool) -> bool:
        """Take note of an answer; say whether the rate was changed: it grows while it is what holds requests back."""
        self._answered += 1
        if self._state is _State.TRYING:
            return self._go_on_trying(now)
        if math.isinf(self.rate) or not held_back or now - self._changed < self._pace.seconds:
            return False
        pace = self._pace
        self._grown.append((now, self._answered))
        self._set(self.rate * (1 + pace.share), now)
        self._pace = pace if pace is _SEARCHING else _Pace(pace.seconds, min(_MOST_GROWTH, 2 * pace.share))
        return True

    def refused(self, sent_at: float, now: float) -> bool:
        """Take note of a refusal; say whether the rate was changed."""
        if sent_at < self._changed:
            return False
        self._batch.refused += 1
        if self._state is _State.TRYING:
            return self._go_on_trying(now)
        if self._state is _State.NOISE:
            return self._end_noise(now)
        self._recent_share += 1 - _MEMORY
        return self._is_telling() and self._react(now)

    def _is_telling(self) -> bool:
        """Say whether there are enough refusals to do something; without a rate yet, single ones may mean nothing."""
        batch = self._batch
        if math.isinf(self.rate):
            return self._recent_share > _MANY_RECENTLY or (batch.refused >= _MANY_IN_ALL and batch.share >= _MANY_SHARE)
        return batch.num >= _NUM_TO_JUDGE or (batch.refused >= _MANY_REFUSED and batch.share >= 0.5)

    def _react(self, now: float) -> bool:
        return self._begin_trial(now) if self._is_doubtful(now) else self._lower(now)

    def opened(self, now: float, *, is_sure: bool) -> bool:
        """Take note that a server that let nothing through does so again, which closes a round of its count.

        Say whether the rate was changed. After a short while one cannot be sure that it was one.
        """
        seconds, num = self._since(self._opened, now)
        self._opened = (now, self._answered)
        if num < _NUM_TO_MEASURE or self._state is not _State.LIMITED:
            return False
        self._mark, self._pace = self._opened, _SETTLED if is_sure else _SEARCHING
        rate = num / seconds * _MARGIN
        self._set(rate if is_sure else min(self.rate, rate), now)
        return True

    def _lower(self, now: float) -> bool:
        seconds, num = self._since(self._mark, now)
        if not num:
            return False
        measured = num / seconds
        rate = min(self.rate, measured) * _CUT
        self._pace = _SEARCHING
        if self._mark is not None and num >= _NUM_TO_MEASURE and seconds >= _SECONDS_TO_MEASURE:
            rate, self._pace = max(measured, self._lately(now)) * _MARGIN, _SETTLED if self._grown else _SEARCHING
            self._mark = (now, self._answered)
            self._grown.clear()
        if self._batch.num >= _NUM_TO_JUDGE and self._batch.share <= _SMALL_SHARE and self._grown and math.isfinite(self.rate):
            rate = max(rate, self.rate * _SMALL_CUT)
        self._mark = self._mark or (now, self._answered)
        self._set(max(rate, _LOWEST), now)
        return True

    def _since(self, mark: tuple[float, int] | None, now: float) -> tuple[float, int]:
        """Return the seconds, and the number of answers, since a mark; without one since the first request."""
        moment, num = mark or (self._started if self._started is not None else now, 0)
        return max(now - moment, 1e-3), self._answered - num

    def _lately(self, now: float) -> float:
        """Return the rate of answers over the last seconds in which the rate grew: before that, fewer were sent than could be."""
        for mark in reversed(self._grown):
            seconds, num = self._since(mark, now)
            if num >= _NUM_TO_MEASURE and seconds >= _SECONDS_LATELY:
                return num / seconds
        return 0.0

    def _is_doubtful(self, now: float) -> bool:
        """Say whether refusals have come soon after the rate was lowered, several times in a row.

        One that comes after a settled rate has grown is no surprise.
        """
        if math.isinf(self.rate) or self._batch.num < _NUM_TO_JUDGE:
            return False
        has_grown = self._pace is not _SEARCHING and bool(self._grown)
        soon = not has_grown and now - self._changed < _SOON_SECONDS and self._batch.share <= _LIMITED_SHARE
        self._num_suspicious = self._num_suspicious + 1 if soon else 0
        return self._num_suspicious > _NUM_SUSPICIOUS and now >= self._next_trial

    def _begin_trial(self, now: float) -> bool:
        self._before_trial = _Trial(self.rate, self._batch.share, min(_MOST_TO_TRY, max(_NUM_TO_TRY, 3 * self._batch.num // 2)))
        self._state = _State.TRYING
        self._set(self.rate * _FASTER, now)
        return True

    def _go_on_trying(self, now: float) -> bool:
        """End the trial when it is clear what it shows; say whether it ended."""
        trial = self._before_trial
        if self._batch.refused >= (trial.share + _MORE_REFUSED) * _NUM_TO_TRY:
            return self.closed(now)
        if self._batch.num < trial.num:
            return False
        self._num_suspicious = 0
        self._state = _State.NOISE
        self._set(math.inf, now)
        return True

    def closed(self, now: float) -> bool:
        """Take note that nothing gets through any more: if that is so when it is tried to send faster, the rate is what counts."""
        if self._state is not _State.TRYING:
            return False
        self._num_suspicious = 0
        self._state = _State.LIMITED
        self._next_trial = now + self._seconds_between_trials
        self._seconds_between_trials *= 2
        self._mark = (now, self._answered)
        self._set(self._before_trial.rate * _SMALL_CUT, now)
        return True

    def _end_noise(self, now: float) -> bool:
        """Take refusals seriously again when there are many more of them."""
        if self._batch.num > 10 * _NUM_TO_JUDGE:
            self._batch = _Batch()
        if self._batch.num < _NUM_TO_JUDGE or self._batch.share <= _LIMITED_SHARE:
            return False
        self._state = _State.LIMITED
        self._mark, self._started, self._answered = None, self._changed, self._batch.num - self._batch.refused
        return self._lower(now)

    def _set(self, rate: float, now: float) -> None:
        self._batch = _Batch()
        self.rate = rate
        self._changed = now
