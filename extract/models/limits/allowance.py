"""One allowance (requests, or tokens): what may still be sent, kept beside what the server counts."""

from __future__ import annotations

import math

from extract.models.limits.headers import Told

_MARGIN = 0.99  # of an allowance that is known: clocks differ, and answers take their time
_BURST_SECONDS = 0.5
_MOST_SLACK = 100.0  # a limit that is not for a minute but for a second is found out, by what is left all the time


class Allowance:
    """A bucket that fills at a rate. Without a rate nothing is held back.

    `most` is the user's own limit in units a second. `rate` is the one in force: learned from headers or from refusals, and
    never above the user's.
    """

    def __init__(self, most: float = math.inf) -> None:
        self._most = most * _MARGIN
        self._told: Told | None = None
        self._in_force = self._most
        self._burst = self._default_burst()
        self._level = min(1.0, self._burst)
        self._moment = 0.0
        self._slack = 1.0
        self._loosened = -math.inf

    @property
    def rate(self) -> float:
        """Units a second; infinite where nothing is known."""
        return self._in_force

    @property
    def told_rate(self) -> float | None:
        """The rate that the headers speak of, if they do: limits are for a minute, or for as long as it takes to have all again."""
        if self._told is None:
            return None
        return self._told.limit / max(60.0, self._told.reset_seconds or 0.0) * _MARGIN * self._slack

    def set_rate(self, rate: float, now: float, *, rest_seconds: float = 0.0) -> None:
        """Put another rate in force, after a rest."""
        self._refill(now)
        self._in_force = min(rate, self._most)
        self._burst = max(self._default_burst(), min(self._burst, self._told.remaining if self._told else 0.0))
        self._level = min(self._level, self._burst)
        if rest_seconds and math.isfinite(self._in_force):
            self._level = min(self._level, 0.0) - rest_seconds * self._in_force

    def wait(self, amount: float, now: float) -> float:
        """Return the seconds until an amount may be sent; more than there can ever be may go when all is there."""
        if math.isinf(self._in_force):
            return 0.0
        self._refill(now)
        missing = min(amount, self._burst) - self._level
        return max(0.0, missing / self._in_force) if missing > 1e-9 else 0.0

    def take(self, amount: float) -> None:
        """Count an amount as sent; a negative one was counted too much."""
        if not math.isinf(self._in_force):
            self._level = min(self._burst, self._level - amount)

    def empty(self, now: float) -> None:
        """Take note that nothing is left."""
        self._refill(now)
        self._level = min(self._level, 0.0)
        self._slack = 1.0

    def listen(self, told: Told, in_flight: float, now: float) -> None:
        """Take over what the server says is left; what is in flight may not be in its count yet."""
        known = self._told is not None
        self._told = told
        self._refill(now)
        if known and self._level < 1 and told.remaining > told.limit / 2 and now - self._loosened > 1:
            self._slack, self._loosened = min(_MOST_SLACK, 1.5 * self._slack), now
            self._in_force = min(self.told_rate or math.inf, self._most)
        if not known or self._in_force > (self.told_rate or math.inf):
            self._in_force = min(self.told_rate or math.inf, self._most)
        if math.isinf(self._most):
            self._burst = max(self._default_burst(), self._burst if known else 0.0, told.remaining)
            if not known or told.remaining > self._level + in_flight + self._default_burst():
                self._level = told.remaining - in_flight
        self._level = min(self._level, told.remaining)

    def _default_burst(self) -> float:
        return max(1.0, _BURST_SECONDS * self._in_force)

    def _refill(self, now: float) -> None:
        if not math.isinf(self._in_force):
            most = max(self._level, self._default_burst())  # more than that only the server knows of
            self._level = min(most, self._level + max(0.0, now - self._moment) * self._in_force)
        self._moment = now
