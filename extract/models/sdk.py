"""The only module that knows openai and instructor: one request to a server, and how each mode words it.

Nothing here retries, waits or remembers; faults are translated into `Fault`. Importing openai takes a second, so that this
module is imported when the first request is about to be sent.
"""

from __future__ import annotations

import asyncio
import functools
import inspect
import json
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

import httpx2
import instructor
import openai
from instructor.core import exceptions as instructor_errors
from instructor.core.hooks import Hooks
from instructor.v2.core.providers import Provider as InstructorProvider
from instructor.v2.core.registry import mode_registry
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ConfigDict, create_model, model_validator

from extract.errors import ErrorKind, UsageError
from extract.models.completions import is_completion
from extract.models.faults import Consequence, Fault, status_fault
from extract.models.foreign import as_completion, completion, fault_of, plain_turns
from extract.models.modes import Mode
from extract.models.providers import Target
from extract.models.questions import Question

# instructor logs every failed attempt; without a handler Python would print that
logging.getLogger("instructor").addHandler(logging.NullHandler())
# openai's own debugging, which an environment variable switches on, shows what servers say, and they may repeat a key
logging.getLogger("openai").setLevel(logging.WARNING)

_STREAMED = {"X-Stainless-Raw-Response": "stream"}
_INSTRUCTOR_MODES: Mapping[Mode, instructor.Mode] = {
    Mode.JSON_SCHEMA: instructor.Mode.JSON_SCHEMA,
    Mode.TOOLS: instructor.Mode.TOOLS,
    Mode.JSON_WITH_SCHEMA: instructor.Mode.JSON,
    Mode.JSON: instructor.Mode.JSON,
    Mode.TEXT: instructor.Mode.MD_JSON,
}


@dataclass(frozen=True, slots=True)
class Arrived:
    """The body of an answer with a status of success, whole, and its headers."""

    body: str
    headers: Mapping[str, str]


class ChatClient:
    """A connection pool to one OpenAI-compatible server. Make it inside the event loop that uses it."""

    def __init__(self, target: Target, timeout_seconds: float) -> None:
        self._timeout_seconds = timeout_seconds
        self._where = target.base_url or "the server"
        self._client = openai.AsyncOpenAI(
            api_key=target.key,
            base_url=target.base_url,
            max_retries=0,
            default_headers={"Authorization": target.basic_authorization} if target.basic_authorization else None,
            http_client=openai.DefaultAioHttpClient(timeout=httpx2.Timeout(timeout_seconds), trust_env=True),
        )

    async def ask(self, question: Question, left_out: Collection[str]) -> Arrived:
        """Send one chat completion request, without the optional parameters that the server is known to refuse.

        Raises:
            Fault: no answer, a status other than success, or an answer that is no JSON object.
        """
        arrived = False
        try:
            async with asyncio.timeout(self._timeout_seconds):
                response = await self._send(_body(question, left_out))
                arrived = True
                content = await response.aread()
        except openai.APIStatusError as error:
            raise status_fault(error.status_code, error.response.text, error.response.headers) from None
        except (TimeoutError, openai.APIConnectionError, httpx2.HTTPError) as error:
            raise self._broken(error, arrived) from None
        return _whole(content, response)

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()

    def _broken(self, error: Exception, arrived: bool) -> Fault:
        """Translate a connection that failed. The aiohttp transport calls a refused connection a timeout."""
        cause = _first_cause(error)
        if isinstance(cause, TimeoutError | asyncio.CancelledError):
            message = f"no answer from {self._where} within {self._timeout_seconds:g} s"
            return Fault(message, kind=ErrorKind.TIMED_OUT, answered=arrived)
        words = " ".join(str(cause).split())[:200] or type(cause).__name__
        return Fault(f"{'the answer broke off' if arrived else f'no connection to {self._where}'}: {words}", answered=arrived)

    async def _send(self, body: Mapping[str, Any]) -> httpx2.Response:
        return await self._client.post("/chat/completions", cast_to=httpx2.Response, body=body, options={"headers": _STREAMED})


def _body(question: Question, left_out: Collection[str]) -> dict[str, Any]:
    shape = shaped(question.schema, question.mode, question.messages)
    shape["messages"] = [*shape["messages"], *question.turns]
    return {"model": question.model, **shape, **question.optional(left_out)}


def shaped(schema: type[BaseModel], mode: Mode, messages: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Return the messages, and the tool or response format, that ask for an answer of a schema in a mode."""
    if mode in (Mode.JSON_SCHEMA, Mode.TOOLS):
        return {"messages": list(messages), **_shape(schema, mode)}
    asked = _prepared(schema, mode, messages)
    if mode is Mode.JSON_WITH_SCHEMA:
        asked["response_format"] = {"type": "json_object", "schema": schema.model_json_schema()}
    return asked


@functools.lru_cache(maxsize=64)
def _shape(schema: type[BaseModel], mode: Mode) -> Mapping[str, Any]:
    """Build what does not change from request to request, once: instructor's tool definition or response format, strict."""
    shape = _prepared(schema, mode, [{"role": "user", "content": ""}])
    del shape["messages"]
    if mode is Mode.JSON_SCHEMA:
        shape["response_format"]["json_schema"]["strict"] = True
    return shape


def _prepared(schema: type[BaseModel], mode: Mode, messages: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    handlers = mode_registry.get_handlers(InstructorProvider.OPENAI, _INSTRUCTOR_MODES[mode])
    strict = {"strict": True} if mode is Mode.TOOLS else {}
    _, prepared = handlers.request_handler(response_model=_wrapped(schema), kwargs={"messages": list(messages), **strict})
    return dict(prepared)


@functools.lru_cache(maxsize=64)
def _wrapped(schema: type[BaseModel]) -> Any:
    return instructor.openai_schema(schema)


_COMPLAINT: ContextVar[str] = ContextVar("complaint")


class _Accepted(Exception):
    """Ends instructor's loop: nothing is wrong any more."""


async def ask_again(
    question: Question, body: str, num_times: int, judge: Callable[[str], str | None], ask: Callable[[Question], Awaitable[str]]
) -> None:
    """Let instructor ask again, at most `num_times`, until `judge` has nothing to say of the body of an answer.

    instructor words the turns of the conversation; the first of its requests gets the `body` that is there already, the others
    go through `ask`.
    """
    num_asked = -1

    async def create(**kwargs: Any) -> ChatCompletion:
        nonlocal num_asked, body
        num_asked += 1
        if num_asked:
            turns = tuple(kwargs["messages"][len(first) :])
            body = await ask(replace(question, turns=turns, reask=num_asked))
        complaint = judge(body)
        if complaint is None:
            raise _Accepted
        _COMPLAINT.set(complaint)
        return _completion(body)

    first = shaped(question.schema, question.mode, question.messages)["messages"]
    create_checked = instructor.patch(create=create, mode=_INSTRUCTOR_MODES[question.mode])
    try:
        await create_checked(
            response_model=_complaining(question.schema), messages=list(question.messages), max_retries=num_times, strict=False
        )  # type: ignore[misc]
    except instructor_errors.InstructorRetryException as error:
        cause = error.__cause__
        if cause is not None and not isinstance(cause, _Accepted | ValueError | instructor_errors.InstructorError):
            raise cause from None


@functools.lru_cache(maxsize=64)
def _complaining(schema: type[BaseModel]) -> type[BaseModel]:
    """Return a class like the schema whose validation says what is wrong with the answer at hand."""

    def complain(_: Any) -> Any:
        raise ValueError(_COMPLAINT.get())

    validator: Any = model_validator(mode="before")(complain)
    return create_model(schema.__name__, __base__=_wrapped(schema), __validators__={"complain": validator})


def _completion(body: str) -> ChatCompletion:
    """Return a body as the object that instructor reads, whatever it holds; one without choices gets an empty one."""
    raw = json.loads(body)
    if not raw.get("choices"):
        raw["choices"] = [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": ""}}]
    return ChatCompletion.construct(**raw)


def _whole(content: bytes, response: httpx2.Response) -> Arrived:
    body = content.decode("utf-8", "replace")
    if is_completion(body):
        return Arrived(body, response.headers)
    kind = response.headers.get("content-type", "unknown content")
    if body.lstrip().startswith("{") and '"error"' in body:
        fault = status_fault(response.status_code, body, response.headers)
        fault.answered = True
        raise fault
    raise Fault(f"the server answered with {kind} that is no JSON object", answered=True, consequence=Consequence.RETRY)


def _first_cause(error: BaseException) -> BaseException:
    while error.__cause__ is not None:
        error = error.__cause__
    return error


@functools.lru_cache(maxsize=64)
def _stand_in(schema: type[BaseModel]) -> Any:
    """Return a class that asks for the same JSON schema and takes whatever comes.

    instructor looks through all fields of a class several times at each call; answers are read later, where what cannot be read is kept.
    """
    known = json.dumps(schema.model_json_schema())

    class StandIn(BaseModel):
        model_config = ConfigDict(extra="allow")

        @classmethod
        def model_json_schema(cls, *_: Any, **__: Any) -> dict[str, Any]:
            """Return the schema of the class that it stands for."""
            return dict(json.loads(known))

    StandIn.__name__ = StandIn.__qualname__ = schema.__name__
    StandIn.__doc__ = schema.__doc__
    return instructor.openai_schema(StandIn)


class AdaptedClient:
    """A provider with a protocol of its own, through instructor's adapter for it. Answers are kept as chat completions."""

    def __init__(self, target: Target, timeout_seconds: float) -> None:
        self._timeout_seconds = timeout_seconds
        self._where = target.name
        self._target = target
        self._assistant = "model" if target.provider.name == "google" else "assistant"
        self._clients: dict[Mode, Any] = {}

    async def ask(self, question: Question, left_out: Collection[str]) -> Arrived:
        """Ask once through `create`. An answer counts as it came, whether or not instructor can read it.

        Raises:
            Fault: no answer, or one in a form that is not known.
        """
        heard: list[Any] = []
        hooks = Hooks()
        hooks.on("completion:response", heard.append)
        messages = [*question.messages, *plain_turns(question.turns, self._assistant)]
        create = self._adapter(question.mode).create
        instance: Any = None
        try:
            async with asyncio.timeout(self._timeout_seconds):
                instance = await create(
                    response_model=_stand_in(question.schema), messages=messages, max_retries=0, hooks=hooks, **question.optional(left_out)
                )
        except TimeoutError:
            raise Fault(f"no answer from {self._where} within {self._timeout_seconds:g} s", kind=ErrorKind.TIMED_OUT) from None
        except instructor_errors.InstructorError as error:
            if not heard:
                raise fault_of(error, self._where) from None
        return Arrived(self._kept(heard, instance, question.model), {})

    async def close(self) -> None:
        """Close the connections of those adapters that can."""
        for adapter in self._clients.values():
            client = getattr(adapter.client, "aio", adapter.client)
            close = getattr(client, "aclose", None) or getattr(client, "close", None)
            if inspect.iscoroutinefunction(close):
                await close()

    def _adapter(self, mode: Mode) -> Any:
        if mode not in self._clients:
            self._clients[mode] = _opened_adapter(self._target, mode)
        return self._clients[mode]

    def _kept(self, heard: Sequence[Any], instance: Any, model: str) -> str:
        body = as_completion(heard[-1], model) if heard else None
        if body is None and instance is not None:
            return completion(instance.model_dump_json(), "stop", model)
        if body is None:
            raise Fault(f"{self._where} answered in a form that is not known", kind=ErrorKind.INVALID, answered=True)
        return body


def _opened_adapter(target: Target, mode: Mode) -> Any:
    """Open instructor's adapter, with the retries of the provider's own library switched off."""
    more: dict[str, Any] = {}
    if target.base_url is not None:
        more = {"base_url": target.base_url, "http_client": openai.DefaultAioHttpClient()}
    elif target.provider.name == "google":
        more = {"http_options": {"retry_options": {"attempts": 1}}}
    name = f"{target.provider.name}/{target.model}"
    try:
        client: Any = instructor.from_provider(name, async_client=True, mode=_INSTRUCTOR_MODES[mode], api_key=target.key, **more)
    except instructor_errors.InstructorError as error:
        raise UsageError(f"{target.name} cannot be asked in this way: {target.without_secrets(str(error))}") from None
    if hasattr(client.client, "max_retries"):
        client.client.max_retries = 0
    return client
