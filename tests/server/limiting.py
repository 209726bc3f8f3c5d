"""How many requests and tokens the server allows."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.server.settings import Settings


@dataclass
class Allowance:
    """A token bucket that holds one second's worth, or a fixed window of some seconds."""

    per_minute: float
    windowed: bool
    window_seconds: float
    clock: Callable[[], float] = time.monotonic
    level: float = field(init=False)
    moment: float = field(init=False)

    def __post_init__(self) -> None:
        self.level = self.size
        self.moment = self.clock()

    @property
    def size(self) -> float:
        """What is there when nothing is used: a window's worth, or a second's."""
        return self.per_minute / 60 * (self.window_seconds if self.windowed else 1.0)

    def take(self, amount: float) -> float:
        """Take an amount and return 0; if there is not enough, return the seconds until there is."""
        now = self.clock()
        if self.windowed:
            if now - self.moment >= self.window_seconds:
                self.level, self.moment = self.size, now - (now - self.moment) % self.window_seconds
        else:
            self.level, self.moment = min(self.size, self.level + (now - self.moment) * self.per_minute / 60), now
        if self.level >= min(amount, self.size):
            self.level -= amount
            return 0.0
        return self.moment + self.window_seconds - now if self.windowed else (amount - self.level) * 60 / self.per_minute

    def reset_seconds(self) -> float:
        """Return the seconds until everything is there again."""
        if self.windowed:
            return max(0.0, self.moment + self.window_seconds - self.clock())
        return (self.size - self.level) * 60 / self.per_minute


class Limits:
    """The allowances of a server, as its settings have them."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        windowed = settings.limit == "window"
        self.allowances: dict[str, Allowance] = {
            name: Allowance(per_minute, windowed, settings.window_seconds, clock)
            for name, per_minute in (("requests", settings.requests_per_minute), ("tokens", settings.tokens_per_minute))
            if per_minute is not None
        }

    def wait_seconds(self, num_tokens: int) -> float:
        """Count a request; return 0 if it is allowed, else the seconds after which it would be."""
        return max((allowance.take(1 if name == "requests" else num_tokens) for name, allowance in self.allowances.items()), default=0.0)

    def headers(self) -> dict[str, str]:
        """Return the x-ratelimit headers."""
        found: dict[str, str] = {}
        for name, allowance in self.allowances.items():
            found[f"x-ratelimit-limit-{name}"] = str(math.floor(allowance.per_minute))
            found[f"x-ratelimit-remaining-{name}"] = str(max(0, math.floor(allowance.level)))
            found[f"x-ratelimit-reset-{name}"] = f"{allowance.reset_seconds():.3f}s"
        return found
