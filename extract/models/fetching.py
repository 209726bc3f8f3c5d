"""The way of one question to its stored answer: cache ▸ one request for equal questions ▸ retries ▸ the provider."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Protocol

from extract.models.cache import AnswerCache, StoredAnswer
from extract.models.completions import Completion, read_completion
from extract.models.config import RemoteConfig
from extract.models.faults import Fault, refused_parameter
from extract.models.flights import SingleFlight
from extract.models.providers import Target, require_key
from extract.models.questions import Question
from extract.models.retries import Sleep, retrying
from extract.schemas.answers import json_object

_SHORTEST_SECRET = 8


class Arrived(Protocol):
    """The whole body of an answer, and its headers."""

    @property
    def body(self) -> str:
        """The JSON text."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The HTTP headers, their names in any case."""
        ...


class Client(Protocol):
    """What sends one request and translates its faults; see `extract.models.sdk`."""

    async def ask(self, question: Question, left_out: Collection[str]) -> Arrived:
        """Ask once, without the parameters in `left_out`; raise `Fault` if no whole answer comes."""
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...


class Unanswered(Exception):
    """A question that was given up. `num_answered` counts answers that arrived and could not be kept."""

    def __init__(self, fault: Fault, document_id: str, num_answered: int) -> None:
        super().__init__(str(fault))
        self.fault = fault
        self.document_id = document_id
        self.num_answered = num_answered


class Fetcher:
    """Brings stored answers, asking for those that are not there. An answer is stored before anything else happens to it."""

    def __init__(
        self,
        target: Target,
        config: RemoteConfig,
        cache: AnswerCache,
        open_client: Callable[[Target, RemoteConfig], Client],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.cache = cache
        self._target = target
        self._config = config
        self._open_client = open_client
        self._sleep = sleep
        self._client: Client | None = None
        self._flights: SingleFlight[StoredAnswer] = SingleFlight()
        self._fresh: set[str] = set()
        self._left_out: set[str] = set()

    async def answer(self, question: Question, num_answered: int = 0) -> StoredAnswer:
        """Return the stored answer, or ask for it. `num_answered` answers to the same document's questions came before.

        Raises:
            Unanswered: no answer came.
            StoppedError: no further one will.
        """
        found = self.found(question)
        if found is not None:
            return found
        return await self._flights.run(question.key, partial(self._fetch, question, num_answered))

    def found(self, question: Question) -> StoredAnswer | None:
        """Return the stored answer, if there is one that may be used."""
        key = question.key
        stored = self.cache.get(key)
        if stored is None or key in self._fresh:
            return stored
        if self._config.refresh and stored.run_id != self._config.run_id:
            return None
        return None if self._config.retry_failed and not _is_usable(stored, question) else stored

    async def _fetch(self, question: Question, num_answered: int) -> StoredAnswer:
        """Ask the server until it answers or there is no point; store the answer."""
        faults: list[Fault] = []
        try:
            body = await self._answered(question, faults)
        except Fault as fault:
            num_answered += sum(fault.answered for fault in [*faults, fault])
            raise Unanswered(fault, question.document_id, num_answered) from None
        num_answered += sum(fault.answered for fault in faults) + 1
        stored = StoredAnswer(self.without_key(body), self._config.run_id, question.document_id, num_answered)
        self.cache.put(question.key, stored)
        if self._config.refresh or self._config.retry_failed:
            self._fresh.add(question.key)
        return stored

    async def _answered(self, question: Question, faults: list[Fault]) -> str:
        async for attempt in retrying(self._config, on_fault=faults.append, sleep=self._sleep):
            with attempt:
                return (await self._ask(question)).body
        raise AssertionError("a retry ends with an answer or an error")

    async def _ask(self, question: Question) -> Arrived:
        """Ask once; a parameter that the server refuses is left out from then on."""
        if self._client is None:
            require_key(self._target)
            self._client = self._open_client(self._target, self._config)
        while True:
            left_out = frozenset(self._left_out)
            try:
                return await self._client.ask(question, left_out)
            except Fault as fault:
                refused = refused_parameter(fault, question.optional(left_out))
                if refused is None or refused in left_out:
                    raise
                self._left_out.add(refused)

    def without_key(self, text: str) -> str:
        """Return a text in which the key, should it occur, is covered."""
        key = self._target.key
        return text.replace(key, "***") if key and len(key) >= _SHORTEST_SECRET and key in text else text

    async def close(self) -> None:
        """Close connections and cache."""
        if self._client is not None:
            await self._client.close()
        self.cache.close()


def _is_usable(stored: StoredAnswer, question: Question) -> bool:
    completion = read_completion(stored.body)
    return completion.problem is None and holds_answer(completion, frozenset(question.schema.model_fields))


def holds_answer(completion: Completion, keys: frozenset[str]) -> bool:
    """Say whether a completion holds a JSON object with one of the keys."""
    found = json_object(completion.json, keys)
    return found is not None and bool(found.keys() & keys)
