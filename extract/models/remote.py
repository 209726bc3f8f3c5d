"""Models behind a network: which mode they are asked in, and what their stored answers say."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from extract.errors import DocumentError, ErrorKind, ProviderStopped
from extract.models.answers import Answers
from extract.models.base import Reply, Request, UnusableAnswer
from extract.models.cache import AnswerCache, StoredAnswer
from extract.models.completions import read_completion
from extract.models.config import RemoteConfig, RunContext
from extract.models.faults import Consequence
from extract.models.fetching import Client, Fetcher, Unanswered, holds_answer
from extract.models.modes import Mode, candidates
from extract.models.pricing import Price
from extract.models.providers import Target, require_key
from extract.models.questions import Question
from extract.models.retries import Sleep


class RemoteModel:
    """A model that is asked over the network. Make it anywhere, use it in one event loop."""

    def __init__(
        self,
        target: Target,
        config: RemoteConfig,
        context: RunContext,
        cache: AnswerCache,
        open_client: Callable[[Target, RemoteConfig], Client],
        *,
        price: Callable[[], Price | None] = lambda: None,
        has_proxy: bool = False,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._target = target
        self._config = config
        self._candidates = candidates(config.mode, is_adapted=target.is_adapted)
        self._run_id = context.run_id
        self._price = price
        self._fetcher = Fetcher(target, config, context, cache, open_client, price, sleep)
        self._has_proxy = has_proxy
        self._mode: Mode | None = None
        self._mode_lock = asyncio.Lock()

    @property
    def name(self) -> str:
        """The name as the user gave it."""
        return self._target.name

    async def prepare(self, first: Request) -> None:
        """Check key, package and reachability, unless the first request's answer is in the cache already."""
        modes = [self._mode] if self._mode else self._candidates
        if any(self._fetcher.found(Question.of(first, self._target, mode)) for mode in modes):
            return
        require_key(self._target)
        if self._target.host is not None and not self._has_proxy:
            await _check_reachable(self._target, self._target.host, self._config.connect_seconds)

    async def answer(self, request: Request) -> Reply:
        """Answer from the cache, else from the server; ask again where the answer was cut off, or there is something to complain of."""
        answers = Answers(request, (self._run_id, request.payer), self._price)
        try:
            mode = self._mode or await self._find_mode(request)
            question = Question.of(request, self._target, mode)
            answers.add(await self._fetcher.answer(question))
            question = await self._with_more_room(question, answers)
            if self._config.reask and answers.complaint is not None:
                await self._ask_again(question, answers)
        except Unanswered as unanswered:
            raise self._error(unanswered, request) from None
        reply = answers.reply()
        if answers.problem is not None:
            kind, message = answers.problem
            raise UnusableAnswer(kind, message, reply)
        return reply

    async def _with_more_room(self, question: Question, answers: Answers) -> Question:
        """Ask once more, with more tokens allowed, where an answer was cut off; return the question that was asked last.

        A server that refuses so many tokens leaves the cut answer standing.
        """
        if not answers.is_cut:
            return question
        parameters = question.parameters
        wider = replace(question, parameters=replace(parameters, max_output_tokens=parameters.max_output_tokens * self._config.room_factor))
        try:
            answers.add(await self._fetcher.answer(wider))
        except Unanswered as unanswered:
            if unanswered.fault.consequence is Consequence.STOP:
                raise
            return question
        return wider

    async def _ask_again(self, question: Question, answers: Answers) -> None:
        """Tell the model what is wrong with its answer, while something is; answers that are stored are told nothing.

        The first ones stay if no other comes.
        """
        given = [answers.last]
        for number in range(1, self._config.reask + 1):
            stored = self._fetcher.found(replace(question, reask=number))
            if stored is None or answers.complaint is None:
                break
            given.append(stored)
            answers.add(stored)
        if answers.complaint is None or len(given) > self._config.reask:
            return
        from extract.models.sdk import ask_again

        async def ask(again: Question) -> str:
            if again.reask >= len(given):
                stored = await self._fetcher.answer(again)
                given.append(stored)
                answers.add(stored)
            return given[again.reask].body

        with suppress(Unanswered):
            await ask_again(question, given[0].body, self._config.reask, lambda body: answers.complaint_about(body), ask)

    async def close(self) -> None:
        """Close connections and cache."""
        await self._fetcher.close()

    async def _find_mode(self, request: Request) -> Mode:
        """Find out which mode the server can do, with the first request alone; the others wait."""
        async with self._mode_lock:
            if self._mode is None:
                self._mode = self._noted_mode(request) or await self._try_modes(request)
            return self._mode

    def _noted_mode(self, request: Request) -> Mode | None:
        modes = self._candidates
        if len(modes) == 1:
            return modes[0]
        noted = self._fetcher.cache.recall(self._mode_note(request))
        return next((mode for mode in modes if mode == noted), None)

    async def _try_modes(self, request: Request) -> Mode:
        first: Unanswered | None = None
        accepted: Mode | None = None
        num_answered = 0
        for mode in self._candidates:
            try:
                stored = await self._fetcher.answer(Question.of(request, self._target, mode), num_answered)
            except Unanswered as unanswered:
                if unanswered.fault.consequence is not Consequence.DOCUMENT or unanswered.fault.is_about_document:
                    raise
                first = first or unanswered
                continue
            if _follows(stored, request):
                self._fetcher.cache.remember(self._mode_note(request), mode)
                return mode
            accepted = accepted or mode
            num_answered = stored.num_requests
        if accepted is None and first is not None:
            raise first
        return accepted or Mode.TEXT

    def _mode_note(self, request: Request) -> str:
        return f"mode:{Question.of(request, self._target, Mode.TEXT).shape}:{self._config.mode}"

    def _error(self, unanswered: Unanswered, request: Request) -> Exception:
        fault = unanswered.fault
        message = self._target.without_secrets(str(fault))
        if fault.consequence is Consequence.STOP:
            return ProviderStopped(f"{self.name}: {message}", hint=fault.hint)
        retryable = fault.consequence is Consequence.RETRY
        if not unanswered.num_answered or unanswered.payer != request.payer:
            return DocumentError(fault.kind, message, retryable=retryable)
        return UnusableAnswer(fault.kind, message, Reply("", finish="error", requests=unanswered.num_answered), retryable=retryable)


def _follows(stored: StoredAnswer, request: Request) -> bool:
    """Say whether an answer shows that the server follows the mode it was asked in."""
    completion = read_completion(stored.body)
    if completion.problem is None:
        return holds_answer(completion, frozenset(request.answer_schema.model_fields))
    kind, _ = completion.problem
    return kind is ErrorKind.REFUSED or (kind is ErrorKind.TRUNCATED and completion.json.lstrip().startswith("{"))


async def _check_reachable(target: Target, host: tuple[str, int], seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            _, writer = await asyncio.open_connection(*host)
    except (OSError, TimeoutError) as error:
        words = f"cannot reach {target.base_url}: {str(error) or 'no connection within ' + format(seconds, 'g') + ' s'}"
        raise ProviderStopped(words, hint="check that the server runs, the network, and --base-url") from error
    writer.close()


def has_proxy(environ: Mapping[str, str], names: Sequence[str] = ("http_proxy", "https_proxy", "all_proxy")) -> bool:
    """Say whether the environment names a proxy, through which a server may be reached that no direct connection reaches."""
    return any(environ.get(name) or environ.get(name.upper()) for name in names)
