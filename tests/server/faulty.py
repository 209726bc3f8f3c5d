"""Answers that go wrong, each in its own way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.server.checking import problem
from tests.server.settings import Settings


async def faulty_answer(request: web.Request, fault: str, settings: Settings, completion: dict[str, Any]) -> web.StreamResponse:
    """Send the answer that a fault stands for; those of the model are in the completion already."""
    if fault in ("429", "429_retry_after"):
        headers = {"retry-after": settings.retry_after} if fault == "429_retry_after" else {}
        return problem(429, "Rate limit reached.", code="rate_limit_exceeded", **headers)
    if fault == "echo_headers":
        return problem(400, f"Cannot do this: {dict(request.headers)}")
    if fault.isdigit():
        return problem(int(fault), f"A fault on purpose: {fault}.", code="on_purpose")
    if fault == "html":
        return web.Response(text="<html><body>Bad gateway</body></html>", content_type="text/html")
    if fault == "cut_json":
        text = json.dumps(completion)
        return web.Response(text=text[: len(text) // 2], content_type="application/json")
    if fault == "cut_body":
        return await _cut_body(request, json.dumps(completion).encode())
    if fault in ("hang", "disconnect"):
        return await _silent(request, settings.hang_seconds if fault == "hang" else 0.0)
    return web.json_response(completion)


async def _cut_body(request: web.Request, body: bytes) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    _hang_up(request)
    return response


async def _silent(request: web.Request, seconds: float) -> web.StreamResponse:
    await asyncio.sleep(seconds)
    _hang_up(request)
    return web.Response()


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.close()


def spoiled(completion: dict[str, Any], fault: str) -> dict[str, Any]:
    """Return a completion with what a fault of the model makes of it."""
    choice = completion["choices"][0]
    if fault in _OF_ANSWER:
        _rewrite(choice["message"], _OF_ANSWER[fault])
    elif fault == "empty_choices":
        completion["choices"] = []
    elif fault == "no_choices":
        completion["choices"] = None
    elif fault == "null_content":
        choice["message"] = {"role": "assistant", "content": None}
    elif fault == "truncated":
        choice["finish_reason"] = "length"
        _rewrite(choice["message"], lambda answer: answer[: len(answer) // 2])
    elif fault == "refusal":
        choice["message"] = {"role": "assistant", "content": None, "refusal": "I cannot help with that."}
    elif fault == "content_filter":
        choice["finish_reason"] = "content_filter"
        choice["message"] = {"role": "assistant", "content": None}
    return completion


def _rewrite(message: dict[str, Any], change: Callable[[str], str]) -> None:
    if message.get("tool_calls"):
        function = message["tool_calls"][0]["function"]
        function["arguments"] = change(function["arguments"])
    else:
        message["content"] = change(message["content"])


def _with_item(answer: str, change: Callable[[dict[str, Any]], Any], *more: Callable[[dict[str, Any]], Any]) -> str:
    found = json.loads(answer)
    items = found.get("quantities") or [{"quote": "1", "value": "1", "kind": "result"}]
    found["quantities"] = [*[each(dict(items[0])) for each in (change, *more)], *items[1:]]
    return json.dumps(found)


_OF_ANSWER: dict[str, Callable[[str], str]] = {
    "malformed": lambda answer: answer.replace('"', "'").replace(":", "=", 1),
    "schema_invalid": lambda answer: json.dumps({"summary": "a paper", "score": 1}),
    "wrong_types": lambda answer: _with_item(answer, lambda item: {**item, "quote": ["no", "string"]}),
    "nan": lambda answer: _with_item(answer, lambda item: {**item, "value": float("nan")}, lambda item: {**item, "value": float("inf")}),
    "extra_text": lambda answer: f"Sure, here you are:\n```json\n{answer}\n```\nAnything else? {{}}",
}
