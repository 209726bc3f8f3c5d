"""What can go wrong between a request and its answer, and what follows from it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

from extract.errors import ErrorKind

_RETRIED_STATUSES = frozenset({408, 409, 425, 429})
_STOPPING_STATUSES = frozenset({401, 402, 403, 404})
_NO_QUOTA = ("insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "credit balance is too low")
_ABOUT_REQUEST = re.compile(r"response_format|tool_choice|json_schema|literal_error|grammar")  # some servers refuse these with status 500
_WRONG_KEY = "API key not valid"  # Google's words, with status 400
_UNSUPPORTED = ("unsupported_parameter", "unsupported_value", "unknown_parameter")
_TOO_LARGE = re.compile(r"too (?:large|high|long|many)|at most|less than or equal|exceed|maximum (?:value|allowed|context)")
_ABOUT_DOCUMENT = re.compile(r"context.length|maximum context|too long|content.(?:polic|filter|management)", re.IGNORECASE)
_FILTERED = ("content_filter", "content_policy_violation")
_RETRY_DELAY = re.compile(r'"retryDelay"\s*:\s*"(\d+(?:\.\d+)?)s"')
_MAX_WORDS = 400


class Consequence(StrEnum):
    """What a fault costs: another try, this document, or the run."""

    RETRY = "retry"
    DOCUMENT = "document"
    STOP = "stop"


class Fault(Exception):
    """A request got no answer, or one that is no chat completion.

    `retry_after_seconds` is what the server asks for; `answered` says that a status of success arrived, so that it may have
    been paid; `code` and `parameter` are the server's own words for what it refuses.
    """

    def __init__(
        self,
        message: str,
        *,
        kind: ErrorKind = ErrorKind.SERVER,
        consequence: Consequence = Consequence.RETRY,
        status: int | None = None,
        retry_after_seconds: float | None = None,
        code: str | None = None,
        parameter: str | None = None,
        answered: bool = False,
        hint: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.consequence = consequence
        self.status = status
        self.retry_after_seconds = retry_after_seconds
        self.code = code
        self.parameter = parameter
        self.answered = answered
        self.hint = hint
        self.headers: Mapping[str, str] = {} if headers is None else headers

    @property
    def may_be_charged(self) -> bool:
        """Whether the provider may charge for the request: it answered, or the connection broke while it was at work."""
        return self.answered or self.status is None

    @property
    def is_about_document(self) -> bool:
        """Whether it is the text that the server refuses, and not the way in which it is asked."""
        return self.kind is ErrorKind.REFUSED or bool(_ABOUT_DOCUMENT.search(f"{self.code} {self}"))


def status_fault(status: int, body: str, headers: Mapping[str, str], now: datetime | None = None) -> Fault:
    """Return the fault that an HTTP status other than success stands for."""
    words, code, parameter = _server_words(body)
    message = f"the server answered {status}: {words}" if words else f"the server answered {status}"
    consequence = _consequence(status, code, words)
    return Fault(
        message,
        kind=ErrorKind.REFUSED if code in _FILTERED else _kind(status),
        consequence=consequence,
        status=status,
        retry_after_seconds=_first_known(retry_after(headers, now), _retry_delay(body)),
        code=code,
        parameter=parameter,
        hint=_hint(status, words) if consequence is Consequence.STOP else None,
        headers=headers,
    )


def refused_parameter(fault: Fault, sent: Mapping[str, Any]) -> str | None:
    """Return the optional parameter of a request that the server refuses, or None if the fault is another one."""
    words = str(fault).casefold()
    if fault.status not in (400, 422) or _TOO_LARGE.search(words):
        return None
    if fault.parameter in sent:
        return fault.parameter
    if fault.code not in _UNSUPPORTED and not re.search(r"unsupported|not support|unknown|unrecognized|unexpected|extra", words):
        return None
    return next((name for name in sent if re.search(rf"\b{name}\b", words)), None)


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Return how many seconds a server asks to wait: `retry-after-ms`, seconds or a date in `retry-after`; never negative."""
    milliseconds = _float(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return max(0.0, milliseconds / 1000)
    value = headers.get("retry-after")
    seconds = _float(value)
    if seconds is None and value:
        seconds = _seconds_until(value, now or datetime.now(UTC))
    return None if seconds is None else max(0.0, seconds)


def _retry_delay(body: str) -> float | None:
    """Return how many seconds Google asks to wait: it says so in the body ("retryDelay": "37s")."""
    found = _RETRY_DELAY.search(body)
    return _float(found[1]) if found else None


def _first_known(*seconds: float | None) -> float | None:
    return next((each for each in seconds if each is not None), None)


def _float(value: str | None) -> float | None:
    try:
        number = float(value) if value else None
    except ValueError:
        return None
    return number if number is not None and abs(number) < 1e9 else None


def _seconds_until(date: str, now: datetime) -> float | None:
    try:
        moment = parsedate_to_datetime(date)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now.timestamp()


def _consequence(status: int, code: str | None, words: str) -> Consequence:
    if code in _NO_QUOTA or any(name in words for name in _NO_QUOTA):
        return Consequence.STOP
    if status in _STOPPING_STATUSES or _WRONG_KEY in words:
        return Consequence.STOP
    if status == 500 and _ABOUT_REQUEST.search(words):
        return Consequence.DOCUMENT
    return Consequence.RETRY if status in _RETRIED_STATUSES or status >= 500 or status < 400 else Consequence.DOCUMENT


def _kind(status: int) -> ErrorKind:
    if status == 429:
        return ErrorKind.RATE_LIMITED
    if status == 408:
        return ErrorKind.TIMED_OUT
    return ErrorKind.SERVER if status >= 500 or status < 400 else ErrorKind.INVALID


def _hint(status: int, words: str) -> str:
    if status == 401 or _WRONG_KEY in words:
        return "check the key"
    if status == 403:
        return "the key has no right to use this model"
    if status == 404:
        return "check the name of the model and --base-url"
    return "the account has no credit left; the same command continues the run"


def _server_words(body: str) -> tuple[str, str | None, str | None]:
    """Return what a server says of an error, its code and the parameter it names, in any of the usual shapes."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return _short(re.sub(r"<[^>]*>", " ", body)), None, None
    error = found.get("error", found) if isinstance(found, dict) else found
    if not isinstance(error, dict):
        return _short(str(error)), None, None
    words = error.get("message") or error.get("detail") or error
    code = error.get("code") or error.get("type")
    parameter = error.get("param")
    return _short(words if isinstance(words, str) else json.dumps(words)), _word(code), _word(parameter)


def _word(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _MAX_WORDS else words[:_MAX_WORDS] + "…"
