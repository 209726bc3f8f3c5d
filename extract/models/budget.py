"""What a run may cost: no request is sent that could pass it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from extract.errors import BudgetStopped


class Reservation:
    """What one request may cost at most. `cost` is set once it is known; what is not known is counted at the most."""

    def __init__(self, most_usd: float) -> None:
        self.most_usd = most_usd
        self.cost: float | None = None


class Budget:
    """Counts what was spent and what requests in flight may still cost.

    `note` is told the sum of both at each change, so that a run that is killed knows what it may have spent.
    """

    def __init__(self, most_usd: float, spent_usd: float, note: Callable[[float], None]) -> None:
        self.spent_usd = spent_usd
        self._most_usd = most_usd
        self._note = note
        self._reserved: set[Reservation] = set()
        self._changed = asyncio.Event()

    @asynccontextmanager
    async def reserve(self, most_usd: float) -> AsyncIterator[Reservation]:
        """Hold back what a request may cost at most while it is under way; wait for others in flight where that makes room.

        Raises:
            BudgetStopped: the request could pass the budget, and nothing is in flight.
        """
        while self._committed() + most_usd > self._most_usd:
            if not self._reserved:
                raise BudgetStopped(
                    f"the budget of ${self._most_usd:g} is used up: ${self.spent_usd:.4f} spent, "
                    f"and the next request could cost up to ${most_usd:.4f}",
                    hint="the same command with a higher --max-cost goes on from here",
                )
            self._changed.clear()
            await self._changed.wait()
        reservation = Reservation(most_usd)
        self._reserved.add(reservation)
        self._note(self._committed())
        try:
            yield reservation
        finally:
            self._reserved.discard(reservation)
            self.spent_usd += most_usd if reservation.cost is None else reservation.cost
            self._note(self._committed())
            self._changed.set()

    def _committed(self) -> float:
        return self.spent_usd + sum(each.most_usd for each in self._reserved)
