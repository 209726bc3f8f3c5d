"""The application: one endpoint that answers, and three that tests use to look inside."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from tests.server.answering import answer_for, fraction_of, num_tokens, text_of
from tests.server.checking import mode_of, problem, refusal
from tests.server.faulty import faulty_answer, spoiled
from tests.server.foreign import add_routes
from tests.server.limiting import Limits
from tests.server.settings import ANSWERED, Settings

MODEL = "tiny-2026-01"


class Served:
    """What the server has done, and how it behaves."""

    def __init__(self, settings: Settings) -> None:
        self.configure(settings)

    def configure(self, settings: Settings) -> None:
        """Start anew with other settings."""
        self.settings = settings
        self.limits = Limits(settings)
        self.scripted = list(settings.scripted)
        self.answers = list(settings.answers)
        self.attempts: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.cost_usd = 0.0
        self.in_flight = 0
        self.most_in_flight = 0
        self.answered_texts: Counter[str] = Counter()
        self.bodies: list[dict[str, Any]] = []
        self.moments: list[tuple[float, bool]] = []

    def fault_for(self, text: str) -> str | None:
        """Return the fault that strikes this attempt for a text."""
        if self.scripted:
            fault = self.scripted.pop(0)
            return None if fault == "ok" else fault
        if self.settings.faults_strike == "first" and self.attempts[text] > 1:
            return None
        share = fraction_of(self.settings.seed, "fault", text)
        for fault, rate in self.settings.faults.items():
            if share < rate:
                return fault
            share -= rate
        return None

    def latency(self, text: str) -> float:
        """Return how long the answer for a text takes."""
        slow = fraction_of(self.settings.seed, "slow", text) < self.settings.slow_share
        return self.settings.latency_seconds * (self.settings.slow_factor if slow else 1.0)

    def report(self) -> dict[str, Any]:
        """Return what tests may ask for."""
        return {
            "requests": self.counts["requests"],
            "answered": self.counts["answered"],
            "limited": self.counts["limited"],
            "faults": {name[6:]: count for name, count in self.counts.items() if name.startswith("fault:")},
            "modes": {name[5:]: count for name, count in self.counts.items() if name.startswith("mode:")},
            "cost_usd": self.cost_usd,
            "in_flight": self.in_flight,
            "most_in_flight": self.most_in_flight,
            "answered_texts": len(self.answered_texts),
            "answered_twice": sum(count - 1 for count in self.answered_texts.values()),
        }


def make_app(settings: Settings) -> web.Application:
    """Return the application."""
    served = Served(settings)
    app = web.Application(client_max_size=2**26)
    app.router.add_post("/v1/chat/completions", lambda request: complete(request, served))
    add_routes(app, lambda request, body: answered(request, body, served))
    app.router.add_get("/counts", lambda request: _json(served.report()))
    app.router.add_get("/bodies", lambda request: _json(served.bodies))
    app.router.add_get("/moments", lambda request: _json(served.moments))
    app.router.add_post("/configure", lambda request: configure(request, served))
    return app


async def _json(value: Any) -> web.Response:
    return web.json_response(value)


async def configure(request: web.Request, served: Served) -> web.Response:
    """Start anew with the settings in the body."""
    served.configure(Settings.from_json(await request.text()))
    return web.json_response({})


async def complete(request: web.Request, served: Served) -> web.StreamResponse:
    """Answer one chat completion request."""
    return await answered(request, await request.json(), served)


async def answered(request: web.Request, body: dict[str, Any], served: Served) -> web.StreamResponse:
    """Answer a chat completion request with this body."""
    served.counts["requests"] += 1
    served.in_flight += 1
    served.most_in_flight = max(served.most_in_flight, served.in_flight)
    try:
        return await _completed(request, body, served)
    finally:
        served.in_flight -= 1


async def _completed(request: web.Request, body: dict[str, Any], served: Served) -> web.StreamResponse:
    settings = served.settings
    if len(served.bodies) < 100:
        served.bodies.append(body)
    refused = refusal(request, body, settings) or _limited(body, served)
    if refused is not None:
        return refused
    text = text_of(body["messages"])
    served.attempts[text] += 1
    fault = served.fault_for(text)
    if fault is not None:
        served.counts[f"fault:{fault}"] += 1
    await asyncio.sleep(served.latency(text))
    if fault is not None and fault not in ANSWERED:
        return await faulty_answer(request, fault, settings, {})
    if settings.quota is not None and served.counts["answered"] >= settings.quota:
        return problem(429, "You exceeded your current quota.", code="insufficient_quota")
    served.counts["answered"] += 1
    served.moments.append((time.monotonic(), True))
    served.counts[f"mode:{mode_of(body)[0]}"] += 1
    served.answered_texts[text] += 1
    said = served.answers.pop(0) if served.answers else answer_for(text, mode_of(body)[1], settings.replies)
    completion = completion_for(body, said, settings)
    if settings.obeys_max_tokens and completion["usage"]["completion_tokens"] > _most_tokens(body):
        completion = spoiled(completion, "truncated")
    used = completion["usage"]
    served.cost_usd += (used["prompt_tokens"] * settings.price_input + used["completion_tokens"] * settings.price_output) / 1e6
    headers = served.limits.headers() if settings.sends_limit_headers else {}
    if fault is None:
        return web.json_response(completion, headers=headers)
    return await faulty_answer(request, fault, settings, spoiled(completion, fault))


def _prompt(body: Mapping[str, Any]) -> str:
    """Return what a model is given to read: messages and schema."""
    return json.dumps([body["messages"], body.get("tools"), body.get("response_format")])


def _most_tokens(body: Mapping[str, Any]) -> int:
    return int(body.get("max_tokens") or body.get("max_completion_tokens") or 0)


def _limited(body: Mapping[str, Any], served: Served) -> web.Response | None:
    tokens = num_tokens(_prompt(body)) + _most_tokens(body)
    wait = served.limits.wait_seconds(tokens)
    if not wait:
        return None
    served.counts["limited"] += 1
    served.moments.append((time.monotonic(), False))
    headers = {**served.limits.headers(), "retry-after": f"{wait:.3f}"} if served.settings.sends_limit_headers else {}
    return problem(429, "Rate limit reached.", code="rate_limit_exceeded", **headers)


def completion_for(body: Mapping[str, Any], answer: str, settings: Settings) -> dict[str, Any]:
    """Return the completion for a request, in the mode that it asks in."""
    mode, _ = mode_of(body)
    message: dict[str, Any] = {"role": "assistant", "content": answer, "refusal": None}
    finish = "stop"
    if mode not in settings.modes:
        message["content"] = "Certainly! The text is about research."
    elif mode == "tools":
        call = {"id": "call_1", "type": "function", "function": {"name": body["tools"][0]["function"]["name"], "arguments": answer}}
        message.update(content=None, tool_calls=[call])
        finish = "tool_calls"
    elif mode == "text":
        message["content"] = f"Here is the answer:\n```json\n{answer}\n```"
    usage = {"prompt_tokens": num_tokens(_prompt(body)), "completion_tokens": num_tokens(answer)}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1700000000,
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
        "usage": {**usage, "total_tokens": sum(usage.values())},
    }
