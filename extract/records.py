"""Everything about one document after a run: the line of records.jsonl."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from extract.errors import ErrorKind
from extract.schemas.paper import Paper


class Status(StrEnum):
    """What became of a document, the strongest first."""

    FAILED = "failed"
    PARTIAL = "partial"
    FLAGGED = "flagged"
    EMPTY = "empty"
    OK = "ok"


class Verdict(StrEnum):
    """What the text says of a statement, the worst first. `ambiguous` and `not_checked` do not flag."""

    UNSUPPORTED = "unsupported"
    MISATTRIBUTED = "misattributed"
    AMBIGUOUS = "ambiguous"
    SUPPORTED = "supported"
    NOT_CHECKED = "not_checked"

    @property
    def flags(self) -> bool:
        return self in (Verdict.UNSUPPORTED, Verdict.MISATTRIBUTED)


class Part(BaseModel):
    """Base of everything in a record: unknown keys are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Nearest(Part):
    """The stated value that comes nearest to one that is not stated. Offsets are characters of `text`."""

    value: int | float
    unit: str | None = None
    start: int
    end: int
    quote: str


class Check(Part):
    """The verdict on one field of an extracted instance.

    `path` leads to the field ("quantities.3.value"). `start` and `end` are characters of the record's `text`, or of its
    `title` where `in` says so; null where no place was found. `given` is what the model gave, where it differs from what
    stands in `data` or is what was looked for; `nearest` is there for a value that the text does not state.
    """

    path: str
    verdict: Verdict
    reason: str
    message: str
    in_: Literal["title", "text"] | None = Field(default=None, alias="in", serialization_alias="in")
    start: int | None = None
    end: int | None = None
    given: Any = None
    nearest: Nearest | None = None


class Rejected(Part):
    """A piece of an answer that could not be read, or was dropped on demand. Nothing vanishes."""

    path: str
    item: Any
    reason: str
    message: str


class Usage(Part):
    """What a document cost. `cached` means that it was not paid for in this run."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: float | None = None
    requests: int = 0
    cached: bool = False


class RecordError(Part):
    """Why a document failed. A retryable failure is done again when the same command runs again."""

    kind: ErrorKind
    message: str
    retryable: bool


class RecordSource(Part):
    """The place of the document in its file; see `extract.documents.Source`."""

    path: str
    title_start: int | None = None
    start: int | None = None
    end: int | None = None
    line: int | None = None


class Record(Part):
    """Everything about one document after a run.

    `data` is an instance of the schema. Read back from JSON it is a `Paper` for the schema `paper`, else plain values.
    """

    record: Literal[1] = 1
    id: str
    title: str | None = None
    text: str
    source: RecordSource | None = None
    meta: Mapping[str, Any] = Field(default_factory=dict)
    status: Status
    data: Any = None
    checks: list[Check] = Field(default_factory=list)
    rejected: list[Rejected] = Field(default_factory=list)
    usage: Usage = Usage()
    model: str
    answered_by: str | None = None
    prompt: str | None = None
    schema_: str = Field(alias="schema", serialization_alias="schema")
    error: RecordError | None = None

    @model_validator(mode="after")
    def _read_back(self) -> Self:
        if isinstance(self.data, dict) and self.schema_.startswith("paper@"):
            object.__setattr__(self, "data", Paper.model_validate(self.data))
        return self

    def to_json(self) -> str:
        """Return the record as one line of JSON, without the newline; field order is stable."""
        return self.model_dump_json(by_alias=True)


class CheckLine(BaseModel):
    """A line that `extract check` reads (without `checks`) and writes (with them); other keys are kept as they are."""

    model_config = ConfigDict(extra="allow")

    id: str | int | None = None
    title: str | None = None
    text: str
    data: dict[str, Any] | list[Any]
    checks: list[Check] = Field(default_factory=list)
