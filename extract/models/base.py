"""The border to whatever answers: a request goes in, a reply comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import BaseModel

from extract.documents import Document
from extract.errors import DocumentError, ErrorKind


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a request asks of a model besides its messages. None leaves the choice to the provider."""

    max_output_tokens: int = 4096
    temperature: float | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is to be said of an answer. `complaint` is None when nothing is; of two answers the one with the higher `score` is better."""

    complaint: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Request:
    """One question about one chunk, which begins at the character `start` of its document's text.

    `answer_schema` is the model class that the answer has to fill (see `extract.schemas.answers`). `text` and `title`
    are the chunk's own, for models that need no messages. `judge` says what is wrong with a reply, in words for the model; a
    model that can be asked again is told so, as often as its configuration allows, and the best of its answers counts.
    """

    document: Document
    text: str
    messages: tuple[Mapping[str, str], ...]
    answer_schema: type[BaseModel]
    parameters: Parameters = field(default_factory=Parameters)
    judge: Callable[[Reply], Opinion] | None = field(default=None, compare=False)
    start: int = 0

    @property
    def title(self) -> str | None:
        """The document's title."""
        return self.document.title

    @property
    def payer(self) -> str:
        """Who pays for the answer: the document, and the place of the chunk, since two chunks may be equal."""
        return f"{self.document.id}@{self.start}" if self.start else self.document.id


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the answer's JSON as it was written, and what it cost.

    `finish` is "stop" for a whole answer. `requests` counts the answered requests behind this reply; `cached` says that
    none of them was paid for by this document in this run. `located` says that the answer gives the places of its quantities
    and how sure it is of each (the built-in model does): models that were not asked for offsets make them up.
    """

    json: str
    finish: str = "stop"
    answered_by: str | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: float | None = None
    requests: int = 0
    cached: bool = False
    located: bool = False


class UnusableAnswer(DocumentError):
    """One document got answers, and none is usable. `reply` says what they cost; its JSON is what can be shown of the last."""

    def __init__(self, kind: ErrorKind, message: str, reply: Reply, *, retryable: bool = False, hint: str | None = None) -> None:
        super().__init__(kind, message, retryable=retryable, hint=hint)
        self.reply = reply


class Model(Protocol):
    """Whatever answers a request."""

    @property
    def name(self) -> str:
        """The name as given: `builtin` or `provider/name`."""
        ...

    async def prepare(self, first: Request) -> None:
        """Find out, before any work is done, whether requests can be answered.

        Raises:
            ProviderStopped: no key, unreachable server.
            UsageError: unknown provider, a missing extra, a schema the model does not know.
        """
        ...

    async def answer(self, request: Request) -> Reply:
        """Answer one request.

        Raises:
            DocumentError: this request got no usable answer; an `UnusableAnswer` if it was answered, and paid, at all.
            StoppedError: no further request will get one.
        """
        ...

    async def close(self) -> None:
        """Let go of connections and files."""
        ...
