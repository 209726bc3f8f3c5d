"""What went over the network in this call of the command."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Traffic:
    """Counts: requests sent, how many of them were answered with success, refused for their number, or sent once more."""

    sent: int = 0
    answered: int = 0
    refused: int = 0
    retries: int = 0
