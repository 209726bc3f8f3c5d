"""What follows from the statuses and headers of servers."""

from __future__ import annotations

import gc
import weakref
from datetime import UTC, datetime

import pytest

from extract.errors import ErrorKind, ProviderStopped
from extract.models.config import RemoteConfig
from extract.models.faults import Consequence, Fault, refused_parameter, retry_after, status_fault
from extract.models.retries import retried

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "600"}, 600.0),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "Sun, 01 Mar 2026 12:03:00 GMT"}, 180.0),
        ({"retry-after": "Sun, 01 Mar 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "1e400"}, None),
    ],
)
def test_retry_after_is_read_in_all_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds, milliseconds, dates; nonsense counts as nothing said."""
    assert retry_after(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("status", "body", "consequence", "kind"),
    [
        (429, '{"error": {"code": "rate_limit_exceeded"}}', Consequence.RETRY, ErrorKind.RATE_LIMITED),
        (429, '{"error": {"code": "insufficient_quota"}}', Consequence.STOP, ErrorKind.RATE_LIMITED),
        (429, '{"error": {"message": "slow down", "type": "insufficient_quota"}}', Consequence.STOP, ErrorKind.RATE_LIMITED),
        (401, "", Consequence.STOP, ErrorKind.INVALID),
        (403, "<html>no</html>", Consequence.STOP, ErrorKind.INVALID),
        (404, '{"detail": "Not Found"}', Consequence.STOP, ErrorKind.INVALID),
        (408, "", Consequence.RETRY, ErrorKind.TIMED_OUT),
        (409, "", Consequence.RETRY, ErrorKind.INVALID),
        (500, "[1]", Consequence.RETRY, ErrorKind.SERVER),
        (529, "overloaded", Consequence.RETRY, ErrorKind.SERVER),
        (400, '{"error": "too long"}', Consequence.DOCUMENT, ErrorKind.INVALID),
        (422, '{"detail": [{"msg": "bad"}]}', Consequence.DOCUMENT, ErrorKind.INVALID),
    ],
)
def test_a_status_costs_another_try_the_document_or_the_run(status: int, body: str, consequence: Consequence, kind: ErrorKind) -> None:
    """Whatever shape the body has."""
    fault = status_fault(status, body, {})
    assert (fault.consequence, fault.kind, fault.status) == (consequence, kind, status)
    assert str(fault).startswith(f"the server answered {status}")


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ('{"error": {"message": "no", "code": "unsupported_parameter", "param": "temperature"}}', "temperature"),
        ('{"error": {"message": "Unsupported value: \'temperature\' does not support 0 with this model."}}', "temperature"),
        ('{"detail": [{"loc": ["body", "seed"], "msg": "Extra inputs are not permitted"}]}', "seed"),
        ('{"error": {"message": "the context is too long", "code": "context_length_exceeded"}}', None),
        ('{"error": {"message": "response_format is not supported", "param": "response_format"}}', None),
    ],
)
def test_a_refused_parameter_is_found_in_the_servers_words(body: str, refused: str | None) -> None:
    """Only parameters that were sent, and that can be left out."""
    assert refused_parameter(status_fault(400, body, {}), {"temperature": 0, "seed": 1, "max_tokens": 9}) == refused


async def waits(*faults: Fault, config: RemoteConfig) -> list[float]:
    """Return how long each wait is when these faults come one after another."""
    slept: list[float] = []
    queue = list(faults)

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def call(attempt: int) -> None:
        assert attempt == len(faults) - len(queue) + 1
        if queue:
            raise queue.pop(0)

    await retried(call, config, on_fault=lambda fault: None, sleep=sleep)
    return slept


async def test_waits_grow_and_obey_the_server() -> None:
    """Full jitter below a doubling bound; what the server asks for is the least."""
    config = RemoteConfig(first_wait_seconds=1, longest_wait_seconds=4)
    slept = await waits(Fault("a"), Fault("b"), Fault("c"), Fault("d", retry_after_seconds=300), config=config)
    assert [low <= wait <= high for wait, low, high in zip(slept, (0, 0, 0, 300), (1, 2, 4, 301), strict=True)] == [True] * 4


async def test_the_last_try_raises_what_went_wrong() -> None:
    """Others are allowed for refusals by rate than for broken servers."""
    with pytest.raises(Fault, match="third"):
        await waits(Fault("first"), Fault("second"), Fault("third"), config=RemoteConfig(num_tries=3))
    limited = [Fault("slow", kind=ErrorKind.RATE_LIMITED) for _ in range(5)]
    assert len(await waits(*limited, config=RemoteConfig(num_tries=3, num_refusals=6))) == 5


async def test_a_call_that_is_over_is_forgotten_at_once() -> None:
    """Without waiting for the garbage collector: a long run would keep thousands of questions."""

    class Question:
        async def ask(self, attempt: int) -> int:
            return attempt

        def note(self, fault: Fault) -> None:
            raise AssertionError(fault)

    question = Question()
    forgotten = weakref.ref(question)
    gc.disable()
    try:
        assert await retried(question.ask, RemoteConfig(), on_fault=question.note) == 1
        del question
        assert forgotten() is None
    finally:
        gc.enable()


async def test_a_wait_that_is_too_long_stops_the_run() -> None:
    """It can be continued later."""
    with pytest.raises(ProviderStopped, match="asks to wait 1000 s, longer than 900 s"):
        await waits(Fault("slow", retry_after_seconds=1000), config=RemoteConfig())
