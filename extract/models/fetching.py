"""The way of one question to its stored answer: cache ▸ one request for equal questions ▸ retries ▸ limits ▸ budget ▸ the provider."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from extract.errors import StoppedError
from extract.models.budget import Budget, Reservation
from extract.models.cache import AnswerCache, StoredAnswer
from extract.models.completions import Completion, read_completion
from extract.models.config import RemoteConfig, RunContext
from extract.models.estimates import Estimates
from extract.models.faults import Fault, refused_parameter
from extract.models.flights import SingleFlight
from extract.models.limits import Limiter
from extract.models.pricing import Price
from extract.models.providers import Target, require_key
from extract.models.questions import Question
from extract.models.retries import Sleep, retried
from extract.schemas.answers import json_object

_TOO_MANY_REQUESTS = 429
_NUM_TELLING = 2  # tries of one request that say something about the server's limits; later ones rather about the request
_SECONDS_BETWEEN_LOOKS = 0.5


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

    def __init__(self, fault: Fault, payer: str, num_answered: int) -> None:
        super().__init__(str(fault))
        self.fault = fault
        self.payer = payer
        self.num_answered = num_answered


@dataclass(slots=True)
class _Errand:
    """A question that is being asked, and how many answers to it came that could not be kept."""

    question: Question
    key: str
    num_answered: int


@dataclass(frozen=True, slots=True)
class _Sent:
    """A request under way: since when, whether it was sent before, and what is held back for it."""

    at: float
    again: bool
    reservation: Reservation | None


class Fetcher:
    """Brings stored answers, asking for those that are not there. An answer is stored before anything else happens to it."""

    def __init__(
        self,
        target: Target,
        config: RemoteConfig,
        context: RunContext,
        cache: AnswerCache,
        open_client: Callable[[Target, RemoteConfig], Client],
        price: Callable[[], Price | None] = lambda: None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.cache = cache
        self._target = target
        self._config = config
        self._context = context
        self._open_client = open_client
        self._price = price() if config.max_cost is not None else None
        self._sleep = sleep
        self._client: Client | None = None
        self._flights: SingleFlight[StoredAnswer] = SingleFlight()
        self._fresh: set[str] = set()
        self._left_out: set[str] = set()
        self._estimates = Estimates()
        self._limiter = Limiter(config.max_concurrency, config.requests_per_minute, config.tokens_per_minute, is_stopped=context.is_stopped)
        self._budget = self._opened_budget()

    async def answer(self, question: Question, num_answered: int = 0) -> StoredAnswer:
        """Return the stored answer, or ask for it. `num_answered` answers to the same document's questions came before.

        Raises:
            Unanswered: no answer came.
            StoppedError: no further one will.
        """
        key = question.key
        found = self._found(question, key)
        if found is not None:
            return found
        return await self._flights.run(key, partial(self._fetch, _Errand(question, key, num_answered)))

    def found(self, question: Question) -> StoredAnswer | None:
        """Return the stored answer, if there is one that may be used."""
        return self._found(question, question.key)

    def _found(self, question: Question, key: str) -> StoredAnswer | None:
        stored = self.cache.get(key)
        if stored is None or key in self._fresh:
            return stored
        if self._config.refresh and stored.run_id != self._context.run_id:
            return None
        return None if self._config.retry_failed and not _is_usable(stored, question) else stored

    async def _fetch(self, errand: _Errand) -> StoredAnswer:
        """Ask the server until it answers or there is no point."""
        traffic = self._context.traffic

        def note(fault: Fault) -> None:
            errand.num_answered += fault.answered
            traffic.retries += 1

        try:
            return await retried(
                partial(self._ask, errand), self._config, on_fault=note, sleep=self._rest, num_answered=lambda: traffic.answered
            )
        except Fault as fault:
            raise Unanswered(fault, errand.question.payer, errand.num_answered + fault.answered) from None

    async def _rest(self, seconds: float) -> None:
        """Sleep, but not beyond the moment at which nothing is to be sent any more."""
        while seconds > 0:
            await self._sleep(min(seconds, _SECONDS_BETWEEN_LOOKS))
            seconds -= _SECONDS_BETWEEN_LOOKS
            if self._context.is_stopped():
                raise StoppedError("stopped")

    async def _ask(self, errand: _Errand, attempt: int) -> StoredAnswer:
        """Ask once; a parameter that the server refuses is left out from then on."""
        if self._client is None:
            require_key(self._target)
            self._client = self._open_client(self._target, self._config)
        while True:
            left_out = frozenset(self._left_out)
            try:
                return await self._sent(self._client, errand, left_out, attempt)
            except Fault as fault:
                refused = refused_parameter(fault, errand.question.optional(left_out))
                if refused is None or refused in left_out:
                    raise
                self._left_out.add(refused)

    async def _sent(self, client: Client, errand: _Errand, left_out: Collection[str], attempt: int) -> StoredAnswer:
        """Send one request when the limits allow it, store its answer, and only then let the next one go."""
        question = errand.question
        tokens = self._tokens(question)
        again = attempt > _NUM_TELLING
        sent_at = await self._limiter.enter(tokens, urgent=attempt > 1 or bool(question.reask), again=again)
        completion: Completion | None = None
        try:
            async with self._reserved(question) as reservation:
                arrived = await self._heard(client, question, left_out, _Sent(sent_at, again, reservation))
                stored = self._keep(errand, arrived.body)
                if self._budget is not None or self._limiter.counts_tokens:
                    completion = read_completion(arrived.body)
                    self._settle(question, completion, reservation)
        finally:
            self._limiter.leave(sent_at, tokens, _num_tokens(completion))
        return stored

    def _keep(self, errand: _Errand, body: str) -> StoredAnswer:
        question = errand.question
        body = self._target.without_secrets(body)
        stored = StoredAnswer(body, self._context.run_id, question.payer, errand.num_answered + 1)
        try:
            self.cache.put(errand.key, stored)
        except StoppedError:
            self._limiter.close()
            raise
        if self._config.refresh or self._config.retry_failed:
            self._fresh.add(errand.key)
        return stored

    async def _heard(self, client: Client, question: Question, left_out: Collection[str], sent: _Sent) -> Arrived:
        traffic = self._context.traffic
        traffic.sent += 1
        try:
            arrived = await client.ask(question, left_out)
        except Fault as fault:
            if sent.reservation is not None and not fault.may_be_charged:
                sent.reservation.cost = 0.0
            if fault.status == _TOO_MANY_REQUESTS:
                traffic.refused += 1
                self._limiter.refused(sent.at, fault.headers, fault.retry_after_seconds, again=sent.again)
            elif fault.status is not None or fault.answered:
                self._limiter.answered(sent.at, fault.headers)
            traffic.answered += fault.answered
            raise
        traffic.answered += 1
        self._limiter.answered(sent.at, arrived.headers)
        return arrived

    @asynccontextmanager
    async def _reserved(self, question: Question) -> AsyncIterator[Reservation | None]:
        if self._budget is None or self._price is None:
            yield None
            return
        most_input = self._estimates.most_input_tokens(question)
        async with self._budget.reserve(self._price.at_most(most_input, question.parameters.max_output_tokens)) as reservation:
            yield reservation

    def _settle(self, question: Question, completion: Completion, reservation: Reservation | None) -> None:
        self._estimates.learn(question, completion)
        if reservation is not None and self._price is not None:
            reservation.cost = self._price.of(completion)

    def _tokens(self, question: Question) -> float:
        """Return how many tokens the limits have to count for a question."""
        if not self._limiter.counts_tokens:
            return 0.0
        if self._limiter.is_told_tokens:
            return self._estimates.expected_input_tokens(question) + question.parameters.max_output_tokens
        return self._estimates.expected_tokens(question)

    def _opened_budget(self) -> Budget | None:
        if self._config.max_cost is None:
            return None
        name = f"spent:{self._context.run_id}"
        noted = float(self.cache.recall(name) or 0.0)
        return Budget(self._config.max_cost, max(noted, self._context.spent_usd), lambda usd: self.cache.remember(name, repr(usd)))

    async def close(self) -> None:
        """Close connections and cache."""
        if self._client is not None:
            await self._client.close()
        self.cache.close()


def _num_tokens(completion: Completion | None) -> float | None:
    if completion is None or completion.input_tokens is None:
        return None
    return completion.input_tokens + (completion.output_tokens or 0)


def _is_usable(stored: StoredAnswer, question: Question) -> bool:
    completion = read_completion(stored.body)
    return completion.problem is None and holds_answer(completion, frozenset(question.schema.model_fields))


def holds_answer(completion: Completion, keys: frozenset[str]) -> bool:
    """Say whether a completion holds a JSON object with one of the keys."""
    found = json_object(completion.json, keys)
    return found is not None and bool(found.keys() & keys)
