"""What a server says of its limits in the headers of an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

REQUESTS, TOKENS = "requests", "tokens"

_DURATION = re.compile(r"(?:(\d+(?:\.\d+)?)d)?(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?")
_SECONDS_OF_PARTS = (86400.0, 3600.0, 60.0, 1.0, 0.001)


@dataclass(frozen=True, slots=True)
class Told:
    """What a server says of one of its allowances: how much it is, how much is left, and in how many seconds all is there again."""

    limit: float
    remaining: float
    reset_seconds: float | None


def told(headers: Mapping[str, str], name: str, now: datetime | None = None) -> Told | None:
    """Read the headers about `requests` or `tokens`, in the spelling of OpenAI or of Anthropic; None where there are none."""
    for spelling in (f"x-ratelimit-{{}}-{name}", f"anthropic-ratelimit-{name}-{{}}"):
        limit, remaining = _number(headers.get(spelling.format("limit"))), _number(headers.get(spelling.format("remaining")))
        if limit is not None and remaining is not None and limit > 0:
            return Told(limit, max(0.0, remaining), _seconds(headers.get(spelling.format("reset")), now or datetime.now(UTC)))
    return None


def _number(text: str | None) -> float | None:
    try:
        number = float(text) if text else None
    except ValueError:
        return None
    return number if number is not None and abs(number) < 1e15 else None


def _seconds(text: str | None, now: datetime) -> float | None:
    """Read "6m0s", "120ms", "1.5", or a moment in ISO form."""
    if not text:
        return None
    number = _number(text)
    if number is not None:
        return max(0.0, number)
    match = _DURATION.fullmatch(text.strip())
    if match and any(match.groups()):
        return sum(float(part) * seconds for part, seconds in zip(match.groups(), _SECONDS_OF_PARTS, strict=True) if part)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return max(0.0, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now.timestamp())
