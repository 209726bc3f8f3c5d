"""Ids that are unique over a whole run, in little memory."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from hashlib import blake2b

_NUM_SHOWN = 10


class SeenKeys:
    """A set of strings that keeps 8 bytes of hash of each, 16 to 32 bytes in all.

    Two different strings among ten million meet with a chance of one in a few hundred thousand.
    """

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * 64))
        self._count = 0

    def add(self, key: str) -> bool:
        """Add a key; say whether it is new."""
        if 2 * (self._count + 1) > len(self._slots):
            self._grow()
        value = int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") or 1
        slot = self._find(value)
        if self._slots[slot] == value:
            return False
        self._slots[slot] = value
        self._count += 1
        return True

    def __len__(self) -> int:
        return self._count

    def _find(self, value: int) -> int:
        mask = len(self._slots) - 1
        slot = value & mask
        while self._slots[slot] not in (0, value):
            slot = (slot + 1) & mask
        return slot

    def _grow(self) -> None:
        old = self._slots
        self._slots = array("Q", bytes(16 * len(old)))
        for value in old:
            if value:
                self._slots[self._find(value)] = value


class UniqueIds:
    """Give every document an id of its own: a repeated one gets `~2`, `~3` … and a warning.

    The first warnings name their id; `finish` tells of the rest.
    """

    def __init__(self, warn: Callable[[str], None]) -> None:
        self._seen = SeenKeys()
        self._next_number: dict[str, int] = {}
        self._num_repeated = 0
        self._warn = warn

    def claim(self, wanted: str, place: str) -> str:
        """Return the id, or the id with a number when it was claimed before. `place` is what a warning names."""
        if self._seen.add(wanted):
            return wanted
        number = self._next_number.get(wanted, 2)
        while not self._seen.add(f"{wanted}~{number}"):
            number += 1
        self._next_number[wanted] = number + 1
        self._num_repeated += 1
        if self._num_repeated <= _NUM_SHOWN:
            self._warn(f"{place}: the id {wanted!r} is taken already: this document is {wanted}~{number}")
        return f"{wanted}~{number}"

    def finish(self) -> None:
        """Warn of the repeated ids that no warning named."""
        if self._num_repeated > _NUM_SHOWN:
            self._warn(f"{self._num_repeated - _NUM_SHOWN} more documents had an id that was taken already; each got a number")
