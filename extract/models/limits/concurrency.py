"""How many requests in flight pay: twice as many while that brings more answers a second, then small trials.

How many answers a second so many requests bring is told by how long the middle one takes (Little's law). Counting the answers
themselves would need many more of them: one that takes ten times as long as the others would look like a server that is full.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, field

_FIRST = 8
_LEAST_TO_JUDGE = 16  # twice as many in a trial, where less is to be seen
_PAYS_WHEN_DOUBLED = 1.15
_PAYS_IN_TRIAL = 1.05
_TRIAL = 1.25
_SECONDS_BETWEEN_TRIALS = 5.0


@dataclass(slots=True)
class Concurrency:
    """The number of requests that may be in flight, at most `most`. All times are in seconds."""

    most: int
    limit: int = 0
    _best: float = 0.0
    _kept: int = 0
    _doubling: bool = True
    _since: float = -math.inf
    _took: list[float] = field(default_factory=list)
    _next_trial: float = 0.0

    def __post_init__(self) -> None:
        self.limit = self._kept = min(_FIRST, self.most)

    def answered(self, sent_at: float, now: float, *, saturated: bool) -> None:
        """Take note of an answer; `saturated` says that more requests would have been sent if they were allowed."""
        if not saturated:
            self._restart(now)
            return
        if sent_at < self._since:
            return
        self._took.append(now - sent_at)
        if len(self._took) >= max(self.limit, _LEAST_TO_JUDGE) * (1 if self._doubling else 2):
            self._judge(self.limit / max(statistics.median(self._took), 1e-6), now)

    def lower(self, now: float) -> None:
        """Allow half as many: they are refused for their number."""
        self.limit = self._kept = max(1, self.limit // 2)
        self._doubling = False
        self._restart(now)

    def _judge(self, throughput: float, now: float) -> None:
        """Keep the number of this round if it has paid, else go back; then choose the next."""
        pays = throughput >= self._best * (_PAYS_WHEN_DOUBLED if self._doubling else _PAYS_IN_TRIAL)
        if pays or self.limit == self._kept:
            self._doubling = self._doubling or self.limit != self._kept
            self._kept, self._best = self.limit, throughput
        else:
            self._doubling = False
            self._next_trial = now + _SECONDS_BETWEEN_TRIALS
        self.limit = self._next_number(now)
        self._restart(now)

    def _next_number(self, now: float) -> int:
        if self._doubling:
            return min(self.most, 2 * self._kept)
        return min(self.most, int(self._kept * _TRIAL) + 1) if now >= self._next_trial else self._kept

    def _restart(self, now: float) -> None:
        self._since = now
        self._took.clear()
