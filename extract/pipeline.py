"""The way of one document: chunks, requests, replies, an instance, checks, a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace

from pydantic import BaseModel

from extract.chunks import DEFAULT_CHUNK_CHARS, Chunk, chunk_document, halves
from extract.complaints import Examiner
from extract.documents import Document
from extract.errors import DocumentError, ErrorKind, StoppedError, UsageError
from extract.merging import merge, states_nothing, without_items
from extract.models.base import Model, Parameters, Reply, Request, UnusableAnswer
from extract.options import OnUnsupported
from extract.prompting import Prompt
from extract.records import Check, Record, RecordError, RecordSource, Rejected, Status, Usage
from extract.schemas import Schema
from extract.schemas.answers import Answer, answer_schema
from extract.validate import Grounded, ground

ANSWER_UNREADABLE = "answer_unreadable"


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked about each document, and of whom."""

    model: Model
    schema: Schema
    prompt: Prompt
    parameters: Parameters = field(default_factory=Parameters)
    on_unsupported: OnUnsupported = "keep"
    chunk_chars: int = DEFAULT_CHUNK_CHARS

    def request(self, chunk: Chunk) -> Request:
        """Return the question about one chunk."""
        return make_request(chunk, self.schema, self.prompt, self.parameters)

    async def prepare(self, first: Document) -> None:
        """Find out whether requests can be answered, before any work is done; see `Model.prepare`."""
        await self.model.prepare(self.request(chunk_document(first, self.chunk_chars)[0]))


def make_request(chunk: Chunk, schema: Schema, prompt: Prompt, parameters: Parameters) -> Request:
    """Return the question about one chunk."""
    return Request(
        document=chunk.document,
        text=chunk.text,
        messages=prompt.messages(chunk.document.title, chunk.text),
        answer_schema=answer_schema(schema.model),
        parameters=parameters,
        start=chunk.start,
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one chunk: an answer that was read, or an error, and the replies that it took. `grounded` is the answer checked."""

    replies: tuple[Reply, ...]
    answer: Answer | None
    error: DocumentError | None
    grounded: Grounded | None = None


async def process(document: Document, job: Job) -> Record:
    """Take one document all the way to its record. A document that cannot be done becomes a failed record.

    Raises:
        StoppedError: no further document can be done either.
    """
    try:
        outcomes = [outcome for chunk in chunk_document(document, job.chunk_chars) for outcome in await _ask(chunk, job)]
        return _record(document, job, outcomes)
    except (StoppedError, UsageError):
        raise
    except Exception as error:  # noqa: BLE001 - the border of one document: a defect costs this document, not the run
        failure = DocumentError(ErrorKind.INVALID, f"internal error: {type(error).__name__}: {error}", retryable=True)
        return _record(document, job, [Outcome((), None, failure)])


async def _ask(chunk: Chunk, job: Job) -> list[Outcome]:
    """Ask about a chunk; about its halves where the answer was cut off and there is enough text to be cut."""
    outcome = await _answered(chunk, job)
    if outcome.error is None or outcome.error.kind is not ErrorKind.TRUNCATED:
        return [outcome]
    parts = [part for half in halves(chunk) for part in await _ask(half, job)]
    if not parts:
        return [outcome]
    return [replace(parts[0], replies=(*outcome.replies, *parts[0].replies)), *parts[1:]]


async def _answered(chunk: Chunk, job: Job) -> Outcome:
    examiner = Examiner(chunk, job.schema.model)
    try:
        reply = await job.model.answer(replace(job.request(chunk), judge=examiner.judge))
    except UnusableAnswer as error:
        return Outcome((error.reply,), _unreadable(error.reply, str(error)), error)
    except DocumentError as error:
        return Outcome((), None, error)
    answer = examiner.read(reply)
    if answer.data is None:
        message = f"the answer cannot be read: {answer.problem}"
        return Outcome((reply,), _unreadable(reply, message), DocumentError(ErrorKind.INVALID, message, retryable=False))
    return Outcome((reply,), answer, None, examiner.ground(answer) if chunk.is_whole else None)


def _unreadable(reply: Reply, message: str) -> Answer:
    """Keep an answer that was paid for and cannot be used."""
    if not reply.json:
        return Answer(None)
    return Answer(None, [Rejected(path="", item=reply.json, reason=ANSWER_UNREADABLE, message=message)])


def _record(document: Document, job: Job, outcomes: Sequence[Outcome]) -> Record:
    answered = [outcome.answer.data for outcome in outcomes if outcome.answer and outcome.answer.data is not None]
    data = merge(answered)
    rejected = _rejected(outcomes)
    checks: list[Check] = []
    if data is not None:
        grounded = outcomes[0].grounded or ground(document.text, data, title=document.title, schema=job.schema.model)
        data, checks = grounded.data, grounded.checks
    status = _status(outcomes, data, checks, rejected)
    if data is not None and job.on_unsupported == "drop":
        data, checks, dropped = without_items(data, checks)
        rejected += dropped
    error = next((outcome.error for outcome in outcomes if outcome.error), None)
    replies = [reply for outcome in outcomes for reply in outcome.replies]
    return Record(
        id=document.id,
        title=document.title,
        text=document.text,
        source=RecordSource(**asdict(document.source)) if document.source else None,
        meta=document.meta,
        status=status,
        data=data,
        checks=checks,
        rejected=rejected,
        usage=_usage(replies),
        model=job.model.name,
        answered_by=next((reply.answered_by for reply in replies if reply.answered_by), None),
        prompt=job.prompt.version,
        schema_=job.schema.name,
        error=RecordError(kind=error.kind, message=str(error), retryable=error.retryable) if error else None,
    )


def _status(outcomes: Sequence[Outcome], data: BaseModel | None, checks: Sequence[Check], rejected: Sequence[Rejected]) -> Status:
    """Return the strongest status that holds.

    An answer of which nothing could be read is no empty one: it is `partial`, as when some of the chunks failed.
    """
    failures = sum(outcome.error is not None for outcome in outcomes)
    if failures == len(outcomes):
        return Status.FAILED
    nothing = data is None or states_nothing(data)
    if failures or (nothing and rejected):
        return Status.PARTIAL
    if any(check.verdict.flags for check in checks):
        return Status.FLAGGED
    return Status.EMPTY if nothing else Status.OK


def _rejected(outcomes: Sequence[Outcome]) -> list[Rejected]:
    """Return what could not be read; paths of the second chunk on begin with "chunks.1", since its positions are its own."""
    return [
        item if n == 0 else item.model_copy(update={"path": f"chunks.{n}.{item.path}".rstrip(".")})
        for n, outcome in enumerate(outcomes)
        if outcome.answer
        for item in outcome.answer.rejected
    ]


def _usage(replies: Sequence[Reply]) -> Usage:
    return Usage(
        input_tokens=_total([reply.input_tokens for reply in replies]),
        output_tokens=_total([reply.output_tokens for reply in replies]),
        cost_usd=_total([reply.cost_usd for reply in replies]),
        requests=sum(reply.requests for reply in replies),
        cached=bool(replies) and all(reply.cached for reply in replies),
    )


def _total(numbers: Sequence[int | float | None]) -> int | float | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
