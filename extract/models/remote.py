"""Models behind a network: which mode they are asked in, and what their stored answers say."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from extract.errors import DocumentError, ErrorKind, ProviderStopped
from extract.models.base import Reply, Request, UnusableAnswer
from extract.models.cache import AnswerCache, StoredAnswer
from extract.models.completions import read_completion
from extract.models.config import RemoteConfig
from extract.models.faults import Consequence
from extract.models.fetching import Client, Fetcher, Unanswered, holds_answer
from extract.models.modes import Mode, candidates
from extract.models.providers import Target, require_key
from extract.models.questions import Question
from extract.models.retries import Sleep


class RemoteModel:
    """A model that is asked over the network. Make it anywhere, use it in one event loop."""

    def __init__(
        self,
        target: Target,
        config: RemoteConfig,
        cache: AnswerCache,
        open_client: Callable[[Target, RemoteConfig], Client],
        *,
        has_proxy: bool = False,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._target = target
        self._config = config
        self._fetcher = Fetcher(target, config, cache, open_client, sleep)
        self._has_proxy = has_proxy
        self._mode: Mode | None = None
        self._mode_lock = asyncio.Lock()

    @property
    def name(self) -> str:
        """The name as the user gave it."""
        return self._target.name

    async def prepare(self, first: Request) -> None:
        """Check key, package and reachability, unless the first request's answer is in the cache already."""
        modes = [self._mode] if self._mode else candidates(self._config.mode)
        if any(self._fetcher.found(Question.of(first, self._target, mode)) for mode in modes):
            return
        require_key(self._target)
        if self._target.host is not None and not self._has_proxy:
            await _check_reachable(self._target, self._target.host, self._config.connect_seconds)

    async def answer(self, request: Request) -> Reply:
        """Answer from the cache, else from the server; ask again while there is something to complain of."""
        try:
            mode = self._mode or await self._find_mode(request)
            question = Question.of(request, self._target, mode)
            answers = [await self._fetcher.answer(question)]
            if self._config.reask and self._complaint(answers, request) is not None:
                await self._ask_again(question, answers, request)
        except Unanswered as unanswered:
            raise self._error(unanswered, request) from None
        return self._reply(answers, request)

    async def _ask_again(self, question: Question, answers: list[StoredAnswer], request: Request) -> None:
        """Add the answers to what instructor asks when it is told what is wrong. Without an answer, those before count."""
        from extract.models.sdk import ask_again

        async def ask(again: Question) -> str:
            answers.append(await self._fetcher.answer(again))
            return answers[-1].body

        def judge(_: str) -> str | None:
            return self._complaint(answers, request)

        with suppress(Unanswered):
            await ask_again(question, answers[0].body, self._config.reask, judge, ask)

    def _complaint(self, answers: Sequence[StoredAnswer], request: Request) -> str | None:
        """Say what is wrong with the last answer that asking again may mend; refusals and cut answers are not among it."""
        completion = read_completion(answers[-1].body)
        if completion.problem is not None:
            kind, message = completion.problem
            return message if kind is ErrorKind.INVALID else None
        if not holds_answer(completion, frozenset(request.answer_schema.model_fields)):
            return "the answer holds no JSON object that follows the schema"
        return request.complain(self._reply(answers, request)) if request.complain else None

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
        modes = candidates(self._config.mode)
        if len(modes) == 1:
            return modes[0]
        noted = self._fetcher.cache.recall(self._mode_note(request))
        return next((mode for mode in modes if mode == noted), None)

    async def _try_modes(self, request: Request) -> Mode:
        first: Unanswered | None = None
        accepted: Mode | None = None
        num_answered = 0
        for mode in candidates(self._config.mode):
            try:
                stored = await self._fetcher.answer(Question.of(request, self._target, mode), num_answered)
            except Unanswered as unanswered:
                if unanswered.fault.consequence is not Consequence.DOCUMENT:
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

    def _reply(self, answers: Sequence[StoredAnswer], request: Request) -> Reply:
        """Return the last answer that holds one, with what all of them took."""
        read = [read_completion(stored.body) for stored in answers]
        keys = frozenset(request.answer_schema.model_fields)
        usable = [completion for completion in read if completion.problem is None]
        completion = next((each for each in reversed(usable) if len(usable) == 1 or holds_answer(each, keys)), read[-1])
        payer = (self._config.run_id, request.document.id)
        paid = [n for n, stored in enumerate(answers) if (stored.run_id, stored.document_id) == payer]
        reply = Reply(
            completion.json,
            finish=completion.finish,
            answered_by=completion.answered_by,
            input_tokens=_total([read[n].input_tokens for n in paid]),
            output_tokens=_total([read[n].output_tokens for n in paid]),
            requests=sum(answers[n].num_requests for n in paid),
            cached=not paid,
        )
        if completion.problem is not None:
            kind, message = completion.problem
            raise UnusableAnswer(kind, message, reply)
        return reply

    def _error(self, unanswered: Unanswered, request: Request) -> Exception:
        fault = unanswered.fault
        message = self._fetcher.without_key(str(fault))
        if fault.consequence is Consequence.STOP:
            return ProviderStopped(f"{self.name}: {message}", hint=fault.hint)
        retryable = fault.consequence is Consequence.RETRY
        if not unanswered.num_answered or unanswered.document_id != request.document.id:
            return DocumentError(fault.kind, message, retryable=retryable)
        return UnusableAnswer(fault.kind, message, Reply("", finish="error", requests=unanswered.num_answered), retryable=retryable)


def _total(numbers: Sequence[int | None]) -> int | None:
    """Return the sum of the known numbers; None if there are some and none is known."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known or not numbers else None


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
