"""Models for tests: they answer from a queue, or as the test says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from extract.errors import ExtractError
from extract.models.base import Reply, Request


class FakeModel:
    """Answers each request with what `respond` returns: the answer's JSON, a reply, or an error to raise."""

    name = "fake/model"

    def __init__(
        self, respond: Callable[[Request], dict[str, Any] | Reply | ExtractError], delay: Callable[[Request], float] = lambda _: 0.0
    ) -> None:
        self.respond = respond
        self.delay = delay
        self.requests: list[Request] = []
        self.most_at_once = 0
        self._now = 0

    async def prepare(self, first: Request) -> None:
        pass

    async def answer(self, request: Request) -> Reply:
        self.requests.append(request)
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            await asyncio.sleep(self.delay(request))
        finally:
            self._now -= 1
        response = self.respond(request)
        if isinstance(response, ExtractError):
            raise response
        return response if isinstance(response, Reply) else Reply(json=json.dumps(response), requests=1, input_tokens=10, output_tokens=5)

    async def close(self) -> None:
        pass
