"""Models behind a network, against a real small server on loopback."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from extract.documents import Document
from extract.errors import DocumentError, ErrorKind, ProviderStopped, UsageError
from extract.models import RunContext, open_model
from extract.models.base import Model, Opinion, Parameters, Reply, Request, UnusableAnswer
from extract.schemas.answers import answer_schema
from extract.schemas.paper import Paper
from tests.server import RunningServer, Settings, run_server

TEXT = "We reach 83.6% on the first set and 7 others."


@dataclass(frozen=True)
class Options:
    """The options that models know, with what tests change."""

    model: str = "openai/tiny"
    base_url: str | None = None
    mode: str = "json_schema"
    timeout_seconds: float = 5.0
    cache_dir: str | Path | None = None
    use_cache: bool = True
    refresh: bool = False
    retry_failed: bool = False
    max_wait_seconds: float = 900.0
    num_reasks: int = 0
    max_concurrency: int = 64
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    max_cost: float | None = None
    price_input: float | None = None
    price_output: float | None = None


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    """A server in a process of its own."""
    with run_server() as server:
        yield server


@pytest.fixture
def server(running: RunningServer) -> RunningServer:
    """The server, with nothing counted and nothing going wrong."""
    running.configure(Settings())
    return running


@asynccontextmanager
async def opened(server: RunningServer, *, run_id: str = "run", key: str | None = None, **changes: Any) -> AsyncIterator[Model]:
    model = open_model(Options(base_url=server.url, **changes), RunContext(run_id=run_id), {"OPENAI_API_KEY": key} if key else {})
    try:
        yield model
    finally:
        await model.close()


def request(text: str = TEXT, document_id: str = "d0", **parameters: Any) -> Request:
    messages = ({"role": "system", "content": "Report."}, {"role": "user", "content": f"TEXT =====\n{text}\nEND ====="})
    return Request(Document(id=document_id, text=text), text, messages, answer_schema(Paper), Parameters(**parameters))


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def quotes(reply: Reply) -> list[str]:
    return [item["quote"] for item in json.loads(reply.json)["quantities"]]


@pytest.mark.parametrize("mode", ["json_schema", "tools", "json", "text"])
async def test_each_mode_brings_the_answer_that_the_model_wrote(server: RunningServer, tmp_path: Path, mode: str) -> None:
    """Tool calls, both response formats and JSON in text give the same JSON."""
    async with opened(server, cache_dir=tmp_path, mode=mode) as model:
        reply = await model.answer(request())
    if mode != "text":
        assert quotes(reply) == ["83.6%", "7"]
    assert "83.6%" in reply.json
    assert (reply.answered_by, reply.requests, reply.cached, reply.finish) == (
        "tiny-2026-01",
        1,
        False,
        "tool_calls" if mode == "tools" else "stop",
    )


async def test_an_equal_question_of_another_document_is_not_sent_again(server: RunningServer, tmp_path: Path) -> None:
    """Three documents with one text, two of them at once, cause one request; the first pays."""
    async with opened(server, cache_dir=tmp_path) as model:
        first, second = await asyncio.gather(model.answer(request(document_id="d0")), model.answer(request(document_id="d1")))
        third = await model.answer(request(document_id="d2"))
    assert server.counts()["requests"] == 1
    assert [(reply.requests, reply.cached) for reply in (first, second, third)] == [(1, False), (0, True), (0, True)]
    assert first.json == second.json == third.json


async def test_a_run_that_goes_on_finds_its_answers_and_counts_them_as_its_own(server: RunningServer, tmp_path: Path) -> None:
    """The same run reads a stored answer as paid by it; another run reads it as cached."""
    replies = []
    for run_id in ("a", "a", "b"):
        async with opened(server, cache_dir=tmp_path, run_id=run_id) as model:
            replies.append(await model.answer(request()))
    assert server.counts()["requests"] == 1
    assert replies[0] == replies[1]
    assert (replies[2].cached, replies[2].requests, replies[2].input_tokens) == (True, 0, 0)


async def test_a_run_without_cache_still_asks_once_for_equal_texts(server: RunningServer) -> None:
    """With `use_cache` off, answers live as long as the model is open."""
    for _ in range(2):
        async with opened(server, use_cache=False) as model:
            await model.answer(request())
            await model.answer(request(document_id="d1"))
    assert server.counts()["requests"] == 2


async def test_refresh_asks_again_and_stores_the_new_answer(server: RunningServer, tmp_path: Path) -> None:
    """A refreshing run ignores what others stored, but not what it stored itself."""
    for run_id, refresh in (("a", False), ("b", True), ("b", True), ("c", False)):
        async with opened(server, cache_dir=tmp_path, run_id=run_id, refresh=refresh) as model:
            await model.answer(request())
    assert server.counts()["requests"] == 2


async def test_an_unusable_answer_is_replayed_until_it_is_to_be_tried_again(server: RunningServer, tmp_path: Path) -> None:
    """A refusal was paid for and is stored; `retry_failed` asks again."""
    server.configure(Settings(scripted=("refusal",)))
    for _ in range(2):
        async with opened(server, cache_dir=tmp_path) as model:
            with pytest.raises(UnusableAnswer) as caught:
                await model.answer(request())
    assert (caught.value.kind, caught.value.reply.requests, server.counts()["requests"]) == (ErrorKind.REFUSED, 1, 1)
    async with opened(server, cache_dir=tmp_path, retry_failed=True) as model:
        assert quotes(await model.answer(request())) == ["83.6%", "7"]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("content_filter", ErrorKind.REFUSED),
        ("empty_choices", ErrorKind.INVALID),
        ("no_choices", ErrorKind.INVALID),
        ("null_content", ErrorKind.INVALID),
    ],
)
async def test_a_bad_answer_has_its_kind(server: RunningServer, tmp_path: Path, fault: str, kind: ErrorKind) -> None:
    """Answers that hold nothing usable fail the document, and say why."""
    server.configure(Settings(scripted=(fault,)))
    async with opened(server, cache_dir=tmp_path, mode="tools") as model:
        with pytest.raises(UnusableAnswer) as caught:
            await model.answer(request())
    assert (caught.value.kind, caught.value.reply.requests) == (kind, 1)


async def test_a_cut_answer_is_asked_for_with_more_room(server: RunningServer, tmp_path: Path) -> None:
    """Both answers are paid for; a second cut, or a server that allows no more, leaves the document truncated."""
    for n, (second, answered) in enumerate((("ok", 2), ("truncated", 2), ("400", 1))):
        server.configure(Settings(scripted=("truncated", second)))
        async with opened(server, cache_dir=tmp_path, mode="tools") as model:
            asking = model.answer(request(f"{n} 83.6%"))
            if second == "ok":
                assert (await asking).requests == 2
            else:
                with pytest.raises(UnusableAnswer) as caught:
                    await asking
                assert (caught.value.kind, caught.value.reply.requests) == (ErrorKind.TRUNCATED, answered)
        assert [body["max_tokens"] for body in server.bodies()] == [4096, 4 * 4096]


@pytest.mark.parametrize(
    ("fault", "num_answered"),
    [("500", 1), ("503", 1), ("429_retry_after", 1), ("disconnect", 1), ("html", 2), ("cut_body", 2), ("cut_json", 2)],
)
async def test_a_fault_that_passes_is_retried(server: RunningServer, tmp_path: Path, fault: str, num_answered: int) -> None:
    """Faults of the server and the connection cost another try; answers that arrived broken count as answered."""
    server.configure(Settings(scripted=(fault,)))
    async with opened(server, cache_dir=tmp_path) as model:
        reply = await model.answer(request())
    assert (quotes(reply), reply.requests, server.counts()["answered"]) == (["83.6%", "7"], num_answered, num_answered)


async def test_a_request_that_the_server_refuses_fails_its_document_in_the_servers_words(server: RunningServer, tmp_path: Path) -> None:
    """A 400 is not retried."""
    server.configure(Settings(scripted=("400",)))
    async with opened(server, cache_dir=tmp_path) as model:
        with pytest.raises(DocumentError, match=r"the server answered 400: A fault on purpose: 400") as caught:
            await model.answer(request())
    assert (caught.value.kind, caught.value.retryable, server.counts()["requests"]) == (ErrorKind.INVALID, False, 1)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(key="sk-right-one"), "401: Incorrect API key"),
        (Settings(models=("other",)), "404: The model `tiny` does not exist"),
        (Settings(quota=0), "429: You exceeded your current quota"),
    ],
)
async def test_a_wrong_key_an_unknown_model_and_an_empty_account_stop_the_run(
    server: RunningServer, tmp_path: Path, settings: Settings, words: str
) -> None:
    """No further request would be answered, so that none is sent."""
    server.configure(settings)
    async with opened(server, cache_dir=tmp_path) as model:
        with pytest.raises(ProviderStopped, match=words) as caught:
            await model.answer(request())
    assert (caught.value.exit_code, server.counts()["requests"]) == (4, 1)
    assert caught.value.hint


async def test_a_connection_that_never_answers_ends_at_the_timeout(server: RunningServer, tmp_path: Path) -> None:
    """A hanging request is given up and tried again."""
    server.configure(Settings(scripted=("hang",)))
    async with opened(server, cache_dir=tmp_path, timeout_seconds=0.5) as model:
        assert quotes(await model.answer(request())) == ["83.6%", "7"]


async def test_a_refused_parameter_is_left_out_from_then_on(server: RunningServer, tmp_path: Path) -> None:
    """A model without temperature costs one refused request, not one for each document."""
    server.configure(Settings(refused_parameters=("temperature", "max_tokens")))
    async with opened(server, cache_dir=tmp_path) as model:
        for n in range(3):
            await model.answer(request(f"{n} items", f"d{n}", temperature=0.0))
    assert (server.counts()["requests"], server.counts()["answered"]) == (5, 3)
    assert [("temperature" in body, "max_completion_tokens" in body) for body in server.bodies()][-1] == (False, True)


async def test_the_best_mode_is_found_with_the_first_document_and_remembered(server: RunningServer, tmp_path: Path) -> None:
    """A server that can do nothing but tools is asked for strict JSON once, also over several runs."""
    server.configure(Settings(modes=("tools", "json", "text")))
    for run in range(2):
        async with opened(server, cache_dir=tmp_path, mode="auto") as model:
            await asyncio.gather(*(model.answer(request(f"{run}{n} items", f"d{n}")) for n in range(8)))
    assert (server.counts()["requests"], server.counts()["modes"]) == (17, {"tools": 16})


async def test_a_server_that_ignores_how_it_is_asked_is_found_out(server: RunningServer, tmp_path: Path) -> None:
    """Prose in answer to a JSON mode leads on to the next mode."""
    server.configure(Settings(modes=("json_with_schema", "text"), ignores_other_modes=True))
    async with opened(server, cache_dir=tmp_path, mode="auto") as model:
        reply = await model.answer(request())
    assert (quotes(reply), reply.requests, server.counts()["answered"]) == (["83.6%", "7"], 3, 3)


async def test_the_text_reaches_the_server_as_it_is(server: RunningServer, tmp_path: Path) -> None:
    """Braces, template marks, control characters and half surrogates neither vanish nor break the request."""
    text = "{{ 7 }} {% if %} {# 8 #} \x00\x1b \ud800 'quoted' \u2028"
    async with opened(server, cache_dir=tmp_path) as model:
        await model.answer(request(text))
    sent = server.bodies()[0]["messages"][1]["content"]
    assert sent == f"TEXT =====\n{text}\nEND =====".replace("\ud800", "\N{REPLACEMENT CHARACTER}")


async def test_no_key_is_said_before_any_work(tmp_path: Path) -> None:
    """The message names the variable to set."""
    model = open_model(Options(model="openai/gpt-5-mini", cache_dir=tmp_path), RunContext(run_id="run"), {})
    with pytest.raises(ProviderStopped, match=r"no key for openai/gpt-5-mini") as caught:
        await model.prepare(request())
    assert caught.value.hint == "set the environment variable OPENAI_API_KEY"


async def test_an_unreachable_server_is_said_before_any_work(tmp_path: Path) -> None:
    """A port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    model = open_model(Options(base_url=url, cache_dir=tmp_path), RunContext(run_id="run"), {})
    with pytest.raises(ProviderStopped, match=f"cannot reach {url}"):
        await model.prepare(request())


async def test_a_server_is_not_needed_when_the_first_answer_is_stored(server: RunningServer, tmp_path: Path) -> None:
    """`prepare` looks into the cache before it looks for key and server."""
    async with opened(server, cache_dir=tmp_path, key="sk-some-key") as model:
        await model.prepare(request())
        await model.answer(request())
    server.configure(Settings(key="sk-another"))
    async with opened(server, cache_dir=tmp_path) as model:
        await model.prepare(request())
        await model.answer(request())
    assert server.counts()["requests"] == 0


@pytest.mark.parametrize(
    ("name", "words"),
    [("gpt-5-mini", "names no provider"), ("opnai/gpt-5-mini", "unknown provider, 'opnai'")],
)
def test_an_unknown_provider_is_a_usage_error(name: str, words: str) -> None:
    """The message lists the known ones."""
    with pytest.raises(UsageError, match=words) as caught:
        open_model(Options(model=name), RunContext(run_id="run"), {})
    assert "anthropic" in (caught.value.hint or "")


async def test_the_key_is_in_no_message_and_no_file(server: RunningServer, tmp_path: Path) -> None:
    """A server that repeats the key in its answer does not get it stored or shown."""
    key = "sk-planted-secret-1234"
    server.configure(Settings(replies={"83.6": {"methods": [key], "quantities": []}}))
    async with opened(server, cache_dir=tmp_path, key=key) as model:
        reply = await model.answer(request())
    assert json.loads(reply.json)["methods"] == ["***"]
    assert key.encode() not in all_bytes(tmp_path)


@pytest.mark.parametrize("mode", ["json_schema", "tools", "json", "text"])
@pytest.mark.parametrize("fault", ["malformed", "schema_invalid", "empty_choices", "null_content"])
async def test_an_unreadable_answer_is_asked_for_again(server: RunningServer, tmp_path: Path, mode: str, fault: str) -> None:
    """The model is shown its answer; both answers are paid for, and both are replayed from the cache."""
    server.configure(Settings(scripted=(fault,), modes=("json_schema", "tools", "json_with_schema", "text")))
    replies = []
    for _ in range(2):
        async with opened(server, cache_dir=tmp_path, mode=mode, num_reasks=1) as model:
            replies.append(await model.answer(request()))
    assert "83.6%" in replies[0].json
    assert (replies[0].requests, server.counts()["answered"], replies[1]) == (2, 2, replies[0])


@pytest.mark.parametrize("mode", ["json_schema", "tools", "json", "text"])
async def test_a_complaint_is_put_to_the_model_in_words(server: RunningServer, tmp_path: Path, mode: str) -> None:
    """It is asked as often as allowed; the last answer counts."""
    complaining = replace(request(), judge=lambda reply: Opinion("83.6% is not in the text", 1.0))
    async with opened(server, cache_dir=tmp_path, mode=mode, num_reasks=2) as model:
        reply = await model.answer(complaining)
    turns = [body["messages"] for body in server.bodies()]
    assert (reply.requests, len(turns), "83.6%" in reply.json) == (3, 3, True)
    assert ["83.6% is not in the text" in json.dumps(messages) for messages in turns] == [False, True, True]
    assert len(turns[0]) < len(turns[1]) < len(turns[2])


async def test_a_refusal_is_not_asked_for_again(server: RunningServer, tmp_path: Path) -> None:
    """Nor is an answer that was cut off even with more room: the same question would bring the same end."""
    for fault in ("refusal", "truncated", "content_filter"):
        server.configure(Settings(scripted=(fault,) * 2))
        async with opened(server, cache_dir=tmp_path, mode="tools", num_reasks=3) as model:
            with pytest.raises(UnusableAnswer):
                await model.answer(request(f"{fault} 1"))
        assert server.counts()["requests"] == (2 if fault == "truncated" else 1)


async def test_the_first_answer_counts_when_the_second_is_worse(server: RunningServer, tmp_path: Path) -> None:
    """An answer that could be read is not lost to a later one that cannot."""
    server.configure(Settings(scripted=("ok", "malformed", "400")))
    complaining = replace(request(), judge=lambda reply: Opinion("wrong", 1.0))
    async with opened(server, cache_dir=tmp_path, mode="tools", num_reasks=2) as model:
        reply = await model.answer(complaining)
    assert (quotes(reply), reply.requests) == (["83.6%", "7"], 2)
