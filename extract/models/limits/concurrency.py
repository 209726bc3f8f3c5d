"""How many requests in flight pay: twice as many while that brings more answers a second, then small trials."""

from __future__ import annotations

from dataclasses import dataclass

_FIRST = 8
_PAYS_WHEN_DOUBLED = 1.15
_PAYS_IN_TRIAL = 1.05
_TRIAL = 1.25
_SECONDS_BETWEEN_TRIALS = 5.0


@dataclass(slots=True)
class Concurrency:
    """The number of requests that may be in flight, at most `most`."""

    most: int
    limit: int = 0
    _best: float = 0.0
    _kept: int = 0
    _doubling: bool = True
    _to_skip: int = 0
    _begun: float | None = None
    _num: int = 0
    _next_trial: float = 0.0

    def __post_init__(self) -> None:
        self.limit = self._kept = min(_FIRST, self.most)

    def answered(self, now: float, *, saturated: bool) -> None:
        """Take note of an answer; `saturated` says that more requests would have been sent if they were allowed."""
        if not saturated:
            self._restart()
            return
        if self._to_skip:
            self._to_skip -= 1
            return
        if self._begun is None:
            self._begun = now
            return
        self._num += 1
        if self._num >= self.limit:
            self._judge(self._num / max(now - self._begun, 1e-6), now)

    def lower(self) -> None:
        """Allow half as many: they are refused for their number."""
        self.limit = self._kept = max(1, self.limit // 2)
        self._doubling = False
        self._restart()

    def _judge(self, throughput: float, now: float) -> None:
        """Keep the number of this round if it has paid, else go back; then choose the next."""
        pays = throughput >= self._best * (_PAYS_WHEN_DOUBLED if self._doubling else _PAYS_IN_TRIAL)
        on_trial = self.limit != self._kept
        if pays or not on_trial:
            self._kept, self._best = self.limit, throughput
        elif on_trial:
            self._doubling = False
        self._next_trial = now + _SECONDS_BETWEEN_TRIALS if on_trial and not self._doubling else self._next_trial
        self.limit = self._next_number(now)
        self._restart()

    def _next_number(self, now: float) -> int:
        if self._doubling:
            return min(self.most, 2 * self._kept)
        return min(self.most, int(self._kept * _TRIAL) + 1) if now >= self._next_trial else self._kept

    def _restart(self) -> None:
        self._begun, self._num, self._to_skip = None, 0, self.limit
