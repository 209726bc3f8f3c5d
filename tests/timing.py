"""How long something takes, for tests that compare two sizes of a text."""

from __future__ import annotations

import time
import timeit
from collections.abc import Callable


def least_seconds(call: Callable[[], object], repeat: int = 3) -> float:
    """Return the least processor time of some calls, garbage collection off: with a full heap it would be measured instead."""
    return min(timeit.repeat(call, number=1, repeat=repeat, timer=time.process_time))
