"""What is wrong with an answer, in words that a model can act on, and how good the answer is beside another one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel

from extract.chunks import Chunk
from extract.language.passage import Passage, understand
from extract.models.base import Opinion, Reply
from extract.records import Check, Rejected, Verdict
from extract.schemas.answers import Answer, read_answer
from extract.validate import Grounded, ground

_MOST_LISTED = 20
_MOST_SHOWN = 160
_HEAD = "Checked against the text, these parts of your answer do not hold:"
_UNREADABLE = float("-inf")
_TAIL = (
    "Look each of them up in the text. Correct it if the text states something else, leave it out if the text does not state it, "
    "keep everything that was right, and give the whole answer again."
)


class Examiner:
    """Reads and checks the answers about one chunk. What it found out about the last one is kept: it is asked for twice."""

    def __init__(self, chunk: Chunk, schema: type[BaseModel]) -> None:
        self._chunk = chunk
        self._schema = schema
        self._passage: Passage | None = None
        self._read: tuple[Reply, Answer] | None = None
        self._grounded: tuple[Answer, Grounded] | None = None

    def judge(self, reply: Reply) -> Opinion:
        """Say what is wrong with a reply, and how good it is."""
        answer = self.read(reply)
        if answer.data is None:
            return Opinion(answer.problem, _UNREADABLE)
        grounded = self.ground(answer)
        return opinion_of(grounded.data, grounded.checks, answer.rejected)

    def read(self, reply: Reply) -> Answer:
        """Read a reply as an instance of the schema."""
        if self._read is None or self._read[0].json != reply.json:
            self._read = reply, read_answer(reply.json, self._schema, trusted=reply.located)
        return self._read[1]

    def ground(self, answer: Answer) -> Grounded:
        """Check an answer that could be read against the text of the chunk; offsets are the chunk's own."""
        if self._grounded is None or self._grounded[0] is not answer:
            title = self._chunk.document.title
            self._passage = self._passage or understand(self._chunk.text, title)
            found = ground(self._chunk.text, answer.data, title=title, schema=self._schema, passage=self._passage)
            self._grounded = answer, found
        return self._grounded[1]


def opinion_of(data: BaseModel, checks: Sequence[Check], rejected: Sequence[Rejected]) -> Opinion:
    """Judge an answer that could be read.

    The score counts the different places of the text that something is shown to stand in, less what is flagged or could not be
    read: an answer that loses right numbers to get rid of a wrong one is no better.
    """
    failed = [check for check in checks if check.verdict.flags]
    places = {(check.path.rpartition(".")[2], check.in_, check.start, check.end) for check in checks if check.verdict is Verdict.SUPPORTED}
    lines = [*(_about_check(check, data) for check in failed), *map(_about_rejected, rejected)]
    return Opinion(_worded(list(dict.fromkeys(lines))) if lines else None, float(len(places) - len(failed) - len(rejected)))


def _worded(lines: Sequence[str]) -> str:
    more = [f"- and {len(lines) - _MOST_LISTED} more of this kind"] if len(lines) > _MOST_LISTED else []
    return "\n".join([_HEAD, *(f"- {line}" for line in lines[:_MOST_LISTED]), *more, _TAIL])


def _about_check(check: Check, data: BaseModel) -> str:
    """Name the field by the quote beside it: positions mean little to a model."""
    *parents, field = check.path.split(".")
    holder = _at(data, parents)
    value = _at(data, check.path.split("."))
    quote = getattr(holder, "quote", None)
    if field.isdigit() or not isinstance(quote, str):
        return f"{_list_name(check.path)} {_shown(value)}: {check.message}"
    if field == "quote":
        return f"the quote {_shown(quote)}: {check.message}"
    return f"{field} {_shown(value)} of the item with the quote {_shown(quote)}: {check.message}"


def _about_rejected(item: Rejected) -> str:
    return f"{_list_name(item.path)} {_shown(item.item)} cannot be read: {item.message}"


def _list_name(path: str) -> str:
    return ".".join(part for part in path.split(".") if not part.isdigit())


def _at(value: Any, path: Iterable[str]) -> Any:
    for part in path:
        if isinstance(value, BaseModel):
            value = getattr(value, part, None)
        elif isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list | tuple) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def _shown(value: Any) -> str:
    """Write a value as it would stand in JSON, shortened."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"
